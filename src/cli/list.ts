/* Lists: one page as the API gives it, newest first. */
import type { Command } from "commander"
import type { z } from "zod"
import { answer } from "./answer.ts"
import { openClient, read } from "./client.ts"
import { limitOption } from "./input.ts"
import { paint, print, table, type Io } from "./io.ts"
import { listOf } from "./views.ts"

export interface ListOptions {
  readonly limit?: string
  readonly cursor?: string
}

export function pageOptions(command: Command): Command {
  return command
    .option("--limit <n>", "how many, 1 to 100", "25")
    .option("--cursor <cursor>", "next_cursor of the page before")
}

/** The query of a list: what is undefined is left out. */
export function queryOf(options: ListOptions, filters: Readonly<Record<string, string | undefined>> = {}): string {
  const query = new URLSearchParams({ limit: limitOption(options.limit ?? "25") })
  for (const [name, value] of Object.entries({ ...filters, cursor: options.cursor })) {
    if (value !== undefined) query.set(name, value)
  }
  return query.toString()
}

export async function printList<T extends z.ZodType>(
  io: Io,
  command: Command,
  path: string,
  item: T,
  columns: Readonly<Record<string, (row: z.infer<T>) => string>>,
): Promise<void> {
  const value = await openClient(io).get(path)
  answer(io, command, value, () => {
    const page = read(listOf(item), value)
    if (page.data.length === 0) print(io, "Nothing yet.")
    else
      table(
        io,
        Object.keys(columns),
        page.data.map((row) => Object.values(columns).map((cell) => cell(row))),
      )
    if (page.next_cursor !== null) print(io, paint(io, "dim", `More: --cursor ${page.next_cursor}`))
  })
}
