/* Who may use the gateway, over what is stored. */
import { readFileSync } from "node:fs"
import type { CustomFetch } from "openid-client"
import type { PeopleParts } from "../api/people-parts.ts"
import type { Config } from "../config.ts"
import { AssentError } from "../errors.ts"
import type { Ledger } from "../ledger/ledger.ts"
import { createAccounts } from "../people/accounts.ts"
import { createDenied } from "../people/denied.ts"
import { createLastSeen } from "../people/last-seen.ts"
import type { OutgoingFetch } from "../outgoing/fetch.ts"
import type { PeopleRows } from "../people/ports.ts"
import { createOidc, type OidcProvider } from "../people/oidc.ts"
import { createProvided } from "../people/provided.ts"
import { createSessions } from "../people/sessions.ts"
import { createSignIn } from "../people/sign-in.ts"
import { createThrottle } from "../people/throttle.ts"
import { createUsers } from "../people/users.ts"
import type { GatewayLog } from "./log.ts"

const PROVIDER_MS = 10_000

export interface People extends PeopleParts {
  /** Writes when everything was last used. */
  stop(): Promise<void>
}

export function openPeople<Tx>(parts: {
  readonly rows: PeopleRows<Tx>
  readonly ledger: Pick<Ledger<Tx>, "append">
  readonly config: Pick<Config, "people">
  /** By which the sign-in provider is asked. */
  readonly fetch: OutgoingFetch
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
  const users = createUsers(deps)
  const { oidc } = parts.config.people
  return {
    accounts: createAccounts({ ...deps, used }),
    users,
    provider: oidc && { oidc: providerOf(oidc, parts.fetch), provided: createProvided({ ...deps, users }) },
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

function providerOf(config: NonNullable<Config["people"]["oidc"]>, send: OutgoingFetch): OidcProvider {
  const { issuer, client_id: clientId, secret_file: file, scopes, role_claim: roleClaim, roles } = config
  const clientSecret = file === null ? null : secretIn(file)
  return createOidc({ issuer, clientId, clientSecret, scopes, roleClaim, roles }, providerFetch(send))
}

/** Our own client, as openid-client asks for one. */
export function providerFetch(send: OutgoingFetch): CustomFetch {
  return async (url, { method, headers, body, signal }) => {
    if (method !== "GET" && method !== "POST") throw new TypeError("a provider is asked by GET and POST alone")
    // A form, or nothing: openid-client sends no other body in this flow.
    const form = body instanceof URLSearchParams || typeof body === "string" ? { body } : {}
    const limit = signal ?? AbortSignal.timeout(PROVIDER_MS)
    return send(url, { method, headers, ...form, redirect: "manual", signal: limit })
  }
}

function secretIn(file: string): string {
  try {
    return readFileSync(file, "utf8").trim()
  } catch (cause) {
    throw new AssentError("CONFIG_INVALID", "people.oidc.secret_file: this file cannot be read", { cause })
  }
}
