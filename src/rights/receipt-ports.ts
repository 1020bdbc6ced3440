/* Receipt codes as stored: never a code, a number or an address, but keyed digests of them. */

export interface ReceiptRow {
  /** Of the caller's number and the code together: neither alone finds it. */
  readonly digest: string
  readonly callId: string
  /** Whose destruction ends the receipt too. */
  readonly callKeyId: string
  readonly issuedAt: string
}

/** Wrong guesses of late: from one network, at one number, or of all. */
export interface Tries {
  readonly failures: number
  /** RFC 3339, UTC: of the last. */
  readonly at: string
}

export interface ReceiptRows {
  /**
   * Durable when it resolves; the code may be said then. A call has one receipt.
   * @returns false when the digest stands for another call already: make another code
   */
  add(row: ReceiptRow): Promise<boolean>
  /** The call, or `null`. */
  find(digest: string): Promise<string | null>
  /**
   * In one durable transaction: reads the tries of these buckets, in their order, and stores what `judge` makes of them.
   * `null` changes nothing. @returns whether something was stored
   */
  tries(
    buckets: readonly string[],
    judge: (found: readonly (Tries | null)[]) => readonly Tries[] | null,
  ): Promise<boolean>
  /** Forgets tries whose last failure was before. */
  forgetTries(before: string): Promise<void>
}
