import { readFileSync } from "node:fs"
import { decide, placeOf, policyFacts } from "../../src/consent/policy.ts"
import { parseRules } from "../../src/consent/jurisdictions.ts"
import type { AskMode, PolicyFacts } from "../../src/ledger/entry.ts"

const file = new URL("../../config/jurisdictions.json", import.meta.url)
export const shippedRules = parseRules(JSON.parse(readFileSync(file, "utf8")))

/** By the shipped rules, without a declared location. */
export function policyOf(call: { readonly from: string | null; readonly to: string }, line: AskMode): PolicyFacts {
  const [caller, called] = [placeOf(call.from, shippedRules), placeOf(call.to, shippedRules)]
  const inputs = { at: "2026-11-23", line, caller, called }
  return policyFacts(inputs, decide(inputs, shippedRules), shippedRules.sha256)
}
