/*
 * The consent record of one call: ISO/IEC TS 27560:2023 as the W3C DPV community group maps it
 * (w3c.github.io/dpv/guides/consent-27560), and the voice evidence beside it. A refusal has a record too.
 *
 * `evidence` repeats the call's leaves and nothing else, so that a verifier makes it again and compares. All else is
 * what the operator states of itself.
 */
import { createHash } from "node:crypto"
import type { CallFacts, ConsentFacts } from "../ledger/call-facts.ts"

export interface NamedRecipient {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly purpose: string
  /** ISO 3166-1; `null`: not stated. */
  readonly country: string | null
  readonly transfer: string | null
}

/** What the operator states about the line and itself. `null` is written as "not stated". */
export interface RecordStatements {
  readonly organisation: string
  readonly address: string | null
  readonly contact: string | null
  readonly jurisdiction: string | null
  readonly storageLocation: string | null
  readonly privacyNoticeUrl: string | null
  readonly supervisoryAuthority: string | null
  /** The register that the consent was given under, and who came to it since. */
  readonly recipients: {
    readonly sha256: string | null
    readonly named: readonly NamedRecipient[]
    readonly notCovered: readonly NamedRecipient[]
  }
  readonly retentionPolicy: string
  /** Two keys, as callers hear it. */
  readonly withdrawCode: string
}

/** The words that were spoken, where the operator document still has them. */
export interface SpokenWords {
  readonly language: string
  readonly notice: { readonly text: string; readonly text_sha256: string; readonly audio_sha256: string }
  readonly menu: { readonly text: string; readonly text_sha256: string; readonly audio_sha256: string }
}

export interface RecordParts {
  readonly facts: CallFacts
  readonly statements: RecordStatements
  readonly words: SpokenWords | null
  /** The keyed hash the caller's calls are grouped by; `null` when withheld or erased. */
  readonly subjectLookup: string | null
  readonly ledger: { readonly origin: string; readonly size: number; readonly root: string }
  /** Recordings that are erased and whose ledger entry comes with the day's batch. */
  readonly erasedPending: readonly string[]
  /** The caller's personal data of this call can no longer be opened by anyone. */
  readonly personalDataErased: boolean
  readonly madeAt: Date
}

/** dpv: states. Only `given` permits processing. */
const states: Readonly<Record<string, string>> = {
  granted: "given",
  withdrawn: "withdrawn",
  refused: "refused",
  no_answer: "requested",
  failed: "unknown",
  not_asked: "unknown",
  not_required: "not required",
}

const NOT_STATED = "not stated"
export const SCHEMA_VERSION = "https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr"

export type ConsentRecord = ReturnType<typeof consentRecord>

export function consentRecord({ facts, statements, words, subjectLookup, ...parts }: RecordParts) {
  const decided = facts.consents.filter(({ party }) => party === "caller")
  const first = decided[0]
  const recorded = facts.recordings.length > 0
  const deleteAfter = facts.recordings.flatMap(({ delete_after }) => delete_after ?? []).sort()
  const says = (value: string | null): string => value ?? NOT_STATED
  return {
    schema_version: SCHEMA_VERSION,
    record_id: uuidOf("record", facts.call),
    receipt_id: uuidOf("receipt", facts.call),
    made_at: parts.madeAt.toISOString(),
    pii_principal_id: principalOf(subjectLookup, facts.call),
    privacy_notice: {
      version: first?.script ?? NOT_STATED,
      script_sha256: first?.script_sha256 ?? NOT_STATED,
      url: says(statements.privacyNoticeUrl),
      ...(words ? { notice: words.notice, menu: words.menu } : { text: "no longer in the operator document" }),
    },
    language: words?.language ?? first?.script.split("/").at(-1) ?? NOT_STATED,
    purposes: (first?.purposes ?? []).map((purpose) => ({ purpose, lawful_basis: basisOf(first) })),
    pii_information: [
      { pii_type: "voice", pii_optional: true, held: recorded },
      { pii_type: "telephone number", pii_optional: true, held: subjectLookup !== null },
      { pii_type: "key pressed", pii_optional: true, held: first?.method === "dtmf" },
    ],
    pii_controllers: [statements.organisation],
    collection_method: `inbound call, ${first?.method ?? "none"}`,
    processing_method: recorded ? ["record", "store encrypted"] : ["none: not recorded"],
    storage_locations: [says(statements.storageLocation)],
    retention_period: {
      policy: statements.retentionPolicy,
      expires_at: deleteAfter.at(-1) ?? "nothing was kept",
    },
    jurisdiction: jurisdictionOf(first) ?? says(statements.jurisdiction),
    recipient_third_parties: namesOf(statements.recipients.named),
    /** The consent was asked for `parties`; it does not cover `not_covered`, who came later. */
    recipient_register: {
      sha256: says(statements.recipients.sha256),
      parties: [...statements.recipients.named],
      not_covered: [...statements.recipients.notCovered],
    },
    withdrawal_method: [
      `during the call: keys ${statements.withdrawCode}`,
      `afterwards: ask ${statements.organisation}${statements.contact === null ? "" : `, ${statements.contact}`}`,
    ],
    privacy_rights: ["access", "rectification", "erasure", "restriction", "withdrawal of consent", "complaint"],
    authority_party: says(statements.supervisoryAuthority),
    parties: [
      {
        party_id: "controller",
        party_name: statements.organisation,
        party_address: says(statements.address),
        party_contact: says(statements.contact),
        party_type: "organisation",
        party_role: "controller",
      },
    ],
    events: facts.consents.map((consent) => ({
      event_time: consent.at,
      validity_duration: "this call only",
      entity_id: consent.party,
      event_type: consent.method === "dtmf" && consent.state === "granted" ? "explicit consent" : "regular consent",
      event_state: states[consent.state] ?? "unknown",
      ledger_state: consent.state,
      ledger_index: consent.index,
    })),
    event_state: states[decided.at(-1)?.state ?? ""] ?? "unknown",
    personal_data_erased: parts.personalDataErased,
    erased_pending: [...parts.erasedPending],
    ledger: parts.ledger,
    evidence: facts,
  }
}

/** The resolved places of both sides, and the rules they were found by; what the operator states where none was kept. */
function jurisdictionOf({ policy }: Partial<ConsentFacts> = {}): string | null {
  if (!policy) return null
  const { caller, called, declared, decided_by, at, rules } = policy
  const places = [
    `caller ${caller ?? "unknown"}`,
    `called ${called ?? "unknown"}`,
    ...(declared ? [`line ${declared}`] : []),
  ]
  return `${places.join(", ")}; decided by ${decided_by ?? "the strict default"} on ${at}, rules ${rules}`
}

function namesOf(parties: readonly NamedRecipient[]): readonly string[] {
  if (parties.length === 0) return ["none stated"]
  return parties.map(({ name, country }) => (country === null ? name : `${name} (${country})`))
}

function basisOf(consent: ConsentFacts | undefined): string {
  if (consent?.state === "not_required") return consent.basis ?? NOT_STATED
  return "consent (GDPR Art. 6(1)(a))"
}

/** The same for the same call only: no two calls of one person share it, so that records cannot be joined by it. */
function principalOf(lookup: string | null, call: string): string {
  if (lookup === null) return `call:${call}`
  return createHash("sha256").update(`assent principal v1\n${lookup}\n${call}`).digest("base64url")
}

/** A UUIDv8 (RFC 9562, 5.8): the same call, the same id. */
function uuidOf(kind: string, call: string): string {
  const bytes = createHash("sha256").update(`assent ${kind} v1\n${call}`).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString("hex")
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
