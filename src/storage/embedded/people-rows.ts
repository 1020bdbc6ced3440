import { AssentError } from "../../errors.ts"
import type { PeopleRows, UserRow } from "../../people/ports.ts"
import { instant, mustChange } from "./columns.ts"
import type { Database } from "./database.ts"
import { compiling } from "./dialect.ts"
import {
  accountRow,
  accountTable,
  type PeopleTables,
  personTable,
  sessionRow,
  sessionTable,
  tokenRow,
  tokenTable,
  userRow,
} from "./people-tables.ts"
import type { AssentTables } from "./tables.ts"
import type { SqliteTx } from "./writer.ts"

const query = compiling<PeopleTables>()
const columns = { login: "login", inviteHash: "invite_hash", oidc: "oidc" } as const

function changeUser(tx: SqliteTx, user: UserRow): void {
  const update = query
    .updateTable("person")
    .set({ ...personTable(user), revision: user.revision + 1 })
    .where("id", "=", user.id)
    .where("revision", "=", user.revision)
  if (tx.execute(update) === 0) throw new AssentError("CONFLICT", "this person was changed meanwhile: look again")
}

export function sqlitePeopleRows({ read, writer }: Database<AssentTables>): PeopleRows<SqliteTx> {
  return {
    async addUser(tx, user) {
      tx.execute(query.insertInto("person").values(personTable(user)))
    },

    async changeUser(tx, user) {
      const owners = query.selectFrom("person").select("id").where("role", "=", "owner").where("state", "=", "active")
      const had = tx.select(owners).length > 0
      changeUser(tx, user)
      if (had && tx.select(owners).length === 0) {
        throw new AssentError("CONFLICT", "somebody must be owner: make another person owner first")
      }
    },

    async touchUser(user) {
      await writer.transact(async (tx) => changeUser(tx, user))
    },

    async user(id) {
      const row = await read.selectFrom("person").selectAll().where("id", "=", id).executeTakeFirst()
      return row ? userRow(row) : null
    },

    async userBy(what, value) {
      const row = await read.selectFrom("person").selectAll().where(columns[what], "=", value).executeTakeFirst()
      return row ? userRow(row) : null
    },

    async users({ limit, after }) {
      let rows = read.selectFrom("person").selectAll().orderBy("id", "desc").limit(limit)
      if (after !== null) rows = rows.where("id", "<", after)
      return (await rows.execute()).map(userRow)
    },

    async putAccount(tx, account) {
      const row = accountTable(account)
      tx.execute(
        query
          .insertInto("service_account")
          .values(row)
          .onConflict((conflict) => conflict.column("id").doUpdateSet(row)),
      )
    },

    async account(id) {
      const row = await read.selectFrom("service_account").selectAll().where("id", "=", id).executeTakeFirst()
      return row ? accountRow(row) : null
    },

    async accounts({ limit, after }) {
      let rows = read.selectFrom("service_account").selectAll().orderBy("id", "desc").limit(limit)
      if (after !== null) rows = rows.where("id", "<", after)
      return (await rows.execute()).map(accountRow)
    },

    async addToken(tx, token) {
      tx.execute(query.insertInto("api_token").values(tokenTable(token)))
    },

    async revokeToken(tx, id, at) {
      const known = tx.select(query.selectFrom("api_token").select("id").where("id", "=", id))
      mustChange(known.length, "there is no such token")
      const revoked = { revoked_at: instant(at, "revokedAt") }
      tx.execute(query.updateTable("api_token").set(revoked).where("id", "=", id).where("revoked_at", "is", null))
    },

    async token(id) {
      const row = await read.selectFrom("api_token").selectAll().where("id", "=", id).executeTakeFirst()
      return row ? tokenRow(row) : null
    },

    async tokens(accountId) {
      const rows = read.selectFrom("api_token").selectAll().where("account_id", "=", accountId).orderBy("id", "desc")
      return (await rows.execute()).map(tokenRow)
    },

    async tokensUsed(times) {
      await writer.transact(async (tx) => {
        for (const [id, at] of times) {
          tx.execute(
            query
              .updateTable("api_token")
              .set({ last_used_at: instant(at, "at") })
              .where("id", "=", id),
          )
        }
      })
    },

    async addSession(session) {
      await writer.transact(async (tx) => {
        tx.execute(query.insertInto("sign_in").values(sessionTable(session)))
      })
    },

    async sessionByHash(hash) {
      const row = await read.selectFrom("sign_in").selectAll().where("hash", "=", hash).executeTakeFirst()
      return row ? sessionRow(row) : null
    },

    async sessions(userId) {
      const rows = read.selectFrom("sign_in").selectAll().where("user_id", "=", userId).orderBy("id", "desc")
      return (await rows.execute()).map(sessionRow)
    },

    async sessionsSeen(times) {
      await writer.transact(async (tx) => {
        for (const [id, at] of times) {
          tx.execute(
            query
              .updateTable("sign_in")
              .set({ seen_at: instant(at, "at") })
              .where("id", "=", id),
          )
        }
      })
    },

    async endSessions(which) {
      const all = query.deleteFrom("sign_in")
      const gone = "id" in which ? all.where("id", "=", which.id) : all.where("user_id", "=", which.userId)
      return writer.transact(async (tx) => tx.execute(gone))
    },

    async dropOldSessions(at, idleSince) {
      const old = query
        .deleteFrom("sign_in")
        .where((row) =>
          row.or([row("expires_at", "<=", instant(at, "at")), row("seen_at", "<", instant(idleSince, "idleSince"))]),
        )
      return writer.transact(async (tx) => tx.execute(old))
    },
  }
}
