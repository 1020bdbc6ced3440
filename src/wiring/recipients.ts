/* The register of recipients: those that the configuration names, and those that were added by hand. */
import type { ConfigRecipient, Recipient } from "../config-recipients.ts"
import { transferProblem } from "../config-recipients.ts"
import type { Config } from "../config.ts"
import { AssentError } from "../errors.ts"
import type { LedgeredStore } from "../greetings/change-log.ts"
import type { LedgerStore } from "../ledger/store.ts"
import { parseLeaf } from "../ledger/jcs.ts"
import { admitted, notCovered, receivesPersonalData, registerHash } from "../rights/recipients.ts"
import type { Coverage, Destination, RegisterVersion } from "../rights/recipients.ts"

export interface Recipients {
  list(): readonly (Recipient & { readonly source: "configuration" | "document" })[]
  /** Newest first. */
  versions(): readonly RegisterVersion[]
  /** With its `config.changed` leaf. @throws CONFLICT, INPUT_INVALID, LEDGER_UNAVAILABLE */
  add(party: Recipient, actor: string): Promise<void>
  /** @throws NOT_FOUND; CONFLICT when the configuration names it */
  remove(id: string, actor: string): Promise<void>
  coverage(sha256: string | null): Coverage
  /** What the consent leaf at this index covers. */
  ofLeaf(index: number): Promise<Coverage>
  /** Whoever must be told of an erasure (Art. 19 GDPR). */
  names(): readonly string[]
  /** @returns the words for the leaf of an export @throws RECIPIENT_REFUSED */
  admit(to: Destination): string
}

export async function openRecipients(parts: {
  readonly edits: LedgeredStore
  readonly ledgerStore: Pick<LedgerStore<unknown>, "leaf">
  readonly config: Config
}): Promise<Recipients> {
  const { edits, ledgerStore, config } = parts
  const home = config.organisation.controller?.country ?? null
  const configured = partiesOfConfig(config)
  const stored = () => edits.current().recipients ?? { parties: [], versions: [] }
  const all = () => [...configured, ...stored().parties]

  /** Changes the parties and keeps the register as it is from now on: consents refer to it. */
  async function change(next: (parties: readonly Recipient[]) => readonly Recipient[], actor?: string): Promise<void> {
    await edits.update(
      (draft) => {
        const before = draft.recipients ?? { parties: [], versions: [] }
        const parties = [...next(before.parties)]
        const register = [...configured, ...parties]
        const version = { at: new Date().toISOString(), sha256: registerHash(register), parties: register }
        draft.recipients = { parties, versions: [...before.versions, version] }
      },
      undefined,
      actor,
    )
  }

  // The configuration may name others than at the last start. No call is taken before this is durable.
  const last = stored().versions.at(-1)?.sha256 ?? registerHash([])
  if (last !== registerHash(all())) await change((parties) => parties)

  const coverage = (sha256: string | null): Coverage => {
    const named = stored().versions.find((version) => version.sha256 === sha256)?.parties ?? []
    return { sha256, named, notCovered: notCovered(named, all()) }
  }

  return {
    list: () => [
      ...configured.map((party) => ({ ...party, source: "configuration" as const })),
      ...stored().parties.map((party) => ({ ...party, source: "document" as const })),
    ],
    versions: () => stored().versions.toReversed(),
    async add(party, actor) {
      const problem =
        party.country === null || party.transfer === null
          ? "say where the recipient is, and by what mechanism data may go there"
          : transferProblem(home, party.country, party.transfer)
      if (problem !== null) throw new AssentError("INPUT_INVALID", problem, { field: "/body/transfer" })
      await change((parties) => {
        if ([...configured, ...parties].some(({ id }) => id === party.id)) {
          throw new AssentError("CONFLICT", "there is a recipient with this id already", { field: "/body/id" })
        }
        return [...parties, party]
      }, actor)
    },
    async remove(id, actor) {
      if (configured.some((party) => party.id === id)) {
        throw new AssentError(
          "CONFLICT",
          "the configuration names this recipient: it ends with what it stands for there",
        )
      }
      await change((parties) => {
        if (!parties.some((party) => party.id === id)) throw new AssentError("NOT_FOUND", "there is no such recipient")
        return parties.filter((party) => party.id !== id)
      }, actor)
    },
    coverage,
    async ofLeaf(index) {
      const row = await ledgerStore.leaf(index)
      const leaf = row ? parseLeaf(row.entry) : null
      return coverage(leaf && "heard" in leaf ? (leaf.recipients ?? null) : null)
    },
    names: () => [
      ...new Set(
        all()
          .filter(receivesPersonalData)
          .map(({ name }) => name),
      ),
    ],
    admit: (to) => admitted(all(), home, to),
  }
}

type Kind = Pick<Recipient, "id" | "name" | "role" | "purpose">

/** Everybody to whom this configuration sends something. */
export function partiesOfConfig({ trunks, ledger, controller, messaging }: Config): readonly Recipient[] {
  const authority = ledger.timestamp_authority
  return [
    ...trunks.flatMap((trunk) =>
      trunk.kind === "test-phone"
        ? []
        : [
            placed(
              {
                id: `trunk-${trunk.name}`,
                name: carriers[trunk.kind],
                role: "carrier",
                purpose: "Brings the calls and connects them: numbers, and the sound of the call while it lasts",
              },
              trunk.recipient,
            ),
          ],
    ),
    ...(messaging
      ? [
          placed(
            {
              id: "messaging",
              name: new URL(messaging.url).host,
              role: "other",
              purpose: "Sends receipt codes by text: the number of a caller who asked for a code, and the code",
            },
            messaging.recipient,
          ),
        ]
      : []),
    ...ledger.witnesses.map(({ vkey, recipient }) =>
      placed(
        {
          id: `witness-${slug(vkey.split("+")[0] ?? "")}`,
          name: vkey.split("+")[0] ?? "",
          role: "witness",
          purpose: "Cosigns checkpoints of the ledger: hashes alone",
        },
        recipient,
      ),
    ),
    ...(authority
      ? [
          placed(
            {
              id: "timestamp-authority",
              name: new URL(authority.url).host,
              role: "timestamp",
              purpose: "Timestamps checkpoints of the ledger: hashes alone",
            },
            authority.recipient,
          ),
        ]
      : []),
    ...controller.recipients.map((name) =>
      placed({ id: `named-${slug(name)}`, name, role: "other", purpose: "Receives recordings" }, undefined),
    ),
  ]
}

const carriers = {
  twilio: "Twilio",
  "signalwire-cxml": "SignalWire",
  "signalwire-relay": "SignalWire",
  telnyx: "Telnyx",
} as const

function placed(kind: Kind, said: ConfigRecipient | undefined): Recipient {
  return {
    ...kind,
    name: said?.name ?? kind.name,
    purpose: said?.purpose ?? kind.purpose,
    country: said?.country ?? null,
    transfer: said?.transfer ?? null,
  }
}

function slug(name: string): string {
  return (
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-|-$/g, "")
      .slice(0, 50) || "party"
  )
}
