/* How callers are asked, and why: the jurisdiction rules and what they decide. */
import { resolve } from "node:path"
import type { Command } from "commander"
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { readRules } from "../wiring/policy.ts"
import { answer } from "./answer.ts"
import { openClient, read } from "./client.ts"
import { badInput } from "./exit.ts"
import { numberOption } from "./input.ts"
import { paint, print, table, type Io } from "./io.ts"

const place = z.string().nullable()
const explanation = z.object({
  mode: z.string(),
  line_mode: z.string(),
  parties: z.array(z.string()),
  why: z.string(),
  won: z.object({
    jurisdiction: place,
    rule: z
      .object({ sources: z.array(z.string()), reviewed_on: z.string(), confidence: z.string(), note: place })
      .nullable(),
  }),
  places: z.object({ caller: place, called: place, declared: place }),
  rules: z.object({ version: z.string(), sha256: z.string() }),
  notice: z.string(),
})

const rulesView = z.object({
  notice: z.string(),
  version: z.string(),
  sha256: z.string(),
  data: z.array(
    z.object({
      code: z.string(),
      rule: z.string(),
      allows: z.array(z.string()),
      statute: place,
      reviewed_on: z.string(),
      confidence: z.string(),
    }),
  ),
})

const outcome = z.object({ mode: z.string(), decided_by: place })
const replayView = z.object({
  decisions: z.int(),
  different: z.int(),
  rules: z.array(z.string()),
  differences: z.array(
    z.object({
      leaf: z.int(),
      call_id: z.string(),
      what: z.string(),
      stored: outcome,
      computed: outcome.nullable(),
    }),
  ),
})

interface ExplainOptions {
  readonly from?: string
  readonly to: string
  readonly at?: string
  readonly mode?: string
  readonly location?: string
}

export function policyCommand(program: Command, io: Io): void {
  const policy = program.command("policy").description("How callers are asked, by the rules of jurisdictions")

  policy
    .command("explain")
    .description("how a call would be asked, and which rule decides it")
    .requiredOption("--to <number>", "the dialled number, with country code")
    .option("--from <number>", "the caller's number; without it: withheld")
    .option("--at <day>", "a day such as 2026-11-23; default: today")
    .option("--mode <mode>", "instead of the mode of the line that has this number")
    .option("--location <code>", "instead of where that line declares to be, such as US-CA")
    .addHelpText("after", "\nExample:\n  assent policy explain --from +14155550123 --to +4930123456 --at 2026-11-23")
    .action(async ({ from, to, at, mode, location }: ExplainOptions, command: Command) => {
      if (at !== undefined && !z.iso.date().safeParse(at).success) throw badInput("--at", "give a day, YYYY-MM-DD")
      const value = await openClient(io).send("POST", "/v1/policy/explain", {
        from: from === undefined ? null : numberOption("--from", from),
        to: numberOption("--to", to),
        ...(at === undefined ? {} : { at }),
        ...(mode === undefined ? {} : { mode }),
        ...(location === undefined ? {} : { location }),
      })
      answer(io, command, value, () => explain(io, read(explanation, value)))
    })

  policy
    .command("replay")
    .description("make every past decision again from its stored inputs, and report differences")
    .addHelpText("after", "\nExample:\n  assent policy replay --json\n\nExit code 1 when a decision differs.")
    .action(async (_options: object, command: Command) => {
      const value = await openClient(io).get("/v1/policy/replay")
      const { decisions, different, rules, differences } = read(replayView, value)
      answer(io, command, value, () => {
        print(io, `${decisions} decisions by ${rules.length} sets of rules: ${different} differ`)
        for (const { leaf, call_id, what, stored, computed } of differences) {
          const now = computed === null ? "not computed" : `${computed.mode} by ${computed.decided_by ?? "no rule"}`
          print(io, `  #${leaf} ${call_id} ${what}: ${stored.mode} by ${stored.decided_by ?? "no rule"}, now ${now}`)
        }
      })
      if (different > 0)
        throw new AssentError("CONFLICT", `${different} past decisions do not follow from their inputs`)
    })

  policy
    .command("rules")
    .description("the rules in use, or the check of a file of rules")
    .option("--check <file>", "look for problems in this file of rules instead; nothing is changed")
    .addHelpText("after", "\nExample:\n  assent policy rules --check my-rules.json")
    .action(async ({ check }: { readonly check?: string }, command: Command) => {
      if (check !== undefined) {
        const { version, sha256, jurisdictions } = await readRules(resolve(io.cwd, check))
        const found = { version, sha256, jurisdictions: jurisdictions.length }
        answer(io, command, found, () => {
          print(io, `${jurisdictions.length} rules of version ${version} can be used, SHA-256 ${sha256}`)
        })
        return
      }
      const value = await openClient(io).get("/v1/policy/rules")
      answer(io, command, value, () => {
        const { data, version, sha256, notice } = read(rulesView, value)
        table(
          io,
          ["code", "rule", "confidence", "reviewed", "allows", "statute"],
          data.map((row) => [
            row.code,
            row.rule,
            row.confidence,
            row.reviewed_on,
            row.allows.join(" "),
            row.statute ?? "-",
          ]),
        )
        print(io, `\nVersion ${version}, SHA-256 ${sha256}. ${notice}`)
      })
    })
}

function explain(io: Io, found: z.infer<typeof explanation>): void {
  const { mode, line_mode, parties, why, won, places, rules, notice } = found
  print(io, `${paint(io, "bold", mode)}${mode === line_mode ? "" : ` instead of ${line_mode}`}: ${why}`)
  print(
    io,
    `Places   caller ${places.caller ?? "-"}, called ${places.called ?? "-"}, declared ${places.declared ?? "-"}`,
  )
  print(io, `Consent  of ${parties.join(" and ")}`)
  if (won.rule) {
    const { confidence, reviewed_on, sources, note } = won.rule
    print(io, `Rule     ${won.jurisdiction ?? "-"}, confidence ${confidence}, reviewed on ${reviewed_on}`)
    if (note !== null) print(io, `         ${note}`)
    for (const source of sources) print(io, `         ${source}`)
  }
  print(io, `Rules    version ${rules.version}, SHA-256 ${rules.sha256}`)
  print(io, notice)
}
