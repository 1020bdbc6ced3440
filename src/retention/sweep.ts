/* The sweep: finds what is due and sends it the way of every erasure. */
import { hasCode } from "../errors.ts"
import type { RecordingRows } from "../recording/ports.ts"
import type { Eraser } from "./erase.ts"
import type { RetentionRows } from "./ports.ts"

export const MAX_CLOCK_LEAD_MS = 3_600_000

export interface SweepDeps<Tx> {
  readonly eraser: Pick<Eraser, "eraseRecording" | "resume">
  readonly rows: Pick<RetentionRows<Tx>, "due">
  readonly recordings: Pick<RecordingRows<Tx>, "get">
  readonly now: () => Date
  /** How far the wall clock has run ahead of the monotonic one, in ms (see clockWatch). */
  readonly clockLead: () => number
  readonly batch?: number
}

export interface SweepResult {
  /** The clock jumped ahead by more than an hour: nothing was touched, since what looks due may not be. */
  readonly refused: "clock_jumped" | null
  readonly shredded: number
  /** Due, and left for the next sweep: still being made, or the store failed. */
  readonly left: readonly { readonly recordingId: string; readonly error: unknown }[]
}

/** Shreds all that is due, in batches; first finishes what an earlier failure left half done. */
export async function sweep<Tx>(deps: SweepDeps<Tx>): Promise<SweepResult> {
  if (Math.abs(deps.clockLead()) > MAX_CLOCK_LEAD_MS) return { refused: "clock_jumped", shredded: 0, left: [] }
  const { eraser, rows, batch = 100 } = deps
  await eraser.resume()
  const left: { recordingId: string; error: unknown }[] = []
  let shredded = 0
  for (;;) {
    // What is left stays due: ask for that many more, or it would hide the rest for ever.
    const due = await rows.due(deps.now().toISOString(), batch + left.length)
    const fresh = due.filter((id) => !left.some((entry) => entry.recordingId === id))
    if (fresh.length === 0) return { refused: null, shredded, left }
    for (const id of fresh) {
      try {
        const state = (await deps.recordings.get(id))?.state
        await eraser.eraseRecording(id, state === "restricted" ? "withdrawal" : "retention")
        shredded += 1
      } catch (error) {
        // A bug is not a recording that has to wait.
        if (!hasCode(error, "CONFLICT", "NOT_FOUND", "STORAGE_FAILED", "LEDGER_UNAVAILABLE")) throw error
        left.push({ recordingId: id, error })
      }
    }
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
