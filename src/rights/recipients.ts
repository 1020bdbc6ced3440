/* The register of recipients: what a consent covers, and where data may go. Pure. */
import { createHash } from "node:crypto"
import type { Recipient, RecipientRole } from "../config-recipients.ts"
import { AssentError } from "../errors.ts"
import { canonicalText } from "../ledger/jcs.ts"

/** What a party must be given by name: where the data of an export go. */
export interface Destination {
  readonly recipient: string | null
  /** ISO 3166-1 alpha-2; `null`: where the recipient is. */
  readonly country: string | null
}

/** The register as it was from a moment on. Consents name it by its hash. */
export interface RegisterVersion {
  readonly at: string
  readonly sha256: string
  readonly parties: readonly Recipient[]
}

/** What the consent of one call says of recipients. */
export interface Coverage {
  /** The register that it was given under; `null`: nobody was named. */
  readonly sha256: string | null
  readonly named: readonly Recipient[]
  /** On the register today, and not covered by the consent. */
  readonly notCovered: readonly Recipient[]
}

/** These see hashes and signatures of the ledger, and nothing of a person. */
const hashesOnly: readonly RecipientRole[] = ["witness", "timestamp"]

export function receivesPersonalData({ role }: Pick<Recipient, "role">): boolean {
  return !hashesOnly.includes(role)
}

/** base64url SHA-256 of the parties in canonical JSON (RFC 8785), ordered by id. */
export function registerHash(parties: readonly Recipient[]): string {
  const ordered = [...parties].sort((a, b) => (a.id < b.id ? -1 : 1))
  return createHash("sha256").update(canonicalText(ordered)).digest("base64url")
}

/** A new name, purpose, role or country is a new recipient: the consent was asked for the old one. */
export function notCovered(named: readonly Recipient[], current: readonly Recipient[]): readonly Recipient[] {
  const same = (a: Recipient, b: Recipient): boolean =>
    a.id === b.id && a.name === b.name && a.role === b.role && a.purpose === b.purpose && a.country === b.country
  return current.filter((party) => receivesPersonalData(party) && !named.some((old) => same(old, party)))
}

/**
 * Where an export may go: to a party on the register, in the country that it is listed with. Without a recipient data may
 * only stay in the controller's own country.
 * @returns the words for its leaf
 * @throws RECIPIENT_REFUSED
 */
export function admitted(parties: readonly Recipient[], home: string | null, to: Destination): string {
  if (to.recipient === null) {
    if (to.country === null || to.country === home) return ""
    throw refused(
      "name the recipient: data leave the controller's country only for a party on the register",
      "recipient",
    )
  }
  const party = parties.find(({ id }) => id === to.recipient)
  if (!party) throw refused("this recipient is not on the register: add it first (assent recipient add)", "recipient")
  if (party.country === null || party.transfer === null) {
    throw refused(
      "the register does not say where this recipient is: state it where the recipient is named",
      "recipient",
    )
  }
  if (to.country !== null && to.country !== party.country) {
    throw refused("this recipient is not on the register with this country", "country")
  }
  return ` to ${party.id} (${party.country}, ${party.transfer})`
}

function refused(message: string, header: "recipient" | "country"): AssentError {
  return new AssentError("RECIPIENT_REFUSED", message, { field: `/headers/x-assent-${header}` })
}
