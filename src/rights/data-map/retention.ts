import { stored } from "./entry.ts"

const control = {
  category: "retention_control",
  purpose: "rights",
  basis: "rights",
  retention: "until_done",
} as const
const rule = { ...control, basis: "none", retention: "until_ended" } as const
const job = { ...control, retention: "month" } as const
const stands = { ...control, retention: "until_ended" } as const

/** assent.db: what ends recordings, and what keeps them from being ended. */
export const retentionFields = [
  ...stored("assent.db", "shred_intent", control, {
    recording_id: "pseudonymous",
    reason: "no",
    requested_at: "pseudonymous",
  }),
  ...stored("assent.db", "erasure_intent", control, {
    request_id: "pseudonymous",
    subject_lookup: "pseudonymous",
    call_ids: "pseudonymous",
    call_key_ids: "pseudonymous",
    requested_at: "pseudonymous",
  }),
  ...stored("assent.db", "leaf_outbox", control, { id: "no", leaf: "pseudonymous", day: "no" }),
  ...stored("assent.db", "erasure_waiting", control, {
    call_id: "pseudonymous",
    recording_id: "pseudonymous",
    requested_at: "pseudonymous",
  }),
  ...stored("assent.db", "rule_change", rule, { id: "no" }),
  ...stored("assent.db", "sweep_state", rule, { id: "no", swept_at: "no", forecast: "no" }),
  ...stored("assent.db", "retention_rule", rule, {
    id: "no",
    kind: "no",
    days: "no",
    basis: "no",
    line: "no",
    category: "no",
    purpose: "no",
    region: "no",
    valid_from: "no",
    valid_to: "no",
  }),
  ...stored("assent.db", "job", job, {
    id: "no",
    kind: "no",
    state: "no",
    filed_by: "pseudonymous",
    total: "no",
    created_at: "no",
    ended_at: "no",
  }),
  ...stored("assent.db", "job_item", job, {
    job_id: "no",
    recording_id: "pseudonymous",
    outcome: "pseudonymous",
    retained: "pseudonymous",
  }),
  ...stored("assent.db", "hold", stands, {
    id: "no",
    recording_id: "pseudonymous",
    reason: "yes",
    owner: "yes",
    review_on: "no",
    set_at: "pseudonymous",
  }),
  ...stored("assent.db", "restriction", stands, {
    recording_id: "pseudonymous",
    reason: "yes",
    set_at: "pseudonymous",
    state_before: "no",
  }),
]
