/*
 * Personal fields of a leaf as SD-JWT disclosures (RFC 9901, 4.2): the leaf holds digests over a fresh salt, the
 * disclosures are sealed elsewhere. Once those are gone the digests say nothing, and the tree never changes.
 */
import { hash, randomBytes } from "node:crypto"
import { z } from "zod"
import { AssentError } from "../errors.ts"
import type { Leaf } from "./entry.ts"

export type Fields = Readonly<Record<string, unknown>>

export interface Disclosed {
  /** For the leaf's `_sd`, sorted so that their order says nothing. */
  readonly digests: readonly string[]
  readonly disclosures: readonly string[]
}

const SALT_BYTES = 16
/** A disclosure is one field of one call; the sealed set is refused above 4 KiB anyway. */
const MAX_DISCLOSURE = 4096

const disclosureSchema = // 22 characters are the 128 bits that RFC 9901, 9.3 asks for.
  z.tuple([z.string().regex(/^[A-Za-z0-9_-]{22,86}$/), z.string().min(1).max(100), z.unknown()])

/** Hides each field behind a fresh salt of 16 bytes. A field whose value is undefined is left out. */
export function disclose(fields: Fields): Disclosed {
  const disclosures = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) =>
      Buffer.from(JSON.stringify([randomBytes(SALT_BYTES).toString("base64url"), name, value])).toString("base64url"),
    )
  return { digests: disclosures.map(digestOf).sort(), disclosures }
}

/**
 * The fields that `disclosures` open in `leaf`. Not all of them need to be given. The disclosures may come from anybody.
 * @throws INPUT_INVALID when one is malformed, is not of this leaf, or opens a field twice.
 */
export function checkDisclosures(leaf: Pick<Leaf, "_sd">, disclosures: readonly string[]): Fields {
  const digests = new Set(leaf._sd)
  const fields = new Map<string, unknown>()
  for (const disclosure of disclosures) {
    // Removing it refuses the same disclosure given twice.
    if (!digests.delete(digestOf(disclosure))) throw refused("a disclosure does not belong to this leaf")
    const [, name, value] = parseDisclosure(disclosure)
    if (fields.has(name)) throw refused("two disclosures open the same field")
    fields.set(name, value)
  }
  return Object.fromEntries(fields)
}

function parseDisclosure(disclosure: string): z.infer<typeof disclosureSchema> {
  if (disclosure.length > MAX_DISCLOSURE) throw refused("a disclosure is too long")
  const bytes = Buffer.from(disclosure, "base64url")
  if (bytes.toString("base64url") !== disclosure) throw refused("a disclosure is not base64url")
  try {
    return disclosureSchema.parse(JSON.parse(bytes.toString()))
  } catch (cause) {
    throw refused("a disclosure is not [salt, name, value]", cause)
  }
}

function digestOf(disclosure: string): string {
  return hash("sha256", disclosure, "base64url")
}

function refused(message: string, cause?: unknown): AssentError {
  return new AssentError("INPUT_INVALID", message, { cause, field: "disclosures" })
}
