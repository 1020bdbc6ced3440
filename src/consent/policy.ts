/*
 * Who must consent to a call, how the caller is asked, and which rule decided. Pure: the same inputs and the same rules
 * give the same decision, so that each one can be made again. Not legal advice.
 *
 * The strictest of all places counts: where the caller's number points, where the dialled number points, where the line
 * was declared to be. A place without a rule, or a number that points nowhere (withheld, toll-free), allows opt_in alone.
 */
import { parsePhoneNumberFromString } from "libphonenumber-js/max"
import type { AskMode, Party, PolicyFacts } from "../ledger/entry.ts"
import type { Jurisdiction, RuleSet } from "./jurisdictions.ts"

export type LineMode = AskMode | "off"

/** All that a decision rests on, beside the rules. No number: only where it points. */
export interface PolicyInputs {
  /** The day (UTC) of the call, `2026-11-23`. */
  readonly at: string
  readonly line: LineMode
  /** ISO 3166-1 or -2; `null` where the number points nowhere. */
  readonly caller: string | null
  readonly called: string | null
  /** `undefined`: the line declares none. */
  readonly declared?: string | undefined
}

export interface PolicyDecision {
  /** The line's own mode, or `opt_in` in its place. */
  readonly mode: LineMode
  /** Whose consent the rule that won demands. A recording's permit covers both sides, whatever the rule. */
  readonly parties: readonly Party[]
  readonly won: {
    readonly of: "caller" | "called" | "declared"
    /** `null`: an unknown place. */
    readonly code: string | null
    readonly rule: Jurisdiction | null
  }
  readonly why: string
}

/** Where a number points: its country; in the USA the state that its area code hints at, else `US`. */
export function placeOf(number: string | null, rules: RuleSet): string | null {
  const parsed = number === null ? undefined : parsePhoneNumberFromString(number)
  if (!parsed?.country || !parsed.isPossible()) return null
  if (parsed.country !== "US") return parsed.country
  return rules.stateOf(parsed.nationalNumber.slice(0, 3)) ?? "US"
}

export function decide(inputs: PolicyInputs, rules: RuleSet): PolicyDecision {
  const { at, line, caller, called, declared } = inputs
  const place = (of: Place["of"], code: string | null): Place => {
    return { of, code, rule: code === null ? null : rules.ruleOf(code, at) }
  }
  const places = [
    place("caller", caller),
    place("called", called),
    ...(declared === undefined ? [] : [place("declared", declared)]),
  ]
  const forbidding = line === "off" ? [] : places.filter((each) => !allows(each, line))
  // Of equally strict places the first: the caller's.
  const [won = places[0] ?? place("caller", null)] = (forbidding.length > 0 ? forbidding : places).toSorted(
    (a, b) => modesOf(a) - modesOf(b),
  )
  const mode = forbidding.length > 0 ? "opt_in" : line
  const parties: readonly Party[] = won.rule?.rule === "one_party" ? ["agent"] : ["caller", "agent"]
  return { mode, parties, won, why: whyOf(won, line, forbidding.length > 0) }
}

/** What the consent's leaf says of the decision: its inputs, its outcome, and the hash of the rules. */
export function policyFacts(
  { at, line, caller, called, declared }: PolicyInputs & { readonly line: AskMode },
  { mode, won }: Pick<PolicyDecision, "won"> & { readonly mode: LineMode },
  rules: string,
): PolicyFacts {
  return {
    at,
    ...(called === null ? {} : { called }),
    ...(caller === null ? {} : { caller }),
    ...(won.code === null ? {} : { decided_by: won.code }),
    ...(declared === undefined ? {} : { declared }),
    line,
    mode: mode === "off" ? "opt_in" : mode,
    rules,
  }
}

/** The inputs that a leaf keeps. */
export function inputsOf({
  at,
  line,
  caller,
  called,
  declared,
}: PolicyFacts): PolicyInputs & { readonly line: AskMode } {
  return { at, line, caller: caller ?? null, called: called ?? null, declared }
}

type Place = PolicyDecision["won"]

function allows({ rule }: Place, mode: AskMode): boolean {
  return rule === null ? mode === "opt_in" : rule.allows.includes(mode)
}

function modesOf({ rule }: Place): number {
  return rule?.allows.length ?? 0
}

const whose = {
  caller: "the caller's number",
  called: "the dialled number",
  declared: "the line's declared location",
} as const

const demands = {
  all_party: "everybody on the line has to agree",
  consent_required: "consent is required",
  one_party: "the consent of one side is enough",
} as const

function whyOf({ of, code, rule }: Place, line: LineMode, forbidden: boolean): string {
  if (line === "off") return "The line is off: nobody is asked, and nothing is recorded."
  const where = `${whose[of]} points to ${code ?? "no place"}`
  if (!rule) {
    const strict = `${where}, for which there is no rule: what is unknown is treated strictly`
    return sentence(forbidden ? `${strict}, so ${line} is not used and the caller is asked first` : strict)
  }
  const law = `${where}, where ${demands[rule.rule]}${rule.statute === null ? "" : ` (${rule.statute})`}`
  return sentence(
    forbidden
      ? `${law}: ${line} is not allowed there, so the caller is asked first`
      : `${law}: the strictest rule found, and it allows ${line}`,
  )
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}
