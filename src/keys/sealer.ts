/*
 * Sealing to a call key: ECDH-ES+A256KW with A256GCM (RFC 7518, 4.6), as compact JWEs that any JOSE library opens.
 *
 * One key agreement serves all that a call seals; each JWE has a content key of its own, wrapped to the agreed one. So the
 * elliptic curve work (about 2 ms) is done while the call rings, and sealing on the consent's path is AES alone. The price: for
 * as long as the call lasts, who can read this process's memory can open what this call sealed before. It holds the call's
 * recording key then anyway.
 */
import {
  createCipheriv,
  createHash,
  createSecretKey,
  diffieHellman,
  generateKeyPair,
  randomBytes,
  type KeyObject,
} from "node:crypto"
import { promisify } from "node:util"
import { ephemeralKey, within } from "./jwe.ts"

const generate = promisify(generateKeyPair)

/** RFC 3394, 2.2.3.1. */
const KEY_WRAP_IV = Buffer.alloc(8, 0xa6)

export interface CallSealer {
  /**
   * The compact JWE of `payload`, with `alg`, `enc` and `epk` added to `header`. Synchronous, some microseconds.
   * @throws KEY_REFUSED when it would be longer than readers accept
   */
  seal(header: Readonly<Record<string, string>>, payload: Uint8Array): string
}

/** Agrees on a key with the call key's owner. The curve arithmetic runs off the event loop. */
export async function agreeOn(callKey: KeyObject): Promise<CallSealer> {
  const { publicKey, privateKey } = await generate("ec", { namedCurve: "P-384" })
  const epk = ephemeralKey.parse(publicKey.export({ format: "jwk" }))
  const shared = await new Promise<Buffer>((resolve, reject) => {
    diffieHellman({ privateKey, publicKey: callKey }, (error, secret) => (error ? reject(error) : resolve(secret)))
  })
  const derived = concatKdf(shared)
  const agreed = createSecretKey(derived)
  shared.fill(0)
  derived.fill(0)
  return {
    seal: (header, payload) => {
      const protectedText = b64u(Buffer.from(JSON.stringify({ alg: "ECDH-ES+A256KW", enc: "A256GCM", epk, ...header })))
      const cek = randomBytes(32)
      const iv = randomBytes(12)
      try {
        const wrap = createCipheriv("id-aes256-wrap", agreed, KEY_WRAP_IV)
        const encryptedKey = Buffer.concat([wrap.update(cek), wrap.final()])
        const content = createCipheriv("aes-256-gcm", cek, iv, { authTagLength: 16 })
        content.setAAD(Buffer.from(protectedText, "ascii"))
        const ciphertext = Buffer.concat([content.update(payload), content.final()])
        return within([protectedText, ...[encryptedKey, iv, ciphertext, content.getAuthTag()].map(b64u)].join("."))
      } finally {
        cek.fill(0)
      }
    },
  }
}

/** The key that wraps: Concat KDF (NIST SP 800-56A, 5.8.1) as RFC 7518, 4.6.2 fills it in; no party info, one round. */
function concatKdf(shared: Uint8Array): Buffer {
  const algorithm = Buffer.from("ECDH-ES+A256KW", "ascii")
  const hash = createHash("sha256")
  hash.update(uint32(1)).update(shared).update(uint32(algorithm.length)).update(algorithm)
  return hash.update(uint32(0)).update(uint32(0)).update(uint32(256)).digest()
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

function b64u(bytes: Buffer): string {
  return bytes.toString("base64url")
}
