/* Service accounts and their tokens. An account may have several tokens at once, so that one can follow another. */
import { AssentError } from "../errors.ts"
import { uuidv7 } from "../ids.ts"
import { type PeopleDeps, record } from "./changes.ts"
import type { LastSeen } from "./last-seen.ts"
import { isNetwork, isWithin } from "./networks.ts"
import { type Permission, permissionsOf, type Role, scopesOf } from "./permissions.ts"
import type { PeoplePage, ServiceAccountRow, TokenRow } from "./ports.ts"
import type { Principal } from "./principal.ts"
import { hashOf, isHashOf, newSecret, parseToken, tokenText } from "./secrets.ts"

const DAY_MS = 86_400_000

export interface NewToken {
  readonly scopes: readonly Permission[]
  readonly networks: readonly string[]
  readonly days: number
}

export interface Accounts {
  create(account: Pick<ServiceAccountRow, "name" | "role" | "lines">, by: string): Promise<ServiceAccountRow>
  /** @throws NOT_FOUND */
  disable(id: string, by: string): Promise<ServiceAccountRow>
  /** @throws NOT_FOUND */
  get(id: string): Promise<ServiceAccountRow>
  list(page: PeoplePage): Promise<readonly ServiceAccountRow[]>
  /** Newest first; times of use as they are known now. */
  tokens(accountId: string): Promise<readonly TokenRow[]>
  /** @returns the row, and the token itself: this once. @throws NOT_FOUND, CONFLICT, INPUT_INVALID */
  issue(accountId: string, token: NewToken, by: string): Promise<{ readonly row: TokenRow; readonly token: string }>
  /** @throws NOT_FOUND */
  revoke(accountId: string, tokenId: string, by: string): Promise<TokenRow>
  /** @param address whence the request came. @returns `null` for a token that opens nothing, whatever the cause */
  authenticate(token: string, address: string): Promise<Principal | null>
}

export function createAccounts<Tx>(deps: PeopleDeps<Tx> & { readonly used: LastSeen }): Accounts {
  const { rows, now, used } = deps

  async function found(id: string): Promise<ServiceAccountRow> {
    const account = await rows.account(id)
    if (!account) throw new AssentError("NOT_FOUND", "there is no such service account")
    return account
  }

  return {
    get: found,
    list: (page) => rows.accounts(page),

    async create(facts, by) {
      const account = { ...facts, id: uuidv7(), state: "active" as const, createdAt: now().toISOString() }
      const change = { subject: `svc_${account.id}`, change: `created ${account.role}`, by }
      await record(deps, change, (tx) => rows.putAccount(tx, account))
      return account
    },

    async disable(id, by) {
      const account: ServiceAccountRow = { ...(await found(id)), state: "disabled" }
      const change = { subject: `svc_${id}`, change: "disabled", by }
      await record(deps, change, (tx) => rows.putAccount(tx, account))
      return account
    },

    async tokens(accountId) {
      await found(accountId)
      const tokens = await rows.tokens(accountId)
      return tokens.map((token) => ({ ...token, lastUsedAt: used.at(token.id) ?? token.lastUsedAt }))
    },

    async issue(accountId, { scopes, networks, days }, by) {
      const account = await found(accountId)
      if (account.state !== "active") throw new AssentError("CONFLICT", "this service account is disabled")
      checkScopes(account.role, scopes)
      if (!networks.every(isNetwork)) {
        throw new AssentError("INPUT_INVALID", "give addresses or networks such as 10.0.0.0/8", { field: "networks" })
      }
      const at = now()
      const secret = newSecret()
      const row: TokenRow = {
        id: uuidv7(at.getTime()),
        accountId,
        hash: hashOf(secret),
        scopes,
        networks,
        createdAt: at.toISOString(),
        expiresAt: new Date(at.getTime() + days * DAY_MS).toISOString(),
        lastUsedAt: null,
        revokedAt: null,
      }
      const change = { subject: `tok_${row.id}`, change: `issued to svc_${accountId}`, by }
      await record(deps, change, (tx) => rows.addToken(tx, row))
      return { row, token: tokenText({ id: row.id, secret }) }
    },

    async revoke(accountId, id, by) {
      const token = await rows.token(id)
      if (token?.accountId !== accountId) throw new AssentError("NOT_FOUND", "there is no such token")
      if (token.revokedAt !== null) return token
      const at = now().toISOString()
      await record(deps, { subject: `tok_${id}`, change: "revoked", by }, (tx) => rows.revokeToken(tx, id, at))
      return { ...token, revokedAt: at }
    },

    async authenticate(text, address) {
      const parts = parseToken(text)
      const token = parts && (await rows.token(parts.id))
      if (!token || !isHashOf(token.hash, parts.secret)) return null
      if (token.revokedAt !== null || token.expiresAt <= now().toISOString()) return null
      const account = await rows.account(token.accountId)
      if (account?.state !== "active" || !isWithin(address, token.networks)) return null
      used.note(token.id)
      const held = permissionsOf(account.role)
      return {
        id: `svc_${account.id}`,
        kind: "service_account",
        permissions: new Set(token.scopes.filter((scope) => held.has(scope))),
        lines: account.lines,
        credential: `tok_${token.id}`,
      }
    },
  }
}

function checkScopes(role: Role, scopes: readonly Permission[]): void {
  const may = scopesOf(role)
  if (scopes.length > 0 && scopes.every((scope) => may.includes(scope))) return
  throw new AssentError("INPUT_INVALID", `a token of this role takes one or more of: ${may.join(", ")}`, {
    field: "scopes",
  })
}
