/*
 * The certificate of an erasure: what was destroyed, what was kept and why, who was told. A compact JWS (RFC 7515) by the
 * log's key, so that one public key checks checkpoints and certificates; `typ` is pinned, and a checkpoint is no JWS.
 *
 * It says what the stores no longer held when it was made. It holds the masked number at most: it is the person's own.
 */
import type { KeyObject } from "node:crypto"
import { CompactSign, compactVerify, importJWK } from "jose"
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { toBase64Url } from "../ledger/base64.ts"
import { openCheckpoint } from "../ledger/checkpoint.ts"
import { sha256, verifyEd25519 } from "../ledger/node-crypto.ts"
import { parseVkey } from "../ledger/note.ts"

export const CERTIFICATE_TYP = "assent-erasure-certificate+jws"
const MAX_CERTIFICATE = 8_000_000

const text = z.string().min(1).max(1000)
const moment = z.iso.datetime({ precision: 3 })
const hash = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

export const certificateSchema = z.strictObject({
  v: z.literal(1),
  request: z.uuid(),
  kind: z.enum(["erasure", "withdrawal"]),
  origin: text,
  /** The number, masked; `null` when the request named a recording, or the number was withheld. */
  subject: text.nullable(),
  received_at: moment,
  made_at: moment,
  recordings: z.array(
    z.strictObject({
      id: z.uuid(),
      call: z.uuid(),
      ciphertext_sha256: hash.nullable(),
      ciphertext_bytes: z.int().nonnegative().nullable(),
      erased_at: moment,
      tombstone_sha256: hash,
    }),
  ),
  keys: z.array(z.strictObject({ id: text, kind: z.enum(["call_key", "recording_key"]) })),
  retained: z.array(
    z.strictObject({ id: text, reason: text, basis: text.nullable(), until: z.iso.date().nullable(), sentence: text }),
  ),
  recipients: z.array(z.strictObject({ name: text, told_on: z.iso.date().nullable() })),
  /** Copies of the key store that were made before. `null`: nothing bounds their life. */
  backups: z.strictObject({ unreadable_within_days: z.int().nonnegative().nullable(), sentence: text }),
  /** The signed note of the ledger when the certificate was made. */
  checkpoint: z.string().max(100_000),
})
export type Certificate = Readonly<z.infer<typeof certificateSchema>>

export async function signCertificate(certificate: Certificate, logKey: KeyObject): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(certificateSchema.parse(certificate)))
  const header = { alg: "EdDSA", kid: certificate.origin, typ: CERTIFICATE_TYP }
  return new CompactSign(bytes).setProtectedHeader(header).sign(logKey)
}

/**
 * Checks a certificate with nothing but the log's public key.
 * @throws LEDGER_CORRUPT saying what does not hold; INPUT_INVALID for a bad `vkeyText`
 */
export async function openCertificate(jws: string, vkeyText: string): Promise<Certificate> {
  const vkey = parseVkey(sha256, vkeyText.trim())
  if (jws.length > MAX_CERTIFICATE) throw refused("is larger than a certificate may be")
  const key = await importJWK({ kty: "OKP", crv: "Ed25519", x: toBase64Url(vkey.publicKey) }, "EdDSA")
  const opened = await compactVerify(jws.trim(), key, { algorithms: ["EdDSA"] }).catch((cause: unknown) => {
    throw refused("is not signed by the log's key", cause)
  })
  const { typ, kid } = opened.protectedHeader
  if (typ !== CERTIFICATE_TYP) throw refused("is something else that the log's key signed")
  const certificate = certificateSchema.safeParse(json(opened.payload))
  if (!certificate.success) throw refused("is not of the form it must have")
  const { origin, checkpoint } = certificate.data
  if (kid !== vkey.name || origin !== vkey.name) throw refused("is of another log")
  await openCheckpoint(checkpoint, vkey, { hash: sha256, verify: verifyEd25519 }).catch((cause: unknown) => {
    throw refused("names a checkpoint that the log did not sign", cause)
  })
  return certificate.data
}

/** A certificate of our own store, unchecked. */
export function decodeCertificate(jws: string): Certificate {
  return certificateSchema.parse(json(Buffer.from(jws.split(".")[1] ?? "", "base64url")))
}

function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes))
  } catch {
    return null
  }
}

function refused(why: string, cause?: unknown): AssentError {
  return new AssentError("LEDGER_CORRUPT", `the certificate ${why}`, { cause })
}
