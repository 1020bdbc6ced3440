/*
 * Both tracks of a call, streamed by the carrier to our media socket and into the leg's gate, like a fork. It is asked for
 * only while a tap is open, so before a consent there is no stream at all. Each stream has a one-time token of its own.
 *
 * A stream that breaks while the tap is open is asked for again; its frames go on the same clock, and the hole is counted.
 */
import { randomUUID } from "node:crypto"
import { FRAME_MS } from "../../audio/frame.ts"
import type { AudioGate } from "../../call/gate.ts"
import type { StreamStart } from "../media-stream/message.ts"
import type { SocketLeg } from "../media-stream/socket-leg.ts"
import type { AdmittedStream } from "../media-stream/sockets.ts"
import { unsettled } from "./answer.ts"
import type { RelayLink } from "./connection.ts"

/** Where the carrier is to send streams, and how a socket proves which one it is. */
export interface MediaDoor {
  /** `wss://<gateway>/carriers/<trunk>/media` */
  readonly url: string
  /** Shown in the upgrade. */
  readonly bearer: string
  /** A one-time token, shown in the start, by which the stream is found. */
  issue(stream: AskedStream): string
}

/** What the carrier was asked to stream. */
export interface AskedStream {
  /** A socket showed the token. @returns `null` when it is not wanted any more, or is of another call */
  admit(start: StreamStart): AdmittedStream | null
}

export interface StreamOptions {
  readonly callId: string
  readonly link: RelayLink
  readonly target: { readonly call_id: string; readonly node_id: string }
  readonly gate: AudioGate
  readonly door: MediaDoor
  /** The first frames may come from now on. */
  readonly onOpen: () => void
  /** It will not come (any more). */
  readonly onLost: () => void
  readonly openMs?: number
}

interface Attempt {
  readonly controlId: string
  readonly watchdog: NodeJS.Timeout
  socket: SocketLeg | null
}

const OPEN_MS = 3000
const AGAIN_MS = 500
/** In a row, each shorter than this. */
const MAX_ATTEMPTS = 3
const STEADY_MS = 10_000

export class RelayStream implements AskedStream {
  readonly #options: StreamOptions
  #attempt: Attempt | null = null
  #attempts = 0
  #closed = true
  /** Monotonic ms at which the first stream began: the leg's media time 0. */
  #epoch: number | null = null
  #begunAt = 0
  #brokeAt: number | null = null
  #offset = 0

  constructor(options: StreamOptions) {
    this.#options = options
  }

  /** What the present stream's own clock is behind the leg's, ms. */
  get offsetMs(): number {
    return this.#offset
  }

  open(): void {
    this.#closed = false
    this.#try()
  }

  /** Ends the stream: nothing that follows is heard. The carrier is told, and its socket is closed. */
  close(): void {
    this.#closed = true
    const attempt = this.#attempt
    this.#attempt = null
    if (attempt) this.#drop(attempt)
  }

  admit(start: StreamStart): AdmittedStream | null {
    const attempt = this.#attempt
    const { callId, target, gate, onOpen } = this.#options
    if (this.#closed || !attempt || attempt.socket || start.carrierCallId !== target.call_id) return null
    return {
      callId,
      party: "caller",
      gate,
      fork: true,
      take: (socket) => {
        clearTimeout(attempt.watchdog)
        attempt.socket = socket
        const now = performance.now()
        this.#begunAt = now
        this.#epoch ??= now
        this.#offset = Math.round(now - this.#epoch)
        if (this.#brokeAt !== null) gate.gaps(Math.round((now - this.#brokeAt) / FRAME_MS))
        // Keys come by the call's own events: one pressed once must not count twice.
        socket.listen((event) => {
          if (event.type === "closed") this.#failed(attempt)
        })
        onOpen()
      },
    }
  }

  #try(): void {
    if (this.#closed) return
    const { link, target, door, openMs = OPEN_MS } = this.#options
    this.#attempts++
    const controlId = randomUUID()
    const attempt: Attempt = {
      controlId,
      watchdog: setTimeout(() => this.#failed(attempt), openMs).unref(),
      socket: null,
    }
    this.#attempt = attempt
    const stream = {
      url: door.url,
      track: "both_tracks",
      codec: "PCMU",
      authorization_bearer_token: door.bearer,
      custom_parameters: { token: door.issue(this) },
    }
    void link.execute("calling.stream", { ...target, control_id: controlId, ...stream }).then((answer) => {
      // What got no answer may stream yet, and what was not sent can be tried again: the watchdog decides.
      if (answer.outcome !== "done" && !unsettled(answer)) this.#failed(attempt)
    })
  }

  #failed(attempt: Attempt): void {
    if (this.#attempt !== attempt) return
    this.#attempt = null
    if (attempt.socket) {
      this.#brokeAt = performance.now()
      if (this.#brokeAt - this.#begunAt > STEADY_MS) this.#attempts = 0
    }
    this.#drop(attempt)
    if (this.#closed) return
    if (this.#attempts >= MAX_ATTEMPTS) {
      this.#closed = true
      this.#options.onLost()
    } else setTimeout(() => this.#try(), AGAIN_MS).unref()
  }

  #drop({ watchdog, socket, controlId }: Attempt): void {
    clearTimeout(watchdog)
    const { link, target } = this.#options
    socket?.hangup()
    // Also when no socket came: a command without an answer may have run.
    void link.insist("calling.stream.stop", { ...target, control_id: controlId })
  }
}
