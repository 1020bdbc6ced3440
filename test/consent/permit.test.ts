import { expect, test } from "vitest"
import { isPermit, permitFor } from "../../src/consent/permit.ts"
import { isReceipt } from "../../src/ledger/receipt.ts"
import { testPermit, testReceipt } from "../fakes/receipts.ts"

const call = "0190a000-0000-7000-8000-000000000001"
const other = "0190a000-0000-7000-8000-000000000002"

test("a permit is effective once its last receipt is durable, and names the caller's authority", () => {
  const caller = testReceipt(call, "caller", 40)
  const permit = permitFor(call, ["caller", "agent"], [testReceipt(call, "agent", 70), caller])
  expect(permit).toMatchObject({ callId: call, effectiveAt: 70 })
  expect(permit.authority).toBe(caller)
})

test("each required party needs a receipt of this very call", () => {
  const caller = testReceipt(call, "caller")
  expect(() => permitFor(call, ["caller", "agent"], [caller])).toThrow(/the agent .* not covered/)
  expect(() => permitFor(other, ["caller"], [caller])).toThrow(/the caller .* not covered/)
  expect(() => permitFor(call, [], [caller])).toThrow(/at least one party/)
})

test("what looks like a receipt is none", () => {
  const real = testReceipt(call, "caller")
  const copy: unknown = Object.assign({}, real)
  const heir: unknown = Object.create(real)
  expect([isReceipt(real), isReceipt(copy), isReceipt(heir), isReceipt(null)]).toEqual([true, false, false, false])
  expect((): unknown => Reflect.apply(permitFor, null, [call, ["caller"], [copy]])).toThrow(/not covered/)
})

test("a constructor reached through an instance makes neither permit nor receipt", () => {
  const permit = testPermit(call)
  const receipt = testReceipt(call, "caller")
  const { constructor: Permit } = permit as unknown as { constructor: new (...parts: unknown[]) => unknown }
  const { constructor: Receipt } = receipt as unknown as { constructor: new (...parts: unknown[]) => unknown }
  expect(() => new Permit(Symbol("mint"), call, 0, receipt)).toThrow(/only from ledger receipts/)
  expect(() => new Receipt(Symbol("mint"), receipt)).toThrow(/only if the ledger wrote it/)
})

test("a permit cannot be changed, and a copy of one is none", () => {
  const permit = testPermit(call, 50)
  expect(() => Object.assign(permit, { effectiveAt: 0 })).toThrow()
  expect(isPermit(permit)).toBe(true)
  expect(isPermit(Object.assign({}, permit))).toBe(false)
  expect(isPermit(structuredClone(permit))).toBe(false)
})
