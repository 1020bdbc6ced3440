/*
 * Voicemail: a destination inside the gateway that takes a message. The message is the call's own recording, under the
 * caller's own consent: this leg keeps nothing, and where the call is not recorded it says so and takes none.
 */
import { FRAME_BYTES, FRAME_MS, type FrameSink } from "../../audio/frame.ts"
import { encodeMulaw } from "../../audio/g711.ts"
import { concat, toInt16 } from "../../audio/samples.ts"
import { sine } from "../../audio/tone.ts"
import { AudioGate } from "../../call/gate.ts"
import type { CallLeg, LegEvent, Tap } from "../../call/ports.ts"
import type { RecordingPermit } from "../../consent/permit.ts"
import type { FrameCounters } from "../../ledger/entry.ts"
import { setBridge } from "./bridges.ts"
import { LegEvents } from "./leg-events.ts"
import { Ticker } from "./ticker.ts"

export interface VoicemailWords {
  /** PCMU: asks for the message. */
  readonly ask: Uint8Array
  /** PCMU: says that none can be taken. */
  readonly none: Uint8Array
}

export interface VoicemailOptions {
  readonly callId: string
  readonly words: VoicemailWords
  /** Whether the call is being recorded when the caller is connected: else no message is taken. */
  readonly recorded: () => boolean
  /** The longest message. */
  readonly maxMs: number
}

/** After the words, and known to everybody as the sign to speak. */
const tone = encodeMulaw(toInt16(concat(new Float32Array(1600), sine(1000, 400, -20))))
/** After a stall at most this much is said at once. */
const MAX_CATCH_UP_MS = 200

export class Voicemail implements CallLeg {
  readonly callId: string
  readonly party = "agent"
  readonly #options: VoicemailOptions
  readonly #gate: AudioGate
  readonly #events = new LegEvents()
  readonly #ticker: Ticker
  #other: CallLeg | null = null
  #says = new Uint8Array()
  #said = 0
  #listensMs = 0
  #next = 0
  #end: NodeJS.Timeout | null = null

  constructor(options: VoicemailOptions, ticker: Ticker = new Ticker(FRAME_MS)) {
    this.callId = options.callId
    this.#options = options
    this.#gate = new AudioGate(options.callId)
    this.#ticker = ticker
  }

  listen(listener: (event: LegEvent) => void): void {
    this.#events.listen(listener)
  }

  /**
   * Nobody hears it, so it is over at once. Once connected, what both sides are told is that the recording has ended: the
   * caller hears it to its end, and then there is nothing more to leave a message on.
   */
  play(promptId: string, audio: Uint8Array): void {
    const played = { type: "prompt-played", promptId, heardBytes: audio.length, totalBytes: audio.length } as const
    this.#events.emitLater(played)
    if (this.#other === null) return
    this.#said = this.#says.length
    this.#hangUpIn(audio.length / 8 + FRAME_MS)
  }

  clear(): void {
    return
  }

  audio(permit: RecordingPermit, sink: FrameSink): Tap {
    return this.#gate.open(permit, sink)
  }

  bridge(other: CallLeg | null): void {
    this.#other = other
    setBridge(this, other)
    if (!other || this.#events.ended) return
    const { words, recorded, maxMs } = this.#options
    const takes = recorded()
    this.#says = takes ? new Uint8Array(Buffer.concat([words.ask, tone])) : new Uint8Array(words.none)
    this.#listensMs = takes ? maxMs : 0
    this.#next = performance.now()
    this.#ticker.add(this.#tick)
  }

  relay(): void {
    return
  }

  counters(): FrameCounters {
    return this.#gate.counters()
  }

  hangup(): void {
    if (this.#events.ended) return
    if (this.#end) clearTimeout(this.#end)
    this.#ticker.delete(this.#tick)
    this.bridge(null)
    this.#events.emitLater({ type: "closed", reason: "hangup" })
  }

  #hangUpIn(ms: number): void {
    if (this.#end) clearTimeout(this.#end)
    this.#end = setTimeout(() => this.hangup(), ms).unref()
  }

  readonly #tick = (now: number): void => {
    if (this.#next < now - MAX_CATCH_UP_MS) this.#next = now - MAX_CATCH_UP_MS
    for (; this.#next + FRAME_MS <= now && this.#said < this.#says.length; this.#next += FRAME_MS) {
      this.#other?.relay(this, this.#says.subarray(this.#said, this.#said + FRAME_BYTES))
      this.#said += FRAME_BYTES
    }
    if (this.#said < this.#says.length) return
    this.#ticker.delete(this.#tick)
    if (this.#end === null) this.#hangUpIn(this.#listensMs)
  }
}
