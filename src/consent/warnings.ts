/* What an operator should know of a line whose mode is not to ask first. Not legal advice. */
import type { RuleSet } from "./jurisdictions.ts"
import { type LineMode, placeOf } from "./policy.ts"

export interface LineWarning {
  /** Stable: match on this. */
  readonly code: "location_unknown" | "mode_not_allowed_here" | "mode_not_allowed_for_callers"
  readonly detail: string
  /** The places that it is about. */
  readonly jurisdictions: readonly string[]
}

export interface WarnedLine {
  readonly mode: LineMode
  readonly number: string
  readonly location?: string | undefined
}

/** @param at the day (UTC), `2026-11-23` */
export function lineWarnings(
  { mode, number, location }: WarnedLine,
  rules: RuleSet,
  at: string,
): readonly LineWarning[] {
  const warnings: LineWarning[] = []
  if (location !== undefined && rules.ruleOf(location, at) === null) {
    const detail = `there is no rule for the line's location ${location}: what is unknown is treated strictly`
    warnings.push({ code: "location_unknown", detail, jurisdictions: [location] })
  }
  if (mode === "opt_in" || mode === "off") return warnings
  const allowed = (code: string | null): boolean =>
    code !== null && rules.ruleOf(code, at)?.allows.includes(mode) === true
  const own = [placeOf(number, rules), ...(location === undefined ? [] : [location])]
  const against = own.filter((code) => !allowed(code))
  if (against.length > 0) {
    const where = against.map((code) => code ?? "a number that points nowhere").join(" and ")
    const detail = `${mode} is not allowed where this line is (${where}): all its callers are asked first`
    warnings.push({ code: "mode_not_allowed_here", detail, jurisdictions: against.flatMap((code) => code ?? []) })
    return warnings
  }
  const asked = [...new Set(rules.jurisdictions.map(({ code }) => code))].filter((code) => !allowed(code))
  if (asked.length === 0) return warnings
  const detail = `${mode} is not allowed everywhere: callers from ${asked.length} known jurisdictions, from those without a rule and with a withheld number are asked first`
  warnings.push({ code: "mode_not_allowed_for_callers", detail, jurisdictions: asked })
  return warnings
}
