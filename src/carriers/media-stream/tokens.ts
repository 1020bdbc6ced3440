import { createHash, randomBytes, timingSafeEqual } from "node:crypto"
import { AssentError } from "../../errors.ts"

interface Issued<T> {
  readonly hash: Buffer
  readonly expiresAt: number
  readonly facts: T
}

/**
 * One-time secrets that tie a media stream to the request that asked for it. Each is 32 random bytes, is good for one
 * redemption within its life, and is kept only as a hash: looking one up tells an attacker nothing by its timing.
 */
export class OneTimeTokens<T> {
  readonly #lifeMs: number
  readonly #limit: number
  readonly #now: () => number
  /** In the order of issue, which is the order of expiry. */
  readonly #issued = new Map<string, Issued<T>>()

  constructor({
    lifeMs = 60_000,
    limit = 10_000,
    now = () => performance.now(),
  }: { readonly lifeMs?: number; readonly limit?: number; readonly now?: () => number } = {}) {
    this.#lifeMs = lifeMs
    this.#limit = limit
    this.#now = now
  }

  /** @throws CONFLICT when `limit` tokens are outstanding: a flood must not push out the tokens of real calls. */
  issue(facts: T): string {
    this.#expire()
    if (this.#issued.size >= this.#limit) throw new AssentError("CONFLICT", "too many streams are waiting to start")
    const token = randomBytes(32).toString("base64url")
    const hash = sha256(token)
    this.#issued.set(hash.toString("hex"), { hash, expiresAt: this.#now() + this.#lifeMs, facts })
    return token
  }

  /** What the token was issued for, once; `null` for one that is unknown, used or expired. */
  redeem(token: string): T | null {
    this.#expire()
    const hash = sha256(token)
    const key = hash.toString("hex")
    const issued = this.#issued.get(key)
    if (!issued || !timingSafeEqual(issued.hash, hash)) return null
    this.#issued.delete(key)
    return issued.facts
  }

  #expire(): void {
    const now = this.#now()
    for (const [key, issued] of this.#issued) {
      if (issued.expiresAt > now) return
      this.#issued.delete(key)
    }
  }
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest()
}
