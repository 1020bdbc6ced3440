/* Lists are JSON arrays; roles and scopes are read back through their schemas. */
import { z } from "zod"
import { permissions, roles } from "../../people/permissions.ts"
import type { ServiceAccountRow, SessionRow, TokenRow, UserRow } from "../../people/ports.ts"
import { instant } from "./columns.ts"

export interface PeopleTables {
  person: PersonTable
  service_account: {
    id: string
    name: string
    role: string
    lines: string | null
    state: ServiceAccountRow["state"]
    created_at: string
  }
  api_token: {
    id: string
    account_id: string
    hash: string
    scopes: string
    networks: string
    created_at: string
    expires_at: string
    last_used_at: string | null
    revoked_at: string | null
  }
  sign_in: {
    id: string
    hash: string
    user_id: string
    created_at: string
    seen_at: string
    expires_at: string
    method: SessionRow["method"]
  }
}

interface PersonTable {
  id: string
  login: string
  role: string
  lines: string | null
  state: UserRow["state"]
  password: string | null
  totp_secret: string | null
  totp_step: number | null
  recovery: string
  invite_hash: string | null
  invite_until: string | null
  oidc: string | null
  created_at: string
  revision: number
}

const texts = z.array(z.string())
const role = z.enum(roles)
const scopes = z.array(z.enum(permissions))

const list = (json: string): readonly string[] => texts.parse(JSON.parse(json))
const moment = (value: string | null, field: string): string | null => (value === null ? null : instant(value, field))
const json = (value: readonly string[] | null): string | null => (value === null ? null : JSON.stringify(value))

export function personTable(user: UserRow): PersonTable {
  return {
    id: user.id,
    login: user.login,
    role: user.role,
    lines: json(user.lines),
    state: user.state,
    password: user.password,
    totp_secret: user.totpSecret,
    totp_step: user.totpStep,
    recovery: JSON.stringify(user.recovery),
    invite_hash: user.inviteHash,
    invite_until: moment(user.inviteUntil, "inviteUntil"),
    oidc: user.oidc,
    created_at: instant(user.createdAt, "createdAt"),
    revision: user.revision,
  }
}

export function userRow(row: PersonTable): UserRow {
  return {
    id: row.id,
    login: row.login,
    role: role.parse(row.role),
    lines: row.lines === null ? null : list(row.lines),
    state: row.state,
    password: row.password,
    totpSecret: row.totp_secret,
    totpStep: row.totp_step,
    recovery: list(row.recovery),
    inviteHash: row.invite_hash,
    inviteUntil: row.invite_until,
    oidc: row.oidc,
    createdAt: row.created_at,
    revision: row.revision,
  }
}

export function accountTable(account: ServiceAccountRow): PeopleTables["service_account"] {
  const { id, name, state } = account
  return {
    id,
    name,
    role: account.role,
    lines: json(account.lines),
    state,
    created_at: instant(account.createdAt, "createdAt"),
  }
}

export function accountRow(row: PeopleTables["service_account"]): ServiceAccountRow {
  const { id, name, state } = row
  const lines = row.lines === null ? null : list(row.lines)
  return { id, name, role: role.parse(row.role), lines, state, createdAt: row.created_at }
}

export function tokenTable(token: TokenRow): PeopleTables["api_token"] {
  return {
    id: token.id,
    account_id: token.accountId,
    hash: token.hash,
    scopes: JSON.stringify(token.scopes),
    networks: JSON.stringify(token.networks),
    created_at: instant(token.createdAt, "createdAt"),
    expires_at: instant(token.expiresAt, "expiresAt"),
    last_used_at: moment(token.lastUsedAt, "lastUsedAt"),
    revoked_at: moment(token.revokedAt, "revokedAt"),
  }
}

export function tokenRow(row: PeopleTables["api_token"]): TokenRow {
  return {
    id: row.id,
    accountId: row.account_id,
    hash: row.hash,
    scopes: scopes.parse(JSON.parse(row.scopes)),
    networks: list(row.networks),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  }
}

export function sessionTable(session: SessionRow): PeopleTables["sign_in"] {
  return {
    id: session.id,
    hash: session.hash,
    user_id: session.userId,
    created_at: instant(session.createdAt, "createdAt"),
    seen_at: instant(session.seenAt, "seenAt"),
    expires_at: instant(session.expiresAt, "expiresAt"),
    method: session.method,
  }
}

export function sessionRow(row: PeopleTables["sign_in"]): SessionRow {
  return {
    id: row.id,
    hash: row.hash,
    userId: row.user_id,
    createdAt: row.created_at,
    seenAt: row.seen_at,
    expiresAt: row.expires_at,
    method: row.method,
  }
}
