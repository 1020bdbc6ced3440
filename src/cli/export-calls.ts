import { createHash } from "node:crypto"
import { createReadStream, readFileSync } from "node:fs"
import { join } from "node:path"
import type { Command } from "commander"
import { AssentError } from "../errors.ts"
import { openCallsManifest } from "../rights/calls-manifest.ts"
import { answer } from "./answer.ts"
import { openClient } from "./client.ts"
import { badInput } from "./exit.ts"
import { endProgress, print, progress, type Io } from "./io.ts"
import { accessHeaders, type AccessOptions, toWhom, whereTo, why } from "./reason.ts"
import { newFolder, unpack } from "./unpack.ts"

interface CallsOptions extends AccessOptions {
  readonly line?: string
  readonly agent?: string
  readonly since: string
  readonly until: string
  readonly out: string
}

const limits = { files: 10, bytes: 100_000_000_000 } as const
const known = ["calls.csv", "calls.json", "export.disclosures", "manifest.json", "manifest.jws"]

/** `assent export calls`, added to `export`. */
export function exportCallsCommand(program: Command, io: Io): void {
  program.commands
    .find((command) => command.name() === "export")
    ?.command("calls")
    .description("the calls of a line or of an agent over a period, as CSV and JSON with a signed manifest")
    .option("--line <id>", "calls of this line")
    .option("--agent <id>", "calls that this agent spoke on; with --line, only those on it")
    .requiredOption("--since <day>", "first day (UTC), such as 2026-01-01")
    .requiredOption("--until <day>", "last day (UTC)")
    .requiredOption("--out <dir>", "a new folder")
    .addOption(why)
    .addOption(toWhom)
    .addOption(whereTo)
    .addHelpText(
      "after",
      "\nExample:\n  assent export calls --line main --since 2026-01-01 --until 2026-06-30 --out calls\n  assent export calls --agent agent-7 --since 2026-01-01 --until 2026-06-30 --out calls",
    )
    .action(async (options: CallsOptions, command: Command) => {
      const { line, agent, since, until } = options
      if (line === undefined && agent === undefined) {
        throw badInput("--line", "say whose calls: give --line, --agent, or both")
      }
      const folder = newFolder(io, options.out)
      const client = openClient(io)
      const query = new URLSearchParams({
        ...(line === undefined ? {} : { line }),
        ...(agent === undefined ? {} : { agent }),
        since,
        until,
      }).toString()
      const archive = await client.open(`/v1/exports/calls?${query}`, undefined, accessHeaders(options))
      await unpack(archive, folder, limits, (path) => {
        progress(io, `writing ${path}`)
        return known.includes(path) ? limits.bytes : null
      }).finally(() => endProgress(io))
      const vkey = Buffer.from((await client.bytes("/ledger/log.vkey")) ?? []).toString("utf8")
      const manifest = await openCallsManifest(readFileSync(join(folder, "manifest.jws"), "utf8"), vkey)
      for (const [path, { sha256 }] of Object.entries(manifest.files)) {
        const hash = createHash("sha256")
        for await (const bytes of createReadStream(join(folder, path))) hash.update(Buffer.from(bytes))
        if (hash.digest("base64url") !== sha256)
          throw new AssentError("LEDGER_CORRUPT", `${path} is not the file that was signed`)
      }
      const whose = [agent, line].filter((name) => name !== undefined).join(" on ")
      answer(io, command, { folder, ...manifest }, () =>
        print(io, `Wrote ${manifest.calls} calls of ${whose} to ${folder}, checked against their signed manifest`),
      )
    })
}
