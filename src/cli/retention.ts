/* How long what is kept is kept: the rules, what a change of them would do, and how the sweeps are doing. */
import { Command } from "commander"
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { answer } from "./answer.ts"
import { openClient, read } from "./client.ts"
import { badInput } from "./exit.ts"
import { idArgument } from "./input.ts"
import { print, table, type Io } from "./io.ts"

const nullable = z.string().nullable()
const rule = z.object({
  id: z.string(),
  kind: z.string(),
  days: z.number(),
  basis: z.string(),
  line: nullable,
  category: nullable,
  purpose: nullable,
  region: nullable,
  from: nullable,
  to: nullable,
})
const effect = z.object({
  rule: rule.nullable(),
  changes: z.number().nullable(),
  deletes: z.number().nullable(),
  preview: nullable,
})
const status = z.object({
  retention_overdue: z.number(),
  asks: nullable,
  records: z.record(z.string(), z.number()),
  history_days: z.number().nullable(),
})

interface RuleOptions {
  readonly kind: string
  readonly days: string
  readonly basis: string
  readonly line?: string
  readonly category?: string
  readonly purpose?: string
  readonly region?: string
  readonly apply?: string
}

export function retentionCommand(program: Command, io: Io): void {
  const retention = program.command("retention").description("How long recordings are kept: rules, previews, sweeps")
  const rules = new Command("rules").description("Rules beside what each line says: list, preview, add, remove")
  retention.addCommand(rules)

  retention
    .command("status")
    .description("how the sweeps are doing, and how far back calls are shown")
    .addHelpText("after", "\nExample:\n  assent retention status")
    .action(async (_options: object, command: Command) => {
      const value = await openClient(io).get("/v1/retention")
      answer(io, command, value, () => {
        const { retention_overdue: overdue, asks, records, history_days: days } = read(status, value)
        print(io, `${overdue} ${overdue === 1 ? "recording is" : "recordings are"} overdue.`)
        if (asks !== null) print(io, `The sweep touched nothing and asks: ${asks}. See \`assent retention confirm\`.`)
        const kept = Object.entries(records).map(([kind, each]) => `${kind} ${each}`)
        print(io, `Days that is kept what is not a recording: ${kept.join(", ")}.`)
        print(io, days === null ? "Calls are listed however old they are." : `Calls are listed for ${days} days.`)
      })
    })

  retention
    .command("confirm")
    .description("say that the clock and the number of recordings due are right: a sweep that asked goes on")
    .option("--yes", "do not ask")
    .addHelpText("after", "\nExample:\n  assent retention confirm --yes")
    .action(async ({ yes }: { yes?: boolean }, command: Command) => {
      if (yes !== true) {
        await agreed(io, "Have you checked the clock and the rules? What is due is then deleted for good.", "confirmed")
      }
      const value = await openClient(io).send("POST", "/v1/retention/confirm")
      answer(io, command, value, () =>
        print(io, `${read(z.object({ due: z.number() }), value).due} were due; the sweep went on.`),
      )
    })

  retention
    .command("show")
    .description("until when a recording is kept, and which rule won")
    .argument("<id>", "rec_... or the bare UUID")
    .addHelpText("after", "\nExample:\n  assent retention show rec_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091")
    .action(async (id: string, _options: object, command: Command) => {
      const value = await openClient(io).get(`/v1/recordings/${idArgument("rec", id)}/retention`)
      answer(io, command, value, () => print(io, read(z.object({ sentence: z.string() }), value).sentence))
    })

  rules
    .command("list")
    .description("list the rules, ended ones included")
    .addHelpText("after", "\nExample:\n  assent retention rules list")
    .action(async (_options: object, command: Command) => {
      const value = await openClient(io).get("/v1/retention/rules")
      answer(io, command, value, () => {
        const { data } = read(z.object({ data: z.array(rule) }), value)
        if (data.length === 0) print(io, "No rules: what each line says, and else 365 days.")
        else
          table(
            io,
            ["rule", "kind", "days", "scope", "from", "to", "basis"],
            data.map((row) => [
              row.id,
              row.kind,
              String(row.days),
              scopeOf(row),
              row.from ?? "always",
              row.to ?? "-",
              row.basis,
            ]),
          )
      })
    })

  scoped(rules.command("preview").description("say what a new rule would do to existing recordings; nothing changes"))
    .addHelpText(
      "after",
      '\nExample:\n  assent retention rules preview --kind maximum --days 90 --basis "minimisation"',
    )
    .action(async (options: RuleOptions, command: Command) => {
      const value = await openClient(io).send("POST", "/v1/retention/rules", { ...ruleOf(options), dry_run: true })
      answer(io, command, value, () => printEffect(io, value))
    })

  scoped(rules.command("add").description("add a rule for calls to come; with --apply, for existing recordings too"))
    .option("--apply <preview>", "of `assent retention rules preview`: existing recordings follow")
    .addHelpText("after", '\nExample:\n  assent retention rules add --kind minimum --days 1825 --basis "MiFID II"')
    .action(async (options: RuleOptions, command: Command) => {
      const body = { ...ruleOf(options), ...applied(options.apply) }
      const value = await openClient(io).send("POST", "/v1/retention/rules", body)
      answer(io, command, value, () => print(io, `${read(effect, value).rule?.id ?? "The rule"} stands.`))
    })

  rules
    .command("remove")
    .description("end a rule for calls to come; with --apply, for existing recordings too")
    .argument("<id>", "as `assent retention rules list` shows it")
    .option("--dry-run", "say what it would do to existing recordings and change nothing")
    .option("--apply <preview>", "of the dry run: existing recordings follow")
    .addHelpText("after", "\nExample:\n  assent retention rules remove 019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091 --dry-run")
    .action(async (id: string, { dryRun, apply }: { dryRun?: boolean; apply?: string }, command: Command) => {
      if (!/^[0-9a-f-]{36}$/i.test(id)) throw badInput("ID", "give an id as `assent retention rules list` shows it")
      const body = { dry_run: dryRun === true, ...applied(apply) }
      const value = await openClient(io).send("POST", `/v1/retention/rules/${id.toLowerCase()}/remove`, body)
      answer(io, command, value, () => {
        if (dryRun === true) printEffect(io, value)
        else print(io, "The rule is ended.")
      })
    })
}

function scoped(command: Command): Command {
  return command
    .requiredOption("--kind <kind>", "minimum (law), maximum (minimisation) or keep (in between)")
    .requiredOption("--days <n>", "after the day the call ended")
    .requiredOption("--basis <words>", "the law or the reason: people are told it")
    .option("--line <id>", "only this line's")
    .option("--category <id>", "only lines of this category")
    .option("--purpose <words>", "only calls for this purpose")
    .option("--region <id>", "only lines of this region")
}

function ruleOf({ kind, days, basis, line, category, purpose, region }: RuleOptions): object {
  if (!/^[1-9]\d{0,4}$/.test(days)) throw badInput("--days", "give whole days, 1 to 36500")
  return { kind, days: Number(days), basis, line, category, purpose, region }
}

const applied = (preview: string | undefined): object => (preview === undefined ? {} : { preview })

function scopeOf({ line, category, purpose, region }: z.infer<typeof rule>): string {
  const named = Object.entries({ line, category, purpose, region }).flatMap(([name, value]) =>
    value === null ? [] : [`${name} ${value}`],
  )
  return named.length === 0 ? "all" : named.join(", ")
}

function printEffect(io: Io, value: unknown): void {
  const { changes, deletes, preview } = read(effect, value)
  print(
    io,
    `${changes ?? 0} existing recordings would get another last day; ${deletes ?? 0} of them are deleted at once.`,
  )
  if (preview !== null) print(io, `To let existing recordings follow: --apply ${preview}`)
}

async function agreed(io: Io, question: string, done: string): Promise<void> {
  if (!io.confirm) throw badInput("--yes", "nobody can be asked here: add --yes")
  if (!(await io.confirm(question))) throw new AssentError("CONFLICT", `nothing was ${done}`)
}
