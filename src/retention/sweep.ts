/* The sweep: finds what is due and sends it the way of every erasure. */
import { hasCode } from "../errors.ts"
import type { RecordingRows } from "../recording/ports.ts"
import type { Assess } from "./assess.ts"
import type { Eraser, ShredReason } from "./eraser.ts"
import type { RetentionRows } from "./ports.ts"
import { isDue } from "./schedule.ts"

export const MAX_CLOCK_LEAD_MS = 3_600_000
const FORECAST_MS = 7 * 86_400_000
/** A batch is abnormal above this many and above twice what was forecast. */
const ALWAYS = 1000

export interface SweepDeps<Tx> {
  readonly eraser: Pick<Eraser, "eraseDue" | "eraseRecording" | "resume" | "runWaiting">
  readonly rows: Pick<RetentionRows<Tx>, "due" | "dueCount" | "sweepState" | "putSweepState">
  readonly recordings: Pick<RecordingRows<Tx>, "get">
  readonly assess: Assess
  readonly now: () => Date
  /** How far the wall clock has run ahead of the monotonic one, in ms (see clockWatch). */
  readonly clockLead: () => number
  readonly batch?: number
}

export interface SweepResult {
  /**
   * Nothing was touched, and a person is asked. `clock_jumped`: by more than an hour, so that what looks due may not be.
   * `batch_abnormal`: far more is due than the last sweep expected.
   */
  readonly refused: "clock_jumped" | "batch_abnormal" | null
  readonly shredded: number
  /** Due, and left for the next sweep: still being made, or the store failed. */
  readonly left: readonly { readonly recordingId: string; readonly error: unknown }[]
  /** Past their day and kept: a hold, a restriction or the law. */
  readonly kept: number
  /** Of what is past its day, those without a readable policy: the default applied. Somebody should look. */
  readonly policyLess: readonly string[]
}

const untouched = { shredded: 0, left: [], kept: 0, policyLess: [] } as const

/** Shreds all that is due, in batches; first finishes what an earlier failure left half done. */
export async function sweep<Tx>(deps: SweepDeps<Tx>): Promise<SweepResult> {
  if (Math.abs(deps.clockLead()) > MAX_CLOCK_LEAD_MS) return { refused: "clock_jumped", ...untouched }
  const { eraser, rows, batch = 100 } = deps
  await eraser.resume()
  const state = await rows.sweepState()
  const limit = Math.max(ALWAYS, 2 * (state?.forecast ?? 0))
  if ((await rows.dueCount(deps.now().toISOString())) > limit) return { refused: "batch_abnormal", ...untouched }
  await eraser.runWaiting()
  const left: { recordingId: string; error: unknown }[] = []
  const policyLess: string[] = []
  let shredded = 0
  let kept = 0
  for (let after = ""; ;) {
    // By id, so that what is left or kept is passed by and hides nothing behind it.
    const due = await rows.due(deps.now().toISOString(), batch, after)
    const ended: { recordingId: string; reason: ShredReason }[] = []
    for (const id of due) {
      after = id
      try {
        const row = await deps.recordings.get(id)
        if (!row) continue
        const resolution = await deps.assess(row)
        if (resolution.policyLess) policyLess.push(id)
        if (isDue(resolution, deps.now())) {
          ended.push({ recordingId: id, reason: row.state === "restricted" ? "withdrawal" : "retention" })
        } else kept += 1
      } catch (error) {
        if (!canWait(error)) throw error
        left.push({ recordingId: id, error })
      }
    }
    const failed = await shredAll(eraser, ended)
    shredded += ended.length - failed.length
    left.push(...failed)
    if (due.length < batch) break
  }
  const now = deps.now()
  const horizon = new Date(now.getTime() + FORECAST_MS).toISOString()
  await rows.putSweepState({ sweptAt: now.toISOString(), forecast: await rows.dueCount(horizon) })
  return { refused: null, shredded, left, kept, policyLess }
}

/** @returns what has to wait for the next sweep */
async function shredAll(
  eraser: SweepDeps<unknown>["eraser"],
  ended: readonly { readonly recordingId: string; readonly reason: ShredReason }[],
): Promise<{ recordingId: string; error: unknown }[]> {
  try {
    await eraser.eraseDue(ended)
    return []
  } catch (error) {
    if (!canWait(error)) throw error
  }
  // One that cannot be erased now must not keep the others.
  const left: { recordingId: string; error: unknown }[] = []
  for (const { recordingId, reason } of ended) {
    try {
      await eraser.eraseRecording(recordingId, reason)
    } catch (error) {
      if (!canWait(error)) throw error
      left.push({ recordingId, error })
    }
  }
  return left
}

/** A bug is not a recording that has to wait. */
function canWait(error: unknown): boolean {
  return hasCode(error, "CONFLICT", "NOT_FOUND", "STORAGE_FAILED", "LEDGER_UNAVAILABLE")
}

/** Somebody looked at an abnormal batch and says that it is right. */
export async function confirmBatch<Tx>(
  rows: Pick<RetentionRows<Tx>, "dueCount" | "putSweepState">,
  now: Date,
): Promise<number> {
  const due = await rows.dueCount(now.toISOString())
  await rows.putSweepState({ sweptAt: now.toISOString(), forecast: due })
  return due
}

/** How many recordings should be gone and are not: 0 after every sweep that could work. */
export async function retentionOverdue<Tx>(
  deps: Pick<SweepDeps<Tx>, "rows" | "recordings" | "assess">,
  now: Date,
): Promise<number> {
  let overdue = 0
  for (let after = ""; ;) {
    const due = await deps.rows.due(now.toISOString(), 200, after)
    for (const id of due) {
      after = id
      const row = await deps.recordings.get(id)
      if (row && isDue(await deps.assess(row), now)) overdue += 1
    }
    if (due.length < 200) return overdue
  }
}

/**
 * Compares the two clocks since it was made. The monotonic one cannot be set, so a lead means that somebody set the wall
 * clock (or the machine slept). It cannot see a clock that was wrong already when the process started.
 */
export function clockWatch(wall: () => number, monotonic: () => number): { lead: () => number; accept: () => void } {
  let offset = wall() - monotonic()
  return {
    lead: () => wall() - monotonic() - offset,
    /** Somebody looked at the clock and says it is right. */
    accept: () => {
      offset = wall() - monotonic()
    },
  }
}
