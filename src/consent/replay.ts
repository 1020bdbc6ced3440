/* Makes every past decision again, from the inputs that its leaf keeps and the rules of that time. */
import type { AskMode } from "../ledger/entry.ts"
import { parseLeaf } from "../ledger/jcs.ts"
import type { RuleSet } from "./jurisdictions.ts"
import { decide, inputsOf } from "./policy.ts"

export interface Difference {
  readonly leaf: number
  readonly call: string
  /** `rules_missing`: the set is not kept here. `rules_changed`: what is kept has another hash. */
  readonly what: "decided_otherwise" | "rules_missing" | "rules_changed"
  readonly stored: { readonly mode: AskMode; readonly decidedBy: string | null }
  readonly computed: { readonly mode: string; readonly decidedBy: string | null } | null
}

export interface Replay {
  /** Leaves that keep a decision. */
  readonly decisions: number
  /** Hashes of the sets of rules that they were made by. */
  readonly rules: readonly string[]
  /** All of them are counted, the first thousand are named. */
  readonly different: number
  readonly differences: readonly Difference[]
}

const NAMED = 1000
const MARK = Buffer.from('"policy":{')

/** @param rulesBy the set with this hash, `null` where none is kept */
export async function replayOf(
  leaves: AsyncIterable<{ readonly index: number; readonly entry: Uint8Array }>,
  rulesBy: (sha256: string) => Promise<RuleSet | null>,
): Promise<Replay> {
  const sets = new Map<string, RuleSet | null>()
  const differences: Difference[] = []
  let decisions = 0
  let different = 0
  for await (const { index, entry } of leaves) {
    // Most leaves keep none, and reading one costs more than this look.
    if (!Buffer.from(entry.buffer, entry.byteOffset, entry.byteLength).includes(MARK)) continue
    const leaf = parseLeaf(entry)
    if (!("policy" in leaf) || !leaf.policy) continue
    const { policy, call } = leaf
    decisions++
    if (!sets.has(policy.rules)) sets.set(policy.rules, await rulesBy(policy.rules))
    const set = sets.get(policy.rules) ?? null
    const { mode, won } = set ? decide(inputsOf(policy), set) : { mode: null, won: null }
    const stored = { mode: policy.mode, decidedBy: policy.decided_by ?? null }
    const computed = mode === null ? null : { mode, decidedBy: won.code }
    const same =
      set?.sha256 === policy.rules && computed?.mode === stored.mode && computed.decidedBy === stored.decidedBy
    if (same) continue
    different++
    const what = set === null ? "rules_missing" : set.sha256 === policy.rules ? "decided_otherwise" : "rules_changed"
    if (differences.length < NAMED) differences.push({ leaf: index, call, what, stored, computed })
  }
  return { decisions, rules: [...sets.keys()].sort(), different, differences }
}
