import type { IncomingMessage, Server } from "node:http"
import type { Duplex } from "node:stream"
import { WebSocketServer, type RawData, type WebSocket } from "ws"
import type { CallLeg, CallStart } from "../../call/ports.ts"
import type { Dialect } from "./dialect.ts"
import type { StreamStart } from "./message.ts"
import { PLAYOUT_DEFAULTS, type PlayoutSettings } from "./playout.ts"
import { PromptChunks } from "./prompt-chunks.ts"
import { SocketLeg, type SocketLegOptions } from "./socket-leg.ts"
import { newMediaStats, type MediaStats } from "./stats.ts"
import { Ticker } from "./ticker.ts"
import { originRefusal, refuse, trunkOf, type Refusal } from "./upgrade.ts"

/** The largest message taken: 6 s of audio, some hundred times what carriers send. */
const MAX_MESSAGE_BYTES = 64 * 1024

export interface MediaTrunk {
  /** Stands in the path: `/carriers/<name>/media`. */
  readonly name: string
  readonly dialect: Dialect
  /** What an upgrade must show beside its path, such as a signature. A trunk that has it may be reached by any Host. */
  readonly mayUpgrade?: (request: IncomingMessage) => boolean
  /** Whose stream this is, on a trunk that knows by itself; without it `MediaSocketOptions.admit` decides. */
  readonly admit?: (start: StreamStart) => AdmittedStream | null
}

/** A stream of a known call: all of its caller, or one stretch of a leg that the trunk keeps. */
export interface AdmittedStream extends Pick<SocketLegOptions, "callId" | "party" | "gate" | "fork"> {
  /** Gets the leg as soon as the stream is admitted. */
  readonly take: (leg: SocketLeg) => void
}

export interface MediaSocketOptions {
  readonly trunks: readonly MediaTrunk[]
  /** In dev: the request's Host must be a loopback name. */
  readonly loopbackOnly: boolean
  /**
   * Decides by the start's parameters (the one-time token) whether this is a call of ours. `null` refuses. Until it
   * answers, nothing the peer sends is heard or kept.
   */
  readonly admit: (trunk: string, start: StreamStart) => CallStart | null | Promise<CallStart | null>
  /** Gets each admitted call once. */
  readonly onCall: (accepted: { readonly leg: CallLeg; readonly call: CallStart }) => void
  /** Gets what `admit` or a listener threw; the call it belongs to is closed. */
  readonly onFault: (error: unknown) => void
  readonly playout?: PlayoutSettings
  readonly stats?: MediaStats
  /** How long a socket may take to say `start` and be admitted. Default 5 s. */
  readonly startMs?: number
  /** Sockets open at once; above it, 503. Default 5000. */
  readonly maxSockets?: number
}

export interface MediaSockets {
  readonly stats: MediaStats
  /** Takes no more upgrades and drops every socket. */
  close(): void
}

/** The settings legs of one process share: one tick, one store of prepared prompts. */
export function playoutSettings(leadMs: number = PLAYOUT_DEFAULTS.leadMs): PlayoutSettings {
  return { ticker: new Ticker(PLAYOUT_DEFAULTS.tickMs), chunks: new PromptChunks(PLAYOUT_DEFAULTS.chunkMs), leadMs }
}

/** Serves `/carriers/<trunk>/media` on an HTTP server; every other upgrade is answered 404. */
export function attachMediaSockets(server: Server, options: MediaSocketOptions): MediaSockets {
  const { loopbackOnly, maxSockets = 5000, stats = newMediaStats(), playout = playoutSettings() } = options
  const trunks = new Map(options.trunks.map((trunk) => [trunk.name, trunk]))
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: MAX_MESSAGE_BYTES })
  // A peer that breaks the handshake is answered by ws; counting it is all that is left.
  sockets.on("wsClientError", (_error, socket) => {
    stats.refusedUpgrades++
    socket.destroy()
  })

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const trunk = trunks.get(trunkOf(request.url) ?? "")
    const refusal = refusalOf(request, trunk)
    if (refusal || !trunk) {
      stats.refusedUpgrades++
      refuse(socket, refusal ?? notFound)
      return
    }
    sockets.handleUpgrade(request, socket, head, (accepted) => serve(accepted, trunk, { ...options, stats, playout }))
  }
  const refusalOf = (request: IncomingMessage, trunk: MediaTrunk | undefined): Refusal | null => {
    if (!trunk) return notFound
    if (sockets.clients.size >= maxSockets) return { status: "503 Service Unavailable", message: "All lines are busy." }
    if (trunk.mayUpgrade && !trunk.mayUpgrade(request)) return unproven
    return originRefusal(request, loopbackOnly && !trunk.mayUpgrade)
  }
  server.on("upgrade", upgrade)
  return {
    stats,
    close: () => {
      server.off("upgrade", upgrade)
      for (const client of sockets.clients) client.terminate()
      sockets.close()
    },
  }
}

const unproven: Refusal = { status: "403 Forbidden", message: "This request does not prove that it is the carrier's." }
const notFound: Refusal = { status: "404 Not Found", message: "No trunk of this name takes media here." }

type ServeOptions = MediaSocketOptions & { readonly stats: MediaStats; readonly playout: PlayoutSettings }

/** From the upgrade to the admitted call. `leg` is the call from then on; `null` while there is none. */
function serve(socket: WebSocket, trunk: MediaTrunk, options: ServeOptions): void {
  const { stats, onFault, startMs = 5000 } = options
  let leg: SocketLeg | null = null
  let phase: "waiting" | "admitting" | "live" | "over" = "waiting"

  const giveUp = (code: number): void => {
    if (phase === "over") return
    phase = "over"
    clearTimeout(deadline)
    stats.refusedStarts++
    socket.close(code)
    setTimeout(() => socket.terminate(), 2000).unref()
  }
  const deadline = setTimeout(() => giveUp(1008), startMs)

  const begin = (start: StreamStart, startedAt: number, stream: AdmittedStream | null): void => {
    if (phase !== "admitting") return
    if (!stream) {
      giveUp(1008)
      return
    }
    phase = "live"
    clearTimeout(deadline)
    const { take, ...known } = stream
    const { dialect } = trunk
    leg = new SocketLeg(socket, { ...known, start, startedAt, dialect, playout: options.playout, stats })
    take(leg)
  }
  const ofCall = (call: CallStart | null): AdmittedStream | null =>
    call && { callId: call.callId, party: "caller", take: (taken) => options.onCall({ leg: taken, call }) }

  const beforeCall = (raw: Buffer): void => {
    const message = trunk.dialect.parse(raw.toString("utf8"))
    switch (message.type) {
      case "connected":
        return
      case "unknown":
        stats.unknownEvents++
        return
      case "start": {
        if (phase !== "waiting") {
          giveUp(1002)
          return
        }
        phase = "admitting"
        const startedAt = performance.now()
        if (trunk.admit) {
          begin(message.start, startedAt, trunk.admit(message.start))
          return
        }
        const admitted = options.admit(trunk.name, message.start)
        if (!(admitted instanceof Promise)) {
          begin(message.start, startedAt, ofCall(admitted))
          return
        }
        admitted.then((call) => begin(message.start, startedAt, ofCall(call))).catch(fail)
        return
      }
      case "media":
      case "dtmf":
      case "mark":
        // Before `start` there is no stream these could belong to.
        if (phase === "waiting") {
          giveUp(1002)
          return
        }
        stats.beforeAdmission++
        return
      case "stop":
        giveUp(1000)
        return
      case "malformed":
        stats.malformed++
        giveUp(1002)
        return
    }
  }
  const fail = (error: unknown): void => {
    onFault(error)
    if (leg) leg.violated(1011)
    else giveUp(1011)
  }
  const violated = (code: number): void => {
    if (leg) leg.violated(code)
    else giveUp(code)
  }

  socket.on("message", (data: RawData, isBinary: boolean) => {
    if (isBinary || !Buffer.isBuffer(data)) {
      violated(1003)
      return
    }
    try {
      if (leg) leg.receive(data)
      else if (phase !== "over") beforeCall(data)
    } catch (error) {
      fail(error)
    }
  })
  socket.on("error", (error: Error & { code?: string }) => {
    // ws names what the peer did wrong (too big, bad UTF-8, bad frame); the rest is the network.
    if (error.code?.startsWith("WS_ERR_")) violated(1002)
  })
  socket.on("close", () => {
    clearTimeout(deadline)
    if (leg) leg.lost()
    else if (phase !== "over") giveUp(1000)
  })
}
