import type { Command } from "commander"
import { z } from "zod"
import { answer } from "./answer.ts"
import { openClient, read } from "./client.ts"
import { idArgument, numberOption } from "./input.ts"
import { print, type Io } from "./io.ts"
import { pageOptions, printList, queryOf, type ListOptions } from "./list.ts"
import { callDetail, callView } from "./views.ts"

interface CallListOptions extends ListOptions {
  readonly line?: string
  readonly consent?: string
  readonly from?: string
}

const noteView = z.object({ text: z.string() })
const tagsView = z.object({ tags: z.array(z.string()) })

export function callsCommand(program: Command, io: Io): void {
  const calls = program.command("calls").description("Calls, live and ended")
  pageOptions(calls.command("list"))
    .description("list calls, newest first")
    .option("--line <id>", "only this line's")
    .option("--consent <state>", "granted, refused, no_answer, ... (several: with commas)")
    .option("--from <number>", "only from exactly this number")
    .addHelpText("after", "\nExample:\n  assent calls list --consent refused,no_answer --limit 10")
    .action(async (options: CallListOptions, command: Command) => {
      const number = options.from === undefined ? undefined : numberOption("--from", options.from)
      const query = queryOf(options, { line: options.line, consent: options.consent, number })
      await printList(io, command, `/v1/calls?${query}`, callView, {
        call: (row) => row.id,
        answered: (row) => row.answered_at,
        line: (row) => row.line_id,
        caller: (row) => row.caller ?? row.caller_state,
        consent: (row) => row.consent ?? "undecided",
        outcome: (row) => row.outcome ?? row.state,
      })
    })
  calls
    .command("show")
    .description("show one call with its consents and recordings")
    .argument("<id>", "call_... or the bare UUID")
    .addHelpText("after", "\nExample:\n  assent calls show call_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091")
    .action(async (id: string, _options: object, command: Command) => {
      const value = await openClient(io).get(`/v1/calls/${idArgument("call", id)}`)
      answer(io, command, value, () => {
        const call = read(callDetail, value)
        print(io, `${call.id}  line ${call.line_id}  caller ${call.caller ?? call.caller_state}`)
        print(io, `answered ${call.answered_at}  ${call.outcome ?? call.state}`)
        for (const consent of call.consents) {
          const { party, state, method, script, leaf_index: leaf } = consent
          print(io, `consent   ${party} ${state} (${method}, ${script}, leaf ${leaf})`)
        }
        for (const { id: recording, state, delete_after: until } of call.recordings) {
          print(io, `recording ${recording} ${state}, kept until ${until}`)
        }
      })
    })

  calls
    .command("note")
    .description("show the note on a call; write it with --text, erase it with --erase")
    .argument("<id>", "call_... or the bare UUID")
    .option("--text <words>", "the note: the one before is destroyed")
    .option("--erase", "destroy it for good")
    .addHelpText("after", '\nExample:\n  assent calls note call_... --text "wants to be called back"')
    .action(async (id: string, { text, erase }: { text?: string; erase?: boolean }, command: Command) => {
      const path = `/v1/calls/${idArgument("call", id)}/notes`
      const client = openClient(io)
      if (erase === true) {
        const value = await client.send("DELETE", path)
        answer(io, command, value, () => print(io, "There is no note on this call any more."))
        return
      }
      const value = text === undefined ? await client.get(path) : await client.send("PUT", path, { text })
      answer(io, command, value, () => print(io, read(noteView, value).text))
    })

  calls
    .command("tags")
    .description("show the tags on a call; set them with --set")
    .argument("<id>", "call_... or the bare UUID")
    .option("--set <tag...>", "the tags: those before are destroyed")
    .addHelpText("after", "\nExample:\n  assent calls tags call_... --set complaint")
    .action(async (id: string, { set }: { set?: string[] }, command: Command) => {
      const path = `/v1/calls/${idArgument("call", id)}/tags`
      const client = openClient(io)
      const value = set === undefined ? await client.get(path) : await client.send("PUT", path, { tags: set })
      answer(io, command, value, () => print(io, read(tagsView, value).tags.join(", ")))
    })
}
