import type { Command } from "commander"
import type { ListedRecording, Span } from "../carriers/call-list/list.ts"
import { within } from "../carriers/call-list/list.ts"
import { matchCalls, type TrunkCall } from "../carriers/call-list/match.ts"
import { AssentError } from "../errors.ts"
import { anchoredTo } from "../ledger/verify-report.ts"
import { answer } from "./answer.ts"
import { badInput, sentenceOf } from "./exit.ts"
import { numberOption } from "./input.ts"
import { endProgress, paint, print, progress, type Io } from "./io.ts"
import { auditedLedger, type AuditedLedger, type LedgerFlags } from "./reconcile-ledger.ts"
import { type AuditedTrunk, auditedTrunks, savedTrunks } from "./reconcile-trunks.ts"

interface ReconcileOptions extends LedgerFlags {
  readonly trunks?: string
  readonly list?: readonly string[]
  readonly since: string
  readonly until: string
  readonly trunk?: string
  readonly called?: string
}

export function auditCommand(program: Command, io: Io): void {
  const audit = program.command("audit").description("what only somebody outside can check")
  audit
    .command("reconcile")
    .description(
      "compare an exported ledger with the carriers' own call lists: needs no gateway, only read access there",
    )
    .argument("<folder>", "what `assent export ledger` or `assent export audit` wrote")
    .option("--trunks <file>", "accounts and tokens: the gateway's configuration, or a file with `trunks` alone")
    .option("--list <trunk=file...>", "instead of asking a carrier: its call list as it gave it out, CSV or JSON")
    .requiredOption("--since <time>", "a day (UTC) or a time, such as 2026-11-23 or 2026-11-23T16:00:00Z")
    .requiredOption("--until <time>", "the last day or time of the period")
    .option("--trunk <name>", "only this one")
    .option("--called <numbers>", "only calls to these numbers of yours, with commas: an account may have others")
    .option("--vkey <file>", "the log's public key, got by another path than the ledger itself")
    .option(
      "--disclosures <folder>",
      "evidence bundles that release carrier_call_id and trunk: those calls match by the carrier's id, others by time",
    )
    .addHelpText(
      "after",
      "\nExample:\n  assent export ledger --out ledger\n  assent audit reconcile ledger --trunks trunks.yaml --since 2026-11-01 --until 2026-11-30\n" +
        "  assent export audit --from 2026-11-01 --to 2026-11-30 --with-carrier-ids --out pack\n" +
        "  assent audit reconcile pack --list twilio=calls.csv --since 2026-11-01 --until 2026-11-30\n\n" +
        "For an exact match of a call: assent export evidence --call ID --release carrier_call_id,trunk --out bundles/ID\n" +
        "Exit code 1 when anything is found. Prints ids and times, never a number.",
    )
    .action(async (folder: string, options: ReconcileOptions, command: Command) => {
      const report = await reconcile(io, folder, options)
      answer(io, command, report, () => say(io, report))
      const { length } = report.findings
      if (length > 0)
        throw new AssentError("CONFLICT", `${length} ${length === 1 ? "thing does" : "things do"} not agree`)
    })
}

/** A call that begins at a border of the period may be answered beyond it: so much more is looked at. */
const MARGIN_MS = 5 * 60_000

type Report = Awaited<ReturnType<typeof reconcile>>

async function reconcile(io: Io, folder: string, options: ReconcileOptions) {
  const span = {
    since: timeOption("--since", options.since, 0),
    until: timeOption("--until", options.until, DAY_MS - 1),
  }
  if (span.since > span.until) throw badInput("--until", "the period ends before it begins")
  const called = options.called?.split(",").map((number) => numberOption("--called", number.trim()))
  const trunks = trunksOf(io, options)
  const wide = { since: span.since - MARGIN_MS, until: span.until + MARGIN_MS }
  const ledger = await auditedLedger(io, folder, options, wide, (checked, size) =>
    progress(io, `checked ${checked} of ${size} entries`),
  ).finally(() => endProgress(io))
  const listed: TrunkCall[] = []
  const recordings: (ListedRecording & { readonly trunk: string })[] = []
  for (const trunk of trunks) {
    const own = await listsOf(io, trunk, wide, span)
    listed.push(...own.calls.filter(({ to }) => called?.includes(to) ?? true))
    recordings.push(...own.recordings)
  }
  const matches = matchCalls(listed, ledger.calls)
  const asked = new Set(trunks.map(({ name }) => name))
  const missing = matches.onlyInLedger.filter(({ at }) => within(span, at))
  const everyTrunk = options.trunk === undefined && called === undefined
  const judged = missing.filter(({ trunk }) => (trunk === null ? everyTrunk : asked.has(trunk)))
  return {
    since: new Date(span.since).toISOString(),
    until: new Date(span.until).toISOString(),
    ledger: { origin: ledger.summary.origin, size: ledger.summary.size, anchored: anchoredTo(ledger.summary) },
    trunks: trunks.map(({ name, saved }) => ({
      name,
      calls: listed.filter((each) => each.trunk === name).length,
      recordings: saved ? ("not in a saved list" as const) : ("compared" as const),
    })),
    calls_in_ledger: ledger.calls.filter(({ at }) => within(span, at)).length,
    matched_by_id: matches.byId,
    matched_by_time: matches.byTime,
    /** In the ledger, of trunks that were not asked or are not disclosed: neither found nor missed. */
    not_judged: missing.length - judged.length,
    key_service_log: keyServiceLog(ledger),
    findings: [
      ...matches.onlyListed
        .filter(({ at }) => within(span, at))
        .map(({ trunk, id, at, seconds, status }) => ({
          kind: "not_in_ledger" as const,
          at: new Date(at).toISOString(),
          trunk,
          carrier_call: id,
          detail: `${status}${seconds === null ? "" : `, ${seconds} s`}: no call.answered. Answered by the fallback document, by another application or number of this account, or hidden`,
        })),
      ...judged.map(({ call, at, trunk, carrierCall }) => ({
        kind: "not_at_carrier" as const,
        at: new Date(at).toISOString(),
        trunk,
        carrier_call: carrierCall,
        call: `call_${call}`,
        detail: `the carrier lists no such call${trunk === null ? "; its trunk is not disclosed: the test phone has no carrier" : ""}`,
      })),
      ...recordings.map(({ trunk, id, call, at }) => ({
        kind: "recording_at_carrier" as const,
        at: new Date(at).toISOString(),
        trunk,
        carrier_call: call,
        recording: id,
        detail: "the carrier holds a recording in clear: find out what made it, and remove it",
      })),
    ],
  }
}

/** Those to be asked, and those whose lists are in files: one list a trunk. */
function trunksOf(io: Io, { trunks, trunk, list = [] }: ReconcileOptions): readonly AuditedTrunk[] {
  if (trunks === undefined && list.length === 0) throw badInput("--trunks", "give the carriers to ask, or --list files")
  const saved = savedTrunks(io, list).filter(({ name }) => trunk === undefined || name === trunk)
  const asked =
    trunks === undefined || (trunk !== undefined && saved.length > 0) ? [] : auditedTrunks(io, trunks, trunk)
  const all = [...saved, ...asked.filter(({ name }) => !saved.some((each) => each.name === name))]
  if (all.length === 0) throw badInput("--trunk", "no trunk is called that")
  if (new Set(all.map(({ name }) => name)).size < all.length) throw badInput("--list", "give one list a trunk")
  return all
}

/** The key provider of this version is a file. What a KMS or Vault logs of key use could be compared with `key.used` here. */
function keyServiceLog({ keyUses }: AuditedLedger): string {
  return `not compared: keys are in a file, whose use nobody else logs. The ledger itself tells ${keyUses} uses of a key in this period`
}

async function listsOf(io: Io, { name, list }: AuditedTrunk, wide: Span, span: Span) {
  const calls: TrunkCall[] = []
  const recordings: (ListedRecording & { readonly trunk: string })[] = []
  try {
    for await (const call of list.calls(wide)) {
      calls.push({ ...call, trunk: name, sameIds: list.sameIds })
      progress(io, `${name}: ${calls.length} calls listed`)
    }
    for await (const recording of list.recordings(span)) recordings.push({ ...recording, trunk: name })
  } catch (error) {
    // Half a list would look like calls that nobody made.
    if (!(error instanceof AssentError)) throw error
    throw new AssentError(error.code, `nothing is concluded: ${sentenceOf(error)}`, { field: name, cause: error })
  } finally {
    endProgress(io)
  }
  return { calls, recordings }
}

function carrierRow({ name, calls, recordings }: Report["trunks"][number]): string {
  return `${name} lists ${calls} calls${recordings === "compared" ? "" : " (a saved list: it tells no recordings)"}`
}

function say(io: Io, report: Report): void {
  const { ledger, trunks, findings } = report
  const rows = [
    ["Period", `${report.since} to ${report.until}`],
    [
      "Ledger",
      `${ledger.origin}, ${ledger.size} entries, every rule holds; ${report.calls_in_ledger} calls of the period`,
    ],
    ["Anchored", ledger.anchored],
    ["Carriers", trunks.map(carrierRow).join(", ")],
    ["Matched", `${report.matched_by_id} by the carrier's id, ${report.matched_by_time} by time only`],
    ["Not judged", `${report.not_judged} of other trunks, or of trunks that are not disclosed`],
    ["Key use", report.key_service_log],
  ] as const
  for (const [name, text] of rows) print(io, `${paint(io, "dim", name.padEnd(10))}  ${text}`)
  for (const finding of findings) {
    const what = "recording" in finding ? finding.recording : "call" in finding ? finding.call : finding.carrier_call
    print(
      io,
      `${paint(io, "red", finding.kind.padEnd(20))}  ${finding.at}  ${finding.trunk ?? "?"}  ${what}: ${finding.detail}`,
    )
  }
  if (report.matched_by_time > 0 && findings.length > 0) {
    print(
      io,
      paint(
        io,
        "dim",
        "Where calls matched by time only, another one of the same minute may be the one that is missing.",
      ),
    )
  }
  if (findings.length === 0) print(io, paint(io, "green", "Ledger and carriers agree"))
}

const DAY_MS = 86_400_000

/** @param dayEnds added to a calendar day */
function timeOption(name: string, value: string, dayEnds: number): number {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(value)
  const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z$/.test(value)
  const ms = day || time ? Date.parse(day ? `${value}T00:00:00Z` : value) : NaN
  if (Number.isNaN(ms)) throw badInput(name, "give a day such as 2026-11-23, or a time such as 2026-11-23T16:00:00Z")
  return day ? ms + dayEnds : ms
}
