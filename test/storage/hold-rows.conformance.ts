/* What every store of holds, restrictions and rules must do. */
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { uuidv7 } from "../../src/ids.ts"
import type { ScopedRule } from "../../src/retention/schedule.ts"
import type { Embedded } from "../../src/storage/embedded/open.ts"
import { answeredRow, idsInOrder, openedRow, sealedFacts } from "./rows.ts"

const AT = "2026-11-24T10:00:00.000Z"

export function holdRowsConformance(name: string, open: () => Promise<Embedded>): void {
  describe(`${name} as the store of holds and rules`, () => {
    let opened: Embedded
    const [a, b, never] = idsInOrder(3) as [string, string, string]
    const write = (work: Parameters<Embedded["ledgerStore"]["transact"]>[0]) => opened.ledgerStore.transact(work)
    const hold = (recordingId: string, id = uuidv7()) => ({
      id,
      recordingId,
      reason: "case 4711",
      owner: "legal",
      reviewOn: "2027-05-01",
      setAt: AT,
    })

    beforeEach(async () => {
      opened = await open()
      for (const id of [a, b]) {
        await write(async ({ rows: tx }) => {
          await opened.calls.answered(tx, answeredRow(id))
          await opened.recordings.opened(tx, openedRow(id, id))
          if (id === a) await opened.recordings.sealed(tx, id, "sealed", sealedFacts)
        })
      }
    })
    afterEach(() => opened.close())

    test("holds stand until released, several on one recording, listed newest first in pages", async () => {
      const holds = idsInOrder(3, Date.parse(AT)).map((id) => hold(a, id))
      for (const each of holds) await write(({ rows: tx }) => opened.holds.setHold(tx, each))
      expect(await opened.holds.holdsOf(a)).toEqual(holds)
      expect(await opened.holds.hold(holds[1]!.id)).toEqual(holds[1])
      const page = await opened.holds.holds(2, null)
      expect(page.map(({ id }) => id)).toEqual([holds[2]!.id, holds[1]!.id])
      expect((await opened.holds.holds(2, holds[1]!.id)).map(({ id }) => id)).toEqual([holds[0]!.id])
      await write(({ rows: tx }) => opened.holds.releaseHold(tx, holds[0]!.id))
      expect(await opened.holds.hold(holds[0]!.id)).toBeNull()
      expect(await opened.holds.holdsOf(a)).toHaveLength(2)
      await expect(write(({ rows: tx }) => opened.holds.releaseHold(tx, holds[0]!.id))).rejects.toMatchObject({
        code: "NOT_FOUND",
      })
    })

    test("of a hold and an erasure the first wins, and the other is refused", async () => {
      await write(({ rows: tx }) => opened.holds.setHold(tx, hold(a)))
      const shred = { recordingId: a, reason: "request", requestedAt: AT }
      const person = { requestId: never, subjectLookup: "x", callIds: [b, a], callKeyIds: [], requestedAt: AT }
      await expect(opened.retention.putShredIntents([shred])).rejects.toMatchObject({ code: "CONFLICT" })
      await expect(opened.retention.putShredIntents([{ ...shred, recordingId: b }, shred])).rejects.toMatchObject({
        code: "CONFLICT",
      })
      await expect(opened.retention.putErasureIntent(person)).rejects.toMatchObject({ code: "CONFLICT" })
      expect(await opened.retention.shredIntents()).toEqual([])
      expect(await opened.retention.erasureIntents()).toEqual([])

      await opened.retention.putErasureIntent({ ...person, callIds: [b] })
      await expect(write(({ rows: tx }) => opened.holds.setHold(tx, hold(b)))).rejects.toMatchObject({
        code: "CONFLICT",
      })
      await expect(write(({ rows: tx }) => opened.holds.setHold(tx, hold(never)))).rejects.toMatchObject({
        code: "NOT_FOUND",
      })
    })

    test("a restriction is set once, and lifted back to what the recording was", async () => {
      const restriction = { recordingId: a, reason: "contested", setAt: AT }
      await write(({ rows: tx }) => opened.holds.restrict(tx, restriction))
      expect(await opened.holds.restrictionOf(a)).toEqual(restriction)
      expect((await opened.recordings.get(a))?.state).toBe("restricted")
      for (const [id, code] of [
        [a, "CONFLICT"],
        [b, "CONFLICT"],
        [never, "NOT_FOUND"],
      ] as const) {
        const again = write(({ rows: tx }) => opened.holds.restrict(tx, { ...restriction, recordingId: id }))
        await expect(again).rejects.toMatchObject({ code })
      }
      await write(({ rows: tx }) => opened.holds.lift(tx, a))
      expect(await opened.holds.restrictionOf(a)).toBeNull()
      expect((await opened.recordings.get(a))?.state).toBe("sealed")
      await expect(write(({ rows: tx }) => opened.holds.lift(tx, a))).rejects.toMatchObject({ code: "NOT_FOUND" })
    })

    test("a rule is read back as it was put, and that recordings have to follow is durable with it", async () => {
      const rule: ScopedRule = {
        id: uuidv7(),
        kind: "minimum",
        days: 1825,
        basis: "MiFID II",
        line: "main",
        category: null,
        purpose: "evidence",
        region: null,
        from: AT,
        to: null,
      }
      await opened.rules.putRule(rule)
      expect(await opened.rules.rules()).toEqual([rule])
      expect(await opened.rules.isApplying()).toBe(false)
      await opened.rules.putRule({ ...rule, to: AT }, true)
      expect(await opened.rules.rules()).toEqual([{ ...rule, to: AT }])
      expect(await opened.rules.isApplying()).toBe(true)
      await opened.rules.applied()
      expect(await opened.rules.isApplying()).toBe(false)
      await expect(opened.rules.removeRule(never, true)).rejects.toMatchObject({ code: "NOT_FOUND" })
      expect(await opened.rules.isApplying()).toBe(false)
      await opened.rules.removeRule(rule.id, true)
      expect(await opened.rules.rules()).toEqual([])
      expect(await opened.rules.isApplying()).toBe(true)
    })

    test("recordings that are kept come in pages, and their last day moves until they are erased", async () => {
      expect((await opened.rules.kept("", 1)).map(({ id }) => id)).toEqual([a])
      expect((await opened.rules.kept(a, 5)).map(({ id }) => id)).toEqual([b])
      await write(({ rows: tx }) => opened.rules.moveDeleteAfter(tx, a, "2030-01-01"))
      expect((await opened.recordings.get(a))?.deleteAfter).toBe("2030-01-01")
      const bad = write(({ rows: tx }) => opened.rules.moveDeleteAfter(tx, a, "tomorrow"))
      await expect(bad).rejects.toMatchObject({ code: "INPUT_INVALID" })
      await opened.retention.shredded({
        recordingId: a,
        at: AT,
        reason: "request",
        leaf: { id: never, leaf: "{}", day: "2026-11-24" },
      })
      expect((await opened.rules.kept("", 5)).map(({ id }) => id)).toEqual([b])
      const late = write(({ rows: tx }) => opened.rules.moveDeleteAfter(tx, a, "2031-01-01"))
      await expect(late).rejects.toMatchObject({ code: "NOT_FOUND" })
    })

    test("the sweep's state is one, and the last one put", async () => {
      expect(await opened.retention.sweepState()).toBeNull()
      await opened.retention.putSweepState({ sweptAt: AT, forecast: 3 })
      await opened.retention.putSweepState({ sweptAt: "2026-11-25T00:00:00.000Z", forecast: 5 })
      expect(await opened.retention.sweepState()).toEqual({ sweptAt: "2026-11-25T00:00:00.000Z", forecast: 5 })
    })

    test("an erasure that waits is told once, for a recording or its whole call, until it is dropped", async () => {
      const leaf = (id: string) => ({ id, leaf: "{}", day: "2026-11-24" })
      const whole = { callId: a, recordingId: null, requestedAt: AT }
      await opened.retention.putWaiting(whole, leaf(never))
      await opened.retention.putWaiting(whole, leaf(b))
      await opened.retention.putWaiting({ callId: b, recordingId: b, requestedAt: AT }, leaf(a))
      expect((await opened.retention.outboxBefore("2026-12-01")).map(({ id }) => id).sort()).toEqual([a, never])
      expect(await opened.retention.isWaiting(a, a)).toBe(true)
      expect(await opened.retention.isWaiting(never, b)).toBe(false)
      expect(await opened.retention.waiting()).toEqual([whole, { callId: b, recordingId: b, requestedAt: AT }])
      await opened.retention.dropWaiting(whole)
      expect(await opened.retention.isWaiting(a, a)).toBe(false)
    })
  })
}
