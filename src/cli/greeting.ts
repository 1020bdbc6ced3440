import { resolve } from "node:path"
import { readFileSync } from "node:fs"
import type { Command } from "commander"
import { z } from "zod"
import { promptNames } from "../audio/prompt-name.ts"
import { answer } from "./answer.ts"
import { openClient, read } from "./client.ts"
import { badInput } from "./exit.ts"
import { fileOption, versionOption } from "./input.ts"
import { print, table, type Io } from "./io.ts"
import { pageOptions, printList, queryOf, type ListOptions } from "./list.ts"

const versionView = z.object({
  version: z.number(),
  state: z.string(),
  published_at: z.string().nullable(),
  message: z.string().nullable(),
  draft_wording: z.boolean(),
  languages: z.record(z.string(), z.record(z.string(), z.object({ text: z.string(), bytes: z.number() }))),
})
const greetingView = z.object({ id: z.string(), name: z.string(), versions: z.array(versionView) })

interface UploadOptions {
  readonly language: string
  readonly text?: string
  readonly textFile?: string
  readonly version?: string
}

export function greetingCommand(program: Command, io: Io): void {
  const greeting = program.command("greeting").description("Greetings: what callers hear, version by version")
  pageOptions(greeting.command("list"))
    .description("list greetings")
    .addHelpText("after", "\nExample:\n  assent greeting list")
    .action(async (options: ListOptions, command: Command) => {
      await printList(io, command, `/v1/greetings?${queryOf(options)}`, greetingView, {
        greeting: (row) => row.id,
        name: (row) => row.name,
        live: (row) => String(row.versions.findLast((version) => version.state === "published")?.version ?? "-"),
        newest: (row) => String(row.versions.at(-1)?.version ?? "-"),
        languages: (row) => Object.keys(row.versions.at(-1)?.languages ?? {}).join(" "),
      })
    })
  greeting
    .command("show")
    .description("show a greeting's versions and the words of the newest")
    .argument("<id>")
    .addHelpText("after", "\nExample:\n  assent greeting show standard")
    .action((id: string, _options: object, command: Command) => show(io, command, id))
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
    .command("publish")
    .description("publish a draft: immutable from now on, and played to new callers")
    .argument("<id>")
    .requiredOption("--version <n>", "the draft")
    .requiredOption("--message <words>", "why")
    .addHelpText("after", '\nExample:\n  assent greeting publish standard --version 3 --message "Shorter, reviewed"')
    .action(async (id: string, options: { version: string; message: string }, command: Command) => {
      const path = `/v1/greetings/${segment(id)}/versions/${versionOption(options.version)}/publish`
      const value = await openClient(io).send("POST", path, { message: options.message })
      answer(io, command, value, () => print(io, `Version ${read(versionView, value).version} is live for new calls.`))
    })
}

async function show(io: Io, command: Command, id: string): Promise<void> {
  const value = await openClient(io).get(`/v1/greetings/${segment(id)}`)
  answer(io, command, value, () => {
    const { versions } = read(greetingView, value)
    const rows = versions.map((one) => [String(one.version), one.state, one.published_at ?? "-", one.message ?? ""])
    table(io, ["version", "state", "published", "message"], rows)
    const newest = versions.at(-1)
    if (newest?.draft_wording) print(io, "\nDraft wording: nobody who may has reviewed it.")
    for (const [language, prompts] of Object.entries(newest?.languages ?? {})) {
      print(io, `\n${language}`)
      for (const [name, { text, bytes }] of Object.entries(prompts))
        print(io, `  ${name} (${(bytes / 8000).toFixed(1)} s): ${text}`)
    }
  })
}

async function upload(
  io: Io,
  command: Command,
  { id, prompt, file, language, version, ...words }: UploadOptions & { id: string; prompt: string; file: string },
): Promise<void> {
  if (!promptNames.some((name) => name === prompt)) throw badInput("<prompt>", `is one of ${promptNames.join(", ")}`)
  const audio = fileOption(io, "<file>", file).toString("base64")
  const text = textOf(io, words)
  const client = openClient(io)
  const draft =
    version === undefined
      ? read(versionView, await client.send("POST", `/v1/greetings/${segment(id)}/versions`, {})).version
      : versionOption(version)
  const path = `/v1/greetings/${segment(id)}/versions/${draft}/${segment(language)}/${prompt}`
  const value = await client.send("PUT", path, { text, audio_base64: audio })
  answer(io, command, value, () => {
    print(io, `Set ${prompt} (${language}) in draft ${draft}. When all is there:`)
    print(io, `  assent greeting publish ${id} --version ${draft} --message "..."`)
  })
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

function segment(value: string): string {
  return encodeURIComponent(value)
}
