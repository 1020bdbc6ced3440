import type { Command } from "commander"
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { answer } from "./answer.ts"
import { openClient, read } from "./client.ts"
import { badInput } from "./exit.ts"
import { idArgument, numberOption } from "./input.ts"
import { print, table, type Io } from "./io.ts"

export interface EraseOptions {
  readonly dryRun?: boolean
  readonly yes?: boolean
}

const erasure = z.object({
  dry_run: z.boolean(),
  calls: z.number().nullable(),
  items: z.array(z.object({ recording_id: z.string(), outcome: z.string() })),
})

export function eraseCommand(program: Command, io: Io): void {
  program
    .command("erase")
    .description("erase one recording, or everything held about one caller, for good")
    .option("--recording <id>", "rec_... or the bare UUID")
    .option("--subject <number>", "the caller's number, with country code")
    .option("--dry-run", "say what would happen and change nothing")
    .option("--yes", "do not ask")
    .addHelpText(
      "after",
      "\nExamples:\n  assent erase --subject +4915112345678 --dry-run\n  assent erase --recording rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 --yes",
    )
    .action(async (options: EraseOptions & { recording?: string; subject?: string }, command: Command) => {
      const { recording, subject } = options
      if ((recording === undefined) === (subject === undefined))
        throw badInput("--recording or --subject", "give exactly one of the two")
      if (recording !== undefined) await eraseRecording(io, command, recording, options)
      else await erase(io, command, { number: numberOption("--subject", subject ?? "") }, options)
    })
}

export function eraseRecording(io: Io, command: Command, id: string, options: EraseOptions): Promise<void> {
  return erase(io, command, { recording_id: idArgument("rec", id) }, options)
}

async function erase(io: Io, command: Command, what: Record<string, string>, options: EraseOptions): Promise<void> {
  const client = openClient(io)
  const dryRun = options.dryRun === true
  if (!dryRun && options.yes !== true)
    await askFirst(io, read(erasure, await client.send("POST", "/v1/erasures", { ...what, dry_run: true })))
  const value = await client.send("POST", "/v1/erasures", { ...what, dry_run: dryRun })
  answer(io, command, value, () => {
    const { calls, items } = read(erasure, value)
    if (items.length > 0)
      table(
        io,
        ["recording", "outcome"],
        items.map((item) => [item.recording_id, item.outcome]),
      )
    else print(io, "No recording is held.")
    if (calls !== null)
      print(io, `${calls} ${calls === 1 ? "call's keys" : "calls' keys"} ${dryRun ? "would be" : "are"} destroyed.`)
    if (dryRun) print(io, "Nothing was changed: this was a dry run.")
  })
}

async function askFirst(io: Io, { calls, items }: z.infer<typeof erasure>): Promise<void> {
  if (!io.confirm) throw badInput("--yes", "nobody can be asked here: add --yes to erase, or --dry-run to look first")
  const recordings = `${items.length} ${items.length === 1 ? "recording" : "recordings"}`
  const of = calls === null ? "" : ` of ${calls} ${calls === 1 ? "call" : "calls"}`
  if (!(await io.confirm(`Erase ${recordings}${of} for good? Nobody can undo this.`)))
    throw new AssentError("CONFLICT", "nothing was erased")
}
