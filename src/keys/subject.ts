/*
 * A person is found through `lookup`, a keyed hash of the caller's number that only groups calls. Numbers are shared,
 * recycled, spoofed and withheld: withheld ones and placeholders are `null` and group nothing.
 */
import { createHmac, createPublicKey, randomBytes } from "node:crypto"
import { CompactEncrypt } from "jose"
import { z } from "zod"
import { openContent, readJwe, refuse } from "./jwe.ts"
import type { KekRow, KeyProvider, KeyStore } from "./ports.ts"

const indexKeyHeader = z.strictObject({
  alg: z.literal("RSA-OAEP-256"),
  enc: z.literal("A256GCM"),
  kid: z.string().regex(/^kek-[0-9]{1,9}$/),
  typ: z.literal("assent-ix+jwe"),
})

const KEYPAD = ["abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"]

/** Carriers put these words, spelled on a telephone keypad, where there is no number: "anonymous" is +266696687. */
const PLACEHOLDERS = new Set(
  ["anonymous", "blocked", "private", "restricted", "unavailable", "unknown"].map(
    (word) => `+${word.replace(/./g, (letter) => String(KEYPAD.findIndex((letters) => letters.includes(letter)) + 2))}`,
  ),
)

/** The E.164 number, or `null` for what the carrier sends instead of one: nothing, a word, or a placeholder. */
export function subjectNumber(from: string | null): string | null {
  if (from === null || !/^\+[1-9][0-9]{6,14}$/.test(from) || PLACEHOLDERS.has(from)) return null
  return from
}

/** `+49••••••12`: the first two digits and the last two. */
export function maskNumber(number: string): string {
  return number.slice(0, 3) + "•".repeat(number.length - 5) + number.slice(-2)
}

/** base64url HMAC-SHA256(index key, E.164), or `null` where there is no number to group by. */
export function lookupOf(indexKey: Uint8Array, from: string | null): string | null {
  const number = subjectNumber(from)
  return number === null ? null : createHmac("sha256", indexKey).update(number, "ascii").digest("base64url")
}

/**
 * base64url HMAC-SHA256 of a text under a key of its own for each use, derived from the index key: what is digested for one
 * use is found by no other.
 */
export function digestOf(indexKey: Uint8Array, use: DigestUse, text: string): string {
  const key = createHmac("sha256", indexKey).update(`assent ${use} v1`, "ascii").digest()
  return createHmac("sha256", key).update(text, "utf8").digest("base64url")
}
export type DigestUse = "receipt" | "receipt try"

/** The key of the secret box, derived from the index key, so that it is wrapped, rotated and backed up with it. */
export function secretKeyOf(indexKey: Uint8Array): Buffer {
  return createHmac("sha256", indexKey).update("assent secrets v1", "ascii").digest()
}

/**
 * The index key: made at the first start, wrapped to the KEK, and unwrapped at each later one. Held in memory while
 * the gateway runs.
 * @throws KEY_REFUSED, KEY_DESTROYED, KEY_PROVIDER_UNREACHABLE
 */
export async function openIndexKey(store: KeyStore, provider: KeyProvider, kek: KekRow): Promise<Buffer> {
  const stored = await store.indexKey()
  if (stored === null) {
    const key = randomBytes(32)
    await store.putIndexKey(await wrapIndexKey(key, kek))
    return key
  }
  const { header, parts } = readJwe(stored, indexKeyHeader)
  const key = openContent(parts, await provider.unwrapCek(header.kid, parts.encryptedKey))
  if (key.length !== 32) refuse("the index key must have 32 bytes")
  return key
}

/** The id of the KEK the index key is wrapped to. @throws KEY_REFUSED */
export function indexKeyKek(stored: string): string {
  return readJwe(stored, indexKeyHeader).header.kid
}

/** The same index key under another KEK. @throws KEY_REFUSED, KEY_DESTROYED, KEY_PROVIDER_UNREACHABLE */
export async function rewrapIndexKey(stored: string, provider: KeyProvider, next: KekRow): Promise<string> {
  const { header, parts } = readJwe(stored, indexKeyHeader)
  const key = openContent(parts, await provider.unwrapCek(header.kid, parts.encryptedKey))
  try {
    return await wrapIndexKey(key, next)
  } finally {
    key.fill(0)
  }
}

function wrapIndexKey(key: Uint8Array, kek: KekRow): Promise<string> {
  const header = { alg: "RSA-OAEP-256", enc: "A256GCM", kid: kek.id, typ: "assent-ix+jwe" }
  return new CompactEncrypt(key).setProtectedHeader(header).encrypt(createPublicKey(kek.publicPem))
}
