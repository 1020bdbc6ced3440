import { hash } from "node:crypto"
import { canonicalText } from "../ledger/jcs.ts"

/** base64url SHA-256 of bytes, or of a text's UTF-8. */
export const contentHash = (content: Uint8Array | string): string => hash("sha256", content, "base64url")

/** base64url SHA-256 of a value's canonical JSON (RFC 8785). */
export const jsonHash = (value: unknown): string => contentHash(canonicalText(value))

/** A UUIDv8 (RFC 9562, 5.8) made of a value's hash: the same value, the same id. */
export function hashUuid(value: unknown): string {
  const bytes = hash("sha256", canonicalText(value), "buffer").subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString("hex")
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
