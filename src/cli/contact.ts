import type { Command } from "commander"
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { answer } from "./answer.ts"
import { openClient, read } from "./client.ts"
import { badInput } from "./exit.ts"
import { idArgument, numberOption } from "./input.ts"
import { print, table, type Io } from "./io.ts"
import { pageOptions, printList, queryOf, type ListOptions } from "./list.ts"

const contact = z.object({
  id: z.string(),
  name: z.string().nullable(),
  numbers: z.array(z.string()),
  set_at: z.string(),
  waits: z.boolean(),
})
const erased = z.object({
  contact: z.string(),
  calls: z.number(),
  items: z.array(z.object({ recording_id: z.string(), outcome: z.string() })),
  preview: z.string().nullable(),
})

interface Wording {
  readonly name?: string
  readonly number?: string[]
}
interface EraseOptions {
  readonly dryRun?: boolean
  readonly yes?: boolean
  readonly preview?: string
}

export function contactCommand(program: Command, io: Io): void {
  const contacts = program.command("contact").description("Who callers are: add, list, correct, erase")
  const wording = (command: Command): Command =>
    command.option("--name <name>", "the person").option("--number <number...>", "with country code; may be repeated")

  wording(contacts.command("add").description("write down who a caller is: sealed, and found by number"))
    .addHelpText("after", '\nExample:\n  assent contact add --name "A. Caller" --number +4915112345678')
    .action(async (options: Wording, command: Command) => {
      const value = await openClient(io).send("POST", "/v1/contacts", bodyOf(options))
      answer(io, command, value, () => print(io, `${read(contact, value).id} is written down.`))
    })

  pageOptions(contacts.command("list"))
    .description("list contacts, newest first")
    .option("--number <number>", "only those with exactly this number")
    .addHelpText("after", "\nExample:\n  assent contact list")
    .action(async (options: ListOptions & { number?: string }, command: Command) => {
      const number = options.number === undefined ? undefined : numberOption("--number", options.number)
      await printList(io, command, `/v1/contacts?${queryOf(options, { number })}`, contact, {
        id: (row) => row.id,
        name: (row) => row.name ?? "-",
        numbers: (row) => row.numbers.join(", "),
        erasure: (row) => (row.waits ? "waits" : "-"),
      })
    })

  wording(contacts.command("correct").description("word a contact anew: the wording before is destroyed"))
    .argument("<id>", "con_... or the bare UUID")
    .addHelpText("after", '\nExample:\n  assent contact correct con_... --name "B. Caller" --number +4915112345678')
    .action(async (id: string, options: Wording, command: Command) => {
      const value = await openClient(io).send("PUT", `/v1/contacts/${idArgument("con", id)}`, bodyOf(options))
      answer(io, command, value, () => print(io, `${read(contact, value).id} is corrected.`))
    })

  contacts
    .command("erase")
    .description("erase a contact with everything held under its numbers: recordings, notes and tags too")
    .argument("<id>", "con_... or the bare UUID")
    .option("--preview <name>", "of a dry run that somebody else did: approves exactly that")
    .option("--dry-run", "say what would happen and change nothing")
    .option("--yes", "do not ask")
    .addHelpText("after", "\nExample:\n  assent contact erase con_... --dry-run")
    .action(async (id: string, options: EraseOptions, command: Command) => {
      const path = `/v1/contacts/${idArgument("con", id)}`
      const client = openClient(io)
      const plan = read(erased, await client.send("DELETE", `${path}?dry_run=true`))
      if (options.dryRun !== true && options.yes !== true) await askFirst(io, plan)
      const preview = options.preview ?? plan.preview ?? ""
      const value = options.dryRun === true ? plan : await client.send("DELETE", `${path}?preview=${preview}`)
      answer(io, command, value, () => {
        const done = read(erased, value)
        print(io, `The contact: ${done.contact}.`)
        const rows = done.items.map((item) => [item.recording_id, item.outcome])
        if (rows.length > 0) table(io, ["recording", "outcome"], rows)
        if (options.dryRun === true) print(io, `Nothing was changed. To erase exactly this: --preview ${preview}`)
      })
    })
}

function bodyOf({ name, number = [] }: Wording): object {
  if (name === undefined && number.length === 0) throw badInput("--name or --number", "give one of the two")
  return { name: name ?? null, numbers: number.map((each) => numberOption("--number", each)) }
}

async function askFirst(io: Io, { calls, items }: z.infer<typeof erased>): Promise<void> {
  if (!io.confirm) throw badInput("--yes", "nobody can be asked here: add --yes to erase, or --dry-run to look first")
  if (await io.confirm(`Erase the contact, ${calls} calls' keys and ${items.length} recordings for good?`)) return
  throw new AssentError("CONFLICT", "nothing was erased")
}
