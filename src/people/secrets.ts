/* Secrets that are shown once and kept as hashes. 256 random bits need no slow hash: nobody can try them all. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto"

export const newSecret = (): string => randomBytes(32).toString("base64url")

/** base64url SHA-256. */
export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("base64url")

/** In constant time. */
export function isHashOf(hash: string, secret: string): boolean {
  const [a, b] = [Buffer.from(hash), Buffer.from(hashOf(secret))]
  return a.length === b.length && timingSafeEqual(a, b)
}

const TOKEN = /^asnt_live_([0-9a-f]{32})_([A-Za-z0-9_-]{43})$/

export interface TokenParts {
  /** UUID. */
  readonly id: string
  readonly secret: string
}

/** `asnt_live_<id>_<secret>`: the prefix lets scanners for leaked secrets know it, the id finds its row. */
export const tokenText = ({ id, secret }: TokenParts): string => `asnt_live_${id.replaceAll("-", "")}_${secret}`

/** `null` for what has not the form of a token. The text is a stranger's. */
export function parseToken(text: string): TokenParts | null {
  const [, hex, secret] = TOKEN.exec(text) ?? []
  if (hex === undefined || secret === undefined) return null
  const groups = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)]
  return { id: groups.join("-"), secret }
}

/** What a page must send back beside its cookie. Who knows only the one cannot make the other. */
export const csrfOf = (sessionSecret: string): string =>
  createHmac("sha256", sessionSecret).update("assent csrf v1").digest("base64url")

export function isCsrfOf(sessionSecret: string, token: string): boolean {
  const [a, b] = [Buffer.from(csrfOf(sessionSecret)), Buffer.from(token)]
  return a.length === b.length && timingSafeEqual(a, b)
}
