/* The register of processing activities (Art. 30 GDPR), made of the data map and of what is configured. Pure. */
import type { Organisation } from "../config-organisation.ts"
import type { Recipient } from "../config-recipients.ts"
import type { ScopedRule } from "../retention/schedule.ts"
import { dataMap, notProcessed } from "./data-map.ts"
import { bases, categories, purposes, retentions, type Purpose } from "./data-map/terms.ts"

export interface RegisterParts {
  readonly organisation: Organisation
  readonly recipients: readonly Recipient[]
  readonly lines: readonly {
    readonly id: string
    readonly organisation: string
    readonly purposes: readonly string[]
    readonly retention: { readonly policy: string; readonly days: number }
    readonly region?: string | undefined
  }[]
  readonly rules: readonly ScopedRule[]
  readonly security: {
    readonly rotateDays: number
    readonly idleMinutes: number
    readonly twoPersons: boolean
    readonly tls: boolean
    readonly witnesses: number
  }
  readonly madeAt: Date
}

export type ProcessingRegister = ReturnType<typeof processingRegister>

export function processingRegister(parts: RegisterParts) {
  const { organisation, recipients, lines, rules } = parts
  const names = [...new Set(lines.map((line) => line.organisation))]
  return {
    made_at: parts.madeAt.toISOString(),
    controller: organisation.controller ?? {
      name: names.length > 0 ? names.join(", ") : "not stated",
      contact: "not stated: organisation.controller in the configuration",
      address: null,
      country: null,
    },
    representative: organisation.representative,
    dpo: organisation.dpo,
    processor: organisation.processor,
    data_subjects: ["Callers", "Agents who are connected to them", "People who use the gateway"],
    activities: activities(),
    recipients: recipients.map(({ id, name, role, purpose, country, transfer }) => {
      return { id, name, role, purpose, country, transfer }
    }),
    transfers: recipients.flatMap(({ id, country, transfer }) =>
      transfer === "none_needed" ? [] : [{ recipient: id, country, mechanism: transfer }],
    ),
    time_limits: [
      ...lines.map(({ id, purposes: why, retention, region }) => ({
        what: `recordings of the line ${id}${region === undefined ? "" : ` (${region})`}, for ${why.join(", ")}`,
        limit: `${retention.days} days after the call, by ${retention.policy}`,
      })),
      ...rules
        .filter(({ to }) => to === null)
        .map(({ kind, days, basis, line, category, purpose, region }) => ({
          what: `recordings, ${[line, category, purpose, region].filter((scope) => scope !== null).join(", ") || "all"}`,
          limit: `${kind} ${days} days after the call: ${basis}`,
        })),
    ],
    security_measures: measures(parts.security),
    not_processed: [...notProcessed],
  }
}

/** One activity a purpose, of what is about people. */
function activities() {
  const personal = dataMap.filter((entry) => entry.personal !== "no")
  return purposeKeys(personal.map(({ purpose }) => purpose)).map((key) => {
    const own = personal.filter(({ purpose }) => purpose === key)
    return {
      purpose: purposes[key],
      data: [...new Set(own.map(({ category }) => categories[category]))],
      legal_bases: [...new Set(own.map(({ basis }) => bases[basis]))],
      time_limits: [...new Set(own.map(({ retention }) => retentions[retention]))],
      fields: own.length,
    }
  })
}

function purposeKeys(found: readonly Purpose[]): readonly Purpose[] {
  return [...new Set(found)]
}

function measures({ rotateDays, idleMinutes, twoPersons, tls, witnesses }: RegisterParts["security"]): string[] {
  return [
    "Recordings are encrypted while they stream: AES-256-GCM, a key for each recording, wrapped to a key for each call and an RSA-4096 key kept apart",
    "The callers' numbers stand nowhere in clear: sealed to the call's key, found by a keyed hash, shown masked",
    `Erasure destroys keys; copies of the key store become unreadable within ${rotateDays + 1} days`,
    "Nothing is recorded before a consent that is durable in an append-only ledger (RFC 6962)",
    "Who heard, exported, unmasked or was refused stands in the ledger before anything is handed out",
    `Roles with the least rights; a sign-in that is not used ends after ${idleMinutes} minutes`,
    twoPersons ? "Erasures of a person or in bulk need two people" : "Erasures of a person or in bulk need one person",
    tls ? "TLS on every public address" : "TLS is not configured: for use on one machine alone",
    witnesses > 0
      ? `Checkpoints of the ledger are cosigned by ${witnesses} outside witnesses`
      : "No outside witness: the newest entries rest on the operator's word",
  ]
}
