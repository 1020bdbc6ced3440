/* What the configuration says, and what it may say. Nothing here starts or changes anything. */
import { accessSync, constants, statSync } from "node:fs"
import type { Command } from "commander"
import type { Config } from "../config.ts"
import { configFields, type Field, withoutSecrets } from "../config-fields.ts"
import { namedFiles } from "../config-files.ts"
import { nearest } from "../config-problems.ts"
import { AssentError } from "../errors.ts"
import { stringify } from "yaml"
import { answer } from "./answer.ts"
import { badInput } from "./exit.ts"
import { paint, print, table, type Io } from "./io.ts"
import { readConfig } from "./read-config.ts"

export function configCommand(program: Command, io: Io): void {
  const config = program.command("config").description("Check, print and explain the configuration")

  config
    .command("check")
    .description("whether a gateway would start with this file: every problem at once, files it names included")
    .argument("<file>", "YAML or JSON")
    .addHelpText("after", "\nExample:\n  assent config check /etc/assent/assent.yaml")
    .action((file: string, _options: object, command: Command) => {
      const read = readConfig(io, file, "FILE")
      const { unreadable, open } = lookAtFiles(read)
      if (unreadable.length > 0) {
        const list = unreadable.map((problem) => `\n  - ${problem}`).join("")
        throw new AssentError("CONFIG_INVALID", `the configuration names ${unreadable.length} file(s) in vain:${list}`)
      }
      const summary = { ok: true, mode: read.mode, public_url: read.public_url, warnings: open }
      answer(io, command, summary, () => {
        print(io, `${file}: ${read.mode} at ${read.public_url}, ${read.trunks.length} trunk(s), data in ${read.data}`)
        for (const warning of open) print(io, `${paint(io, "yellow", "warning")}: ${warning}`)
      })
    })

  config
    .command("print")
    .description("the configuration as it counts: file, environment and defaults together; secrets are hidden")
    .argument("<file>", "YAML or JSON")
    .addHelpText("after", "\nExample:\n  assent config print assent.yaml > as-it-counts.yaml")
    .action((file: string, _options: object, command: Command) => {
      const shown = withoutSecrets(readConfig(io, file, "FILE"))
      answer(io, command, shown, () => print(io, stringify(shown).trimEnd()))
    })

  config
    .command("explain")
    .description(
      "what a member means, what it takes, its unit and default, and whether a reload is enough to change it",
    )
    .argument("[field]", "such as limits.calls or trunks.0.token_file; without it, the list of all")
    .addHelpText(
      "after",
      "\nA running gateway reloads its file on SIGHUP (systemctl reload assent).\n\nExamples:\n  assent config explain drain_seconds\n  assent config explain listen",
    )
    .action((path: string | undefined, _options: object, command: Command) => {
      const fields = path === undefined ? configFields() : explained(path)
      answer(io, command, { data: fields }, () => {
        if (path === undefined) listFields(io, fields)
        else for (const field of fields) explain(io, field)
      })
    })
}

/** @returns the member, or a section with all that is in it */
function explained(path: string): readonly Field[] {
  const asked = path.replaceAll(/\.\d+(?=\.|$)/g, ".*")
  const all = configFields()
  const found = all.filter((field) => field.path === asked || field.path.startsWith(`${asked}.`))
  if (found.length > 0) return found
  const near = nearest(asked, [...new Set(all.map((field) => field.path))])
  const ends = all.filter((field) => field.path.endsWith(`.${asked}`)).map((field) => field.path)
  const meant = near ?? [...new Set(ends)].slice(0, 5).join(" or ")
  throw badInput("FIELD", meant ? `there is no such member; did you mean ${meant}?` : "there is no such member")
}

function explain(io: Io, field: Field): void {
  const { path, kinds, meaning, takes, unit, fallback, required, secret, change } = field
  print(io, `${paint(io, "bold", path)}${kinds.length > 0 ? `  (${kinds.join(", ")})` : ""}`)
  if (meaning !== "") print(io, `  ${meaning}`)
  if (takes === "section") return
  print(io, `  takes     ${takes}${unit === null ? "" : `, in ${unit}`}${secret ? "; never printed" : ""}`)
  print(io, `  default   ${required ? "none: it has to be given" : shown(fallback, "not set")}`)
  print(io, `  to change ${change === "reload" ? "reload (SIGHUP)" : "restart"}`)
  if (!path.includes("*")) print(io, `  or set    ASSENT_${path.replaceAll(".", "__").toUpperCase()}`)
}

function shown(value: unknown, otherwise: string): string {
  return value === undefined ? otherwise : JSON.stringify(value)
}

function listFields(io: Io, fields: readonly Field[]): void {
  const rows = fields.filter(({ takes }) => takes !== "section")
  table(
    io,
    ["member", "default", "to change", "meaning"],
    rows.map((field) => [
      field.path,
      field.required ? "(required)" : shown(field.fallback, ""),
      field.change,
      field.meaning,
    ]),
  )
}

/** Files that a start would read: those that cannot be read, and those that others could. */
function lookAtFiles(config: Config): { readonly unreadable: readonly string[]; readonly open: readonly string[] } {
  const unreadable: string[] = []
  const open: string[] = []
  for (const { at, file } of namedFiles(config)) {
    try {
      accessSync(file, constants.R_OK)
      if (!at.endsWith("cert_file") && (statSync(file).mode & 0o077) !== 0) {
        open.push(`${at}: others on this machine may read it; chmod 600 ${file}`)
      }
    } catch {
      unreadable.push(`${at}: cannot be read: ${file}`)
    }
  }
  return { unreadable, open }
}
