/* What a call to a tester's phone learns of a trunk's keys, whichever carrier carries it. */

/** What the tester is asked to press, in each part. */
export const TEST_KEYS = ["1", "2", "*", "0"] as const
export type TestKey = (typeof TEST_KEYS)[number]

/**
 * `menu`: gathered by a document. `notice`: while words play. `silence`: after them. `talk`: beside a copy of both tracks,
 * as while two people talk. Only what the trunk does itself is tried: Relay has no documents.
 */
export type TestPart = "menu" | "notice" | "silence" | "talk"

/** How a key came: as an event of the carrier, only as a tone in the audio, or not at all. */
export type KeyCame = "event" | "tone" | "none"

export interface TestResult {
  readonly state: "calling" | "talking" | "ended"
  /** `null` until it has ended. `cut_short`: the tester, or the carrier, ended it before its last part. */
  readonly outcome: "complete" | "cut_short" | "no_answer" | "refused" | null
  /** The parts that were reached, in their order. */
  readonly parts: readonly { readonly part: TestPart; readonly keys: Readonly<Record<TestKey, KeyCame>> }[]
  /** How many recordings of this call the carrier made by itself; `null` while that is not known. */
  readonly carrierRecordings: number | null
}

export interface TestOrder {
  /** Whose phone rings: E.164. In no log. */
  readonly to: string
  /** A number of this trunk: carriers let no other call out. */
  readonly from: string
  /** How long each part waits for keys. */
  readonly partMs: number
}

/** The test calls of one trunk, one at a time. */
export interface PlacesTestCalls {
  /** Places one. @returns its id @throws CONFLICT while another one is running */
  place(order: TestOrder): string
  /** `null` for one that is not known, or no longer. */
  result(id: string): TestResult | null
}

/** How long a ringing phone is waited for. */
export const TEST_RING_SECONDS = 30
/** How long the result of a test call is kept after its end. */
export const TEST_KEEP_MS = 10 * 60_000
/** After its end; by then the carrier lists what it recorded of it. */
export const TEST_RECORDED_MS = 2000

/** The keys that came in one part, so far. */
export class HeardKeys {
  readonly events = new Set<string>()
  readonly tones = new Set<string>()

  /** All that was asked for came as events. */
  get complete(): boolean {
    return TEST_KEYS.every((key) => this.events.has(key))
  }

  get keys(): Record<TestKey, KeyCame> {
    const came = (key: TestKey): KeyCame => (this.events.has(key) ? "event" : this.tones.has(key) ? "tone" : "none")
    return { "1": came("1"), "2": came("2"), "*": came("*"), "0": came("0") }
  }
}
