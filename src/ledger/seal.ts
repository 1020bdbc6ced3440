import { AssentError } from "../errors.ts"
import { type Leaf, MAX_LEAF_BYTES } from "./entry.ts"
import { canonicalText, checkLeaf, isOrdered } from "./jcs.ts"
import { hashLeaf } from "./merkle.ts"
import { sha256 } from "./node-crypto.ts"

/** A leaf as it will stand in the log. */
export interface SealedLeaf {
  readonly leaf: Leaf
  /** The exact JCS bytes. */
  readonly entry: Uint8Array
  readonly hash: Uint8Array
}

/** @throws INPUT_INVALID naming the member that has to change. */
export function sealLeaf(input: unknown): SealedLeaf {
  const leaf = checkLeaf(input)
  const entry = Buffer.from(isOrdered(leaf) ? JSON.stringify(leaf) : canonicalText(leaf))
  if (entry.length > MAX_LEAF_BYTES) {
    throw new AssentError("INPUT_INVALID", `a leaf is at most ${MAX_LEAF_BYTES} bytes`)
  }
  return { leaf, entry, hash: hashLeaf(sha256, entry) }
}
