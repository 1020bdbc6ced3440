import type { Command } from "commander"
import { z } from "zod"
import { answer } from "./answer.ts"
import { openClient, read } from "./client.ts"
import { numberOption, timeOption } from "./input.ts"
import { print, type Io } from "./io.ts"
import { pageOptions, printList, queryOf, type ListOptions } from "./list.ts"
import { editCommands } from "./part.ts"

const lineView = z.object({
  id: z.string(),
  name: z.string(),
  number: z.string(),
  language: z.string(),
  greeting: z.string(),
  mode: z.string(),
  destination: z.object({ kind: z.string() }),
  retention: z.object({ policy: z.string(), days: z.number() }),
  schedule: z.string().optional(),
})

const explained = z.object({
  at: z.string(),
  opening: z
    .object({ open: z.boolean(), by: z.string(), name: z.string().nullable(), until: z.string().nullable() })
    .nullable(),
  greeting: z.string(),
  greeting_version: z.number().nullable(),
  language: z.string(),
  destination: z.object({ kind: z.string() }),
  mode: z.string(),
})

interface Explain {
  readonly at?: string
  readonly from?: string
}

export function lineCommand(program: Command, io: Io): void {
  const line = program.command("line").description("Lines: a number, its greeting and its rules")
  pageOptions(line.command("list"))
    .description("list lines")
    .addHelpText("after", "\nExample:\n  assent line list --json")
    .action(async (options: ListOptions, command: Command) => {
      await printList(io, command, `/v1/lines?${queryOf(options)}`, lineView, {
        line: (row) => row.id,
        number: (row) => row.number,
        name: (row) => row.name,
        language: (row) => row.language,
        greeting: (row) => row.greeting,
        mode: (row) => row.mode,
        to: (row) => row.destination.kind,
        kept: (row) => `${row.retention.days} days`,
        hours: (row) => row.schedule ?? "always",
      })
    })
  editCommands(line, io, {
    path: "/v1/lines",
    noun: "line",
    create: "assent line create --file line.json",
    set: `assent line set main name="Front desk" 'retention={"policy":"quarter","days":90}' region=null`,
  })
  line
    .command("explain")
    .description("what a call would meet: open or closed and until when, greeting, language, destination")
    .argument("<id>")
    .option("--at <time>", "RFC 3339, such as 2026-12-24T18:00:00+01:00; default: now")
    .option("--from <number>", "the caller's number, where the language goes by it")
    .addHelpText("after", "\nExample:\n  assent line explain main --at 2026-12-24T18:00:00+01:00")
    .action((id: string, options: Explain, command: Command) => explain(io, command, id, options))
}

async function explain(io: Io, command: Command, id: string, { at, from }: Explain): Promise<void> {
  const query = new URLSearchParams()
  if (at !== undefined) query.set("at", timeOption("--at", at))
  if (from !== undefined) query.set("from", numberOption("--from", from))
  const value = await openClient(io).get(`/v1/lines/${encodeURIComponent(id)}/explain?${query.toString()}`)
  answer(io, command, value, () => {
    const found = read(explained, value)
    const { opening } = found
    print(io, `At           ${found.at}`)
    if (opening === null) print(io, "Hours        always open: the line keeps no schedule")
    else {
      const why = opening.name === null ? `by ${opening.by}` : `by ${opening.by}: ${opening.name}`
      print(io, `Hours        ${opening.open ? "open" : "closed"}, ${why}`)
      print(io, `Next change  ${opening.until ?? "none within 400 days"}`)
    }
    const version =
      found.greeting_version === null ? "nothing published: nobody is asked" : `version ${found.greeting_version}`
    print(io, `Greeting     ${found.greeting}, ${version}`)
    print(io, `Language     ${found.language}`)
    print(io, `Destination  ${found.destination.kind}`)
    print(io, `Mode         ${found.mode}`)
  })
}
