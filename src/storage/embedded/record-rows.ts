import { sql } from "kysely"
import type { RecordRow, RecordRows } from "../../rights/record-ports.ts"
import { calendarDay, instant, mustChange } from "./columns.ts"
import type { Database } from "./database.ts"
import { compiling } from "./dialect.ts"
import type { AssentTables } from "./tables.ts"
import type { SqliteTx } from "./writer.ts"

const query = compiling<AssentTables>()

export function sqliteRecordsOfPeople({ read, writer }: Database<AssentTables>): RecordRows<SqliteTx> {
  const records = read.selectFrom("person_record").selectAll()

  /** Numbers, content and the wording of a record that goes or is worded anew. */
  function clear(tx: SqliteTx, id: string): void {
    const [old] = tx.select(query.selectFrom("person_record").select(["version", "key_id"]).where("id", "=", id))
    if (old) tx.execute(query.insertInto("person_dead").values(old))
    tx.execute(query.deleteFrom("person_number").where("record_id", "=", id))
    tx.execute(query.deleteFrom("person_content").where("record_id", "=", id))
  }

  return {
    async put(tx, row, lookups, content) {
      clear(tx, row.id)
      const values = tableRow(row)
      tx.execute(
        query
          .insertInto("person_record")
          .values(values)
          .onConflict((on) => on.column("id").doUpdateSet(values)),
      )
      for (const lookup of new Set(lookups)) {
        tx.execute(query.insertInto("person_number").values({ lookup, record_id: row.id }))
      }
      if (content) tx.execute(query.insertInto("person_content").values({ record_id: row.id, content }))
    },

    async get(kind, id) {
      return rowOf(await records.where("kind", "=", kind).where("id", "=", id).executeTakeFirst())
    },

    async list({ kind, about, setBefore }, { limit, after }) {
      let rows = records.where("kind", "=", kind).orderBy("id", "desc").limit(limit)
      if (about !== undefined) rows = rows.where("about", "=", about)
      if (setBefore !== undefined) rows = rows.where("set_at", "<", instant(setBefore, "setBefore"))
      if (after !== null) rows = rows.where("id", "<", after)
      return (await rows.execute()).map(portRow)
    },

    async bySlug(slug) {
      return rowOf(await records.where("slug", "=", slug).executeTakeFirst())
    },

    async byLookup(lookup) {
      const found = await read
        .selectFrom("person_number")
        .innerJoin("person_record", "person_record.id", "person_number.record_id")
        .selectAll("person_record")
        .where("person_number.lookup", "=", lookup)
        .orderBy("person_record.id")
        .execute()
      return found.map(portRow)
    },

    async lookupsOf(id) {
      const found = await read.selectFrom("person_number").select("lookup").where("record_id", "=", id).execute()
      return found.map(({ lookup }) => lookup)
    },

    async content(id) {
      const row = await read
        .selectFrom("person_content")
        .select("content")
        .where("record_id", "=", id)
        .executeTakeFirst()
      return row?.content ?? null
    },

    async onCalls(callIds) {
      // As one parameter: a person may have more calls than a statement may have parameters.
      const these = sql<boolean>`about in (select value from json_each(${JSON.stringify(callIds)}))`
      return (await records.where("kind", "in", ["note", "tags"]).where(these).execute()).map(portRow)
    },

    async ask(ids, asked) {
      if (ids.length === 0) return
      await writer.transact(async (tx) => {
        const these = sql<boolean>`id in (select value from json_each(${JSON.stringify(ids)}))`
        tx.execute(
          query
            .updateTable("person_record")
            .set({ asked: asked ? 1 : 0 })
            .where(these),
        )
      })
    },

    async asked() {
      return (await records.where("asked", "=", 1).orderBy("id").execute()).map(portRow)
    },

    async bury(id, { id: leafId, leaf, day }) {
      await writer.transact(async (tx) => {
        clear(tx, id)
        const gone = tx.execute(query.deleteFrom("person_record").where("id", "=", id))
        mustChange(gone, "there is nothing under this id")
        tx.execute(query.insertInto("leaf_outbox").values({ id: leafId, leaf, day: calendarDay(day, "day") }))
      })
      // Its numbers' keyed hashes must not stay readable in an older page of the log.
      await writer.truncateLog()
    },

    async dead() {
      const rows = await read.selectFrom("person_dead").selectAll().orderBy("version").execute()
      return rows.map(({ version, key_id }) => ({ version, keyId: key_id }))
    },

    async forget(versions) {
      await writer.transact(async (tx) => {
        for (const version of versions) tx.execute(query.deleteFrom("person_dead").where("version", "=", version))
      })
    },

    async putAgent(callId, slug) {
      await writer.transact(async (tx) => {
        tx.execute(query.deleteFrom("call_agent").where("call_id", "=", callId))
        if (slug !== null) tx.execute(query.insertInto("call_agent").values({ call_id: callId, slug }))
      })
    },

    async agentOf(callId) {
      const row = await read.selectFrom("call_agent").select("slug").where("call_id", "=", callId).executeTakeFirst()
      return row?.slug ?? null
    },

    async callsOfAgent(slug) {
      const rows = await read
        .selectFrom("call_agent")
        .select("call_id")
        .where("slug", "=", slug)
        .orderBy("call_id")
        .execute()
      return rows.map(({ call_id }) => call_id)
    },

    async forgetAgent(slug) {
      const gone = await writer.transact(async (tx) => {
        tx.execute(
          query
            .updateTable("access_entry")
            .set({ bulk: sql<string>`json_remove(bulk, '$.agent')` })
            .where("bulk", "is not", null)
            .where(sql<string>`bulk ->> '$.agent'`, "=", slug),
        )
        return tx.execute(query.deleteFrom("call_agent").where("slug", "=", slug))
      })
      await writer.truncateLog()
      return gone
    },
  }
}

type Table = AssentTables["person_record"]

function tableRow({ keyId, setAt, asked, ...same }: RecordRow): Table {
  return { ...same, key_id: keyId, set_at: instant(setAt, "setAt"), asked: asked ? 1 : 0 }
}

function portRow({ key_id, set_at, asked, ...same }: Table): RecordRow {
  return { ...same, keyId: key_id, setAt: set_at, asked: asked === 1 }
}

function rowOf(row: Table | undefined): RecordRow | null {
  return row ? portRow(row) : null
}
