import { WebSocket, type ClientOptions } from "ws"
import { z } from "zod"
import { FRAME_BYTES } from "../../src/audio/frame.ts"

// Exactly what Twilio takes from a server; anything else is its error 31924.
const accepted = z.discriminatedUnion("event", [
  z.strictObject({
    event: z.literal("media"),
    streamSid: z.string(),
    media: z.strictObject({ payload: z.base64().min(4) }),
  }),
  z.strictObject({
    event: z.literal("mark"),
    streamSid: z.string(),
    mark: z.strictObject({ name: z.string().min(1) }),
  }),
  z.strictObject({ event: z.literal("clear"), streamSid: z.string() }),
])
export type FromGateway = z.infer<typeof accepted>

export const STREAM = "MZ00000000000000000000000000000001"

/** A carrier under a test's control: sends what it is told, returns marks only when told, refuses what a carrier would. */
export class CarrierDouble {
  readonly socket: WebSocket
  readonly received: { readonly at: number; readonly message: FromGateway }[] = []
  /** Resolves with the close code. */
  readonly closed: Promise<number>
  readonly #opened: Promise<void>
  #waiting: (() => void)[] = []
  #sequence = 0
  #chunk = 0

  constructor(url: string, options: ClientOptions = {}) {
    this.socket = new WebSocket(url, { perMessageDeflate: false, ...options })
    this.#opened = new Promise((resolve, reject) => {
      this.socket.on("open", () => resolve())
      this.socket.on("error", reject)
    })
    this.#opened.catch(() => undefined)
    this.closed = new Promise((resolve) => this.socket.on("close", resolve))
    this.socket.on("message", (data: Buffer) => {
      const message = accepted.parse(JSON.parse(data.toString("utf8")))
      if (message.streamSid !== STREAM) throw new Error("a message for a stream that is not ours")
      this.received.push({ at: performance.now(), message })
      for (const look of this.#waiting) look()
    })
  }

  async open(): Promise<this> {
    await this.#opened
    return this
  }

  /** Says hello and starts the stream. */
  start(token: string, overrides: Readonly<Record<string, unknown>> = {}): void {
    this.json({ event: "connected", protocol: "Call", version: "1.0.0" })
    this.json({
      event: "start",
      sequenceNumber: String(++this.#sequence),
      start: {
        accountSid: "AC1",
        streamSid: STREAM,
        callSid: "CA1",
        tracks: ["inbound"],
        mediaFormat: { encoding: "audio/x-mulaw", sampleRate: 8000, channels: 1 },
        customParameters: { token },
        ...overrides,
      },
      streamSid: STREAM,
    })
  }

  json(message: unknown): void {
    this.socket.send(JSON.stringify(message))
  }

  /** One frame as Twilio prints it. */
  frame(
    options: {
      readonly fill?: number
      readonly track?: string
      readonly timestamp?: number
      readonly chunk?: number
    } = {},
  ): void {
    const chunk = (this.#chunk = options.chunk ?? this.#chunk + 1)
    const payload = Buffer.alloc(FRAME_BYTES, options.fill ?? 0x55).toString("base64")
    this.json({
      event: "media",
      sequenceNumber: String(++this.#sequence),
      media: {
        track: options.track ?? "inbound",
        chunk: String(chunk),
        timestamp: String(options.timestamp ?? (chunk - 1) * 20),
        payload,
      },
      streamSid: STREAM,
    })
  }

  press(digit: string): void {
    this.json({ event: "dtmf", streamSid: STREAM, dtmf: { track: "inbound_track", digit } })
  }

  returnMark(name: string): void {
    this.json({ event: "mark", streamSid: STREAM, mark: { name } })
  }

  stop(): void {
    this.json({ event: "stop", streamSid: STREAM, stop: { callSid: "CA1" } })
  }

  /** From now on returns marks as a playout buffer would: when their audio was played, and at once after a clear. */
  playInRealTime(): void {
    let playEnd = 0
    let seen = 0
    const waiting = new Map<string, NodeJS.Timeout>()
    const giveBack = (name: string): void => {
      clearTimeout(waiting.get(name))
      waiting.delete(name)
      this.returnMark(name)
    }
    void this.until(() => {
      for (; seen < this.received.length; seen++) {
        const { at, message } = this.received[seen]!
        if (message.event === "media") {
          playEnd = Math.max(playEnd, at) + Buffer.from(message.media.payload, "base64").length / 8
        } else if (message.event === "mark") {
          const { name } = message.mark
          waiting.set(
            name,
            setTimeout(() => giveBack(name), playEnd - at + 2),
          )
        } else {
          playEnd = at
          for (const name of [...waiting.keys()]) giveBack(name)
        }
      }
      return false
    })
  }

  get marks(): string[] {
    return this.received.flatMap(({ message }) => (message.event === "mark" ? [message.mark.name] : []))
  }

  get media(): { readonly at: number; readonly bytes: Buffer }[] {
    return this.received.flatMap(({ at, message }) =>
      message.event === "media" ? [{ at, bytes: Buffer.from(message.media.payload, "base64") }] : [],
    )
  }

  /** Waits until what was received satisfies `done`. */
  until(done: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!done()) return
        this.#waiting = this.#waiting.filter((other) => other !== look)
        resolve()
      }
      this.#waiting.push(look)
      look()
    })
  }
}
