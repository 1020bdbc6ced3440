import { stored } from "./entry.ts"

const metadata = {
  category: "call_metadata",
  purpose: "carry",
  basis: "contract",
  retention: "ledger",
} as const
const decision = {
  category: "consent_evidence",
  purpose: "prove",
  basis: "accountability",
  retention: "ledger",
} as const
const content = {
  category: "call_content",
  purpose: "record",
  basis: "consent",
  retention: "tombstone",
} as const
const atCarrier = {
  category: "call_content",
  purpose: "protect",
  basis: "security",
  retention: "until_done",
} as const

const rules = {
  category: "consent_evidence",
  purpose: "prove",
  basis: "none",
  retention: "ledger",
} as const

/** assent.db: calls, consents and recordings. No column holds a number. */
export const callFields = [
  ...stored("assent.db", "call", metadata, {
    id: "pseudonymous",
    line_id: "no",
    trunk: "no",
    direction: "no",
    state: "no",
    answered_at: "pseudonymous",
    ended_at: "pseudonymous",
    answered_leaf: "pseudonymous",
    ended_leaf: "pseudonymous",
    consent: { personal: "pseudonymous", ...decision },
    outcome: "pseudonymous",
    time_to_agent_ms: "pseudonymous",
  }),
  ...stored("assent.db", "consent", decision, {
    id: "pseudonymous",
    call_id: "pseudonymous",
    party: "no",
    state: "pseudonymous",
    method: "pseudonymous",
    script: "no",
    script_sha256: "no",
    heard_bytes: "pseudonymous",
    heard_total: "no",
    at: "pseudonymous",
    leaf: "pseudonymous",
  }),
  ...stored("assent.db", "recording", content, {
    id: "pseudonymous",
    call_id: "pseudonymous",
    header: "pseudonymous",
    header_sha256: "pseudonymous",
    state: "pseudonymous",
    blob_uri: "pseudonymous",
    ciphertext_len: "pseudonymous",
    ciphertext_sha256: "pseudonymous",
    segments: "pseudonymous",
    delete_after: "pseudonymous",
    shred_at: "pseudonymous",
    started_at: "pseudonymous",
    ended_at: "pseudonymous",
    started_leaf: "pseudonymous",
    sealed_leaf: "pseudonymous",
    shredded_at: "pseudonymous",
    shred_reason: "pseudonymous",
  }),
  ...stored("assent.db", "recording_elsewhere", content, {
    recording_id: "pseudonymous",
    place: "no",
    moved_at: "pseudonymous",
    moved_leaf: "pseudonymous",
    removed: "no",
  }),
  ...stored("assent.db", "carrier_copy", atCarrier, {
    control_id: "pseudonymous",
    trunk: "no",
    call_id: "pseudonymous",
    carrier_call_id: "pseudonymous",
    node_id: "no",
    recording_id: "pseudonymous",
    url: "pseudonymous",
    expected_at: "pseudonymous",
  }),
  ...stored("assent.db", "policy_rules", rules, { sha256: "no", content: "no", first_used_at: "no" }),
  ...stored("assent.db", "carrier_look", atCarrier, { call_id: "pseudonymous", carrier_call_id: "pseudonymous" }),
]
