/*
 * When an answer is due: one month after receipt, two further months where a request is complex (Art. 12(3) GDPR). A
 * month ends on the day of the same number, or where there is none on the last day of the month (Regulation 1182/71, 3).
 */

/** @param received RFC 3339, UTC @returns the last calendar day (UTC) for the answer */
export function dueOn(received: string, extended: boolean): string {
  const at = new Date(received)
  const months = at.getUTCMonth() + (extended ? 3 : 1)
  const last = new Date(Date.UTC(at.getUTCFullYear(), months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(at.getUTCFullYear(), months, Math.min(at.getUTCDate(), last))).toISOString().slice(0, 10)
}
