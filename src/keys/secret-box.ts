/*
 * What the gateway itself has to know again (the secret of a second factor, the keys that sign webhooks), sealed under a key
 * of the key store: a copy of the database it lies in opens none of it. AES-256-GCM, bound to the row it belongs to.
 */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto"
import { AssentError } from "../errors.ts"

const NONCE = 12
const TAG = 16
/** No secret in clear has a dot. */
const SEALED = /^s1\.([A-Za-z0-9_-]+)$/

export interface SecretBox {
  /** @param row whose it is: under another row's name it does not open */
  seal(secret: string, row: string): string
  /** What was written before there was a box is in clear, and is given back as it is. @throws KEY_REFUSED */
  open(stored: string, row: string): string
}

export const isSealed = (stored: string): boolean => SEALED.test(stored)

/** @param key 32 bytes */
export function createSecretBox(key: Uint8Array): SecretBox {
  return {
    seal(secret, row) {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv("aes-256-gcm", key, nonce)
      cipher.setAAD(Buffer.from(row, "utf8"))
      const text = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()])
      return `s1.${Buffer.concat([nonce, cipher.getAuthTag(), text]).toString("base64url")}`
    },
    open(stored, row) {
      const sealed = SEALED.exec(stored)?.[1]
      if (sealed === undefined) return stored
      const bytes = Buffer.from(sealed, "base64url")
      try {
        const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE), { authTagLength: TAG })
        decipher.setAAD(Buffer.from(row, "utf8"))
        decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG))
        return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString("utf8")
      } catch (cause) {
        const message =
          "a secret of this gateway was sealed under other keys: restore assent.db and keys.db of one backup"
        throw new AssentError("KEY_REFUSED", message, { cause })
      }
    },
  }
}
