import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { OpenedRows, OpenRows } from "./opened.ts"
import { answeredRow, asOpen, idsInOrder, openedRow, sealedFacts } from "./rows.ts"

export function recordingRowsConformance<Tx>(name: string, open: OpenRows<Tx>): void {
  describe(`${name} as the store of recordings' rows`, () => {
    let opened: OpenedRows<Tx>
    const [call, first, second] = idsInOrder(3)
    beforeEach(async () => {
      opened = await open()
      await write((tx) => opened.calls.answered(tx, answeredRow(call!)))
    })
    afterEach(() => opened.close())

    const write = (work: (tx: Tx) => Promise<void>): Promise<void> => opened.ledgerStore.transact((tx) => work(tx.rows))
    const begin = (id: string): Promise<void> => write((tx) => opened.recordings.opened(tx, openedRow(id, call!)))

    test("an opened recording is read back with its exact header bytes", async () => {
      await begin(first!)
      const row = await opened.recordings.get(first!)
      expect(row && { ...row, header: Buffer.from(row.header) }).toEqual(asOpen(openedRow(first!, call!)))
      expect(await opened.recordings.get(second!)).toBeNull()
    })

    test("a recording needs an answered call", async () => {
      const attempt = write((tx) => opened.recordings.opened(tx, openedRow(first!, second!)))
      await expect(attempt).rejects.toMatchObject({ code: "NOT_FOUND" })
    })

    test("sealing states the file's facts, and the day counted from the end of the call", async () => {
      await begin(first!)
      await write((tx) => opened.recordings.sealed(tx, first!, "sealed", sealedFacts))
      expect(await opened.recordings.get(first!)).toMatchObject({ ...sealedFacts, state: "sealed" })
      expect(await opened.recordings.open()).toEqual([])
    })

    test("only open recordings are found as open, in order; a call's recordings are all found", async () => {
      await begin(second!)
      await begin(first!)
      expect((await opened.recordings.open()).map((row) => row.id)).toEqual([first, second])
      await write((tx) => opened.recordings.failed(tx, first!, "failed", "2026-11-23T16:22:00.000Z"))
      expect((await opened.recordings.open()).map((row) => row.id)).toEqual([second])
      expect((await opened.recordings.ofCall(call!)).map((row) => [row.id, row.state])).toEqual([
        [first, "failed"],
        [second, "open"],
      ])
    })

    test("a restriction sets the moment of shredding and outlives the sealing of the file", async () => {
      await begin(first!)
      await write((tx) => opened.recordings.restricted(tx, first!, "2026-11-26T16:22:00.000Z"))
      expect((await opened.recordings.open()).map((row) => [row.id, row.state])).toEqual([[first, "restricted"]])
      await write((tx) => opened.recordings.sealed(tx, first!, "sealed", sealedFacts))
      const expected = { ...sealedFacts, state: "restricted", shredAt: "2026-11-26T16:22:00.000Z" }
      expect(await opened.recordings.get(first!)).toMatchObject(expected)
      expect(await opened.recordings.open()).toEqual([])
      const again = write((tx) => opened.recordings.sealed(tx, first!, "sealed", sealedFacts))
      await expect(again).rejects.toMatchObject({ code: "CONFLICT" })
    })

    test("a recording is not sealed twice, and an unknown one not at all", async () => {
      await begin(first!)
      await write((tx) => opened.recordings.sealed(tx, first!, "sealed", sealedFacts))
      const again = write((tx) => opened.recordings.sealed(tx, first!, "recovered", sealedFacts))
      await expect(again).rejects.toMatchObject({ code: "CONFLICT" })
      const unknown = write((tx) => opened.recordings.sealed(tx, second!, "sealed", sealedFacts))
      await expect(unknown).rejects.toMatchObject({ code: "NOT_FOUND" })
      expect((await opened.recordings.get(first!))?.state).toBe("sealed")
    })

    test("a shredded recording never becomes anything else again", async () => {
      await begin(first!)
      const leaf = { id: second!, leaf: "{}", day: "2026-11-23" }
      await opened.retention.shredded({
        recordingId: first!,
        at: "2026-11-23T17:00:00.000Z",
        reason: "retention",
        leaf: leaf,
      })
      const attempts = [
        write((tx) => opened.recordings.sealed(tx, first!, "sealed", sealedFacts)),
        write((tx) => opened.recordings.failed(tx, first!, "lost", "2026-11-23T18:00:00.000Z")),
        write((tx) => opened.recordings.restricted(tx, first!, "2026-11-26T16:22:00.000Z")),
      ]
      for (const attempt of attempts) await expect(attempt).rejects.toMatchObject({ code: "CONFLICT" })
      expect((await opened.recordings.get(first!))?.state).toBe("shredded")
    })
  })
}
