import { randomBytes } from "node:crypto"
import { WebSocket } from "ws"
import { z } from "zod"
import { Earpiece } from "../../../src/carriers/media-stream/earpiece.ts"
import type { Kind } from "./markup.ts"

/** What a gateway may say; anything else ends the stream. */
const sent = z.strictObject({
  event: z.string(),
  streamSid: z.string().optional(),
  media: z.strictObject({ payload: z.base64() }).optional(),
  mark: z.strictObject({ name: z.string() }).optional(),
})

export interface StreamOptions {
  readonly kind: Kind
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly callSid: string
  readonly parameters: Readonly<Record<string, string>>
  /** A copy of both tracks, one way; else both ways with the inbound track alone. */
  readonly fork: boolean
  /** The next 20 ms of a track. */
  readonly frame: (track: "inbound" | "outbound", tick: number) => Uint8Array
  /** A mark was played to its end. */
  readonly onMark?: (name: string) => void
  /** Telnyx keeps no order: every so often two frames change places. */
  readonly unordered?: boolean
  /** Nothing is sent for so long, from so long after the start; what was captured meanwhile then comes at once. */
  readonly stall?: { readonly atMs: number; readonly forMs: number }
}

/** The carrier's end of one media stream: 20 ms cadence, a playout buffer with marks, and its own spelling. */
export class CarrierStream {
  readonly done: Promise<void>
  readonly #options: StreamOptions
  readonly #socket: WebSocket
  readonly #sid = `MZ${randomBytes(16).toString("hex")}`
  readonly #earpiece: Earpiece
  readonly #chunks = { inbound: 0, outbound: 0 }
  readonly #held: string[] = []
  #sequence = 0
  #ticks = 0
  #startedAt = 0
  #timer: NodeJS.Timeout | null = null
  opened = false

  constructor(options: StreamOptions) {
    this.#options = options
    this.#socket = new WebSocket(options.url, { headers: options.headers, perMessageDeflate: false })
    this.#earpiece = new Earpiece({
      keep: true,
      returnMark: (name, played) => {
        this.#send({ event: "mark", mark: { name } })
        if (played) options.onMark?.(name)
      },
      onQuiet: () => undefined,
    })
    this.done = new Promise((resolve) => {
      this.#socket.on("error", () => undefined)
      this.#socket.on("open", () => this.#begin())
      this.#socket.on("message", (data: Buffer) => this.#take(sent.parse(JSON.parse(data.toString()))))
      this.#socket.on("close", () => {
        if (this.#timer) clearTimeout(this.#timer)
        this.#earpiece.stop()
        resolve()
      })
    })
  }

  heard(): Uint8Array {
    return this.#earpiece.heard()
  }

  press(digit: string): void {
    this.#send({ event: "dtmf", dtmf: { track: "inbound_track", digit } })
  }

  /** The call ended: a stop, then the close. */
  stop(): void {
    this.#send(
      this.#options.kind === "signalwire"
        ? { event: "stop" }
        : { event: "stop", stop: { callSid: this.#options.callSid } },
    )
    this.#socket.close(1000)
  }

  /** The network is gone. */
  drop(): void {
    this.#socket.terminate()
  }

  #begin(): void {
    this.opened = true
    const { kind, callSid, parameters, fork } = this.#options
    const tracks = fork ? ["inbound", "outbound"] : ["inbound"]
    const version = kind === "signalwire" ? "0.2.0" : "1.0.0"
    this.#socket.send(
      JSON.stringify(
        kind === "telnyx" ? { event: "connected", version } : { event: "connected", protocol: "Call", version },
      ),
    )
    if (kind === "telnyx") {
      const media_format = { encoding: "PCMU", sample_rate: 8000, channels: 1 }
      this.#send({
        event: "start",
        start: { user_id: "u", call_control_id: callSid, custom_parameters: parameters, media_format },
      })
    } else {
      const mediaFormat = { encoding: "audio/x-mulaw", sampleRate: 8000, channels: 1 }
      const start = { streamSid: this.#sid, callSid, tracks, mediaFormat, customParameters: parameters }
      this.#send({ event: "start", start })
    }
    this.#startedAt = performance.now()
    this.#arm()
  }

  #take(message: z.infer<typeof sent>): void {
    const known = ["media", "mark", "clear"].includes(message.event)
    const addressed = this.#options.kind === "telnyx" || message.streamSid === this.#sid
    if (!known || !addressed || this.#options.fork) {
      this.#socket.close(1002, "31924")
      return
    }
    if (message.media) this.#earpiece.media(Buffer.from(message.media.payload, "base64"))
    else if (message.mark) this.#earpiece.mark(message.mark.name)
    else this.#earpiece.clear()
  }

  #arm(): void {
    const { atMs = 0, forMs = 0 } = this.#options.stall ?? {}
    const next = (this.#ticks + 1) * 20
    const due = this.#startedAt + (next >= atMs && next < atMs + forMs ? atMs + forMs : next)
    this.#timer = setTimeout(
      () => {
        while (this.#startedAt + (this.#ticks + 1) * 20 <= performance.now()) this.#tick()
        this.#arm()
      },
      Math.max(0, due - performance.now()),
    )
  }

  #tick(): void {
    const tick = this.#ticks++
    for (const track of this.#options.fork ? (["inbound", "outbound"] as const) : (["inbound"] as const)) {
      const payload = Buffer.from(this.#options.frame(track, tick)).toString("base64")
      const chunk = String(++this.#chunks[track])
      const media = { track, chunk, timestamp: String(tick * 20), payload }
      if (this.#options.unordered && track === "inbound" && tick % 5 === 1)
        this.#held.push(this.#text({ event: "media", media }))
      else {
        this.#send({ event: "media", media })
        for (const late of this.#held.splice(0)) this.#socket.send(late)
      }
    }
  }

  #send(message: Readonly<Record<string, unknown>>): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(this.#text(message))
  }

  /** Members in the order each carrier prints them. */
  #text({ event, ...rest }: Readonly<Record<string, unknown>>): string {
    const number = String(++this.#sequence)
    const { kind, fork } = this.#options
    if (kind === "telnyx") return JSON.stringify({ event, sequence_number: number, ...rest, stream_id: this.#sid })
    const bare = kind === "signalwire" && (fork || event === "start" || event === "media")
    return JSON.stringify({ event, sequenceNumber: number, ...rest, ...(bare ? {} : { streamSid: this.#sid }) })
  }
}
