import { sql, type CreateTableBuilder, type Kysely } from "kysely"

/** What differs between the databases that run the same migrations. */
export interface SqlTypes {
  readonly bytes: "blob" | "bytea"
  readonly whole: "integer" | "bigint"
  readonly instant: "text" | "timestamptz"
  /** Finishes a `create table`: SQLite's tables are STRICT, and those read only by key have no rowid. */
  finish<T extends string, C extends string>(
    table: CreateTableBuilder<T, C>,
    shape: "log" | "keyed",
  ): CreateTableBuilder<T, C>
  /** Makes the database itself refuse UPDATE and DELETE on `table`. */
  appendOnly(db: Kysely<unknown>, table: string): Promise<void>
}

export const sqliteTypes: SqlTypes = {
  bytes: "blob",
  whole: "integer",
  instant: "text",
  finish: (table, shape) => table.modifyEnd(shape === "log" ? sql`strict` : sql`strict, without rowid`),
  async appendOnly(db, table) {
    for (const verb of ["update", "delete"]) {
      await sql`create trigger ${sql.raw(`${table}_no_${verb}`)} before ${sql.raw(verb)} on ${sql.table(table)}
        begin select raise(abort, 'the ledger is append-only'); end`.execute(db)
    }
  },
}
