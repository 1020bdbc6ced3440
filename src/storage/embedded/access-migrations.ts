import { sql, type Kysely } from "kysely"
import type { Migration } from "kysely/migration"
import type { SqlTypes } from "./sql-types.ts"

/** The index beside the leaves of access. Who it was is sealed in leaves from before: those stand in it without a name. */
export function accessEntryTable(types: SqlTypes): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await types
        .finish(db.schema.createTable("access_entry"), "log")
        .addColumn("id", "text", (c) => c.primaryKey().notNull())
        .addColumn("at", types.instant, (c) => c.notNull())
        .addColumn("type", "text", (c) => c.notNull())
        .addColumn("actor", "text")
        .addColumn("address", "text")
        .addColumn("call_id", "text")
        .addColumn("recording_id", "text")
        .addColumn("bulk", "text")
        .execute()
      await db.schema.createIndex("access_entry_at").on("access_entry").columns(["at", "id"]).execute()
      await db.schema.createIndex("access_entry_actor").on("access_entry").columns(["actor", "at", "id"]).execute()
      await db.schema.createIndex("access_entry_address").on("access_entry").columns(["address", "at", "id"]).execute()
      await sql`
        insert into access_entry (id, at, type, call_id, recording_id)
        select l.id, l.ts, l.type, coalesce(l.call, r.call_id), l.rec
        from (
          select event_id as id, entry ->> '$.ts' as ts, entry ->> '$.type' as type,
                 entry ->> '$.call' as call, entry ->> '$.rec' as rec
          from (select event_id, cast(entry as text) as entry from ledger_leaf)
        ) l left join recording r on r.id = l.rec
        where l.type like 'access.%' or l.type = 'key.used'`.execute(db)
    },
  }
}
