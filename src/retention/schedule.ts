/*
 * When a recording expires, and why. Pure: the same facts always give the same day and the same sentence.
 *
 * What wins, strongest first: a legal hold; a restriction the person asked for (Art. 18 GDPR: kept, unplayable), which
 * only their own erasure ends; a legal minimum; the person's erasure or withdrawal; a maximum; the most specific period
 * for line, category, purpose and region; what the line said at capture; 365 days.
 */
import { AssentError } from "../errors.ts"

const DAY_MS = 86_400_000
export const RESTRICTION_HOURS = 72

/** What the line says about keeping. `policy` names the rule in the header, the leaves and the sentence. */
export interface RetentionRule {
  readonly policy: string
  /** Whole days after the day (UTC) on which the call ended. */
  readonly days: number
}

export const defaultRule: RetentionRule = { policy: "default-365d", days: 365 }

export interface Expiry {
  /** The last calendar day (UTC) on which the recording is kept. It is shredded once that day is over. */
  readonly deleteAfter: string
  /** The rule that decided: with several (a minimum, a maximum) the one that set the day. */
  readonly rule: RetentionRule
  /** For people: says the day and the rule in full. */
  readonly sentence: string
}

/**
 * The expiry of a recording, counted from the end of its call (or, for the tag in the header, from its start).
 * @throws INPUT_INVALID for a rule that is not 1 to 36500 whole days.
 */
export function expiryOf(callEndedAt: Date, rule: RetentionRule = defaultRule): Expiry {
  if (!Number.isInteger(rule.days) || rule.days < 1 || rule.days > 36_500) {
    throw new AssentError("INPUT_INVALID", "retention is from one day to a hundred years, in whole days", {
      field: "retention.days",
    })
  }
  const deleteAfter = dayOf(new Date(callEndedAt.getTime() + rule.days * DAY_MS))
  return {
    deleteAfter,
    rule,
    sentence: `kept until the end of ${deleteAfter} (UTC), ${rule.days} days after the call ended, by the rule ${rule.policy}`,
  }
}

/** A minimum is law, a maximum is minimisation, `keep` is the period in between. */
export const ruleKinds = ["minimum", "maximum", "keep"] as const
export type RuleKind = (typeof ruleKinds)[number]

/** A rule for some or all recordings: a scope that is `null` asks nothing. */
export interface ScopedRule {
  readonly id: string
  readonly kind: RuleKind
  readonly days: number
  /** The law or the reason, for people: stands in the sentence. */
  readonly basis: string
  readonly line: string | null
  readonly category: string | null
  readonly purpose: string | null
  readonly region: string | null
  /** Only calls that ended at or after this moment; `null`: those before as well. */
  readonly from: string | null
  /** Only calls that ended before this moment; `null`: the rule stands. */
  readonly to: string | null
}

export interface RecordingFacts {
  readonly callEndedAt: Date
  readonly line: string | null
  readonly category: string | null
  readonly purposes: readonly string[]
  readonly region: string | null
  /** What the line said when it was recorded; `null`: nothing is known, which the sweep reports. */
  readonly captured: RetentionRule | null
  /** After a withdrawal. */
  readonly shredAt: string | null
  readonly restricted: boolean
  readonly holds: readonly { readonly id: string; readonly reason: string }[]
  readonly erasureAsked: boolean
}

export interface Resolution {
  /** The last day by period alone, whatever holds it or hurries it. */
  readonly deleteAfter: string
  /** From this moment on it is to be shredded; `null`: not before something else ends. */
  readonly shredFrom: string | null
  readonly playable: boolean
  readonly by:
    "hold" | "restriction" | "minimum" | "erasure" | "withdrawal" | "maximum" | "keep" | "captured" | "default"
  /** Id of the hold or the rule that won, or the captured policy's name. */
  readonly rule: string | null
  readonly basis: string | null
  /** For the person. Holds no number and no name of theirs. */
  readonly sentence: string
}

/** One result for one recording, whatever the order of `rules`. @throws INPUT_INVALID as expiryOf */
export function resolve(facts: RecordingFacts, rules: readonly ScopedRule[]): Resolution {
  const mine = rules.filter((rule) => applies(rule, facts))
  const least = strictest(mine, "minimum", (a, b) => b.days - a.days)
  const period = periodOf(facts, mine, least)
  const { deleteAfter } = expiryOf(facts.callEndedAt, { policy: period.rule ?? "", days: period.days })
  const base = { deleteAfter, playable: facts.shredAt === null && !facts.restricted }
  const [hold] = [...facts.holds].sort((a, b) => (a.id < b.id ? -1 : 1))
  if (hold) {
    const sentence = "kept because a legal hold stands on it; it is assessed again when the hold ends"
    return { ...base, shredFrom: null, by: "hold", rule: hold.id, basis: hold.reason, sentence }
  }
  if (facts.restricted && !facts.erasureAsked) {
    const sentence = "kept and not playable, because its processing is restricted (Art. 18 GDPR)"
    return { ...base, shredFrom: null, by: "restriction", rule: null, basis: "Art. 18 GDPR", sentence }
  }
  const over = dayAfter(deleteAfter)
  const early = earlyEnd(facts)
  if (early !== null && early.from < over) {
    const earliest = least
      ? dayAfter(expiryOf(facts.callEndedAt, { policy: least.id, days: least.days }).deleteAfter)
      : ""
    if (least && early.from < earliest) {
      const sentence = `asked to be erased, and kept until the end of ${dayBefore(earliest)} (UTC), because the law asks for it: ${least.basis}`
      return { ...base, shredFrom: earliest, by: "minimum", rule: least.id, basis: least.basis, sentence }
    }
    return { ...base, shredFrom: early.from, by: early.by, rule: null, basis: null, sentence: early.sentence }
  }
  const sentence = `kept until the end of ${deleteAfter} (UTC), ${period.days} days after the call ended, ${period.why}`
  return { ...base, shredFrom: over, by: period.by, rule: period.rule, basis: period.basis, sentence }
}

export function isDue({ shredFrom }: Pick<Resolution, "shredFrom">, now: Date): boolean {
  return shredFrom !== null && shredFrom <= now.toISOString()
}

interface Period extends Pick<Resolution, "rule" | "basis"> {
  readonly by: "minimum" | "maximum" | "keep" | "captured" | "default"
  readonly days: number
  readonly why: string
}

/** The period asked for, cut to the maximum, then raised to the minimum: the law beats minimisation. */
function periodOf(facts: RecordingFacts, mine: readonly ScopedRule[], least: ScopedRule | undefined): Period {
  const most = strictest(mine, "maximum", (a, b) => a.days - b.days)
  // Of two as specific as each other the shorter: data minimisation.
  const keep = strictest(mine, "keep", (a, b) => scopes(b) - scopes(a) || a.days - b.days)
  const rule = facts.captured ?? defaultRule
  let period: Period = keep
    ? of("keep", keep, "by the rule")
    : {
        by: facts.captured ? "captured" : "default",
        days: rule.days,
        rule: rule.policy,
        basis: null,
        why: `by the rule ${rule.policy}`,
      }
  if (most && period.days > most.days) period = of("maximum", most, "the longest that is allowed:")
  if (least && period.days < least.days) period = of("minimum", least, "because the law asks for it:")
  return period
}

function of(by: RuleKind, { id, days, basis }: ScopedRule, why: string): Period {
  return { by, days, rule: id, basis, why: `${why} ${basis}` }
}

function strictest(
  rules: readonly ScopedRule[],
  kind: RuleKind,
  order: (a: ScopedRule, b: ScopedRule) => number,
): ScopedRule | undefined {
  return rules.filter((rule) => rule.kind === kind).sort((a, b) => order(a, b) || (a.id < b.id ? -1 : 1))[0]
}

function applies(rule: ScopedRule, facts: RecordingFacts): boolean {
  const ended = facts.callEndedAt.toISOString()
  return (
    (rule.line === null || rule.line === facts.line) &&
    (rule.category === null || rule.category === facts.category) &&
    (rule.purpose === null || facts.purposes.includes(rule.purpose)) &&
    (rule.region === null || rule.region === facts.region) &&
    (rule.from === null || rule.from <= ended) &&
    (rule.to === null || ended < rule.to)
  )
}

function scopes({ line, category, purpose, region }: ScopedRule): number {
  return [line, category, purpose, region].filter((scope) => scope !== null).length
}

function earlyEnd({ erasureAsked, shredAt }: RecordingFacts) {
  if (erasureAsked) return { from: "", by: "erasure", sentence: "erased, because the person asked for it" } as const
  if (shredAt === null) return null
  const sentence = "not playable, and erased soon, because the consent was withdrawn"
  return { from: shredAt, by: "withdrawal", sentence } as const
}

/** The moment a day is over. */
function dayAfter(day: string): string {
  return new Date(Date.parse(day) + DAY_MS).toISOString()
}

function dayBefore(moment: string): string {
  return dayOf(new Date(Date.parse(moment) - DAY_MS))
}

/** When what was recorded before a withdrawal is shredded. RFC 3339, UTC. */
export function withdrawnShredAt(withdrawnAt: Date, choice: "restrict_72h" | "shred_at_once"): string {
  const wait = choice === "restrict_72h" ? RESTRICTION_HOURS * 3_600_000 : 0
  return new Date(withdrawnAt.getTime() + wait).toISOString()
}

/** The calendar day (UTC) of a moment, as in `2026-11-23`. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10)
}
