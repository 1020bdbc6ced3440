import { sql, type Kysely } from "kysely"
import type { Migration } from "kysely/migration"
import type { SqlTypes } from "./sql-types.ts"

/** Which leaves are about which call or recording: derived from them, so that it may be emptied at any time. */
export function leafIndexTables(types: SqlTypes): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await types
        .finish(db.schema.createTable("leaf_about"), "keyed")
        .addColumn("subject", "text", (c) => c.notNull())
        .addColumn("idx", types.whole, (c) => c.notNull())
        .addPrimaryKeyConstraint("leaf_about_key", ["subject", "idx"])
        .execute()
      await types
        .finish(db.schema.createTable("leaf_about_size"), "log")
        .addColumn("size", types.whole, (c) => c.notNull())
        .execute()
      await sql`insert into leaf_about_size (size) values (0)`.execute(db)
    },
  }
}

/** `ledger_*`. Leaves, nodes and checkpoints can only be added. */
export function ledgerTables(types: SqlTypes): Migration {
  const { bytes, whole } = types
  return {
    async up(db: Kysely<unknown>) {
      await types
        .finish(db.schema.createTable("ledger_log"), "log")
        .addColumn("origin", "text", (c) => c.primaryKey().notNull())
        .addColumn("size", whole, (c) => c.notNull())
        .addColumn("frontier", bytes, (c) => c.notNull())
        .execute()
      // One store holds one log.
      await sql`create unique index ledger_log_only on ledger_log ((1))`.execute(db)
      await types
        .finish(db.schema.createTable("ledger_leaf"), "log")
        .addColumn("idx", whole, (c) => c.primaryKey())
        .addColumn("event_id", "text", (c) => c.notNull().unique())
        .addColumn("entry", bytes, (c) => c.notNull())
        .addColumn("hash", bytes, (c) => c.notNull())
        .execute()
      await types
        .finish(db.schema.createTable("ledger_node"), "keyed")
        .addColumn("level", whole, (c) => c.notNull())
        .addColumn("i", whole, (c) => c.notNull())
        .addColumn("hash", bytes, (c) => c.notNull())
        .addPrimaryKeyConstraint("ledger_node_key", ["level", "i"])
        .execute()
      await types
        .finish(db.schema.createTable("ledger_checkpoint"), "log")
        .addColumn("size", whole, (c) => c.primaryKey())
        .addColumn("root", bytes, (c) => c.notNull())
        .addColumn("note", "text", (c) => c.notNull())
        .execute()
      await types
        .finish(db.schema.createTable("ledger_cosignature"), "keyed")
        .addColumn("size", whole, (c) => c.notNull().references("ledger_checkpoint.size"))
        .addColumn("witness", "text", (c) => c.notNull())
        .addColumn("line", "text", (c) => c.notNull())
        .addPrimaryKeyConstraint("ledger_cosignature_key", ["size", "witness"])
        .execute()
      await types
        .finish(db.schema.createTable("ledger_timestamp"), "log")
        .addColumn("size", whole, (c) => c.primaryKey().references("ledger_checkpoint.size"))
        .addColumn("tsr", bytes, (c) => c.notNull())
        .execute()
      for (const table of ["ledger_leaf", "ledger_node", "ledger_checkpoint"]) await types.appendOnly(db, table)
    },
  }
}
