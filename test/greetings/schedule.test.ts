import fc from "fast-check"
import { expect, test } from "vitest"
import { schedule, weekdays, type Schedule } from "../../src/greetings/document-schedule.ts"
import { openingAt, openingUntil } from "../../src/greetings/schedule.ts"

const MINUTE = 60_000
const DAY = 1440 * MINUTE
const office = schedule.parse({
  id: "office",
  name: "Office",
  time_zone: "Europe/Berlin",
  weekly: [
    {
      days: ["mon", "tue", "wed", "thu", "fri"],
      hours: [
        { from: "09:00", to: "12:00" },
        { from: "13:00", to: "17:30" },
      ],
    },
  ],
  holidays: [
    { name: "Christmas Day", on: "--12-25" },
    { name: "Moving house", on: "2026-11-26" },
  ],
  overrides: [
    { name: "Stocktaking", from: "2026-12-28", to: "2026-12-30", hours: [] },
    { name: "Open on Christmas", from: "2027-12-25", to: "2027-12-25", hours: [{ from: "10:00", to: "11:00" }] },
  ],
})
const at = (text: string) => new Date(text)

test.each([
  ["2026-11-23T07:59:59Z", false, "weekly", null, "2026-11-23T08:00:00.000Z"],
  ["2026-11-23T08:00:00Z", true, "weekly", null, "2026-11-23T11:00:00.000Z"],
  ["2026-11-23T11:00:00Z", false, "weekly", null, "2026-11-23T12:00:00.000Z"],
  ["2026-11-27T16:30:00Z", false, "weekly", null, "2026-11-30T08:00:00.000Z"],
  ["2026-11-26T10:00:00Z", false, "holiday", "Moving house", "2026-11-27T08:00:00.000Z"],
  ["2026-12-25T10:00:00Z", false, "holiday", "Christmas Day", "2026-12-31T08:00:00.000Z"],
  ["2026-12-29T10:00:00Z", false, "override", "Stocktaking", "2026-12-31T08:00:00.000Z"],
  ["2027-12-25T09:30:00Z", true, "override", "Open on Christmas", "2027-12-25T10:00:00.000Z"],
])("at %s the office is open: %s, by %s %s, until %s", (when, open, by, name, until) => {
  const found = openingUntil(office, at(when))
  expect({ ...found, until: found.until?.toISOString() }).toEqual({ open, by, name, until })
})

test("opening hours keep the wall clock when the clocks change", () => {
  // Berlin goes to summer time on Sunday 28 March 2027.
  expect(openingUntil(office, at("2027-03-26T20:00:00Z")).until?.toISOString()).toBe("2027-03-29T07:00:00.000Z")
  const nightly = { ...office, weekly: [{ days: [...weekdays], hours: [{ from: "02:30", to: "03:30" }] }] }
  // 02:30 does not exist that night: open from 03:00, when the clock jumps to it.
  const spring = openingUntil(nightly, at("2027-03-28T00:30:00Z"))
  expect([spring.open, spring.until?.toISOString()]).toEqual([false, "2027-03-28T01:00:00.000Z"])
  // 02:30 comes twice on 25 October 2026: open, closed again at the repeated 02:00, open again.
  const walk = ["2026-10-25T00:00:00Z"]
  for (let i = 0; i < 4; i++) walk.push(openingUntil(nightly, at(walk.at(-1)!)).until!.toISOString())
  expect(walk.slice(1)).toEqual([
    "2026-10-25T00:30:00.000Z",
    "2026-10-25T01:00:00.000Z",
    "2026-10-25T01:30:00.000Z",
    "2026-10-25T02:30:00.000Z",
  ])
})

test("a schedule that never changes has no next change", () => {
  const always = { ...office, weekly: [{ days: [...weekdays], hours: [{ from: "00:00", to: "24:00" }] }], holidays: [] }
  expect(openingUntil({ ...always, overrides: [] }, at("2026-11-23T10:00:00Z"))).toMatchObject({
    open: true,
    until: null,
  })
  expect(openingUntil({ ...office, weekly: [], overrides: [] }, at("2026-11-23T10:00:00Z")).until).toBeNull()
})

const time = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`
/** Hours that do not overlap. */
const hours = fc
  .uniqueArray(fc.integer({ min: 0, max: 288 }), { minLength: 2, maxLength: 6 })
  .map((edges) => edges.sort((a, b) => a - b).map((edge) => edge * 5))
  .map((edges) =>
    Array.from({ length: edges.length >> 1 }, (_, i) => ({ from: time(edges[2 * i]!), to: time(edges[2 * i + 1]!) })),
  )
const zones = [
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "America/St_Johns",
  "Africa/Cairo",
  "Pacific/Chatham",
  "UTC",
]
const day = fc
  .integer({ min: 0, max: 730 })
  .map((n) => new Date(Date.UTC(2026, 0, 1) + n * DAY).toISOString().slice(0, 10))
const schedules = fc
  .record({
    time_zone: fc.constantFrom(...zones),
    weekly: fc.array(fc.record({ days: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }), hours }), {
      maxLength: 1,
    }),
    holidays: fc.uniqueArray(fc.record({ name: fc.constant("h"), on: day }), {
      maxLength: 3,
      selector: ({ on }) => on,
    }),
    overrides: fc.array(
      fc.record({ name: fc.constant("o"), from: day, hours }).map((each) => ({ ...each, to: each.from })),
      { maxLength: 1 },
    ),
  })
  .map((parts): Schedule => schedule.parse({ id: "s", name: "s", ...parts }))

/** The same question, answered from the text that the platform prints for the zone. */
function oracle(spoken: Schedule, moment: number): boolean {
  const text = new Date(moment).toLocaleString("sv-SE", { timeZone: spoken.time_zone })
  const [date = "", clock = ""] = text.split(" ")
  const inside = (each: readonly { from: string; to: string }[]) =>
    each.some(({ from, to }) => from <= clock.slice(0, 5) && clock.slice(0, 5) < to)
  const dated = spoken.overrides.find(({ from, to }) => from <= date && date <= to)
  if (dated) return inside(dated.hours)
  if (spoken.holidays.some(({ on }) => on === date || on === `--${date.slice(5)}`)) return false
  const name = new Date(moment).toLocaleString("en-US", { timeZone: spoken.time_zone, weekday: "short" }).toLowerCase()
  return spoken.weekly.some(({ days, hours: open }) => days.some((each) => each === name) && inside(open))
}

/** Nights in which the clocks of these zones change, and the middle of nowhere in between. */
const near = [
  "2026-03-08T07:00:00Z",
  "2026-03-29T01:00:00Z",
  "2026-04-04T15:00:00Z",
  "2026-04-23T22:00:00Z",
  "2026-10-03T15:30:00Z",
  "2026-10-25T01:00:00Z",
  "2026-11-01T06:00:00Z",
  "2026-07-01T00:00:00Z",
].map((text) => Date.parse(text))

test("open is what the wall clock of the zone says, minute by minute, and nothing changes before the next change", () => {
  let changed = 0
  let closed = 0
  fc.assert(
    fc.property(
      schedules,
      fc.constantFrom(...near),
      fc.integer({ min: -1500, max: 1500 }),
      (spoken, around, minutes) => {
        const moment = around + minutes * MINUTE
        const { open, until } = openingUntil(spoken, new Date(moment))
        expect(open).toBe(oracle(spoken, moment))
        if (!open) closed += 1
        if (until === null) return
        changed += 1
        expect(until.getTime()).toBeGreaterThan(moment)
        expect(oracle(spoken, until.getTime())).toBe(!open)
        for (let before = until.getTime() - MINUTE, i = 0; before > moment && i < 40; before -= MINUTE, i += 1) {
          expect(oracle(spoken, before)).toBe(open)
        }
      },
    ),
    { numRuns: 200 },
  )
  expect(changed).toBeGreaterThan(100)
  expect(closed).toBeGreaterThan(50)
})

const base = { id: "s", name: "s", time_zone: "Europe/Berlin", weekly: [] }
const nine = { from: "09:00", to: "12:00" }
test.each([
  ["an offset for a zone", { time_zone: "+01:00" }, "time_zone"],
  ["a zone that is none", { time_zone: "Europe/Bonn" }, "time_zone"],
  [
    "a time that is none",
    { weekly: [{ days: ["mon"], hours: [{ from: "9:00", to: "12:00" }] }] },
    "weekly.0.hours.0.from",
  ],
  [
    "hours past midnight",
    { weekly: [{ days: ["mon"], hours: [{ from: "22:00", to: "02:00" }] }] },
    "weekly.0.hours.0.to",
  ],
  [
    "hours that overlap within an entry",
    { weekly: [{ days: ["mon"], hours: [nine, { from: "11:59", to: "13:00" }] }] },
    "weekly.0.hours.1",
  ],
  [
    "hours that overlap those of an earlier entry",
    {
      weekly: [
        { days: ["mon", "tue"], hours: [nine] },
        { days: ["tue"], hours: [{ from: "08:00", to: "09:01" }] },
      ],
    },
    "weekly.1.hours.0",
  ],
  [
    "a holiday twice",
    {
      holidays: [
        { name: "a", on: "--12-25" },
        { name: "b", on: "2026-12-25" },
      ],
    },
    "holidays.1.on",
  ],
  [
    "overrides of one day",
    {
      overrides: [
        { name: "a", from: "2026-12-01", to: "2026-12-05", hours: [] },
        { name: "b", from: "2026-12-05", to: "2026-12-06", hours: [nine] },
      ],
    },
    "overrides.1.from",
  ],
  [
    "an override that ends first",
    { overrides: [{ name: "a", from: "2026-12-02", to: "2026-12-01", hours: [] }] },
    "overrides.0.to",
  ],
  ["a day that is none", { holidays: [{ name: "a", on: "2026-02-30" }] }, "holidays.0.on"],
])("%s is refused, and where", (_what, more, place) => {
  const result = schedule.safeParse({ ...base, ...more })
  expect(result.error?.issues.map(({ path }) => path.join("."))).toContain(place)
})

test("hours that touch do not overlap", () => {
  const touching = { ...base, weekly: [{ days: ["mon"], hours: [nine, { from: "12:00", to: "24:00" }] }] }
  expect(openingAt(schedule.parse(touching), at("2026-11-23T11:00:00Z")).open).toBe(true)
})
