/* Legal holds and restrictions of processing (Art. 18 GDPR). Row and leaf are one commit. */
import { AssentError } from "../errors.ts"
import { uuidv7 } from "../ids.ts"
import type { Leaf } from "../ledger/entry.ts"
import type { Eraser } from "./eraser.ts"
import type { Hold, HoldRows, Restriction } from "./ports.ts"

export interface HoldDeps<Tx> {
  readonly rows: HoldRows<Tx>
  readonly ledger: { append(leaves: readonly Leaf[], rows?: (tx: Tx) => Promise<void>): Promise<unknown> }
  readonly eraser: Pick<Eraser, "runWaiting">
  readonly now: () => Date
}

export interface Holds {
  /** Nothing erases the recording while the hold stands. @throws NOT_FOUND; CONFLICT when its erasure has begun; INPUT_INVALID */
  set(hold: Pick<Hold, "recordingId" | "reason" | "owner" | "reviewOn">): Promise<Hold>
  /** Ends a hold, and runs the erasure that waited for it. @returns how many erasures ran @throws NOT_FOUND */
  release(id: string): Promise<number>
  get(id: string): Promise<Hold | null>
  ofRecording(recordingId: string): Promise<readonly Hold[]>
  list(limit: number, after: string | null): Promise<readonly Hold[]>
  /** Kept and unplayable until lifted. @throws NOT_FOUND; CONFLICT when restricted, open, or being erased */
  restrict(recordingId: string, reason: string): Promise<Restriction>
  /** @throws NOT_FOUND */
  lift(recordingId: string): Promise<void>
}

export function createHolds<Tx>({ rows, ledger, eraser, now }: HoldDeps<Tx>): Holds {
  const base = (at: Date) => ({ v: 1 as const, id: uuidv7(at.getTime()), ts: at.toISOString() })
  return {
    async set({ recordingId, reason, owner, reviewOn }) {
      const at = now()
      if (reviewOn <= at.toISOString().slice(0, 10)) {
        throw new AssentError("INPUT_INVALID", "a hold is reviewed on a day to come: holds without end are forgotten", {
          field: "review_on",
        })
      }
      const hold: Hold = { id: uuidv7(at.getTime()), recordingId, reason, owner, reviewOn, setAt: at.toISOString() }
      // What a person wrote may name people, and leaves are for ever: the words stay in the row.
      await ledger.append([{ ...base(at), type: "hold.set", rec: recordingId, reason: "legal_hold" }], (tx) =>
        rows.setHold(tx, hold),
      )
      return hold
    },

    async release(id) {
      const hold = await rows.hold(id)
      if (!hold) throw new AssentError("NOT_FOUND", "there is no such hold")
      await ledger.append(
        [{ ...base(now()), type: "hold.released", rec: hold.recordingId, reason: "released" }],
        (tx) => rows.releaseHold(tx, id),
      )
      return eraser.runWaiting()
    },

    get: (id) => rows.hold(id),
    ofRecording: (id) => rows.holdsOf(id),
    list: (limit, after) => rows.holds(limit, after),

    async restrict(recordingId, reason) {
      const at = now()
      const restriction = { recordingId, reason, setAt: at.toISOString() }
      await ledger.append([{ ...base(at), type: "restriction.set", rec: recordingId, reason: "art18" }], (tx) =>
        rows.restrict(tx, restriction),
      )
      return restriction
    },

    async lift(recordingId) {
      await ledger.append([{ ...base(now()), type: "restriction.lifted", rec: recordingId, reason: "lifted" }], (tx) =>
        rows.lift(tx, recordingId),
      )
    },
  }
}
