/* Erasure on the real storage and the real ledger: files searched byte by byte, the folder closed and opened between. */
import { randomBytes, randomUUID } from "node:crypto"
import { readdir, readFile, rm } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { uuidv7 } from "../../src/ids.ts"
import { openLedger } from "../../src/ledger/ledger.ts"
import { sha256 as hash, verifyEd25519 } from "../../src/ledger/node-crypto.ts"
import { storeSource } from "../../src/ledger/source.ts"
import { verifyLedger } from "../../src/ledger/verify.ts"
import { assessor } from "../../src/retention/assess.ts"
import { createEraser } from "../../src/retention/erase.ts"
import type { EraseDeps } from "../../src/retention/eraser.ts"
import { flushOutbox } from "../../src/retention/outbox.ts"
import { sweep } from "../../src/retention/sweep.ts"
import { type Embedded, openEmbedded, type SqliteTx } from "../../src/storage/embedded/open.ts"
import { answered, consent, ended, ORIGIN, sealed, signer, started } from "../ledger/leaves.ts"
import { freshFolder } from "../storage/embedded/folder.ts"
import { callKey, kek } from "../storage/key-store.conformance.ts"
import { answeredRow, openedRow, sealedFacts } from "../storage/rows.ts"

const LOOKUP = `lookup-${randomBytes(24).toString("base64url")}`
const secret = (): string => randomBytes(400).toString("base64url")

interface Recorded {
  readonly callId: string
  readonly recId: string
  /** What must be nowhere after the erasure: wrapped keys, an opening, a piece of ciphertext. */
  readonly traces: readonly string[]
}

const openedLedger = ({ ledgerStore }: Embedded) =>
  openLedger({ store: ledgerStore, origin: ORIGIN, signer, create: true })

/** A recorded and ended call, as the recorder leaves it, with recognisable keys and ciphertext. */
async function record(storage: Embedded, lookup: string | null): Promise<Recorded> {
  const [callId, recId] = [uuidv7(), uuidv7()]
  const [ck, rk, opening, ciphertext] = [secret(), secret(), secret(), secret()]
  const { keyStore, recordings, blobs, calls } = storage
  const key = callKey(callId, { wrappedJwe: ck })
  await keyStore.putCallKey(key)
  await keyStore.putRecordingKey({ recordingId: recId, callKeyId: key.id, gen: key.gen, wrappedJwe: rk })
  await keyStore.putOpening({ leafId: randomUUID(), callKeyId: key.id, gen: key.gen, jwe: opening })
  if (lookup !== null) await keyStore.linkSubject(lookup, "+49•••••56", { callId, callKeyId: key.id })
  const blob = await blobs.create(recId)
  await blob.write(Buffer.from(ciphertext))
  await blob.close()

  const ledger = await openedLedger(storage)
  const [first] = await ledger.append([answered(callId)], async (tx) => calls.answered(tx, answeredRow(callId)))
  const at = first!.index
  await ledger.append([consent("consent.granted", callId, at), consent("consent.not_required", callId, at, "agent")])
  await ledger.append([started(callId, recId, at + 1)], async (tx) =>
    recordings.opened(tx, openedRow(recId, callId, { blobUri: blob.uri })),
  )
  const end = sealed(recId)
  const facts = { ...sealedFacts, ciphertextSha256: end.ciphertext_sha256 }
  await ledger.append([end], async (tx) => recordings.sealed(tx, recId, "sealed", facts))
  await ledger.append([ended(callId, at, { written: 10 })], async (tx) =>
    calls.ended(tx, callId, {
      endedAt: "2026-11-23T16:25:00.000Z",
      endedLeaf: at + 5,
      outcome: "completed",
      timeToAgentMs: null,
    }),
  )
  await ledger.close()
  return { callId, recId, traces: [ck, rk, opening, ciphertext] }
}

const depsOf = (storage: Embedded): EraseDeps<SqliteTx> => ({
  keys: storage.keyStore,
  blobs: storage.blobs,
  recordings: storage.recordings,
  rows: storage.retention,
  assess: assessor({ rules: storage.rules, holds: storage.holds, rows: storage.retention, lineOf: async () => null }),
  isLive: () => false,
  now: () => new Date("2026-11-23T18:00:00.000Z"),
})

/** Which of `needles` stand in any file below `folder`. */
async function traced(folder: string, needles: readonly string[]): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const contents = await Promise.all(files.map((file) => readFile(file, "latin1")))
  return needles.filter((needle) => contents.some((content) => content.includes(needle)))
}

async function verified(storage: Embedded) {
  const ledger = await openedLedger(storage)
  await flushOutbox({ rows: storage.retention, ledger }, "2032-01-01")
  await ledger.close()
  return verifyLedger(storeSource(storage.ledgerStore), signer.vkey, { hash, verify: verifyEd25519 })
}

test("after a person's erasure no file holds a byte of their keys, audio or lookup, and the ledger still verifies", async () => {
  const folder = await freshFolder()
  await using storage = await openEmbedded(folder)
  await storage.keyStore.putKek(kek)
  const mine = [await record(storage, LOOKUP), await record(storage, LOOKUP)]
  const other = await record(storage, null)
  const gone = [...mine.flatMap((call) => call.traces), LOOKUP]
  expect(await traced(folder, [...gone, ...other.traces])).toHaveLength(gone.length + 4)

  const result = await createEraser(depsOf(storage)).eraseSubject(LOOKUP)
  expect(result).toMatchObject({ calls: 2, recordings: [{ reason: "request" }, { reason: "request" }] })
  expect(await traced(folder, gone)).toEqual([])
  expect(await traced(folder, other.traces)).toHaveLength(4)
  expect(await verified(storage)).toMatchObject({ calls: 3, recordings: 3, shredded: 2, openCalls: [] })
  expect(await storage.retention.outboxBefore("2030-01-01")).toEqual([])
  await storage.close()
  await rm(folder, { recursive: true })
})

const portsOfSteps = {
  putErasureIntent: "rows",
  shredCallKeys: "keys",
  remove: "blobs",
  erased: "rows",
} as const

test.each(Object.entries(portsOfSteps).flatMap(([step, port]) => [false, true].map((late) => ({ step, port, late }))))(
  "a gateway that dies at $step (after it took effect: $late) finishes the erasure when it is opened again",
  async ({ step, port, late }) => {
    const folder = await freshFolder()
    let storage = await openEmbedded(folder, { quickCheck: false })
    await storage.keyStore.putKek(kek)
    const mine = [await record(storage, LOOKUP), await record(storage, LOOKUP)]
    const deps = depsOf(storage)
    const dying = dyingAt(deps[port as "rows"], step, late)
    await expect(createEraser({ ...deps, [port]: dying }).eraseSubject(LOOKUP)).rejects.toThrow("dies here")
    await storage.close()

    storage = await openEmbedded(folder, { quickCheck: false })
    const eraser = createEraser(depsOf(storage))
    const intended = step !== "putErasureIntent" || late
    const pending = intended && !(step === "erased" && late)
    expect(await eraser.resume()).toEqual({ finished: pending ? 1 : 0, failures: [] })
    if (!intended) await eraser.eraseSubject(LOOKUP)
    expect(await traced(folder, [...mine.flatMap((call) => call.traces), LOOKUP])).toEqual([])
    for (const { recId } of mine) expect((await storage.recordings.get(recId))?.state).toBe("shredded")
    expect(await verified(storage)).toMatchObject({ recordings: 2, shredded: 2 })
    await storage.close()
    await rm(folder, { recursive: true })
  },
)

/** The port, except that `method` throws: before it does anything, or after. */
function dyingAt<T extends object>(port: T, method: string, late: boolean): T {
  return new Proxy(port, {
    get(target, name): unknown {
      const original: unknown = Reflect.get(target, name)
      if (name !== method || typeof original !== "function") return original
      return async (...args: unknown[]) => {
        if (late) await Reflect.apply(original, target, args)
        throw new Error("dies here")
      }
    },
  })
}

test("a sweep of what has expired leaves no key and no file, and the same ledger facts", async () => {
  const folder = await freshFolder()
  await using storage = await openEmbedded(folder)
  await storage.keyStore.putKek(kek)
  const calls = [await record(storage, LOOKUP), await record(storage, null), await record(storage, null)]
  const deps = depsOf(storage)
  const swept = await sweep({
    eraser: createEraser({ ...deps, now: () => new Date("2031-11-25T00:00:00.000Z") }),
    rows: deps.rows,
    recordings: deps.recordings,
    assess: deps.assess,
    // sealedFacts keep until the end of 2031-11-24.
    now: () => new Date("2031-11-25T00:00:00.000Z"),
    clockLead: () => 0,
    batch: 2,
  })
  expect(swept).toMatchObject({ refused: null, shredded: 3, left: [], kept: 0 })
  // These rows have no header to read a policy from: they are swept by the default, and named.
  expect(swept.policyLess).toHaveLength(3)
  // The call keys live on: they seal openings, which have a clock of their own.
  const kept = calls.map((call) => call.traces[0]!)
  const gone = calls.flatMap((call) => [call.traces[1]!, call.traces[3]!])
  expect(await traced(folder, gone)).toEqual([])
  expect(await traced(folder, kept)).toEqual(kept)
  expect(await verified(storage)).toMatchObject({ recordings: 3, shredded: 3 })
  await storage.close()
  await rm(folder, { recursive: true })
})
