/*
 * A scripted caller: the carrier's end of a media stream, with a caller on it. Speaks 20 ms frames in real time, hears
 * through a true playout buffer, presses keys when the script says. Used by `assent call`, the bench and the tests.
 */
import { randomBytes } from "node:crypto"
import { WebSocket } from "ws"
import { z } from "zod"
import { FRAME_BYTES, FRAME_MS, MULAW_SILENCE } from "../../audio/frame.ts"
import type { Digit } from "../../call/ports.ts"
import { AssentError } from "../../errors.ts"
import { ScriptRun, type Act, type Step } from "./caller-script.ts"
import { Earpiece } from "./earpiece.ts"

export interface CallOptions {
  /** `ws://127.0.0.1:<port>/carriers/<trunk>/media` */
  readonly url: string
  /** The one-time token the gateway issued for this call; sent as the stream's parameter `token`. */
  readonly token: string
  readonly callSid?: string
  readonly streamSid?: string
  /** Sent as the parameters `from` and `to`. */
  readonly from?: string
  readonly to?: string
  /** PCMU that the caller says from the start; silence follows. */
  readonly audio?: Uint8Array
  readonly script: readonly Step[]
  readonly onEvent?: (event: CallerEvent) => void
  /** Keep what was heard (default). Off for load. */
  readonly keepAudio?: boolean
}

/** The caller's timeline; `at` in milliseconds from the start of the stream. */
export type CallerEvent = { readonly at: number } & (
  | { readonly type: "started"; readonly streamSid: string }
  | { readonly type: "sound" }
  | { readonly type: "quiet" }
  /** `played` is false for a mark that came back because the gateway cleared the buffer. */
  | { readonly type: "mark"; readonly name: string; readonly played: boolean }
  | { readonly type: "cleared" }
  | { readonly type: "pressed"; readonly digit: Digit }
  | { readonly type: "said"; readonly bytes: number }
  | { readonly type: "closed"; readonly by: "caller" | "gateway"; readonly code: number }
)

export interface Heard {
  readonly closedBy: "caller" | "gateway"
  readonly code: number
  readonly durationMs: number
  readonly events: readonly CallerEvent[]
  readonly heardBytes: number
  /** PCMU from the start of the call; empty unless kept. */
  readonly audio: Uint8Array
  readonly framesSent: number
}

export interface PlacedCall {
  readonly streamSid: string
  readonly callSid: string
  press(digit: Digit): void
  hangup(): void
  /** What was heard so far, as `Heard.audio`. */
  heard(): Uint8Array
  /** Resolves when the call has ended. Rejects with CARRIER_UNREACHABLE if it never began. */
  readonly done: Promise<Heard>
}

const outgoing = z.discriminatedUnion("event", [
  z.object({ event: z.literal("media"), media: z.object({ payload: z.base64() }) }),
  z.object({ event: z.literal("mark"), mark: z.object({ name: z.string() }) }),
  z.object({ event: z.literal("clear") }),
])
const SILENCE = Buffer.alloc(FRAME_BYTES, MULAW_SILENCE).toString("base64")

type Moment = CallerEvent extends infer E ? (E extends CallerEvent ? Omit<E, "at"> : never) : never

export function placeCall(options: CallOptions): PlacedCall {
  const streamSid = options.streamSid ?? `MZ${randomBytes(16).toString("hex")}`
  const callSid = options.callSid ?? `CA${randomBytes(16).toString("hex")}`
  const socket = new WebSocket(options.url, { perMessageDeflate: false })
  const events: CallerEvent[] = []
  const speech = new Speech(socket, streamSid, options.audio)
  let startedAt = 0
  let closedBy: "caller" | "gateway" = "gateway"
  let sounding = false
  let script: ScriptRun | null = null

  const note = (moment: Moment): void => {
    const event: CallerEvent = { at: Math.round(performance.now() - startedAt), ...moment }
    events.push(event)
    options.onEvent?.(event)
  }
  const earpiece = new Earpiece({
    keep: options.keepAudio ?? true,
    returnMark: (name, played) => {
      speech.send({ event: "mark", mark: { name } })
      note({ type: "mark", name, played })
      if (played) script?.mark(name)
    },
    onQuiet: () => {
      if (!sounding) return
      sounding = false
      note({ type: "quiet" })
      script?.quiet()
    },
  })
  const act = (step: Act): void => {
    if ("press" in step) press(step.press)
    else if ("say" in step) {
      speech.say(step.say)
      note({ type: "said", bytes: step.say.length })
    } else if ("hangup" in step) hangup()
    else {
      closedBy = "caller"
      socket.terminate()
    }
  }
  const press = (digit: Digit): void => {
    speech.send({ event: "dtmf", dtmf: { track: "inbound_track", digit } })
    note({ type: "pressed", digit })
  }
  const hangup = (): void => {
    if (closedBy === "caller") return
    closedBy = "caller"
    speech.send({ event: "stop", stop: { callSid } })
    socket.close(1000)
  }
  const hear = (text: string): void => {
    const message = outgoing.parse(JSON.parse(text))
    switch (message.event) {
      case "media":
        if (!sounding) {
          sounding = true
          note({ type: "sound" })
        }
        script?.sound()
        earpiece.media(Buffer.from(message.media.payload, "base64"))
        return
      case "mark":
        earpiece.mark(message.mark.name)
        return
      case "clear":
        earpiece.clear()
        note({ type: "cleared" })
    }
  }

  const done = new Promise<Heard>((resolve, reject) => {
    const unreachable = (cause: unknown): void =>
      reject(new AssentError("CARRIER_UNREACHABLE", "the gateway did not take the call", { cause }))
    socket.on("error", (error) => {
      if (startedAt === 0) unreachable(error)
    })
    socket.on("open", () => {
      startedAt = performance.now()
      const { token, from, to } = options
      const customParameters = { token, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
      speech.start(callSid, customParameters)
      note({ type: "started", streamSid })
      script = new ScriptRun(options.script, act)
    })
    socket.on("message", (data) => {
      try {
        hear(Buffer.isBuffer(data) ? data.toString("utf8") : "")
      } catch (cause) {
        // As a carrier does: a message it does not know ends the stream.
        reject(new AssentError("CARRIER_PROTOCOL", "the gateway sent a message that a carrier would refuse", { cause }))
        socket.close(1002)
      }
    })
    socket.on("close", (code) => {
      speech.stop()
      script?.stop()
      if (startedAt === 0) return
      earpiece.stop()
      note({ type: "closed", by: closedBy, code })
      resolve({
        closedBy,
        code,
        durationMs: Math.round(performance.now() - startedAt),
        events,
        heardBytes: earpiece.heardBytes,
        audio: earpiece.heard(),
        framesSent: speech.frames,
      })
    })
  })
  return { streamSid, callSid, press, hangup, heard: () => earpiece.heard(), done }
}

/** The caller's voice: numbered messages, and a media frame every 20 ms that does not drift. */
class Speech {
  readonly #socket: WebSocket
  readonly #streamSid: string
  #audio: Uint8Array
  #said = 0
  #sequence = 0
  #startedAt = 0
  #timer: NodeJS.Timeout | null = null
  frames = 0

  constructor(socket: WebSocket, streamSid: string, audio: Uint8Array = new Uint8Array()) {
    this.#socket = socket
    this.#streamSid = streamSid
    this.#audio = audio
  }

  start(callSid: string, customParameters: Readonly<Record<string, string>>): void {
    this.#socket.send('{"event":"connected","protocol":"Call","version":"1.0.0"}')
    const mediaFormat = { encoding: "audio/x-mulaw", sampleRate: 8000, channels: 1 }
    this.send({
      event: "start",
      start: { streamSid: this.#streamSid, callSid, tracks: ["inbound"], mediaFormat, customParameters },
    })
    this.#startedAt = performance.now()
    this.#arm()
  }

  say(audio: Uint8Array): void {
    this.#audio = audio
    this.#said = 0
  }

  send(message: Readonly<Record<string, unknown>>): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return
    const sequenceNumber = String(++this.#sequence)
    this.#socket.send(JSON.stringify({ ...message, sequenceNumber, streamSid: this.#streamSid }))
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }

  #arm(): void {
    const due = this.#startedAt + (this.frames + 1) * FRAME_MS
    this.#timer = setTimeout(this.#run, Math.max(0, due - performance.now()))
  }

  readonly #run = (): void => {
    if (this.#socket.readyState !== WebSocket.OPEN) return
    // What a late timer missed is sent at once, as a line that stalled does.
    while (this.#startedAt + (this.frames + 1) * FRAME_MS <= performance.now()) this.#frame()
    this.#arm()
  }

  #frame(): void {
    const chunk = ++this.frames
    const timestamp = (chunk - 1) * FRAME_MS
    this.#socket.send(
      `{"event":"media","sequenceNumber":"${++this.#sequence}","media":{"track":"inbound","chunk":"${chunk}",` +
        `"timestamp":"${timestamp}","payload":"${this.#payload()}"},"streamSid":"${this.#streamSid}"}`,
    )
  }

  #payload(): string {
    if (this.#said >= this.#audio.length) return SILENCE
    const frame = new Uint8Array(FRAME_BYTES).fill(MULAW_SILENCE)
    frame.set(this.#audio.subarray(this.#said, this.#said + FRAME_BYTES))
    this.#said += FRAME_BYTES
    return Buffer.from(frame.buffer).toString("base64")
  }
}
