import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { checkLeaf, isOrdered, parseLeaf } from "../../src/ledger/jcs.ts"
import { isPlainLeaf } from "../../src/ledger/leaf-pattern.ts"
import { sealLeaf } from "../../src/ledger/seal.ts"
import { consent, hashOf, honestLeaves, uuid } from "./leaves.ts"

/** The schema's word alone, which the fast way may not contradict. */
function bySchema(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    checkLeaf(value)
    return isOrdered(value) && JSON.stringify(value) === text
  } catch {
    return false
  }
}
const byPattern = (text: string): boolean => {
  try {
    return isPlainLeaf(text, JSON.parse(text))
  } catch {
    return false
  }
}
const accepted = (text: string): boolean => {
  try {
    parseLeaf(Buffer.from(text))
    return true
  } catch {
    return false
  }
}

const base = { v: 1, id: uuid(), ts: "2026-11-23T16:20:00.000Z" } as const
const more: object[] = [
  { ...base, type: "kek.created", kek: "kek-1", fingerprint: hashOf("kek") },
  { ...base, type: "config.changed", before: hashOf("a"), after: hashOf("b"), document_version: 3 },
  { ...base, type: "config.changed", before: hashOf("a"), after: hashOf("b"), document_version: 3, by: "user_1" },
  { ...base, type: "access.played", rec: uuid(), ranges: ["0-100", "200-300"], _sd: [hashOf("c")], _sd_alg: "sha-256" },
  { ...base, type: "hold.set", rec: uuid(), reason: "court", until: "2028-02-29" },
  { ...base, type: "hold.set", rec: uuid(), reason: "court" },
  {
    ...consent("consent.granted", uuid(), 1),
    policy: { at: "2026-11-23", called: "US-NY", line: "opt_out", mode: "opt_in", rules: hashOf("rules") },
  },
  { ...base, type: "party.held", call: uuid(), party: "agent" },
  { ...base, type: "recording.paused", rec: uuid(), media_ms: 0 },
]
const texts = [...honestLeaves(), ...more].map((leaf) => Buffer.from(sealLeaf(leaf).entry).toString())

describe("the fast way to read a leaf", () => {
  test("takes every plain leaf, so that a verifier is fast", () => {
    for (const text of texts) expect(byPattern(text), text).toBe(true)
  })

  test("leaves what is not plain to the schema", () => {
    const spoken = Buffer.from(sealLeaf({ ...base, type: "hold.set", rec: uuid(), reason: "Gericht: „Nein“" }).entry)
    expect(byPattern(spoken.toString())).toBe(false)
    expect(parseLeaf(spoken)).toMatchObject({ reason: "Gericht: „Nein“" })
    const named = { ...base, type: "hold.set", rec: uuid(), reason: `say "type":"call.ended" now` }
    expect(parseLeaf(sealLeaf(named).entry)).toMatchObject({ reason: named.reason })
  })

  test("says yes only where the schema does, whatever is done to a leaf", () => {
    let yes = 0
    let no = 0
    const pieces = [
      '"',
      "\\",
      "0",
      "00",
      "-1",
      "1e3",
      " ",
      ",",
      "}",
      "]",
      "é",
      "\u0000",
      '"a":1,',
      "null",
      "A",
      "9".repeat(17),
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.nat(),
        fc.nat(3),
        fc.constantFrom("", ...pieces),
        (text, at, cut, piece) => {
          const from = at % text.length
          const mutated = text.slice(0, from) + piece + text.slice(from + cut)
          const plain = byPattern(mutated)
          if (plain) yes++
          else no++
          if (plain && !bySchema(mutated)) {
            // Only the order of the digests is left to the check behind it.
            expect(mutated).toContain('"_sd"')
          }
          expect(accepted(mutated)).toBe(bySchema(mutated))
        },
      ),
      { numRuns: 6000 },
    )
    expect(yes).toBeGreaterThan(100)
    expect(no).toBeGreaterThan(1000)
  })

  test.each([
    ["digests out of order", { _sd: [hashOf("a"), hashOf("b")].sort().reverse(), _sd_alg: "sha-256" }],
    ["digests without their algorithm", { _sd: [hashOf("a")] }],
    ["an algorithm without digests", { _sd_alg: "sha-256" }],
  ])("refuses %s", (_, members) => {
    const leaf = { ...members, call: uuid(), ...base, line: "main", type: "call.answered" }
    const text = JSON.stringify(Object.fromEntries(Object.entries(leaf).sort(([a], [b]) => (a < b ? -1 : 1))))
    expect(accepted(text)).toBe(false)
  })

  test("refuses a 29th of February that is none, and takes one that is", () => {
    const held = texts.find((text) => text.includes("2028-02-29")) ?? ""
    expect(accepted(held)).toBe(true)
    expect(accepted(held.replace("2028-02-29", "2027-02-29"))).toBe(false)
  })
})
