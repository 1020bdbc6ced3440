import { expect, test } from "vitest"
import { createApprovals } from "../../src/retention/approval.ts"
import type { ErasePlan } from "../../src/retention/eraser.ts"

const plan = (...ids: string[]): ErasePlan[] =>
  ids.map((recordingId) => ({ recordingId, outcome: "would_erase", retained: null }))
const HOUR = 3_600_000

function desk(twoPersons: boolean) {
  const clock = { now: Date.parse("2026-11-23T10:00:00Z") }
  return { clock, approvals: createApprovals({ twoPersons, now: () => new Date(clock.now) }) }
}

test("where two must agree, whoever looked cannot approve, and nobody can without having seen the plan's name", () => {
  const { approvals } = desk(true)
  const preview = approvals.shown("main", plan("a", "b"), "anna")
  const conflict = expect.objectContaining({ code: "CONFLICT" }) as Error
  expect(() => approvals.allow("main", plan("a", "b"), preview, "anna")).toThrow(conflict)
  expect(() => approvals.allow("main", plan("a", "b"), null, "bert")).toThrow(conflict)
  expect(() => approvals.allow("main", plan("a", "b"), preview, "bert")).not.toThrow()
  // In another order it is the same plan.
  expect(() => approvals.allow("main", plan("b", "a"), preview, "bert")).not.toThrow()
  // Having looked as well, the second person's look makes two.
  approvals.shown("main", plan("a", "b"), "bert")
  expect(() => approvals.allow("main", plan("a", "b"), preview, "anna")).not.toThrow()
})

test.each([true, false])("what was not shown is not erased (two persons: %s)", (twoPersons) => {
  const { approvals, clock } = desk(twoPersons)
  const preview = approvals.shown("main", plan("a", "b"), "anna")
  const stale = expect.objectContaining({ code: "VERSION_STALE", field: "preview" }) as Error
  const refused = (scope: string, now: ErasePlan[], name = preview): void =>
    expect(() => approvals.allow(scope, now, name, "bert")).toThrow(stale)
  refused("main", plan("a", "b", "c"))
  refused("main", plan("a"))
  refused("other", plan("a", "b"))
  refused("main", plan("a", "b"), "made-up")
  const [first] = plan("a")
  const held = { recordingId: "a", reason: "hold", rule: null, basis: null, until: null, sentence: "held" } as const
  refused("main", [{ ...first!, outcome: "would_retain", retained: held }, ...plan("b")])
  expect(() => approvals.allow("main", plan("a", "b"), preview, "bert")).not.toThrow()
  clock.now += 24 * HOUR + 1
  refused("main", plan("a", "b"))
})

test("where one is enough, the same person may look and erase", () => {
  const { approvals } = desk(false)
  const preview = approvals.shown("main", plan("a"), "anna")
  expect(() => approvals.allow("main", plan("a"), preview, "anna")).not.toThrow()
  expect(() => approvals.allow("main", plan("a"), null, "anna")).not.toThrow()
})
