import {
  CompiledQuery,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from "kysely"
import { AssentError } from "../../errors.ts"
import type { Connection } from "./connection.ts"
import { translate, type FailureCodes } from "./failure.ts"
import type { Writer } from "./writer.ts"

/** Our drivers queue by themselves, and SQLite's DDL is transactional, so a migration is applied whole or not at all. */
class Adapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }

  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

function dialect(createDriver: () => Driver): Dialect {
  return {
    createDriver,
    createAdapter: () => new Adapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  }
}

/** Kysely on the reading connection. It sees what is committed, and nothing can be written through it. */
export function reading<Tables>(connection: Connection, codes: FailureCodes): Kysely<Tables> {
  const driver = new DummyDriver()
  driver.acquireConnection = async () => ({
    executeQuery: async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
      if (!connection.open) throw new AssentError(codes.unavailable, "the store is closed")
      try {
        return { rows: connection.all<R>(query.sql, query.parameters) }
      } catch (error) {
        throw translate(error, codes)
      }
    },
    streamQuery: (query) => connection.streamQuery(query),
  })
  return new Kysely<Tables>({ dialect: dialect(() => driver) })
}

/** Kysely on the writing connection, for migrations. Transactions begin IMMEDIATE; Kysely's own driver sends `begin`. */
export function writing<Tables>(connection: Connection, writer: Writer): Kysely<Tables> {
  const releases = new WeakMap<DatabaseConnection, () => void>()
  const driver: Driver = {
    init: async () => undefined,
    acquireConnection: async () => {
      releases.set(connection, await writer.acquire())
      return connection
    },
    releaseConnection: async () => releases.get(connection)?.(),
    beginTransaction: () => writer.begin(),
    commitTransaction: async () => {
      await connection.executeQuery(CompiledQuery.raw("commit"))
    },
    rollbackTransaction: async () => writer.rollback(),
    destroy: async () => undefined,
  }
  return new Kysely<Tables>({ dialect: dialect(() => driver) })
}

/** Kysely that only compiles, for statements and for queries that a transaction handle runs. */
export function compiling<Tables>(): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: dialect(() => new DummyDriver()) })
}
