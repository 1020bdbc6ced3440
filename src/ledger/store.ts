/*
 * The port behind the ledger. SQLite implements it here and PostgreSQL later, each in its own SQL. `Tx` is the
 * storage's own transaction handle: business rows are written through it, so that no caller can store a row without
 * its leaf or a leaf without its row.
 */

/** The log as committed: its size and the roots of its perfect subtrees, largest first (the frontier). */
export interface LogHead {
  readonly size: number
  readonly frontier: readonly Uint8Array[]
}

export interface LeafRow {
  readonly index: number
  /** The leaf's own `id`. Unique in the log. */
  readonly eventId: string
  /** The exact JCS bytes. */
  readonly entry: Uint8Array
  readonly hash: Uint8Array
}

/** The root of the perfect subtree of 2^level leaves that starts at leaf index * 2^level; level >= 1. */
export interface NodeRow {
  readonly level: number
  readonly index: number
  readonly hash: Uint8Array
}

export interface CheckpointRow {
  readonly size: number
  readonly root: Uint8Array
  /** The signed note, exactly as published. */
  readonly note: string
}

/** What may be done while the log is locked, inside one transaction. */
export interface LedgerTx<Tx> {
  readonly rows: Tx
  /** The head as locked: nobody else extends the log before this transaction ends. */
  head(): Promise<LogHead>
  /** The index of the leaf with this id, or `null` when it was never appended. */
  indexOf(eventId: string): Promise<number | null>
  insert(leaves: readonly LeafRow[], nodes: readonly NodeRow[], head: LogHead): Promise<void>
  /** Runs `work` under a savepoint: if it throws, only its own writes are undone and the error is passed on. */
  isolated<T>(work: () => Promise<T>): Promise<T>
}

export interface LedgerStore<Tx> {
  /** The origin this log was created for, or `null` for a store without a log. */
  origin(): Promise<string | null>
  /** Creates an empty log. Fails with LEDGER_CONFLICT if one exists. */
  create(origin: string): Promise<void>
  /** The committed head, read without a lock. Fails with LEDGER_CORRUPT if there is no log. */
  head(): Promise<LogHead>
  /**
   * Runs `work` in one transaction that holds the log's lock; durable (fsynced) when it resolves. If `work` throws,
   * nothing of it remains. Two writers never both extend the same head.
   * @throws LEDGER_UNAVAILABLE when the store cannot write (full disk, closed, I/O error).
   */
  transact<T>(work: (tx: LedgerTx<Tx>) => Promise<T>): Promise<T>
  leaf(index: number): Promise<LeafRow | null>
  /** Leaves from <= index < to, in order, in bounded memory. */
  leaves(from: number, to: number): AsyncIterable<LeafRow>
  node(level: number, index: number): Promise<Uint8Array | null>
  latestCheckpoint(): Promise<CheckpointRow | null>
  checkpointAt(size: number): Promise<CheckpointRow | null>
  /**
   * Inserts a checkpoint, durable when it resolves. The size is the primary key, which makes this the compare-and-swap
   * between two signers: fails with LEDGER_CONFLICT if a checkpoint of this size exists.
   */
  insertCheckpoint(row: CheckpointRow): Promise<void>
}
