/*
 * From what happened to what is delivered. The ledger is the outbox: a leaf is durable with the business rows it was
 * written beside, and here it is read behind the call, never in its course. The cursor moves in the transaction that
 * queues the deliveries, so that a kill at any moment loses none and queues none twice.
 */
import { setImmediate as turn } from "node:timers/promises"
import { uuidv7 } from "../ids.ts"
import { parseLeaf } from "../ledger/jcs.ts"
import type { LedgerStore } from "../ledger/store.ts"
import { bodyOf, eventOfLeaf, orderOf, wants } from "./events.ts"
import type { Cursor, EndpointRow, HappenedEvent, NewDelivery, WebhookRows } from "./ports.ts"

export interface Published {
  readonly greeting: string
  readonly version: number
  readonly at: string
}

export interface RelayDeps<Tx> {
  readonly rows: WebhookRows<Tx>
  readonly ledgerStore: Pick<LedgerStore<unknown>, "head" | "leaves">
  readonly lineOfCall: (callId: string) => Promise<string | null>
  readonly callOfRecording: (recordingId: string) => Promise<string | null>
  /** Versions of greetings that are live, with when they were published. */
  readonly published: () => readonly Published[]
  readonly now: () => Date
}

/** Leaves of one transaction. Reading and writing are short steps: calls go on between them. */
const BATCH = 128

/** Queues for `endpoints` everything that happened since the last time. */
export async function relayEvents<Tx>(deps: RelayDeps<Tx>, endpoints: readonly EndpointRow[]): Promise<void> {
  const { rows, ledgerStore } = deps
  const { size } = await ledgerStore.head()
  let cursor = await rows.cursor()
  // What came before the first of them is told to nobody, and need not be read.
  const first = Math.min(size, ...endpoints.map(({ sinceLeaf }) => sinceLeaf))
  for (;;) {
    const from = cursor
    const start = Math.max(from.leaf, first)
    const until = endpoints.length === 0 ? start : Math.max(start, Math.min(start + BATCH, size))
    const waiting = await rows.happenedYet(BATCH)
    if (until === start && waiting.length === 0) return
    const told = await read(deps, start, until, from)
    const events = [...told.events, ...waiting.map((event) => ({ event, leaf: null }))]
    const deliveries = await deliveriesOf(deps, endpoints, events)
    cursor = { leaf: until, published: told.published }
    await rows.queue({ from, to: cursor, events: waiting.map(({ id }) => id), deliveries })
    await turn()
  }
}

/** What is so for as long as it is so, and happened at no one moment: told once for each id, which must be made of what is said. */
export async function relayFacts<Tx>(
  deps: RelayDeps<Tx>,
  endpoints: readonly EndpointRow[],
  facts: readonly HappenedEvent[],
): Promise<void> {
  const deliveries = await deliveriesOf(
    deps,
    endpoints,
    facts.map((event) => ({ event, leaf: null })),
  )
  if (deliveries.length === 0) return
  const cursor = await deps.rows.cursor()
  await deps.rows.queue({ from: cursor, to: cursor, events: [], deliveries })
}

interface Told {
  readonly event: HappenedEvent
  /** `null` for what no leaf tells. */
  readonly leaf: number | null
}

async function read<Tx>(
  { ledgerStore, published }: RelayDeps<Tx>,
  from: number,
  until: number,
  { published: before }: Cursor,
): Promise<{ readonly events: readonly Told[]; readonly published: string }> {
  const events: Told[] = []
  let publishedAt = before
  for await (const row of ledgerStore.leaves(from, until)) {
    const leaf = parseLeaf(row.entry)
    const event = eventOfLeaf(leaf)
    if (event) events.push({ event, leaf: row.index })
    if (leaf.type !== "config.changed") continue
    for (const one of published().filter(({ at }) => at > publishedAt)) {
      events.push({ event: publishedEvent(one), leaf: null })
    }
    publishedAt = latest(published(), publishedAt)
  }
  return { events, published: publishedAt }
}

async function deliveriesOf<Tx>(
  deps: RelayDeps<Tx>,
  endpoints: readonly EndpointRow[],
  events: readonly Told[],
): Promise<readonly NewDelivery[]> {
  const createdAt = deps.now().toISOString()
  const deliveries: NewDelivery[] = []
  for (const { event, leaf } of events) {
    const whole = await completed(deps, event)
    for (const endpoint of endpoints) {
      if (isBefore(endpoint, whole, leaf) || !wants(endpoint, whole)) continue
      const { id: eventId, type } = whole
      const order = orderOf(whole)
      deliveries.push({ id: uuidv7(), endpointId: endpoint.id, eventId, type, order, body: bodyOf(whole), createdAt })
    }
  }
  return deliveries
}

/** Whether it happened before the endpoint was made. */
function isBefore({ sinceLeaf, createdAt }: EndpointRow, { at }: HappenedEvent, leaf: number | null): boolean {
  return leaf === null ? at < createdAt : leaf < sinceLeaf
}

/** With the call of its recording, and the line of its call. */
async function completed<Tx>(deps: RelayDeps<Tx>, event: HappenedEvent): Promise<HappenedEvent> {
  const { recording, call = recording && (await deps.callOfRecording(recording)), line } = event.about
  if (!call) return event
  const known = line ?? (await deps.lineOfCall(call))
  return { ...event, about: { ...event.about, call, ...(known === null ? {} : { line: known }) } }
}

/** With an id of its own: one change may publish several. */
function publishedEvent({ greeting, version, at }: Published): HappenedEvent {
  return { id: uuidv7(), at, type: "greeting.published", about: { greeting, version } }
}

function latest(published: readonly Published[], before: string): string {
  return published.reduce((last, { at }) => (at > last ? at : last), before)
}
