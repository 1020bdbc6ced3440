/* When a recording expires, and why. Pure: the same facts always give the same day and the same sentence. */
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

/** When what was recorded before a withdrawal is shredded. RFC 3339, UTC. */
export function withdrawnShredAt(withdrawnAt: Date, choice: "restrict_72h" | "shred_at_once"): string {
  const wait = choice === "restrict_72h" ? RESTRICTION_HOURS * 3_600_000 : 0
  return new Date(withdrawnAt.getTime() + wait).toISOString()
}

/** The calendar day (UTC) of a moment, as in `2026-11-23`. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10)
}
