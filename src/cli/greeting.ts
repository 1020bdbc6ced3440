import { writeFileSync } from "node:fs"
import { resolve } from "node:path"
import type { Command } from "commander"
import { z } from "zod"
import { answer } from "./answer.ts"
import { openClient, read } from "./client.ts"
import { greetingDraftCommands } from "./greeting-draft.ts"
import { greetingPublishCommands } from "./greeting-publish.ts"
import { greetingView, segment } from "./greeting-view.ts"
import { badInput } from "./exit.ts"
import { versionOption } from "./input.ts"
import { print, table, type Io } from "./io.ts"
import { pageOptions, printList, queryOf, type ListOptions } from "./list.ts"

const side = z.object({ text: z.string(), audio_sha256: z.string() }).nullable()
const diffView = z.object({
  changes: z.array(
    z.object({
      language: z.string(),
      prompt: z.string(),
      words: z.boolean(),
      audio: z.boolean(),
      before: side,
      after: side,
    }),
  ),
})
const waits = z.object({ calls: z.number(), median_ms: z.number().nullable() })
const statsView = z.object({
  versions: z.array(
    z.object({
      version: z.number(),
      language: z.string(),
      live: z.boolean(),
      calls: z.record(z.string(), z.number()),
      refusal_rate: z.number().nullable(),
      time_to_agent: z.object({ granted: waits, refused: waits }),
    }),
  ),
})

export function greetingCommand(program: Command, io: Io): void {
  const greeting = program.command("greeting").description("Greetings: what callers hear, version by version")
  pageOptions(greeting.command("list"))
    .description("list greetings")
    .addHelpText("after", "\nExample:\n  assent greeting list")
    .action(async (options: ListOptions, command: Command) => {
      await printList(io, command, `/v1/greetings?${queryOf(options)}`, greetingView, {
        greeting: (row) => row.id,
        name: (row) => row.name,
        live: (row) => String(row.live ?? "-"),
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
    .command("diff")
    .description("show what a caller hears differently in two versions")
    .argument("<id>")
    .argument("<from>", "a version")
    .argument("<to>", "another")
    .addHelpText("after", "\nExample:\n  assent greeting diff standard 2 3")
    .action((id: string, from: string, to: string, _options: object, command: Command) =>
      diff(io, command, `/v1/greetings/${segment(id)}/diff?from=${versionOption(from)}&to=${versionOption(to)}`),
    )
  greeting
    .command("listen")
    .description("save a prompt as on a phone line, as a WAV file")
    .argument("<id>")
    .argument("<prompt>", "notice, menu, more, ...")
    .requiredOption("--version <n>", "the version")
    .requiredOption("--out <file>", "a new file")
    .option("--language <tag>", "such as en or pt-BR", "en")
    .addHelpText("after", "\nExample:\n  assent greeting listen standard notice --version 3 --out notice.wav")
    .action(async (id: string, prompt: string, options: ListenOptions, command: Command) => {
      const path = `/v1/greetings/${segment(id)}/versions/${versionOption(options.version)}`
      const wav = await openClient(io).bytes(`${path}/${segment(options.language)}/${segment(prompt)}/preview`)
      if (wav === null) throw badInput("<prompt>", "this version has no such prompt in this language")
      const file = saved(io, options.out, wav)
      answer(io, command, { file, bytes: wav.length }, () => print(io, `Saved ${file}`))
    })
  greeting
    .command("stats")
    .description("show how callers answered each version, and how long they waited for the agent")
    .argument("<id>")
    .option("--since <instant>", "of calls answered from here on, such as 2026-11-01T00:00:00Z; default: 90 days")
    .addHelpText("after", "\nExample:\n  assent greeting stats standard")
    .action((id: string, { since }: { since?: string }, command: Command) => {
      const query = since === undefined ? "" : `?since=${encodeURIComponent(since)}`
      return stats(io, command, `/v1/greetings/${segment(id)}/stats${query}`)
    })
  greetingDraftCommands(greeting, io)
  greetingPublishCommands(greeting, io)
}

/** Nothing that is there is overwritten. */
function saved(io: Io, path: string, wav: Uint8Array): string {
  const file = resolve(io.cwd, path)
  try {
    writeFileSync(file, wav, { flag: "wx" })
  } catch {
    throw badInput("--out", "cannot be written: name a file that is not there yet, in a folder that is")
  }
  return file
}

interface ListenOptions {
  readonly version: string
  readonly out: string
  readonly language: string
}

async function show(io: Io, command: Command, id: string): Promise<void> {
  const value = await openClient(io).get(`/v1/greetings/${segment(id)}`)
  answer(io, command, value, () => {
    const { live, versions } = read(greetingView, value)
    const rows = versions.map((one) => [
      String(one.version),
      one.version === live ? "live" : one.state,
      one.publish_at ?? one.published_at ?? "-",
      one.hindered ? `not published: ${one.hindered.reason}` : (one.message ?? ""),
    ])
    table(io, ["version", "state", "published", "message"], rows)
    const newest = versions.at(-1)
    if (newest?.draft_wording) print(io, "\nDraft wording: nobody who may has reviewed it.")
    for (const { pointer, code, by, reason } of newest?.waivers ?? []) {
      print(io, `Waived: ${code} at ${pointer}, by ${by}: ${reason}`)
    }
    for (const [language, prompts] of Object.entries(newest?.languages ?? {})) {
      print(io, `\n${language}`)
      for (const [name, { text, bytes }] of Object.entries(prompts))
        print(io, `  ${name} (${(bytes / 8000).toFixed(1)} s): ${text}`)
    }
  })
}

async function diff(io: Io, command: Command, path: string): Promise<void> {
  const value = await openClient(io).get(path)
  answer(io, command, value, () => {
    const { changes } = read(diffView, value)
    if (changes.length === 0) print(io, "A caller hears the same in both.")
    for (const { language, prompt, words, audio, before, after } of changes) {
      print(io, `${language} ${prompt}: ${[words ? "words" : "", audio ? "audio" : ""].filter(Boolean).join(" and ")}`)
      if (words && before) print(io, `  - ${before.text}`)
      if (words && after) print(io, `  + ${after.text}`)
      if (audio) print(io, `  audio ${before?.audio_sha256 ?? "none"} -> ${after?.audio_sha256 ?? "none"}`)
    }
  })
}

async function stats(io: Io, command: Command, path: string): Promise<void> {
  const value = await openClient(io).get(path)
  answer(io, command, value, () => {
    const seconds = (ms: number | null) => (ms === null ? "-" : `${(ms / 1000).toFixed(1)} s`)
    const rows = read(statsView, value).versions.map((one) => [
      `${one.version}${one.live ? " live" : ""}`,
      one.language,
      ...["granted", "refused", "no_answer"].map((state) => String(one.calls[state] ?? 0)),
      one.refusal_rate === null ? "-" : `${(one.refusal_rate * 100).toFixed(1)} %`,
      seconds(one.time_to_agent.granted.median_ms),
      seconds(one.time_to_agent.refused.median_ms),
    ])
    const head = ["version", "language", "agreed", "refused", "no answer", "refusing"]
    table(io, [...head, "to agent, agreeing", "to agent, refusing"], rows)
  })
}
