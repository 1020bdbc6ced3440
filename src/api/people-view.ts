/* People and machines as the API shows them. Nothing secret is in them; what is shown once says so. */
import { z } from "zod"
import { permissions, roles, scopesOf } from "../people/permissions.ts"
import type { ServiceAccountRow, SessionRow, TokenRow, UserRow } from "../people/ports.ts"
import { example, idOutput, shown, slug } from "./ids.ts"

export const role = z.enum(roles)
export const scope = z.enum(permissions)
export const lines = z.array(slug).min(1).max(100).nullable().describe("The lines it is limited to; null: every line")

export const login = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\s\p{C}]+$/u, "without spaces")
  .meta({ description: "What the person signs in with: an e-mail address, or a name", example: "mira@example.org" })

const created = "2026-11-23T16:30:00.000Z"

export const userView = z
  .strictObject({
    id: idOutput("user"),
    login: z.string(),
    role,
    lines: z.array(z.string()).nullable(),
    state: z.enum(["invited", "active", "disabled"]),
    second_factor: z.boolean(),
    signs_in_by: z.enum(["password", "provider"]).nullable().describe("null before the invitation was taken"),
    created_at: z.string(),
  })
  .meta({
    id: "User",
    examples: [
      {
        id: example("user"),
        login: "mira@example.org",
        role: "auditor",
        lines: null,
        state: "active",
        second_factor: true,
        signs_in_by: "password",
        created_at: created,
      },
    ],
  })

export function viewOfUser(user: UserRow): z.infer<typeof userView> {
  return {
    id: shown("user", user.id),
    login: user.login,
    role: user.role,
    lines: user.lines === null ? null : [...user.lines],
    state: user.state,
    second_factor: user.totpSecret !== null,
    signs_in_by: user.oidc !== null ? "provider" : user.password !== null ? "password" : null,
    created_at: user.createdAt,
  }
}

export const accountView = z
  .strictObject({
    id: idOutput("svc"),
    name: z.string(),
    role,
    lines: z.array(z.string()).nullable(),
    state: z.enum(["active", "disabled"]),
    scopes: z.array(scope).describe("What its tokens can be given"),
    created_at: z.string(),
  })
  .meta({
    id: "ServiceAccount",
    examples: [
      {
        id: example("svc"),
        name: "crm",
        role: "integrator",
        lines: null,
        state: "active",
        scopes: ["calls:read", "recordings:read"],
        created_at: created,
      },
    ],
  })

export function viewOfAccount(account: ServiceAccountRow): z.infer<typeof accountView> {
  return {
    id: shown("svc", account.id),
    name: account.name,
    role: account.role,
    lines: account.lines === null ? null : [...account.lines],
    state: account.state,
    scopes: [...scopesOf(account.role)],
    created_at: account.createdAt,
  }
}

const tokenMembers = {
  id: idOutput("tok"),
  scopes: z.array(scope),
  networks: z.array(z.string()),
  created_at: z.string(),
  expires_at: z.string(),
  last_used_at: z.string().nullable(),
  revoked_at: z.string().nullable(),
}
const tokenExample = {
  id: example("tok"),
  scopes: ["calls:read" as const],
  networks: ["192.0.2.0/24"],
  created_at: created,
  expires_at: "2027-02-21T16:30:00.000Z",
  last_used_at: null,
  revoked_at: null,
}
export const tokenView = z.strictObject(tokenMembers).meta({ id: "Token", examples: [tokenExample] })
export const newTokenView = z
  .strictObject({ ...tokenMembers, token: z.string().describe("The token itself. Shown this once: keep it") })
  .meta({
    id: "NewToken",
    examples: [{ ...tokenExample, token: "asnt_live_019ab3a45c1e7d2f8a3b4c5d6e7f8091_6d1kJz..." }],
  })

export function viewOfToken(token: TokenRow): z.infer<typeof tokenView> {
  return {
    id: shown("tok", token.id),
    scopes: [...token.scopes],
    networks: [...token.networks],
    created_at: token.createdAt,
    expires_at: token.expiresAt,
    last_used_at: token.lastUsedAt,
    revoked_at: token.revokedAt,
  }
}

export const sessionView = z
  .strictObject({
    id: idOutput("ses"),
    method: z.enum(["password", "oidc"]),
    created_at: z.string(),
    seen_at: z.string(),
    expires_at: z.string(),
    current: z.boolean(),
  })
  .meta({
    id: "Session",
    examples: [
      {
        id: example("ses"),
        method: "password",
        created_at: created,
        seen_at: created,
        expires_at: "2026-11-24T04:30:00.000Z",
        current: true,
      },
    ],
  })

export function viewOfSession(session: SessionRow, current: string | null): z.infer<typeof sessionView> {
  const id = shown("ses", session.id)
  return {
    id,
    method: session.method,
    created_at: session.createdAt,
    seen_at: session.seenAt,
    expires_at: session.expiresAt,
    current: id === current,
  }
}
