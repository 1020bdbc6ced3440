/* The bytes of a leaf: RFC 8785 (JCS), UTF-8. One value has one spelling, so its hash can be recomputed by anyone. */
import canonicalize from "canonicalize"
import { AssentError } from "../errors.ts"
import { type Leaf, leafSchema, MAX_LEAF_BYTES } from "./entry.ts"
import { isPlainLeaf } from "./leaf-pattern.ts"

const encoder = new TextEncoder()
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

/** RFC 8785 text. @throws INPUT_INVALID for what JSON cannot say exactly (NaN, lone surrogates, cycles, undefined). */
export function canonicalText(value: unknown): string {
  try {
    const text = canonicalize(value)
    if (text !== undefined) return text
  } catch (cause) {
    throw new AssentError("INPUT_INVALID", "the value has no canonical JSON form", { cause })
  }
  throw new AssentError("INPUT_INVALID", "the value has no canonical JSON form")
}

/** RFC 8785 bytes. */
export function canonicalBytes(value: unknown): Uint8Array {
  return encoder.encode(canonicalText(value))
}

/**
 * Reads a leaf from bytes that somebody else may have written: bounded, valid UTF-8, exactly canonical, of the schema.
 * @throws INPUT_INVALID saying which of these does not hold.
 */
export function parseLeaf(entry: Uint8Array): Leaf {
  if (entry.length > MAX_LEAF_BYTES) {
    throw new AssentError("INPUT_INVALID", `a leaf is at most ${MAX_LEAF_BYTES} bytes`)
  }
  let text: string
  let value: unknown
  try {
    text = decoder.decode(entry)
    value = JSON.parse(text)
  } catch (cause) {
    throw new AssentError("INPUT_INVALID", "the leaf is not UTF-8 JSON", { cause })
  }
  if (isPlainLeaf(text, value)) return checkDigests(value)
  // The schema first: it bounds the depth of what is walked below.
  const leaf = checkLeaf(value)
  // For a parsed value in canonical order, ECMAScript's own serialisation is RFC 8785's (3.2.2); duplicate members,
  // spaces and other spellings of a number or string do not survive the round trip.
  if (!isOrdered(value) || JSON.stringify(value) !== text) {
    throw new AssentError("INPUT_INVALID", "the leaf is not in canonical form (RFC 8785)")
  }
  return leaf
}

/** Reads a leaf from a text that `isPlainText` found plain, wherever it was asked. @throws INPUT_INVALID as above */
export function parsePlainLeaf(text: string): Leaf {
  const value: unknown = JSON.parse(text)
  if (!isOfPlain(value)) throw new AssentError("INPUT_INVALID", "the leaf is not a JSON object")
  return checkDigests(value)
}

/** What a plain text was parsed to is a leaf. */
const isOfPlain = (value: unknown): value is Leaf => typeof value === "object" && value !== null

/** @throws INPUT_INVALID naming the member that has to change. */
export function checkLeaf(input: unknown): Leaf {
  const result = leafSchema.safeParse(input)
  if (!result.success) {
    const field = result.error.issues[0]?.path.join(".") ?? ""
    throw new AssentError("INPUT_INVALID", `the leaf is not of the schema${field && `: see ${field}`}`, {
      field,
      cause: result.error,
    })
  }
  return checkDigests(result.data)
}

function checkDigests(leaf: Leaf): Leaf {
  if ((leaf._sd === undefined) !== (leaf._sd_alg === undefined)) {
    throw new AssentError("INPUT_INVALID", "_sd and _sd_alg stand together or not at all", { field: "_sd" })
  }
  if (leaf._sd && !isAscending(leaf._sd)) {
    throw new AssentError("INPUT_INVALID", "_sd is not sorted, or names a digest twice", { field: "_sd" })
  }
  return leaf
}

/** Members of every object in UTF-16 order (RFC 8785, 3.2.3) and no lone surrogate (RFC 8785, 3.2.2.2). */
export function isOrdered(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed()
  if (typeof value !== "object" || value === null) return true
  if (Array.isArray(value)) return value.every(isOrdered)
  let before = ""
  for (const [key, member] of Object.entries(value)) {
    if (key < before || !isOrdered(member) || !key.isWellFormed()) return false
    before = key
  }
  return true
}

function isAscending(values: readonly string[]): boolean {
  return values.every((value, i) => i === 0 || value > (values[i - 1] ?? ""))
}
