import type { Command } from "commander"
import { answer } from "./answer.ts"
import { openClient, read } from "./client.ts"
import { segment, versionView } from "./greeting-view.ts"
import { versionOption } from "./input.ts"
import { print, type Io } from "./io.ts"

/** `assent greeting review | publish | unschedule | rollback`. */
export function greetingPublishCommands(greeting: Command, io: Io): void {
  const one = (id: string, version: string) => `/v1/greetings/${segment(id)}/versions/${versionOption(version)}`
  greeting
    .command("review")
    .description("name who reviewed the words: they are draft wording no more")
    .argument("<id>")
    .requiredOption("--version <n>", "the version")
    .requiredOption("--by <name>", "the reviewer")
    .addHelpText("after", '\nExample:\n  assent greeting review standard --version 3 --by "J. Doe, counsel"')
    .action(async (id: string, options: { version: string; by: string }, command: Command) => {
      const value = await openClient(io).send("POST", `${one(id, options.version)}/review`, { reviewed_by: options.by })
      answer(io, command, value, () => print(io, `Version ${read(versionView, value).version} is reviewed.`))
    })
  greeting
    .command("publish")
    .description("publish a draft, now or at a time: immutable from then on, and played to new callers")
    .argument("<id>")
    .requiredOption("--version <n>", "the draft")
    .requiredOption("--message <words>", "why")
    .option("--at <instant>", "publish it then, such as 2026-12-01T08:00:00Z")
    .addHelpText("after", '\nExample:\n  assent greeting publish standard --version 3 --message "Shorter, reviewed"')
    .action(async (id: string, options: { version: string; message: string; at?: string }, command: Command) => {
      const { message, at } = options
      const body = at === undefined ? { message } : { message, at }
      const value = await openClient(io).send("POST", `${one(id, options.version)}/publish`, body)
      answer(io, command, value, () => {
        const { version, publish_at: due } = read(versionView, value)
        print(
          io,
          due === null ? `Version ${version} is live for new calls.` : `Version ${version} is live from ${due} on.`,
        )
      })
    })
  greeting
    .command("unschedule")
    .description("take a version off the schedule: it is a draft again")
    .argument("<id>")
    .requiredOption("--version <n>", "the version")
    .addHelpText("after", "\nExample:\n  assent greeting unschedule standard --version 3")
    .action(async (id: string, options: { version: string }, command: Command) => {
      const value = await openClient(io).send("DELETE", `${one(id, options.version)}/schedule`)
      answer(io, command, value, () => print(io, `Version ${read(versionView, value).version} is a draft again.`))
    })
  greeting
    .command("rollback")
    .description("bring an earlier published version back, as a new one")
    .argument("<id>")
    .requiredOption("--to <n>", "the version to bring back")
    .requiredOption("--message <words>", "why")
    .addHelpText(
      "after",
      '\nExample:\n  assent greeting rollback standard --to 2 --message "The new one confused callers"',
    )
    .action(async (id: string, { to, message }: { to: string; message: string }, command: Command) => {
      const body = { to: versionOption(to), message }
      const value = await openClient(io).send("POST", `/v1/greetings/${segment(id)}/rollback`, body)
      answer(io, command, value, () =>
        print(io, `Version ${read(versionView, value).version} is live for new calls: it is version ${to} again.`),
      )
    })
}
