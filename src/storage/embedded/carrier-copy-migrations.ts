import type { Kysely } from "kysely"
import type { Migration } from "kysely/migration"
import type { SqlTypes } from "./sql-types.ts"

/** What may exist at a carrier. Rows are few and short-lived: one per recording that is being made or not yet seen gone. */
export function carrierCopyTable(types: SqlTypes): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await types
        .finish(db.schema.createTable("carrier_copy"), "keyed")
        .addColumn("control_id", "text", (c) => c.primaryKey().notNull())
        .addColumn("trunk", "text", (c) => c.notNull())
        .addColumn("call_id", "text", (c) => c.notNull().references("call.id"))
        .addColumn("carrier_call_id", "text", (c) => c.notNull())
        .addColumn("node_id", "text", (c) => c.notNull())
        .addColumn("recording_id", "text", (c) => c.notNull())
        .addColumn("url", "text")
        .addColumn("expected_at", types.instant, (c) => c.notNull())
        .execute()
    },
  }
}

/** Calls whose carrier has still to be asked whether it made a copy by itself. */
export function carrierLookTable(types: SqlTypes): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await types
        .finish(db.schema.createTable("carrier_look"), "keyed")
        .addColumn("call_id", "text", (c) => c.primaryKey().notNull().references("call.id"))
        .addColumn("carrier_call_id", "text", (c) => c.notNull())
        .execute()
    },
  }
}
