/*
 * Compact JWEs (RFC 7516) as the key store keeps them. Stored strings are controlled by whoever can write to the key
 * store: every reader pins alg, enc and typ, and its strict schema refuses every other member, `zip` and `crit` too.
 */
import { createDecipheriv } from "node:crypto"
import { z } from "zod"
import { AssentError } from "../errors.ts"

/** Longest string a reader looks at; writers keep to it. */
const MAX_JWE = 4096

export interface CompactJwe {
  readonly protectedText: string
  readonly encryptedKey: Buffer
  readonly iv: Buffer
  readonly ciphertext: Buffer
  readonly tag: Buffer
}

/** @throws KEY_REFUSED */
export function refuse(why: string, cause?: unknown): never {
  throw new AssentError("KEY_REFUSED", why, { cause })
}

/** @throws KEY_REFUSED when a string is too long for any reader */
export function within(jwe: string): string {
  if (jwe.length > MAX_JWE) refuse("a wrapped key or opening may have at most 4096 characters")
  return jwe
}

/** Splits a compact JWE and reads its protected header with `schema`. @throws KEY_REFUSED */
export function readJwe<T>(jwe: string, schema: z.ZodType<T>): { readonly header: T; readonly parts: CompactJwe } {
  const [protectedText, encryptedKey, iv, ciphertext, tag, ...rest] = within(jwe).split(".")
  if (
    protectedText === undefined ||
    encryptedKey === undefined ||
    iv === undefined ||
    ciphertext === undefined ||
    tag === undefined ||
    rest.length > 0
  ) {
    refuse("a wrapped key is not a compact JWE of five parts")
  }
  const header = schema.safeParse(json(unb64u(protectedText)))
  if (!header.success) refuse("a wrapped key's protected header is not of the expected form", header.error)
  const parts = {
    protectedText,
    encryptedKey: unb64u(encryptedKey),
    iv: unb64u(iv),
    ciphertext: unb64u(ciphertext),
    tag: unb64u(tag),
  }
  return { header: header.data, parts }
}

/** The content of a JWE under `cek`, which is zeroed. jose takes no external key, so this one decode is ours. */
export function openContent(parts: CompactJwe, cek: Uint8Array): Buffer {
  try {
    if (cek.length !== 32 || parts.iv.length !== 12 || parts.tag.length !== 16)
      refuse("a wrapped key has parts of wrong size")
    const decipher = createDecipheriv("aes-256-gcm", cek, parts.iv, { authTagLength: 16 })
    decipher.setAAD(Buffer.from(parts.protectedText, "ascii"))
    decipher.setAuthTag(parts.tag)
    return Buffer.concat([decipher.update(parts.ciphertext), decipher.final()])
  } catch (cause) {
    return refuse("a wrapped key does not authenticate", cause)
  } finally {
    cek.fill(0)
  }
}

/** JSON, or `null` for bytes that are none. */
export function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"))
  } catch {
    return null
  }
}

// Node's own decoder skips what is no base64url: two strings must never stand for the same key.
function unb64u(text: string): Buffer {
  const bytes = Buffer.from(text, "base64url")
  if (bytes.toString("base64url") !== text) refuse("a wrapped key is not base64url")
  return bytes
}

/** The ephemeral key that ECDH-ES adds to the protected header (RFC 7518, 4.6.1.1). */
export const ephemeralKey = z.strictObject({
  kty: z.literal("EC"),
  crv: z.literal("P-384"),
  x: z.string().max(64),
  y: z.string().max(64),
})
