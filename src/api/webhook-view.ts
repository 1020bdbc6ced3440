import { z } from "zod"
import { eventTypes } from "../webhooks/events.ts"
import {
  type AttemptRow,
  deliveryStates,
  type DeliveryRow,
  disabledReasons,
  type EndpointRow,
} from "../webhooks/ports.ts"
import { signatureKinds, verifierOf } from "../webhooks/signing.ts"
import { example, idOutput, shown, slug } from "./ids.ts"

const at = "2026-11-23T16:30:00.000Z"

/** What an endpoint can be told: each with what it means to whoever subscribes. */
export const eventFilter = z
  .array(z.enum([...eventTypes, "*"]))
  .min(1)
  .max(50)
  .meta({
    description: "Event types, or `*` for all, also those that come with later versions",
    example: ["recording.stored"],
  })

export const lineFilter = z
  .array(slug)
  .min(1)
  .max(100)
  .nullable()
  .meta({ description: "Only what is of these lines; null: everything, also what is of no line", example: ["main"] })

export const signature = z
  .enum(signatureKinds)
  .describe(
    "v1a: Ed25519, verified with the public key; v1: HMAC-SHA-256 with a shared secret, for receivers that know no other",
  )

const endpointExample = {
  id: example("whk"),
  url: "https://example.com/assent",
  events: ["recording.stored"],
  lines: null,
  recipient: "archive",
  enabled: true,
  disabled_reason: null,
  disabled_at: null,
  failing_since: null,
  signature: "v1a" as const,
  keys: [{ public_key: "whpk_z0yKfDQBVGsLqGTKCz6Zq0hF2pSSAJYhBBp9n1nDpZ8=", created_at: at, until: null }],
  created_at: at,
}
const members = {
  id: idOutput("whk"),
  url: z.string(),
  events: z.array(z.string()),
  lines: z.array(z.string()).nullable(),
  recipient: z.string().describe("Who receives it, by the register of recipients"),
  enabled: z.boolean(),
  disabled_reason: z
    .enum(disabledReasons)
    .nullable()
    .describe(
      "operator: by hand; gone: it answered 410; failing: nothing got through for three days; recipient: off the register. What it is not told waits until it is enabled",
    ),
  disabled_at: z.string().nullable(),
  failing_since: z.string().nullable().describe("Since when no delivery got through; null: the last one did"),
  signature,
  keys: z
    .array(
      z.strictObject({
        public_key: z.string().nullable().describe("whpk_ and the raw key in base64; null with v1"),
        created_at: z.string(),
        until: z.string().nullable().describe("When it stops signing, after a rotation"),
      }),
    )
    .describe("Newest first. Every one of them signs"),
  created_at: z.string(),
}
export const endpointView = z.strictObject(members).meta({ id: "Webhook", examples: [endpointExample] })
export const newEndpointView = z
  .strictObject({
    ...members,
    secret: z.string().nullable().describe("With v1: whsec_ and the shared secret. Shown this once"),
  })
  .meta({ id: "NewWebhook", examples: [{ ...endpointExample, secret: null }] })

export function viewOfEndpoint(row: EndpointRow): z.infer<typeof endpointView> {
  return {
    id: shown("whk", row.id),
    url: row.url,
    events: [...row.events],
    lines: row.lines && [...row.lines],
    recipient: row.recipient,
    enabled: row.disabledAt === null,
    disabled_reason: row.disabledReason,
    disabled_at: row.disabledAt,
    failing_since: row.failingSince,
    signature: row.keys[0]?.kind ?? "v1a",
    keys: row.keys.map((key) => ({
      public_key: key.kind === "v1a" ? verifierOf(key) : null,
      created_at: key.createdAt,
      until: key.until,
    })),
    created_at: row.createdAt,
  }
}

/** With the secret of its newest key. */
export function viewOfNewEndpoint(row: EndpointRow): z.infer<typeof newEndpointView> {
  const [key] = row.keys
  return { ...viewOfEndpoint(row), secret: key?.kind === "v1" ? verifierOf(key) : null }
}

const deliveryExample = {
  id: example("dlv"),
  event_id: example("evt"),
  type: "recording.stored",
  state: "delivered" as const,
  tries: 1,
  due_at: null,
  created_at: at,
  ended_at: at,
}
const deliveryMembers = {
  id: idOutput("dlv"),
  event_id: idOutput("evt").describe(
    "The webhook-id header: the same at every attempt, so that a receiver knows it again",
  ),
  type: z.string(),
  state: z
    .enum(deliveryStates)
    .describe(
      "waiting: an earlier one of the same call goes first; pending: due, or to be tried again; failed: ten attempts in three days are used up",
    ),
  tries: z.int(),
  due_at: z.string().nullable().describe("When it is tried next"),
  created_at: z.string(),
  ended_at: z.string().nullable(),
}
export const deliveryView = z.strictObject(deliveryMembers).meta({ id: "WebhookDelivery", examples: [deliveryExample] })
export const deliveryDetail = z
  .strictObject({
    ...deliveryMembers,
    body: z.string().describe("Exactly what is signed and sent"),
    attempts: z
      .array(z.strictObject({ at: z.string(), ms: z.int(), status: z.int().nullable(), result: z.string() }))
      .describe("Oldest first; status null: no answer came"),
  })
  .meta({
    id: "WebhookDeliveryDetail",
    examples: [
      {
        ...deliveryExample,
        body: `{"type":"recording.stored","timestamp":"${at}","data":{"recording_id":"${example("rec")}"}}`,
        attempts: [{ at, ms: 120, status: 204, result: "delivered" }],
      },
    ],
  })

export function viewOfDelivery(row: DeliveryRow): z.infer<typeof deliveryView> {
  return {
    id: shown("dlv", row.id),
    event_id: shown("evt", row.eventId),
    type: row.type,
    state: row.state,
    tries: row.tries,
    due_at: row.state === "pending" ? row.dueAt : null,
    created_at: row.createdAt,
    ended_at: row.endedAt,
  }
}

export function detailOf(row: DeliveryRow, attempts: readonly AttemptRow[]): z.infer<typeof deliveryDetail> {
  return { ...viewOfDelivery(row), body: row.body, attempts: attempts.map((attempt) => ({ ...attempt })) }
}
