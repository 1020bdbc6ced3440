/*
 * What may exist at a carrier: every recording that a carrier was told to make stands here, durably, from before the
 * command until it was seen to be gone. No number, no name, no audio; the address is the carrier's, and of no use without
 * the account's token.
 */
export interface CarrierCopy {
  /** Our own id of the command. */
  readonly controlId: string
  readonly trunk: string
  readonly callId: string
  readonly carrierCallId: string
  readonly nodeId: string
  readonly recordingId: string
  /** Where the carrier said it would be, or `null` while it said nothing. */
  readonly url: string | null
  /** RFC 3339. */
  readonly expectedAt: string
}

export interface CarrierCopies {
  /** Durable when it resolves: only then may the carrier be told to record. */
  expect(copy: CarrierCopy): Promise<void>
  /** Where the carrier says it is. Of a copy that is not listed: nothing happens. */
  located(controlId: string, url: string): Promise<void>
  /** It was seen to be gone, or cannot exist any more. Idempotent. */
  gone(controlId: string): Promise<void>
  /** Those of one trunk, the oldest first. */
  list(trunk: string): Promise<readonly CarrierCopy[]>
}
