import type { Accounts } from "../people/accounts.ts"
import type { Denied } from "../people/denied.ts"
import type { Sessions } from "../people/sessions.ts"
import type { SignIn } from "../people/sign-in.ts"
import type { Users } from "../people/users.ts"

/** Who may use the gateway. */
export interface PeopleParts {
  readonly accounts: Accounts
  readonly users: Users
  readonly sessions: Sessions
  readonly signIn: SignIn
  readonly denied: Denied
}
