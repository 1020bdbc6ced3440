import type { Kysely } from "kysely"
import type { Migration } from "kysely/migration"
import type { SqlTypes } from "./sql-types.ts"

/** keys.db, where what is shredded leaves no trace: receipts end with their call's key. */
export function receiptTables(types: SqlTypes): Migration {
  const { whole, instant } = types
  return {
    async up(db: Kysely<unknown>) {
      await types
        .finish(db.schema.createTable("receipt"), "log")
        .addColumn("digest", "text", (c) => c.primaryKey().notNull())
        .addColumn("call_id", "text", (c) => c.notNull().unique())
        .addColumn("call_key_id", "text", (c) => c.notNull())
        .addColumn("issued_at", instant, (c) => c.notNull())
        .execute()
      await db.schema.createIndex("receipt_of_call_key").on("receipt").column("call_key_id").execute()
      await types
        .finish(db.schema.createTable("receipt_try"), "keyed")
        .addColumn("bucket", "text", (c) => c.primaryKey().notNull())
        .addColumn("failures", whole, (c) => c.notNull())
        .addColumn("at", instant, (c) => c.notNull())
        .execute()
    },
  }
}
