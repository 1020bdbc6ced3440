/* JSON from a stranger, in the one spelling its writer used: no member twice, no depth, no size to drown in. */
import { AssentError } from "../errors.ts"

const MAX_DEPTH = 16

/**
 * @param spelling how the writer spells a value; text that is spelled otherwise is refused
 * @throws INPUT_INVALID naming what is wrong with `what`
 */
export function parseStrictJson(bytes: Uint8Array, what: string, spelling: (value: unknown) => string): unknown {
  const refused = (why: string, cause?: unknown): AssentError =>
    new AssentError("INPUT_INVALID", `${what} ${why}`, { cause })
  let text: string
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw refused("is not UTF-8", cause)
  }
  if (depthOf(text) > MAX_DEPTH) throw refused("is nested too deeply")
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw refused("is not JSON", cause)
  }
  if (spelling(value) !== text) throw refused("is not spelled as it was written: a member twice, or other spaces")
  return value
}

/** As `consent-record.json` and the like are written, to be read by people too. */
export const spelledForPeople = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** Deepest nesting of braces and brackets outside strings. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const char = text[i]
    if (inString) {
      if (char === "\\") i++
      else if (char === '"') inString = false
    } else if (char === '"') inString = true
    else if (char === "{" || char === "[") deepest = Math.max(deepest, ++depth)
    else if (char === "}" || char === "]") depth--
  }
  return deepest
}
