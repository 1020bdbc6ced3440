const MAX_FIELDS = 200

/** What a carrier posted. A map, not an object: no name a peer may choose means anything to the language. */
export type Form = ReadonlyMap<string, string>

/**
 * Reads `application/x-www-form-urlencoded`. Empty values are kept, since they are signed too.
 * @returns `null` when it is not UTF-8, has too many fields, or names one field twice with different values: the
 * signature scheme cannot tell such a body from another
 */
export function parseForm(body: Uint8Array): Form | null {
  let text: string
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(body)
  } catch {
    return null
  }
  const form = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(text)) {
    if (form.size >= MAX_FIELDS || (form.has(name) && form.get(name) !== value)) return null
    form.set(name, value)
  }
  return form
}
