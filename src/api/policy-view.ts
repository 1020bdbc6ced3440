import { z } from "zod"
import { ruleKinds, type RuleSet } from "../consent/jurisdictions.ts"
import type { Replay } from "../consent/replay.ts"
import { example, idOutput, shown } from "./ids.ts"
import type { Explained, PolicyDesk } from "./policy.ts"

const place = z.string().nullable()

const ruleView = z.strictObject({
  code: z.string(),
  rule: z.enum(ruleKinds),
  allows: z.array(z.string()).describe("Modes that a line may ask in"),
  statute: z.string().nullable(),
  sources: z.array(z.string()),
  reviewed_on: z.string(),
  confidence: z.string(),
  note: z.string().nullable(),
  in_force_from: z.string().nullable(),
})

const exampleRule = {
  code: "US-CA",
  rule: "all_party" as const,
  allows: ["opt_in", "agent_asks"],
  statute: "Cal. Penal Code 632 and 632.7",
  sources: ["https://docs.aquilsafety.com/legal/states/all-party-consent-policy"],
  reviewed_on: "2026-11-23",
  confidence: "high",
  note: null,
  in_force_from: null,
}
const hash = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"

export const explanationView = z
  .strictObject({
    mode: z.string().describe("How the caller is asked"),
    line_mode: z.string(),
    line_id: z.string().nullable(),
    at: z.string(),
    parties: z.array(z.string()).describe("Whose consent the rule that won demands"),
    why: z.string(),
    won: z.strictObject({
      of: z.enum(["caller", "called", "declared"]),
      jurisdiction: place,
      rule: ruleView.nullable().describe("null: no rule is known, and what is unknown is treated strictly"),
    }),
    places: z.strictObject({ caller: place, called: place, declared: place }),
    rules: z.strictObject({ version: z.string(), sha256: z.string() }),
    notice: z.string(),
  })
  .meta({
    id: "PolicyExplanation",
    examples: [
      {
        mode: "opt_in",
        line_mode: "notice_only",
        line_id: "main",
        at: "2026-11-23",
        parties: ["caller", "agent"],
        why: "The caller's number points to US-CA, where everybody on the line has to agree (Cal. Penal Code 632 and 632.7): notice_only is not allowed there, so the caller is asked first.",
        won: { of: "caller", jurisdiction: "US-CA", rule: exampleRule },
        places: { caller: "US-CA", called: "US-NY", declared: null },
        rules: { version: "2026-11-23", sha256: hash },
        notice: "Product guidance, not legal advice.",
      },
    ],
  })

export const rulesView = z
  .strictObject({ notice: z.string(), version: z.string(), sha256: z.string(), data: z.array(ruleView) })
  .meta({
    id: "JurisdictionRules",
    examples: [
      { notice: "Product guidance, not legal advice.", version: "2026-11-23", sha256: hash, data: [exampleRule] },
    ],
  })

export const warningsView = z
  .strictObject({
    data: z.array(
      z.strictObject({
        line_id: z.string(),
        code: z.enum(["location_unknown", "mode_not_allowed_here", "mode_not_allowed_for_callers"]),
        detail: z.string(),
        jurisdictions: z.array(z.string()),
      }),
    ),
  })
  .meta({
    id: "PolicyWarnings",
    examples: [
      {
        data: [
          {
            line_id: "main",
            code: "mode_not_allowed_here",
            detail: "opt_out is not allowed where this line is (DE): all its callers are asked first",
            jurisdictions: ["DE"],
          },
        ],
      },
    ],
  })

const outcome = z.strictObject({ mode: z.string(), decided_by: place })
export const replayView = z
  .strictObject({
    decisions: z.int().describe("Leaves that keep a decision"),
    different: z.int(),
    rules: z.array(z.string()).describe("Hashes of the sets of rules that they were made by"),
    differences: z
      .array(
        z.strictObject({
          leaf: z.int(),
          call_id: idOutput("call"),
          what: z.enum(["decided_otherwise", "rules_missing", "rules_changed"]),
          stored: outcome,
          computed: outcome.nullable(),
        }),
      )
      .describe("The first thousand"),
  })
  .meta({
    id: "PolicyReplay",
    examples: [
      {
        decisions: 412,
        different: 1,
        rules: [hash],
        differences: [
          {
            leaf: 43,
            call_id: example("call"),
            what: "decided_otherwise",
            stored: { mode: "notice_only", decided_by: "US-NY" },
            computed: { mode: "opt_in", decided_by: "US-CA" },
          },
        ],
      },
    ],
  })

export function viewOfRules({ notice, version, sha256, jurisdictions }: RuleSet): z.infer<typeof rulesView> {
  return { notice, version, sha256, data: jurisdictions.map(viewOfRule) }
}

export function viewOfWarning({
  line,
  code,
  detail,
  jurisdictions,
}: ReturnType<PolicyDesk["warnings"]>[number]): z.infer<typeof warningsView>["data"][number] {
  return { line_id: line, code, detail, jurisdictions: [...jurisdictions] }
}

export function viewOfReplay({ decisions, different, rules, differences }: Replay): z.infer<typeof replayView> {
  return {
    decisions,
    different,
    rules: [...rules],
    differences: differences.map(({ leaf, call, what, stored, computed }) => ({
      leaf,
      call_id: shown("call", call),
      what,
      stored: { mode: stored.mode, decided_by: stored.decidedBy },
      computed: computed && { mode: computed.mode, decided_by: computed.decidedBy },
    })),
  }
}

export function viewOfExplanation({ inputs, line, decision, rules }: Explained): z.infer<typeof explanationView> {
  const { of, code, rule } = decision.won
  return {
    mode: decision.mode,
    line_mode: inputs.line,
    line_id: line,
    at: inputs.at,
    parties: [...decision.parties],
    why: decision.why,
    won: { of, jurisdiction: code, rule: rule && viewOfRule(rule) },
    places: { caller: inputs.caller, called: inputs.called, declared: inputs.declared ?? null },
    rules: { version: rules.version, sha256: rules.sha256 },
    notice: rules.notice,
  }
}

function viewOfRule(rule: RuleSet["jurisdictions"][number]): z.infer<typeof ruleView> {
  const { code, rule: kind, allows, statute, sources, reviewed_on, confidence, note, in_force_from } = rule
  return {
    code,
    rule: kind,
    allows,
    statute,
    sources,
    reviewed_on,
    confidence,
    note: note ?? null,
    in_force_from: in_force_from ?? null,
  }
}
