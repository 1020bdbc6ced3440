/* The jurisdiction rules as this gateway uses them: each set is kept before the first call is decided by it. */
import { readFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import type { Explained, PolicyAsk, PolicyDesk } from "../api/policy.ts"
import type { CallStart } from "../call/ports.ts"
import { isPlace, parseRules, type RuleSet } from "../consent/jurisdictions.ts"
import { decide, type PolicyInputs, placeOf, policyFacts } from "../consent/policy.ts"
import { replayOf } from "../consent/replay.ts"
import { lineWarnings } from "../consent/warnings.ts"
import { AssentError, hasCode } from "../errors.ts"
import type { AskMode, PolicyFacts } from "../ledger/entry.ts"
import type { Embedded } from "../storage/embedded/open.ts"

export const SHIPPED_RULES = fileURLToPath(new URL("../../config/jurisdictions.json", import.meta.url))

export interface Policy {
  /** How this call is asked on a line in `mode`. The strictest of all places counts. */
  readonly ofCall: (call: Pick<CallStart, "from" | "to" | "lineId">, mode: AskMode) => PolicyFacts
  readonly desk: PolicyDesk
}

/** @param file JSON; the operator's own rules, or those shipped @throws CONFIG_INVALID naming each problem by its path */
export async function openPolicy(
  { operator, ledgerStore, policyRules }: Pick<Embedded, "operator" | "ledgerStore" | "policyRules">,
  file: string | null,
): Promise<Policy> {
  const rules = await readRules(file ?? SHIPPED_RULES)
  await policyRules.keep({ sha256: rules.sha256, content: rules.content, firstUsedAt: new Date().toISOString() })

  const lines = () => operator.current().lines

  function explain({ from, to, at, mode: asked, location }: PolicyAsk): Explained {
    const line = lines().find(({ number }) => number === to)
    const mode = asked ?? line?.mode
    if (mode === undefined) {
      throw new AssentError("NOT_FOUND", "no line has the number `to`: name one that a line has, or give a mode too", {
        field: "to",
      })
    }
    const inputs: PolicyInputs = {
      at: at ?? today(),
      line: mode,
      caller: placeOf(from, rules),
      called: placeOf(to, rules),
      declared: location ?? declaredBy(line),
    }
    return { inputs, line: line?.id ?? null, decision: decide(inputs, rules), rules }
  }

  return {
    ofCall: ({ from, to, lineId }, line) => {
      const inputs = {
        at: today(),
        line,
        caller: placeOf(from, rules),
        called: placeOf(to, rules),
        declared: declaredBy(lines().find(({ id }) => id === lineId)),
      }
      return policyFacts(inputs, decide(inputs, rules), rules.sha256)
    },
    desk: {
      explain,
      rules: () => rules,
      warnings: () =>
        lines().flatMap((line) =>
          lineWarnings({ ...line, location: declaredBy(line) }, rules, today()).map((one) => ({
            line: line.id,
            ...one,
          })),
        ),
      replay: async () => {
        const { size } = await ledgerStore.head()
        return replayOf(ledgerStore.leaves(0, size), async (sha256) => {
          if (sha256 === rules.sha256) return rules
          const kept = await policyRules.kept(sha256)
          return kept && parseRules(JSON.parse(kept.content))
        })
      },
    },
  }
}

/** @throws CONFIG_INVALID when the file cannot be read, or naming each problem in it by its path */
export async function readRules(file: string): Promise<RuleSet> {
  let value: unknown
  try {
    value = JSON.parse(await readFile(file, "utf8"))
  } catch (cause) {
    throw new AssentError("CONFIG_INVALID", "the file of jurisdiction rules cannot be read, or is not JSON", { cause })
  }
  try {
    return parseRules(value)
  } catch (error) {
    if (hasCode(error, "CONFIG_INVALID")) throw error
    throw new AssentError("CONFIG_INVALID", "the jurisdiction rules cannot be used", { cause: error })
  }
}

/** A line says in its `region` where its law is: `de`, `us-ca`. A region that is no such place declares none. */
function declaredBy(line: { readonly region?: string | undefined } | undefined): string | undefined {
  const code = line?.region?.toUpperCase() ?? ""
  return isPlace(code) ? code : undefined
}

const today = (): string => new Date().toISOString().slice(0, 10)
