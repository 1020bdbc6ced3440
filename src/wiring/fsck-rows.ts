/* Rows of calls, consents and recordings against their leaves. */
import type { Page } from "../api/ports.ts"
import { consentRow } from "../consent/evidence.ts"
import { sha256 } from "../ledger/node-crypto.ts"
import { toBase64Url } from "../ledger/base64.ts"
import type { RecordingRow } from "../recording/ports.ts"
import type { FsckParts, FsckRun } from "./fsck.ts"
import type { KnownByLedger } from "./fsck-ledger.ts"

export async function checkRows<Tx>(
  parts: FsckParts<Tx>,
  known: KnownByLedger,
  run: FsckRun,
): Promise<{
  readonly calls: number
  /** Of all calls. */
  readonly trunks: ReadonlySet<string>
  readonly recordings: readonly RecordingRow[]
}> {
  const calls = await checkCalls(parts, known, run)
  await checkConsents(parts, known, run)
  return { ...calls, recordings: await checkRecordings(parts, known, run) }
}

async function checkCalls<Tx>({ views, calls, ledgerStore }: FsckParts<Tx>, known: KnownByLedger, run: FsckRun) {
  const rows = new Map((await all((page) => views.calls({}, page))).map((row) => [row.id, row]))
  for (const row of rows.values()) {
    const answered = known.answered.get(row.id)
    if (answered?.index !== row.answeredLeaf)
      run.tell("contradiction", "row", row.id, "a call that the ledger did not answer there")
    const ended = known.ended.get(row.id)
    if ((row.endedLeaf ?? ended?.index) !== ended?.index) {
      run.tell("contradiction", "row", row.id, "a call that the ledger did not end there")
    }
  }
  for (const [id, { index, leaf }] of known.answered) {
    if (rows.has(id)) continue
    await run.mendable(
      "row",
      id,
      "the row of an answered call is missing (its trunk is known to its sealed opening only)",
      () =>
        ledgerStore.transact(({ rows: tx }) =>
          calls.answered(tx, {
            id,
            lineId: leaf.line,
            trunk: "unknown",
            direction: "inbound",
            answeredAt: leaf.ts,
            answeredLeaf: index,
          }),
        ),
    )
  }
  for (const [id, { index, leaf }] of known.ended) {
    if (rows.get(id)?.endedLeaf === index) continue
    await run.mendable("row", id, "the row of a call does not know its end", () =>
      ledgerStore.transact(({ rows: tx }) =>
        calls.ended(tx, id, {
          endedAt: leaf.ts,
          endedLeaf: index,
          outcome: leaf.outcome,
          timeToAgentMs: leaf.time_to_agent_ms ?? null,
        }),
      ),
    )
  }
  return { calls: rows.size, trunks: new Set([...rows.values()].map(({ trunk }) => trunk)) }
}

const consentStates = ["granted", "refused", "no_answer", "failed", "not_asked", "not_required", "withdrawn"] as const

async function checkConsents<Tx>({ views, calls, ledgerStore }: FsckParts<Tx>, known: KnownByLedger, run: FsckRun) {
  const rows = new Map((await all((page) => views.consents({}, page))).map((row) => [row.id, row]))
  for (const row of rows.values()) {
    const leaf = known.consents.get(row.id)
    const same =
      leaf?.index === row.leaf &&
      leaf.leaf.type === `consent.${row.state}` &&
      leaf.leaf.call === row.callId &&
      leaf.leaf.party === row.party &&
      leaf.leaf.script_sha256 === row.scriptSha256
    if (!same) run.tell("contradiction", "row", row.id, "a consent that the ledger does not have like this")
  }
  for (const [id, { index, leaf }] of known.consents) {
    const state = consentStates.find((each) => leaf.type === `consent.${each}`)
    if (rows.has(id) || state === undefined) continue
    await run.mendable("row", id, "the row of a consent is missing", () =>
      ledgerStore.transact(({ rows: tx }) => calls.consent(tx, consentRow(leaf, state, index))),
    )
  }
}

async function checkRecordings<Tx>({ views }: FsckParts<Tx>, known: KnownByLedger, run: FsckRun) {
  const rows = await all((page) => views.recordings({}, page))
  const ids = new Set(rows.map(({ id }) => id))
  for (const row of rows) {
    const started = known.started.get(row.id)
    const header = toBase64Url(sha256(row.header))
    if (started?.index !== row.startedLeaf || started.leaf.header_sha256 !== row.headerSha256) {
      run.tell("contradiction", "row", row.id, "a recording that the ledger did not start like this")
    } else if (header !== row.headerSha256) {
      run.tell("contradiction", "row", row.id, "the header of a recording was changed: nothing opens under it")
    }
    const closed = known.closed.get(row.id)
    if (row.sealedLeaf !== null && closed?.leaf.ciphertext_sha256 !== row.ciphertextSha256) {
      run.tell("contradiction", "row", row.id, "a recording's row and the ledger name different ciphertexts")
    }
    // In one transaction with its leaf, so this is no crash's doing.
    if (row.sealedLeaf === null && closed) {
      run.tell("contradiction", "row", row.id, "the ledger closed a recording whose row does not know it")
    }
  }
  for (const id of known.started.keys()) {
    if (!ids.has(id))
      run.tell("lost", "row", id, "the row of a recording is gone, and its header with it: nothing can open its file")
  }
  return rows
}

const PAGE = 1000

/** Every row of a list. */
export async function all<T extends { readonly id: string }>(
  list: (page: Page) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const rows: T[] = []
  for (;;) {
    const page = await list({ limit: PAGE, after: rows.at(-1)?.id ?? null })
    rows.push(...page)
    if (page.length < PAGE) return rows
  }
}
