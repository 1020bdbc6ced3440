import type { Command } from "commander"
import { z } from "zod"
import { answer, wantsJson } from "./answer.ts"
import { openClient, read } from "./client.ts"
import { badInput } from "./exit.ts"
import { print, printJson, table, type Io } from "./io.ts"

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
  const map = program.command("data-map")
  map
    .command("register")
    .description("the register of processing activities (Art. 30 GDPR)")
    .option("--format <format>", "md or json", "md")
    .addHelpText("after", "\nExample:\n  assent data-map register > register.md")
    .action(async ({ format }: { readonly format: string }, command: Command) => {
      if (format !== "md" && format !== "json") throw badInput("--format", "give md or json")
      const client = openClient(io)
      if (format === "json" || wantsJson(command)) printJson(io, await client.get("/v1/processing-register"))
      else io.stdout(await (await client.open("/v1/processing-register?format=md")).text())
    })
  map
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
