import type { CallLeg, CallStart } from "../../call/ports.ts"
import type { OutgoingFetch } from "../../outgoing/fetch.ts"
import type { RelayLog, RelayStatus } from "./connection.ts"
import type { CarrierCopies, CarrierCopy } from "./copies.ts"

export interface RelaySettings {
  /** By which the REST interface is asked. */
  readonly fetch: OutgoingFetch
  readonly name: string
  readonly project: string
  readonly token: string
  readonly topics: readonly string[]
  readonly host?: string
  readonly record: "stream" | "carrier-recording"
  /** What the carrier calls this gateway by. */
  readonly publicUrl: string
  /** `https://<space>.signalwire.com` */
  readonly restUrl: string
}

export interface RelayTrunkOptions {
  readonly settings: RelaySettings
  /** The line of a dialled number; `null` when no line has it. */
  readonly lineOf: (to: string) => string | null
  /** Gets each answered call of a line once. */
  readonly onCall: (accepted: { readonly leg: CallLeg; readonly call: CallStart }) => void
  /** After a call that was answered: the carrier's id of it, to be looked for in the carrier's own recordings. */
  readonly onEnded?: (call: CallStart) => void
  /** Where the carrier fetches this PCMU audio as a WAV file. */
  readonly urlOf: (audio: Uint8Array) => string
  /** Said to who dialled a number of no line. */
  readonly unavailable: Uint8Array
  /** PCMU: what a test call plays in place of a notice. */
  readonly testWords: Uint8Array
  readonly copies: CarrierCopies
  /** A copy that was left at the carrier was found, deleted, and seen to be gone. */
  readonly onSwept?: (copy: CarrierCopy) => Promise<void>
  readonly log: RelayLog
  readonly timing?: RelayTiming
}

/** For tests: milliseconds that are otherwise the defaults of what they name. */
export interface RelayTiming {
  readonly answerMs?: number
  readonly lateMs?: number
  readonly streamMs?: number
  readonly retryMs?: { readonly first: number; readonly longest: number }
  readonly sweepMs?: number
  readonly probeMs?: number
  readonly fileMs?: number
  readonly wordMs?: number
  /** Of test calls: how long they may ring, one sentence may last, and all may last after the answer. */
  readonly ringMs?: number
  readonly sayMs?: number
  readonly testMs?: number
}

export interface RelayStats {
  readonly status: RelayStatus
  readonly reconnects: number
  /** Calls in progress, legs known by the carrier's id, and the SDK's own tasks: none may grow with the calls that were. */
  readonly calls: number
  readonly legs: number
  readonly tasks: number
  readonly events: number
  readonly malformed: number
  /** Events of calls nobody knows: late, doubled, or of another application of the project. */
  readonly strangers: number
  readonly unmapped: number
}
