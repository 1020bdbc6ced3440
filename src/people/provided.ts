/* People whom a provider vouches for: made at their first sign-in, their role as the provider says at each. */
import { AssentError } from "../errors.ts"
import { uuidv7 } from "../ids.ts"
import { type PeopleDeps, record } from "./changes.ts"
import type { OidcIdentity } from "./oidc.ts"
import type { UserRow } from "./ports.ts"
import { loginTaken, type Users } from "./users.ts"

/** @throws SIGN_IN_REFUSED for a disabled person; CONFLICT when the login is another's, or nobody would be owner */
export type Provided = (identity: OidcIdentity) => Promise<UserRow>

export function createProvided<Tx>(deps: PeopleDeps<Tx> & { readonly users: Pick<Users, "change"> }): Provided {
  const { rows, now, users } = deps
  return async ({ key, login, role }) => {
    const known = await rows.userBy("oidc", key)
    if (known) {
      if (known.state === "disabled") throw new AssentError("SIGN_IN_REFUSED", "you were disabled here: ask an owner")
      return known.role === role ? known : users.change(known.id, { role }, `user_${known.id}`)
    }
    // Never taken for the local person of that name: whoever can choose an e-mail address there would become them.
    if (await rows.userBy("login", login)) throw loginTaken()
    const user: UserRow = {
      id: uuidv7(),
      login,
      role,
      lines: null,
      state: "active",
      password: null,
      totpSecret: null,
      totpStep: null,
      recovery: [],
      inviteHash: null,
      inviteUntil: null,
      oidc: key,
      createdAt: now().toISOString(),
      revision: 1,
    }
    const subject = `user_${user.id}`
    const change = { subject, change: `joined by provider as ${role}`, by: subject }
    await record(deps, change, (tx) => rows.addUser(tx, user))
    return user
  }
}
