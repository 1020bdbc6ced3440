/* What the portable parts of the ledger are handed when they run in Node. */
import { createPublicKey, hash, type KeyObject, sign, verify } from "node:crypto"
import { AssentError } from "../errors.ts"
import type { Hash } from "./merkle.ts"
import {
  COSIGNATURE_V1,
  ED25519,
  type Ed25519Verify,
  formatVkey,
  type NoteSigner,
  SPKI_PREFIX,
  type Vkey,
  vkeyOf,
} from "./note.ts"

/** By way of a string, since that is three times as fast for short input as having a buffer made. */
export const sha256: Hash = (bytes) => Buffer.from(hash("sha256", bytes, "binary"), "binary")

export const verifyEd25519: Ed25519Verify = (publicKey, message, signature) => {
  const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: "der", type: "spki" })
  return verify(null, message, key, signature)
}

/** Signs checkpoints with a private key in this process. @throws KEY_REFUSED unless it is an Ed25519 private key. */
export function noteSigner(origin: string, privateKey: KeyObject): NoteSigner {
  const vkey = vkeyFor(origin, privateKey)
  return { vkey: formatVkey(vkey), sign: async (message) => sign(null, message, privateKey) }
}

/** Signs as a witness. @throws KEY_REFUSED unless it is an Ed25519 private key. */
export function witnessSigner(name: string, privateKey: KeyObject): NoteSigner {
  const { publicKey } = vkeyFor(name, privateKey)
  const vkey = formatVkey(vkeyOf(sha256, name, COSIGNATURE_V1, publicKey))
  return { vkey, sign: async (message) => sign(null, message, privateKey) }
}

/** @throws KEY_REFUSED for a key that is not Ed25519. */
export function vkeyFor(name: string, key: KeyObject): Vkey {
  if (key.asymmetricKeyType !== "ed25519") throw new AssentError("KEY_REFUSED", "the log key must be an Ed25519 key")
  const spki = (key.type === "private" ? createPublicKey(key) : key).export({ format: "der", type: "spki" })
  return vkeyOf(sha256, name, ED25519, spki.subarray(SPKI_PREFIX.length))
}
