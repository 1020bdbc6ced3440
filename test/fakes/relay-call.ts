import { randomBytes, randomUUID } from "node:crypto"
import { WebSocket } from "ws"
import { FRAME_BYTES, FRAME_MS, MULAW_SILENCE } from "../../src/audio/frame.ts"
import { decodeMulaw } from "../../src/audio/g711.ts"
import { lineBytes, parseWav } from "../../src/audio/wav.ts"
import { pcm16WavHeader } from "../../src/audio/wav-write.ts"
import type { RelayDouble } from "./relay-double.ts"

interface Playing {
  readonly controlId: string
  /** `null` while it is fetched: it can be stopped already. */
  audio: Uint8Array | null
  at: number
}
interface Streaming {
  readonly controlId: string
  readonly socket: WebSocket
  open: boolean
  chunk: { inbound: number; outbound: number }
  first: number | null
}
export interface DoubleRecording {
  readonly controlId: string
  readonly id: string
  readonly callId: string
  readonly url: string
  readonly createdAt: string
  frames: Buffer[]
  paused: boolean
  state: "recording" | "finished"
  finishedAt: number
  deleted: boolean
}

const LETTER_MS = 3
const SILENCE = Buffer.alloc(FRAME_BYTES, MULAW_SILENCE)

/** One leg at the carrier: what it says, what it is played, and what is made of both, in real time. */
export class DoubleCall {
  readonly callId = randomUUID()
  readonly segmentId = randomUUID()
  readonly createdAt = Date.now()
  readonly nodeId = `node-${randomBytes(4).toString("hex")}`
  readonly double: RelayDouble
  readonly direction: "inbound" | "outbound"
  readonly context: string
  readonly from: string
  readonly to: string
  readonly tag: string | null
  /** PCMU that this party says from the moment it is answered. */
  readonly says: Uint8Array
  state: "created" | "ringing" | "answered" | "ending" | "ended" = "created"
  peer: DoubleCall | null = null
  collect: string | null = null
  /** A key pressed before anybody listened for one. */
  typedAhead: string | null = null
  /** Every prompt that was played, with how much of it was heard. */
  readonly heard: { readonly bytes: number; readonly total: number }[] = []
  /** Every text that was begun. */
  readonly said: string[] = []
  answeredAt = 0
  #frame = 0
  #playing: Playing | null = null
  #stream: Streaming | null = null
  #recording: DoubleRecording | null = null

  constructor(
    double: RelayDouble,
    options: {
      direction: "inbound" | "outbound"
      context: string
      from: string
      to: string
      tag?: string
      says?: Uint8Array
    },
  ) {
    this.double = double
    this.direction = options.direction
    this.context = options.context
    this.from = options.from
    this.to = options.to
    this.tag = options.tag ?? null
    this.says = options.says ?? new Uint8Array()
    double.calls.set(this.callId, this)
  }

  get device() {
    return { type: "phone", params: { from_number: this.from, to_number: this.to } }
  }

  get streaming(): boolean {
    return this.#stream !== null
  }

  get recording(): boolean {
    return this.#recording?.state === "recording"
  }

  to_state(state: DoubleCall["state"], more: object = {}): void {
    this.state = state
    if (state === "answered") this.answeredAt = performance.now()
    this.double.event("calling.call.state", {
      call_id: this.callId,
      node_id: this.nodeId,
      direction: this.direction,
      device: this.device,
      context: this.context,
      ...(this.tag === null ? {} : { tag: this.tag }),
      call_state: state,
      ...more,
    })
  }

  /** The caller presses a key. */
  press(digit: string): void {
    const controlId = this.collect
    if (controlId === null || this.state !== "answered") return
    const goesOn = this.double.unknowns.collectGoesOn
    if (!goesOn) this.collect = null
    this.double.event("calling.call.collect", {
      ...this.on,
      control_id: controlId,
      result: { type: "digit", params: { digits: digit, terminator: "" } },
      final: !goesOn,
      state: goesOn ? "collecting" : "finished",
    })
  }

  /** The party hangs up, or the carrier ends the call. */
  end(reason = "hangup"): void {
    if (this.state === "ended" || this.state === "ending") return
    const answered = this.state === "answered"
    const { finishedFirst, saysCutShort } = this.double.unknowns
    this.to_state("ending")
    const collect = this.collect
    this.collect = null
    this.stopPlaying(saysCutShort)
    if (answered && saysCutShort && collect !== null) {
      const result = { type: "error" }
      this.double.event("calling.call.collect", { ...this.on, control_id: collect, result, final: true })
    }
    this.stopStream()
    if (finishedFirst) this.stopRecording()
    this.to_state("ended", { end_reason: reason })
    this.stopRecording()
    const peer = this.peer
    this.peer = null
    if (peer) {
      peer.peer = null
      const [caller, agent] = this.direction === "inbound" ? [this, peer] : [peer, this]
      this.double.connectEvent(caller, agent, "disconnected")
    }
  }

  /** Text, in the carrier's voice: a quick one. */
  speak(controlId: string, text: string): void {
    const audio = new Uint8Array(text.length * LETTER_MS * 8).fill(0x35)
    this.said.push(text)
    this.#begin({ controlId, audio, at: 0 })
    this.double.event("calling.call.play", { ...this.on, control_id: controlId, state: "playing" })
  }

  #begin(playing: Playing): void {
    if (this.#playing) this.double.violation("a second play while one plays: whether they mix is not known")
    this.#playing = playing
  }

  async play(controlId: string, url: string): Promise<void> {
    const playing: Playing = { controlId, audio: null, at: 0 }
    this.#begin(playing)
    const response = await fetch(url)
    const wav = Buffer.from(await response.arrayBuffer())
    const audio = response.ok ? lineBytes(parseWav(wav)) : null
    if (audio === null) this.double.violation(`a prompt is not fetched as 8 kHz mu-law: ${response.status}`)
    if (this.#playing !== playing) return
    playing.audio = audio ?? new Uint8Array()
    this.double.event("calling.call.play", { ...this.on, control_id: controlId, state: "playing" })
  }

  stopPlaying(says: boolean): boolean {
    const playing = this.#playing
    if (!playing) return false
    this.#playing = null
    if (playing.audio) this.heard.push({ bytes: playing.at, total: playing.audio.length })
    if (says) this.double.event("calling.call.play", { ...this.on, control_id: playing.controlId, state: "finished" })
    return true
  }

  startStream(controlId: string, url: string, bearer: string, token: string): void {
    const forge = this.double.faults.forgeStream
    const authorization = `Bearer ${forge === "bearer" ? "x".repeat(43) : bearer}`
    const socket = new WebSocket(url, { headers: { authorization }, perMessageDeflate: false })
    const stream: Streaming = { controlId, socket, open: false, chunk: { inbound: 0, outbound: 0 }, first: null }
    this.#stream = stream
    socket.on("error", () => undefined)
    socket.on("close", () => {
      if (this.#stream === stream) this.#stream = null
    })
    socket.on("open", () => {
      socket.send(JSON.stringify({ event: "connected", protocol: "Call", version: "0.2.0" }))
      socket.send(
        JSON.stringify({
          event: "start",
          sequenceNumber: "1",
          start: {
            streamSid: randomUUID(),
            accountSid: this.double.project,
            callSid: forge === "call" ? randomUUID() : this.callId,
            tracks: ["inbound", "outbound"],
            customParameters: { token: forge === "token" ? "y".repeat(43) : token },
            mediaFormat: { encoding: "audio/x-mulaw", sampleRate: 8000, channels: 1 },
          },
        }),
      )
      stream.open = true
    })
  }

  /** A key, as the media stream tells it. */
  streamDigit(digit: string): void {
    this.#stream?.socket.send(JSON.stringify({ event: "dtmf", dtmf: { digit, duration: 100 } }))
  }

  /** Breaks the media socket, as a network does. */
  breakStream(): void {
    this.#stream?.socket.terminate()
  }

  stopStream(): boolean {
    const stream = this.#stream
    this.#stream = null
    if (!stream) return false
    if (stream.open) stream.socket.send(JSON.stringify({ event: "stop" }))
    stream.socket.close(1000)
    return true
  }

  startRecording(controlId: string): DoubleRecording {
    const id = randomUUID()
    const url = `${this.double.restUrl}/files/${this.double.unknowns.idInUrl ? id : randomBytes(12).toString("hex")}.wav`
    const recording: DoubleRecording = {
      controlId,
      id,
      callId: this.callId,
      url,
      createdAt: new Date().toISOString(),
      frames: [],
      paused: false,
      state: "recording",
      finishedAt: 0,
      deleted: false,
    }
    this.#recording = recording
    this.double.recordings.push(recording)
    return recording
  }

  recordEvent(recording: DoubleRecording, state: string, facts: object = {}): void {
    const all = { url: recording.url, ...facts }
    this.double.event("calling.call.record", {
      ...this.on,
      control_id: recording.controlId,
      state,
      ...(this.double.unknowns.factsInside ? { record: { audio: {}, ...all } } : { ...all, record: { audio: {} } }),
    })
  }

  pauseRecording(controlId: string, paused: boolean): boolean {
    const recording = this.#recording
    if (recording?.controlId !== controlId || recording.state !== "recording") return false
    recording.paused = paused
    this.recordEvent(recording, paused ? "paused" : "recording")
    return true
  }

  stopRecording(): boolean {
    const recording = this.#recording
    if (recording?.state !== "recording") return false
    recording.state = "finished"
    recording.finishedAt = performance.now()
    const bytes = recording.frames.length * FRAME_BYTES * 4
    this.recordEvent(recording, "finished", { duration: (recording.frames.length * FRAME_MS) / 1000, size: bytes })
    return true
  }

  /** Every frame that is due by now. */
  tick(now: number): void {
    while (this.state === "answered" && this.answeredAt + (this.#frame + 1) * FRAME_MS <= now) this.#beat(this.#frame++)
  }

  /** What this party says in its frame number `n`. */
  voice(n: number): Buffer {
    const frame = this.says.subarray(n * FRAME_BYTES, (n + 1) * FRAME_BYTES)
    return frame.length === FRAME_BYTES ? Buffer.from(frame) : SILENCE
  }

  /** The frame that this party says now. */
  get now(): Buffer {
    return this.state === "answered" ? this.voice(Math.max(0, this.#frame - 1)) : SILENCE
  }

  #beat(n: number): void {
    const said = this.voice(n)
    let heard: Buffer | null = this.peer ? this.peer.now : null
    const playing = this.#playing
    if (playing?.audio) {
      heard = Buffer.from(playing.audio.subarray(playing.at, playing.at + FRAME_BYTES))
      playing.at += heard.length
      if (playing.at >= playing.audio.length) this.stopPlaying(true)
    }
    const stream = this.#stream
    if (stream?.open && stream.socket.readyState === WebSocket.OPEN) {
      this.#media(stream, "inbound", said)
      if (heard && heard.length > 0) this.#media(stream, "outbound", heard)
    }
    const recording = this.#recording
    if (recording?.state === "recording")
      recording.frames.push(recording.paused ? stereo(SILENCE, SILENCE) : stereo(said, heard ?? SILENCE))
  }

  #media(stream: Streaming, track: "inbound" | "outbound", payload: Buffer): void {
    const chunk = ++stream.chunk[track]
    stream.first ??= this.#frame
    const timestamp = (this.#frame - stream.first) * FRAME_MS
    stream.socket.send(
      JSON.stringify({
        event: "media",
        sequenceNumber: String(chunk),
        media: { track, chunk: String(chunk), timestamp: String(timestamp), payload: payload.toString("base64") },
      }),
    )
  }

  get on() {
    return { call_id: this.callId, node_id: this.nodeId }
  }
}

function stereo(left: Buffer, right: Buffer): Buffer {
  const both = Buffer.alloc(FRAME_BYTES * 2, MULAW_SILENCE)
  for (let i = 0; i < FRAME_BYTES; i++) {
    both[i * 2] = left[i] ?? MULAW_SILENCE
    both[i * 2 + 1] = right[i] ?? MULAW_SILENCE
  }
  return both
}

/** The carrier's file: 16-bit PCM. */
export function fileOf({ frames }: DoubleRecording): Buffer {
  const samples = decodeMulaw(Buffer.concat(frames))
  const data = Buffer.alloc(samples.length * 2)
  samples.forEach((sample, i) => data.writeInt16LE(sample, i * 2))
  return Buffer.concat([pcm16WavHeader(data.length, 8000, 2), data])
}
