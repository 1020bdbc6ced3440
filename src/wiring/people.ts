/* Who may use the gateway, over what is stored. */
import type { PeopleParts } from "../api/people-parts.ts"
import type { Config } from "../config.ts"
import type { Ledger } from "../ledger/ledger.ts"
import { createAccounts } from "../people/accounts.ts"
import { createDenied } from "../people/denied.ts"
import { createLastSeen } from "../people/last-seen.ts"
import type { PeopleRows } from "../people/ports.ts"
import { createSessions } from "../people/sessions.ts"
import { createSignIn } from "../people/sign-in.ts"
import { createThrottle } from "../people/throttle.ts"
import { createUsers } from "../people/users.ts"
import type { GatewayLog } from "./log.ts"

export interface People extends PeopleParts {
  /** Writes when everything was last used. */
  stop(): Promise<void>
}

export function openPeople<Tx>(parts: {
  readonly rows: PeopleRows<Tx>
  readonly ledger: Pick<Ledger<Tx>, "append">
  readonly config: Pick<Config, "people">
  readonly log: GatewayLog
}): People {
  const { rows, ledger, log } = parts
  const { session_idle_minutes: idle, session_hours: hours } = parts.config.people
  const now = () => new Date()
  const deps = { rows, ledger, now }
  const onFault = (error: unknown) =>
    log.error({ err: error }, "when tokens and sign-ins were used could not be written")
  const used = createLastSeen((times) => rows.tokensUsed(times), { now, onFault })
  const seen = createLastSeen((times) => rows.sessionsSeen(times), { now, onFault })
  return {
    accounts: createAccounts({ ...deps, used }),
    users: createUsers(deps),
    sessions: createSessions({ rows, now, seen, limits: { idleMs: idle * 60_000, absoluteMs: hours * 3_600_000 } }),
    signIn: createSignIn({ rows, now, throttle: createThrottle(() => Date.now()) }),
    denied: createDenied(deps, (error) =>
      log.error({ err: error }, "a refused attempt could not be written to the ledger"),
    ),
    stop: async () => {
      await used.stop()
      await seen.stop()
    },
  }
}
