import { sql, type Kysely } from "kysely"
import type { Migration } from "kysely/migration"
import type { SqlTypes } from "./sql-types.ts"

/** keys.db. Rows that hold wrapped keys are in rowid tables, whose new rows go to the end and are seldom moved. */
export function keyTables(types: SqlTypes): Migration {
  const { whole, instant } = types
  return {
    async up(db: Kysely<unknown>) {
      await types
        .finish(db.schema.createTable("kek"), "log")
        .addColumn("id", "text", (c) => c.primaryKey().notNull())
        .addColumn("epoch", whole, (c) => c.notNull().unique())
        .addColumn("provider", "text", (c) => c.notNull().check(sql`provider in ('file','aws-kms','vault')`))
        .addColumn("ref", "text", (c) => c.notNull())
        .addColumn("public_pem", "text", (c) => c.notNull())
        .addColumn("fingerprint", "text", (c) => c.notNull())
        .addColumn("state", "text", (c) => c.notNull().check(sql`state in ('active','retiring','destroyed')`))
        .addColumn("not_before", instant, (c) => c.notNull())
        .addColumn("not_after", instant, (c) => c.notNull())
        .addColumn("destroyed_at", instant)
        .execute()
      await types
        .finish(db.schema.createTable("call_key"), "log")
        .addColumn("id", "text", (c) => c.notNull())
        .addColumn("gen", whole, (c) => c.notNull())
        .addColumn("call_id", "text", (c) => c.notNull())
        .addColumn("public_jwk", "text", (c) => c.notNull())
        .addColumn("kek_id", "text", (c) => c.notNull().references("kek.id"))
        .addColumn("wrapped_jwe", "text", (c) => c.notNull())
        .addColumn("created_at", instant, (c) => c.notNull())
        .addPrimaryKeyConstraint("call_key_key", ["id", "gen"])
        .execute()
      await db.schema.createIndex("call_key_of_call").on("call_key").column("call_id").execute()
      for (const [table, key, jwe] of [
        ["recording_key", "recording_id", "wrapped_jwe"],
        ["ledger_opening", "leaf_id", "jwe"],
      ] as const) {
        await types
          .finish(db.schema.createTable(table), "log")
          .addColumn(key, "text", (c) => c.primaryKey().notNull())
          .addColumn("call_key_id", "text", (c) => c.notNull())
          .addColumn("gen", whole, (c) => c.notNull())
          .addColumn(jwe, "text", (c) => c.notNull())
          .addForeignKeyConstraint(`${table}_call_key`, ["call_key_id", "gen"], "call_key", ["id", "gen"])
          .execute()
        await db.schema.createIndex(`${table}_of_call_key`).on(table).columns(["call_key_id", "gen"]).execute()
      }
      await types
        .finish(db.schema.createTable("subject"), "log")
        .addColumn("id", "text", (c) => c.primaryKey().notNull())
        .addColumn("lookup", "text", (c) => c.notNull().unique())
        .addColumn("masked", "text", (c) => c.notNull())
        .addColumn("created_at", instant, (c) => c.notNull())
        .execute()
      await types
        .finish(db.schema.createTable("subject_call"), "log")
        .addColumn("subject_id", "text", (c) => c.notNull().references("subject.id"))
        .addColumn("call_id", "text", (c) => c.primaryKey().notNull())
        .addColumn("call_key_id", "text", (c) => c.notNull())
        .execute()
      await db.schema.createIndex("subject_call_of_subject").on("subject_call").column("subject_id").execute()
      await db.schema.createIndex("subject_call_of_call_key").on("subject_call").column("call_key_id").execute()
      await types
        .finish(db.schema.createTable("index_key"), "log")
        .addColumn("id", whole, (c) => c.primaryKey().check(sql`id = 1`))
        .addColumn("wrapped_jwe", "text", (c) => c.notNull())
        .execute()
    },
  }
}
