/* Signing in by password and second factor. Every refusal reads the same: it tells nobody which part was wrong. */
import { AssentError, hasCode } from "../errors.ts"
import { isPassword } from "./passwords.ts"
import { needsSecondFactor } from "./permissions.ts"
import type { PeopleRows, UserRow } from "./ports.ts"
import { useCode } from "./second-factor.ts"
import type { Throttle } from "./throttle.ts"

export interface SignInTry {
  readonly login: string
  readonly password: string
  /** Six digits, or a recovery code. */
  readonly code: string | null
  readonly address: string
}

/** @throws SIGN_IN_REFUSED; `TooManyTries` */
export type SignIn = (attempt: SignInTry) => Promise<UserRow>

export class TooManyTries extends Error {
  readonly retryAfterMs: number

  constructor(retryAfterMs: number) {
    super("too many tries")
    this.retryAfterMs = retryAfterMs
  }
}

/** One hash takes 32 MiB: more at once would let strangers fill the memory. */
const MAX_AT_ONCE = 4
/** And whoever comes when so many wait is told to come again. */
const MAX_WAITING = 100

export function createSignIn(deps: {
  readonly rows: Pick<PeopleRows<unknown>, "userBy" | "touchUser">
  readonly throttle: Throttle
  readonly now: () => Date
}): SignIn {
  const { rows, throttle, now } = deps
  let free = MAX_AT_ONCE
  const waiting: (() => void)[] = []

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }

  async function check({ login, password, code }: SignInTry): Promise<UserRow | null> {
    const user = await rows.userBy("login", login.toLowerCase())
    const known = await isPassword(user?.password ?? null, password)
    if (!user || !known || user.state !== "active") return null
    if (user.totpSecret === null) return needsSecondFactor(user.role) ? null : user
    const used = code === null ? null : useCode(user, code, now().getTime())
    if (!used) return null
    try {
      // The code is used up before the door opens: of two who send the same one, the revision lets one in.
      await rows.touchUser(used)
      return used
    } catch (error) {
      if (hasCode(error, "CONFLICT")) return null
      throw error
    }
  }

  return async (attempt) => {
    const login = attempt.login.toLowerCase()
    const wait = throttle.wait(login, attempt.address)
    if (wait > 0 || waiting.length >= MAX_WAITING) throw new TooManyTries(Math.max(wait, 1000))
    // Counted before it is checked, or a hundred tries at once would all be the first.
    throttle.failed(login, attempt.address)
    const user = await inTurn(() => check(attempt))
    if (!user) throw new AssentError("SIGN_IN_REFUSED", "login, password or code is wrong")
    throttle.succeeded(login, attempt.address)
    return user
  }
}
