/*
 * Erasure: what may be erased now, what has to wait and why, and what is begun. How it is destroyed, and in what order,
 * is destroy.ts.
 */
import { randomUUID } from "node:crypto"
import { AssentError } from "../errors.ts"
import type { RecordingRow } from "../recording/ports.ts"
import { createDestroyer } from "./destroy.ts"
import {
  type EraseDeps,
  type ErasePlan,
  type Eraser,
  type Retained,
  type ShredReason,
  split,
  type SubjectErased,
} from "./eraser.ts"
import type { ErasureIntent, ShredIntent, WaitingErasure } from "./ports.ts"
import { dayOf, isDue, type Resolution } from "./schedule.ts"
import { deferredLeaf, type Erased, tombstoneOf } from "./tombstone.ts"

export function createEraser<Tx>(deps: EraseDeps<Tx>): Eraser {
  const { keys, rows, recordings, assess } = deps
  const { rowOf, recordingsOf, execute, shred } = createDestroyer(deps)
  // One destruction at a time: two erasures of one recording must give one tombstone and one leaf.
  let last: Promise<unknown> = Promise.resolve()
  const exclusive = <T>(work: () => Promise<T>): Promise<T> => {
    const run = last.then(work, work)
    last = run.catch(() => undefined)
    return run
  }

  /** Makes the intents of all durable, then destroys. What an earlier failure left begun keeps its reason. */
  async function shredNow(items: readonly { recordingId: string; reason: ShredReason }[]): Promise<readonly Erased[]> {
    if (items.length === 0) return []
    const begun = new Map((await rows.shredIntents()).map((intent) => [intent.recordingId, intent]))
    const requestedAt = deps.now().toISOString()
    const intents = items.map((item): ShredIntent => begun.get(item.recordingId) ?? { ...item, requestedAt })
    const fresh = intents.filter(({ recordingId }) => !begun.has(recordingId))
    if (fresh.length > 0) await rows.putShredIntents(fresh)
    return shred(intents)
  }

  async function shredOne(row: RecordingRow, reason: ShredReason): Promise<Erased> {
    const [done] = await shredNow([{ recordingId: row.id, reason }])
    if (!done) throw new AssentError("STORAGE_FAILED", "a recording was shredded and nothing says so")
    return done
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
    if (!why) return shredOne(row, "request")
    await wait(row.callId, row.id, why)
    return why
  }

  /** Calls of a person of which something must be kept: it keeps the call's keys, and the rest goes by itself. */
  async function keepPart(found: readonly RecordingRow[]): Promise<(Erased | Retained)[]> {
    const done: (Erased | Retained)[] = []
    const free: RecordingRow[] = []
    for (const row of found) {
      const why = await obstacle(row)
      if (why) await wait(row.callId, null, why)
      const decided = why ?? tombstoneOf(row)
      if (decided) done.push(decided)
      else free.push(row)
    }
    return [...done, ...(await shredNow(free.map(({ id }) => ({ recordingId: id, reason: "request" }))))]
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
      for (const row of found) if (!tombstoneOf(row)) await shredOne(row, "request")
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
        return shredOne(row, reason)
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
        const parts = await keepPart(found.filter((row) => kept.has(row.callId)))
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
        const free: RecordingRow[] = []
        for (const row of found) if (!tombstoneOf(row) && !(await obstacle(row))) free.push(row)
        const gone = await shredNow(free.map(({ id }) => ({ recordingId: id, reason: "request" })))
        const done: (Erased | Retained)[] = []
        for (const row of found) {
          done.push(gone.find(({ recordingId }) => recordingId === row.id) ?? (await eraseOnRequest(row)))
        }
        return done
      }),

    eraseDue: (items) =>
      exclusive(async () => {
        const begun = new Set((await rows.shredIntents()).map((intent) => intent.recordingId))
        const due: { recordingId: string; reason: ShredReason }[] = []
        for (const item of items) {
          const row = await rowOf(item.recordingId)
          if (tombstoneOf(row)) continue
          const ends = row.state !== "open" && (begun.has(row.id) || isDue(await assess(row), deps.now()))
          if (!ends) throw new AssentError("CONFLICT", "a recording of this batch is not to be erased now")
          due.push(item)
        }
        await shredNow(due)
      }),

    runWaiting: () =>
      exclusive(async () => {
        let done = 0
        for (const waiting of await rows.waiting()) if (await runOne(waiting)) done += 1
        return done
      }),

    resume: () =>
      exclusive(async () => {
        const work: (() => Promise<unknown>)[] = [
          ...(await rows.erasureIntents()).map((intent) => () => execute(intent)),
          ...(await rows.shredIntents()).map((intent) => () => shred([intent])),
        ]
        const failures: unknown[] = []
        for (const finish of work) await finish().catch((error: unknown) => failures.push(error))
        return { finished: work.length - failures.length, failures }
      }),
  }
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
