/* Who may do what: the one matrix. Every route names one permission, and a route that names none stops the start. */

/** In the terms of the console: what a person sees, hears, changes. Also the scopes of tokens. */
export const permissions = [
  "calls:read",
  "calls:control",
  "calls:unmask",
  "calls:evidence",
  "calls:test",
  "consents:read",
  "recordings:read",
  "recordings:audio",
  "recordings:export",
  "contacts:read",
  "contacts:write",
  "notes:read",
  "notes:write",
  "lines:read",
  "lines:write",
  "greetings:read",
  "greetings:write",
  "greetings:publish",
  "erasure:file",
  "erasure:approve",
  "requests:read",
  "requests:handle",
  "retention:read",
  "retention:write",
  "operation:write",
  "webhooks:read",
  "webhooks:write",
  "keys:write",
  "audit:read",
  "audit:export",
  "people:read",
  "people:write",
] as const
export type Permission = (typeof permissions)[number]

export const roles = ["owner", "editor", "auditor", "privacy_officer", "operator", "integrator", "agent"] as const
export type Role = (typeof roles)[number]

/**
 * An owner can give himself any role, so nothing is withheld from one. Nobody else changes people. Whoever operates the
 * gateway never hears a caller, and never holds a key.
 */
const matrix: Readonly<Record<Role, readonly Permission[]>> = {
  owner: permissions,
  editor: ["lines:read", "greetings:read", "greetings:write", "greetings:publish"],
  auditor: [
    "calls:read",
    "calls:evidence",
    "consents:read",
    "recordings:read",
    "lines:read",
    "greetings:read",
    "requests:read",
    "retention:read",
    "webhooks:read",
    "audit:read",
    "audit:export",
  ],
  privacy_officer: [
    "calls:read",
    "calls:unmask",
    "calls:evidence",
    "consents:read",
    "recordings:read",
    "recordings:audio",
    "contacts:read",
    "contacts:write",
    "notes:read",
    "notes:write",
    "lines:read",
    "greetings:read",
    "erasure:file",
    "erasure:approve",
    "requests:read",
    "requests:handle",
    "retention:read",
    "retention:write",
    "audit:read",
  ],
  operator: [
    "calls:read",
    "calls:test",
    "consents:read",
    "recordings:read",
    "lines:read",
    "lines:write",
    "retention:read",
    "operation:write",
    "webhooks:read",
    "webhooks:write",
    "audit:read",
  ],
  /** Machines. What one of them may do is what its token's scopes name of this. */
  integrator: [
    "calls:read",
    "calls:control",
    "calls:test",
    "consents:read",
    "recordings:read",
    "recordings:audio",
    "recordings:export",
    "contacts:read",
    "contacts:write",
    "notes:read",
    "notes:write",
    "lines:read",
    "greetings:read",
    "greetings:write",
    "erasure:file",
    "webhooks:read",
    "webhooks:write",
  ],
  /** The person on the other end of the call. */
  agent: ["calls:read", "calls:control", "consents:read", "notes:read", "notes:write"],
}

/** Decided by people alone: with a token, one person could be two. */
const personal: ReadonlySet<Permission> = new Set(["erasure:approve", "people:write", "keys:write"])

export function permissionsOf(role: Role): ReadonlySet<Permission> {
  return new Set(matrix[role])
}

/** What a token of a service account in this role can be given. */
export function scopesOf(role: Role): readonly Permission[] {
  return matrix[role].filter((permission) => !personal.has(permission))
}

/** Whoever can hear or erase shows a second factor. */
export function needsSecondFactor(role: Role): boolean {
  const held = permissionsOf(role)
  return (["recordings:audio", "recordings:export", "erasure:approve", "calls:unmask"] as const).some((permission) =>
    held.has(permission),
  )
}
