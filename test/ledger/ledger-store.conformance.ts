import { createHash, randomUUID } from "node:crypto"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { LeafRow, LedgerStore, LedgerTx, NodeRow } from "../../src/ledger/store.ts"

export interface OpenedLedgerStore<Tx> {
  readonly store: LedgerStore<Tx>
  /** Writes one business row through the transaction. Writing the same name twice is an error of the store. */
  writeRow(tx: Tx, name: string): Promise<void>
  /** The names of the business rows that are committed, sorted. */
  rowsWritten(): Promise<readonly string[]>
  /** Closes the store; may be called twice. A later `transact` fails with LEDGER_UNAVAILABLE. */
  close(): Promise<void>
}

const ORIGIN = "ledger.example/conformance"

/**
 * What every LedgerStore must do, whatever is behind it. `open` gives a store without a log, on fresh storage.
 * Hashes here are arbitrary: a store keeps bytes, it does not check the tree.
 */
export function ledgerStoreConformance<Tx>(name: string, open: () => Promise<OpenedLedgerStore<Tx>>): void {
  describe(`${name} as the ledger's store`, () => {
    let opened: OpenedLedgerStore<Tx>
    let store: LedgerStore<Tx>

    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.close())

    const append = (count: number, before?: (tx: LedgerTx<Tx>) => Promise<void>): Promise<readonly LeafRow[]> =>
      store.transact(async (tx) => {
        await before?.(tx)
        const { size } = await tx.head()
        const rows = Array.from({ length: count }, (_, i) => leafRow(size + i))
        await tx.insert(rows, [], { size: size + count, frontier: frontierOf(size + count) })
        return rows
      })

    test("a store without a log says so, and does not invent one", async () => {
      expect(await store.origin()).toBeNull()
      await expect(store.head()).rejects.toMatchObject({ code: "LEDGER_CORRUPT" })
      expect(await store.latestCheckpoint()).toBeNull()
    })

    test("a log is created once, for one origin", async () => {
      await store.create(ORIGIN)
      expect(await store.origin()).toBe(ORIGIN)
      expect(await store.head()).toEqual({ size: 0, frontier: [] })
      await expect(store.create("ledger.example/other")).rejects.toMatchObject({ code: "LEDGER_CONFLICT" })
      expect(await store.origin()).toBe(ORIGIN)
    })

    test("what a transaction inserted is read back byte for byte after it", async () => {
      await store.create(ORIGIN)
      const rows = [leafRow(0), leafRow(1), leafRow(2)]
      const nodes: NodeRow[] = [{ level: 1, index: 0, hash: digest("node 1/0") }]
      const frontier = frontierOf(3)
      await store.transact((tx) => tx.insert(rows, nodes, { size: 3, frontier }))

      const head = await store.head()
      expect(head.size).toBe(3)
      expect(head.frontier.map(hex)).toEqual(frontier.map(hex))
      for (const row of rows) expect(plain(await store.leaf(row.index))).toEqual(plain(row))
      expect(await store.leaf(3)).toBeNull()
      expect(hex((await store.node(1, 0))!)).toBe(hex(nodes[0]!.hash))
      expect(await store.node(1, 1)).toBeNull()
      expect(await store.node(2, 0)).toBeNull()
    })

    test("leaves come in order, from the first asked for to before the last", async () => {
      await store.create(ORIGIN)
      await append(1200)
      const read = async (from: number, to: number): Promise<number[]> => {
        const indexes: number[] = []
        for await (const row of store.leaves(from, to)) {
          indexes.push(row.index)
        }
        return indexes
      }
      expect(await read(0, 1200)).toEqual(Array.from({ length: 1200 }, (_, i) => i))
      expect(await read(5, 9)).toEqual([5, 6, 7, 8])
      expect(await read(7, 7)).toEqual([])
      expect(await read(1198, 5000)).toEqual([1198, 1199])
    })

    test("reading leaves can be given up in the middle, and the store still works", async () => {
      await store.create(ORIGIN)
      await append(600)
      for await (const row of store.leaves(0, 600)) if (row.index === 3) break
      await append(1)
      expect((await store.head()).size).toBe(601)
    })

    test("a transaction sees its own inserts, and ids from earlier ones", async () => {
      await store.create(ORIGIN)
      const [first] = await append(1)
      await store.transact(async (tx) => {
        expect(await tx.indexOf(first!.eventId)).toBe(0)
        expect(await tx.indexOf(randomUUID())).toBeNull()
        const second = leafRow(1)
        await tx.insert([second], [], { size: 2, frontier: frontierOf(2) })
        expect(await tx.indexOf(second.eventId)).toBe(1)
        expect((await tx.head()).size).toBe(2)
      })
    })

    test("a transaction that throws leaves neither leaf nor node nor row nor head, and passes its error on", async () => {
      await store.create(ORIGIN)
      await append(2)
      const before = await store.head()
      const failure = new Error("the business failed")
      await expect(
        store.transact(async (tx) => {
          await opened.writeRow(tx.rows, "gone")
          await tx.insert([leafRow(2)], [{ level: 1, index: 0, hash: digest("n") }], {
            size: 3,
            frontier: frontierOf(3),
          })
          throw failure
        }),
      ).rejects.toBe(failure)
      expect(await store.head()).toEqual(before)
      expect(await store.leaf(2)).toBeNull()
      expect(await store.node(1, 0)).toBeNull()
      expect(await opened.rowsWritten()).toEqual([])
    })

    test("rows and leaves of one transaction are committed together", async () => {
      await store.create(ORIGIN)
      await append(1, (tx) => opened.writeRow(tx.rows, "kept"))
      expect(await opened.rowsWritten()).toEqual(["kept"])
      expect((await store.head()).size).toBe(1)
    })

    test("work that fails in isolation loses only its own rows", async () => {
      await store.create(ORIGIN)
      const failure = new Error("this one only")
      await append(1, async (tx) => {
        await tx.isolated(() => opened.writeRow(tx.rows, "before"))
        await expect(
          tx.isolated(async () => {
            await opened.writeRow(tx.rows, "lost")
            throw failure
          }),
        ).rejects.toBe(failure)
        expect(await tx.isolated(async () => "value")).toBe("value")
        await tx.isolated(() => opened.writeRow(tx.rows, "after"))
      })
      expect(await opened.rowsWritten()).toEqual(["after", "before"])
    })

    test("an error of the storage itself inside isolated work leaves the transaction usable", async () => {
      await store.create(ORIGIN)
      await append(1, async (tx) => {
        await opened.writeRow(tx.rows, "twice")
        await expect(tx.isolated(() => opened.writeRow(tx.rows, "twice"))).rejects.toThrow()
        await opened.writeRow(tx.rows, "then")
      })
      expect(await opened.rowsWritten()).toEqual(["then", "twice"])
    })

    test("transactions run one after the other, each on the head the last one left", async () => {
      await store.create(ORIGIN)
      const heads: number[] = []
      await Promise.all(
        Array.from({ length: 20 }, () =>
          append(3, async (tx) => {
            heads.push((await tx.head()).size)
            await pause()
            expect((await tx.head()).size).toBe(heads.at(-1))
          }),
        ),
      )
      expect(heads).toEqual(Array.from({ length: 20 }, (_, i) => i * 3))
      expect((await store.head()).size).toBe(60)
    })

    test("a reader outside a transaction never sees what is not committed", async () => {
      await store.create(ORIGIN)
      await append(1)
      const seen: Promise<unknown>[] = []
      await expect(
        store.transact(async (tx) => {
          await tx.insert([leafRow(1)], [], { size: 2, frontier: frontierOf(2) })
          seen.push(
            store.head().then((head) => head.size),
            store.leaf(1),
          )
          await pause()
          throw new Error("rolled back")
        }),
      ).rejects.toThrow("rolled back")
      expect(await Promise.all(seen)).toEqual([1, null])
    })

    test("the same leaf id cannot enter twice, whatever the caller checked", async () => {
      await store.create(ORIGIN)
      const [row] = await append(1)
      await expect(
        store.transact((tx) => tx.insert([leafRow(1, row!.eventId)], [], { size: 2, frontier: frontierOf(2) })),
      ).rejects.toThrow()
      expect((await store.head()).size).toBe(1)
    })

    test("of two checkpoints of one size exactly one is kept", async () => {
      await store.create(ORIGIN)
      await append(5)
      const rows = ["a", "b"].map((text) => ({ size: 5, root: digest(text), note: `note ${text}\n\n— é\n` }))
      const results = await Promise.allSettled(rows.map((row) => store.insertCheckpoint(row)))
      expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"])
      const refused = results.find((result) => result.status === "rejected")
      expect(refused?.reason).toMatchObject({ code: "LEDGER_CONFLICT" })
      const winner = rows[results.findIndex((result) => result.status === "fulfilled")]!
      const kept = await store.checkpointAt(5)
      expect(kept).toMatchObject({ size: 5, note: winner.note })
      expect(hex(kept!.root)).toBe(hex(winner.root))
    })

    test("the latest checkpoint is the largest one", async () => {
      await store.create(ORIGIN)
      await append(9)
      for (const size of [3, 9, 1]) await store.insertCheckpoint({ size, root: digest(`${size}`), note: `${size}` })
      expect((await store.latestCheckpoint())?.size).toBe(9)
      expect((await store.checkpointAt(3))?.note).toBe("3")
      expect(await store.checkpointAt(4)).toBeNull()
    })

    test("a closed store cannot be written", async () => {
      await store.create(ORIGIN)
      await opened.close()
      await expect(store.transact(async () => undefined)).rejects.toMatchObject({ code: "LEDGER_UNAVAILABLE" })
    })
  })
}

function leafRow(index: number, eventId: string = randomUUID()): LeafRow {
  const entry = Buffer.from(JSON.stringify({ index, eventId, text: "prüfung" }))
  return { index, eventId, entry, hash: digest(entry) }
}

/** As many hashes as a real frontier of this size has: one for each bit set. */
const frontierOf = (size: number): Uint8Array[] =>
  Array.from(size.toString(2).replaceAll("0", ""), (_, i) => digest(`frontier ${size}/${i}`))
const digest = (text: string | Uint8Array): Uint8Array => createHash("sha256").update(text).digest()
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex")
const plain = (row: LeafRow | null): unknown => row && { ...row, entry: hex(row.entry), hash: hex(row.hash) }
const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
