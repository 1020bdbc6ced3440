import { AssentError } from "../../src/errors.ts"
import type {
  PeoplePage,
  PeopleRows,
  ServiceAccountRow,
  SessionRow,
  TokenRow,
  UserRow,
} from "../../src/people/ports.ts"

export class MemoryPeopleRows implements PeopleRows<unknown> {
  readonly people = new Map<string, UserRow>()
  readonly services = new Map<string, ServiceAccountRow>()
  readonly keys = new Map<string, TokenRow>()
  readonly signIns = new Map<string, SessionRow>()

  #unique(user: UserRow): void {
    for (const other of this.people.values()) {
      if (other.id === user.id) continue
      const same = (["login", "oidc", "inviteHash"] as const).some(
        (name) => user[name] !== null && user[name] === other[name],
      )
      if (same) throw new AssentError("CONFLICT", "taken")
    }
  }

  async addUser(_tx: unknown, user: UserRow): Promise<void> {
    this.#unique(user)
    if (this.people.has(user.id)) throw new AssentError("CONFLICT", "there already")
    this.people.set(user.id, user)
  }

  async changeUser(_tx: unknown, user: UserRow): Promise<void> {
    const owners = (): number =>
      [...this.people.values()].filter(({ role, state }) => role === "owner" && state === "active").length
    const [had, before] = [owners(), this.people.get(user.id)]
    await this.touchUser(user)
    if (had === 0 || owners() > 0 || !before) return
    this.people.set(user.id, before)
    throw new AssentError("CONFLICT", "somebody must be owner")
  }

  async touchUser(user: UserRow): Promise<void> {
    if (this.people.get(user.id)?.revision !== user.revision) throw new AssentError("CONFLICT", "changed meanwhile")
    this.#unique(user)
    this.people.set(user.id, { ...user, revision: user.revision + 1 })
  }

  async user(id: string): Promise<UserRow | null> {
    return this.people.get(id) ?? null
  }

  async userBy(what: "login" | "inviteHash" | "oidc", value: string): Promise<UserRow | null> {
    return [...this.people.values()].find((user) => user[what] === value) ?? null
  }

  async users(page: PeoplePage): Promise<readonly UserRow[]> {
    return newest(this.people, page)
  }

  async putAccount(_tx: unknown, account: ServiceAccountRow): Promise<void> {
    this.services.set(account.id, account)
  }

  async account(id: string): Promise<ServiceAccountRow | null> {
    return this.services.get(id) ?? null
  }

  async accounts(page: PeoplePage): Promise<readonly ServiceAccountRow[]> {
    return newest(this.services, page)
  }

  async addToken(_tx: unknown, token: TokenRow): Promise<void> {
    if (!this.services.has(token.accountId)) throw new AssentError("NOT_FOUND", "no such account")
    this.keys.set(token.id, token)
  }

  async revokeToken(_tx: unknown, id: string, at: string): Promise<void> {
    const token = this.keys.get(id)
    if (!token) throw new AssentError("NOT_FOUND", "there is no such token")
    this.keys.set(id, { ...token, revokedAt: token.revokedAt ?? at })
  }

  async token(id: string): Promise<TokenRow | null> {
    return this.keys.get(id) ?? null
  }

  async tokens(accountId: string): Promise<readonly TokenRow[]> {
    return newest(this.keys, { limit: Infinity, after: null }).filter((token) => token.accountId === accountId)
  }

  async tokensUsed(times: ReadonlyMap<string, string>): Promise<void> {
    for (const [id, at] of times) {
      const token = this.keys.get(id)
      if (token) this.keys.set(id, { ...token, lastUsedAt: at })
    }
  }

  async addSession(session: SessionRow): Promise<void> {
    if (!this.people.has(session.userId)) throw new AssentError("NOT_FOUND", "no such person")
    this.signIns.set(session.id, session)
  }

  async sessionByHash(hash: string): Promise<SessionRow | null> {
    return [...this.signIns.values()].find((session) => session.hash === hash) ?? null
  }

  async sessions(userId: string): Promise<readonly SessionRow[]> {
    return newest(this.signIns, { limit: Infinity, after: null }).filter((session) => session.userId === userId)
  }

  async sessionsSeen(times: ReadonlyMap<string, string>): Promise<void> {
    for (const [id, seenAt] of times) {
      const session = this.signIns.get(id)
      if (session) this.signIns.set(id, { ...session, seenAt })
    }
  }

  async endSessions(which: { readonly userId: string } | { readonly id: string }): Promise<number> {
    return this.#drop((session) => ("id" in which ? session.id === which.id : session.userId === which.userId))
  }

  async dropOldSessions(at: string, idleSince: string): Promise<number> {
    return this.#drop(({ expiresAt, seenAt }) => expiresAt <= at || seenAt < idleSince)
  }

  #drop(old: (session: SessionRow) => boolean): number {
    const gone = [...this.signIns.values()].filter(old)
    for (const { id } of gone) this.signIns.delete(id)
    return gone.length
  }
}

function newest<T extends { readonly id: string }>(rows: ReadonlyMap<string, T>, { limit, after }: PeoplePage): T[] {
  return [...rows.values()]
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .filter((row) => after === null || row.id < after)
    .slice(0, limit)
}
