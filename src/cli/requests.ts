/* What people and authorities ask of the data held about them. */
import { existsSync, writeFileSync } from "node:fs"
import { rename, writeFile } from "node:fs/promises"
import { resolve } from "node:path"
import type { Command } from "commander"
import { z } from "zod"
import { answer } from "./answer.ts"
import { openClient, read } from "./client.ts"
import { badInput } from "./exit.ts"
import { idArgument, numberOption, outOption } from "./input.ts"
import { print, table, type Io } from "./io.ts"
import { pageOptions, printList, queryOf, type ListOptions } from "./list.ts"
import { requestDocumentCommands } from "./request-documents.ts"

const requestView = z.object({
  id: z.string(),
  kind: z.string(),
  state: z.string(),
  due_on: z.string(),
  extended: z.boolean(),
  overdue: z.boolean(),
  number: z.string().nullable(),
  recording_id: z.string().nullable(),
  items: z.array(z.object({ recording_id: z.string(), outcome: z.string(), reason: z.string().nullable() })),
  history: z
    .array(z.object({ at: z.string(), actor: z.string(), act: z.string(), denied: z.string().nullable() }))
    .optional(),
})

interface ExecuteOptions {
  readonly handedOver?: string
  readonly recordings?: string[]
  readonly told?: string[]
  readonly yes?: boolean
}

interface FileOptions {
  readonly subject?: string
  readonly recording?: string
  readonly language?: string
  readonly authority?: string
  readonly reference?: string
  readonly scope?: string
  readonly statement?: string
}

export function requestsCommand(program: Command, io: Io): void {
  const requests = program.command("requests").description("Requests of people, and of authorities, about data held")

  requests
    .command("file")
    .description("file a request: the month for the answer begins")
    .argument("<kind>", "access, erasure, restriction, withdrawal, rectification or disclosure")
    .option("--subject <number>", "the person's number, with country code")
    .option("--recording <id>", "one recording instead")
    .option("--language <tag>", "the person's: en, de, fr or es", "en")
    .option("--authority <text>", "disclosure: who asks")
    .option("--reference <text>", "disclosure: law or order")
    .option("--scope <text>", "disclosure: what is asked for")
    .option("--statement <text>", "rectification: what the person states to be right")
    .addHelpText("after", "\nExample:\n  assent requests file erasure --subject +4915112345678 --language de")
    .action(async (kind: string, options: FileOptions, command: Command) => {
      const { subject, recording, language, authority, reference, scope, statement } = options
      if ((recording === undefined) === (subject === undefined))
        throw badInput("--recording or --subject", "give exactly one of the two")
      const about =
        recording === undefined
          ? { number: numberOption("--subject", subject ?? "") }
          : { recording_id: idArgument("rec", recording) }
      const body = { kind, language, authority, legal_reference: reference, scope, statement, ...about }
      show(io, command, await openClient(io).send("POST", "/v1/requests", body))
    })

  pageOptions(requests.command("list"))
    .description("list requests, newest first")
    .option("--state <state>", "received, verified, assessed, executed, refused or notified")
    .option("--kind <kind>")
    .addHelpText("after", "\nExample:\n  assent requests list --state received")
    .action(async (options: ListOptions & { state?: string; kind?: string }, command: Command) => {
      const { state, kind } = options
      await printList(io, command, `/v1/requests?${queryOf(options, { state, kind })}`, requestView, {
        id: (row) => row.id,
        kind: (row) => row.kind,
        state: (row) => row.state,
        due: (row) => `${row.due_on}${row.overdue ? " OVERDUE" : ""}`,
        about: (row) => row.number ?? row.recording_id ?? "-",
      })
    })

  requests
    .command("show")
    .description("one request with every attempt on it")
    .argument("<id>")
    .action(async (id: string, _options: object, command: Command) => {
      show(io, command, await openClient(io).get(`/v1/requests/${idArgument("dsr", id)}`))
    })

  requestDocumentCommands(requests, io)

  const step = (verb: string, description: string): Command =>
    requests.command(verb).description(description).argument("<id>")
  const take = async (command: Command, id: string, verb: string, body?: object): Promise<void> =>
    show(io, command, await openClient(io).send("POST", `/v1/requests/${idArgument("dsr", id)}/${verb}`, body))

  step("verify", "say how the person's identity was verified")
    .requiredOption("--by <method>", "call_back, code, account, document, court_order or representative")
    .option("--reference <text>", "where the proof is filed")
    .action((id: string, { by, reference }: { by: string; reference?: string }, command: Command) =>
      take(command, id, "verify", { verified_by: by, verified_reference: reference }),
    )
  step("assess", "list what is held, item by item")
    .option("--ground <code>", "erasure: 17_1_a to 17_1_f")
    .action((id: string, { ground }: { ground?: string }, command: Command) => take(command, id, "assess", { ground }))
  step("execute", "carry it out: an erasure cannot be undone")
    .option("--handed-over <text>", "disclosure: what the authority was given")
    .option("--recordings <id...>", "disclosure: of the recordings assessed, those that are handed over")
    .option("--told <name=day...>", "recipients who were told, such as Archive=2026-11-23")
    .option("--yes", "do not ask")
    .action(async (id: string, { handedOver, recordings, told = [], yes }: ExecuteOptions, command: Command) => {
      const known = told.map((text) => {
        const [, name, on] = /^(.+)=(\d{4}-\d\d-\d\d)$/.exec(text) ?? []
        if (name === undefined || on === undefined) throw badInput("--told", "give NAME=YYYY-MM-DD")
        return { name, on }
      })
      if (yes !== true) {
        if (!io.confirm) throw badInput("--yes", "nobody can be asked here: add --yes to carry it out")
        if (!(await io.confirm("Carry out this request? Nobody can undo an erasure."))) return
      }
      const only = recordings?.map((each) => idArgument("rec", each))
      await take(command, id, "execute", { handed_over: handedOver, recordings: only, told: known })
    })
  step("refuse", "refuse it, with its reason")
    .requiredOption("--reason <code>", "17_3_a to 17_3_e, 12_5_excessive, 12_6_identity, nothing_held, no_legal_basis")
    .action((id: string, { reason }: { reason: string }, command: Command) => take(command, id, "refuse", { reason }))
  step("extend", "extend the month by two, once")
    .requiredOption("--reason <text>")
    .action((id: string, { reason }: { reason: string }, command: Command) => take(command, id, "extend", { reason }))
  step("notified", "say that the person was told of the decision").action(
    (id: string, _options: object, command: Command) => take(command, id, "notified"),
  )
  step("copy", "fetch the copy of the person's data, as a ZIP archive")
    .requiredOption("--out <file>", "a new file")
    .option("--both-sides", "with the other person's voice too")
    .addHelpText("after", "\nExample:\n  assent requests copy dsr_... --out copy.zip")
    .action(async (id: string, { out, bothSides }: { out: string; bothSides?: boolean }) => {
      const side = bothSides === true ? "included" : "masked"
      await fetchTo(io, `/v1/requests/${idArgument("dsr", id)}/copy?other_side=${side}`, out)
    })
  step("handover", "fetch what an authority is handed, with its manifest, as a ZIP archive")
    .requiredOption("--out <file>", "a new file")
    .addHelpText("after", "\nExample:\n  assent requests handover dsr_... --out handover.zip")
    .action((id: string, { out }: { out: string }) =>
      fetchTo(io, `/v1/requests/${idArgument("dsr", id)}/handover`, out),
    )
  step("certificate", "fetch the certificate of an erasure, signed and as a page to print")
    .requiredOption("--out <folder>", "an existing folder")
    .addHelpText("after", "\nExample:\n  assent requests certificate dsr_... --out .")
    .action(async (id: string, { out }: { out: string }) => {
      const shown = idArgument("dsr", id)
      const client = openClient(io)
      const names = ["jws", "pdf"].map((format) => `certificate_${shown.slice(4)}.${format}`)
      const folder = outOption(io, out, names)
      for (const [i, format] of ["jws", "pdf"].entries()) {
        const response = await client.open(`/v1/requests/${shown}/certificate?format=${format}`)
        writeFileSync(`${folder}/${names[i] ?? ""}`, new Uint8Array(await response.arrayBuffer()), { flag: "wx" })
      }
      print(io, `${names.join(" and ")} are in ${folder}`)
    })
}

async function fetchTo(io: Io, path: string, out: string): Promise<void> {
  const file = resolve(io.cwd, out)
  if (existsSync(file)) throw badInput("--out", "there is such a file already: name a new one")
  const { body } = await openClient(io).open(path)
  // A transfer that breaks off leaves no file that looks whole.
  await writeFile(`${file}.part`, body ?? "", { flag: "wx", mode: 0o600 })
  await rename(`${file}.part`, file)
  print(io, `${file} holds it`)
}

function show(io: Io, command: Command, value: unknown): void {
  answer(io, command, value, () => {
    const request = read(requestView, value)
    const more = `${request.extended ? ", extended" : ""}${request.overdue ? ", OVERDUE" : ""}`
    print(io, `${request.id}  ${request.kind}, ${request.state}, due ${request.due_on}${more}`)
    const { items, history } = request
    if (items.length > 0)
      table(
        io,
        ["recording", "outcome", "reason"],
        items.map((item) => [item.recording_id, item.outcome, item.reason ?? ""]),
      )
    for (const { at, actor, act, denied } of history ?? [])
      print(io, `${at}  ${actor}  ${act}${denied === null ? "" : ` DENIED: ${denied}`}`)
  })
}
