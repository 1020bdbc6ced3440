import type { Command } from "commander"
import { isPlainPath } from "../ledger/tar.ts"
import { answer } from "./answer.ts"
import { openClient } from "./client.ts"
import { badInput } from "./exit.ts"
import { endProgress, print, progress, type Io } from "./io.ts"
import { accessHeaders, type AccessOptions, toWhom, whereTo, why } from "./reason.ts"
import { newFolder, unpack } from "./unpack.ts"
import { checkPack, packRows } from "./verify-pack.ts"

interface AuditOptions extends AccessOptions {
  readonly from: string
  readonly to: string
  readonly out: string
  readonly seed?: string
  readonly withCarrierIds?: boolean
}

/** A whole ledger and its questions. */
const limits = { files: 1_000_000, bytes: 1_000_000_000_000 } as const
const MAX_FILE = 8_000_000_000

export function exportAuditCommand(group: Command, io: Io): void {
  group
    .command("audit")
    .description("everything about a period, signed, with the program that checks it")
    .requiredOption("--from <day>", "first day (UTC), such as 2026-01-01")
    .requiredOption("--to <day>", "last day (UTC)")
    .requiredOption("--out <dir>", "a new folder")
    .addOption(why)
    .addOption(toWhom)
    .addOption(whereTo)
    .option("--seed <text>", "what the sample is drawn with: let the auditor choose it")
    .option("--with-carrier-ids", "with the carriers' own ids of the calls, to be compared with their lists offline")
    .addHelpText(
      "after",
      "\nExample:\n  assent export audit --from 2026-01-01 --to 2026-12-31 --seed their-choice --out audit && assent verify audit",
    )
    .action(async (options: AuditOptions, command: Command) => {
      const from = dayOption("--from", options.from)
      const to = dayOption("--to", options.to)
      const folder = newFolder(io, options.out)
      const query = new URLSearchParams({ from, to })
      if (options.seed !== undefined) query.set("seed", options.seed)
      if (options.withCarrierIds === true) query.set("carrier_ids", "true")
      const archive = await openClient(io).open(`/v1/audit-pack?${query.toString()}`, undefined, accessHeaders(options))
      const files = await unpack(archive, folder, limits, (path) => (isPlainPath(path) ? MAX_FILE : null))
      const summary = await checkPack(folder, null, (checked, size) =>
        progress(io, `checked ${checked} of ${size} entries`),
      ).finally(() => endProgress(io))
      answer(io, command, { folder, ...summary }, () => {
        for (const [name, text] of packRows(summary)) print(io, `${name.padEnd(10)}  ${text}`)
        print(io, `Wrote ${files} files to ${folder}, checked`)
      })
    })
}

function dayOption(name: string, value: string): string {
  const made = new Date(`${value}T00:00:00Z`)
  const valid = /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(made.getTime())
  if (!valid || made.toISOString().slice(0, 10) !== value) throw badInput(name, "give a day such as 2026-01-31")
  return value
}
