/*
 * The built-in destination of dev and tests: rings, answers, says one line, then echoes. An ordinary leg in this
 * process, under the same contract as a carrier's.
 *
 * The echo comes 500 ms late: at once it would sound like a fault on the line and drown one's own voice, much later
 * people have stopped waiting for it. What the agent hears while it speaks its line is not echoed.
 */
import { setTimeout as sleep } from "node:timers/promises"
import { FRAME_BYTES, FRAME_MS, type FrameSink, type Track } from "../../audio/frame.ts"
import { AudioGate } from "../../call/gate.ts"
import type { CallLeg, CallStart, Destinations, LegEvent, Tap } from "../../call/ports.ts"
import type { RecordingPermit } from "../../consent/permit.ts"
import type { FrameCounters } from "../../ledger/entry.ts"
import { isBridged, setBridge } from "./bridges.ts"
import { LegEvents } from "./leg-events.ts"
import { Ticker } from "./ticker.ts"

export interface TestAgentOptions {
  /** PCMU: what the agent says when it is connected. */
  readonly line: Uint8Array
  /** Default 1200. */
  readonly ringMs?: number
  /** Default 500. */
  readonly echoMs?: number
}

/** A destination that always answers. */
export function testAgent(options: TestAgentOptions): Destinations {
  const { ringMs = 1200 } = options
  const ticker = new Ticker(FRAME_MS)
  return {
    dial: async (call: CallStart): Promise<CallLeg> => {
      await sleep(ringMs)
      return new TestAgent(call.callId, options, ticker)
    },
  }
}

/** Frames of its echo that may wait: the delay, and some for a burst. */
const MAX_ECHO_FRAMES = 100
/** After a stall at most this much is said at once; the rest of the pause was silence. */
const MAX_CATCH_UP_MS = 200

interface Prompt {
  readonly promptId: string
  readonly audio: Uint8Array
  sent: number
}

export class TestAgent implements CallLeg {
  readonly callId: string
  readonly party = "agent"
  readonly #line: Uint8Array
  readonly #echoMs: number
  readonly #ticker: Ticker
  readonly #gate: AudioGate
  readonly #events = new LegEvents()
  readonly #startedAt = performance.now()
  #prompts: Prompt[] = []
  #other: CallLeg | null = null
  #said = 0
  #echo: { readonly due: number; readonly payload: Uint8Array }[] = []
  /** Monotonic ms at which the next frame begins; both what it says and what it is played keep this beat. */
  #next = 0

  constructor(callId: string, { line, echoMs = 500 }: TestAgentOptions, ticker: Ticker = new Ticker(FRAME_MS)) {
    this.callId = callId
    this.#line = line
    this.#echoMs = echoMs
    this.#ticker = ticker
    this.#gate = new AudioGate(callId)
  }

  listen(listener: (event: LegEvent) => void): void {
    this.#events.listen(listener)
  }

  play(promptId: string, audio: Uint8Array): void {
    if (this.#events.ended) return
    this.#prompts.push({ promptId, audio, sent: 0 })
    this.#wake()
  }

  clear(): void {
    this.#stopPrompts("cleared")
  }

  audio(permit: RecordingPermit, sink: FrameSink): Tap {
    return this.#gate.open(permit, sink)
  }

  bridge(other: CallLeg | null): void {
    this.#other = other
    setBridge(this, other)
    if (other && !this.#events.ended) this.#wake()
  }

  relay(from: CallLeg, payload: Uint8Array): void {
    if (!isBridged(from, this) || this.#events.ended || this.#prompts.length > 0) return
    const now = performance.now()
    this.#captured("outbound", now, payload)
    if (this.#said < this.#line.length || this.#echo.length >= MAX_ECHO_FRAMES) return
    // The payload is only borrowed.
    this.#echo.push({ due: now + this.#echoMs, payload: payload.slice() })
  }

  counters(): FrameCounters {
    return this.#gate.counters()
  }

  hangup(): void {
    if (this.#events.ended) return
    this.#stopPrompts("closed")
    this.bridge(null)
    this.#echo = []
    this.#ticker.delete(this.#tick)
    this.#events.emitLater({ type: "closed", reason: "hangup" })
  }

  #wake(): void {
    const now = performance.now()
    if (this.#next < now) this.#next = now
    this.#ticker.add(this.#tick)
  }

  readonly #tick = (now: number): void => {
    if (this.#next < now - MAX_CATCH_UP_MS) this.#next = now - MAX_CATCH_UP_MS
    // A frame is there once it is complete.
    while (this.#next + FRAME_MS <= now) {
      this.#frame(this.#next)
      this.#next += FRAME_MS
    }
    if (this.#prompts.length === 0 && this.#other === null) this.#ticker.delete(this.#tick)
  }

  /** One beat: the prompt goes on; or the line does; or the echo. It listens to prompts before it speaks. */
  #frame(at: number): void {
    const [prompt] = this.#prompts
    if (prompt) {
      this.#hear(prompt, at)
      return
    }
    const other = this.#other
    if (other === null) return
    if (this.#said < this.#line.length) {
      const payload = this.#line.subarray(this.#said, this.#said + FRAME_BYTES)
      this.#said += payload.length
      this.#say(other, at, payload)
    } else if (this.#echo[0] && this.#echo[0].due <= at + FRAME_MS) {
      const { payload } = this.#echo[0]
      this.#echo.shift()
      this.#say(other, at, payload)
    }
  }

  #say(other: CallLeg, at: number, payload: Uint8Array): void {
    this.#captured("inbound", at, payload)
    other.relay(this, payload)
  }

  #hear(prompt: Prompt, at: number): void {
    const { promptId, audio } = prompt
    const payload = audio.subarray(prompt.sent, prompt.sent + FRAME_BYTES)
    prompt.sent += payload.length
    if (payload.length > 0) this.#captured("outbound", at, payload)
    if (prompt.sent < audio.length) return
    this.#prompts.shift()
    this.#events.emit({ type: "prompt-played", promptId, heardBytes: audio.length, totalBytes: audio.length })
  }

  #stopPrompts(reason: "cleared" | "closed"): void {
    const stopped = this.#prompts
    this.#prompts = []
    for (const { promptId, audio, sent } of stopped) {
      this.#events.emitLater({ type: "prompt-stopped", promptId, heardBytes: sent, totalBytes: audio.length, reason })
    }
  }

  #captured(track: Track, at: number, payload: Uint8Array): void {
    this.#gate.frame(track, at, Math.max(0, Math.round(at - this.#startedAt)), payload)
  }
}
