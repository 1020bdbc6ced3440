/* Durable intents, so that a crash at any step of a destruction resumes at the next start; holds, and rules. */
import type { Elsewhere, RecordingRow } from "../recording/ports.ts"
import type { ScopedRule } from "./schedule.ts"

export interface ShredIntent {
  readonly recordingId: string
  readonly reason: string
  readonly requestedAt: string
}

/** The erasure of a person: every call key named here dies, with everything sealed under it. */
export interface ErasureIntent {
  readonly requestId: string
  readonly subjectLookup: string | null
  readonly callIds: readonly string[]
  readonly callKeyIds: readonly string[]
  readonly requestedAt: string
}

/** A leaf that waits for the daily, shuffled batch. `leaf` is its JCS text without `ts`, which the batch rounds to the day. */
export interface OutboxLeaf {
  readonly id: string
  readonly leaf: string
  /** Calendar day (UTC) of the act. */
  readonly day: string
}

/** An erasure that was asked for and waits for what forbids it: of one recording, or of a call with its keys. */
export interface WaitingErasure {
  readonly callId: string
  /** `null`: the whole call. */
  readonly recordingId: string | null
  readonly requestedAt: string
}

/** What becomes of a row whose keys and object are gone. */
export interface Tombstone {
  readonly recordingId: string
  readonly at: string
  readonly reason: string
  readonly leaf: OutboxLeaf
}

/** What the last sweep expected of the next, so that a wrong clock or rule is noticed before it destroys. */
export interface SweepState {
  readonly sweptAt: string
  /** How many recordings may be due until the next sweep; a person may have raised it. */
  readonly forecast: number
}

export interface RetentionRows<Tx> {
  /**
   * Ids, in order, of recordings after `after` that are due at `now`: delete_after passed, or shred_at passed; not yet
   * shredded; every state, failed and recovered included. Whether one may be shredded is the resolver's to say.
   */
  due(now: string, limit: number, after?: string): Promise<readonly string[]>
  dueCount(now: string): Promise<number>
  sweepState(): Promise<SweepState | null>
  putSweepState(state: SweepState): Promise<void>
  /**
   * All in one transaction: from then on the erasure is finished by resume().
   * @throws CONFLICT when a hold stands on one of the recordings: nothing is written then
   */
  putShredIntents(intents: readonly ShredIntent[]): Promise<void>
  shredIntents(): Promise<readonly ShredIntent[]>
  /** @throws CONFLICT when a hold stands on a recording of one of the calls */
  putErasureIntent(intent: ErasureIntent): Promise<void>
  erasureIntents(): Promise<readonly ErasureIntent[]>
  /** One transaction: the rows become `shredded` (header and hashes stay as the tombstone), their leaves enter the outbox, the intents go. */
  shredded(...tombstones: readonly Tombstone[]): Promise<void>
  /** As `shredded` for each of them, and the leaf of the erasure enters the outbox, and its intent goes: one transaction. */
  erased(requestId: string, leaf: OutboxLeaf, tombstones?: readonly Tombstone[]): Promise<void>
  /** One transaction: the leaf enters the outbox and the erasure waits. An erasure that waits already gets no second leaf. */
  putWaiting(waiting: WaitingErasure, leaf: OutboxLeaf): Promise<void>
  waiting(): Promise<readonly WaitingErasure[]>
  /** Whether an erasure waits for this recording, by itself or with its call. */
  isWaiting(recordingId: string, callId: string): Promise<boolean>
  dropWaiting(waiting: Pick<WaitingErasure, "callId" | "recordingId">): Promise<void>
  outboxBefore(day: string): Promise<readonly OutboxLeaf[]>
  /** Removes outbox rows in the transaction that appends their leaves. */
  takeFromOutbox(tx: Tx, ids: readonly string[]): Promise<void>
}

export interface Hold {
  readonly id: string
  readonly recordingId: string
  readonly reason: string
  /** Who answers for it. */
  readonly owner: string
  /** Calendar day on which somebody looks at it again. */
  readonly reviewOn: string
  readonly setAt: string
}

export interface Restriction {
  readonly recordingId: string
  readonly reason: string
  readonly setAt: string
}

/** Holds and restrictions, each written in the transaction of its leaf. */
export interface HoldRows<Tx> {
  /** @throws NOT_FOUND; CONFLICT when the recording is erased or its erasure has begun */
  setHold(tx: Tx, hold: Hold): Promise<void>
  /** The row goes: its leaves stay. @throws NOT_FOUND */
  releaseHold(tx: Tx, id: string): Promise<void>
  hold(id: string): Promise<Hold | null>
  holdsOf(recordingId: string): Promise<readonly Hold[]>
  holds(limit: number, after: string | null): Promise<readonly Hold[]>
  /** Kept and unplayable from here on. @throws NOT_FOUND; CONFLICT when it is restricted, open, erased or being erased */
  restrict(tx: Tx, restriction: Restriction): Promise<void>
  /** The recording is again what it was before. @throws NOT_FOUND */
  lift(tx: Tx, recordingId: string): Promise<void>
  restrictionOf(recordingId: string): Promise<Restriction | null>
}

/** Recordings whose ciphertext another place holds. */
export interface MoveRows<Tx> {
  /**
   * In the transaction of its leaf.
   * @throws NOT_FOUND; RECORDING_ON_HOLD; CONFLICT unless it is sealed or recovered, nobody has begun to erase it, and it is here
   */
  moved(tx: Tx, recordingId: string, to: Elsewhere): Promise<void>
  /** The file here is gone. */
  removed(recordingId: string): Promise<void>
  /** Those whose file may still be here. */
  unfinished(): Promise<readonly { readonly id: string; readonly blobUri: string }[]>
}

/** Rules of retention, and what they change on existing rows. */
export interface RuleRows<Tx> {
  rules(): Promise<readonly ScopedRule[]>
  /** @param applies existing recordings follow: that they have yet to is durable with the rule */
  putRule(rule: ScopedRule, applies?: boolean): Promise<void>
  removeRule(id: string, applies?: boolean): Promise<void>
  /** Whether existing recordings have yet to follow a change. */
  isApplying(): Promise<boolean>
  /** They have followed. */
  applied(): Promise<void>
  /** Recordings that are not erased, in the order of their ids. */
  kept(after: string, limit: number): Promise<readonly RecordingRow[]>
  /** The new last day of a recording, in the transaction of its `retention.changed` leaf. */
  moveDeleteAfter(tx: Tx, recordingId: string, deleteAfter: string): Promise<void>
}
