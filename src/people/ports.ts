/* People, machines and their sign-ins, as they are stored. Secrets are stored as hashes; only TOTP needs its secret. */
import type { Permission, Role } from "./permissions.ts"

export interface UserRow {
  /** UUIDv7. */
  readonly id: string
  /** What the person signs in with, lower case, unique. */
  readonly login: string
  readonly role: Role
  /** The lines this person is limited to; `null`: every line. */
  readonly lines: readonly string[] | null
  readonly state: "invited" | "active" | "disabled"
  /** scrypt with its parameters, as `hashPassword` writes it; `null` for who signs in elsewhere, and before the invitation was taken. */
  readonly password: string | null
  /** Base32, sealed where it is stored; `null` without a second factor. */
  readonly totpSecret: string | null
  /** The last time step that was accepted: no code opens twice. */
  readonly totpStep: number | null
  /** base64url SHA-256 of each recovery code that was not used yet. */
  readonly recovery: readonly string[]
  /** Of the single-use link, base64url SHA-256. */
  readonly inviteHash: string | null
  readonly inviteUntil: string | null
  /** `<issuer> <subject>` of who signs in through a provider. */
  readonly oidc: string | null
  readonly createdAt: string
  /** Counts changes: of two changes of one revision, one fails. */
  readonly revision: number
}

export interface ServiceAccountRow {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly lines: readonly string[] | null
  readonly state: "active" | "disabled"
  readonly createdAt: string
}

export interface TokenRow {
  readonly id: string
  readonly accountId: string
  /** base64url SHA-256 of the secret half. */
  readonly hash: string
  readonly scopes: readonly Permission[]
  /** Networks it may be used from; empty: any. */
  readonly networks: readonly string[]
  readonly createdAt: string
  readonly expiresAt: string
  readonly lastUsedAt: string | null
  readonly revokedAt: string | null
}

export interface SessionRow {
  readonly id: string
  /** base64url SHA-256 of the cookie's secret. */
  readonly hash: string
  readonly userId: string
  readonly createdAt: string
  readonly seenAt: string
  readonly expiresAt: string
  /** How the person signed in. */
  readonly method: "password" | "oidc"
}

export interface PeoplePage {
  readonly limit: number
  readonly after: string | null
}

export interface PeopleRows<Tx> {
  /** @throws CONFLICT when the login or the provider's subject is taken */
  addUser(tx: Tx, user: UserRow): Promise<void>
  /**
   * Writes `user` with the next revision. @throws CONFLICT when its revision is no longer the stored one, as `addUser`, or
   * when nobody active would be owner any more: judged in the transaction, so that two who demote each other cannot both
   */
  changeUser(tx: Tx, user: UserRow): Promise<void>
  /** As `changeUser`, for what is no change of anybody's rights (a code used up), in a transaction of its own. */
  touchUser(user: UserRow): Promise<void>
  user(id: string): Promise<UserRow | null>
  userBy(what: "login" | "inviteHash" | "oidc", value: string): Promise<UserRow | null>
  users(page: PeoplePage): Promise<readonly UserRow[]>

  putAccount(tx: Tx, account: ServiceAccountRow): Promise<void>
  account(id: string): Promise<ServiceAccountRow | null>
  accounts(page: PeoplePage): Promise<readonly ServiceAccountRow[]>

  /** @throws NOT_FOUND for an account that is not there */
  addToken(tx: Tx, token: TokenRow): Promise<void>
  /** @throws NOT_FOUND; a token revoked before keeps its time */
  revokeToken(tx: Tx, id: string, at: string): Promise<void>
  token(id: string): Promise<TokenRow | null>
  tokens(accountId: string): Promise<readonly TokenRow[]>
  /** When each token was last used. A token that is gone is none. */
  tokensUsed(times: ReadonlyMap<string, string>): Promise<void>

  addSession(session: SessionRow): Promise<void>
  sessionByHash(hash: string): Promise<SessionRow | null>
  sessions(userId: string): Promise<readonly SessionRow[]>
  sessionsSeen(times: ReadonlyMap<string, string>): Promise<void>
  /** All of a user, or one. @returns how many there were */
  endSessions(which: { readonly userId: string } | { readonly id: string }): Promise<number>
  /** Those that expired before `at`, or were not seen since `idleSince`. */
  dropOldSessions(at: string, idleSince: string): Promise<number>
}
