import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { uuidv7 } from "../../src/ids.ts"
import type { OutboxLeaf } from "../../src/retention/ports.ts"
import type { OpenedRows, OpenRows } from "./opened.ts"
import { answeredRow, idsInOrder, openedRow, sealedFacts } from "./rows.ts"

export function retentionRowsConformance<Tx>(name: string, open: OpenRows<Tx>): void {
  describe(`${name} as the store of retention`, () => {
    let opened: OpenedRows<Tx>
    const [call, a, b, c, d] = idsInOrder(5)
    beforeEach(async () => {
      opened = await open()
      await write((tx) => opened.calls.answered(tx, answeredRow(call!)))
    })
    afterEach(() => opened.close())

    const write = (work: (tx: Tx) => Promise<void>): Promise<void> => opened.ledgerStore.transact((tx) => work(tx.rows))
    const record = (id: string, deleteAfter: string): Promise<void> =>
      write((tx) => opened.recordings.opened(tx, openedRow(id, call!, { deleteAfter })))
    const leafOf = (day: string): OutboxLeaf => ({ id: uuidv7(), leaf: `{"type":"recording.shredded"}`, day })

    test("a recording is due from the day after its last one, whatever state it is in", async () => {
      await record(a!, "2026-11-30")
      await record(b!, "2026-11-30")
      await record(c!, "2026-12-01")
      await write((tx) => opened.recordings.failed(tx, a!, "failed", "2026-11-23T16:22:00.000Z"))
      await write((tx) => opened.recordings.sealed(tx, b!, "recovered", { ...sealedFacts, deleteAfter: "2026-11-30" }))
      expect(await opened.retention.due("2026-11-30T23:59:59.999Z", 10)).toEqual([])
      expect(await opened.retention.due("2026-12-01T00:00:00.000Z", 10)).toEqual([a, b])
      expect(await opened.retention.due("2026-12-02T00:00:00.000Z", 10)).toEqual([a, b, c])
      expect(await opened.retention.due("2026-12-02T00:00:00.000Z", 1)).toEqual([a])
    })

    test("a restricted recording is due at its moment, however long it might have been kept", async () => {
      await record(a!, "2031-11-23")
      await write((tx) => opened.recordings.restricted(tx, a!, "2026-11-26T16:22:00.000Z"))
      expect(await opened.retention.due("2026-11-26T16:21:59.999Z", 10)).toEqual([])
      expect(await opened.retention.due("2026-11-26T16:22:00.000Z", 10)).toEqual([a])
      expect(await opened.retention.due("2026-11-26T17:22:00+01:00", 10)).toEqual([a])
    })

    test("shredding turns the row into a tombstone, queues its leaf once and ends the intent", async () => {
      await record(a!, "2026-11-30")
      const intent = { recordingId: a!, reason: "retention", requestedAt: "2026-12-01T03:00:00.000Z" }
      await opened.retention.putShredIntents([intent])
      await opened.retention.putShredIntents([{ ...intent, reason: "second thoughts" }])
      expect(await opened.retention.shredIntents()).toEqual([intent])

      const leaf = leafOf("2026-12-01")
      await opened.retention.shredded({
        recordingId: a!,
        at: "2026-12-01T03:00:01.000Z",
        reason: "retention",
        leaf: leaf,
      })
      await opened.retention.shredded({
        recordingId: a!,
        at: "2026-12-02T03:00:01.000Z",
        reason: "again",
        leaf: leafOf("2026-12-02"),
      })
      expect(await opened.retention.shredIntents()).toEqual([])
      expect(await opened.retention.outboxBefore("2026-12-31")).toEqual([leaf])
      const row = await opened.recordings.get(a!)
      expect(row).toMatchObject({
        state: "shredded",
        shreddedAt: "2026-12-01T03:00:01.000Z",
        shredReason: "retention",
        headerSha256: openedRow(a!, call!).headerSha256,
      })
      expect(await opened.retention.due("2027-12-01T00:00:00.000Z", 10)).toEqual([])
    })

    test("many are shredded in one transaction, all or none", async () => {
      for (const id of [a!, b!]) await record(id, "2026-11-30")
      const of = (recordingId: string) => {
        return { recordingId, at: "2026-12-01T03:00:01.000Z", reason: "retention", leaf: leafOf("2026-12-01") }
      }
      await expect(opened.retention.shredded(of(a!), of(b!), of(d!))).rejects.toMatchObject({ code: "NOT_FOUND" })
      expect(await opened.retention.outboxBefore("2026-12-31")).toEqual([])
      expect((await opened.recordings.get(a!))?.state).not.toBe("shredded")
      await opened.retention.shredded(of(a!), of(b!))
      expect(await opened.retention.outboxBefore("2026-12-31")).toHaveLength(2)
      expect((await opened.recordings.get(b!))?.state).toBe("shredded")
    })

    test("what does not exist cannot be shredded, and leaves no leaf", async () => {
      const attempt = opened.retention.shredded({
        recordingId: d!,
        at: "2026-12-01T03:00:01.000Z",
        reason: "retention",
        leaf: leafOf("2026-12-01"),
      })
      await expect(attempt).rejects.toMatchObject({ code: "NOT_FOUND" })
      expect(await opened.retention.outboxBefore("2026-12-31")).toEqual([])
    })

    test("an erasure is carried by its intent until its leaf is queued, once", async () => {
      const intent = {
        requestId: d!,
        subjectLookup: "lookup",
        callIds: [a!, b!],
        callKeyIds: [`ck_${a!}`, `ck_${b!}`],
        requestedAt: "2026-12-01T03:00:00.000Z",
      }
      await opened.retention.putErasureIntent(intent)
      await opened.retention.putErasureIntent(intent)
      expect(await opened.retention.erasureIntents()).toEqual([intent])
      await record(a!, "2026-11-30")
      const [leaf, own] = [leafOf("2026-12-01"), leafOf("2026-12-01")]
      const tombstone = { recordingId: a!, at: "2026-12-01T03:00:01.000Z", reason: "request", leaf: own }
      const never = { ...tombstone, recordingId: d!, leaf: leafOf("2026-12-01") }
      await expect(opened.retention.erased(d!, leaf, [tombstone, never])).rejects.toMatchObject({ code: "NOT_FOUND" })
      expect(await opened.retention.outboxBefore("2026-12-31")).toEqual([])
      await opened.retention.erased(d!, leaf, [tombstone])
      await opened.retention.erased(d!, leafOf("2026-12-02"))
      expect(await opened.retention.erasureIntents()).toEqual([])
      expect((await opened.recordings.get(a!))?.state).toBe("shredded")
      const out = await opened.retention.outboxBefore("2026-12-31")
      expect(out.map((each) => each.id).sort()).toEqual([leaf.id, own.id].sort())
    })

    test("the outbox gives up a leaf only in the transaction that appends it, and never twice", async () => {
      for (const id of [a!, b!]) await record(id, "2026-11-30")
      const [today, yesterday] = [leafOf("2026-12-02"), leafOf("2026-12-01")]
      await opened.retention.shredded({
        recordingId: a!,
        at: "2026-12-02T03:00:01.000Z",
        reason: "retention",
        leaf: today,
      })
      await opened.retention.shredded({
        recordingId: b!,
        at: "2026-12-01T03:00:01.000Z",
        reason: "retention",
        leaf: yesterday,
      })
      expect(await opened.retention.outboxBefore("2026-12-02")).toEqual([yesterday])

      const undone = write(async (tx) => {
        await opened.retention.takeFromOutbox(tx, [yesterday.id])
        throw new Error("the append failed")
      })
      await expect(undone).rejects.toThrow("the append failed")
      expect(await opened.retention.outboxBefore("2026-12-02")).toEqual([yesterday])

      await write((tx) => opened.retention.takeFromOutbox(tx, [yesterday.id]))
      expect(await opened.retention.outboxBefore("2026-12-31")).toEqual([today])
      const twice = write((tx) => opened.retention.takeFromOutbox(tx, [today.id, yesterday.id]))
      await expect(twice).rejects.toMatchObject({ code: "CONFLICT" })
      expect(await opened.retention.outboxBefore("2026-12-31")).toEqual([today])
    })
  })
}
