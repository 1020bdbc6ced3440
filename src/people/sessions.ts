/* Sign-ins of people, kept here and not in the cookie: what is ended is over at once. */
import { uuidv7 } from "../ids.ts"
import type { LastSeen } from "./last-seen.ts"
import { permissionsOf } from "./permissions.ts"
import type { PeopleRows, SessionRow, UserRow } from "./ports.ts"
import type { Principal } from "./principal.ts"
import { hashOf, newSecret } from "./secrets.ts"

export interface SessionLimits {
  readonly idleMs: number
  readonly absoluteMs: number
}

export interface SignedIn {
  /** For the cookie. */
  readonly secret: string
  readonly session: SessionRow
  readonly user: UserRow
}

export interface Found {
  readonly principal: Principal
  readonly user: UserRow
}

export interface Sessions {
  /** A new secret at every sign-in: one that was planted before is worth nothing. @param replaces a session this browser had */
  begin(user: UserRow, method: SessionRow["method"], replaces: string | null): Promise<SignedIn>
  /** @returns `null` for a secret that opens nothing any more */
  find(secret: string): Promise<Found | null>
  /** As `find`, and the sign-in is none the less idle for it. */
  look(secret: string): Promise<Found | null>
  list(userId: string): Promise<readonly SessionRow[]>
  /** @returns whether there was one of this user */
  end(userId: string, sessionId: string): Promise<boolean>
}

export function createSessions(deps: {
  readonly rows: PeopleRows<unknown>
  readonly now: () => Date
  readonly limits: SessionLimits
  readonly seen: LastSeen
}): Sessions {
  const { rows, now, limits, seen } = deps
  const idleSince = (): string => new Date(now().getTime() - limits.idleMs).toISOString()
  const lastSeen = (session: SessionRow): string => seen.at(session.id) ?? session.seenAt

  async function living(secret: string): Promise<{ session: SessionRow; user: UserRow } | null> {
    const session = await rows.sessionByHash(hashOf(secret))
    if (!session || session.expiresAt <= now().toISOString() || lastSeen(session) < idleSince()) return null
    const user = await rows.user(session.userId)
    return user?.state === "active" ? { session, user } : null
  }

  return {
    async begin(user, method, replaces) {
      const before = replaces === null ? null : await rows.sessionByHash(hashOf(replaces))
      if (before) await rows.endSessions({ id: before.id })
      await seen.flush()
      await rows.dropOldSessions(now().toISOString(), idleSince())
      const secret = newSecret()
      const at = now()
      const session: SessionRow = {
        id: uuidv7(at.getTime()),
        hash: hashOf(secret),
        userId: user.id,
        createdAt: at.toISOString(),
        seenAt: at.toISOString(),
        expiresAt: new Date(at.getTime() + limits.absoluteMs).toISOString(),
        method,
      }
      await rows.addSession(session)
      return { secret, session, user }
    },

    async find(secret) {
      const found = await living(secret)
      if (!found) return null
      seen.note(found.session.id)
      return foundOf(found)
    },

    async look(secret) {
      const found = await living(secret)
      return found && foundOf(found)
    },

    async list(userId) {
      const all = (await rows.sessions(userId)).map((session) => ({ ...session, seenAt: lastSeen(session) }))
      return all.filter(({ expiresAt, seenAt }) => expiresAt > now().toISOString() && seenAt >= idleSince())
    },

    async end(userId, sessionId) {
      const own = (await rows.sessions(userId)).some(({ id }) => id === sessionId)
      return own && (await rows.endSessions({ id: sessionId })) > 0
    },
  }
}

function foundOf({ session, user }: { readonly session: SessionRow; readonly user: UserRow }): Found {
  return {
    user,
    principal: {
      id: `user_${user.id}`,
      kind: "user",
      permissions: permissionsOf(user.role),
      lines: user.lines,
      credential: `ses_${session.id}`,
    },
  }
}
