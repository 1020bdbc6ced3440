import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { Line, OperatorStore } from "../../src/greetings/document.ts"

export interface OpenedOperator {
  readonly operator: OperatorStore
  /** Closes, and opens the same storage again. */
  reopen(): Promise<OperatorStore>
  readonly close: () => Promise<void>
}

export const line: Line = {
  id: "main",
  name: "Main line",
  number: "+4930123456",
  organisation: "Example",
  language: "en",
  greeting: "standard",
  mode: "opt_in",
  purposes: ["quality"],
  destination: { kind: "test-agent" },
  agent_basis: "employment contract",
  retention: { policy: "standard", days: 30 },
  keys: { agree: "1", refuse: "2", repeat: "*", more: "0", withdraw: "*9" },
  on_withdrawal: "restrict_72h",
  limits: { concurrent_calls: 10 },
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
      await Promise.all(ids.map((id) => opened.operator.update((draft) => draft.lines.push({ ...line, id }))))
      expect(opened.operator.current().version).toBe(8)
      expect(opened.operator.current().lines.map((stored) => stored.id)).toEqual(ids)
    })
  })
}
