import { randomBytes } from "node:crypto"
import { join } from "node:path"
import { rm } from "node:fs/promises"
import Sqlite from "better-sqlite3"
import { afterEach, beforeEach, expect, test } from "vitest"
import type { LedgerStore } from "../../../src/ledger/store.ts"
import { sqliteCallRows } from "../../../src/storage/embedded/call-rows.ts"
import { connect } from "../../../src/storage/embedded/connection.ts"
import { openDatabase, type Database } from "../../../src/storage/embedded/database.ts"
import { ledgerFailures } from "../../../src/storage/embedded/failure.ts"
import { sqliteLedgerStore } from "../../../src/storage/embedded/ledger-store.ts"
import { assentMigrations, type SqliteTx } from "../../../src/storage/embedded/open.ts"
import type { AssentTables } from "../../../src/storage/embedded/tables.ts"
import { sqliteRetentionRows } from "../../../src/storage/embedded/retention-rows.ts"
import { uuidv7 } from "../../../src/ids.ts"
import { answeredRow, idsInOrder } from "../rows.ts"
import { freshFolder } from "./folder.ts"

let folder: string
const opened: Database<AssentTables>[] = []
beforeEach(async () => void (folder = await freshFolder()))
afterEach(async () => {
  for (const database of opened.splice(0)) await database.close()
  await rm(folder, { recursive: true, force: true })
})

async function open(maxPages?: number): Promise<Database<AssentTables>> {
  const database = await openDatabase<AssentTables>(join(folder, "assent.db"), {
    migrations: assentMigrations,
    codes: ledgerFailures,
    quickCheck: true,
    ...(maxPages !== undefined && { maxPages }),
  })
  opened.push(database)
  return database
}

/** On a disk with room for the empty tables and `pages` more. */
async function openTight(pages: number): Promise<Database<AssentTables>> {
  const path = join(folder, "empty.db")
  const database = await openDatabase(path, { migrations: assentMigrations, codes: ledgerFailures, quickCheck: false })
  await database.close()
  const file = new Sqlite(path)
  const size = Number(file.pragma("page_count", { simple: true }))
  file.close()
  return open(size + pages)
}

async function append(
  store: LedgerStore<SqliteTx>,
  bytes = 100,
  before?: (tx: SqliteTx) => Promise<void>,
): Promise<number> {
  return store.transact(async (tx) => {
    const { size } = await tx.head()
    await before?.(tx.rows)
    const leaf = { index: size, eventId: uuidv7(), entry: randomBytes(bytes), hash: randomBytes(32) }
    const bits = (size + 1).toString(2).replaceAll("0", "").length
    await tx.insert([leaf], [], { size: size + 1, frontier: Array.from({ length: bits }, () => leaf.hash) })
    return size
  })
}

test("two writers on one file append in turn, each index once", async () => {
  const stores = [sqliteLedgerStore(await open()), sqliteLedgerStore(await open())]
  await stores[0]!.create("ledger.example/two")
  const indexes = await Promise.all(Array.from({ length: 40 }, (_, i) => append(stores[i % 2]!)))
  expect(indexes.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i))
  expect((await stores[1]!.head()).size).toBe(40)
})

test("a write that would wait for its own transaction is refused at once, and the transaction is undone", async () => {
  const database = await open()
  const store = sqliteLedgerStore(database)
  const retention = sqliteRetentionRows(database)
  await store.create("ledger.example/inside")
  const inside = append(store, 100, async () => {
    await retention.putErasureIntent({
      requestId: uuidv7(),
      subjectLookup: null,
      callIds: [],
      callKeyIds: [],
      requestedAt: "2026-11-23T00:00:00Z",
    })
  })
  await expect(inside).rejects.toThrow("must go through that transaction")
  expect((await store.head()).size).toBe(0)
  expect(await append(store)).toBe(0)
})

test("reads inside a transaction see what is committed, and wait for nothing", async () => {
  const store = sqliteLedgerStore(await open())
  await store.create("ledger.example/reads")
  await append(store)
  await append(store, 100, async () => {
    expect((await store.head()).size).toBe(1)
  })
  expect((await store.head()).size).toBe(2)
})

test("a handle that outlives its transaction writes nothing", async () => {
  const database = await open()
  const store = sqliteLedgerStore(database)
  const calls = sqliteCallRows(database)
  await store.create("ledger.example/kept")
  const kept = await store.transact(async (tx) => tx.rows)
  const [id] = idsInOrder(1)
  await expect(calls.answered(kept, answeredRow(id!))).rejects.toMatchObject({ code: "STORAGE_FAILED" })
  expect(await database.read.selectFrom("call").select("id").execute()).toEqual([])
})

test("savepoints that would overlap are refused", async () => {
  const store = sqliteLedgerStore(await open())
  await store.create("ledger.example/overlap")
  await store.transact(async (tx) => {
    const first = tx.isolated(() => new Promise((resolve) => setImmediate(resolve)))
    await expect(tx.isolated(async () => undefined)).rejects.toThrow("must not overlap")
    await first
  })
  const unawaited = store.transact(async (tx) => {
    void tx.isolated(() => new Promise((resolve) => setTimeout(resolve, 20))).catch(() => undefined)
  })
  await expect(unawaited).rejects.toThrow("was not awaited")
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(await append(store)).toBe(0)
})

test("a full disk is an unavailable ledger: what was acknowledged stays, the rest leaves no trace", async () => {
  const database = await openTight(20)
  const store = sqliteLedgerStore(database)
  const calls = sqliteCallRows(database)
  await store.create("ledger.example/full")
  const acknowledged: string[] = []
  let failure: unknown
  for (let i = 0; i < 500 && failure === undefined; i++) {
    const [id] = idsInOrder(1)
    await append(store, 4000, (tx) => calls.answered(tx, answeredRow(id!))).then(
      () => acknowledged.push(id!),
      (error: unknown) => (failure = error),
    )
  }
  expect(acknowledged.length).toBeGreaterThan(3)
  expect(failure).toMatchObject({ code: "LEDGER_UNAVAILABLE", message: "the disk is full" })
  expect((await store.head()).size).toBe(acknowledged.length)
  const rows = await database.read.selectFrom("call").select("id").execute()
  expect(rows.map((row) => row.id).sort()).toEqual(acknowledged.toSorted())
})

test("after the disk was full in a savepoint, nothing else of the transaction is committed", async () => {
  const database = await openTight(20)
  const store = sqliteLedgerStore(database)
  const calls = sqliteCallRows(database)
  await store.create("ledger.example/full-inside")
  const [outside, inside, later] = idsInOrder(3)
  const swallowed = store.transact(async (tx) => {
    await calls.answered(tx.rows, answeredRow(outside!))
    const tooMuch = tx.isolated(() => calls.answered(tx.rows, answeredRow(inside!, { trunk: "x".repeat(400_000) })))
    await expect(tooMuch).rejects.toMatchObject({ code: "LEDGER_UNAVAILABLE" })
    await calls.answered(tx.rows, answeredRow(later!))
  })
  await expect(swallowed).rejects.toMatchObject({ code: "LEDGER_UNAVAILABLE" })
  expect(await database.read.selectFrom("call").select("id").execute()).toEqual([])
  expect(await append(store)).toBe(0)
})

test("the database itself refuses to change or remove leaves, nodes and checkpoints", async () => {
  const store = sqliteLedgerStore(await open())
  await store.create("ledger.example/fixed")
  await append(store)
  await store.transact((tx) =>
    tx.insert([], [{ level: 1, index: 0, hash: randomBytes(32) }], { size: 1, frontier: [randomBytes(32)] }),
  )
  await store.insertCheckpoint({ size: 1, root: randomBytes(32), note: "note" })
  const before = await store.leaf(0)
  const intruder = new Sqlite(join(folder, "assent.db"))
  const own = connect(join(folder, "assent.db"), { readonly: false })
  for (const [table, column] of [
    ["ledger_leaf", "entry"],
    ["ledger_node", "hash"],
    ["ledger_checkpoint", "root"],
  ]) {
    const { n } = intruder.prepare<[], { n: number }>(`select count(*) as n from ${table!}`).get()!
    expect(n).toBe(1)
    expect(() => intruder.exec(`update ${table!} set ${column!} = x'00'`)).toThrow("append-only")
    expect(() => intruder.exec(`delete from ${table!}`)).toThrow("append-only")
    expect(() => own.run(`insert or replace into ${table!} select * from ${table!}`)).toThrow("append-only")
  }
  own.close()
  intruder.close()
  expect(await store.leaf(0)).toEqual(before)
})

test("a log that somebody else extended behind the lock is not extended again", async () => {
  const store = sqliteLedgerStore(await open())
  await store.create("ledger.example/stale")
  await append(store)
  const stale = store.transact((tx) =>
    tx.insert([{ index: 0, eventId: uuidv7(), entry: randomBytes(9), hash: randomBytes(32) }], [], {
      size: 1,
      frontier: [randomBytes(32)],
    }),
  )
  await expect(stale).rejects.toMatchObject({ code: "LEDGER_CONFLICT" })
  expect((await store.head()).size).toBe(1)
})
