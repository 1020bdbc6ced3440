/* Passwords by scrypt (RFC 7914). The parameters stand beside each hash, so that they can grow. */
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto"
import { AssentError } from "../errors.ts"

/** 32 MiB and about 0.2 s: OWASP's second row for scrypt. */
const now = { logN: 15, r: 8, p: 3 }
const LENGTH = 32
/** Of one hash. Stored parameters beyond it are not ours. */
const MAX_MEMORY = 256 * 1024 * 1024

/** @throws INPUT_INVALID for a password that is too short or too long */
export async function hashPassword(password: string): Promise<string> {
  if (password.length < 12 || password.length > 200) {
    throw new AssentError("INPUT_INVALID", "give a password of 12 to 200 characters", { field: "password" })
  }
  const salt = randomBytes(16)
  const hash = await derive(password, salt, now)
  return ["scrypt", now.logN, now.r, now.p, salt.toString("base64url"), hash.toString("base64url")].join("$")
}

/** In constant time. Without a stored hash it takes as long, and is false: time does not tell which logins exist. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  const [, logN, r, p, salt, hash] =
    /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([\w-]+)\$([\w-]{43})$/.exec(stored ?? "") ?? []
  if (salt === undefined || hash === undefined) {
    await derive(password, Buffer.alloc(16), now)
    return false
  }
  const made = await derive(password, Buffer.from(salt, "base64url"), {
    logN: Number(logN),
    r: Number(r),
    p: Number(p),
  })
  return timingSafeEqual(made, Buffer.from(hash, "base64url"))
}

function derive(password: string, salt: Buffer, { logN, r, p }: typeof now): Promise<Buffer> {
  const options = { N: 2 ** logN, r, p, maxmem: MAX_MEMORY }
  return new Promise((resolve, reject) => {
    // One spelling of each character, whatever the keyboard made (NIST SP 800-63B, 5.1.1.2).
    scrypt(password.normalize("NFKC"), salt, LENGTH, options, (error, key) => (error ? reject(error) : resolve(key)))
  })
}
