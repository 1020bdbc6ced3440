import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { folderRecordings } from "../../src/ledger/folder-recordings.ts"
import { sha256, verifyEd25519 } from "../../src/ledger/node-crypto.ts"
import { folderSource } from "../../src/ledger/source.ts"
import { type LedgerSummary, verifyLedger } from "../../src/ledger/verify.ts"
import { forge, signer } from "../ledger/leaves.ts"
import { type Fraud, frauds, type HandedOver, unfound } from "./list.ts"
import { handOver, honest, honestFiles, SINCE, witnessKey, world } from "./scene.ts"

let root: string
let folders = 0
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "frauds-"))
})
afterAll(() => rmSync(root, { recursive: true }))

/** What an auditor does: the log's key and the witness's are known from elsewhere, the old checkpoint is at hand. */
async function audit({ store, note, visited, files }: HandedOver): Promise<LedgerSummary> {
  const folder = join(root, String(++folders))
  await handOver(folder, store, note, files)
  return verifyLedger(folderSource(folder), signer.vkey, {
    hash: sha256,
    verify: verifyEd25519,
    oldCheckpoint: visited,
    witnesses: [witnessKey.vkey],
    quorum: 1,
    since: SINCE,
    recordings: folderRecordings(join(folder, "recordings")),
  })
}

test("the honest log passes, with its files", async () => {
  const { visited, newest } = await world()
  const summary = await audit({ store: await forge(honest), note: newest, visited, files: honestFiles() })
  expect(summary).toMatchObject({ size: 25, calls: 4, recordings: 3, filesChecked: 2, extends: 10, anchoredSize: 25 })
})

describe("an operator with root and the log's key is found out when it", () => {
  test.each(frauds.map((fraud): [string, Fraud] => [fraud.name, fraud]))("%s", async (_, { plant, found }) => {
    const verdict = plant().then(audit)
    await expect(verdict).rejects.toMatchObject({ code: expect.stringMatching(/LEDGER_CORRUPT/) as string })
    await expect(verdict).rejects.toThrow(found ?? "")
  })

  test("are at least eighteen, and no two are the same", () => {
    expect(frauds.length).toBeGreaterThanOrEqual(18)
    expect(new Set([...frauds, ...unfound].map(({ name }) => name)).size).toBe(frauds.length + unfound.length)
  })
})

describe("nothing in the ledger shows by itself that an operator", () => {
  test.each(unfound.map((fraud): [string, Fraud] => [fraud.name, fraud]))("%s", async (_, { plant }) => {
    expect(await audit(await plant())).toMatchObject({ extends: 10 })
  })
})

test("CAN-CHEAT.md names each fraud that is not found, and only tests that exist", () => {
  const page = readFileSync(new URL("../../src/ledger/CAN-CHEAT.md", import.meta.url), "utf8")
  const named = [...page.matchAll(/(?<=\|[^|\n]*)_([^_|]+)_/g)].map((match) => match[1])
  const tests = [
    ...[...frauds, ...unfound].map(({ name }) => name),
    "refuses to start on a copy of the ledger that is older than what a witness has signed",
  ]
  expect(named.length).toBeGreaterThan(4)
  expect(named.filter((name) => !tests.includes(name ?? ""))).toEqual([])
  expect(unfound.filter(({ name }) => !named.includes(name))).toEqual([])
})
