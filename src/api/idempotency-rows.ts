/* The port under Idempotency-Key. Everything in a row is hashed or sealed: see idempotency-seal.ts. */

export interface StoredAnswer {
  /** Of the request that the key was first used for, under a key that only its sender can make. */
  readonly fingerprint: string
  /** `null` while the request runs, and for good when the gateway stopped meanwhile. */
  readonly answer: Uint8Array | null
}

export interface IdempotencyRows {
  /**
   * Takes `id` for one request, durable when it resolves. What has expired by `now` counts as absent.
   * @returns `null` to exactly one of several at once; what stands there to all others
   */
  claim(row: {
    readonly id: string
    readonly fingerprint: string
    /** RFC 3339, UTC; so is `expiresAt`. */
    readonly now: string
    readonly expiresAt: string
  }): Promise<StoredAnswer | null>
  finish(id: string, answer: Uint8Array): Promise<void>
  /** For a request that changed nothing: the key is free again. */
  release(id: string): Promise<void>
  /** Removes what has expired. @returns how many */
  purge(now: string): Promise<number>
}
