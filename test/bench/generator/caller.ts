import type { Socket } from "node:net"
import type { Track } from "../../../src/audio/frame.ts"
import { machineNow } from "../lib/clock.ts"
import { readStamp, STAMP_BYTES, stampedFrame, writeStamp } from "../lib/stamp.ts"
import { Playout } from "./playout.ts"
import type { Scenario } from "./scenario.ts"
import { closeFrame, openWire, PatchedFrame, textFrame } from "./wire.ts"

/** Frames whose sending times are kept: 80 s of a track. */
const KEPT = 4000
const PAYLOAD = '","payload":"'

interface Outgoing {
  readonly track: Track
  readonly audio: Buffer
  readonly sentAt: Float64Array
  frame: PatchedFrame | null
  payloadAt: number
  sequence: number
}

export interface CallerHooks {
  /** A stamped frame of another call was heard. */
  readonly heard: (call: number, track: number, sequence: number, at: number) => void
  readonly keyPressed: () => void
  readonly dropped: () => void
}

/** One call as a carrier places it: start, media of its tracks, marks returned when they are reached, stop. */
export class Caller {
  readonly index: number
  readonly playout: Playout
  readonly #scenario: Scenario
  readonly #hooks: CallerHooks
  readonly #tracks: readonly Outgoing[]
  readonly #sid: string
  #socket: Socket | null = null
  #numbered = 1
  #menu: "before" | "armed" | "pressed" = "before"
  #ending = false
  keyAt = NaN

  constructor(index: number, scenario: Scenario, hooks: CallerHooks) {
    this.index = index
    this.#scenario = scenario
    this.#hooks = hooks
    this.#sid = `MZ${index.toString(16).padStart(32, "0")}`
    this.#tracks = scenario.tracks.map((track, number) => ({
      track,
      audio: stampedFrame({ call: index, track: number, sequence: 0 }),
      sentAt: new Float64Array(KEPT),
      frame: null,
      payloadAt: 0,
      sequence: 0,
    }))
    this.playout = new Playout((name) => this.#returnMark(name))
  }

  async connect(path: string): Promise<void> {
    const socket = await openWire(this.#scenario.port, path, {
      text: (message) => this.#receive(message),
      closed: () => this.#closed(),
    })
    this.#socket = socket
    const streamSid = this.#sid
    this.#say({ event: "connected", protocol: "Call", version: "1.0.0" })
    this.#say({
      event: "start",
      sequenceNumber: String(this.#numbered++),
      start: {
        accountSid: `AC${"0".repeat(32)}`,
        streamSid,
        callSid: `CA${this.index.toString(16).padStart(32, "0")}`,
        tracks: this.#scenario.tracks,
        mediaFormat: { encoding: "audio/x-mulaw", sampleRate: 8000, channels: 1 },
        customParameters: { call: String(this.index) },
      },
      streamSid,
    })
  }

  get live(): boolean {
    return this.#socket !== null && !this.#ending
  }

  /** Sends the next frame of a track. */
  sendMedia(number: number): void {
    const out = this.#tracks[number]
    const socket = this.#socket
    if (!out || !socket || this.#ending) return
    const chunk = out.sequence + 1
    const timestamp = out.sequence * 20
    const numbers = [this.#numbered++, chunk, timestamp]
    if (!out.frame?.fits(numbers)) {
      out.frame = this.#frameOf(out, numbers)
      out.payloadAt = out.frame.bytes.length - Buffer.byteLength(`${"x".repeat(216)}"},"streamSid":"${this.#sid}"}`)
    }
    const frame = out.frame
    frame.put(0, this.#numbered - 1)
    frame.put(1, chunk)
    frame.put(2, timestamp)
    writeStamp(out.audio, { call: this.index, track: number, sequence: out.sequence })
    // Bytes 3 to 8 of the stamp are characters 4 to 11.
    frame.putBase64(out.payloadAt + 4, out.audio, 3, STAMP_BYTES)
    if (out.sequence < KEPT) out.sentAt[out.sequence] = machineNow()
    out.sequence++
    socket.write(frame.bytes)
    if (socket.writableLength > 0) frame.detach()
  }

  sentAt(track: number, sequence: number): number {
    return this.#tracks[track]?.sentAt[sequence] ?? NaN
  }

  /** Hangs up, as a carrier says it. */
  end(): void {
    if (!this.live) return
    this.#say({ event: "stop", sequenceNumber: String(this.#numbered++), stop: {}, streamSid: this.#sid })
    this.#ending = true
    this.playout.stop()
    this.#socket?.write(closeFrame())
    const socket = this.#socket
    setTimeout(() => socket?.destroy(), 3000).unref()
  }

  #frameOf({ track, audio }: Outgoing, numbers: readonly number[]): PatchedFrame {
    const parts = [
      '{"event":"media","sequenceNumber":"',
      `","media":{"track":"${track}","chunk":"`,
      '","timestamp":"',
      `${PAYLOAD}${audio.toString("base64")}"},"streamSid":"${this.#sid}"}`,
    ]
    return new PatchedFrame(parts, numbers)
  }

  #say(message: object): void {
    this.#socket?.write(textFrame(JSON.stringify(message)))
  }

  /** Told apart by position: `{"event":"me…`, `{"event":"ma…`, `{"event":"cl…`. */
  #receive(message: Buffer): void {
    const [first, second] = [message[10], message[11]]
    if (first === 0x6d && second === 0x65) this.#media(message)
    else if (first === 0x6d) this.playout.mark((JSON.parse(message.toString()) as { mark: { name: string } }).mark.name)
    else if (first === 0x63) this.playout.clear()
  }

  #media(message: Buffer): void {
    const now = performance.now()
    const at = message.indexOf('"payload":"') + 11
    const end = message.length - 3
    const padding = message[end - 1] === 0x3d ? (message[end - 2] === 0x3d ? 2 : 1) : 0
    const bytes = ((end - at) >> 2) * 3 - padding
    this.playout.audio(now, bytes)
    if (bytes === 160) {
      const stamp = readStamp(Buffer.from(message.toString("latin1", at, at + 12), "base64"), 0)
      if (stamp) this.#hooks.heard(stamp.call, stamp.track, stamp.sequence, machineNow())
    }
    if (this.#menu === "armed") this.#pressKey()
  }

  #pressKey(): void {
    const { key } = this.#scenario
    if (!key) return
    this.#menu = "pressed"
    const press = (): void => {
      if (!this.live) return
      this.keyAt = machineNow()
      this.#hooks.keyPressed()
      this.#say({
        event: "dtmf",
        sequenceNumber: String(this.#numbered++),
        streamSid: this.#sid,
        dtmf: { track: "inbound_track", digit: key.digit },
      })
    }
    // A fixed spread instead of a random one, so that two runs press alike.
    setTimeout(press, key.minMs + ((this.index * 7919) % 997) * ((key.maxMs - key.minMs) / 997))
  }

  #returnMark(name: string): void {
    if (!this.live) return
    const [, prompt, heard, total] = /^(\w+)-\d+:(\d+)\/(\d+)/.exec(name) ?? []
    if (prompt === "notice" && heard === total && this.#menu === "before") this.#menu = "armed"
    this.#say({ event: "mark", sequenceNumber: String(this.#numbered++), streamSid: this.#sid, mark: { name } })
  }

  #closed(): void {
    if (!this.#ending) this.#hooks.dropped()
    this.#ending = true
    this.playout.stop()
  }
}
