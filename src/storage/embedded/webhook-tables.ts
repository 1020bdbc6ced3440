import { z } from "zod"
import type { DeliveryRow, DisabledReason, EndpointRow, HappenedEvent } from "../../webhooks/ports.ts"
import { signatureKinds } from "../../webhooks/signing.ts"
import { instant } from "./columns.ts"

export interface WebhookTables {
  webhook_endpoint: EndpointTable
  webhook_event: EventTable
  webhook_delivery: DeliveryTable
  webhook_attempt: {
    delivery_id: string
    n: number
    at: string
    ms: number
    status: number | null
    result: string
  }
  webhook_cursor: { id: number; leaf: number; published: string }
  webhook_lease: { id: number; holder: string; until: string }
}

/** `events`, `lines` and `keys` are JSON. */
export interface EndpointTable {
  id: string
  url: string
  events: string
  lines: string | null
  recipient: string
  keys: string
  created_at: string
  since_leaf: number
  failing_since: string | null
  disabled_at: string | null
  disabled_reason: DisabledReason | null
  revision: number
}

/** `about` is JSON. */
export type EventTable = {
  id: string
  at: string
  type: string
  about: string
  only_for: string | null
}

export interface DeliveryTable {
  seq: number
  id: string
  endpoint_id: string
  event_id: string
  type: string
  order_key: string
  body: string
  state: DeliveryRow["state"]
  tries: number
  due_at: string
  created_at: string
  ended_at: string | null
}

const texts = z.array(z.string())
const signingKeys = z.array(
  z.strictObject({
    kind: z.enum(signatureKinds),
    secret: z.string(),
    createdAt: z.string(),
    until: z.string().nullable(),
  }),
)
const about = z
  .strictObject({
    call: z.string(),
    line: z.string(),
    recording: z.string(),
    request: z.string(),
    party: z.string(),
    greeting: z.string(),
    version: z.number(),
    size: z.number(),
    endpoint: z.string(),
    place: z.string(),
  })
  .partial()

export function endpointTable(row: EndpointRow): EndpointTable {
  return {
    id: row.id,
    url: row.url,
    events: JSON.stringify(row.events),
    lines: row.lines === null ? null : JSON.stringify(row.lines),
    recipient: row.recipient,
    keys: JSON.stringify(row.keys),
    created_at: instant(row.createdAt, "createdAt"),
    since_leaf: row.sinceLeaf,
    failing_since: row.failingSince,
    disabled_at: row.disabledAt,
    disabled_reason: row.disabledReason,
    revision: row.revision,
  }
}

export function endpointRow(row: EndpointTable): EndpointRow {
  return {
    id: row.id,
    url: row.url,
    events: texts.parse(JSON.parse(row.events)),
    lines: row.lines === null ? null : texts.parse(JSON.parse(row.lines)),
    recipient: row.recipient,
    keys: signingKeys.parse(JSON.parse(row.keys)),
    createdAt: row.created_at,
    sinceLeaf: row.since_leaf,
    failingSince: row.failing_since,
    disabledAt: row.disabled_at,
    disabledReason: row.disabled_reason,
    revision: row.revision,
  }
}

export function eventTable({ id, at, type, about: named, only }: HappenedEvent): EventTable {
  return { id, at: instant(at, "at"), type, about: JSON.stringify(named), only_for: only ?? null }
}

export function happenedEvent({ id, at, type, about: named, only_for: only }: EventTable): HappenedEvent {
  const members = Object.entries(about.parse(JSON.parse(named))).filter(([, value]) => value !== undefined)
  return { id, at, type, about: Object.fromEntries(members), ...(only === null ? {} : { only }) }
}

export function deliveryRow(row: DeliveryTable): DeliveryRow {
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    eventId: row.event_id,
    type: row.type,
    order: row.order_key,
    body: row.body,
    state: row.state,
    tries: row.tries,
    dueAt: row.due_at,
    createdAt: row.created_at,
    endedAt: row.ended_at,
  }
}
