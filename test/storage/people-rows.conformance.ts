import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { PeopleRows, ServiceAccountRow, SessionRow, TokenRow, UserRow } from "../../src/people/ports.ts"
import { idsInOrder } from "./rows.ts"

interface Opened<Tx> {
  readonly people: PeopleRows<Tx>
  readonly transact: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  readonly close: () => Promise<void>
}

const at = (n: number): string => new Date(Date.UTC(2026, 10, 23, 10, n)).toISOString()
const all = { limit: 100, after: null }

export function peopleRowsConformance<Tx>(name: string, open: () => Promise<Opened<Tx>>): void {
  describe(`${name} as the list of who may use the gateway`, () => {
    let opened: Opened<Tx>
    let people: PeopleRows<Tx>
    const ids = idsInOrder(4)
    const user = (n: number, changes: Partial<UserRow> = {}): UserRow => ({
      id: ids[n]!,
      login: `person${n}@example.org`,
      role: "owner",
      lines: null,
      state: "active",
      password: "scrypt$...",
      totpSecret: "ABCDEFGH",
      totpStep: 17,
      recovery: ["a", "b"],
      inviteHash: null,
      inviteUntil: null,
      oidc: null,
      createdAt: at(n),
      revision: 1,
      ...changes,
    })
    const account: ServiceAccountRow = {
      id: ids[0]!,
      name: "crm",
      role: "integrator",
      lines: ["main"],
      state: "active",
      createdAt: at(0),
    }
    const token = (n: number, changes: Partial<TokenRow> = {}): TokenRow => ({
      id: ids[n]!,
      accountId: account.id,
      hash: `hash ${n}`,
      scopes: ["calls:read", "recordings:audio"],
      networks: ["10.0.0.0/8"],
      createdAt: at(n),
      expiresAt: at(59),
      lastUsedAt: null,
      revokedAt: null,
      ...changes,
    })
    const session = (n: number, changes: Partial<SessionRow> = {}): SessionRow => ({
      id: ids[n]!,
      hash: `cookie ${n}`,
      userId: ids[0]!,
      createdAt: at(n),
      seenAt: at(n),
      expiresAt: at(50),
      method: "password",
      ...changes,
    })
    const add = (row: UserRow) => opened.transact((tx) => people.addUser(tx, row))
    beforeEach(async () => {
      opened = await open()
      people = opened.people
    })
    afterEach(() => opened.close())

    test("people are found by id, login, invitation and provider, and listed newest first", async () => {
      const rows = [
        user(0),
        user(1, { lines: ["main"], inviteHash: "h", inviteUntil: at(9) }),
        user(2, { oidc: "https://id.example 7", password: null, totpSecret: null, totpStep: null, recovery: [] }),
      ]
      for (const row of rows) await add(row)
      expect(await people.user(ids[1]!)).toEqual(rows[1])
      expect(await people.userBy("login", "person0@example.org")).toEqual(rows[0])
      expect(await people.userBy("inviteHash", "h")).toEqual(rows[1])
      expect(await people.userBy("oidc", "https://id.example 7")).toEqual(rows[2])
      expect(await people.userBy("login", "nobody@example.org")).toBeNull()
      expect(await people.user(ids[3]!)).toBeNull()
      expect(await people.users({ limit: 2, after: null })).toEqual([rows[2], rows[1]])
      expect(await people.users({ limit: 2, after: ids[1]! })).toEqual([rows[0]])
    })

    test("a login, an invitation and a provider's subject belong to one person", async () => {
      await add(user(0, { oidc: "i s", inviteHash: "h" }))
      for (const same of [{ login: user(0).login }, { oidc: "i s" }, { inviteHash: "h" }]) {
        await expect(add(user(1, same))).rejects.toMatchObject({ code: "CONFLICT" })
      }
      expect(await people.users(all)).toHaveLength(1)
    })

    test("of two changes of one revision, one is refused", async () => {
      for (const n of [0, 1]) await add(user(n))
      await people.touchUser(user(0, { totpStep: 18 }))
      await expect(people.touchUser(user(0, { totpStep: 19 }))).rejects.toMatchObject({ code: "CONFLICT" })
      await expect(opened.transact((tx) => people.changeUser(tx, user(0, { role: "agent" })))).rejects.toMatchObject({
        code: "CONFLICT",
      })
      expect(await people.user(ids[0]!)).toEqual(user(0, { totpStep: 18, revision: 2 }))
      await opened.transact((tx) => people.changeUser(tx, user(0, { role: "agent", revision: 2 })))
      expect(await people.user(ids[0]!)).toMatchObject({ role: "agent", revision: 3 })
    })

    test("of two owners who are demoted or disabled at the same moment, one stays; the last is never let go", async () => {
      for (const n of [0, 1]) await opened.transact((tx) => people.addUser(tx, user(n)))
      const changes = [user(0, { role: "editor" }), user(1, { state: "disabled" })]
      const ended = await Promise.allSettled(
        changes.map((change) => opened.transact((tx) => people.changeUser(tx, change))),
      )
      expect(ended.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
      expect(ended.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "CONFLICT" } })
      const left = await people.users(all)
      expect(left.filter(({ role, state }) => role === "owner" && state === "active")).toHaveLength(1)
      expect(left.map(({ revision }) => revision).sort()).toEqual([1, 2])
    })

    test("an account has several tokens, each with its own end", async () => {
      await opened.transact((tx) => people.putAccount(tx, account))
      await opened.transact((tx) => people.putAccount(tx, { ...account, state: "disabled" }))
      expect(await people.account(account.id)).toEqual({ ...account, state: "disabled" })
      expect(await people.accounts(all)).toHaveLength(1)
      await opened.transact((tx) => people.addToken(tx, token(1)))
      await opened.transact((tx) => people.addToken(tx, token(2, { networks: [] })))
      await opened.transact((tx) => people.revokeToken(tx, ids[1]!, at(20)))
      await opened.transact((tx) => people.revokeToken(tx, ids[1]!, at(30)))
      await people.tokensUsed(
        new Map([
          [ids[2]!, at(21)],
          [ids[3]!, at(22)],
        ]),
      )
      expect(await people.tokens(account.id)).toEqual([
        token(2, { networks: [], lastUsedAt: at(21) }),
        token(1, { revokedAt: at(20) }),
      ])
      expect(await people.token(ids[3]!)).toBeNull()
      const revoking = opened.transact((tx) => people.revokeToken(tx, ids[3]!, at(1)))
      await expect(revoking).rejects.toMatchObject({ code: "NOT_FOUND" })
      const orphan = opened.transact((tx) => people.addToken(tx, token(3, { accountId: ids[3]! })))
      await expect(orphan).rejects.toMatchObject({ code: "NOT_FOUND" })
    })

    test("sign-ins are found by their hash, seen, ended one by one, by person and by age", async () => {
      await add(user(0))
      await add(user(1))
      for (const n of [0, 1, 2]) await people.addSession(session(n))
      await people.addSession(session(3, { userId: ids[1]!, expiresAt: at(5) }))
      expect(await people.sessionByHash("cookie 1")).toEqual(session(1))
      expect(await people.sessionByHash("cookie 9")).toBeNull()
      await people.sessionsSeen(new Map([[ids[1]!, at(40)]]))
      expect((await people.sessions(ids[0]!)).map(({ id, seenAt }) => [id, seenAt])).toEqual([
        [ids[2], at(2)],
        [ids[1], at(40)],
        [ids[0], at(0)],
      ])
      expect(await people.endSessions({ id: ids[2]! })).toBe(1)
      expect(await people.dropOldSessions(at(5), at(1))).toBe(2)
      expect(await people.endSessions({ userId: ids[0]! })).toBe(1)
      expect(await people.endSessions({ userId: ids[0]! })).toBe(0)
      await expect(people.addSession(session(0, { userId: ids[3]! }))).rejects.toMatchObject({ code: "NOT_FOUND" })
    })
  })
}
