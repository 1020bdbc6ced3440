import { setImmediate } from "node:timers/promises"
import type { Accessor } from "../api/access-parts.ts"
import type { Views } from "../api/ports.ts"
import { AssentError } from "../errors.ts"
import {
  type AccessEntries,
  type AccessEntry,
  type AccessFilter,
  type Incident,
  type IncidentQuery,
  network,
} from "../rights/incident.ts"
import type { AccessEvidence } from "./access.ts"

const PAGE = 1000
const DAY_MS = 86_400_000

export interface IncidentParts {
  readonly entries: AccessEntries<unknown>
  readonly views: Pick<Views, "calls">
  readonly evidence: Pick<AccessEvidence, "packed">
}

/** @throws INPUT_INVALID, LEDGER_UNAVAILABLE */
export function incidents(parts: IncidentParts): (query: IncidentQuery, by: Accessor) => Promise<Incident> {
  const { entries, evidence } = parts
  return async ({ key, address, since, until }, by) => {
    if (key === undefined && address === undefined && since === undefined) {
      throw new AssentError("INPUT_INVALID", "give a key, an address, or since when", { field: "since" })
    }
    const period = { since, until }
    const inside = address === undefined ? undefined : network(address)
    const addresses = inside ? (await entries.addresses()).filter(inside) : undefined
    await evidence.packed("incident query", by)
    const calls = new Set<string>()
    const recordings = new Set<string>()
    const keys = new Set<string>()
    const from = new Set<string>()
    const bulks = new Map<string, NonNullable<AccessEntry["bulk"]>>()
    const types: Record<string, number> = {}
    let accesses = 0
    let first: string | null = null
    let last: string | null = null
    for await (const entry of found(entries, { key, addresses, ...period })) {
      accesses += 1
      first ??= entry.at
      last = entry.at
      types[entry.type] = (types[entry.type] ?? 0) + 1
      if (entry.actor !== null) keys.add(entry.actor)
      if (entry.address !== null) from.add(entry.address)
      if (entry.callId !== null) calls.add(entry.callId)
      if (entry.recordingId !== null) recordings.add(entry.recordingId)
      if (entry.bulk) bulks.set(JSON.stringify(entry.bulk), entry.bulk)
    }
    for (const bulk of bulks.values()) for await (const id of callsIn(parts, bulk)) calls.add(id)
    let unattributed = 0
    if (key !== undefined || address !== undefined) {
      for await (const entry of found(entries, period)) if (entry.actor === null) unattributed += 1
    }
    const sorted = (values: Iterable<string>): string[] => [...values].sort()
    return {
      accesses,
      first_at: first,
      last_at: last,
      by_type: types,
      keys: sorted(keys),
      addresses: sorted(from),
      subjects: await entries.subjectsOf([...calls]),
      calls: sorted(calls),
      recordings: sorted(recordings),
      unattributed,
    }
  }
}

async function* found(entries: AccessEntries<unknown>, filter: AccessFilter): AsyncGenerator<AccessEntry> {
  let after: AccessEntry | null = null
  for (;;) {
    const page: readonly AccessEntry[] = await entries.find(filter, { limit: PAGE, after })
    yield* page
    after = page.at(-1) ?? null
    if (page.length < PAGE) return
    // Reading is synchronous underneath: the calls that go on have their turn between two pages.
    await setImmediate()
  }
}

async function* callsIn(
  { views }: IncidentParts,
  { line, agent, since, until }: NonNullable<AccessEntry["bulk"]>,
): AsyncGenerator<string> {
  const filter = {
    ...(line === null ? {} : { line }),
    ...(agent === undefined ? {} : { agent }),
    answeredFrom: `${since}T00:00:00.000Z`,
    answeredTo: new Date(Date.parse(until) + DAY_MS).toISOString(),
  }
  let after: string | null = null
  for (;;) {
    const rows: readonly { readonly id: string }[] = await views.calls(filter, { limit: PAGE, after })
    for (const { id } of rows) yield id
    after = rows.at(-1)?.id ?? null
    if (rows.length < PAGE) return
    await setImmediate()
  }
}
