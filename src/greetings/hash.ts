import canonicalize from "canonicalize"
import { hash } from "node:crypto"
import { AssentError } from "../errors.ts"

/** base64url SHA-256 of bytes, or of a text's UTF-8. */
export const contentHash = (content: Uint8Array | string): string => hash("sha256", content, "base64url")

/** base64url SHA-256 of a value's canonical JSON (RFC 8785). */
export function jsonHash(value: unknown): string {
  const json = canonicalize(value)
  if (json === undefined) throw new AssentError("INPUT_INVALID", "a value without a JSON form cannot be hashed")
  return contentHash(json)
}
