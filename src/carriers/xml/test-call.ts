/*
 * A call to a tester's phone that learns which keys this trunk brings, and how. It is no call of a line: it asks for no
 * consent, opens no tap, and of its audio keeps nothing but the names of the keys that sounded in it.
 */
import { DtmfDetector } from "../../audio/dtmf.ts"
import { Ear } from "../media-stream/ear.ts"
import type { SocketLeg } from "../media-stream/socket-leg.ts"
import type { AdmittedStream } from "../media-stream/sockets.ts"
import { HeardKeys, TEST_KEYS, type TestPart, type TestResult } from "../tested-keys.ts"
import type { Spoken, StreamTo, Verb } from "./document.ts"
import type { Form } from "./form.ts"

const testParts: readonly TestPart[] = ["menu", "notice", "silence", "talk"]

export interface TestCallParts {
  readonly id: string
  /** How long each part waits for keys. */
  readonly partMs: number
  /** PCMU: words like those of a notice, repeated while keys are pressed. */
  readonly words: Uint8Array
  readonly url: (step: number) => string
  /** Mints the one-time token of the nth part's stream. */
  readonly stream: (part: TestPart) => StreamTo
}

const asks: Readonly<Record<TestPart, string>> = {
  menu: "This is a test of the keys of a phone. It is not recorded. Part one. Press 1, 2, star and 0, in turn.",
  notice: "Part two. Press 1, 2, star and 0 again, while you hear words.",
  silence: "Part three. Press 1, 2, star and 0 again, in the silence that follows.",
  talk: "Part four. Press 1, 2, star and 0 for the last time.",
}
const THANKS: Verb = { verb: "Say", text: "Thank you. Goodbye." }

export class TestCall {
  readonly id: string
  readonly #parts: TestCallParts
  readonly #heard = new Map<TestPart, HeardKeys>()
  readonly #documents = new Map<number, readonly Verb[]>()
  #outcome: TestResult["outcome"] = null
  #done = false
  recordings: number | null = null

  constructor(parts: TestCallParts) {
    this.id = parts.id
    this.#parts = parts
  }

  get over(): boolean {
    return this.#outcome !== null
  }

  get result(): TestResult {
    const state = this.over ? "ended" : this.#heard.size > 0 ? "talking" : "calling"
    const parts = [...this.#heard].map(([part, heard]) => ({ part, keys: heard.keys }))
    return { state, outcome: this.#outcome, parts, carrierRecordings: this.recordings }
  }

  /** @returns the same document each time; `null` for a step that no document of this call asked for */
  document(step: number, form: Form): readonly Verb[] | null {
    const known = this.#documents.get(step)
    if (known) return known
    if (this.over || step !== this.#documents.size) return null
    const made = this.#make(step, form)
    this.#documents.set(step, made)
    return made
  }

  /** The stream of a part began. `null` when that part is past, or its stream has been. */
  admit(part: TestPart): AdmittedStream | null {
    const heard = this.#heard.get(part)
    if (this.over || !heard || part !== [...this.#heard.keys()].at(-1)) return null
    return { callId: this.id, party: "caller", fork: part === "talk", take: (leg) => this.#listen(part, heard, leg) }
  }

  end(why: "over" | "no_answer" | "refused"): void {
    if (why === "over") this.#outcome ??= this.#done ? "complete" : this.#heard.size > 0 ? "cut_short" : "no_answer"
    else this.#outcome ??= why
  }

  #make(step: number, form: Form): readonly Verb[] {
    if (step === 1) for (const key of form.get("Digits") ?? "") this.#heard.get("menu")?.events.add(key)
    const part = testParts[step]
    if (part === undefined) {
      this.#done = true
      return [THANKS, { verb: "Hangup" }]
    }
    this.#heard.set(part, new HeardKeys())
    const { url, stream, partMs } = this.#parts
    const say: Spoken = { verb: "Say", text: asks[part] }
    const next: Verb = { verb: "Redirect", url: url(step + 1) }
    const seconds = Math.ceil(partMs / 1000)
    switch (part) {
      case "menu":
        return [{ verb: "Gather", action: url(1), seconds, keys: TEST_KEYS.length, say: [say] }, next]
      case "talk":
        return [{ verb: "Start", stream: stream(part) }, say, { verb: "Pause", seconds }, next]
      default:
        return [say, { verb: "Connect", stream: stream(part) }, next]
    }
  }

  #listen(part: TestPart, heard: HeardKeys, leg: SocketLeg): void {
    const { partMs, words } = this.#parts
    const twoWay = part !== "talk"
    const timer = setTimeout(() => twoWay && leg.hangup(), partMs)
    leg.listen((event) => {
      if (event.type === "closed") clearTimeout(timer)
      if (event.type === "prompt-played") leg.play("test", words)
      if (event.type !== "digit") return
      heard.events.add(event.digit)
      if (twoWay && heard.complete) leg.hangup()
    })
    const detector = new DtmfDetector((key) => heard.tones.add(key))
    leg.bridge(new Ear(this.id, (payload) => detector.take(payload)))
    if (part === "notice") leg.play("test", words)
  }
}
