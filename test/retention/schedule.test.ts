/* The resolver against a table of every combination of what may stand on a recording. */
import fc from "fast-check"
import { expect, test } from "vitest"
import {
  dayOf,
  isDue,
  type RecordingFacts,
  resolve,
  type RuleKind,
  type ScopedRule,
} from "../../src/retention/schedule.ts"

const DAY = 86_400_000
const ended = new Date("2026-11-23T10:00:00.000Z")
const after = (days: number): string => new Date(Date.parse("2026-11-24") + days * DAY).toISOString()

const facts = (change: Partial<RecordingFacts> = {}): RecordingFacts => ({
  callEndedAt: ended,
  line: "main",
  category: "sales",
  purposes: ["quality", "contract"],
  region: "eu",
  captured: { policy: "line-100d", days: 100 },
  shredAt: null,
  restricted: false,
  holds: [],
  erasureAsked: false,
  ...change,
})
const rule = (kind: RuleKind, days: number, change: Partial<ScopedRule> = {}): ScopedRule => ({
  id: `${kind}-${days}`,
  kind,
  days,
  basis: `basis of ${kind}`,
  line: null,
  category: null,
  purpose: null,
  region: null,
  from: null,
  to: null,
  ...change,
})

const WITHDRAWN = "2026-11-26T10:00:00.000Z"
const flags = [false, true]
const table = flags.flatMap((hold) =>
  flags.flatMap((restricted) =>
    flags.flatMap((asked) =>
      flags.flatMap((withdrawn) =>
        flags.flatMap((minimum) =>
          flags.flatMap((maximum) =>
            flags.flatMap((keep) =>
              flags.map((captured) => ({ hold, restricted, asked, withdrawn, minimum, maximum, keep, captured })),
            ),
          ),
        ),
      ),
    ),
  ),
)

/** What the law and the promises say, written a second time and differently: first that applies. */
function expected(row: (typeof table)[number]): { by: string; from: string | null } {
  const chosen = row.keep ? 200 : row.captured ? 100 : 365
  // minimum 150, maximum 50: the law beats minimisation.
  const days = row.minimum ? Math.max(150, row.maximum ? 50 : chosen) : row.maximum ? Math.min(50, chosen) : chosen
  if (row.hold) return { by: "hold", from: null }
  if (row.restricted && !row.asked) return { by: "restriction", from: null }
  if (row.asked || row.withdrawn) {
    if (row.minimum) return { by: "minimum", from: after(150) }
    return row.asked ? { by: "erasure", from: "" } : { by: "withdrawal", from: WITHDRAWN }
  }
  if (row.minimum && (row.maximum || chosen < 150)) return { by: "minimum", from: after(days) }
  if (row.maximum) return { by: "maximum", from: after(days) }
  return { by: row.keep ? "keep" : row.captured ? "captured" : "default", from: after(days) }
}

test("every combination of hold, restriction, request, withdrawal and rules has its one result", () => {
  expect(table).toHaveLength(256)
  const winners = new Set<string>()
  for (const row of table) {
    const rules = [
      ...(row.minimum ? [rule("minimum", 150), rule("minimum", 120)] : []),
      ...(row.maximum ? [rule("maximum", 50), rule("maximum", 60)] : []),
      ...(row.keep ? [rule("keep", 200, { line: "main" }), rule("keep", 20)] : []),
    ]
    const given = facts({
      restricted: row.restricted,
      erasureAsked: row.asked,
      shredAt: row.withdrawn ? WITHDRAWN : null,
      captured: row.captured ? { policy: "line-100d", days: 100 } : null,
      holds: row.hold
        ? [
            { id: "h2", reason: "case 2" },
            { id: "h1", reason: "case 1" },
          ]
        : [],
    })
    const found = resolve(given, rules)
    const want = expected(row)
    expect({ by: found.by, from: found.shredFrom }, JSON.stringify(row)).toEqual(want)
    expect(found.playable).toBe(!row.restricted && !row.withdrawn)
    expect(found.sentence.length).toBeGreaterThan(20)
    // The order in which rules are stored decides nothing.
    expect(resolve(given, [...rules].reverse())).toEqual(found)
    winners.add(found.by)
  }
  expect([...winners].sort()).toEqual(
    ["captured", "default", "erasure", "hold", "keep", "maximum", "minimum", "restriction", "withdrawal"].sort(),
  )
})

test.each([
  ["its line", { line: "main" }, { line: "other" }],
  ["its category", { category: "sales" }, { category: "support" }],
  ["one of its purposes", { purpose: "contract" }, { purpose: "training" }],
  ["its region", { region: "eu" }, { region: "us" }],
  ["calls that ended since", { from: ended.toISOString() }, { from: "2026-11-23T10:00:00.001Z" }],
  ["calls that ended before", { to: "2026-11-23T10:00:00.001Z" }, { to: ended.toISOString() }],
])("a rule for %s applies, and one for another does not", (_what, mine, others) => {
  expect(resolve(facts(), [rule("maximum", 9, mine)])).toMatchObject({ by: "maximum", deleteAfter: "2026-12-02" })
  expect(resolve(facts(), [rule("maximum", 9, others)])).toMatchObject({ by: "captured", rule: "line-100d" })
})

test("the most specific period wins, and of two as specific the shorter", () => {
  const wide = rule("keep", 10)
  const narrow = rule("keep", 300, { line: "main", purpose: "contract" })
  const alike = rule("keep", 299, { line: "main", purpose: "quality" })
  expect(resolve(facts(), [wide, narrow]).rule).toBe("keep-300")
  expect(resolve(facts(), [narrow, alike, wide]).rule).toBe("keep-299")
})

test("nothing is kept for less than the law says, nor longer than the maximum unless the law or a hold says so", () => {
  const rules = fc.array(
    fc.record({
      kind: fc.constantFrom<RuleKind>("minimum", "maximum", "keep"),
      days: fc.integer({ min: 1, max: 4000 }),
    }),
    { maxLength: 6 },
  )
  let early = 0
  fc.assert(
    fc.property(rules, fc.boolean(), fc.boolean(), fc.boolean(), (list, asked, withdrawn, restricted) => {
      const made = list.map(({ kind, days }, i) => rule(kind, days, { id: String(i) }))
      const of = (kind: RuleKind): number[] => made.filter((one) => one.kind === kind).map((one) => one.days)
      const { shredFrom } = resolve(
        facts({ erasureAsked: asked, shredAt: withdrawn ? WITHDRAWN : null, restricted }),
        made,
      )
      const least = Math.max(0, ...of("minimum"))
      if (shredFrom === null) {
        expect(restricted && !asked).toBe(true)
        return
      }
      if (least > 0) expect(shredFrom >= after(least)).toBe(true)
      else if (asked || withdrawn) early += 1
      const most = Math.min(Infinity, ...of("maximum"))
      if (most >= least && most < Infinity) expect(shredFrom <= after(most)).toBe(true)
    }),
  )
  expect(early).toBeGreaterThan(5)
})

test("a recording is due when its last day is over, not a millisecond sooner", () => {
  const found = resolve(facts(), [])
  expect(found.deleteAfter).toBe(dayOf(new Date(ended.getTime() + 100 * DAY)))
  expect(isDue(found, new Date(Date.parse(after(100)) - 1))).toBe(false)
  expect(isDue(found, new Date(after(100)))).toBe(true)
})
