/* What endpoints are told: types and ids, never a number, a name, a digit or what was said. */
import type { Leaf } from "../ledger/entry.ts"
import type { EndpointRow, HappenedEvent } from "./ports.ts"

/** Types that an endpoint can ask for. */
export const eventTypes = [
  "call.started",
  "call.ended",
  "consent.granted",
  "consent.refused",
  "consent.no_answer",
  "consent.failed",
  "consent.not_asked",
  "consent.not_required",
  "consent.withdrawn",
  "recording.started",
  "recording.blocked",
  "recording.stored",
  "recording.failed",
  "recording.erased",
  "erasure.completed",
  "request.changed",
  "greeting.published",
  "retention.overdue",
  "audit.checkpoint",
  "webhook.disabled",
] as const
export type EventType = (typeof eventTypes)[number]

/** Sent on request, to one endpoint, whatever it asked for. */
export const TEST_EVENT = "webhook.test"

/**
 * What a leaf tells, `null` for nothing. Leaves of destruction are not among them: they enter the ledger a day late and
 * shuffled, and what they tell is told in the transaction of the destruction.
 */
export function eventOfLeaf(leaf: Leaf): HappenedEvent | null {
  const tell = (type: EventType, about: HappenedEvent["about"]) => ({ id: leaf.id, at: leaf.ts, type, about })
  switch (leaf.type) {
    case "call.answered":
      return tell("call.started", { call: leaf.call, line: leaf.line })
    case "call.ended":
      return tell("call.ended", { call: leaf.call })
    case "consent.granted":
    case "consent.refused":
    case "consent.no_answer":
    case "consent.failed":
    case "consent.not_asked":
    case "consent.not_required":
    case "consent.withdrawn":
      return tell(leaf.type, { call: leaf.call, party: leaf.party })
    case "recording.started":
    case "recording.blocked":
      return tell(leaf.type, { call: leaf.call, ...("rec" in leaf ? { recording: leaf.rec } : {}) })
    case "recording.sealed":
    case "recording.recovered":
      return tell("recording.stored", { recording: leaf.rec })
    case "recording.failed":
    case "recording.lost":
      return tell("recording.failed", { recording: leaf.rec })
    case "request.changed":
      return tell("request.changed", { request: leaf.request })
    default:
      return null
  }
}

/** Deliveries with the same order follow each other: those of a call, and those of a request. */
export function orderOf({ id, about }: HappenedEvent): string {
  return about.call ?? about.request ?? about.endpoint ?? id
}

/** The whole body: thin, so that whoever reads it on the way, or in a sink's log, learns no more than ids. */
export function bodyOf({ type, at, about }: HappenedEvent): string {
  const ids = {
    call_id: prefixed("call", about.call),
    line_id: about.line,
    party: about.party,
    recording_id: prefixed("rec", about.recording),
    request_id: prefixed("dsr", about.request),
    greeting_id: about.greeting,
    version: about.version,
    tree_size: about.size,
    webhook_id: prefixed("whk", about.endpoint),
  }
  return JSON.stringify({ type, timestamp: at, data: ids })
}

export function wants({ id, events, lines, recipient }: EndpointRow, event: HappenedEvent): boolean {
  if (event.only !== undefined) return event.only === id
  // Of its own end it could only hear when that is over.
  if (event.about.endpoint === id) return false
  if (event.about.place === recipient) return true
  if (!events.includes("*") && !events.includes(event.type)) return false
  return lines === null || (event.about.line !== undefined && lines.includes(event.about.line))
}

function prefixed(prefix: string, id: string | undefined): string | undefined {
  return id === undefined ? undefined : `${prefix}_${id}`
}
