/*
 * Calls whose carrier has still to be asked whether it made a copy by itself. A call stands here from the commit that
 * says it was answered, so one that ends just before the gateway dies, or while it is down, is looked after at the next
 * start. Rows are few: each goes with its look.
 */
export interface CarrierLook {
  readonly callId: string
  /** The carrier's id of it. Sealed in the ledger, so kept here no longer than it is needed. */
  readonly carrierCallId: string
  /** RFC 3339. */
  readonly answeredAt: string
  /** This process, or one before it, ended without ending the call: it may go on at the carrier. */
  readonly mayGoOn: boolean
}

export interface CarrierLooks<Tx> {
  /** Calls of one trunk that are over here, the oldest first. */
  due(trunk: string, limit: number): Promise<readonly CarrierLook[]>
  /** In the transaction of the leaf that says what was found. Of a call that does not stand here: nothing happens. */
  found(tx: Tx, callId: string): Promise<void>
  /** There is nothing at the carrier. Durable when it resolves. Idempotent. */
  nothing(callId: string): Promise<void>
}
