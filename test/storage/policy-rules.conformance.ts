import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { PolicyRules } from "../../src/consent/ports.ts"

interface Opened {
  readonly policyRules: PolicyRules
  readonly close: () => Promise<void>
  /** Closes, and opens the same storage again. */
  readonly reopened: () => Promise<PolicyRules>
}

export function policyRulesConformance(name: string, open: () => Promise<Opened>): void {
  describe(`${name} as the shelf of jurisdiction rules`, () => {
    let opened: Opened
    beforeEach(async () => void (opened = await open()))
    afterEach(() => opened.close())
    const set = { sha256: "r".repeat(43), content: `{"words":"Bußgeld"}`, firstUsedAt: "2026-11-23T16:20:00.000Z" }

    test("a set that was used is there as it was, also after a restart; another is not", async () => {
      await opened.policyRules.keep(set)
      expect(await opened.policyRules.kept(set.sha256)).toEqual(set)
      expect(await opened.policyRules.kept("s".repeat(43))).toBeNull()
      expect(await (await opened.reopened()).kept(set.sha256)).toEqual(set)
    })

    test("a set that is used again keeps its first use, and is never rewritten", async () => {
      await opened.policyRules.keep(set)
      await opened.policyRules.keep({ ...set, content: "{}", firstUsedAt: "2027-01-01T00:00:00.000Z" })
      expect(await opened.policyRules.kept(set.sha256)).toEqual(set)
    })
  })
}
