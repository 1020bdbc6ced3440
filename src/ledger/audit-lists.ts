/*
 * The lists of an audit pack: the leaves of a period by what they are about, one a line, and the sample an auditor looks
 * at closely. Made of the ledger alone, so that the verifier makes them again.
 */
import type { Leaf } from "./entry.ts"
import type { Hash } from "./merkle.ts"

export const auditLists = ["calls", "consents", "recordings", "access", "erasures", "changes"] as const
export type AuditList = (typeof auditLists)[number]

/** Calendar days (UTC), both included. */
export interface Period {
  readonly from: string
  readonly to: string
}

export const listPath = (list: AuditList): string => `lists/${list}.ndjson`

export function listOf({ type }: Leaf): AuditList {
  if (type === "recording.shredded" || type.startsWith("erasure.")) return "erasures"
  if (type.startsWith("call.") || type.startsWith("party.")) return "calls"
  if (type.startsWith("consent.")) return "consents"
  if (type.startsWith("access.") || type === "key.used") return "access"
  if (/^(recording|retention|hold|restriction)\./.test(type)) return "recordings"
  return "changes"
}

export function inPeriod({ ts }: Leaf, { from, to }: Period): boolean {
  const day = ts.slice(0, 10)
  return day >= from && day <= to
}

/** `entry` is the leaf's exact text, so that its hash can be made from the line too. */
export function listLine(index: number, entry: Uint8Array): Uint8Array {
  const head = new TextEncoder().encode(`{"index":${index},"leaf":`)
  const line = new Uint8Array(head.length + entry.length + 2)
  line.set(head)
  line.set(entry, head.length)
  line.set([0x7d, 0x0a], head.length + entry.length)
  return line
}

export const SAMPLE_SIZE = 25

/**
 * The calls whose SHA-256(seed, newline, call id) is smallest. Whoever chose the seed could not choose the calls, if the
 * seed was chosen after the period: let the auditor choose it.
 */
export class Sample {
  readonly #seed: string
  readonly #hash: Hash
  #kept: { rank: string; call: string }[] = []
  population = 0

  constructor(hash: Hash, seed: string) {
    this.#hash = hash
    this.#seed = seed
  }

  see(call: string): void {
    this.population++
    const digest = this.#hash(new TextEncoder().encode(`${this.#seed}\n${call}`))
    const rank = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("")
    if (this.#kept.length === SAMPLE_SIZE && rank > (this.#kept.at(-1)?.rank ?? "")) return
    this.#kept.push({ rank, call })
    this.#kept.sort((a, b) => (a.rank < b.rank ? -1 : 1))
    this.#kept = this.#kept.slice(0, SAMPLE_SIZE)
  }

  calls(): readonly string[] {
    return this.#kept.map(({ call }) => call)
  }
}
