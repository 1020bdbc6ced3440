import { stored } from "./entry.ts"

const proof = {
  category: "ledger_proof",
  purpose: "prove",
  basis: "none",
  retention: "ledger",
} as const
const leaves = {
  category: "consent_evidence",
  purpose: "prove",
  basis: "accountability",
  retention: "ledger",
} as const
const sealed = {
  category: "caller_identity",
  purpose: "prove",
  basis: "accountability",
  retention: "call_key",
} as const
const accessor = { category: "access_log", purpose: "trace", basis: "security" } as const

/** assent.db: the ledger, and what its leaves hold as sealed disclosures. */
export const ledgerFields = [
  ...stored("assent.db", "ledger_log", proof, { origin: "no", size: "no", frontier: "no" }),
  ...stored("assent.db", "ledger_leaf", leaves, {
    idx: "no",
    event_id: "pseudonymous",
    entry: "pseudonymous",
    hash: "pseudonymous",
  }),
  ...stored("assent.db", "ledger_node", proof, { level: "no", i: "no", hash: "no" }),
  ...stored("assent.db", "ledger_checkpoint", proof, { size: "no", root: "no", note: "no" }),
  ...stored("assent.db", "ledger_cosignature", proof, { size: "no", witness: "no", line: "no" }),
  ...stored("assent.db", "ledger_timestamp", proof, { size: "no", tsr: "no" }),
  ...stored("assent.db", "leaf_about", leaves, { subject: "pseudonymous", idx: "pseudonymous" }),
  ...stored("assent.db", "leaf_about_size", proof, { size: "no" }),

  ...stored(
    "assent.db",
    "access_entry",
    { ...accessor, retention: "audit" },
    {
      id: "pseudonymous",
      at: "pseudonymous",
      type: "no",
      actor: "pseudonymous",
      address: "yes",
      call_id: "pseudonymous",
      recording_id: "pseudonymous",
      bulk: "pseudonymous",
    },
  ),

  ...stored("openings", "disclosures", sealed, {
    number: "yes",
    called: "no",
    carrier_call_id: "pseudonymous",
    trunk: "no",
    digit: { personal: "yes", category: "consent_evidence" },
    offset_ms: { personal: "yes", category: "consent_evidence" },
    actor: { personal: "pseudonymous", ...accessor },
    reason: { personal: "yes", ...accessor },
    range: { personal: "pseudonymous", ...accessor },
  }),
]
