import { chmod, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises"
import { join } from "node:path"
import Sqlite from "better-sqlite3"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { openEmbedded } from "../../../src/storage/embedded/open.ts"
import { openOperatorStore } from "../../../src/storage/embedded/operator-store.ts"
import { line } from "../line.ts"
import { answeredRow, idsInOrder } from "../rows.ts"
import { freshFolder } from "./folder.ts"

let folder: string
beforeEach(async () => void (folder = await freshFolder()))
afterEach(() => rm(folder, { recursive: true, force: true }))

const mode = async (...path: string[]): Promise<number> => (await stat(join(folder, ...path))).mode & 0o777

test("nobody but the gateway's own user can look into the data folder", async () => {
  await chmod(folder, 0o755)
  await using embedded = await openEmbedded(folder)
  await embedded.operator.update((draft) => draft.lines.push(line))
  await embedded.prompts.put(Buffer.from("audio"))
  const [id] = idsInOrder(1)
  const writer = await embedded.blobs.create(id!)
  await writer.close()
  expect(await mode()).toBe(0o700)
  for (const folders of [["recordings"], ["recordings", "2026"], ["recordings", "2026", "11"], ["prompts"]]) {
    expect(await mode(...folders)).toBe(0o700)
  }
  for (const file of ["assent.db", "assent.db-wal", "keys.db", "keys.db-wal", "operator.json", "lock", writer.uri]) {
    expect([file, await mode(file)]).toEqual([file, 0o600])
  }
})

test("two gateways never open one folder, and the second is told why", async () => {
  const first = await openEmbedded(folder)
  const second = openEmbedded(folder)
  await expect(second).rejects.toMatchObject({ code: "STORAGE_FAILED" })
  await expect(second).rejects.toThrow(`another gateway uses ${folder}`)
  await first.close()
  await first.close()
  await (await openEmbedded(folder)).close()
})

test("what was stored is there after a restart", async () => {
  const [id] = idsInOrder(1)
  {
    await using first = await openEmbedded(folder)
    await first.ledgerStore.create("ledger.example/restart")
    await first.ledgerStore.transact((tx) => first.calls.answered(tx.rows, answeredRow(id!)))
  }
  await using second = await openEmbedded(folder)
  expect(await second.ledgerStore.origin()).toBe("ledger.example/restart")
  expect((await second.views.call(id!))?.id).toBe(id)
})

test("a closed storage refuses to read and to write", async () => {
  const embedded = await openEmbedded(folder)
  await embedded.ledgerStore.create("ledger.example/closed")
  await embedded.close()
  await expect(embedded.ledgerStore.head()).rejects.toMatchObject({ code: "LEDGER_UNAVAILABLE" })
  await expect(embedded.keyStore.keks()).rejects.toMatchObject({ code: "STORAGE_FAILED" })
  await expect(embedded.keyStore.putIndexKey("x")).rejects.toMatchObject({ code: "STORAGE_FAILED" })
})

test("a damaged database is refused before anything is served, and the folder is free again", async () => {
  const first = await openEmbedded(folder)
  await first.ledgerStore.create("ledger.example/damaged")
  await first.ledgerStore.transact(async (tx) => {
    for (const id of idsInOrder(500)) await first.calls.answered(tx.rows, answeredRow(id))
  })
  await first.close()
  const file = join(folder, "assent.db")
  const bytes = await readFile(file)
  const good = Buffer.from(bytes)
  bytes.fill(0xff, bytes.length - 20 * 4096, bytes.length - 10 * 4096)
  await writeFile(file, bytes)
  await expect(openEmbedded(folder)).rejects.toMatchObject({ code: "LEDGER_CORRUPT" })
  await writeFile(file, good)
  await (await openEmbedded(folder)).close()

  await writeFile(
    join(folder, "keys.db"),
    "this is no database, and longer than the header of one is, by some way ....................",
  )
  await expect(openEmbedded(folder)).rejects.toMatchObject({ code: "STORAGE_FAILED" })
})

test("a database of a newer version is refused and left alone", async () => {
  await (await openEmbedded(folder)).close()
  const db = new Sqlite(join(folder, "assent.db"))
  db.exec("insert into kysely_migration values ('9999_future', '2030-01-01')")
  db.close()
  await expect(openEmbedded(folder)).rejects.toThrow("cannot be brought to this version's schema")
})

test.for([
  ["not JSON", "{", "is not JSON"],
  ["a field too many", `{"version":1,"lines":[],"greetings":[],"extra":1}`, "the document: "],
  ["a wrong line", `{"version":1,"lines":[{"id":"Main"}],"greetings":[]}`, "lines[0].id: lower-case letters"],
])("an operator document with %s is refused with its path and the place", async ([, text, expected]) => {
  const path = join(folder, "operator.json")
  await writeFile(path, text!)
  const attempt = openEmbedded(folder)
  await expect(attempt).rejects.toMatchObject({ code: "CONFIG_INVALID" })
  await expect(attempt).rejects.toThrow(path)
  await expect(attempt).rejects.toThrow(expected)
  expect(await readFile(path, "utf8")).toBe(text)
})

test("an operator document that was edited while the gateway runs is not overwritten", async () => {
  await using embedded = await openEmbedded(folder)
  await embedded.operator.update((draft) => draft.lines.push(line))
  const path = join(folder, "operator.json")
  const edited = (await readFile(path, "utf8")).replace("Main line", "Edited by hand")
  await writeFile(path, edited)
  const attempt = embedded.operator.update((draft) => (draft.lines.length = 0))
  await expect(attempt).rejects.toMatchObject({ code: "CONFLICT" })
  expect(await readFile(path, "utf8")).toBe(edited)
  expect(embedded.operator.current().lines).toHaveLength(1)
})

test("a write that fails leaves the document in memory and on the disk as it was", async () => {
  await using embedded = await openEmbedded(folder)
  await embedded.operator.update((draft) => draft.lines.push(line))
  const path = join(folder, "operator.json")
  const before = await readFile(path, "utf8")
  // A folder in the file's place: the rename over it fails for every user.
  await rm(path)
  await mkdir(path)
  await expect(embedded.operator.update((draft) => (draft.lines.length = 0))).rejects.toMatchObject({
    code: "STORAGE_FAILED",
  })
  expect(embedded.operator.current()).toMatchObject({ version: 1, lines: [line] })
  await rm(path, { recursive: true })
  await writeFile(path, before)
  expect((await embedded.operator.update((draft) => (draft.lines.length = 0))).version).toBe(2)
})

test("files that are no recordings are neither listed nor touched", async () => {
  await using embedded = await openEmbedded(folder)
  const [id] = idsInOrder(1)
  await (await embedded.blobs.create(id!)).close()
  await mkdir(join(folder, "recordings", "2025", "01"), { recursive: true })
  await writeFile(join(folder, "recordings", "2025", "01", `${id!}.tink`), "in the wrong month")
  await writeFile(join(folder, "recordings", "notes.txt"), "x")
  const listed: string[] = []
  for await (const uri of embedded.blobs.list()) listed.push(uri)
  expect(listed).toEqual([embedded.blobs.uri(id!)])
})

test.for([
  ["broken", "{", /operator\.json is not JSON/],
  ["wrong in one place", `{"version":1,"lines":[{"id":"Main"}],"greetings":[]}`, /lines\[0\]\.id: lower-case/],
  ["edited by hand", null, /edited while the gateway runs/],
] as const)(
  "a document that is %s under a running gateway is told of with its path and the reason, and the last good one keeps serving",
  async ([, text, reason]) => {
    const path = join(folder, "operator.json")
    const store = await openOperatorStore(path)
    await store.update((draft) => draft.lines.push(line))
    const good = await readFile(path, "utf8")
    const told: string[] = []
    const stop = store.watch((refused) => told.push(refused.message), 20)
    // Its own writes are no edits.
    await store.update((draft) => (draft.lines[0]!.name = "Renamed"))
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(told).toEqual([])
    await writeFile(path, text ?? good)
    await vi.waitFor(() => expect(told.join()).toMatch(reason), { timeout: 5000, interval: 20 })
    expect(told[0]).toContain(path)
    expect(store.current()).toMatchObject({ version: 2, lines: [{ name: "Renamed" }] })
    await expect(store.update((draft) => (draft.lines.length = 0))).rejects.toThrow(reason)
    expect(await readFile(path, "utf8")).toBe(text ?? good)
    stop()
  },
)
