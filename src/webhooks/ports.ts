/*
 * endpoint: where events go.   event: something that happened, named by ids alone.   delivery: one event to one endpoint.
 * attempt: one request of a delivery.   order: deliveries of one endpoint and order follow each other; of others they do not.
 */
import type { SigningKey } from "./signing.ts"

export interface EndpointRow {
  /** UUIDv7. */
  readonly id: string
  readonly url: string
  /** Types, or `*`. */
  readonly events: readonly string[]
  /** The lines it hears of; `null`: of all, and of what is of no line. */
  readonly lines: readonly string[] | null
  /** Who receives it: a party on the register of recipients. */
  readonly recipient: string
  /** Newest first. All that have not expired sign. */
  readonly keys: readonly SigningKey[]
  readonly createdAt: string
  /** The leaf of its making: earlier ones are not told. */
  readonly sinceLeaf: number
  /** Since when no attempt succeeded; `null` when the last one did. */
  readonly failingSince: string | null
  readonly disabledAt: string | null
  readonly disabledReason: DisabledReason | null
  /** Counts changes by people: of two changes of one revision, one fails. */
  readonly revision: number
}

/** operator: by hand.   gone: it answered 410.   failing: nothing got through for days.   recipient: it is off the register. */
export const disabledReasons = ["operator", "gone", "failing", "recipient"] as const
export type DisabledReason = (typeof disabledReasons)[number]

/** What happened, before it is known who hears of it. Ids are bare. */
export interface HappenedEvent {
  /** UUID: the leaf's, where a leaf says it. Becomes `webhook-id`, the same at every attempt and every endpoint. */
  readonly id: string
  readonly at: string
  readonly type: string
  readonly about: {
    readonly call?: string
    readonly line?: string
    readonly recording?: string
    readonly request?: string
    readonly party?: string
    readonly greeting?: string
    readonly version?: number
    /** Of the ledger. */
    readonly size?: number
    readonly endpoint?: string
    /** The recipient that holds the ciphertext of an erased recording: hears of it, whatever it asked for. */
    readonly place?: string
  }
  /** Of this endpoint alone. */
  readonly only?: string | undefined
}

export const deliveryStates = ["waiting", "pending", "delivered", "failed"] as const
/** waiting: behind an earlier one of its order.   failed: all attempts of the schedule are used up. */
export type DeliveryState = (typeof deliveryStates)[number]

export interface DeliveryRow {
  readonly id: string
  readonly endpointId: string
  readonly eventId: string
  readonly type: string
  readonly order: string
  /** The exact bytes that are signed and sent. */
  readonly body: string
  readonly state: DeliveryState
  /** Attempts of the present round: a replay begins at 0. */
  readonly tries: number
  readonly dueAt: string
  readonly createdAt: string
  readonly endedAt: string | null
}

export type NewDelivery = Pick<DeliveryRow, "id" | "endpointId" | "eventId" | "type" | "order" | "body" | "createdAt">

export interface AttemptRow {
  readonly at: string
  readonly ms: number
  /** `null` where no answer came. */
  readonly status: number | null
  readonly result: string
}

export interface Attempted {
  readonly deliveryId: string
  readonly attempt: AttemptRow
  readonly state: "delivered" | "failed" | "pending"
  /** When it is tried again, if it is. */
  readonly dueAt: string
}

export interface Page {
  readonly limit: number
  readonly after: string | null
}

/** How far the ledger has been told. */
export interface Cursor {
  /** The next leaf to look at. */
  readonly leaf: number
  /** Greetings published up to here have been told. */
  readonly published: string
}

export interface WebhookRows<Tx> {
  addEndpoint(tx: Tx, endpoint: EndpointRow): Promise<void>
  /** Writes `endpoint` with the next revision. @throws CONFLICT when its revision is no longer the stored one */
  changeEndpoint(tx: Tx, endpoint: EndpointRow): Promise<void>
  /** With its deliveries. @throws NOT_FOUND */
  removeEndpoint(tx: Tx, id: string): Promise<void>
  endpoint(id: string): Promise<EndpointRow | null>
  /** Newest first. */
  endpoints(page: Page): Promise<readonly EndpointRow[]>
  /** Of what waits for its time, up to `limit` is due now: the endpoint is enabled again, or answers again. @returns how many */
  hasten(endpointId: string, now: string, limit: number): Promise<number>

  /** In the transaction of what happened, for what no leaf tells in time. */
  happened(tx: Tx, event: HappenedEvent): Promise<void>
  happenedYet(limit: number): Promise<readonly HappenedEvent[]>
  cursor(): Promise<Cursor>
  /**
   * One transaction: the deliveries wait, the cursor moves, the events told are dropped. An event that an endpoint has
   * already is not queued twice. @throws CONFLICT when the cursor is no longer at `from`
   */
  queue(told: {
    readonly from: Cursor
    readonly to: Cursor
    readonly events: readonly string[]
    readonly deliveries: readonly NewDelivery[]
  }): Promise<void>

  /** Those of an endpoint whose turn and time it is, the longest due first. */
  due(endpointId: string, now: string, limit: number): Promise<readonly DeliveryRow[]>
  /**
   * One transaction: the attempt stands beside the delivery, and the next of its order has its turn if this one is over.
   * @returns since when nothing had got through, when this did
   */
  attempted(result: Attempted): Promise<string | null>

  delivery(id: string): Promise<DeliveryRow | null>
  /** Newest first. */
  deliveries(
    endpointId: string,
    filter: { readonly state?: DeliveryState | undefined; readonly type?: string | undefined },
    page: Page,
  ): Promise<readonly DeliveryRow[]>
  /** Oldest first. */
  attempts(deliveryId: string): Promise<readonly AttemptRow[]>
  /** It is due again, from the schedule's beginning. @throws CONFLICT for one that is still under way */
  replay(deliveryId: string, now: string): Promise<void>
  /** As `replay`, of up to `limit` that were made in the period and ended in `state` before `now`. @returns how many */
  replayAll(
    endpointId: string,
    which: { readonly state: "delivered" | "failed"; readonly since: string; readonly until: string },
    now: string,
    limit: number,
  ): Promise<number>
  /** Deliveries that ended before, with their attempts. */
  purge(before: string): Promise<number>

  /** One holder at a time, until it lets the lease run out. @returns whether `holder` has it */
  lease(holder: string, now: string, until: string): Promise<boolean>
}
