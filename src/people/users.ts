/* People: invited by a link that opens once, changed and disabled by an owner, and never without an owner. */
import { AssentError } from "../errors.ts"
import { uuidv7 } from "../ids.ts"
import { type PeopleDeps, record } from "./changes.ts"
import { hashPassword } from "./passwords.ts"
import { needsSecondFactor, type Role } from "./permissions.ts"
import type { PeoplePage, UserRow } from "./ports.ts"
import { hashOf, newSecret } from "./secrets.ts"
import { newFactor, newRecoveryCodes, recoveryHash } from "./second-factor.ts"

const INVITE_MS = 24 * 3_600_000

export interface Invited {
  readonly user: UserRow
  /** The secret of the link: this once. */
  readonly secret: string
}

export interface Joined {
  readonly user: UserRow
  /** `otpauth://totp/...`; `null` without a second factor. Shown this once, as the codes are. */
  readonly totpUri: string | null
  readonly recoveryCodes: readonly string[]
}

export interface Users {
  invite(user: Pick<UserRow, "login" | "role" | "lines">, by: string): Promise<Invited>
  /** A new link for somebody who lost password or telephone. The old password holds until it is taken. @throws NOT_FOUND, CONFLICT */
  inviteAgain(id: string, by: string): Promise<Invited>
  /** Takes an invitation: sets the password, and a second factor where the role asks for one or the person wants it. @throws SIGN_IN_REFUSED, INPUT_INVALID */
  join(secret: string, password: string, secondFactor: boolean): Promise<Joined>
  /** Ends the person's sign-ins: rights never outlive their reason. @throws NOT_FOUND, CONFLICT */
  change(
    id: string,
    change: { readonly role?: Role; readonly lines?: readonly string[] | null; readonly state?: "active" | "disabled" },
    by: string,
  ): Promise<UserRow>
  /** @throws NOT_FOUND */
  get(id: string): Promise<UserRow>
  list(page: PeoplePage): Promise<readonly UserRow[]>
}

export function createUsers<Tx>(deps: PeopleDeps<Tx>): Users {
  const { rows, now } = deps

  async function found(id: string): Promise<UserRow> {
    const user = await rows.user(id)
    if (!user) throw new AssentError("NOT_FOUND", "there is no such person")
    return user
  }

  function link(): { secret: string; inviteHash: string; inviteUntil: string } {
    const secret = newSecret()
    return { secret, inviteHash: hashOf(secret), inviteUntil: new Date(now().getTime() + INVITE_MS).toISOString() }
  }

  return {
    get: found,
    list: (page) => rows.users(page),

    async invite({ login, role, lines }, by) {
      const { secret, ...invitation } = link()
      const user: UserRow = {
        ...invitation,
        id: uuidv7(),
        login: login.toLowerCase(),
        role,
        lines,
        state: "invited",
        password: null,
        totpSecret: null,
        totpStep: null,
        recovery: [],
        oidc: null,
        createdAt: now().toISOString(),
        revision: 1,
      }
      if (await rows.userBy("login", user.login)) throw loginTaken()
      const change = { subject: `user_${user.id}`, change: `invited ${role}`, by }
      await record(deps, change, (tx) => rows.addUser(tx, user))
      return { user, secret }
    },

    async inviteAgain(id, by) {
      const before = await found(id)
      if (before.state === "disabled") throw new AssentError("CONFLICT", "this person is disabled")
      const { secret, ...invitation } = link()
      const user = { ...before, ...invitation }
      await record(deps, { subject: `user_${id}`, change: "invited again", by }, (tx) => rows.changeUser(tx, user))
      return { user, secret }
    },

    async join(secret, password, secondFactor) {
      const before = await rows.userBy("inviteHash", hashOf(secret))
      const open = before?.inviteUntil != null && before.inviteUntil > now().toISOString()
      if (!before || !open || before.state === "disabled") {
        throw new AssentError("SIGN_IN_REFUSED", "this link was used, or is too old: ask for a new invitation")
      }
      const hashed = await hashPassword(password)
      const factor = secondFactor || needsSecondFactor(before.role) ? newFactor(before.login) : null
      const codes = factor ? newRecoveryCodes() : []
      const user: UserRow = {
        ...before,
        state: "active",
        password: hashed,
        totpSecret: factor?.secret ?? null,
        totpStep: null,
        recovery: codes.map(recoveryHash),
        inviteHash: null,
        inviteUntil: null,
      }
      const subject = `user_${before.id}`
      await record(deps, { subject, change: "joined", by: subject }, (tx) => rows.changeUser(tx, user))
      await rows.endSessions({ userId: before.id })
      return { user, totpUri: factor?.uri ?? null, recoveryCodes: codes }
    },

    async change(id, change, by) {
      const before = await found(id)
      const user: UserRow = { ...before, ...change }
      if (before.state === "invited" && change.state === "active") {
        throw new AssentError("CONFLICT", "this person has not joined yet", { field: "state" })
      }
      if (user.password !== null && user.totpSecret === null && needsSecondFactor(user.role)) {
        throw new AssentError("CONFLICT", "this role needs a second factor: disable this person and invite them anew", {
          field: "role",
        })
      }
      const what = user.state === before.state ? `made ${user.role}` : user.state === "active" ? "enabled" : "disabled"
      await record(deps, { subject: `user_${id}`, change: what, by }, (tx) => rows.changeUser(tx, user))
      await rows.endSessions({ userId: id })
      return { ...user, revision: user.revision + 1 }
    },
  }
}

export function loginTaken(): AssentError {
  return new AssentError("CONFLICT", "somebody has this login already", { field: "login" })
}
