/* Documents that prove who makes a request: sealed by the gateway, and destroyed after days. */
import { statSync } from "node:fs"
import { basename, extname, resolve } from "node:path"
import type { Command } from "commander"
import { z } from "zod"
import { answer } from "./answer.ts"
import { openClient, read } from "./client.ts"
import { badInput } from "./exit.ts"
import { fileOption, idArgument } from "./input.ts"
import { print, table, type Io } from "./io.ts"

const MAX_BYTES = 4 * 1024 * 1024
const mediaTypes = new Map([
  [".pdf", "application/pdf"],
  [".jpg", "image/jpeg"],
  [".jpeg", "image/jpeg"],
  [".png", "image/png"],
])
const documentView = z.object({ id: z.string(), name: z.string(), media_type: z.string(), set_at: z.string() })
const listed = z.object({ data: z.array(documentView) })

/** `assent requests document`, added to `requests`. */
export function requestDocumentCommands(requests: Command, io: Io): void {
  const documents = requests
    .command("document")
    .description("Documents that prove who makes a request: sealed, and destroyed after days")
  const path = (request: string) => `/v1/requests/${idArgument("dsr", request)}/documents`

  documents
    .command("add")
    .description("add a document to a request: a PDF, JPEG or PNG of at most 4 MiB")
    .argument("<request>", "dsr_... or the bare UUID")
    .argument("<file>")
    .option("--name <name>", "as it is shown; default: the file's name")
    .addHelpText("after", "\nExample:\n  assent requests document add dsr_... passport.pdf")
    .action(async (request: string, file: string, { name }: { name?: string }, command: Command) => {
      const to = path(request)
      const body = { name: shownName(name ?? basename(file)), ...contentOf(io, file) }
      const value = await openClient(io).send("POST", to, body)
      answer(io, command, value, () => print(io, `${read(documentView, value).id} is added, sealed.`))
    })

  documents
    .command("list")
    .description("list the documents of a request, newest first")
    .argument("<request>", "dsr_... or the bare UUID")
    .addHelpText("after", "\nExample:\n  assent requests document list dsr_...")
    .action(async (request: string, _options: object, command: Command) => {
      const value = await openClient(io).get(path(request))
      answer(io, command, value, () => {
        const { data } = read(listed, value)
        const rows = data.map((row) => [row.id, row.name, row.media_type, row.set_at])
        if (rows.length === 0) print(io, "Nothing yet.")
        else table(io, ["document", "name", "type", "added"], rows)
      })
    })

  documents
    .command("remove")
    .description("destroy a document for good")
    .argument("<request>", "dsr_... or the bare UUID")
    .argument("<document>", "doc_... or the bare UUID")
    .option("--yes", "do not ask")
    .addHelpText("after", "\nExample:\n  assent requests document remove dsr_... doc_... --yes")
    .action(async (request: string, document: string, { yes }: { yes?: boolean }, command: Command) => {
      const at = `${path(request)}/${idArgument("doc", document)}`
      if (yes !== true) {
        if (!io.confirm) throw badInput("--yes", "nobody can be asked here: add --yes to destroy it")
        if (!(await io.confirm("Destroy this document? Nobody can bring it back."))) return
      }
      const value = await openClient(io).send("DELETE", at)
      answer(io, command, value, () => print(io, "Destroyed."))
    })
}

function shownName(name: string): string {
  if (name.trim() === "" || name.length > 100) throw badInput("--name", "give a name of 1 to 100 characters")
  return name
}

function contentOf(io: Io, file: string): { readonly media_type: string; readonly content_base64: string } {
  const media_type = mediaTypes.get(extname(file).toLowerCase())
  if (media_type === undefined) throw badInput("FILE", "give a .pdf, .jpg, .jpeg or .png")
  // Before it is read: a file may be larger than memory.
  const size = statSync(resolve(io.cwd, file), { throwIfNoEntry: false })?.size ?? 1
  if (size === 0 || size > MAX_BYTES) throw badInput("FILE", "give a file of 1 byte to 4 MiB")
  return { media_type, content_base64: fileOption(io, "FILE", file).toString("base64") }
}
