import { randomBytes } from "node:crypto"
import { rm, stat } from "node:fs/promises"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { uuidv7 } from "../../../src/ids.ts"
import { openDatabase, type Database } from "../../../src/storage/embedded/database.ts"
import { ledgerFailures } from "../../../src/storage/embedded/failure.ts"
import { sqliteLedgerStore } from "../../../src/storage/embedded/ledger-store.ts"
import type { SyncFile } from "../../../src/storage/embedded/log-sync.ts"
import { assentMigrations } from "../../../src/storage/embedded/open.ts"
import type { AssentTables } from "../../../src/storage/embedded/tables.ts"
import { eventually } from "../../e2e/gateway.ts"
import { freshFolder } from "./folder.ts"

let folder: string
let database: Database<AssentTables>
/** The syncs that were begun, in order; each ends when it is told to, or at once while `stalled` is false. */
let begun: PromiseWithResolvers<undefined>[]
let stalled: boolean

const sync: SyncFile = async (file) => {
  if (stalled) {
    const turn = Promise.withResolvers<undefined>()
    begun.push(turn)
    await turn.promise
  }
  await file.datasync()
}

async function open(): Promise<Database<AssentTables>> {
  return openDatabase<AssentTables>(join(folder, "assent.db"), {
    migrations: assentMigrations,
    codes: ledgerFailures,
    quickCheck: true,
    sync,
  })
}

beforeEach(async () => {
  folder = await freshFolder()
  begun = []
  stalled = false
  database = await open()
  await sqliteLedgerStore(database).create("ledger.example/sync")
})
afterEach(async () => {
  stalled = false
  for (const turn of begun) turn.resolve(undefined)
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

/** One transaction that appends a leaf, and whether it says by now that it is durable. */
function append(bytes = 100): { readonly done: Promise<void>; readonly durable: () => boolean } {
  let durable = false
  const done = sqliteLedgerStore(database)
    .transact(async (tx) => {
      const { size } = await tx.head()
      const leaf = { index: size, eventId: uuidv7(), entry: randomBytes(bytes), hash: randomBytes(32) }
      const bits = (size + 1).toString(2).replaceAll("0", "").length
      await tx.insert([leaf], [], { size: size + 1, frontier: Array.from({ length: bits }, () => leaf.hash) })
    })
    .then(() => void (durable = true))
  return { done, durable: () => durable }
}

const turns = async (): Promise<void> => {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve))
}
const size = async (): Promise<number> => (await sqliteLedgerStore(database).head()).size

test("a write resolves only after a sync that began after its commit; those that wait meanwhile share the next one", async () => {
  stalled = true
  const first = append()
  await turns()
  expect(begun).toHaveLength(1)
  const later = [append(), append(), append()]
  await turns()
  // All are committed: the writer was not held up. None is durable, and no second sync runs beside the first.
  expect(await size()).toBe(4)
  expect(begun).toHaveLength(1)
  expect(first.durable()).toBe(false)

  begun[0]?.resolve(undefined)
  await first.done
  await turns()
  expect(begun).toHaveLength(2)
  expect(later.map(({ durable }) => durable())).toEqual([false, false, false])

  begun[1]?.resolve(undefined)
  await Promise.all(later.map(({ done }) => done))
  await turns()
  expect(begun).toHaveLength(2)
})

test("a checkpoint is shown to nobody before it is durable", async () => {
  const store = sqliteLedgerStore(database)
  await append().done
  stalled = true
  const inserted = store.insertCheckpoint({ size: 1, root: randomBytes(32), note: "note" })
  await turns()
  let shown: unknown = "nothing yet"
  const reading = Promise.all([store.latestCheckpoint(), store.checkpointAt(1)]).then((found) => (shown = found))
  await turns()
  expect(shown).toBe("nothing yet")
  begun[0]?.resolve(undefined)
  await inserted
  await reading
  expect(shown).toMatchObject([{ size: 1 }, { size: 1 }])
})

test("after a sync that failed nothing is stored until the next start, which finds what the disk has", async () => {
  await append().done
  stalled = true
  const lost = append()
  const waiting = append()
  await turns()
  begun[0]?.reject(Object.assign(new Error("the disk is gone"), { code: "EIO" }))
  const refusal = { code: "LEDGER_UNAVAILABLE" }
  await expect(lost.done).rejects.toMatchObject(refusal)
  await expect(waiting.done).rejects.toMatchObject(refusal)
  stalled = false
  const before = await size()
  await expect(append().done).rejects.toMatchObject(refusal)
  expect(await size()).toBe(before)

  await database.close()
  database = await open()
  await append().done
  expect(await size()).toBe(before + 1)
})

test("a log that has grown long is copied back and begun anew by another thread, and no row is lost", async () => {
  const log = join(folder, "assent.db-wal")
  let largest = 0
  for (let i = 0; i < 200; i++) {
    await append(200_000).done
    largest = Math.max(largest, (await stat(log)).size)
  }
  expect(largest).toBeGreaterThan(16 * 1024 * 1024)
  await eventually(async () => {
    await append().done
    return (await stat(log)).size < 16 * 1024 * 1024 ? true : null
  })
  const before = await size()
  await database.close()
  database = await open()
  expect(await size()).toBe(before)
})
