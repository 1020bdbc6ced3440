import type { Accounts } from "../people/accounts.ts"
import type { Denied } from "../people/denied.ts"
import type { OidcProvider } from "../people/oidc.ts"
import type { Provided } from "../people/provided.ts"
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
  /** `null` where the configuration names no provider. */
  readonly provider: { readonly oidc: OidcProvider; readonly provided: Provided } | null
}
