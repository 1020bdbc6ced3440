/* What erasure offers and what it needs. */
import type { KeyStore } from "../keys/ports.ts"
import type { BlobStore, RecordingRows } from "../recording/ports.ts"
import type { Assess } from "./assess.ts"
import type { RetentionRows } from "./ports.ts"
import type { Resolution } from "./schedule.ts"
import type { Erased } from "./tombstone.ts"

/** Why a recording dies. In the leaf as it stands here; an erasure of a person says `request` as well. */
export type ShredReason = "retention" | "withdrawal" | "request"

export interface SubjectErased {
  readonly requestId: string
  /** How many calls' keys were destroyed. 0: nothing is held under this number (perhaps erased earlier). */
  readonly calls: number
  readonly recordings: readonly Erased[]
  /** What must be kept for now. It is erased by itself when the reason ends. */
  readonly retained: readonly Retained[]
  /** Opens the count in the `erasure.executed` leaf; kept nowhere else. `null` when nothing was held. */
  readonly disclosure: string | null
}

/** Why a recording that was to be erased is kept. */
export interface Retained {
  readonly recordingId: string
  readonly reason: Resolution["by"]
  /** Id of the hold or rule. */
  readonly rule: string | null
  readonly basis: string | null
  /** Last day of the reason; `null` when it ends by somebody's act. */
  readonly until: string | null
  readonly sentence: string
}

/** What an erasure would do; nothing was changed. */
export interface ErasePlan {
  readonly recordingId: string
  readonly outcome: "would_erase" | "already_erased" | "call_in_progress" | "would_retain"
  readonly retained: Retained | null
}

export interface SubjectPlan {
  readonly calls: number
  readonly recordings: readonly ErasePlan[]
}

export interface Resumed {
  readonly finished: number
  readonly failures: readonly unknown[]
}

export interface EraseDeps<Tx> {
  readonly keys: Pick<
    KeyStore,
    "shredRecordingKey" | "shredCallKeys" | "callsOfSubject" | "callKeyOfCall" | "lookupOfCall"
  >
  readonly blobs: Pick<BlobStore, "remove">
  readonly recordings: Pick<RecordingRows<Tx>, "get" | "ofCall">
  readonly rows: RetentionRows<Tx>
  readonly assess: Assess
  /** True while the call goes on in this process, recorded or not: its openings are still being sealed. */
  readonly isLive: (callId: string) => boolean
  readonly now: () => Date
}

export interface Eraser {
  /**
   * Destroys one recording for good. Erasing again gives the first answer again. A request that a hold or the law
   * forbids is remembered and carried out when that ends.
   * @throws NOT_FOUND; CONFLICT while the recording is open, or when retention ends later; RECORDING_ON_HOLD and
   *   RECORDING_RETAINED, of which planRecording() knows the reason. Any other failure leaves the intent: resume() finishes it.
   */
  eraseRecording(id: string, reason: ShredReason): Promise<Erased>
  planRecording(id: string): Promise<ErasePlan>
  /**
   * Destroys everything held under a subject's `lookup`: all its calls' keys in one step, and with them every recording
   * key and opening; then objects and tombstones. A number nothing is held under is an empty answer, not an error.
   * @throws CONFLICT while a call of the subject goes on; nothing is destroyed then.
   */
  eraseSubject(lookup: string): Promise<SubjectErased>
  planSubject(lookup: string): Promise<SubjectPlan>
  /**
   * Erases many recordings, each as eraseRecording: the intents of all are durable before the first key dies, so that a
   * crash leaves none of them behind.
   */
  eraseMany(ids: readonly string[]): Promise<readonly (Erased | Retained)[]>
  /**
   * Shreds what the sweep found due, all in one go.
   * @throws CONFLICT when one of them is open, held or not due: then none of them is begun. Any other failure leaves the
   *   intents: resume() finishes them.
   */
  eraseDue(items: readonly { readonly recordingId: string; readonly reason: ShredReason }[]): Promise<void>
  /** Carries out the erasures whose obstacle has ended. @returns how many */
  runWaiting(): Promise<number>
  /**
   * Finishes what a crash or a failure left half done. Call it at start-up before anything is served, after recovery.
   * An intent that fails again stays for the next time and does not stop the others.
   */
  resume(): Promise<Resumed>
}

/** Tells apart what is gone and what is kept. */
export function split(done: readonly (Erased | Retained)[]): { erased: Erased[]; retained: Retained[] } {
  const erased: Erased[] = []
  const retained: Retained[] = []
  for (const item of done) {
    if ("tombstoneSha256" in item) erased.push(item)
    else retained.push(item)
  }
  return { erased, retained }
}
