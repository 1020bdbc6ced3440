/*
 * Standard Webhooks 1.0: what is signed is `<webhook-id>.<webhook-timestamp>.<body>`. `v1a` is Ed25519, so that who
 * receives cannot forge; `v1` is HMAC-SHA-256, for receivers that know nothing else. During a rotation both keys sign.
 */
import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign } from "node:crypto"

export const signatureKinds = ["v1a", "v1"] as const
export type SignatureKind = (typeof signatureKinds)[number]

export interface SigningKey {
  readonly kind: SignatureKind
  /** base64: PKCS #8 of the private key, or the shared secret. Sealed where it is stored. */
  readonly secret: string
  readonly createdAt: string
  /** When it stops signing; `null` for the newest. */
  readonly until: string | null
}

export function newKey(kind: SignatureKind, createdAt: string): SigningKey {
  const secret =
    kind === "v1" ? randomBytes(32) : generateKeyPairSync("ed25519").privateKey.export({ format: "der", type: "pkcs8" })
  return { kind, secret: secret.toString("base64"), createdAt, until: null }
}

/** The newest signs from now on; those before it go on for the overlap, and expired ones are dropped. */
export function rotated(keys: readonly SigningKey[], now: Date, overlapMs: number): readonly SigningKey[] {
  const [newest] = keys
  if (!newest) return keys
  const until = new Date(now.getTime() + overlapMs).toISOString()
  const kept = keys.map((key) => ({ ...key, until: key.until ?? until })).filter((key) => key.until > now.toISOString())
  return [newKey(newest.kind, now.toISOString()), ...kept]
}

/** What a receiver verifies with: `whpk_` and the raw public key, or `whsec_` and the shared secret. */
export function verifierOf({ kind, secret }: SigningKey): string {
  if (kind === "v1") return `whsec_${secret}`
  const spki = createPublicKey(privateKeyOf(secret)).export({ format: "der", type: "spki" })
  // The last 32 bytes of an Ed25519 SubjectPublicKeyInfo (RFC 8410, 4) are the key.
  return `whpk_${spki.subarray(-32).toString("base64")}`
}

/** The headers of one attempt. Receivers refuse old timestamps, so each attempt has its own. */
export function signedHeaders(
  keys: readonly SigningKey[],
  id: string,
  body: string,
  now: Date,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const content = `${id}.${timestamp}.${body}`
  const live = keys.filter(({ until }) => until === null || until > now.toISOString())
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": live.map((key) => signatureOf(key, content)).join(" "),
  }
}

function signatureOf({ kind, secret }: SigningKey, content: string): string {
  if (kind === "v1") {
    return `v1,${createHmac("sha256", Buffer.from(secret, "base64")).update(content).digest("base64")}`
  }
  return `v1a,${sign(null, Buffer.from(content), privateKeyOf(secret)).toString("base64")}`
}

function privateKeyOf(secret: string) {
  return createPrivateKey({ key: Buffer.from(secret, "base64"), format: "der", type: "pkcs8" })
}
