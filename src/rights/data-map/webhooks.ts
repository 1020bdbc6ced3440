import { stored } from "./entry.ts"

const settings = { category: "operator_settings", purpose: "operate", basis: "none", retention: "until_ended" } as const
const told = { category: "call_metadata", purpose: "carry", basis: "contract", retention: "delivered" } as const

/** assent.db: who is told what happens, and what they were told. Bodies hold types, times and ids alone. */
export const webhookFields = [
  ...stored("assent.db", "webhook_endpoint", settings, {
    id: "no",
    url: "no",
    events: "no",
    lines: "no",
    recipient: "no",
    keys: { personal: "no", category: "key_material", purpose: "protect" },
    created_at: "no",
    since_leaf: "no",
    failing_since: "no",
    disabled_at: "no",
    disabled_reason: "no",
    revision: "no",
  }),
  ...stored(
    "assent.db",
    "webhook_event",
    { ...told, retention: "until_done" },
    {
      id: "no",
      at: "pseudonymous",
      type: "no",
      about: "pseudonymous",
      only_for: "no",
    },
  ),
  ...stored("assent.db", "webhook_delivery", told, {
    seq: "no",
    id: "no",
    endpoint_id: "no",
    event_id: "pseudonymous",
    type: "no",
    order_key: "pseudonymous",
    body: "pseudonymous",
    state: "no",
    tries: "no",
    due_at: "no",
    created_at: "pseudonymous",
    ended_at: "no",
  }),
  ...stored("assent.db", "webhook_attempt", told, {
    delivery_id: "no",
    n: "no",
    at: "no",
    ms: "no",
    status: "no",
    result: "no",
  }),
  ...stored(
    "assent.db",
    "webhook_cursor",
    { ...settings, category: "technical" },
    { id: "no", leaf: "no", published: "no" },
  ),
  ...stored(
    "assent.db",
    "webhook_lease",
    { ...settings, category: "technical" },
    { id: "no", holder: "no", until: "no" },
  ),
]
