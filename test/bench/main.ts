/*
 * `npm run bench`: rows of the performance table, each with its baseline measured in the same run. Prints what it finds
 * and exits 0 whatever that is.
 */
import { rmSync } from "node:fs"
import { parseArgs } from "node:util"
import { describeMachine, load } from "./lib/machine.ts"
import { asMarkdown, asText, type Report, type Row } from "./report.ts"
import type { Bench } from "./rows/bench.ts"
import { bridgeRow } from "./rows/bridge.ts"
import { consentRow } from "./rows/consent.ts"
import { eraseRow } from "./rows/erase.ts"
import { ledgerRows } from "./rows/ledger.ts"
import { mediaRows } from "./rows/media.ts"
import { memoryRow } from "./rows/memory.ts"
import { playoutRow } from "./rows/playout.ts"
import { readsRow } from "./rows/reads.ts"
import { verifyRow } from "./rows/verify.ts"
import { relayRow } from "./rows/relay.ts"
import { webhookRow } from "./rows/webhook.ts"

const usage = `npm run bench -- [--rows 1,2,...] [--quick] [--json | --markdown] [--profile DIR]

Measures, on this machine, rows 1, 2, 4, 6, 7, 8, 9, 10, 11, 16, 17, 19 and 20 of the performance table. Takes about 9 minutes;
--quick takes less than one, with fewer calls and rounds. Keep the machine otherwise idle.
`

const groups: readonly { readonly rows: readonly number[]; readonly run: (bench: Bench) => Promise<readonly Row[]> }[] =
  [
    { rows: [1, 2], run: mediaRows },
    { rows: [4], run: playoutRow },
    { rows: [6], run: consentRow },
    { rows: [7, 8], run: ledgerRows },
    { rows: [9], run: verifyRow },
    { rows: [10], run: eraseRow },
    { rows: [11], run: memoryRow },
    { rows: [16], run: bridgeRow },
    { rows: [17], run: webhookRow },
    { rows: [19], run: relayRow },
    { rows: [20], run: readsRow },
  ]

const { values } = parseArgs({
  options: {
    rows: { type: "string" },
    quick: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    markdown: { type: "boolean", default: false },
    profile: { type: "string" },
    help: { type: "boolean", default: false },
  },
})
if (values.help) {
  process.stdout.write(usage)
  process.exit(0)
}
const began = performance.now()
const before = load()
const machine = describeMachine()
process.on("exit", () => rmSync(machine.scratch, { recursive: true, force: true }))
const wanted = values.rows?.split(",").map(Number)
const say = (text: string): void => void process.stderr.write(`  ${text}\n`)
const bench: Bench = { machine, quick: values.quick, profiles: values.profile ?? null, say }
const rows: Row[] = []
for (const { rows: numbers, run } of groups) {
  if (wanted && !numbers.some((row) => wanted.includes(row))) continue
  bench.say(`measuring row ${numbers.join(", ")}`)
  try {
    rows.push(...(await run(bench)))
  } catch (error) {
    const beside = [`failed: ${String(error)}`]
    for (const row of numbers)
      rows.push({ row, metric: "-", calls: null, target: "-", measured: "-", verdict: "not measured", beside })
  }
}
const report: Report = {
  machine,
  seconds: (performance.now() - began) / 1000,
  quick: values.quick,
  load: { before, after: load() },
  rows: rows.filter(({ row }) => !wanted || wanted.includes(row)).sort((a, b) => a.row - b.row),
}
if (values.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
else process.stdout.write(values.markdown ? asMarkdown(report) : asText(report))
process.exit(0)
