import type { Command } from "commander"
import { bundleLimit, bundleLimits } from "../ledger/bundle.ts"
import { answer } from "./answer.ts"
import { openClient } from "./client.ts"
import { idArgument } from "./input.ts"
import { print, type Io } from "./io.ts"
import { accessHeaders, type AccessOptions, toWhom, whatFor, whereTo, why } from "./reason.ts"
import { newFolder, unpack } from "./unpack.ts"
import { verifyEvidence } from "./verify-evidence.ts"

interface EvidenceOptions extends AccessOptions {
  readonly call: string
  readonly out: string
  readonly release?: string
  readonly audio?: boolean
}

export function exportEvidenceCommand(group: Command, io: Io): void {
  group
    .command("evidence")
    .description("everything an auditor needs to judge one call offline: proofs, consent record, the question asked")
    .requiredOption("--call <id>", "call_... or the bare UUID")
    .requiredOption("--out <dir>", "a new folder")
    .option("--release <fields>", "personal fields to open, such as number,digit,offset_ms; without it none")
    .option("--audio", "with header, wrapped keys and ciphertext, for whoever holds the private KEK")
    .addOption(why)
    .addOption(toWhom)
    .addOption(whereTo)
    .addOption(whatFor)
    .addHelpText(
      "after",
      "\nExample:\n  assent export evidence --call call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 --out call && assent verify call",
    )
    .action(async (options: EvidenceOptions, command: Command) => {
      const call = idArgument("call", options.call)
      const folder = newFolder(io, options.out)
      const query = new URLSearchParams({ audio: String(options.audio === true) })
      if (options.release !== undefined) query.set("release", options.release)
      const client = openClient(io)
      const path = `/v1/calls/${call}/evidence?${query.toString()}`
      const archive = await client.open(path, undefined, accessHeaders(options))
      const files = await unpack(archive, folder, bundleLimits, bundleLimit)
      const { leaves, erased } = await verifyEvidence(folder, null)
      answer(io, command, { id: call, folder, files, leaves, erased }, () =>
        print(io, `Wrote ${files} files with ${leaves} proven entries to ${folder}, checked`),
      )
    })
}
