import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { CarrierLooks } from "../../src/carriers/looks.ts"
import type { OpenedRows } from "./opened.ts"
import { answeredRow, idsInOrder } from "./rows.ts"

type Opened<Tx> = Pick<OpenedRows<Tx>, "ledgerStore" | "calls" | "close"> & {
  readonly carrierLooks: CarrierLooks<Tx>
  /** Closes, and opens the same storage again. */
  readonly reopened: () => Promise<CarrierLooks<Tx>>
}

export function carrierLooksConformance<Tx>(name: string, open: () => Promise<Opened<Tx>>): void {
  describe(`${name} as the list of calls whose carrier has still to be asked`, () => {
    let opened: Opened<Tx>
    const ids = idsInOrder(4)
    const write = (work: (tx: Tx) => Promise<void>): Promise<void> => opened.ledgerStore.transact((tx) => work(tx.rows))
    const answer = (id: string, trunk = "twilio") =>
      write((tx) => opened.calls.answered(tx, answeredRow(id, { trunk, carrierCallId: `CA-${id}` })))
    const end = (id: string, outcome = "caller_hangup") =>
      write((tx) =>
        opened.calls.ended(tx, id, {
          endedAt: "2026-11-23T16:30:00.000Z",
          endedLeaf: 7,
          outcome,
          timeToAgentMs: null,
        }),
      )
    const look = (id: string, mayGoOn = false) => ({
      callId: id,
      carrierCallId: `CA-${id}`,
      answeredAt: "2026-11-23T16:20:00.000Z",
      mayGoOn,
    })
    beforeEach(async () => void (opened = await open()))
    afterEach(() => opened.close())

    test("a call stands there once it is over, the oldest first, also after a restart, until it is settled", async () => {
      const [first = "", second = "", live = ""] = ids
      for (const id of [second, first, live]) await answer(id)
      await end(second)
      await end(first)
      expect(await opened.carrierLooks.due("twilio", 10)).toEqual([look(first), look(second)])
      const after = await opened.reopened()
      expect(await after.due("twilio", 1)).toEqual([look(first)])
      await after.nothing(first)
      await after.nothing(first)
      expect(await after.due("twilio", 10)).toEqual([look(second)])
    })

    test("what was found is settled with its leaf, or not at all", async () => {
      const [id = ""] = ids
      await answer(id)
      await end(id)
      const undone = write(async (tx) => {
        await opened.carrierLooks.found(tx, id)
        throw new Error("the leaf was not written")
      })
      await expect(undone).rejects.toThrow("the leaf was not written")
      expect(await opened.carrierLooks.due("twilio", 10)).toEqual([look(id)])
      await write((tx) => opened.carrierLooks.found(tx, id))
      await write((tx) => opened.carrierLooks.found(tx, id))
      expect(await opened.carrierLooks.due("twilio", 10)).toEqual([])
    })

    test("a call that a process did not end itself may go on at the carrier", async () => {
      const [killed = "", stopped = ""] = ids
      await answer(killed)
      await answer(stopped)
      await end(killed, "interrupted")
      await end(stopped, "shutdown")
      expect(await opened.carrierLooks.due("twilio", 10)).toEqual([look(killed, true), look(stopped, true)])
    })

    test("a trunk sees its own, and calls without a carrier never stand there", async () => {
      const [other = "", bare = ""] = ids
      await answer(other, "telnyx")
      await write((tx) => opened.calls.answered(tx, answeredRow(bare, { trunk: "twilio" })))
      await end(other)
      await end(bare)
      expect(await opened.carrierLooks.due("twilio", 10)).toEqual([])
      expect(await opened.carrierLooks.due("telnyx", 10)).toEqual([look(other)])
    })
  })
}
