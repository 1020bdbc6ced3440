import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { KeyStore } from "../../src/keys/ports.ts"
import type { ReceiptRows, Tries } from "../../src/rights/receipt-ports.ts"

interface Opened {
  readonly receipts: ReceiptRows
  readonly keyStore: Pick<KeyStore, "shredCallKeys">
  readonly close: () => Promise<void>
  /** Closes, and opens the same storage again. */
  readonly reopened: () => Promise<ReceiptRows>
}

const at = "2026-11-24T00:20:00.000Z"
const receipt = {
  digest: "d".repeat(43),
  callId: "0190a000-0000-7000-8000-000000000001",
  callKeyId: "ck_0190a000-0000-7000-8000-000000000002",
  issuedAt: at,
}

export function receiptRowsConformance(name: string, open: () => Promise<Opened>): void {
  describe(`${name} as the book of receipts`, () => {
    let opened: Opened
    beforeEach(async () => void (opened = await open()))
    afterEach(() => opened.close())

    test("a receipt finds its call, also after a restart, until the call's key is destroyed", async () => {
      expect(await opened.receipts.add(receipt)).toBe(true)
      expect(await opened.receipts.find("e".repeat(43))).toBeNull()
      const again = await opened.reopened()
      expect(await again.find(receipt.digest)).toBe(receipt.callId)
    })

    test("what was shredded is found by no code", async () => {
      await opened.receipts.add(receipt)
      await opened.keyStore.shredCallKeys([receipt.callKeyId])
      expect(await opened.receipts.find(receipt.digest)).toBeNull()
    })

    test("a digest stands for one call: the second is told to make another code", async () => {
      await opened.receipts.add(receipt)
      expect(await opened.receipts.add({ ...receipt, callId: "0190a000-0000-7000-8000-000000000003" })).toBe(false)
      expect(await opened.receipts.find(receipt.digest)).toBe(receipt.callId)
    })

    test("tries are counted in one step, whoever comes at once, and survive a restart", async () => {
      const one = (found: readonly (Tries | null)[]) =>
        found.map((tries) => ({ failures: (tries?.failures ?? 0) + 1, at }))
      await Promise.all(Array.from({ length: 8 }, () => opened.receipts.tries(["a", "b"], one)))
      expect(await opened.receipts.tries(["b"], () => null)).toBe(false)
      let seen: readonly (Tries | null)[] = []
      const again = await opened.reopened()
      await again.tries(["b", "a", "c"], (found) => {
        seen = found
        return null
      })
      expect(seen).toEqual([{ failures: 8, at }, { failures: 8, at }, null])
      await again.forgetTries("2026-11-24T00:20:00.001Z")
      await again.tries(["a"], (found) => {
        seen = found
        return null
      })
      expect(seen).toEqual([null])
    })
  })
}
