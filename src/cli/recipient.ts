import type { Command } from "commander"
import { z } from "zod"
import { recipientRoles, transferMechanisms } from "../config-recipients.ts"
import { answer } from "./answer.ts"
import { openClient, read } from "./client.ts"
import { badInput } from "./exit.ts"
import { print, table, type Io } from "./io.ts"

const party = z.object({
  id: z.string(),
  name: z.string(),
  role: z.string(),
  purpose: z.string(),
  country: z.string().nullable(),
  transfer: z.string().nullable(),
  source: z.string(),
})

interface AddOptions {
  readonly name: string
  readonly role: string
  readonly purpose: string
  readonly country: string
  readonly transfer: string
}

export function recipientCommand(program: Command, io: Io): void {
  const recipients = program.command("recipient").description("Who else receives data: list, add, remove")
  recipients
    .command("list")
    .description("list every recipient, its country and why data may go there")
    .addHelpText("after", "\nExample:\n  assent recipient list")
    .action(async (_options: object, command: Command) => {
      const value = await openClient(io).get("/v1/recipients")
      answer(io, command, value, () => {
        const { data } = read(z.object({ data: z.array(party) }), value)
        if (data.length === 0) {
          print(io, "Nobody else receives data.")
          return
        }
        const stated = (text: string | null) => text ?? "not stated"
        table(
          io,
          ["id", "name", "role", "country", "transfer", "named by", "purpose"],
          data.map((row) => [
            row.id,
            row.name,
            row.role,
            stated(row.country),
            stated(row.transfer),
            row.source,
            row.purpose,
          ]),
        )
      })
    })
  recipients
    .command("add")
    .description("add a recipient: consents from now on name it, those from before do not cover it")
    .argument("<id>", "what exports name it by: lower-case letters, digits, - and _")
    .requiredOption("--name <name>", "the party")
    .requiredOption("--role <role>", recipientRoles.join(", "))
    .requiredOption("--purpose <words>", "what it receives, and why")
    .requiredOption("--country <code>", "where the data go: ISO 3166-1, such as DE")
    .requiredOption("--transfer <mechanism>", transferMechanisms.join(", "))
    .addHelpText(
      "after",
      '\nExample:\n  assent recipient add archive --name "Archive Ltd" --role storage --purpose "keeps copies" --country IE --transfer none_needed',
    )
    .action(async (id: string, options: AddOptions, command: Command) => {
      const { name, role, purpose, country, transfer } = options
      const value = await openClient(io).send("POST", "/v1/recipients", { id, name, role, purpose, country, transfer })
      answer(io, command, value, () =>
        print(io, `${read(party, value).id} is on the register. Consents given before do not cover it.`),
      )
    })
  recipients
    .command("remove")
    .description("remove a recipient: nothing is exported to it any more")
    .argument("<id>", "as `assent recipient list` shows it")
    .addHelpText("after", "\nExample:\n  assent recipient remove archive")
    .action(async (id: string, _options: object, command: Command) => {
      if (!/^[a-z0-9][a-z0-9_-]{0,63}$/.test(id)) throw badInput("ID", "give an id as `assent recipient list` shows it")
      const value = await openClient(io).send("DELETE", `/v1/recipients/${id}`, undefined, { "if-match": "*" })
      answer(io, command, value, () => print(io, `${id} is off the register.`))
    })
}
