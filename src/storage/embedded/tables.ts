/* The rows of assent.db and keys.db as SQLite holds them: times as RFC 3339 text in UTC, hashes of files as base64url. */
import type { Party } from "../../ledger/entry.ts"
import type { ConsentRow } from "../../consent/ports.ts"
import type { RecordingState } from "../../recording/ports.ts"
import type { KekRow } from "../../keys/ports.ts"
import type { Job, JobItem } from "../../retention/jobs.ts"
import type { SubjectRequest } from "../../rights/ports.ts"
import type { RecordKind } from "../../rights/record-ports.ts"
import type { PeopleTables } from "./people-tables.ts"
import type { WebhookTables } from "./webhook-tables.ts"

export interface AssentTables extends PeopleTables, WebhookTables {
  ledger_log: { origin: string; size: number; frontier: Uint8Array }
  ledger_leaf: { idx: number; event_id: string; entry: Uint8Array; hash: Uint8Array }
  ledger_node: { level: number; i: number; hash: Uint8Array }
  ledger_checkpoint: { size: number; root: Uint8Array; note: string }
  ledger_cosignature: { size: number; witness: string; line: string }
  ledger_timestamp: { size: number; tsr: Uint8Array }
  leaf_about: { subject: string; idx: number }
  leaf_about_size: { size: number }
  access_entry: {
    id: string
    at: string
    type: string
    actor: string | null
    address: string | null
    call_id: string | null
    recording_id: string | null
    bulk: string | null
  }
  call: CallTable
  consent: ConsentTable
  recording: RecordingTable
  shred_intent: { recording_id: string; reason: string; requested_at: string }
  erasure_intent: ErasureIntentTable
  leaf_outbox: { id: string; leaf: string; day: string }
  retention_rule: RuleTable
  hold: { id: string; recording_id: string; reason: string; owner: string; review_on: string; set_at: string }
  recording_elsewhere: ElsewhereTable
  restriction: { recording_id: string; reason: string; set_at: string; state_before: RecordingState }
  /** `recording_id` is empty for a whole call. */
  erasure_waiting: { call_id: string; recording_id: string; requested_at: string }
  /** One row while existing recordings have yet to follow a change of rules. */
  rule_change: { id: number }
  sweep_state: { id: number; swept_at: string; forecast: number }
  subject_request: SubjectRequestTable
  subject_request_act: {
    request_id: string
    seq: number
    at: string
    actor: string
    act: string
    denied: string | null
  }
  idempotency_key: { id: string; fingerprint: string; answer: Uint8Array | null; expires_at: string }
  job: JobTable
  job_item: JobItemTable
  person_record: {
    id: string
    kind: RecordKind
    about: string | null
    slug: string | null
    version: string
    key_id: string
    leaf: number
    set_at: string
    asked: number
  }
  person_number: { lookup: string; record_id: string }
  person_content: { record_id: string; content: Uint8Array }
  person_dead: { version: string; key_id: string }
  call_agent: { call_id: string; slug: string }
  carrier_copy: {
    control_id: string
    trunk: string
    call_id: string
    carrier_call_id: string
    node_id: string
    recording_id: string
    url: string | null
    expected_at: string
  }
  carrier_look: { call_id: string; carrier_call_id: string }
  policy_rules: { sha256: string; content: string; first_used_at: string }
}

export interface CallTable {
  id: string
  line_id: string
  trunk: string
  direction: "inbound"
  state: "active" | "ended"
  answered_at: string
  ended_at: string | null
  answered_leaf: number
  ended_leaf: number | null
  consent: ConsentRow["state"] | null
  outcome: string | null
  time_to_agent_ms: number | null
}

export interface ConsentTable {
  id: string
  call_id: string
  party: Party
  state: ConsentRow["state"]
  method: string
  script: string
  script_sha256: string
  heard_bytes: number
  heard_total: number
  at: string
  leaf: number
}

/** `removed`: 1 once the file here is gone. */
export interface ElsewhereTable {
  recording_id: string
  place: string
  moved_at: string
  moved_leaf: number
  removed: number
}

export interface RecordingTable {
  id: string
  call_id: string
  header: Uint8Array
  header_sha256: string
  state: RecordingState
  blob_uri: string
  ciphertext_len: number | null
  ciphertext_sha256: string | null
  segments: number | null
  delete_after: string
  shred_at: string | null
  started_at: string
  ended_at: string | null
  started_leaf: number
  sealed_leaf: number | null
  shredded_at: string | null
  shred_reason: string | null
}

/** `call_ids` and `call_key_ids` are JSON arrays. */
export interface ErasureIntentTable {
  request_id: string
  subject_lookup: string | null
  call_ids: string
  call_key_ids: string
  requested_at: string
}

export interface RuleTable {
  id: string
  kind: string
  days: number
  basis: string
  line: string | null
  category: string | null
  purpose: string | null
  region: string | null
  valid_from: string | null
  valid_to: string | null
}

/** `details`, `items` and `call_key_ids` are JSON. */
export interface SubjectRequestTable {
  id: string
  kind: SubjectRequest["kind"]
  state: SubjectRequest["state"]
  received_at: string
  due_on: string
  extended: number
  filed_by: string
  decided_by: string | null
  language: SubjectRequest["language"]
  subject_lookup: string | null
  masked: string | null
  recording_id: string | null
  details: string
  items: string
  call_key_ids: string
  certificate: string | null
  manifest: string | null
}

export interface JobTable {
  id: string
  kind: "erasure"
  state: Job["state"]
  filed_by: string
  total: number
  created_at: string
  ended_at: string | null
}

/** `retained` is JSON. */
export interface JobItemTable {
  job_id: string
  recording_id: string
  outcome: JobItem["outcome"]
  retained: string | null
}

export interface KeyTables {
  kek: {
    id: string
    epoch: number
    provider: KekRow["provider"]
    ref: string
    public_pem: string
    fingerprint: string
    state: KekRow["state"]
    not_before: string
    not_after: string
    destroyed_at: string | null
  }
  call_key: {
    id: string
    gen: number
    call_id: string
    public_jwk: string
    kek_id: string
    wrapped_jwe: string
    created_at: string
  }
  recording_key: { recording_id: string; call_key_id: string; gen: number; wrapped_jwe: string }
  ledger_opening: { leaf_id: string; call_key_id: string; gen: number; jwe: string }
  subject: { id: string; lookup: string; masked: string; created_at: string }
  subject_call: { subject_id: string; call_id: string; call_key_id: string }
  index_key: { id: number; wrapped_jwe: string }
  call_key_lost: { call_key_id: string }
  receipt: { digest: string; call_id: string; call_key_id: string; issued_at: string }
  receipt_try: { bucket: string; failures: number; at: string }
}
