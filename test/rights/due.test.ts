import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { dueOn } from "../../src/rights/due.ts"

describe("an answer is due", () => {
  test.each([
    ["2026-11-23T16:20:00.000Z", "2026-12-23", "2027-02-23"],
    ["2026-12-31T23:59:59.999Z", "2027-01-31", "2027-03-31"],
    // No such day: the last of the month.
    ["2027-01-31T00:00:00.000Z", "2027-02-28", "2027-04-30"],
    ["2028-01-31T00:00:00.000Z", "2028-02-29", "2028-04-30"],
    ["2026-11-30T12:00:00.000Z", "2026-12-30", "2027-02-28"],
  ])("received %s: on %s, extended on %s", (received, due, extended) => {
    expect(dueOn(received, false)).toBe(due)
    expect(dueOn(received, true)).toBe(extended)
  })

  test("28 to 31 days later, and 89 to 92 when extended", () => {
    const dates = fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
    fc.assert(
      fc.property(dates, (date) => {
        const days = (day: string): number =>
          (Date.parse(day) - Date.parse(date.toISOString().slice(0, 10))) / 86_400_000
        const due = days(dueOn(date.toISOString(), false))
        const extended = days(dueOn(date.toISOString(), true))
        return due >= 28 && due <= 31 && extended >= 89 && extended <= 92
      }),
    )
  })
})
