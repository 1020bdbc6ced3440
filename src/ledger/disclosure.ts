/*
 * Personal fields of a leaf as SD-JWT disclosures (RFC 9901, 4.2): the leaf holds digests over a fresh salt, the
 * disclosures are sealed elsewhere. Once those are gone the digests say nothing, and the tree never changes.
 */
import { hash, randomBytes } from "node:crypto"
import { type Fields, openDisclosures } from "./disclosure-check.ts"
import type { Leaf } from "./entry.ts"
import { sha256 } from "./node-crypto.ts"

export interface Disclosed {
  /** For the leaf's `_sd`, sorted so that their order says nothing. */
  readonly digests: readonly string[]
  readonly disclosures: readonly string[]
}

const SALT_BYTES = 16

/** Hides each field behind a fresh salt of 16 bytes. A field whose value is undefined is left out. */
export function disclose(fields: Fields): Disclosed {
  const disclosures = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) =>
      Buffer.from(JSON.stringify([randomBytes(SALT_BYTES).toString("base64url"), name, value])).toString("base64url"),
    )
  return { digests: disclosures.map(digestOf).sort(), disclosures }
}

/** `openDisclosures` with Node's SHA-256. @throws INPUT_INVALID */
export function checkDisclosures(leaf: Pick<Leaf, "_sd">, disclosures: readonly string[]): Fields {
  return openDisclosures(sha256, leaf, disclosures)
}

function digestOf(disclosure: string): string {
  return hash("sha256", disclosure, "base64url")
}
