import { stored } from "./entry.ts"

const held = {
  category: "directory",
  purpose: "carry",
  basis: "contract",
  retention: "record",
} as const
const noted = { ...held, category: "annotations" } as const
const proof = { ...held, category: "identity_proofs", purpose: "rights", basis: "rights" } as const

/** What is held about people beside calls. What it says is sealed: `openings` lists it field by field. */
export const recordFields = [
  ...stored("assent.db", "person_record", held, {
    id: "pseudonymous",
    kind: "no",
    about: "pseudonymous",
    slug: "pseudonymous",
    version: "pseudonymous",
    key_id: "pseudonymous",
    leaf: "pseudonymous",
    set_at: "pseudonymous",
    asked: "pseudonymous",
  }),
  ...stored("assent.db", "person_number", held, { lookup: "pseudonymous", record_id: "pseudonymous" }),
  ...stored("assent.db", "person_content", proof, {
    record_id: "pseudonymous",
    content: "yes",
  }),
  ...stored(
    "assent.db",
    "person_dead",
    { ...held, category: "retention_control", purpose: "rights", basis: "rights", retention: "until_done" },
    { version: "pseudonymous", key_id: "pseudonymous" },
  ),
  ...stored("assent.db", "call_agent", held, { call_id: "pseudonymous", slug: "pseudonymous" }),
  ...stored("openings", "records", held, {
    name: "yes",
    numbers: "yes",
    lines: "pseudonymous",
    text: { personal: "yes", ...noted },
    tags: { personal: "yes", ...noted },
    media_type: { personal: "no", ...proof },
    key: { personal: "pseudonymous", ...proof },
  }),
]
