/* Durable intents, so that a crash at any step of a destruction resumes at the next start. */

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

export interface RetentionRows<Tx> {
  /** Recordings due at `now`: delete_after passed, or shred_at passed; not yet shredded; every state, failed and recovered included. */
  due(now: string, limit: number): Promise<readonly string[]>
  putShredIntent(intent: ShredIntent): Promise<void>
  shredIntents(): Promise<readonly ShredIntent[]>
  putErasureIntent(intent: ErasureIntent): Promise<void>
  erasureIntents(): Promise<readonly ErasureIntent[]>
  /** One transaction: the row becomes `shredded` (its header and hashes stay as the tombstone), its leaf enters the outbox, the intent goes. */
  shredded(recordingId: string, at: string, reason: string, leaf: OutboxLeaf): Promise<void>
  /** One transaction: the leaf enters the outbox, the intent goes. */
  erased(requestId: string, leaf: OutboxLeaf): Promise<void>
  outboxBefore(day: string): Promise<readonly OutboxLeaf[]>
  /** Removes outbox rows in the transaction that appends their leaves. */
  takeFromOutbox(tx: Tx, ids: readonly string[]): Promise<void>
}
