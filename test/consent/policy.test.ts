import { readFileSync } from "node:fs"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type Jurisdiction, parseRules } from "../../src/consent/jurisdictions.ts"
import { decide, inputsOf, type LineMode, placeOf, policyFacts } from "../../src/consent/policy.ts"
import { replayOf } from "../../src/consent/replay.ts"
import { lineWarnings } from "../../src/consent/warnings.ts"
import { askModes, type AskMode, type Leaf } from "../../src/ledger/entry.ts"
import { sealLeaf } from "../../src/ledger/seal.ts"
import { shippedRules as rules } from "../fakes/policy.ts"
import { answered, consent, opened, uuid } from "../ledger/leaves.ts"

/** The file as it lies there, read by nothing of ours. */
const file = JSON.parse(readFileSync(new URL("../../config/jurisdictions.json", import.meta.url), "utf8")) as {
  notice: string
  version: string
  jurisdictions: (Jurisdiction & { area_codes?: string[] })[]
}
const codes = file.jurisdictions.map(({ code }) => code)
const AT = "2026-11-23"
const ask = (line: LineMode, caller: string | null, called: string | null, declared?: string) =>
  decide({ at: AT, line, caller, called, declared }, rules)

describe("the shipped rules", () => {
  test("are the lists that were compared: nine states in all, six in some, taken strictly; all else by one party", () => {
    const states = file.jurisdictions.filter(({ code }) => code.startsWith("US-"))
    expect(states).toHaveLength(51)
    const strict = (confidence: string[]) =>
      states
        .filter((row) => row.rule === "all_party" && confidence.includes(row.confidence))
        .map(({ code }) => code.slice(3))
        .sort()
    expect(strict(["high"])).toEqual(["CA", "FL", "IL", "MA", "MD", "MT", "NH", "PA", "WA"])
    expect(strict(["medium", "low"])).toEqual(["CT", "DE", "MI", "NV", "OR", "VT"])
    for (const { rule, allows } of states.filter((row) => row.rule !== "all_party")) {
      expect(rule).toBe("one_party")
      expect([...allows].sort()).toEqual([...askModes].sort())
    }
  })

  test("say where each was read, when, how sure it is, and that it is no legal advice", () => {
    expect(file.notice).toContain("not legal advice")
    for (const { sources, reviewed_on, confidence, code } of file.jurisdictions) {
      expect(sources.length, code).toBeGreaterThan(0)
      expect(reviewed_on).toMatch(/^2026-/)
      expect(["high", "medium", "low"]).toContain(confidence)
    }
  })

  test("let no jurisdiction that asks for consent be recorded unless refused, or on a notice alone", () => {
    for (const { code, rule, allows } of file.jurisdictions.filter((row) => row.rule !== "one_party")) {
      expect(allows, `${code} ${rule}`).not.toContain("opt_out")
      expect(allows, `${code} ${rule}`).not.toContain("notice_only")
    }
  })

  test("are answered as the file has them, for every pair of places and every mode", () => {
    const allowed = (code: string | null, mode: AskMode) =>
      code === null
        ? mode === "opt_in"
        : (file.jurisdictions.find((row) => row.code === code)?.allows.includes(mode) ?? mode === "opt_in")
    const places = [...codes, "BR", null]
    let replaced = 0
    for (const caller of places) {
      for (const called of places) {
        for (const line of askModes) {
          const { mode, won } = ask(line, caller, called)
          const may = allowed(caller, line) && allowed(called, line)
          if (!may) replaced++
          // Compared by hand: an expectation each would take longer than the walk.
          if (mode !== (may ? line : "opt_in")) throw new Error(`${caller} ${called} ${line} -> ${mode}`)
          if (won.code !== caller && won.code !== called) throw new Error(`${caller} ${called} won by ${won.code}`)
        }
      }
    }
    expect(replaced).toBeGreaterThan(10_000)
  })
})

describe("a file of rules", () => {
  const good = file.jurisdictions[0]!
  const refused = (change: object | object[], more: object = {}): string => {
    try {
      parseRules({ ...file, jurisdictions: [change].flat(), ...more })
      return "taken"
    } catch (error) {
      return (error as Error).message
    }
  }

  test.each([
    [
      "an unknown state",
      { ...good, code: "US-XX" },
      /jurisdictions\.0\.code: not known: give an ISO 3166-1 country such as DE, or a US state/,
    ],
    ["an unknown country", { ...good, code: "ZZ" }, /jurisdictions\.0\.code: not known/],
    ["a state of another country", { ...good, code: "DE-BY" }, /jurisdictions\.0\.code: not known/],
    ["an unknown rule", { ...good, rule: "two_party" }, /jurisdictions\.0\.rule: /],
    ["an unknown mode", { ...good, allows: ["opt_in", "always"] }, /jurisdictions\.0\.allows\.1: /],
    ["no opt_in", { ...good, allows: ["notice_only"] }, /jurisdictions\.0\.allows: opt_in must be among them/],
    ["a mode twice", { ...good, allows: ["opt_in", "opt_in"] }, /jurisdictions\.0\.allows: names a mode twice/],
    ["no source", { ...good, sources: [] }, /jurisdictions\.0\.sources: /],
    ["a source that is no address", { ...good, sources: ["the law"] }, /jurisdictions\.0\.sources\.0: /],
    ["no day of review", { ...good, reviewed_on: "lately" }, /jurisdictions\.0\.reviewed_on: /],
    ["a member that nobody reads", { ...good, penalty: 5000 }, /jurisdictions\.0: .*penalty/],
    ["one code twice", [good, good], /jurisdictions\.1\.code: AT stands here twice/],
    [
      "area codes of a country",
      { ...good, area_codes: ["415"] },
      /jurisdictions\.0\.area_codes: only states of the USA/,
    ],
  ])("with %s is refused with its path", (_what, rows, message) => {
    expect(refused(rows)).toMatch(message)
  })

  test("with one area code in two states is refused, and every problem is named at once", () => {
    const [first, second] = file.jurisdictions.filter(({ area_codes }) => area_codes)
    expect(refused([first!, { ...second!, area_codes: first!.area_codes }])).toMatch(
      /jurisdictions\.1\.area_codes\.0: 907 belongs to US-AK/,
    )
    expect(refused({ ...good, code: "US-XX", rule: "two_party" }, { notice: "" })).toMatch(/have 3 problem/)
  })

  test("may bring a rule that begins on a day: the day before, the older one counts, or none", () => {
    const set = parseRules({
      ...file,
      jurisdictions: [
        { ...good, code: "BR", allows: ["opt_in"], in_force_from: "2027-01-01" },
        { ...good, code: "DE", allows: ["opt_in"] },
        { ...good, code: "DE", allows: ["opt_in", "notice_only"], in_force_from: "2027-01-01" },
      ],
    })
    const mode = (at: string) => decide({ at, line: "notice_only", caller: "DE", called: "DE" }, set).mode
    expect(mode("2026-12-31")).toBe("opt_in")
    expect(mode("2027-01-01")).toBe("notice_only")
    expect(set.ruleOf("BR", "2026-12-31")).toBeNull()
  })

  test("has one hash, however it is spelled, and another for another rule", () => {
    const turned = { jurisdictions: file.jurisdictions, version: file.version, notice: file.notice }
    expect(parseRules(turned).sha256).toBe(rules.sha256)
    expect(parseRules(JSON.parse(rules.content)).sha256).toBe(rules.sha256)
    expect(parseRules({ ...file, version: "other" }).sha256).not.toBe(rules.sha256)
  })
})

describe("where a number points", () => {
  test.each([
    ["+14155550123", "US-CA"],
    ["+12125550123", "US-NY"],
    ["+18005550123", "US"],
    ["+14165550123", "CA"],
    ["+4930123456", "DE"],
    ["+442071838750", "GB"],
    ["+17875550123", "PR"],
    ["+80012345678", null],
    ["+999123456789", null],
    ["12", null],
    [null, null],
  ])("%s: %s", (number, place) => {
    expect(placeOf(number, rules)).toBe(place)
  })

  test("every area code of the file points to its state", () => {
    const wrong = file.jurisdictions.flatMap(({ code, area_codes = [] }) =>
      area_codes.filter((area) => rules.stateOf(area) !== code),
    )
    expect(wrong).toEqual([])
    expect(file.jurisdictions.flatMap(({ area_codes = [] }) => area_codes).length).toBeGreaterThan(350)
  })
})

describe("a decision", () => {
  test("keeps a mode that both places allow, and takes opt_in where one does not", () => {
    expect(ask("notice_only", "US-NY", "US-TX")).toMatchObject({ mode: "notice_only", parties: ["agent"] })
    expect(ask("notice_only", "US-CA", "US-TX")).toMatchObject({
      mode: "opt_in",
      parties: ["caller", "agent"],
      won: { of: "caller", code: "US-CA" },
    })
    expect(ask("opt_out", "US-NY", "US-TX", "US-WA")).toMatchObject({ mode: "opt_in", won: { of: "declared" } })
    expect(ask("legal_obligation", "DE", "GB").mode).toBe("legal_obligation")
    expect(ask("legal_obligation", "DE", "US-CA")).toMatchObject({
      mode: "opt_in",
      won: { of: "called", code: "US-CA" },
    })
  })

  test("is strict where a place is not known: a withheld number, a country without a rule, a state not known", () => {
    for (const caller of [null, "BR", "US"]) {
      for (const line of ["opt_out", "notice_only", "legal_obligation"] as const) {
        expect(ask(line, caller, "US-NY").mode, `${caller} ${line}`).toBe("opt_in")
      }
    }
    expect(ask("agent_asks", null, "US-NY").mode).toBe("opt_in")
    expect(ask("agent_asks", "US-CA", "DE").mode).toBe("agent_asks")
  })

  test("leaves a line that is off alone", () => {
    const { mode, why } = ask("off", null, null)
    expect(mode).toBe("off")
    expect(why).toContain("nothing is recorded")
  })

  test("says in a sentence which rule won, and why", () => {
    expect(ask("notice_only", "US-CA", "US-NY").why).toBe(
      "The caller's number points to US-CA, where everybody on the line has to agree (Cal. Penal Code 632 and 632.7): notice_only is not allowed there, so the caller is asked first.",
    )
    expect(ask("opt_out", null, "US-NY").why).toBe(
      "The caller's number points to no place, for which there is no rule: what is unknown is treated strictly, so opt_out is not used and the caller is asked first.",
    )
    expect(ask("opt_in", "US-NY", "DE").why).toMatch(
      /^The dialled number points to DE, where consent is required .* and it allows opt_in\.$/,
    )
  })

  test("never gets laxer by another place, nor by a day more", () => {
    const place = fc.option(fc.constantFrom(...codes, "BR"), { nil: null })
    fc.assert(
      fc.property(
        place,
        place,
        fc.constantFrom(...codes),
        fc.constantFrom(...askModes),
        (caller, called, declared, line) => {
          const without = ask(line, caller, called).mode
          const mode = ask(line, caller, called, declared).mode
          expect([line, "opt_in"]).toContain(mode)
          if (without === "opt_in") expect(mode).toBe("opt_in")
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe("what a leaf keeps of a decision", () => {
  const facts = (line: AskMode, caller: string | null, called: string | null, declared?: string) => {
    const inputs = { at: AT, line, caller, called, declared }
    return policyFacts(inputs, decide(inputs, rules), rules.sha256)
  }
  const leafOf = (policy: ReturnType<typeof facts>): Leaf => {
    const granted = consent("consent.granted", uuid(), 1)
    return granted.type === "consent.granted" ? { ...granted, policy } : granted
  }
  const entriesOf = async function* (leaves: readonly Leaf[]) {
    for (const [index, leaf] of leaves.entries()) yield { index, entry: sealLeaf(leaf).entry }
  }

  test("is its inputs and its outcome, and no number", () => {
    expect(facts("notice_only", "US-CA", "US-NY")).toEqual({
      at: AT,
      caller: "US-CA",
      called: "US-NY",
      decided_by: "US-CA",
      line: "notice_only",
      mode: "opt_in",
      rules: rules.sha256,
    })
    expect(facts("opt_in", null, "DE", "DE")).toMatchObject({ called: "DE", declared: "DE" })
    expect(facts("opt_in", null, "DE")).not.toHaveProperty("caller")
    expect(inputsOf(facts("opt_in", null, "DE"))).toEqual({
      at: AT,
      line: "opt_in",
      caller: null,
      called: "DE",
      declared: undefined,
    })
  })

  test("makes every decision again, by the rules of its time", async () => {
    const places = ["DE", "US-CA", "US-NY", "US", "BR", null]
    const all = askModes.flatMap((line) =>
      places.flatMap((caller) =>
        places.flatMap((called) => [facts(line, caller, called), facts(line, caller, called, "DE")]),
      ),
    )
    const leaves = [opened(), answered(uuid()), ...all.map(leafOf)]
    const found = await replayOf(entriesOf(leaves), async () => rules)
    expect(found).toEqual({ decisions: 360, rules: [rules.sha256], different: 0, differences: [] })
  })

  test("shows a decision that does not follow, and rules that are gone or were changed", async () => {
    const honest = facts("notice_only", "US-CA", "US-NY")
    const bent = leafOf({ ...honest, mode: "notice_only" })
    const other = parseRules({ ...file, version: "another" })
    const lost = leafOf({ ...honest, rules: other.sha256 })
    const swapped = leafOf({ ...honest, rules: "x".repeat(43) })
    const shelf = new Map([
      [rules.sha256, rules],
      ["x".repeat(43), other],
    ])
    const found = await replayOf(
      entriesOf([leafOf(honest), bent, lost, swapped]),
      async (sha256) => shelf.get(sha256) ?? null,
    )
    expect(found).toMatchObject({ decisions: 4, different: 3 })
    expect(found.differences).toMatchObject([
      {
        leaf: 1,
        what: "decided_otherwise",
        stored: { mode: "notice_only" },
        computed: { mode: "opt_in", decidedBy: "US-CA" },
      },
      { leaf: 2, what: "rules_missing", computed: null },
      { leaf: 3, what: "rules_changed" },
    ])
  })
})

describe("the warnings of a line", () => {
  const warned = (mode: LineMode, number: string, location?: string) =>
    lineWarnings({ mode, number, location }, rules, AT)

  test("say that a mode is not allowed where the line is, or for whom it is not used", () => {
    expect(warned("opt_out", "+4930123456")).toMatchObject([{ code: "mode_not_allowed_here", jurisdictions: ["DE"] }])
    expect(warned("notice_only", "+12125550123", "US-CA")).toMatchObject([
      { code: "mode_not_allowed_here", jurisdictions: ["US-CA"] },
    ])
    const [one, ...none] = warned("notice_only", "+12125550123", "US-NY")
    expect(none).toEqual([])
    expect(one).toMatchObject({ code: "mode_not_allowed_for_callers" })
    expect(one?.jurisdictions).toEqual(expect.arrayContaining(["DE", "US-CA", "US"]))
    expect(one?.jurisdictions).not.toContain("US-TX")
  })

  test("are none where callers are asked first or the line is off, but for a location without a rule", () => {
    expect([...warned("opt_in", "+4930123456"), ...warned("off", "+4930123456")]).toEqual([])
    expect(warned("opt_in", "+4930123456", "BR")).toMatchObject([{ code: "location_unknown", jurisdictions: ["BR"] }])
  })
})
