/*
 * The key hierarchy: KEK (one per epoch, RSA-4096) -> call key CK (EC P-384, one per call) -> recording key RK
 * (32 bytes, one per recording) and sealed ledger openings. A capture node needs public halves only.
 */

/** Unwraps what was wrapped to a KEK. File, KMS and Vault implement it; the private half never leaves them. */
export interface KeyProvider {
  /**
   * RSA-OAEP-256 decryption of a JWE's encrypted key (512 bytes) under the KEK `kid`.
   * @returns The 32-byte content encryption key, which the caller zeroes after use.
   * @throws KEY_DESTROYED when that KEK's private half is gone, KEY_PROVIDER_UNREACHABLE when the service is away,
   *   KEY_REFUSED when the bytes were not wrapped to that KEK.
   */
  unwrapCek(kid: string, encryptedKey: Uint8Array): Promise<Uint8Array>
}

export interface KekRow {
  /** `kek-<epoch>` */
  readonly id: string
  readonly epoch: number
  readonly provider: "file" | "aws-kms" | "vault"
  /** Where the provider finds the private half: a path, an ARN, a key name. */
  readonly ref: string
  readonly publicPem: string
  /** base64url SHA-256 of the SPKI DER. */
  readonly fingerprint: string
  readonly state: "active" | "retiring" | "destroyed"
  /** RFC 3339, UTC, as are all times of rows. */
  readonly notBefore: string
  readonly notAfter: string
  readonly destroyedAt: string | null
}

export interface CallKeyRow {
  /** `ck_<uuid>` */
  readonly id: string
  readonly gen: number
  readonly callId: string
  /** JCS of the public JWK. */
  readonly publicJwk: string
  readonly kekId: string
  readonly wrappedJwe: string
  readonly createdAt: string
}

export interface RecordingKeyRow {
  readonly recordingId: string
  readonly callKeyId: string
  readonly gen: number
  readonly wrappedJwe: string
}

export interface OpeningRow {
  /** The `id` of the leaf whose disclosures are sealed here. */
  readonly leafId: string
  readonly callKeyId: string
  readonly gen: number
  readonly jwe: string
}

export interface SubjectCall {
  readonly callId: string
  readonly callKeyId: string
}

/**
 * keys.db. Every write is durable when it resolves. Every `shred` has, when it resolves, removed the bytes from the
 * store's live files too (secure delete, write-ahead log truncated), and is idempotent: shredding what is gone is no error.
 */
export interface KeyStore {
  putKek(row: KekRow): Promise<void>
  keks(): Promise<readonly KekRow[]>

  putCallKey(row: CallKeyRow): Promise<void>
  /** The newest generation, or `null` when the key never existed or was shredded. */
  callKey(id: string): Promise<CallKeyRow | null>
  callKeyOfCall(callId: string): Promise<CallKeyRow | null>

  putRecordingKey(row: RecordingKeyRow): Promise<void>
  recordingKey(recordingId: string): Promise<RecordingKeyRow | null>

  putOpening(row: OpeningRow): Promise<void>
  openings(callKeyId: string): Promise<readonly OpeningRow[]>

  /** The wrapped index key (HMAC key for `lookup`), or `null` before the first start. */
  indexKey(): Promise<string | null>
  putIndexKey(wrappedJwe: string): Promise<void>
  /** Groups a call under a subject. `lookup` is the keyed hash of the number, `masked` its display form. */
  linkSubject(lookup: string, masked: string, call: SubjectCall): Promise<void>
  callsOfSubject(lookup: string): Promise<readonly SubjectCall[]>
  maskedOfCall(callId: string): Promise<string | null>
  /** The subjects' lookups of these calls, for filters; a call without a number has none. */
  lookupOfCall(callId: string): Promise<string | null>

  /** All in one transaction. */
  shredRecordingKey(...recordingIds: readonly string[]): Promise<void>
  /**
   * Destroys the call keys in all generations, their recording keys, openings and subject links; and the row of the
   * subject `lookup`, unless other calls are linked to it: a call that began meanwhile, or must be kept, keeps its
   * subject, or a later erasure would not find it.
   */
  shredCallKeys(callKeyIds: readonly string[], lookup?: string | null): Promise<void>
  /** Recording keys whose recording is none of `known`: orphans of a crash before the first leaf. */
  orphanRecordingKeys(known: (recordingId: string) => Promise<boolean>): Promise<readonly string[]>
}
