/*
 * Erasure. The order is what makes it hold: durable intent, then the keys, then the object, then one transaction that
 * turns the row into a tombstone, puts its leaf in the outbox and drops the intent. After the keys are gone nothing can
 * be read again, whatever else fails; a crash at any step is finished by resume(), through this same code.
 */
import { randomUUID } from "node:crypto"
import { AssentError } from "../errors.ts"
import type { KeyStore } from "../keys/ports.ts"
import type { BlobStore, RecordingRow, RecordingRows } from "../recording/ports.ts"
import type { ErasureIntent, RetentionRows, ShredIntent } from "./ports.ts"
import { dayOf } from "./schedule.ts"
import { type Erased, executedLeaf, shreddedLeaf, tombstoneOf } from "./tombstone.ts"

/** Why a recording dies. In the leaf as it stands here; an erasure of a person says `request` as well. */
export type ShredReason = "retention" | "withdrawal" | "request"

export interface SubjectErased {
  readonly requestId: string
  /** How many calls' keys were destroyed. 0: nothing is held under this number (perhaps erased earlier). */
  readonly calls: number
  readonly recordings: readonly Erased[]
  /** Opens the count in the `erasure.executed` leaf; kept nowhere else. `null` when nothing was held. */
  readonly disclosure: string | null
}

/** What an erasure would do; nothing was changed. */
export interface ErasePlan {
  readonly recordingId: string
  readonly outcome: "would_erase" | "already_erased" | "call_in_progress"
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
  readonly keys: Pick<KeyStore, "shredRecordingKey" | "shredCallKeys" | "shredSubject" | "callsOfSubject">
  readonly blobs: Pick<BlobStore, "remove">
  readonly recordings: Pick<RecordingRows<Tx>, "get" | "ofCall">
  readonly rows: RetentionRows<Tx>
  /** True while the call goes on in this process, recorded or not: its openings are still being sealed. */
  readonly isLive: (callId: string) => boolean
  readonly now: () => Date
}

export interface Eraser {
  /**
   * Destroys one recording for good. Erasing again gives the first answer again.
   * @throws NOT_FOUND; CONFLICT while the recording is open. Any other failure leaves the intent: resume() finishes it.
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
   * Finishes what a crash or a failure left half done. Call it at start-up before anything is served, after recovery.
   * An intent that fails again stays for the next time and does not stop the others.
   */
  resume(): Promise<Resumed>
}

export function createEraser<Tx>(deps: EraseDeps<Tx>): Eraser {
  const { keys, rows, recordings } = deps
  // One destruction at a time: two erasures of one recording must give one tombstone and one leaf.
  let last: Promise<unknown> = Promise.resolve()
  const exclusive = <T>(work: () => Promise<T>): Promise<T> => {
    const run = last.then(work, work)
    last = run.catch(() => undefined)
    return run
  }

  async function rowOf(id: string): Promise<RecordingRow> {
    const row = await recordings.get(id)
    if (!row) throw new AssentError("NOT_FOUND", "there is no such recording")
    return row
  }

  /** The object and the tombstone. The keys must be gone before this is called. */
  async function bury(row: RecordingRow, reason: string): Promise<Erased> {
    await deps.blobs.remove(row.blobUri)
    const at = deps.now()
    // THE commit point of the tombstone: a crash before it repeats the steps above, all of which may be repeated.
    await rows.shredded(row.id, at.toISOString(), reason, shreddedLeaf(row, reason, dayOf(at)))
    return erased(await rowOf(row.id))
  }

  async function shred(intent: ShredIntent, row: RecordingRow): Promise<Erased> {
    await keys.shredRecordingKey(intent.recordingId)
    return bury(row, intent.reason)
  }

  async function reshred(intent: ShredIntent): Promise<Erased> {
    const row = await rowOf(intent.recordingId)
    // Erased meanwhile with its whole subject, in the same run of resume().
    return tombstoneOf(row) ?? shred(intent, row)
  }

  async function execute(intent: ErasureIntent): Promise<SubjectErased> {
    // From here on nothing of these calls can be read: not from this store, nor from any copy of the objects.
    await keys.shredCallKeys(intent.callKeyIds)
    const { subjectLookup } = intent
    // A call that began meanwhile keeps its subject, or a later erasure would not find it.
    if (subjectLookup !== null && (await keys.callsOfSubject(subjectLookup)).length === 0) {
      await keys.shredSubject(subjectLookup)
    }
    const buried: Erased[] = []
    for (const row of await recordingsOf(intent.callIds)) {
      buried.push(tombstoneOf(row) ?? (await bury(row, "request")))
    }
    const { leaf, disclosure } = executedLeaf(intent.requestId, intent.callIds.length, dayOf(deps.now()))
    await rows.erased(intent.requestId, leaf)
    return { requestId: intent.requestId, calls: intent.callIds.length, recordings: buried, disclosure }
  }

  async function recordingsOf(callIds: readonly string[]): Promise<readonly RecordingRow[]> {
    const found: RecordingRow[] = []
    for (const callId of callIds) found.push(...(await recordings.ofCall(callId)))
    return found
  }

  return {
    eraseRecording: (id, reason) =>
      exclusive(async () => {
        const row = await rowOf(id)
        const before = tombstoneOf(row)
        if (before) return before
        if (row.state === "open") throw new AssentError("CONFLICT", "the recording is still being made")
        const pending = (await rows.shredIntents()).find((intent) => intent.recordingId === id)
        const intent = pending ?? { recordingId: id, reason, requestedAt: deps.now().toISOString() }
        if (!pending) await rows.putShredIntent(intent)
        return shred(intent, row)
      }),

    planRecording: async (id) => planOf(await rowOf(id), false),

    eraseSubject: (lookup) =>
      exclusive(async () => {
        const pending = (await rows.erasureIntents()).filter((intent) => intent.subjectLookup === lookup)
        const finished: SubjectErased[] = []
        for (const intent of pending) finished.push(await execute(intent))
        const calls = await keys.callsOfSubject(lookup)
        if (calls.length === 0) {
          return finished.at(-1) ?? { requestId: randomUUID(), calls: 0, recordings: [], disclosure: null }
        }
        const callIds = calls.map((call) => call.callId)
        const found = await recordingsOf(callIds)
        if (callIds.some(deps.isLive) || found.some((row) => row.state === "open")) {
          throw new AssentError("CONFLICT", "a call of this person is still in progress: erase again when it has ended")
        }
        const intent: ErasureIntent = {
          requestId: randomUUID(),
          subjectLookup: lookup,
          callIds,
          callKeyIds: [...new Set(calls.map((call) => call.callKeyId))],
          requestedAt: deps.now().toISOString(),
        }
        await rows.putErasureIntent(intent)
        return execute(intent)
      }),

    async planSubject(lookup) {
      const calls = await keys.callsOfSubject(lookup)
      const found = await recordingsOf(calls.map((call) => call.callId))
      return { calls: calls.length, recordings: found.map((row) => planOf(row, deps.isLive(row.callId))) }
    },

    resume: () =>
      exclusive(async () => {
        const work = [
          ...(await rows.erasureIntents()).map((intent) => () => execute(intent)),
          ...(await rows.shredIntents()).map((intent) => () => reshred(intent)),
        ]
        const failures: unknown[] = []
        for (const finish of work) await finish().catch((error: unknown) => failures.push(error))
        return { finished: work.length - failures.length, failures }
      }),
  }
}

function planOf(row: RecordingRow, callIsLive: boolean): ErasePlan {
  const waits = row.state === "open" || callIsLive
  const outcome = row.state === "shredded" ? "already_erased" : waits ? "call_in_progress" : "would_erase"
  return { recordingId: row.id, outcome }
}

function erased(row: RecordingRow): Erased {
  const tombstone = tombstoneOf(row)
  if (!tombstone) throw new AssentError("STORAGE_FAILED", "a recording was shredded and its row does not say so")
  return tombstone
}
