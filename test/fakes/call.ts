/* Strict doubles of the call core's ports: they keep the contract of ports.ts and complain when the session breaks it. */
import { promptNames, type PromptName } from "../../src/audio/prompt-name.ts"
import type { FrameSink } from "../../src/audio/frame.ts"
import type { CallsParts } from "../../src/call/calls.ts"
import { AudioGate } from "../../src/call/gate.ts"
import type {
  CallEvidence,
  CallLeg,
  CallStart,
  Clock,
  LegEvent,
  NotGranted,
  Recorder,
  Recording,
  Script,
  Tap,
} from "../../src/call/ports.ts"
import type { Grant } from "../../src/consent/evidence.ts"
import type { RecordingPermit } from "../../src/consent/permit.ts"
import type { FrameCounters, Party } from "../../src/ledger/entry.ts"
import type { Receipt } from "../../src/ledger/receipt.ts"

export const call: CallStart = {
  callId: "0190a000-0000-7000-8000-000000000001",
  lineId: "demo",
  trunk: "test-phone",
  carrierCallId: "CA1",
  from: "+15550100",
  to: "+15550199",
  direction: "inbound",
}

export const script: Script = {
  id: "welcome/1/en",
  sha256: "A".repeat(43),
  language: "en",
  audio: Object.fromEntries(promptNames.map((name) => [name, new Uint8Array(800)])) as Record<PromptName, Uint8Array>,
}

/** Makes one code at once, and says it in sounds that stand for it in tests. */
export const receipts: CallsParts["receipts"] = {
  desk: { issue: async () => "27182818", text: () => undefined },
  wordsIn: () => ({
    offer: new Uint8Array(160),
    noted: new Uint8Array(160),
    code: new Uint8Array(160),
    again: new Uint8Array(160),
    digits: Array.from({ length: 10 }, () => new Uint8Array(160)),
  }),
}

export class FakeLeg implements CallLeg {
  readonly callId = call.callId
  readonly party: Party
  readonly played: string[] = []
  readonly gate: AudioGate
  bridgedTo: CallLeg | null = null
  hungUp = false
  failPlay = false
  #listener: ((event: LegEvent) => void) | null = null

  constructor(party: Party, clock: Clock) {
    this.party = party
    this.gate = new AudioGate(call.callId, () => clock.now())
  }

  emit(event: LegEvent): void {
    if (!this.#listener) throw new Error("nobody listens to this leg")
    this.#listener(event)
  }

  heard(promptId: string): void {
    this.emit({ type: "prompt-played", promptId, heardBytes: 800, totalBytes: 800 })
  }

  listen(listener: (event: LegEvent) => void): void {
    if (this.#listener) throw new Error("a leg has one listener")
    this.#listener = listener
  }

  play(promptId: string): void {
    if (this.failPlay) throw new Error("the leg broke")
    this.played.push(promptId)
  }

  clear(): void {
    this.played.push("clear")
  }

  audio(permit: RecordingPermit, sink: FrameSink): Tap {
    return this.gate.open(permit, sink)
  }

  bridge(other: CallLeg | null): void {
    this.bridgedTo = other
  }

  relay(): void {
    throw new Error("the session relays nothing itself")
  }

  counters(): FrameCounters {
    return this.gate.counters()
  }

  hangup(): void {
    this.hungUp = true
  }
}

/** Evidence whose every write waits for the test. */
export class FakeEvidence implements CallEvidence {
  readonly written: string[] = []
  readonly waiting = new Map<string, PromiseWithResolvers<readonly Receipt[]>>()
  /** Writes of these names wait for `settle`; all others are durable at once. */
  readonly hold = new Set<string>()
  /** Monotonic ms from which a grant counts, if later than its receipts. */
  countsFrom = 0

  #write(name: string): Promise<readonly Receipt[]> {
    if (this.written.some((other) => other.startsWith("ended"))) throw new Error(`${name} after call.ended`)
    this.written.push(name)
    if (!this.hold.has(name)) return Promise.resolve([])
    const waiting = Promise.withResolvers<readonly Receipt[]>()
    this.waiting.set(name, waiting)
    return waiting.promise
  }

  async answered(): Promise<void> {
    await this.#write("answered")
  }
  async granted(): Promise<Grant> {
    return { receipts: await this.#write("granted"), countsFrom: this.countsFrom }
  }
  async notGranted(outcome: NotGranted, _decision: unknown, reason?: string): Promise<void> {
    await this.#write(reason === undefined ? outcome : `${outcome}: ${reason}`)
  }
  async withdrawn(): Promise<void> {
    await this.#write("withdrawn")
  }
  async blocked(reason: string): Promise<void> {
    await this.#write(`blocked: ${reason}`)
  }
  async party(what: string, party: string): Promise<void> {
    await this.#write(`${what}: ${party}`)
  }
  async ended(outcome: string): Promise<void> {
    await this.#write(`ended: ${outcome}`)
  }
}

export class FakeRecorder implements Recorder {
  readonly log: string[] = []
  refuse = false
  tap: Tap | null = null
  started = Promise.withResolvers<undefined>()
  sealed = Promise.withResolvers<undefined>()
  fail: (reason: string) => void = () => undefined

  start(_call: CallStart, leg: CallLeg, permit: RecordingPermit): Recording {
    if (this.refuse) throw new Error("the recorder refuses")
    const tap = leg.audio(permit, () => undefined)
    this.tap = tap
    this.log.push("started")
    return {
      id: "0190a000-0000-7000-8000-00000000000b",
      started: this.started.promise,
      onFailure: (listener) => (this.fail = listener),
      pause: (reason) => {
        tap.pause()
        this.log.push(`paused: ${reason}`)
      },
      resume: () => {
        tap.resume()
        this.log.push("resumed")
      },
      finish: (why) => {
        tap.close(typeof why === "object" ? "stopped" : why)
        this.log.push(`finished: ${typeof why === "object" ? `stopped by ${why.stoppedBy}` : why}`)
        return this.sealed.promise
      },
    }
  }
}
