import type { Command } from "commander"
import { z } from "zod"
import { answer } from "./answer.ts"
import { openClient, read } from "./client.ts"
import { print, table, type Io } from "./io.ts"

const mapView = z.object({
  data: z.array(
    z.object({
      place: z.string(),
      object: z.string(),
      field: z.string(),
      personal: z.string(),
      category: z.string(),
      retention: z.string(),
    }),
  ),
  not_processed: z.array(z.string()),
})

export function dataMapCommand(program: Command, io: Io): void {
  program
    .command("data-map")
    .description("every stored field: what it is, why it is there and until when")
    .addHelpText("after", "\nExample:\n  assent data-map --json")
    .action(async (_options: object, command: Command) => {
      const value = await openClient(io).get("/v1/data-map")
      answer(io, command, value, () => {
        const map = read(mapView, value)
        table(
          io,
          ["place", "object", "field", "personal", "category", "retention"],
          map.data.map((row) => [row.place, row.object, row.field, row.personal, row.category, row.retention]),
        )
        print(io, `\nNot processed:\n${map.not_processed.map((what) => `  ${what}`).join("\n")}`)
      })
    })
}
