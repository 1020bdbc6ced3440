/* show, create, set and delete of what is edited one at a time: lines and schedules. */
import type { Command } from "commander"
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { answer } from "./answer.ts"
import { openClient, read } from "./client.ts"
import { badInput } from "./exit.ts"
import { fileOption } from "./input.ts"
import { print, type Io } from "./io.ts"

interface Part {
  /** `/v1/lines` */
  readonly path: string
  readonly noun: string
  /** Examples. */
  readonly create: string
  readonly set: string
}

interface Edit {
  readonly dryRun?: boolean
  readonly ifMatch?: string
}

const named = z.looseObject({ id: z.string() })

export function editCommands(parent: Command, io: Io, { path, noun, create, set }: Part): void {
  const at = (id: string): string => `${path}/${encodeURIComponent(id)}`
  const dry = (options: Edit): string => (options.dryRun === true ? "?dry_run=true" : "")
  const said = (options: Edit, done: string): string =>
    options.dryRun === true ? `It could be ${done}. Nothing was changed.` : `It is ${done}.`

  /** What is stored now, and its ETag. */
  const stored = async (id: string): Promise<{ value: unknown; etag: string }> => {
    const response = await openClient(io).open(at(id))
    return { value: await response.json(), etag: response.headers.get("etag") ?? "" }
  }

  parent
    .command("show")
    .description(`show a ${noun} with every member, as JSON, and its ETag`)
    .argument("<id>")
    .addHelpText("after", `\nExample:\n  assent ${noun} show main`)
    .action(async (id: string, _options: object, command: Command) => {
      const { value, etag } = await stored(id)
      answer(io, command, value, () => {
        print(io, JSON.stringify(value, null, 2))
        print(io, `ETag ${etag}`)
      })
    })

  dryRun(parent.command("create"))
    .description(`add a ${noun}, from a file`)
    .requiredOption("--file <file>", "JSON with its members, as `show --json` prints them")
    .addHelpText("after", `\nExample:\n  ${create}`)
    .action(async (options: Edit & { file: string }, command: Command) => {
      const body = jsonOf("--file", fileOption(io, "--file", options.file).toString("utf8"))
      const value = await openClient(io).send("POST", path + dry(options), body)
      answer(io, command, value, () => print(io, `${noun} ${read(named, value).id}: ${said(options, "added")}`))
    })

  dryRun(parent.command("set"))
    .description(`change members of a ${noun}: the others stay as they are`)
    .argument("<id>")
    .argument("<member=value...>", "JSON where it is JSON, text where not; null takes an optional one away")
    .option("--if-match <etag>", "change it only if this is still its ETag; default: what it is now")
    .addHelpText("after", `\nExample:\n  ${set}`)
    .action(async (id: string, pairs: string[], options: Edit, command: Command) => {
      const body = Object.fromEntries(pairs.map(member))
      const etag = options.ifMatch ?? (await stored(id)).etag
      const value = await openClient(io).send("PATCH", at(id) + dry(options), body, { "if-match": etag })
      answer(io, command, value, () => print(io, `${noun} ${id}: ${said(options, "changed")}`))
    })

  dryRun(parent.command("delete"))
    .description(`delete a ${noun}`)
    .argument("<id>")
    .option("--if-match <etag>", "delete it only if this is still its ETag; default: what it is now")
    .option("--yes", "do not ask")
    .addHelpText("after", `\nExample:\n  assent ${noun} delete old --yes`)
    .action(async (id: string, options: Edit & { yes?: boolean }, command: Command) => {
      const etag = options.ifMatch ?? (await stored(id)).etag
      if (options.dryRun !== true && options.yes !== true) await askFirst(io, `Delete the ${noun} ${id}?`)
      const value = await openClient(io).send("DELETE", at(id) + dry(options), undefined, { "if-match": etag })
      answer(io, command, value, () => print(io, `${noun} ${id}: ${said(options, "deleted")}`))
    })
}

async function askFirst(io: Io, question: string): Promise<void> {
  if (!io.confirm) throw badInput("--yes", "nobody can be asked here: add --yes to delete, or --dry-run to look first")
  if (!(await io.confirm(question))) throw new AssentError("CONFLICT", "nothing was deleted")
}

function dryRun(command: Command): Command {
  return command.option("--dry-run", "check everything and change nothing")
}

function member(pair: string): [string, unknown] {
  const [, name, text] = /^([a-z_]+)=([\s\S]*)$/.exec(pair) ?? []
  if (name === undefined || text === undefined) throw badInput("member=value", 'give members such as name="Front desk"')
  try {
    return [name, JSON.parse(text)]
  } catch {
    return [name, text]
  }
}

function jsonOf(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw badInput(name, "this file is not JSON")
  }
}
