/*
 * What is kept of an idempotent request for a day says nothing to who reads the disk. Its hash and its answer (an
 * invitation, a token, a masked number) are under keys from two secrets that are not stored here: the client's
 * Idempotency-Key, and the token or cookie it came with. A number has few bits: a plain hash of a body would give it away.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from "node:crypto"
import { z } from "zod"

const NONCE = 12
const TAG = 16

export const keptAnswer = z.strictObject({
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
})
export type KeptAnswer = z.infer<typeof keptAnswer>

export interface Sealed {
  readonly fingerprint: string
  seal(answer: KeptAnswer): Uint8Array
  /** @throws when it was sealed under other secrets, or is damaged */
  open(sealed: Uint8Array): KeptAnswer
}

/** @param request what two uses of one key must have in common */
export function sealFor(key: string, credential: string, request: string): Sealed {
  const secret = JSON.stringify([key, credential])
  const bytes = Buffer.from(hkdfSync("sha256", secret, "", "assent idempotency v1", 64))
  const cipherKey = bytes.subarray(0, 32)
  return {
    fingerprint: createHmac("sha256", bytes.subarray(32)).update(request).digest("base64url"),
    seal(answer) {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv("aes-256-gcm", cipherKey, nonce)
      const body = Buffer.concat([cipher.update(JSON.stringify(answer), "utf8"), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body])
    },
    open(sealed) {
      const bytes = Buffer.from(sealed)
      const decipher = createDecipheriv("aes-256-gcm", cipherKey, bytes.subarray(0, NONCE))
      decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG))
      const text = Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()])
      return keptAnswer.parse(JSON.parse(text.toString("utf8")))
    },
  }
}

/** One key means one thing to one principal at one address. */
export function idOf(...parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url")
}
