import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { openLedger, type Ledger } from "../../../src/ledger/ledger.ts"
import { type Embedded, openEmbedded, type SqliteTx } from "../../../src/storage/embedded/open.ts"
import { leavesAbout, noteLeaves } from "../../../src/wiring/leaves-about.ts"
import { answered, calls, honestLeaves, ORIGIN, recs, signer, uuid } from "../../ledger/leaves.ts"

let folder: string
let storage: Embedded
let ledger: Ledger<SqliteTx>
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "leaf-index-"))
  storage = await openEmbedded(folder)
  ledger = await openLedger({ store: storage.ledgerStore, origin: ORIGIN, signer, create: true })
  for (const leaf of honestLeaves().slice(1)) await ledger.append([leaf])
})
afterAll(async () => {
  await ledger.close()
  await storage.close()
  rmSync(folder, { recursive: true })
})
const everything = { from: 0, to: 1000 }

test("finds every leaf about a call and its recording, as a search through all of them does", async () => {
  const subjects = [...Object.values(calls), ...Object.values(recs)]
  let some = 0
  for (const subject of subjects) {
    const searched: number[] = []
    for await (const { index, entry } of storage.ledgerStore.leaves(0, await ledger.size())) {
      if (Buffer.from(entry).includes(subject)) searched.push(index)
    }
    const found = await leavesAbout(storage, everything, [subject])
    expect(found.map(({ index }) => index)).toEqual(searched)
    some += found.length
  }
  expect(some).toBeGreaterThan(15)
  expect((await leavesAbout(storage, everything, ["ledger"])).map(({ leaf }) => leaf.type)).toEqual(["ledger.opened"])
})

test("a leaf about two of the subjects is found once, in order, and only inside the range", async () => {
  const found = await leavesAbout(storage, everything, [...Object.values(calls), ...Object.values(recs)])
  const indexes = found.map(({ index }) => index)
  expect(indexes).toEqual([...new Set(indexes)].sort((a, b) => a - b))
  const part = await leavesAbout(storage, { from: 4, to: 9 }, [...Object.values(calls), ...Object.values(recs)])
  expect(part.map(({ index }) => index)).toEqual(indexes.filter((index) => index >= 4 && index < 9))
})

test("what is appended is found at once, and two who bring the index up at the same time note it once", async () => {
  const call = uuid()
  await ledger.append([answered(call)])
  expect(await storage.leafIndex.size()).toBeLessThan(await ledger.size())
  await Promise.all([noteLeaves(storage), noteLeaves(storage), noteLeaves(storage)])
  expect(await storage.leafIndex.size()).toBe(await ledger.size())
  expect(await leavesAbout(storage, everything, [call])).toHaveLength(1)
})

test("an entry that points at a leaf about something else is not believed, and forgetting all is no loss", async () => {
  const stranger = uuid()
  await noteLeaves(storage)
  const size = await ledger.size()
  await storage.leafIndex.note(size, size, [{ subject: stranger, index: 3 }])
  expect(await storage.leafIndex.about([stranger], 0, size)).toEqual([3])
  expect(await leavesAbout(storage, everything, [stranger])).toEqual([])
  const before = await leavesAbout(storage, everything, Object.values(recs))
  await storage.leafIndex.clear()
  expect(await storage.leafIndex.size()).toBe(0)
  expect(await leavesAbout(storage, everything, Object.values(recs))).toEqual(before)
})
