import { stored } from "./entry.ts"

const material = {
  category: "key_material",
  purpose: "protect",
  basis: "security",
  retention: "call_key",
} as const
const epoch = { ...material, basis: "none", retention: "epoch" } as const
const identity = {
  category: "caller_identity",
  purpose: "rights",
  basis: "rights",
  retention: "subject",
} as const

/** keys.db. Nothing in it opens anything without the key encryption key, which is never stored beside it. */
export const keyFields = [
  ...stored("keys.db", "kek", epoch, {
    id: "no",
    epoch: "no",
    provider: "no",
    ref: "no",
    public_pem: "no",
    fingerprint: "no",
    state: "no",
    not_before: "no",
    not_after: "no",
    destroyed_at: "no",
  }),
  ...stored("keys.db", "call_key", material, {
    id: "pseudonymous",
    gen: "no",
    call_id: "pseudonymous",
    public_jwk: "pseudonymous",
    kek_id: "no",
    wrapped_jwe: "pseudonymous",
    created_at: "pseudonymous",
  }),
  ...stored(
    "keys.db",
    "recording_key",
    { ...material, retention: "recording" },
    { recording_id: "pseudonymous", call_key_id: "pseudonymous", gen: "no", wrapped_jwe: "pseudonymous" },
  ),
  // What the JWE holds is listed field by field under `openings`.
  ...stored("keys.db", "ledger_opening", material, {
    leaf_id: "pseudonymous",
    call_key_id: "pseudonymous",
    gen: "no",
    jwe: { personal: "yes", category: "caller_identity", purpose: "prove", basis: "accountability" },
  }),
  ...stored("keys.db", "subject", identity, {
    id: "pseudonymous",
    lookup: "pseudonymous",
    masked: "yes",
    created_at: "pseudonymous",
  }),
  ...stored("keys.db", "subject_call", identity, {
    subject_id: "pseudonymous",
    call_id: "pseudonymous",
    call_key_id: "pseudonymous",
  }),
  ...stored("keys.db", "receipt", identity, {
    digest: "pseudonymous",
    call_id: "pseudonymous",
    call_key_id: "pseudonymous",
    issued_at: "pseudonymous",
  }),
  ...stored(
    "keys.db",
    "receipt_try",
    { category: "caller_identity", purpose: "protect", basis: "security", retention: "tries" },
    { bucket: "pseudonymous", failures: "pseudonymous", at: "pseudonymous" },
  ),
  ...stored(
    "keys.db",
    "index_key",
    { ...material, basis: "none", retention: "installation" },
    { id: "no", wrapped_jwe: "no" },
  ),
  ...stored("keys.db", "call_key_lost", { ...material, retention: "epoch" }, { call_key_id: "pseudonymous" }),
]
