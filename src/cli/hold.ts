import type { Command } from "commander"
import { z } from "zod"
import { answer } from "./answer.ts"
import { openClient, read } from "./client.ts"
import { badInput } from "./exit.ts"
import { idArgument } from "./input.ts"
import { print, table, type Io } from "./io.ts"

const hold = z.object({
  id: z.string(),
  recording_id: z.string(),
  reason: z.string(),
  owner: z.string(),
  review_on: z.string(),
})

interface SetOptions {
  readonly reason: string
  readonly reviewOn: string
  readonly owner?: string
}

export function holdCommand(program: Command, io: Io): void {
  const holds = program.command("hold").description("Legal holds: set, list, release")
  holds
    .command("set")
    .description("forbid that a recording is erased until the hold is released")
    .argument("<id>", "rec_... or the bare UUID")
    .requiredOption("--reason <words>", "why")
    .requiredOption("--review-on <day>", "when somebody looks at it again, YYYY-MM-DD")
    .option("--owner <name>", "who answers for it; default: the API key's id")
    .addHelpText(
      "after",
      '\nExample:\n  assent hold set rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 --reason "case 4711" --review-on 2027-05-01',
    )
    .action(async (id: string, options: SetOptions, command: Command) => {
      const value = await openClient(io).send("POST", "/v1/holds", {
        recording_id: idArgument("rec", id),
        reason: options.reason,
        review_on: options.reviewOn,
        ...(options.owner === undefined ? {} : { owner: options.owner }),
      })
      answer(io, command, value, () => print(io, `${read(hold, value).id} stands.`))
    })
  holds
    .command("list")
    .description("list the holds that stand")
    .addHelpText("after", "\nExample:\n  assent hold list")
    .action(async (_options: object, command: Command) => {
      const value = await openClient(io).get("/v1/holds")
      answer(io, command, value, () => {
        const { data } = read(z.object({ data: z.array(hold) }), value)
        if (data.length === 0) print(io, "No hold stands.")
        else
          table(
            io,
            ["hold", "recording", "review on", "owner", "reason"],
            data.map((row) => [row.id, row.recording_id, row.review_on, row.owner, row.reason]),
          )
      })
    })
  holds
    .command("release")
    .description("release a hold; an erasure that waited for it runs now")
    .argument("<id>", "hold_...")
    .addHelpText("after", "\nExample:\n  assent hold release hold_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091")
    .action(async (id: string, _options: object, command: Command) => {
      if (!/^(hold_)?[0-9a-f-]{36}$/i.test(id))
        throw badInput("ID", "give the id of a hold, as `assent hold list` shows it")
      const value = await openClient(io).send("DELETE", `/v1/holds/${id}`)
      answer(io, command, value, () => {
        const { erasures } = read(z.object({ erasures: z.number() }), value)
        print(io, `Released. ${erasures} ${erasures === 1 ? "erasure" : "erasures"} that waited ran.`)
      })
    })
}
