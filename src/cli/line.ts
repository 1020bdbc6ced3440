import type { Command } from "commander"
import { z } from "zod"
import type { Io } from "./io.ts"
import { pageOptions, printList, queryOf, type ListOptions } from "./list.ts"

const lineView = z.object({
  id: z.string(),
  name: z.string(),
  number: z.string(),
  language: z.string(),
  greeting_id: z.string(),
  mode: z.string(),
  retention: z.object({ period: z.string() }),
})

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
        greeting: (row) => row.greeting_id,
        mode: (row) => row.mode,
        kept: (row) => row.retention.period,
      })
    })
}
