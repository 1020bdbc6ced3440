/** What is left of an erased recording, for good. */
export interface Erased {
  readonly recordingId: string
  /** RFC 3339, UTC. */
  readonly erasedAt: string
  readonly reason: string
  /** base64url SHA-256 over the tombstone (see tombstone.ts). */
  readonly tombstoneSha256: string
}

export type PlannedOutcome = "would_erase" | "already_erased" | "call_in_progress"

/** What an erasure would do; nothing was changed. */
export interface ErasePlan {
  readonly recordingId: string
  readonly outcome: PlannedOutcome
}

export interface SubjectErased {
  readonly requestId: string
  /** How many calls' keys were destroyed. 0: nothing is held under this number (perhaps erased earlier). */
  readonly calls: number
  readonly recordings: readonly Erased[]
}

export interface SubjectPlan {
  readonly calls: number
  readonly recordings: readonly ErasePlan[]
}
