import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { OpenedRows, OpenRows } from "./opened.ts"
import { answeredRow, consentRow, idsInOrder } from "./rows.ts"

export function callRowsConformance<Tx>(name: string, open: OpenRows<Tx>): void {
  describe(`${name} as the store of calls`, () => {
    let opened: OpenedRows<Tx>
    beforeEach(async () => void (opened = await open()))
    afterEach(() => opened.close())

    const write = (work: (tx: Tx) => Promise<void>): Promise<void> => opened.ledgerStore.transact((tx) => work(tx.rows))

    test("an answered call is active and undecided until its caller decides", async () => {
      const [id] = idsInOrder(1)
      await write((tx) => opened.calls.answered(tx, answeredRow(id!)))
      expect(await opened.views.call(id!)).toEqual({
        ...answeredRow(id!),
        state: "active",
        endedAt: null,
        endedLeaf: null,
        consent: null,
        outcome: null,
        timeToAgentMs: null,
      })
      await write((tx) => opened.calls.consent(tx, consentRow(id!, { party: "agent", state: "not_required" })))
      expect((await opened.views.call(id!))?.consent).toBeNull()
      await write((tx) => opened.calls.consent(tx, consentRow(id!)))
      expect((await opened.views.call(id!))?.consent).toBe("granted")
      await write((tx) => opened.calls.consent(tx, consentRow(id!, { state: "withdrawn" })))
      expect((await opened.views.call(id!))?.consent).toBe("withdrawn")
    })

    test("an ended call keeps its consent and says how it ended", async () => {
      const [id] = idsInOrder(1)
      const end = { endedAt: "2026-11-23T16:30:00.000Z", endedLeaf: 7, outcome: "completed", timeToAgentMs: 1200 }
      await write(async (tx) => {
        await opened.calls.answered(tx, answeredRow(id!))
        await opened.calls.consent(tx, consentRow(id!, { state: "refused" }))
      })
      await write((tx) => opened.calls.ended(tx, id!, end))
      expect(await opened.views.call(id!)).toMatchObject({ ...end, state: "ended", consent: "refused" })
    })

    test("a call ends once, and only if it was answered", async () => {
      const [id, unknown] = idsInOrder(2)
      const end = { endedAt: "2026-11-23T16:30:00.000Z", endedLeaf: 7, outcome: "completed", timeToAgentMs: null }
      await write((tx) => opened.calls.answered(tx, answeredRow(id!)))
      await expect(write((tx) => opened.calls.ended(tx, unknown!, end))).rejects.toMatchObject({ code: "NOT_FOUND" })
      await write((tx) => opened.calls.ended(tx, id!, end))
      const again = write((tx) => opened.calls.ended(tx, id!, { ...end, outcome: "interrupted" }))
      await expect(again).rejects.toMatchObject({ code: "NOT_FOUND" })
      expect((await opened.views.call(id!))?.outcome).toBe("completed")
    })

    test("a consent of a call that was never answered is refused", async () => {
      const [id] = idsInOrder(1)
      const orphan = write((tx) => opened.calls.consent(tx, consentRow(id!)))
      await expect(orphan).rejects.toMatchObject({ code: "NOT_FOUND" })
      expect(await opened.views.consents({}, { limit: 10, after: null })).toEqual([])
    })

    test("the same call or consent cannot be written twice", async () => {
      const [id] = idsInOrder(1)
      const consent = consentRow(id!)
      await write((tx) => opened.calls.answered(tx, answeredRow(id!)))
      await write((tx) => opened.calls.consent(tx, consent))
      const twice = [
        write((tx) => opened.calls.answered(tx, answeredRow(id!))),
        write((tx) => opened.calls.consent(tx, consent)),
      ]
      for (const attempt of twice) await expect(attempt).rejects.toMatchObject({ code: "CONFLICT" })
    })

    test("calls that a killed process left come back with their consents, and ended ones do not", async () => {
      const [done, decided, silent] = idsInOrder(3)
      const agent = consentRow(decided!, { party: "agent", state: "not_required", leaf: 5 })
      const caller = consentRow(decided!, { leaf: 4 })
      await write(async (tx) => {
        for (const id of [done!, decided!, silent!]) await opened.calls.answered(tx, answeredRow(id))
        await opened.calls.consent(tx, consentRow(done!))
        await opened.calls.consent(tx, agent)
        await opened.calls.consent(tx, caller)
        const end = { endedAt: "2026-11-23T16:30:00.000Z", endedLeaf: 7, outcome: "completed", timeToAgentMs: null }
        await opened.calls.ended(tx, done!, end)
      })
      expect(await opened.calls.unfinished()).toEqual([
        { id: decided, answeredLeaf: 1, consents: [caller, agent] },
        { id: silent, answeredLeaf: 1, consents: [] },
      ])
    })

    test("a time that is none is refused by name", async () => {
      const [id] = idsInOrder(1)
      const attempt = write((tx) => opened.calls.answered(tx, answeredRow(id!, { answeredAt: "yesterday" })))
      await expect(attempt).rejects.toMatchObject({ code: "INPUT_INVALID", field: "answeredAt" })
    })
  })
}
