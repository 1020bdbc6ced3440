/*
 * Erasure. The order is what makes it hold: durable intent, then the keys, then the object, then one transaction that
 * turns the row into a tombstone, puts its leaf in the outbox and drops the intent. After the keys are gone nothing can
 * be read again, whatever else fails; a crash at any step is finished by resume(), through this same code.
 */
import { randomUUID } from "node:crypto"
import { AssentError } from "../errors.ts"
import type { RecordingRow } from "../recording/ports.ts"
import {
  type EraseDeps,
  type ErasePlan,
  type Eraser,
  type Retained,
  type ShredReason,
  split,
  type SubjectErased,
} from "./eraser.ts"
import type { ErasureIntent, ShredIntent, Tombstone, WaitingErasure } from "./ports.ts"
import { dayOf, isDue, type Resolution } from "./schedule.ts"
import { deferredLeaf, type Erased, executedLeaf, shreddedLeaf, tombstoneOf } from "./tombstone.ts"

export function createEraser<Tx>(deps: EraseDeps<Tx>): Eraser {
  const { keys, rows, recordings, assess } = deps
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

  async function intend(recordingId: string, reason: ShredReason): Promise<ShredIntent> {
    const pending = (await rows.shredIntents()).find((intent) => intent.recordingId === recordingId)
    const intent = pending ?? { recordingId, reason, requestedAt: deps.now().toISOString() }
    if (!pending) await rows.putShredIntent(intent)
    return intent
  }

  async function execute(intent: ErasureIntent): Promise<SubjectErased> {
    // From here on nothing of these calls can be read: not from this store, nor from any copy of the objects.
    await keys.shredCallKeys(intent.callKeyIds, intent.subjectLookup)
    const { requestId, callIds } = intent
    const found = await recordingsOf(callIds)
    const left = found.filter((row) => tombstoneOf(row) === null)
    await deps.blobs.remove(...left.map((row) => row.blobUri))
    const at = deps.now()
    const { leaf, disclosure } = executedLeaf(requestId, callIds.length, dayOf(at))
    // THE commit point of the tombstones: a crash before it repeats the steps above, all of which may be repeated.
    await rows.erased(
      requestId,
      leaf,
      left.map((row) => tombstone(row, "request", at)),
    )
    const buried: Erased[] = []
    for (const row of found) buried.push(erased(await rowOf(row.id)))
    return { requestId, calls: callIds.length, recordings: buried, retained: [], disclosure }
  }

  async function recordingsOf(callIds: readonly string[]): Promise<readonly RecordingRow[]> {
    const found: RecordingRow[] = []
    for (const callId of callIds) found.push(...(await recordings.ofCall(callId)))
    return found
  }

  /** Why an erasure that was asked for has to wait; `null` when it need not. */
  async function obstacle(row: RecordingRow): Promise<Retained | null> {
    if (row.state === "shredded") return null
    const resolution = await assess(row, true)
    return isDue(resolution, deps.now()) ? null : retainedBy(row.id, resolution)
  }

  async function wait(callId: string, recordingId: string | null, why: Retained): Promise<void> {
    const at = deps.now()
    const leaf = deferredLeaf(why.recordingId, why.reason, why.until, dayOf(at))
    await rows.putWaiting({ callId, recordingId, requestedAt: at.toISOString() }, leaf)
  }

  async function planOf(row: RecordingRow): Promise<ErasePlan> {
    const retained = await obstacle(row)
    const waits = row.state === "open" || deps.isLive(row.callId)
    const outcome =
      row.state === "shredded"
        ? "already_erased"
        : waits
          ? "call_in_progress"
          : retained
            ? "would_retain"
            : "would_erase"
    return { recordingId: row.id, outcome, retained: outcome === "would_retain" ? retained : null }
  }

  async function eraseOnRequest(row: RecordingRow): Promise<Erased | Retained> {
    const before = tombstoneOf(row)
    if (before) return before
    const why = await obstacle(row)
    if (!why) return shred(await intend(row.id, "request"), row)
    await wait(row.callId, row.id, why)
    return why
  }

  /** One call of a person: what must be kept keeps the call's keys, and the rest goes one by one. */
  async function keepPart(found: readonly RecordingRow[], callId: string) {
    const done: (Erased | Retained)[] = []
    for (const row of found) {
      const why = await obstacle(row)
      if (why) await wait(callId, null, why)
      done.push(why ?? tombstoneOf(row) ?? (await shred(await intend(row.id, "request"), row)))
    }
    return done
  }

  async function runOne({ callId, recordingId, requestedAt }: WaitingErasure): Promise<boolean> {
    const found = recordingId === null ? await recordings.ofCall(callId) : [await rowOf(recordingId)]
    const obstacles = await Promise.all(found.map(obstacle))
    if (deps.isLive(callId) || obstacles.some((why) => why !== null)) return false
    if (recordingId === null) {
      const callKeyIds = (await keys.callKeyOfCall(callId))?.id
      if (callKeyIds !== undefined) {
        const subjectLookup = await keys.lookupOfCall(callId)
        const intent = {
          requestId: randomUUID(),
          subjectLookup,
          callIds: [callId],
          callKeyIds: [callKeyIds],
          requestedAt,
        }
        await rows.putErasureIntent(intent)
        await execute(intent)
      }
    } else {
      for (const row of found) if (!tombstoneOf(row)) await shred(await intend(row.id, "request"), row)
    }
    // A crash before this finds nothing left to do the next time.
    await rows.dropWaiting({ callId, recordingId })
    return true
  }

  return {
    eraseRecording: (id, reason) =>
      exclusive(async () => {
        const row = await rowOf(id)
        const before = tombstoneOf(row)
        if (before) return before
        if (row.state === "open") throw new AssentError("CONFLICT", "the recording is still being made")
        if (reason === "request") {
          const done = await eraseOnRequest(row)
          if ("tombstoneSha256" in done) return done
          throw refusal(done)
        }
        const begun = (await rows.shredIntents()).some((intent) => intent.recordingId === id)
        if (!begun && !isDue(await assess(row), deps.now())) {
          throw new AssentError("CONFLICT", "this recording is to be kept for longer")
        }
        return shred(await intend(id, reason), row)
      }),

    planRecording: async (id) => planOf(await rowOf(id)),

    eraseSubject: (lookup) =>
      exclusive(async () => {
        const pending = (await rows.erasureIntents()).filter((intent) => intent.subjectLookup === lookup)
        const finished: SubjectErased[] = []
        for (const intent of pending) finished.push(await execute(intent))
        const calls = await keys.callsOfSubject(lookup)
        if (calls.length === 0) {
          return (
            finished.at(-1) ?? { requestId: randomUUID(), calls: 0, recordings: [], retained: [], disclosure: null }
          )
        }
        const found = await recordingsOf(calls.map((call) => call.callId))
        if (calls.some(({ callId }) => deps.isLive(callId)) || found.some((row) => row.state === "open")) {
          throw new AssentError("CONFLICT", "a call of this person is still in progress: erase again when it has ended")
        }
        // Assessed one by one: numbers are shared, and what one call must be kept for says nothing about the others.
        const kept = new Set<string>()
        for (const row of found) if (await obstacle(row)) kept.add(row.callId)
        const free = calls.filter(({ callId }) => !kept.has(callId))
        const parts: (Erased | Retained)[] = []
        for (const callId of kept) {
          parts.push(
            ...(await keepPart(
              found.filter((row) => row.callId === callId),
              callId,
            )),
          )
        }
        const intent: ErasureIntent = {
          requestId: randomUUID(),
          subjectLookup: lookup,
          callIds: free.map((call) => call.callId),
          callKeyIds: [...new Set(free.map((call) => call.callKeyId))],
          requestedAt: deps.now().toISOString(),
        }
        if (free.length > 0) await rows.putErasureIntent(intent)
        const done =
          free.length > 0
            ? await execute(intent)
            : { requestId: intent.requestId, calls: 0, recordings: [], retained: [], disclosure: null }
        const { erased: gone, retained } = split(parts)
        return { ...done, recordings: [...gone, ...done.recordings], retained }
      }),

    async planSubject(lookup) {
      const calls = await keys.callsOfSubject(lookup)
      const found = await recordingsOf(calls.map((call) => call.callId))
      const plans: ErasePlan[] = []
      for (const row of found) plans.push(await planOf(row))
      return { calls: calls.length, recordings: plans }
    },

    eraseMany: (ids) =>
      exclusive(async () => {
        const found = await Promise.all(ids.map(rowOf))
        if (found.some((row) => row.state === "open")) {
          throw new AssentError("CONFLICT", "a recording is still being made: erase again when its call has ended")
        }
        const requestedAt = deps.now().toISOString()
        const free = new Map<string, ShredIntent>()
        for (const row of found) {
          if (!tombstoneOf(row) && !(await obstacle(row)))
            free.set(row.id, { recordingId: row.id, reason: "request", requestedAt })
        }
        await rows.putShredIntents([...free.values()])
        const done: (Erased | Retained)[] = []
        for (const row of found) {
          const intent = free.get(row.id)
          done.push(intent ? await shred(intent, row) : await eraseOnRequest(row))
        }
        return done
      }),

    runWaiting: () =>
      exclusive(async () => {
        let done = 0
        for (const waiting of await rows.waiting()) if (await runOne(waiting)) done += 1
        return done
      }),

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

function tombstone(row: RecordingRow, reason: string, at: Date): Tombstone {
  return { recordingId: row.id, at: at.toISOString(), reason, leaf: shreddedLeaf(row, reason, dayOf(at)) }
}

export function retainedBy(recordingId: string, { by, rule, basis, shredFrom, sentence }: Resolution): Retained {
  const until = shredFrom === null ? null : dayOf(new Date(Date.parse(shredFrom) - 1))
  return { recordingId, reason: by, rule, basis, until, sentence }
}

function refusal({ reason }: Retained): AssentError {
  return reason === "hold"
    ? new AssentError("RECORDING_ON_HOLD", "a legal hold stands on this recording: it is erased when the hold ends")
    : new AssentError("RECORDING_RETAINED", "the law asks to keep this recording: it is erased when that time is over")
}

function erased(row: RecordingRow): Erased {
  const tombstone = tombstoneOf(row)
  if (!tombstone) throw new AssentError("STORAGE_FAILED", "a recording was shredded and its row does not say so")
  return tombstone
}
