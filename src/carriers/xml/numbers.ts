/** What carriers send in place of a number that is withheld, unknown or unavailable: the words, in telephone keys. */
const placeholders = new Set(["+7378742833", "+2562533", "+8566696", "+266696687", "+86282452253"])

/** E.164, or `null` for what is no number one could call back. */
export function callerNumber(from: string): string | null {
  return /^\+[1-9]\d{1,14}$/.test(from) && !placeholders.has(from) ? from : null
}
