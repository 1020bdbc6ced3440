import type { Kysely } from "kysely"
import type { Migration } from "kysely/migration"
import type { SqlTypes } from "./sql-types.ts"

/** Rules, holds, restrictions and erasures that wait. */
export function retentionRuleTables(types: SqlTypes): Migration {
  const { whole, instant } = types
  return {
    async up(db: Kysely<unknown>) {
      await types
        .finish(db.schema.createTable("retention_rule"), "keyed")
        .addColumn("id", "text", (c) => c.primaryKey().notNull())
        .addColumn("kind", "text", (c) => c.notNull())
        .addColumn("days", whole, (c) => c.notNull())
        .addColumn("basis", "text", (c) => c.notNull())
        .addColumn("line", "text")
        .addColumn("category", "text")
        .addColumn("purpose", "text")
        .addColumn("region", "text")
        .addColumn("valid_from", instant)
        .addColumn("valid_to", instant)
        .execute()
      await types
        .finish(db.schema.createTable("hold"), "keyed")
        .addColumn("id", "text", (c) => c.primaryKey().notNull())
        .addColumn("recording_id", "text", (c) => c.notNull().references("recording.id"))
        .addColumn("reason", "text", (c) => c.notNull())
        .addColumn("owner", "text", (c) => c.notNull())
        .addColumn("review_on", "text", (c) => c.notNull())
        .addColumn("set_at", instant, (c) => c.notNull())
        .execute()
      await db.schema.createIndex("hold_of_recording").on("hold").column("recording_id").execute()
      await types
        .finish(db.schema.createTable("restriction"), "keyed")
        .addColumn("recording_id", "text", (c) => c.primaryKey().notNull().references("recording.id"))
        .addColumn("reason", "text", (c) => c.notNull())
        .addColumn("set_at", instant, (c) => c.notNull())
        .addColumn("state_before", "text", (c) => c.notNull())
        .execute()
      await types
        .finish(db.schema.createTable("erasure_waiting"), "keyed")
        .addColumn("call_id", "text", (c) => c.notNull())
        // Empty: the whole call.
        .addColumn("recording_id", "text", (c) => c.notNull())
        .addColumn("requested_at", instant, (c) => c.notNull())
        .addPrimaryKeyConstraint("erasure_waiting_key", ["call_id", "recording_id"])
        .execute()
      await types
        .finish(db.schema.createTable("sweep_state"), "keyed")
        .addColumn("id", whole, (c) => c.primaryKey().notNull())
        .addColumn("swept_at", instant, (c) => c.notNull())
        .addColumn("forecast", whole, (c) => c.notNull())
        .execute()
    },
  }
}

/** A change of rules that existing recordings have yet to follow. */
export function ruleChangeTable(types: SqlTypes): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await types
        .finish(db.schema.createTable("rule_change"), "keyed")
        .addColumn("id", types.whole, (c) => c.primaryKey().notNull())
        .execute()
      // Each tombstone looks whether its erasure waited.
      await db.schema.createIndex("erasure_waiting_of_recording").on("erasure_waiting").column("recording_id").execute()
    },
  }
}

/** keys.db: which call keys lost a recording since their generation was made, and the rotation that is under way. */
export function keyRotationTables(types: SqlTypes): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await types
        .finish(db.schema.createTable("call_key_lost"), "keyed")
        .addColumn("call_key_id", "text", (c) => c.primaryKey().notNull())
        .execute()
      await db.schema.createIndex("call_key_of_kek").on("call_key").column("kek_id").execute()
    },
  }
}
