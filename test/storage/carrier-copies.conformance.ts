import { randomUUID } from "node:crypto"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { CarrierCopies, CarrierCopy } from "../../src/carriers/relay/copies.ts"
import type { OpenedRows } from "./opened.ts"
import { answeredRow, idsInOrder } from "./rows.ts"

type Opened<Tx> = Pick<OpenedRows<Tx>, "ledgerStore" | "calls" | "close"> & {
  readonly carrierCopies: CarrierCopies
  /** Closes, and opens the same storage again. */
  readonly reopened: () => Promise<CarrierCopies>
}

export function carrierCopiesConformance<Tx>(name: string, open: () => Promise<Opened<Tx>>): void {
  describe(`${name} as the list of what may exist at a carrier`, () => {
    let opened: Opened<Tx>
    const [callId] = idsInOrder(1)
    const copy = (changes: Partial<CarrierCopy> = {}): CarrierCopy => ({
      controlId: randomUUID(),
      trunk: "relay",
      callId: callId!,
      carrierCallId: randomUUID(),
      nodeId: "node-1",
      recordingId: randomUUID(),
      url: null,
      expectedAt: "2026-11-23T16:20:10.000Z",
      ...changes,
    })
    beforeEach(async () => {
      opened = await open()
      await opened.ledgerStore.transact((tx) => opened.calls.answered(tx.rows, answeredRow(callId!)))
    })
    afterEach(() => opened.close())

    test("what was expected is there after a restart, the oldest first, until it is gone", async () => {
      const { carrierCopies } = opened
      const late = copy({ expectedAt: "2026-11-23T16:30:00.000Z" })
      const early = copy()
      await carrierCopies.expect(late)
      await carrierCopies.expect(early)
      await carrierCopies.located(early.controlId, "https://space.signalwire.com/r.wav")
      const after = await opened.reopened()
      expect(await after.list("relay")).toEqual([{ ...early, url: "https://space.signalwire.com/r.wav" }, late])
      await after.gone(early.controlId)
      await after.gone(early.controlId)
      expect(await after.list("relay")).toEqual([late])
    })

    test("a trunk sees its own", async () => {
      await opened.carrierCopies.expect(copy({ trunk: "other" }))
      expect(await opened.carrierCopies.list("relay")).toEqual([])
    })

    test("what is not listed is neither located nor missed", async () => {
      await opened.carrierCopies.located(randomUUID(), "https://space.signalwire.com/r.wav")
      await opened.carrierCopies.gone(randomUUID())
      expect(await opened.carrierCopies.list("relay")).toEqual([])
    })

    test("one command is listed once, and only for a call that was answered", async () => {
      const once = copy()
      await opened.carrierCopies.expect(once)
      await expect(opened.carrierCopies.expect(once)).rejects.toMatchObject({ code: "CONFLICT" })
      const [, unknown] = idsInOrder(2)
      await expect(opened.carrierCopies.expect(copy({ callId: unknown! }))).rejects.toMatchObject({ code: "NOT_FOUND" })
    })
  })
}
