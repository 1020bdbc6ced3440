import type { Kysely } from "kysely"
import type { Migration } from "kysely/migration"
import type { SqlTypes } from "./sql-types.ts"

/** What is held about people beside calls. No column holds a name, a number or words: those are sealed in keys.db. */
export function recordTables(types: SqlTypes): Migration {
  const { whole, instant } = types
  return {
    async up(db: Kysely<unknown>) {
      await types
        .finish(db.schema.createTable("person_record"), "keyed")
        .addColumn("id", "text", (c) => c.primaryKey().notNull())
        .addColumn("kind", "text", (c) => c.notNull())
        .addColumn("about", "text")
        .addColumn("slug", "text")
        .addColumn("version", "text", (c) => c.notNull())
        .addColumn("key_id", "text", (c) => c.notNull())
        .addColumn("leaf", whole, (c) => c.notNull())
        .addColumn("set_at", instant, (c) => c.notNull())
        .addColumn("asked", whole, (c) => c.notNull())
        .execute()
      await db.schema.createIndex("person_record_kind").on("person_record").columns(["kind", "id"]).execute()
      await db.schema.createIndex("person_record_about").on("person_record").columns(["about", "kind"]).execute()
      await db.schema.createIndex("person_record_asked").on("person_record").column("asked").execute()
      await db.schema.createIndex("person_record_slug").on("person_record").column("slug").unique().execute()
      await types
        .finish(db.schema.createTable("person_number"), "keyed")
        .addColumn("lookup", "text", (c) => c.notNull())
        .addColumn("record_id", "text", (c) => c.notNull().references("person_record.id"))
        .addPrimaryKeyConstraint("person_number_key", ["lookup", "record_id"])
        .execute()
      await db.schema.createIndex("person_number_of_record").on("person_number").column("record_id").execute()
      await types
        .finish(db.schema.createTable("person_content"), "log")
        .addColumn("record_id", "text", (c) => c.primaryKey().notNull().references("person_record.id"))
        .addColumn("content", types.bytes, (c) => c.notNull())
        .execute()
      await types
        .finish(db.schema.createTable("person_dead"), "keyed")
        .addColumn("version", "text", (c) => c.primaryKey().notNull())
        .addColumn("key_id", "text", (c) => c.notNull())
        .execute()
      await types
        .finish(db.schema.createTable("call_agent"), "keyed")
        .addColumn("call_id", "text", (c) => c.primaryKey().notNull().references("call.id"))
        .addColumn("slug", "text", (c) => c.notNull())
        .execute()
      await db.schema.createIndex("call_agent_slug").on("call_agent").column("slug").execute()
    },
  }
}
