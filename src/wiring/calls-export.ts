/* The calls of a line or an agent over a period, as CSV and JSON under a signed manifest. Read page by page, twice: a tar names sizes first. */
import { createHash, type KeyObject } from "node:crypto"
import { setImmediate } from "node:timers/promises"
import { CompactSign } from "jose"
import type { CallsExport, CallsScope } from "../api/access-parts.ts"
import type { CallRow, Views } from "../api/ports.ts"
import { AssentError } from "../errors.ts"
import type { OperatorStore } from "../greetings/document.ts"
import { CALLS_MANIFEST_TYP, type CallsManifest } from "../rights/calls-manifest.ts"
import { spelledForPeople } from "../ledger/strict-json.ts"
import { type ArchiveFile, archived, tarOf } from "../ledger/tar.ts"
import type { RecordRows } from "../rights/record-ports.ts"
import type { AccessEvidence } from "./access.ts"

export interface CallsExportParts {
  readonly views: Pick<Views, "calls">
  readonly operator: Pick<OperatorStore, "current">
  readonly agents: Pick<RecordRows<unknown>, "bySlug">
  readonly evidence: Pick<AccessEvidence, "packed">
  readonly logKey: KeyObject
  readonly origin: string
}

const PAGE = 500
const DAY_MS = 86_400_000

const columns = {
  call_id: (row) => row.id,
  line_id: (row) => row.lineId,
  trunk: (row) => row.trunk,
  direction: (row) => row.direction,
  answered_at: (row) => row.answeredAt,
  ended_at: (row) => row.endedAt,
  consent: (row) => row.consent,
  outcome: (row) => row.outcome,
  time_to_agent_ms: (row) => row.timeToAgentMs,
} as const satisfies Record<string, (row: CallRow) => string | number | null>

export function callsExport(parts: CallsExportParts): CallsExport {
  return {
    of: async (scope, by) => {
      const { line, agent, since, until } = scope
      if (line === undefined && agent === undefined) {
        throw new AssentError("INPUT_INVALID", "say whose calls: of a line, of an agent, or of both", {
          field: "/query/line",
        })
      }
      if (since > until) {
        throw new AssentError("INPUT_INVALID", "the period ends before it begins", { field: "/query/until" })
      }
      const csv = { size: 0, read: () => csvOf(parts, scope) }
      const list = { size: 0, read: () => jsonOf(parts, scope) }
      for (const file of [csv, list]) for await (const bytes of file.read()) file.size += bytes.length
      let calls = 0
      for await (const rows of pages(parts, scope)) calls += rows.length
      if (calls === 0) await mustBeKnown(parts, scope)
      // What it says of itself in the ledger is not sealed, and stays when the agent is erased: so it names nobody.
      const of = agent === undefined ? "a line" : line === undefined ? "an agent" : "an agent on a line"
      const disclosures = await parts.evidence.packed(`calls of ${of}, ${since} to ${until}`, by, {
        line: null,
        ...whose(scope),
        since,
        until,
      })
      const files = [
        { path: "calls.csv", ...csv },
        { path: "calls.json", ...list },
        archived("export.disclosures", disclosures.map((disclosure) => `${disclosure}\n`).join("")),
      ]
      return {
        fileName: `calls_${[line, agent].filter((name) => name !== undefined).join("_")}_${since}_${until}.tar`,
        bytes: tarOf(signed(parts, scope, calls, files), new Date()),
      }
    },
  }
}

const whose = ({ line, agent }: CallsScope) => ({
  ...(line === undefined ? {} : { line }),
  ...(agent === undefined ? {} : { agent }),
})

/** @throws NOT_FOUND: an empty list is an answer about what exists, never about a mistyped name */
async function mustBeKnown({ operator, agents }: CallsExportParts, { line, agent }: CallsScope): Promise<void> {
  if (line !== undefined && !operator.current().lines.some(({ id }) => id === line)) {
    throw new AssentError("NOT_FOUND", "there is no such line, and no call of it")
  }
  if (agent !== undefined && !(await agents.bySlug(agent))) {
    throw new AssentError("NOT_FOUND", "there is no such agent, and no call of theirs")
  }
}

/** Calls that have ended: a call that goes on would change between the two readings. */
async function* pages({ views }: CallsExportParts, scope: CallsScope): AsyncGenerator<readonly CallRow[]> {
  const { since, until } = scope
  const answeredTo = new Date(Date.parse(until) + DAY_MS).toISOString()
  const filter = { ...whose(scope), answeredFrom: `${since}T00:00:00.000Z`, answeredTo }
  let after: string | null = null
  for (;;) {
    const rows: readonly CallRow[] = await views.calls(filter, { limit: PAGE, after })
    yield rows.filter(({ state }) => state === "ended")
    // Reading is synchronous underneath: the calls that go on have their turn between two pages.
    await setImmediate()
    after = rows.at(-1)?.id ?? null
    if (rows.length < PAGE) return
  }
}

async function* csvOf(parts: CallsExportParts, scope: CallsScope): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${Object.keys(columns).join(",")}\r\n`)
  for await (const rows of pages(parts, scope)) {
    yield Buffer.from(
      rows
        .map(
          (row) =>
            `${Object.values(columns)
              .map((of) => cell(of(row)))
              .join(",")}\r\n`,
        )
        .join(""),
    )
  }
}

/** RFC 4180. */
function cell(value: string | number | null): string {
  const text = value === null ? "" : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

async function* jsonOf(parts: CallsExportParts, scope: CallsScope): AsyncGenerator<Uint8Array> {
  let first = true
  yield Buffer.from("[")
  for await (const rows of pages(parts, scope)) {
    const texts = rows.map((row) =>
      JSON.stringify(Object.fromEntries(Object.entries(columns).map(([name, of]) => [name, of(row)]))),
    )
    if (texts.length > 0) yield Buffer.from(`${first ? "\n" : ",\n"}${texts.join(",\n")}`)
    first &&= texts.length === 0
  }
  yield Buffer.from("\n]\n")
}

async function* signed(
  { logKey, origin }: CallsExportParts,
  scope: CallsScope,
  calls: number,
  files: readonly ArchiveFile[],
): AsyncGenerator<ArchiveFile> {
  const named: CallsManifest["files"] = {}
  for (const file of files) {
    const hash = createHash("sha256")
    yield { ...file, read: () => hashing(file, hash) }
    named[file.path] = { bytes: file.size, sha256: hash.digest("base64url") }
  }
  const { since, until } = scope
  const made = { v: 1, made_at: new Date().toISOString(), origin } as const
  const manifest: CallsManifest = { ...made, ...whose(scope), since, until, calls, files: named }
  const bytes = Buffer.from(spelledForPeople(manifest))
  const header = { alg: "EdDSA", kid: origin, typ: CALLS_MANIFEST_TYP }
  yield archived("manifest.json", bytes)
  yield archived("manifest.jws", `${await new CompactSign(bytes).setProtectedHeader(header).sign(logKey)}\n`)
}

async function* hashing(file: ArchiveFile, hash: ReturnType<typeof createHash>): AsyncGenerator<Uint8Array> {
  for await (const bytes of file.read()) {
    hash.update(bytes)
    yield bytes
  }
}
