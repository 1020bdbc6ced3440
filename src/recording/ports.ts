/* What recording needs from storage: rows beside its leaves, and a place for ciphertext. */

export type RecordingState = "open" | "sealed" | "recovered" | "restricted" | "failed" | "lost" | "shredded"

export interface RecordingRow {
  readonly id: string
  readonly callId: string
  /** The exact JCS header bytes. */
  readonly header: Uint8Array
  readonly headerSha256: string
  readonly state: RecordingState
  readonly blobUri: string
  readonly ciphertextLen: number | null
  readonly ciphertextSha256: string | null
  readonly segments: number | null
  /** Calendar day (UTC) after which the recording is shredded. */
  readonly deleteAfter: string
  /** RFC 3339: shred at this moment already (withdrawal, erasure), before deleteAfter. `null` when only deleteAfter counts. */
  readonly shredAt: string | null
  readonly startedAt: string
  readonly endedAt: string | null
  readonly startedLeaf: number
  readonly sealedLeaf: number | null
  readonly shreddedAt: string | null
  readonly shredReason: string | null
  /** Who holds the ciphertext in our place; absent while it is here. */
  readonly elsewhere?: Elsewhere
}

export interface Elsewhere {
  /** A party on the register of recipients. */
  readonly place: string
  readonly movedAt: string
  /** Of `recording.moved`. */
  readonly leaf: number
}

export interface SealedFacts {
  readonly ciphertextLen: number
  readonly ciphertextSha256: string
  readonly segments: number
  readonly deleteAfter: string
  readonly endedAt: string
  readonly sealedLeaf: number
}

/** Rows of `recording`, written in the transaction `tx` of the leaf they belong to. */
export interface RecordingRows<Tx> {
  opened(
    tx: Tx,
    row: Omit<
      RecordingRow,
      | "state"
      | "ciphertextLen"
      | "ciphertextSha256"
      | "segments"
      | "endedAt"
      | "sealedLeaf"
      | "shreddedAt"
      | "shredReason"
      | "shredAt"
      | "elsewhere"
    >,
  ): Promise<void>
  sealed(tx: Tx, id: string, state: "sealed" | "recovered", facts: SealedFacts): Promise<void>
  failed(tx: Tx, id: string, state: "failed" | "lost", endedAt: string): Promise<void>
  /** `restricted`: kept, unplayable, to be shredded at `shredAt`. */
  restricted(tx: Tx, id: string, shredAt: string): Promise<void>
  get(id: string): Promise<RecordingRow | null>
  ofCall(callId: string): Promise<readonly RecordingRow[]>
  /** Rows in state `open`: at start-up these are what a killed process left. */
  open(): Promise<readonly RecordingRow[]>
}

/**
 * Ciphertext files. Paths are made from ids only. Nothing here ever sees plaintext.
 * A `BlobWriter` appends in order, one write at a time.
 */
export interface BlobStore {
  /** Where `create` will put this recording. The row names it before the file exists, so it is a function of the id alone. */
  uri(recordingId: string): string
  /** Creates the file exclusively (0600) and makes its directory entry durable. @throws STORAGE_FAILED */
  create(recordingId: string): Promise<BlobWriter>
  /** Size in bytes, or `null` when there is no such blob. */
  size(uri: string): Promise<number | null>
  read(uri: string, offset: number, length: number): Promise<Uint8Array>
  /** Cuts a torn tail off, durable when it resolves. */
  truncate(uri: string, size: number): Promise<void>
  /** Unlinks all of them, and makes that durable. Idempotent. */
  remove(...uris: readonly string[]): Promise<void>
  list(): AsyncIterable<string>
  /** Moves a blob nobody's row refers to out of the way, where nothing serves it. */
  quarantine(uri: string): Promise<void>
}

export interface BlobWriter {
  readonly uri: string
  /** Appends. Resolves when the kernel has the bytes. */
  write(bytes: Uint8Array): Promise<void>
  /** fdatasync. */
  sync(): Promise<void>
  close(): Promise<void>
}
