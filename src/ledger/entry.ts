/*
 * The leaves of the ledger. A leaf is JCS JSON (RFC 8785), UTF-8, at most 16 KiB, and holds no personal data in clear:
 * personal fields are SD-JWT disclosures (RFC 9901) whose digests stand in `_sd` and whose openings are sealed to the
 * call's key. References between leaves are leaf indexes, so the tree itself proves their order.
 */
import { z } from "zod"

/** `consent.*` states that end the question; every answered call has exactly one per party that must consent. */
export const terminalConsentTypes = [
  "consent.granted",
  "consent.refused",
  "consent.no_answer",
  "consent.failed",
  "consent.not_asked",
  "consent.not_required",
] as const

export const MAX_LEAF_BYTES = 16 * 1024

const index = z.int().nonnegative()
const count = z.int().nonnegative()
/** RFC 9562 in lower case: two spellings of one id would be two things to whoever searches the log for it. */
const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
const b64uHash = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
const text = z.string().min(1).max(500)
const date = z.iso.date()

/** Members of every leaf. `id` is unique in the ledger, which makes a retried append idempotent. */
const base = {
  v: z.literal(1),
  id: uuid,
  ts: z.iso.datetime({ precision: 3 }),
  _sd: z.array(b64uHash).max(32).optional(),
  _sd_alg: z.literal("sha-256").optional(),
}

function leaf<T extends string, S extends z.ZodRawShape>(type: T, shape: S) {
  return z.strictObject(inOrder({ ...base, type: z.literal(type), ...shape }))
}

/** Zod gives members in the order of the shape. In canonical order (RFC 8785) a leaf is written without sorting it again. */
function inOrder<S extends z.ZodRawShape>(shape: S): S
function inOrder(shape: z.ZodRawShape): z.ZodRawShape {
  return Object.fromEntries(Object.entries(shape).sort(([a], [b]) => (a < b ? -1 : 1)))
}

export const party = z.enum(["caller", "agent"])
export type Party = z.infer<typeof party>

export const consentMethod = z.enum(["dtmf", "speech", "agent", "prior", "none"])
export type ConsentMethod = z.infer<typeof consentMethod>

/** How much of the notice was proven to be heard, in bytes of the exact audio, and by what. */
const heard = z.strictObject(inOrder({ bytes: count, total: count, by: z.enum(["mark", "carrier_order"]) }))

/** How a line may ask its callers. */
export const askModes = ["opt_in", "opt_out", "notice_only", "legal_obligation", "agent_asks"] as const
export type AskMode = (typeof askModes)[number]

/** ISO 3166-1 alpha-2, or a subdivision by ISO 3166-2. */
export const jurisdictionCode = z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, "such as DE or US-CA")

/**
 * How it was decided in which mode the caller is asked: the inputs, and the outcome. Where the numbers point is as near
 * as it comes to a place; absent: nowhere.
 */
const policy = z.strictObject(
  inOrder({
    /** The day (UTC) that the rules were asked for. */
    at: date,
    caller: jurisdictionCode.optional(),
    called: jurisdictionCode.optional(),
    /** Where the line is, as it declares. */
    declared: jurisdictionCode.optional(),
    decided_by: jurisdictionCode.optional(),
    /** The line's mode, and the one used. */
    line: z.enum(askModes),
    mode: z.enum(askModes),
    /** Hash of the rules. */
    rules: b64uHash,
  }),
)
export type PolicyFacts = z.infer<typeof policy>

const consentMembers = {
  call: uuid,
  party,
  answered: index,
  method: consentMethod,
  /** Of the caller's consent alone. */
  policy: policy.optional(),
  purpose: z.array(text).max(16),
  /** The register of recipients it was given under, by its hash. Absent: nobody else was named. */
  recipients: b64uHash.optional(),
  script: text,
  script_sha256: b64uHash,
  heard,
}

/** Frames of the recorded leg. received = before_consent + written + paused + after_withdrawal, unless a recording failed. */
export const frameCounters = z.strictObject(
  inOrder({
    received: count,
    before_consent: count,
    written: count,
    paused: count,
    after_withdrawal: count,
    gaps: count,
  }),
)
export type FrameCounters = z.infer<typeof frameCounters>

export const requestKinds = ["access", "erasure", "restriction", "withdrawal", "rectification", "disclosure"] as const
const requestKind = z.enum(requestKinds)
export const requestStates = ["received", "verified", "assessed", "executed", "refused", "notified"] as const
const requestState = z.enum(requestStates)

const recordObject = z.enum(["contact", "agent", "note", "tags", "document"])
const recordState = z.enum(["set", "rectified", "deleted"])

const fileFacts = {
  rec: uuid,
  ciphertext_sha256: b64uHash,
  ciphertext_len: count,
  segments: count,
  delete_after: date,
}

export const leafSchema = z.discriminatedUnion("type", [
  leaf("ledger.opened", { origin: text, key: text, previous: text.optional() }),
  leaf("ledger.key", { origin: text, key: text }),
  leaf("kek.created", { kek: text, fingerprint: b64uHash }),
  leaf("kek.destroyed", { kek: text, fingerprint: b64uHash }),
  /** `by`: the id of the principal who changed it; absent where the gateway itself did, or found it changed. */
  leaf("config.changed", { before: b64uHash, after: b64uHash, document_version: count, by: text.optional() }),

  leaf("call.answered", { call: uuid, line: text }),
  leaf("consent.granted", { ...consentMembers, attempts: count }),
  leaf("consent.refused", consentMembers),
  leaf("consent.no_answer", consentMembers),
  leaf("consent.failed", { ...consentMembers, reason: text }),
  leaf("consent.not_asked", { ...consentMembers, reason: text }),
  leaf("consent.not_required", { ...consentMembers, mode: text, basis: text }),
  leaf("consent.withdrawn", { ...consentMembers, consent: index }),

  leaf("recording.started", {
    call: uuid,
    rec: uuid,
    consent: index,
    header_sha256: b64uHash,
    key_commitment: b64uHash,
    call_key_thumbprint: b64uHash,
    kek_fingerprint: b64uHash,
  }),
  leaf("recording.paused", { rec: uuid, media_ms: count, reason: text.optional() }),
  leaf("recording.resumed", { rec: uuid, media_ms: count }),
  /** Ended for good while the call goes on: nothing more is kept. `by`: the id of the principal who did it. */
  leaf("recording.stopped", { rec: uuid, media_ms: count, by: text }),
  leaf("recording.sealed", fileFacts),
  leaf("recording.recovered", fileFacts),
  leaf("recording.resealed", { ...fileFacts, replaces_sha256: b64uHash }),
  leaf("recording.failed", { rec: uuid, reason: text }),
  leaf("recording.blocked", { call: uuid, reason: text }),
  leaf("recording.lost", { rec: uuid, reason: text }),
  /** Another place on the register of recipients holds the ciphertext, and the file here is removed. */
  leaf("recording.moved", { rec: uuid, ciphertext_sha256: b64uHash, place: text, by: text }),
  leaf("recording.shredded", { rec: uuid, reason: text, ciphertext_sha256: b64uHash.optional() }),

  leaf("call.ended", {
    call: uuid,
    answered: index,
    outcome: text,
    /** Absent only when the process that counted was killed (`outcome` is then `interrupted`). */
    frames: frameCounters.optional(),
    time_to_agent_ms: count.optional(),
  }),
  /** The carrier kept a recording in clear: its own, against what it was asked to do, or one that a killed process left. */
  leaf("carrier.recording_found", { call: uuid, trunk: text, recordings: count, removed: z.boolean() }),

  leaf("party.joined", { call: uuid, party: text }),
  leaf("party.left", { call: uuid, party: text }),
  leaf("party.held", { call: uuid, party: text }),

  leaf("retention.changed", { rec: uuid, reason: text, until: date }),
  leaf("hold.set", { rec: uuid, reason: text, until: date.optional() }),
  leaf("hold.released", { rec: uuid, reason: text }),
  leaf("restriction.set", { rec: uuid, reason: text, until: text.optional() }),
  leaf("restriction.lifted", { rec: uuid, reason: text }),
  leaf("access.played", { rec: uuid, ranges: z.array(z.string().max(64)).max(64) }),
  leaf("access.exported", { rec: uuid.optional(), call: uuid.optional(), scope: text.optional() }),
  leaf("access.unmasked", { call: uuid }),
  leaf("access.denied", { rec: uuid.optional(), call: uuid.optional(), reason: text }),
  leaf("key.used", { rec: uuid, purpose: text }),
  leaf("erasure.requested", { request: uuid }),
  leaf("erasure.deferred", { request: uuid, rec: uuid.optional(), reason: text, until: date.optional() }),
  leaf("erasure.executed", { request: uuid }),

  /** What people ask of their data. Who they are stands in no leaf. `manifest`: of what an authority was handed. */
  leaf("request.changed", { request: uuid, kind: requestKind, state: requestState, manifest: b64uHash.optional() }),
  leaf("request.extended", { request: uuid, until: date }),
  leaf("request.denied", { request: uuid, act: text, reason: text }),

  /** What is held about people beside calls, by a random id: each wording in `_sd`, so that an old one is a digest. */
  leaf("record.changed", {
    object: recordObject,
    subject: uuid,
    state: recordState,
    by: text,
    request: uuid.optional(),
  }),

  /** Who may do what in the gateway itself, by ids alone: `subject` is what was changed, `by` whoever changed it. */
  leaf("people.changed", { subject: text, change: text, by: text }),
  leaf("people.denied", { principal: text, permission: text, call: uuid.optional(), rec: uuid.optional() }),
])

export type Leaf = z.infer<typeof leafSchema>
export type LeafType = Leaf["type"]
export type LeafOf<T extends LeafType> = Extract<Leaf, { type: T }>
