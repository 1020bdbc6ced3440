/* SD-JWT disclosures (RFC 9901, 4.2) as a verifier opens them: without node:*, from whoever hands them over. */
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { fromBase64Url, toBase64Url } from "./base64.ts"
import type { Leaf } from "./entry.ts"
import type { Hash } from "./merkle.ts"

export type Fields = Readonly<Record<string, unknown>>

/** A disclosure is one field of one call; the sealed set is refused above 4 KiB anyway. */
const MAX_DISCLOSURE = 4096

const disclosureSchema = // 22 characters are the 128 bits that RFC 9901, 9.3 asks for.
  z.tuple([z.string().regex(/^[A-Za-z0-9_-]{22,86}$/), z.string().min(1).max(100), z.unknown()])

/**
 * The fields that `disclosures` open in `leaf`. Not all of them need to be given. The disclosures may come from anybody.
 * @throws INPUT_INVALID when one is malformed, is not of this leaf, or opens a field twice.
 */
export function openDisclosures(hash: Hash, leaf: Pick<Leaf, "_sd">, disclosures: readonly string[]): Fields {
  const digests = new Set(leaf._sd)
  const fields = new Map<string, unknown>()
  for (const disclosure of disclosures) {
    // Removing it refuses the same disclosure given twice.
    if (!digests.delete(digestOf(hash, disclosure))) throw refused("a disclosure does not belong to this leaf")
    const { name, value } = parseDisclosure(disclosure)
    if (fields.has(name)) throw refused("two disclosures open the same field")
    fields.set(name, value)
  }
  return Object.fromEntries(fields)
}

/** @throws INPUT_INVALID unless it is [salt, name, value]. */
export function parseDisclosure(disclosure: string): { readonly name: string; readonly value: unknown } {
  if (disclosure.length > MAX_DISCLOSURE) throw refused("a disclosure is too long")
  const bytes = fromBase64Url(disclosure)
  if (!bytes) throw refused("a disclosure is not base64url")
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)
    const [, name, value] = disclosureSchema.parse(JSON.parse(text))
    return { name, value }
  } catch (cause) {
    throw refused("a disclosure is not [salt, name, value]", cause)
  }
}

function digestOf(hash: Hash, disclosure: string): string {
  return toBase64Url(hash(new TextEncoder().encode(disclosure)))
}

function refused(message: string, cause?: unknown): AssentError {
  return new AssentError("INPUT_INVALID", message, { cause, field: "disclosures" })
}
