import { stored } from "./entry.ts"

const request = {
  category: "subject_requests",
  purpose: "rights",
  basis: "rights",
  retention: "request",
} as const

/** assent.db: requests of people about their data. */
export const requestFields = [
  ...stored("assent.db", "subject_request", request, {
    id: "pseudonymous",
    kind: "pseudonymous",
    state: "pseudonymous",
    received_at: "pseudonymous",
    due_on: "pseudonymous",
    extended: "no",
    filed_by: "pseudonymous",
    decided_by: "pseudonymous",
    language: "pseudonymous",
    subject_lookup: "pseudonymous",
    masked: "yes",
    recording_id: "pseudonymous",
    details: "yes",
    items: "pseudonymous",
    call_key_ids: "pseudonymous",
    certificate: "yes",
    manifest: "pseudonymous",
  }),
  ...stored("assent.db", "subject_request_act", request, {
    request_id: "pseudonymous",
    seq: "no",
    at: "pseudonymous",
    actor: "pseudonymous",
    act: "pseudonymous",
    denied: "no",
  }),
]
