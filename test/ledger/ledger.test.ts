import { generateKeyPairSync } from "node:crypto"
import { afterEach, describe, expect, test } from "vitest"
import type { Leaf } from "../../src/ledger/entry.ts"
import { type Ledger, openLedger, type OpenLedgerOptions } from "../../src/ledger/ledger.ts"
import { noteSigner, sha256, verifyEd25519 } from "../../src/ledger/node-crypto.ts"
import { isReceipt, type Receipt } from "../../src/ledger/receipt.ts"
import { storeSource } from "../../src/ledger/source.ts"
import { verifyLedger } from "../../src/ledger/verify.ts"
import { faultPoints, MemoryLedgerStore, type MemoryTx } from "../fakes/memory-ledger-store.ts"
import { answered, consent, ended, ORIGIN, signer, uuid } from "./leaves.ts"

const open: Ledger<MemoryTx>[] = []
async function openOn(
  store: MemoryLedgerStore,
  options: Partial<OpenLedgerOptions<MemoryTx>> = {},
): Promise<Ledger<MemoryTx>> {
  const ledger = await openLedger({ store, origin: ORIGIN, signer, create: true, ...options })
  open.push(ledger)
  return ledger
}
afterEach(async () => {
  await Promise.allSettled(open.splice(0).map((ledger) => ledger.close()))
})

const verify = (store: MemoryLedgerStore): ReturnType<typeof verifyLedger> =>
  verifyLedger(storeSource(store.reopen()), signer.vkey, { hash: sha256, verify: verifyEd25519 })

const indexesOf = (receipts: readonly Receipt[]): number[] => receipts.map((receipt) => receipt.index)

describe("appending", () => {
  test("gives receipts that only the ledger makes, after the leaf and its row are there together", async () => {
    const store = new MemoryLedgerStore()
    const ledger = await openOn(store)
    const before = performance.now()
    const call = uuid()
    const leaf = answered(call)
    const [receipt] = await ledger.append([leaf], async (tx, indexes) => tx.put("call", indexes))
    expect(isReceipt(receipt)).toBe(true)
    expect(receipt).toMatchObject({ index: 1, leaf })
    expect(receipt!.durableAt).toBeGreaterThan(before)
    expect(store.data.rows.get("call")).toEqual([1])
    expect(Buffer.from(receipt!.leafHash)).toEqual(Buffer.from((await store.leaf(1))!.hash))
    expect(await ledger.size()).toBe(2)
  })

  test("takes all that waits into one transaction, in the order of the calls", async () => {
    const store = new MemoryLedgerStore()
    const ledger = await openOn(store)
    const before = store.counts.get("commit") ?? 0
    const receipts = await Promise.all(Array.from({ length: 64 }, () => ledger.append([answered(uuid())])))
    expect(receipts.flatMap(indexesOf)).toEqual(Array.from({ length: 64 }, (_, i) => i + 1))
    expect((store.counts.get("commit") ?? 0) - before).toBe(1)
    await ledger.close()
    expect(await verify(store)).toMatchObject({ size: 65, calls: 64 })
  })

  test("one append whose rows fail takes no index and none of its neighbours with it", async () => {
    const store = new MemoryLedgerStore()
    const ledger = await openOn(store)
    const failure = new Error("the row is refused")
    const results = await Promise.allSettled([
      ledger.append([answered(uuid())], async (tx) => tx.put("a")),
      ledger.append([answered(uuid())], async (tx) => {
        await tx.put("b")
        throw failure
      }),
      ledger.append([answered(uuid())], async (tx) => tx.put("c")),
    ])
    expect(results[1]).toMatchObject({ status: "rejected", reason: failure })
    expect([...store.data.rows.keys()]).toEqual(["a", "c"])
    const [, , third] = results
    expect(third.status === "fulfilled" && indexesOf(third.value)).toEqual([2])

    const alone = ledger.append([answered(uuid())], () => Promise.reject(failure))
    await expect(alone).rejects.toBe(failure)
    expect(await ledger.size()).toBe(3)
    await ledger.close()
    expect(await verify(store)).toMatchObject({ size: 3 })
  })

  test("the same leaf again gets the same receipt and writes no row again", async () => {
    const store = new MemoryLedgerStore()
    const ledger = await openOn(store)
    const leaf = answered(uuid())
    let rows = 0
    const write = async (): Promise<void> => {
      rows++
    }
    const first = await ledger.append([leaf], write)
    const again = await Promise.all([ledger.append([leaf], write), ledger.append([{ ...leaf }], write)])
    expect(again.map(indexesOf)).toEqual([[1], [1]])
    expect(Buffer.from(again[0][0]!.leafHash)).toEqual(Buffer.from(first[0]!.leafHash))
    expect(rows).toBe(1)
    const twin = answered(uuid())
    const twins = await Promise.all([ledger.append([twin], write), ledger.append([twin], write)])
    expect(twins.map(indexesOf)).toEqual([[2], [2]])
    expect(rows).toBe(2)
    expect(await ledger.size()).toBe(3)
  })

  test("an id that stands for other bytes is a conflict, and so is half of an append", async () => {
    const ledger = await openOn(new MemoryLedgerStore())
    const leaf = answered(uuid())
    await ledger.append([leaf])
    const conflict = { code: "LEDGER_CONFLICT" }
    await expect(ledger.append([{ ...leaf, ts: "2026-11-24T00:00:00.000Z" }])).rejects.toMatchObject(conflict)
    await expect(ledger.append([leaf, answered(uuid())])).rejects.toMatchObject(conflict)
    expect(await ledger.size()).toBe(2)
  })

  test("what is not a leaf, or refers to what is not there yet, is refused before it is written", async () => {
    const ledger = await openOn(new MemoryLedgerStore())
    const call = uuid()
    const leaf = answered(call)
    const invalid = { code: "INPUT_INVALID" }
    await expect(ledger.append([])).rejects.toMatchObject(invalid)
    await expect(ledger.append([leaf, leaf])).rejects.toMatchObject(invalid)
    await expect(ledger.append([{ ...leaf, ts: "now" }])).rejects.toMatchObject({ ...invalid, field: "ts" })
    await expect(ledger.append([{ ...leaf, _sd: ["A".repeat(43)] }])).rejects.toMatchObject(invalid)
    for (const late of [1, 2, 99]) {
      await expect(ledger.append([consent("consent.granted", call, late)])).rejects.toMatchObject(invalid)
    }
    expect(await ledger.size()).toBe(1)
  })

  test("leaves appended while a transaction runs go into the next one", async () => {
    const store = new MemoryLedgerStore()
    const ledger = await openOn(store)
    let later: Promise<readonly Receipt[]> | undefined
    await ledger.append([answered(uuid())], async () => {
      later = ledger.append([answered(uuid())])
    })
    expect(indexesOf((await later) ?? [])).toEqual([2])
  })
})

/* At each operation of the store, failing before it took effect and after. What counts is what an outsider sees then. */
describe("a fault of the store", () => {
  for (const point of faultPoints) {
    for (const persist of [false, true]) {
      test(`at ${point}, ${persist ? "after" : "before"} it took effect: a retry finds the leaf or writes it, once`, async () => {
        const store = new MemoryLedgerStore()
        const ledger = await openOn(store)
        const leaves = Array.from({ length: 3 }, () => answered(uuid()))
        await ledger.append([answered(uuid())])
        await ledger.checkpoint()
        store.failNext(point, { persist })

        const append = (leaf: Leaf): Promise<readonly Receipt[]> =>
          ledger.append([leaf], async (tx) => tx.put(`row of ${leaf.id}`))
        const first = await Promise.allSettled(leaves.map(append))
        await ledger.checkpoint().catch(() => undefined)
        for (const result of first) {
          if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "LEDGER_UNAVAILABLE" })
        }
        // What was promised is there; what was refused is not; and there is no third way.
        const kept = new Set(store.data.leaves.map((row) => row.eventId))
        expect(first.map((result) => result.status)).toEqual(
          leaves.map((leaf) => (kept.has(leaf.id) ? "fulfilled" : "rejected")),
        )
        const retried = await Promise.all(leaves.map(append))
        expect(retried.flatMap(indexesOf)).toEqual([2, 3, 4])
        expect([...store.data.rows.keys()].sort()).toEqual(leaves.map((leaf) => `row of ${leaf.id}`).sort())
        await ledger.close()
        expect(await verify(store)).toMatchObject({ size: 5, calls: 4 })

        const again = await openOn(store.reopen(), { create: false })
        expect(await again.append(leaves.slice(0, 1))).toMatchObject([{ index: 2 }])
      })
    }
  }

  test("that lasts refuses every append and keeps nothing of them", async () => {
    const store = new MemoryLedgerStore()
    const ledger = await openOn(store)
    store.close()
    const results = await Promise.allSettled([ledger.append([answered(uuid())]), ledger.append([answered(uuid())])])
    for (const result of results) expect(result).toMatchObject({ reason: { code: "LEDGER_UNAVAILABLE" } })
    expect(store.data.leaves).toHaveLength(1)
  })
})

describe("opening", () => {
  test("an empty store is refused unless it is to be created: it may be a lost one", async () => {
    await expect(openOn(new MemoryLedgerStore(), { create: false })).rejects.toMatchObject({ code: "NOT_FOUND" })
  })

  test("a creation that was interrupted is taken up again", async () => {
    const store = new MemoryLedgerStore()
    await store.create(ORIGIN)
    await expect(openOn(store, { create: false })).rejects.toMatchObject({ code: "NOT_FOUND" })
    const ledger = await openOn(store)
    await ledger.close()
    expect(await verify(store)).toMatchObject({ size: 1 })
  })

  test("another origin or a key for another origin is refused", async () => {
    const store = new MemoryLedgerStore()
    await store.create("ledger.example/other")
    await expect(openOn(store)).rejects.toMatchObject({ code: "LEDGER_CONFLICT" })
    const options = { origin: "ledger.example/other" }
    await expect(openOn(store, options)).rejects.toMatchObject({ code: "CONFIG_INVALID" })
  })

  const grown = async (size: number): Promise<MemoryLedgerStore> => {
    const store = new MemoryLedgerStore()
    const ledger = await openOn(store)
    if (size > 1) await ledger.append(Array.from({ length: size - 1 }, () => answered(uuid())))
    await ledger.close()
    return store
  }

  test("goes on where it ended, at any size about a tile's border", async () => {
    for (const size of [1, 2, 255, 256, 257, 300, 512]) {
      const store = await grown(size)
      const ledger = await openOn(store.reopen(), { create: false })
      expect(indexesOf(await ledger.append([answered(uuid())]))).toEqual([size])
      await ledger.close()
      expect(await verify(store)).toMatchObject({ size: size + 1 })
    }
  })

  test.each([
    [
      "that lost leaves which were signed",
      (s: MemoryLedgerStore, old: MemoryLedgerStore) => {
        const { data } = old
        data.checkpoints = s.data.checkpoints
        return old
      },
    ],
    [
      "with an edited leaf",
      (s: MemoryLedgerStore) => {
        s.data.leaves[299] = { ...s.data.leaves[299]!, entry: Buffer.from("{}") }
        return s
      },
    ],
    [
      "with an edited node",
      (s: MemoryLedgerStore) => {
        s.data.nodes.set("8/0", sha256(Buffer.from("other")))
        return s
      },
    ],
    [
      "with a missing node",
      (s: MemoryLedgerStore) => {
        s.data.nodes.delete("8/0")
        return s
      },
    ],
    [
      "with an edited frontier",
      (s: MemoryLedgerStore) => {
        s.data.head = { size: 300, frontier: s.data.head.frontier.toReversed() }
        return s
      },
    ],
    [
      "with an edited checkpoint",
      (s: MemoryLedgerStore) => {
        const row = s.data.checkpoints.get(300)!
        s.data.checkpoints.set(300, { ...row, note: row.note.replace("300", "299") })
        return s
      },
    ],
  ])("a log %s is refused", async (_, damage) => {
    const old = await grown(280)
    const store = old.snapshot()
    const ledger = await openOn(store)
    await ledger.append(Array.from({ length: 20 }, () => answered(uuid())))
    await ledger.close()
    const opening = openOn(damage(store, old).reopen(), { create: false })
    await expect(opening).rejects.toMatchObject({ code: "LEDGER_CORRUPT" })
  })

  test("the refusal of an old backup names the ways out", async () => {
    const old = await grown(3)
    const store = old.snapshot()
    const ledger = await openOn(store)
    await ledger.append([answered(uuid())])
    await ledger.close()
    old.data.checkpoints = store.data.checkpoints
    await expect(openOn(old, { create: false })).rejects.toThrow(
      /shorter than its last signed .* Restore .* new origin/,
    )
  })

  test("another log key than the one that signed is refused", async () => {
    const store = await grown(3)
    const stranger = noteSigner(ORIGIN, generateKeyPairSync("ed25519").privateKey)
    const opening = openOn(store.reopen(), { signer: stranger, create: false })
    await expect(opening).rejects.toThrow("not signed by this log key")
  })
})

describe("signing", () => {
  test("happens behind the append, within a second", async () => {
    const store = new MemoryLedgerStore()
    const ledger = await openOn(store)
    await ledger.append([answered(uuid())])
    const appended = performance.now()
    expect(await store.checkpointAt(2)).toBeNull()
    while (!(await store.checkpointAt(2))) {
      await new Promise((resolve) => setTimeout(resolve, 10))
      expect(performance.now() - appended).toBeLessThan(1000)
    }
  })

  test("the same head is signed once", async () => {
    const store = new MemoryLedgerStore()
    const ledger = await openOn(store)
    const notes = await Promise.all([ledger.checkpoint(), ledger.checkpoint()])
    expect(new Set([...notes, await ledger.checkpoint()]).size).toBe(1)
    expect(store.counts.get("insertCheckpoint")).toBe(1)
  })

  test("of two signers on one log one wins, and the other takes its note", async () => {
    const store = new MemoryLedgerStore()
    const one = await openOn(store)
    await one.append([answered(uuid())])
    const two = await openOn(store.reopen())
    const [a, b] = await Promise.all([one.checkpoint(), two.checkpoint()])
    expect(a).toBe(b)
    expect(store.data.checkpoints.size).toBe(1)
  })

  test("a log that was changed behind the signer is not signed, and takes no more leaves", async () => {
    const store = new MemoryLedgerStore()
    const ledger = await openOn(store)
    await ledger.append([answered(uuid())])
    await ledger.checkpoint()
    store.data.head = { size: 2, frontier: [sha256(Buffer.from("another history"))] }
    await ledger.append([answered(uuid())])
    await expect(ledger.checkpoint()).rejects.toMatchObject({ code: "LEDGER_CORRUPT" })
    await expect(ledger.append([answered(uuid())])).rejects.toMatchObject({ code: "LEDGER_CORRUPT" })
    expect(store.data.checkpoints.size).toBe(1)
  })

  test("closing commits what waits, signs it, and refuses what comes", async () => {
    const store = new MemoryLedgerStore()
    const ledger = await openOn(store)
    const call = uuid()
    const [receipt] = await ledger.append([answered(call)])
    const index = receipt!.index
    const last = ledger.append([consent("consent.refused", call, index), ended(call, index)])
    const closing = ledger.close()
    await expect(ledger.append([answered(uuid())])).rejects.toMatchObject({ code: "LEDGER_UNAVAILABLE" })
    expect(indexesOf(await last)).toEqual([2, 3])
    await closing
    await ledger.close()
    expect(await verify(store)).toMatchObject({ size: 4, refused: 1, openCalls: [] })
  })
})
