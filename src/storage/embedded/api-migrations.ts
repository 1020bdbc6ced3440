import type { Kysely } from "kysely"
import type { Migration } from "kysely/migration"
import type { SqlTypes } from "./sql-types.ts"

/** Idempotency keys in use. */
export function idempotencyTable(types: SqlTypes): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await types
        .finish(db.schema.createTable("idempotency_key"), "keyed")
        .addColumn("id", "text", (c) => c.primaryKey().notNull())
        .addColumn("fingerprint", "text", (c) => c.notNull())
        .addColumn("answer", types.bytes)
        .addColumn("expires_at", types.instant, (c) => c.notNull())
        .execute()
      await db.schema.createIndex("idempotency_key_expiry").on("idempotency_key").columns(["expires_at"]).execute()
    },
  }
}

/** Work that goes on behind a 202: what it is to erase, and what became of each. */
export function jobTables(types: SqlTypes): Migration {
  const { whole, instant } = types
  return {
    async up(db: Kysely<unknown>) {
      await types
        .finish(db.schema.createTable("job"), "keyed")
        .addColumn("id", "text", (c) => c.primaryKey().notNull())
        .addColumn("kind", "text", (c) => c.notNull())
        .addColumn("state", "text", (c) => c.notNull())
        .addColumn("filed_by", "text", (c) => c.notNull())
        .addColumn("total", whole, (c) => c.notNull())
        .addColumn("created_at", instant, (c) => c.notNull())
        .addColumn("ended_at", instant)
        .execute()
      await db.schema.createIndex("job_state").on("job").columns(["state"]).execute()
      await types
        .finish(db.schema.createTable("job_item"), "keyed")
        .addColumn("job_id", "text", (c) => c.notNull().references("job.id"))
        .addColumn("recording_id", "text", (c) => c.notNull())
        .addColumn("outcome", "text")
        .addColumn("retained", "text")
        .addPrimaryKeyConstraint("job_item_key", ["job_id", "recording_id"])
        .execute()
    },
  }
}
