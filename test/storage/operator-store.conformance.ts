import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { Line } from "../../src/greetings/document-line.ts"
import type { OperatorStore } from "../../src/greetings/document.ts"
import { line } from "./line.ts"

export interface OpenedOperator {
  readonly operator: OperatorStore
  /** Closes, and opens the same storage again. */
  reopen(): Promise<OperatorStore>
  readonly close: () => Promise<void>
}

export function operatorStoreConformance(name: string, open: () => Promise<OpenedOperator>): void {
  describe(`${name} as the store of the operator document`, () => {
    let opened: OpenedOperator
    beforeEach(async () => void (opened = await open()))
    afterEach(() => opened.close())

    test("a new store holds an empty document", () => {
      expect(opened.operator.current()).toEqual({ version: 0, lines: [], greetings: [] })
    })

    test("an update is there at once, with the next version, and after a restart", async () => {
      const stored = await opened.operator.update((draft) => draft.lines.push(line))
      expect(stored).toEqual({ version: 1, lines: [line], greetings: [] })
      expect(opened.operator.current()).toEqual(stored)
      expect((await opened.reopen()).current()).toEqual(stored)
    })

    test("nobody can change the current document without storing it", async () => {
      const stored = await opened.operator.update((draft) => draft.lines.push(structuredClone(line)))
      expect(() => stored.lines.push(line)).toThrow(TypeError)
      expect(() => Object.assign(stored.lines[0]!.retention, { days: 1 })).toThrow(TypeError)
      expect(opened.operator.current().lines[0]!.retention.days).toBe(30)
    })

    test("every problem of a bad change is named with its place, and nothing changes", async () => {
      const bad = opened.operator.update((draft) => {
        draft.lines.push({ ...line, number: "030 123456", limits: { concurrent_calls: 0 } })
      })
      await expect(bad).rejects.toMatchObject({ code: "INPUT_INVALID", field: "lines[0].number" })
      await expect(bad).rejects.toThrow(/lines\[0\]\.number: .*lines\[0\]\.limits\.concurrent_calls: /)
      await expect(bad).rejects.not.toThrow(/030/)
      expect(opened.operator.current().version).toBe(0)
      expect((await opened.reopen()).current().version).toBe(0)
    })

    test("two lines of one number, or of one id, are refused, and both are named", async () => {
      const twice = (second: Partial<Line>) =>
        opened.operator.update((draft) =>
          draft.lines.push(line, { ...line, id: "b", number: "+4930999888", ...second }),
        )
      await expect(twice({ number: line.number })).rejects.toThrow(/lines\[1\]\.number: another/)
      await expect(twice({ id: line.id })).rejects.toThrow(/lines\[0\]\.id: another/)
      expect(opened.operator.current().version).toBe(0)
    })

    test.each([
      ["+99912345678", "no country has this code"],
      ["+4930", "too short for its country"],
      ["+49301234567890123", "longer than E.164 allows"],
      ["+0301234567", "no country code"],
    ])("a line's number %s is refused: %s", async (number) => {
      const adding = opened.operator.update((draft) => draft.lines.push({ ...line, number }))
      await expect(adding).rejects.toMatchObject({ code: "INPUT_INVALID", field: "lines[0].number" })
      await expect(adding).rejects.not.toThrow(number)
    })

    test("a change that throws changes nothing", async () => {
      const failing = opened.operator.update((draft) => {
        draft.lines.push(line)
        throw new Error("changed my mind")
      })
      await expect(failing).rejects.toThrow("changed my mind")
      expect(opened.operator.current()).toEqual({ version: 0, lines: [], greetings: [] })
    })

    test("of two changes made to one version, the second is told that it is stale", async () => {
      const rename = (name: string) => opened.operator.update((draft) => draft.lines.push({ ...line, name }), 0)
      const results = await Promise.allSettled([rename("first"), rename("second")])
      expect(results.map((result) => result.status)).toEqual(["fulfilled", "rejected"])
      expect(results[1]).toMatchObject({ reason: { code: "VERSION_STALE" } })
      expect(opened.operator.current().lines.map((stored) => stored.name)).toEqual(["first"])
    })

    test("changes without an expected version follow one another", async () => {
      const ids = Array.from({ length: 8 }, (_, i) => `line-${i}`)
      const add = (id: string, i: number) =>
        opened.operator.update((draft) => draft.lines.push({ ...line, id, number: `+4930123456${i}` }))
      await Promise.all(ids.map(add))
      expect(opened.operator.current().version).toBe(8)
      expect(opened.operator.current().lines.map((stored) => stored.id)).toEqual(ids)
    })
  })
}
