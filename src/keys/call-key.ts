/*
 * CK, the call key: an EC P-384 pair, one per call. Its private half is wrapped to the KEK at once and forgotten.
 *
 *   compact JWE {"alg":"RSA-OAEP-256","cid":"ck_<uuid>","enc":"A256GCM","gen":1,"kid":"kek-<epoch>","typ":"assent-ck+jwe"},
 *   payload the JCS private JWK
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from "node:crypto"
import { promisify } from "node:util"
import canonicalize from "canonicalize"
import { CompactEncrypt } from "jose"
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { json, openContent, readJwe, refuse, within } from "./jwe.ts"
import { kekPublicKey } from "./kek.ts"
import type { CallKeyRow, KekRow, KeyProvider } from "./ports.ts"

const generate = promisify(generateKeyPair)

const callKeyHeader = z.strictObject({
  alg: z.literal("RSA-OAEP-256"),
  cid: z.string().regex(/^ck_[0-9a-f-]{36}$/),
  enc: z.literal("A256GCM"),
  gen: z.int().positive(),
  kid: z.string().regex(/^kek-[0-9]{1,9}$/),
  typ: z.literal("assent-ck+jwe"),
})

const publicJwk = { crv: z.literal("P-384"), kty: z.literal("EC"), x: z.string().max(64), y: z.string().max(64) }
const publicJwkSchema = z.strictObject(publicJwk)
const privateJwkSchema = z.strictObject({ ...publicJwk, d: z.string().max(64) })

export interface CallKeyPair {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

/** About 0.6 ms, off the event loop. */
export function generateCallKey(): Promise<CallKeyPair> {
  return generate("ec", { namedCurve: "P-384" })
}

/** JCS of the public JWK. Its SHA-256 is the thumbprint of RFC 7638, which prescribes exactly these members in this order. */
export function publicJwkOf(publicKey: KeyObject): string {
  return canonicalize(publicJwkSchema.parse(publicKey.export({ format: "jwk" }))) ?? ""
}

/** base64url RFC 7638 thumbprint. */
export function thumbprintOf(publicJwkText: string): string {
  return createHash("sha256").update(publicJwkText, "utf8").digest("base64url")
}

/** @throws KEY_REFUSED for anything but a P-384 public key */
export function publicKeyOf(row: CallKeyRow): KeyObject {
  const jwk = publicJwkSchema.safeParse(json(Buffer.from(row.publicJwk, "utf8")))
  if (!jwk.success) refuse("a call key's public half is not a P-384 JWK", jwk.error)
  return createPublicKey({ key: jwk.data, format: "jwk" })
}

/** Wraps a call key's private half to the KEK's public half. */
export async function wrapCallKey(
  pair: CallKeyPair,
  kek: KekRow,
  facts: { readonly id: string; readonly gen: number; readonly callId: string; readonly createdAt: Date },
): Promise<CallKeyRow> {
  const jwk = privateJwkSchema.parse(pair.privateKey.export({ format: "jwk" }))
  const payload = Buffer.from(canonicalize(jwk) ?? "", "utf8")
  const header = {
    alg: "RSA-OAEP-256",
    cid: facts.id,
    enc: "A256GCM",
    gen: facts.gen,
    kid: kek.id,
    typ: "assent-ck+jwe",
  }
  try {
    const wrappedJwe = await new CompactEncrypt(payload).setProtectedHeader(header).encrypt(kekPublicKey(kek))
    return {
      id: facts.id,
      gen: facts.gen,
      callId: facts.callId,
      publicJwk: publicJwkOf(pair.publicKey),
      kekId: kek.id,
      wrappedJwe: within(wrappedJwe),
      createdAt: facts.createdAt.toISOString(),
    }
  } finally {
    payload.fill(0)
  }
}

/**
 * The private half of a call key.
 * @throws KEY_REFUSED when the wrap is not the one of this row, KEY_DESTROYED, KEY_PROVIDER_UNREACHABLE
 */
export async function unwrapCallKey(row: CallKeyRow, provider: KeyProvider): Promise<KeyObject> {
  const { header, parts } = readJwe(row.wrappedJwe, callKeyHeader)
  if (header.cid !== row.id || header.gen !== row.gen || header.kid !== row.kekId) {
    refuse("a call key's wrap was made for another row")
  }
  if (parts.encryptedKey.length !== 512) refuse("a call key's wrap has an encrypted key that is not of RSA-4096")
  const payload = openContent(parts, await provider.unwrapCek(header.kid, parts.encryptedKey))
  const jwk = privateJwkSchema.safeParse(json(payload))
  payload.fill(0)
  if (!jwk.success) refuse("a call key's wrap does not hold a P-384 private JWK")
  const privateKey = toPrivateKey(jwk.data)
  if (publicJwkOf(createPublicKey(privateKey)) !== row.publicJwk)
    refuse("a call key's two halves do not belong together")
  return privateKey
}

function toPrivateKey(jwk: z.infer<typeof privateJwkSchema>): KeyObject {
  try {
    return createPrivateKey({ key: jwk, format: "jwk" })
  } catch (cause) {
    throw new AssentError("KEY_REFUSED", "a call key's wrap does not hold a valid P-384 key", { cause })
  }
}
