import type { Command } from "commander"
import { answer } from "./answer.ts"
import { openClient } from "./client.ts"
import { badInput } from "./exit.ts"
import { exportAuditCommand } from "./export-audit.ts"
import { exportEvidenceCommand } from "./export-evidence.ts"
import { fetchLedger } from "./export-ledger.ts"
import { exportRecording } from "./export-recording.ts"
import { fileOption, idArgument, outOption } from "./input.ts"
import { print, type Io } from "./io.ts"
import { accessHeaders, type AccessOptions, toWhom, whatFor, whereTo, why } from "./reason.ts"

interface RecordingOptions extends AccessOptions {
  readonly out: string
  readonly encrypted?: boolean
}

export function exportCommand(program: Command, io: Io): void {
  const group = program
    .command("export")
    .description("Hand out a recording, a call's evidence or the ledger, for others' tools")
  group
    .command("recording")
    .description("recording.tink, header.json and keys.json, for whoever holds the private KEK")
    .argument("<id>", "rec_... or the bare UUID")
    .requiredOption("--out <dir>", "a new folder")
    .option("--encrypted", "as it is stored (the only way)")
    .addOption(why)
    .addOption(toWhom)
    .addOption(whereTo)
    .addOption(whatFor)
    .addHelpText(
      "after",
      "\nExample:\n  assent export recording rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 --encrypted --out call",
    )
    .action(async (id: string, options: RecordingOptions, command: Command) => {
      const recording = idArgument("rec", id)
      if (options.encrypted !== true)
        throw badInput("--encrypted", "add it: exports are encrypted. To listen, use `assent recordings play`")
      const folder = outOption(io, options.out, ["recording.tink", "header.json", "keys.json"])
      const { bytes } = await exportRecording(openClient(io), recording, folder, accessHeaders(options))
      answer(io, command, { id: recording, folder, ciphertext_bytes: bytes }, () =>
        print(io, `Wrote recording.tink (${bytes} bytes), header.json and keys.json to ${folder}`),
      )
    })
  group
    .command("ledger")
    .description("the whole ledger as c2sp.org/tlog-tiles files, checked after it was fetched")
    .requiredOption("--out <dir>", "a new folder")
    .option("--old-checkpoint <file>", "a checkpoint from before: adds the proof that the log only grew since")
    .addHelpText("after", "\nExample:\n  assent export ledger --out ledger && assent verify ledger")
    .action(async (options: { out: string; oldCheckpoint?: string }, command: Command) => {
      const old = options.oldCheckpoint
      const oldCheckpoint = old === undefined ? null : fileOption(io, "--old-checkpoint", old).toString("utf8")
      const folder = outOption(io, options.out, ["checkpoint", "log.vkey", "tile"])
      const { size, origin } = await fetchLedger(io, openClient(io), folder, oldCheckpoint)
      answer(io, command, { folder, origin, size }, () =>
        print(io, `Wrote ${size} entries of ${origin} to ${folder}, complete and consistent`),
      )
    })
  exportEvidenceCommand(group, io)
  exportAuditCommand(group, io)
}
