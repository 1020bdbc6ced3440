/* What is stored, counted. No person is in it. */

export type ErasedWhy = "retention" | "withdrawal" | "request"

export interface Figures {
  /** RFC 3339: when they were counted. */
  readonly at: string
  /** That are not erased. */
  readonly recordings: number
  /** Ciphertext of recordings that are not erased. */
  readonly recordingBytes: number
  /** Of all that were ever made: those without the caller's grant, or a stated basis, in an earlier leaf. Must be 0. */
  readonly withoutConsent: number
  /** Of all that were ever made: those erased, by why. */
  readonly erased: Readonly<Record<ErasedWhy, number>>
  readonly holds: number
  /** Since when the oldest erasure that was asked for is not done; `null`: none is open. */
  readonly oldestErasureAt: string | null
  /** Deliveries of webhooks that are not over. */
  readonly webhookQueue: number
  /** Webhooks that the gateway itself disabled: nothing got through, or their recipient is off the register. */
  readonly webhooksDisabled: number
}

export interface FigureRows {
  /** Reads everything, in pieces: calls go on between them. */
  count(): Promise<Figures>
}
