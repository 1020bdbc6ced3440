import type { Kysely } from "kysely"
import type { Migration } from "kysely/migration"
import type { SqlTypes } from "./sql-types.ts"

/** Recordings whose ciphertext another place holds. */
export function elsewhereTable(types: SqlTypes): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await types
        .finish(db.schema.createTable("recording_elsewhere"), "keyed")
        .addColumn("recording_id", "text", (c) => c.primaryKey().notNull().references("recording.id"))
        .addColumn("place", "text", (c) => c.notNull())
        .addColumn("moved_at", types.instant, (c) => c.notNull())
        .addColumn("moved_leaf", types.whole, (c) => c.notNull())
        .addColumn("removed", types.whole, (c) => c.notNull())
        .execute()
    },
  }
}
