import Database from "better-sqlite3"
import type { CompiledQuery, DatabaseConnection, QueryResult } from "kysely"

export type SqlValue = string | number | bigint | null | Uint8Array

/** One SQLite connection. Statements are prepared once and kept by their SQL; all calls are synchronous underneath. */
export class Connection implements DatabaseConnection {
  readonly #db: Database.Database
  readonly #statements = new Map<string, Database.Statement>()

  constructor(db: Database.Database) {
    this.#db = db
  }

  get inTransaction(): boolean {
    return this.#db.inTransaction
  }

  get open(): boolean {
    return this.#db.open
  }

  /** Runs a statement that returns no rows; the number of rows it changed. */
  run(sql: string, parameters: readonly unknown[] = []): number {
    return this.#prepare(sql).run(parameters).changes
  }

  all<R>(sql: string, parameters: readonly unknown[] = []): R[] {
    return this.#rows<R>(sql).all(parameters)
  }

  pragma(source: string): unknown {
    return this.#db.pragma(source)
  }

  close(): void {
    this.#statements.clear()
    this.#db.close()
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const statement = this.#prepare(query.sql)
    if (statement.reader) return { rows: this.all<R>(query.sql, query.parameters) }
    const { changes, lastInsertRowid } = statement.run(query.parameters)
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
  }

  /** Not a cursor: an open one would hold a snapshot and stop the write-ahead log from being truncated. */
  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query)
  }

  #prepare(sql: string): Database.Statement {
    return this.#rows<unknown>(sql)
  }

  // SQL texts come from this folder alone and filters have few shapes, so the cache needs only a loose bound. What a row
  // is, is what the SQL and the schema say: STRICT tables hold the column types, CHECK constraints the enumerations.
  #rows<R>(sql: string): Database.Statement<unknown[], R>
  #rows(sql: string): Database.Statement {
    const known = this.#statements.get(sql)
    if (known) return known
    const statement = this.#db.prepare(sql)
    if (this.#statements.size >= 500) this.#statements.clear()
    this.#statements.set(sql, statement)
    return statement
  }
}

export interface ConnectionOptions {
  readonly readonly: boolean
  /** For tests of a full disk. */
  readonly maxPages?: number
}

/**
 * A commit is in the write-ahead log, and not yet durable, when its statement returns: that is `LogSync`'s part, off this
 * thread. The busy timeout is next to nothing, because SQLite waits on the event loop's own thread, under every call:
 * `Writer` waits longer, and asynchronously.
 */
export function connect(path: string, options: ConnectionOptions): Connection {
  const db = new Database(path, { readonly: options.readonly, fileMustExist: options.readonly, timeout: 2 })
  try {
    if (!options.readonly) {
      db.pragma("journal_mode = WAL")
      // Deleted content is overwritten with zeros: wrapped keys, and the intents that name one person's calls.
      db.pragma("secure_delete = ON")
      // Copying the log back costs fsyncs: `LogSync` has another thread do it.
      db.pragma("wal_autocheckpoint = 0")
      if (options.maxPages !== undefined) db.pragma(`max_page_count = ${options.maxPages}`)
    }
    // No sync at a commit. Still one before old frames of the log are overwritten, and two when it is copied back.
    db.pragma("synchronous = NORMAL")
    db.pragma("fullfsync = ON")
    db.pragma("foreign_keys = ON")
    // So that INSERT OR REPLACE, a delete in disguise, meets the triggers that forbid one.
    db.pragma("recursive_triggers = ON")
    db.pragma("trusted_schema = OFF")
    return new Connection(db)
  } catch (error) {
    db.close()
    throw error
  }
}
