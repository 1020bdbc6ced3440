import { AssentError } from "../errors.ts"
import type { Party } from "./entry.ts"

export interface ConsentState {
  readonly index: number
  readonly type: string
  /** A grant, or a `not_required` with its basis. */
  readonly authority: boolean
  readonly leafHash: Uint8Array
  withdrawn: boolean
}

export interface CallState {
  readonly answered: number
  /** The time its answering states. */
  readonly ts: string
  ended: number | null
  readonly consent: Partial<Record<Party, ConsentState>>
  /** Frames that its end counts as written; `null` before that, or when nobody could count. */
  written: number | null
  /** How many recordings were started. */
  started: number
  /** One of them failed or was lost, so that its frames need not add up. */
  failed: boolean
}

export interface RecordingState {
  readonly started: number
  readonly call: string
  readonly consent: ConsentState
  readonly headerSha256: string
  readonly keyCommitment: string
  /** As of the last `sealed`, `recovered` or `resealed`. */
  file: { readonly sha256: string; readonly length: number; readonly index: number } | null
  failed: boolean
  shredded: boolean
}

/** @returns The one error of the verifier: a sentence that begins with the leaf it is about. */
export function contradiction(index: number, predicate: string, cause?: unknown): AssentError {
  return new AssentError("LEDGER_CORRUPT", `leaf ${index} ${predicate}`, { cause })
}
