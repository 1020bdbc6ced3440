import { AsyncLocalStorage } from "node:async_hooks"
import { setTimeout as sleep } from "node:timers/promises"
import type { Compilable } from "kysely"
import { AssentError } from "../../errors.ts"
import type { Connection, SqlValue } from "./connection.ts"
import { endsTransaction, isBusy, translate, type FailureCodes } from "./failure.ts"
import type { LogSync } from "./log-sync.ts"
import type { Prepared } from "./prepared.ts"

/** How long a write waits for another process that holds the file's lock. */
const BUSY_DEADLINE_MS = 2000

/**
 * The handle of one open write transaction. It answers only while its transaction is open, and no more once the
 * environment failed in it: SQLite may then have rolled back, and a later statement would commit by itself.
 */
export class SqliteTx {
  readonly #connection: Connection
  readonly #codes: FailureCodes
  #ended = false
  #isolated = false
  #failure: Error | undefined = undefined

  constructor(connection: Connection, codes: FailureCodes) {
    this.#connection = connection
    this.#codes = codes
  }

  /** Runs a prepared statement; the number of rows it changed. */
  run<P extends Record<string, SqlValue>>(statement: Prepared<P>, parameters: P): number {
    return this.#guarded(() => this.#connection.run(statement.sql, statement.bind(parameters)))
  }

  get<R, P extends Record<string, SqlValue>>(statement: Prepared<P, R>, parameters: P): R | undefined {
    return this.#guarded(() => this.#connection.all<R>(statement.sql, statement.bind(parameters))[0])
  }

  /** For statements that are rare or whose shape varies: compiled by Kysely each time. */
  execute(query: Compilable): number {
    const { sql, parameters } = query.compile()
    return this.#guarded(() => this.#connection.run(sql, parameters))
  }

  select<R>(query: Compilable<R>): R[] {
    const { sql, parameters } = query.compile()
    return this.#guarded(() => this.#connection.all<R>(sql, parameters))
  }

  /** Runs `work` under a savepoint. Savepoints are a stack, so a second one at the same time is refused. */
  async isolated<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isolated) throw new AssentError("STORAGE_FAILED", "savepoints must not overlap")
    this.#guarded(() => this.#connection.run("savepoint isolated"))
    this.#isolated = true
    try {
      const result = await work()
      this.#guarded(() => this.#connection.run("release isolated"))
      return result
    } catch (error) {
      if (this.#failure === undefined && this.#connection.inTransaction) {
        this.#guarded(() => this.#connection.run("rollback to isolated"))
        this.#guarded(() => this.#connection.run("release isolated"))
      }
      throw error
    } finally {
      this.#isolated = false
    }
  }

  /** Ends the handle. @throws when the transaction must not be committed. */
  end(): void {
    this.#ended = true
    if (this.#failure !== undefined) throw this.#failure
    if (this.#isolated) throw new AssentError("STORAGE_FAILED", "isolated work was not awaited")
  }

  #guarded<T>(statement: () => T): T {
    if (this.#ended) throw new AssentError("STORAGE_FAILED", "the transaction of this handle has ended")
    if (this.#failure !== undefined) throw this.#failure
    try {
      return statement()
    } catch (error) {
      const failure = translate(error, this.#codes)
      if (endsTransaction(error) || !this.#connection.inTransaction) {
        this.#failure = failure instanceof Error ? failure : new Error("the statement failed", { cause: failure })
      }
      throw failure
    }
  }
}

/**
 * The one writing connection of a file. Transactions queue for it, first come first served, and each begins IMMEDIATE,
 * so that a lock of another process is met at its start and never half way.
 */
export class Writer {
  readonly #connection: Connection
  readonly #codes: FailureCodes
  readonly #log: LogSync
  /** The transaction the running code is part of, to tell a write that would wait for its own transaction. */
  readonly #around = new AsyncLocalStorage<{ open: boolean }>()
  #tail: Promise<void> = Promise.resolve()
  #closed = false

  constructor(connection: Connection, codes: FailureCodes, log: LogSync) {
    this.#connection = connection
    this.#codes = codes
    this.#log = log
  }

  /**
   * Runs `work` in one transaction, durable when this resolves; if `work` throws, nothing of it remains and its error is
   * passed on. While the disk is waited for, the next transaction runs: it reads what is committed, and is durable later.
   * Called from inside an open transaction of this writer it is refused at once: it would wait for itself.
   */
  async transact<T>(work: (tx: SqliteTx) => Promise<T>): Promise<T> {
    if (this.#around.getStore()?.open) {
      throw new AssentError("STORAGE_FAILED", "a write inside an open transaction must go through that transaction")
    }
    const release = await this.acquire()
    const { result, durable } = await this.#commit(work).finally(release)
    await durable
    return result
  }

  /** Resolves when every commit that can be read by now is durable: nobody outside is shown what a power cut takes back. */
  settled(): Promise<void> {
    return this.#log.settled()
  }

  async #commit<T>(work: (tx: SqliteTx) => Promise<T>): Promise<{ result: T; durable: Promise<void> }> {
    const scope = { open: true }
    try {
      this.#log.check()
      await this.begin()
      const tx = new SqliteTx(this.#connection, this.#codes)
      const result = await this.#around
        .run(scope, () => work(tx))
        .finally(() => {
          tx.end()
        })
      this.#connection.run("commit")
      return { result, durable: this.#log.synced() }
    } catch (error) {
      this.rollback()
      throw translate(error, this.#codes)
    } finally {
      scope.open = false
    }
  }

  /** Waits for the connection; the returned function gives it back. */
  async acquire(): Promise<() => void> {
    const before = this.#tail
    const { promise, resolve } = Promise.withResolvers<undefined>()
    this.#tail = promise
    await before
    if (!this.#closed) return () => resolve(undefined)
    resolve(undefined)
    throw new AssentError(this.#codes.unavailable, "the store is closed")
  }

  async begin(): Promise<void> {
    const deadline = performance.now() + BUSY_DEADLINE_MS
    for (;;) {
      try {
        this.#connection.run("begin immediate")
        return
      } catch (error) {
        if (!isBusy(error) || performance.now() > deadline) throw error
        await sleep(5)
      }
    }
  }

  /** Rolls back whatever is open; after a failure of the environment SQLite may have done so already. */
  rollback(): void {
    if (this.#connection.open && this.#connection.inTransaction) this.#connection.run("rollback")
  }

  /**
   * Copies the write-ahead log into the file and empties it, so that no older page image survives in it.
   * @throws when a foreign reader keeps it from being emptied.
   */
  async truncateLog(): Promise<void> {
    const release = await this.acquire()
    try {
      const deadline = performance.now() + BUSY_DEADLINE_MS
      while (this.#connection.all<{ busy: number }>("pragma wal_checkpoint(TRUNCATE)")[0]?.busy !== 0) {
        if (performance.now() > deadline) {
          throw new AssentError(this.#codes.unavailable, "another program keeps the write-ahead log from being emptied")
        }
        await sleep(50)
      }
    } catch (error) {
      throw translate(error, this.#codes)
    } finally {
      release()
    }
  }

  /** Lets the running transaction and those that wait before it end, then refuses. */
  async close(): Promise<void> {
    if (this.#closed) return
    const release = await this.acquire()
    this.#closed = true
    this.#connection.close()
    release()
  }
}
