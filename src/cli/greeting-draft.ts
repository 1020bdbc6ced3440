import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import type { Command } from "commander"
import { z } from "zod"
import { promptNames } from "../audio/prompt-name.ts"
import { AssentError } from "../errors.ts"
import { answer } from "./answer.ts"
import { type Client, openClient, read } from "./client.ts"
import { badInput } from "./exit.ts"
import { findingsView, greetingView, matchNow, segment, versionView } from "./greeting-view.ts"
import { fileOption, versionOption } from "./input.ts"
import { print, type Io } from "./io.ts"

interface UploadOptions {
  readonly language: string
  readonly text?: string
  readonly textFile?: string
  readonly version?: string
}

/** `assent greeting create | draft | upload | says | check | waive`. */
export function greetingDraftCommands(greeting: Command, io: Io): void {
  greeting
    .command("create")
    .description("add a greeting, still without a version")
    .argument("<id>")
    .requiredOption("--name <words>", "for people")
    .addHelpText("after", '\nExample:\n  assent greeting create evening --name "After hours"')
    .action(async (id: string, { name }: { name: string }, command: Command) => {
      const value = await openClient(io).send("POST", "/v1/greetings", { id, name })
      answer(io, command, value, () => print(io, `Added ${read(greetingView, value).id}.`))
    })
  greeting
    .command("draft")
    .description("begin a draft, copied from the newest version or from another")
    .argument("<id>")
    .option("--from <n>", "the version to copy")
    .addHelpText("after", "\nExample:\n  assent greeting draft standard --from 2")
    .action(async (id: string, { from }: { from?: string }, command: Command) => {
      const body = from === undefined ? {} : { from: versionOption(from) }
      const value = await openClient(io).send("POST", `/v1/greetings/${segment(id)}/versions`, body)
      answer(io, command, value, () => print(io, `Version ${read(versionView, value).version} is a draft.`))
    })
  greeting
    .command("upload")
    .description("set one prompt of a draft: its audio and its exact words")
    .argument("<id>", "the greeting")
    .argument("<prompt>", promptNames.join(", "))
    .argument("<file>", "WAV, or any audio where ffmpeg is installed")
    .option("--text <words>", "the exact words of the audio: this is the legal text")
    .option("--text-file <file>", "the words, from a file")
    .option("--language <tag>", "such as en or pt-BR", "en")
    .option("--version <n>", "an existing draft; without it a new one is begun")
    .addHelpText(
      "after",
      '\nExample:\n  assent greeting upload standard notice notice.wav --text "This call may be recorded."',
    )
    .action((id: string, prompt: string, file: string, options: UploadOptions, command: Command) =>
      upload(io, command, { id, prompt, file, ...options }),
    )
  greeting
    .command("speak")
    .description("set one prompt of a draft: its words, spoken by the synthetic voice for drafts")
    .argument("<id>", "the greeting")
    .argument("<prompt>", promptNames.join(", "))
    .option("--text <words>", "the exact words: this is the legal text")
    .option("--text-file <file>", "the words, from a file")
    .option("--language <tag>", "such as en or pt-BR", "en")
    .option("--version <n>", "an existing draft; without it a new one is begun")
    .addHelpText("after", '\nExample:\n  assent greeting speak standard notice --text "This call may be recorded."')
    .action((id: string, prompt: string, options: UploadOptions, command: Command) =>
      speak(io, command, { id, prompt, ...options }),
    )
  greeting
    .command("says")
    .description("point at the words that say what must be said")
    .argument("<id>")
    .requiredOption("--version <n>", "the draft")
    .option("--language <tag>", "such as en or pt-BR", "en")
    .option("--purpose <words>", "of the notice: what the call is recorded for")
    .option("--free-choice <words>", "of the notice: that the caller is helped either way")
    .option("--rights <words>", "of the longer text: withdrawing, a copy, deletion, complaining")
    .option("--contact <words>", "of the longer text: whom the caller reaches for that")
    .addHelpText("after", '\nExample:\n  assent greeting says standard --version 3 --purpose "to improve our service"')
    .action((id: string, options: SaysOptions, command: Command) => says(io, command, id, options))
  greeting
    .command("check")
    .description("check a version as publishing would, and change nothing; exit code 1 when it cannot be published")
    .argument("<id>")
    .requiredOption("--version <n>", "the version")
    .addHelpText("after", "\nExample:\n  assent greeting check standard --version 3")
    .action((id: string, { version }: { version: string }, command: Command) => check(io, command, id, version))
  greeting
    .command("waive")
    .description("let a check that does not pass stand, with a reason that is kept")
    .argument("<id>")
    .argument("<pointer>", "as `greeting check` names it")
    .argument("<code>", "as `greeting check` names it")
    .requiredOption("--version <n>", "the draft")
    .requiredOption("--reason <words>", "why it may stand")
    .addHelpText(
      "after",
      '\nExample:\n  assent greeting waive standard /languages/en/more/text contact_not_said --version 3 --reason "on the card"',
    )
    .action(
      async (
        id: string,
        pointer: string,
        code: string,
        options: { version: string; reason: string },
        command: Command,
      ) => {
        const path = `/v1/greetings/${segment(id)}/versions/${versionOption(options.version)}/waivers`
        const value = await openClient(io).send("POST", path, { pointer, code, reason: options.reason })
        answer(io, command, value, () => print(io, `Waived ${code}.`))
      },
    )
}

type Spoken = UploadOptions & { readonly id: string; readonly prompt: string }

async function upload(io: Io, command: Command, { file, ...spoken }: Spoken & { file: string }): Promise<void> {
  refuseUnknown(spoken.prompt)
  const audio = fileOption(io, "<file>", file).toString("base64")
  const text = textOf(io, spoken)
  const client = openClient(io)
  const draft = await draftOf(client, spoken)
  const match = await matchNow(client, spoken.id)
  const value = await client.send("PUT", pathOf(spoken, draft), { text, audio_base64: audio }, match)
  answer(io, command, value, () => next(io, spoken, draft))
}

async function speak(io: Io, command: Command, spoken: Spoken): Promise<void> {
  refuseUnknown(spoken.prompt)
  const text = textOf(io, spoken)
  const client = openClient(io)
  const draft = await draftOf(client, spoken)
  const value = await client.send(
    "POST",
    `${pathOf(spoken, draft)}/speech`,
    { text },
    await matchNow(client, spoken.id),
  )
  answer(io, command, value, () => next(io, spoken, draft))
}

function refuseUnknown(prompt: string): void {
  if (!promptNames.some((name) => name === prompt)) throw badInput("<prompt>", `is one of ${promptNames.join(", ")}`)
}

/** The draft that is meant, or a new one. */
async function draftOf(client: Client, { id, version }: Spoken): Promise<number> {
  if (version !== undefined) return versionOption(version)
  return read(versionView, await client.send("POST", `/v1/greetings/${segment(id)}/versions`, {})).version
}

const pathOf = ({ id, language, prompt }: Spoken, draft: number): string =>
  `/v1/greetings/${segment(id)}/versions/${draft}/${segment(language)}/${prompt}`

function next(io: Io, { id, prompt, language }: Spoken, draft: number): void {
  print(io, `Set ${prompt} (${language}) in draft ${draft}. When all is there:`)
  print(io, `  assent greeting publish ${id} --version ${draft} --message "..."`)
}

const saysView = z.object({
  versions: z.array(z.object({ version: z.number(), says: z.record(z.string(), z.record(z.string(), z.string())) })),
})

interface SaysOptions {
  readonly version: string
  readonly language: string
  readonly purpose?: string
  readonly freeChoice?: string
  readonly rights?: string
  readonly contact?: string
}

async function says(io: Io, command: Command, id: string, options: SaysOptions): Promise<void> {
  const { version, language, purpose, freeChoice, rights, contact } = options
  const client = openClient(io)
  const number = versionOption(version)
  const stored = read(saysView, await client.get(`/v1/greetings/${segment(id)}`)).versions
  const before = stored.find((one) => one.version === number)?.says[language] ?? {}
  const given = Object.entries({ purpose, free_choice: freeChoice, rights, contact }).filter(([, words]) => words)
  if (given.length === 0) throw badInput("--purpose, --free-choice, --rights or --contact", "give at least one")
  const body = { ...before, ...Object.fromEntries(given) }
  const path = `/v1/greetings/${segment(id)}/versions/${number}/says/${segment(language)}`
  const value = await client.send("PUT", path, body, await matchNow(client, id))
  answer(io, command, value, () =>
    print(io, `Draft ${number} (${language}) says it. Check it:\n  assent greeting check ${id} --version ${number}`),
  )
}

async function check(io: Io, command: Command, id: string, version: string): Promise<void> {
  const path = `/v1/greetings/${segment(id)}/versions/${versionOption(version)}/validate`
  const value = await openClient(io).send("POST", path, {})
  const { publishable, findings } = read(findingsView, value)
  answer(io, command, value, () => {
    for (const { severity, code, pointer, detail, waived } of findings) {
      print(
        io,
        `${waived ? "waived" : severity} ${code} at ${pointer}: ${detail}${waived ? ` (${waived.reason})` : ""}`,
      )
    }
    print(io, publishable ? "It can be published." : "It cannot be published yet.")
  })
  if (!publishable) throw new AssentError("CONFLICT", "this version cannot be published yet")
}

function textOf(io: Io, { text, textFile }: { text?: string; textFile?: string }): string {
  if ((text === undefined) === (textFile === undefined))
    throw badInput("--text or --text-file", "give exactly one of the two")
  if (text !== undefined) return text
  try {
    return readFileSync(resolve(io.cwd, textFile ?? ""), "utf8").trim()
  } catch {
    throw badInput("--text-file", "this file cannot be read: check the path and its permissions")
  }
}
