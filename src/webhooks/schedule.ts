/* When a delivery that failed is tried again (Standard Webhooks, "deliverability and reliability"). */

const S = 1000
const MIN = 60 * S
const H = 60 * MIN
/** Before each attempt, from the one before it: three days and three hours in all. */
const WAITS = [0, 5 * S, 5 * MIN, 30 * MIN, 2 * H, 5 * H, 10 * H, 14 * H, 20 * H, 24 * H] as const
export const MAX_TRIES = WAITS.length
/** How long nothing may get through before an endpoint whose deliveries are used up is disabled. */
export const FAILING_MS = 72 * H
const JITTER = 0.1
const LONGEST_MS = 24 * H

/**
 * @param tries attempts made so far, at least one
 * @param retryAfterMs what the sink asked for
 * @param random 0 <= random < 1: sinks that were down together must not all be asked together
 * @returns ms to wait, `null` when the schedule is used up
 */
export function waitBefore(tries: number, retryAfterMs: number | null, random: number): number | null {
  const wait = WAITS[tries]
  if (wait === undefined) return null
  return Math.round(Math.max(wait * (1 + JITTER * random), Math.min(retryAfterMs ?? 0, LONGEST_MS)))
}

/** RFC 9110, 10.2.3: seconds, or a date. `null` for anything else. */
export function retryAfter(header: string | null, now: Date): number | null {
  if (header === null) return null
  if (/^\d{1,9}$/.test(header)) return Number(header) * S
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime())
}
