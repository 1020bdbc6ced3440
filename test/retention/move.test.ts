/* A recording's file goes to live elsewhere: real storage, real ledger, real files; the process dies between the steps. */
import { afterEach, beforeEach, expect, test } from "vitest"
import { AssentError } from "../../src/errors.ts"
import { uuidv7 } from "../../src/ids.ts"
import { type Ledger, openLedger } from "../../src/ledger/ledger.ts"
import { sha256, verifyEd25519 } from "../../src/ledger/node-crypto.ts"
import { storeSource } from "../../src/ledger/source.ts"
import { verifyLedger } from "../../src/ledger/verify.ts"
import type { ErasePlan } from "../../src/retention/eraser.ts"
import { createMoves, type MoveDeps } from "../../src/retention/move.ts"
import type { Embedded, SqliteTx } from "../../src/storage/embedded/open.ts"
import { answered, consent, ORIGIN, sealed, signer, started } from "../ledger/leaves.ts"
import { openFresh } from "../storage/embedded/folder.ts"
import { answeredRow, openedRow, sealedFacts } from "../storage/rows.ts"

let storage: Embedded
let ledger: Ledger<SqliteTx>
let plan: ErasePlan
let rec: string
let hash: string
let uri: string

beforeEach(async () => {
  storage = await openFresh()
  ledger = await openLedger({ store: storage.ledgerStore, origin: ORIGIN, signer, create: true })
  const call = uuidv7()
  rec = uuidv7()
  plan = { recordingId: rec, outcome: "would_erase", retained: null }
  const file = await storage.blobs.create(rec)
  uri = file.uri
  await file.write(Buffer.from("ciphertext"))
  await file.close()
  const [first] = await ledger.append([answered(call)], (tx) => storage.calls.answered(tx, answeredRow(call)))
  const at = first!.index
  await ledger.append([consent("consent.granted", call, at), consent("consent.not_required", call, at, "agent")])
  await ledger.append([started(call, rec, at + 1)], (tx) =>
    storage.recordings.opened(tx, openedRow(rec, call, { blobUri: uri })),
  )
  const leaf = sealed(rec)
  hash = leaf.ciphertext_sha256
  await ledger.append([leaf], (tx) =>
    storage.recordings.sealed(tx, rec, "sealed", { ...sealedFacts, ciphertextSha256: hash }),
  )
})
afterEach(async () => {
  await ledger.close()
  await storage.close()
})

function moves(changes: Partial<MoveDeps<SqliteTx>> = {}) {
  const { moves: rows, recordings, blobs } = storage
  const eraser = { planRecording: async () => plan }
  const admit = (place: string): void => {
    if (place === "nobody") throw new AssentError("RECIPIENT_REFUSED", "not listed")
  }
  return createMoves({ rows, recordings, blobs, ledger, eraser, admit, now: () => new Date(), ...changes })
}
const to = (place = "archive") => ({ place, sha256: hash })
const here = async (): Promise<boolean> => (await storage.blobs.size(uri)) !== null
const placed = async () => (await storage.recordings.get(rec))?.elsewhere

test("the leaf is written, the row says where, and the file goes; the same again is the same answer", async () => {
  const done = await moves().move(rec, to(), "svc_1")
  expect(done).toMatchObject({ place: "archive", leaf: 6 })
  expect(await placed()).toEqual(done)
  expect(await here()).toBe(false)
  expect(await moves().move(rec, to(), "svc_1")).toEqual(done)
  await expect(moves().move(rec, to("other"), "svc_1")).rejects.toMatchObject({ field: "/body/recipient" })
  await ledger.checkpoint()
  const crypto = { hash: sha256, verify: verifyEd25519 }
  const header = (await storage.recordings.get(rec))!.header
  const recordings = { header: async () => header, ciphertext: async () => null }
  const told = await verifyLedger(storeSource(storage.ledgerStore), signer.vkey, { ...crypto, recordings })
  expect(told).toMatchObject({ size: 7, filesMissing: [], filesElsewhere: [rec] })
})

test("of two that come at once, one moves it and both have the answer", async () => {
  const [a, b] = await Promise.all([moves().move(rec, to(), "svc_1"), moves().move(rec, to(), "svc_1")])
  expect(a).toEqual(b)
  expect((await storage.ledgerStore.head()).size).toBe(7)
})

test.each([
  ["another hash", () => ({ place: "archive", sha256: "A".repeat(43) }), { code: "CONFLICT", field: "/body/sha256" }],
  ["a place that is on no register", () => to("nobody"), { code: "RECIPIENT_REFUSED" }],
])("for %s nothing is removed", async (_, wanted, refused) => {
  await expect(moves().move(rec, wanted(), "svc_1")).rejects.toMatchObject(refused)
  expect([await here(), await placed(), (await storage.ledgerStore.head()).size]).toEqual([true, undefined, 6])
})

test("what a hold or the law keeps stays, and so does what is restricted or being erased", async () => {
  const retained = { recordingId: rec, reason: "minimum", rule: "r", basis: null, until: null, sentence: "" } as const
  plan = { ...plan, outcome: "would_retain", retained }
  expect(await moves().move(rec, to(), "svc_1")).toEqual(retained)
  plan = { ...plan, outcome: "would_erase", retained: null }

  // Set after it was asked and before it was written.
  const hold = { id: uuidv7(), recordingId: rec, reason: "r", owner: "o", reviewOn: "2027-01-01" }
  await storage.ledgerStore.transact((tx) =>
    storage.holds.setHold(tx.rows, { ...hold, setAt: "2026-11-23T16:30:00.000Z" }),
  )
  await expect(moves().move(rec, to(), "svc_1")).rejects.toMatchObject({ code: "RECORDING_ON_HOLD" })
  await storage.ledgerStore.transact((tx) => storage.holds.releaseHold(tx.rows, hold.id))

  await storage.retention.putShredIntents([{ recordingId: rec, reason: "request", requestedAt: hold.reviewOn }])
  await expect(moves().move(rec, to(), "svc_1")).rejects.toMatchObject({ code: "CONFLICT" })
  const restriction = "2026-11-26T16:22:00.000Z"
  await storage.ledgerStore.transact((tx) => storage.recordings.restricted(tx.rows, rec, restriction))
  await expect(moves().move(rec, to(), "svc_1")).rejects.toMatchObject({ code: "RECORDING_RESTRICTED" })
  expect([await here(), await placed(), (await storage.ledgerStore.head()).size]).toEqual([true, undefined, 6])
})

test("a process that dies before the file goes removes it at its next start", async () => {
  const dies = { remove: () => Promise.reject(new Error("killed")) }
  await expect(moves({ blobs: dies }).move(rec, to(), "svc_1")).rejects.toThrow("killed")
  expect([await here(), (await placed())?.place]).toEqual([true, "archive"])
  expect(await moves().resume()).toBe(1)
  expect(await here()).toBe(false)
  expect(await moves().resume()).toBe(0)
  // Whoever asked and was not answered asks again.
  expect(await moves().move(rec, to(), "svc_1")).toMatchObject({ place: "archive" })
})
