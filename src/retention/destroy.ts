/*
 * The order of every destruction, for one item or many: durable intent, then the keys, then the objects, then one
 * transaction that turns the rows into tombstones, puts their leaves in the outbox and drops the intents. Each step is
 * one commit for all of them. After the keys are gone nothing can be read again, whatever else fails; a crash at any
 * step is finished by resume(), through this same code.
 */
import { AssentError } from "../errors.ts"
import type { RecordingRow } from "../recording/ports.ts"
import type { EraseDeps, SubjectErased } from "./eraser.ts"
import type { ErasureIntent, ShredIntent } from "./ports.ts"
import { dayOf } from "./schedule.ts"
import { type Erased, executedLeaf, tombstone, tombstoneOf } from "./tombstone.ts"

export interface Destroyer {
  readonly rowOf: (id: string) => Promise<RecordingRow>
  readonly recordingsOf: (callIds: readonly string[]) => Promise<readonly RecordingRow[]>
  /** The intents must be durable. What was erased meanwhile, with its whole subject, keeps its first tombstone. */
  readonly shred: (intents: readonly ShredIntent[]) => Promise<readonly Erased[]>
  /** The intent must be durable. */
  readonly execute: (intent: ErasureIntent) => Promise<SubjectErased>
}

export function createDestroyer<Tx>(deps: EraseDeps<Tx>): Destroyer {
  const { keys, blobs, rows, recordings, now } = deps

  async function rowOf(id: string): Promise<RecordingRow> {
    const row = await recordings.get(id)
    if (!row) throw new AssentError("NOT_FOUND", "there is no such recording")
    return row
  }

  async function recordingsOf(callIds: readonly string[]): Promise<readonly RecordingRow[]> {
    const found: RecordingRow[] = []
    for (const callId of callIds) found.push(...(await recordings.ofCall(callId)))
    return found
  }

  async function erasedNow(ids: readonly string[]): Promise<Erased[]> {
    const done: Erased[] = []
    for (const id of ids) done.push(erased(await rowOf(id)))
    return done
  }

  return {
    rowOf,
    recordingsOf,

    async shred(intents) {
      const left: { row: RecordingRow; reason: string }[] = []
      for (const { recordingId, reason } of intents) {
        const row = await rowOf(recordingId)
        if (!tombstoneOf(row)) left.push({ row, reason })
      }
      if (left.length > 0) {
        await keys.shredRecordingKey(...left.map(({ row }) => row.id))
        await blobs.remove(...left.map(({ row }) => row.blobUri))
        const at = now()
        // THE commit point of the tombstones: a crash before it repeats the steps above, all of which may be repeated.
        await rows.shredded(...left.map(({ row, reason }) => tombstone(row, reason, at)))
      }
      return erasedNow(intents.map(({ recordingId }) => recordingId))
    },

    async execute({ requestId, callIds, callKeyIds, subjectLookup }) {
      // From here on nothing of these calls can be read: not from this store, nor from any copy of the objects.
      await keys.shredCallKeys(callKeyIds, subjectLookup)
      const found = await recordingsOf(callIds)
      const left = found.filter((row) => tombstoneOf(row) === null)
      await blobs.remove(...left.map((row) => row.blobUri))
      const at = now()
      const { leaf, disclosure } = executedLeaf(requestId, callIds.length, dayOf(at))
      // THE commit point of the tombstones, as above.
      const tombstones = left.map((row) => tombstone(row, "request", at))
      await rows.erased(requestId, leaf, tombstones)
      const buried = await erasedNow(found.map((row) => row.id))
      return { requestId, calls: callIds.length, recordings: buried, retained: [], disclosure }
    },
  }
}

function erased(row: RecordingRow): Erased {
  const done = tombstoneOf(row)
  if (!done) throw new AssentError("STORAGE_FAILED", "a recording was shredded and its row does not say so")
  return done
}
