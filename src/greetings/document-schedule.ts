/* When a line is open: weekly hours in a zone, holidays, and dates that differ. Every date is the zone's own. */
import { z } from "zod"
import { id } from "./document-words.ts"

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const
export type Weekday = (typeof weekdays)[number]

const label = z.string().min(1).max(100)
const date = z.iso.date()
const opens = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time such as 09:00")
const closes = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, "a time such as 17:30, at most 24:00")

/** From `from` until just before `to`. What goes on past midnight is two of them. */
const hours = z.strictObject({ from: opens, to: closes }).refine(({ from, to }) => from < to, {
  path: ["to"],
  message: "closes before it opens: hours that go on past midnight are two entries",
})
export type Hours = z.infer<typeof hours>

const weekly = z.strictObject({
  days: z.array(z.enum(weekdays)).min(1).max(7),
  hours: z.array(hours).min(1).max(12),
})

/** Closed on this day: each year (`--12-25`), or once. */
const holiday = z.strictObject({
  name: label,
  on: z.union([
    date,
    z.string().regex(/^--(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "a date, or --12-25 for every year"),
  ]),
})

/** From `from` to `to`, both days included, these hours alone hold, also on holidays. None: closed. */
const override = z
  .strictObject({ name: label, from: date, to: date, hours: z.array(hours).max(12) })
  .refine(({ from, to }) => from <= to, { path: ["to"], message: "ends before it begins" })

export const scheduleMembers = {
  id,
  name: z.string().min(1).max(200),
  /** An IANA zone, never an offset: an offset is wrong for half of the year. */
  time_zone: z.string().max(64).refine(isZone, "an IANA time zone, for example Europe/Berlin"),
  weekly: z.array(weekly).max(21),
  holidays: z.array(holiday).max(400).default([]),
  overrides: z.array(override).max(400).default([]),
}

export const schedule = z.strictObject(scheduleMembers).superRefine(({ weekly, holidays, overrides }, context) => {
  const refuse = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message })
  const seen: { readonly day: Weekday; readonly hours: Hours }[] = []
  weekly.forEach((each, i) => {
    each.days.forEach((day, d) => {
      if (each.days.indexOf(day) !== d) refuse(["weekly", i, "days", d], "this day stands here twice")
      each.hours.forEach((mine, h) => {
        if (seen.some((other) => other.day === day && overlap(other.hours, mine))) {
          refuse(["weekly", i, "hours", h], `overlaps other hours of ${day}`)
        }
        seen.push({ day, hours: mine })
      })
    })
  })
  holidays.forEach(({ on }, i) => {
    const same = holidays.findIndex((other) => sameDay(other.on, on))
    if (same !== i) refuse(["holidays", i, "on"], "this day is a holiday already")
  })
  overrides.forEach((mine, i) => {
    if (overrides.slice(0, i).some((other) => other.from <= mine.to && mine.from <= other.to)) {
      refuse(["overrides", i, "from"], "overlaps the days of an earlier override")
    }
    mine.hours.forEach((each, h) => {
      if (mine.hours.slice(0, h).some((other) => overlap(other, each))) {
        refuse(["overrides", i, "hours", h], "overlaps other hours of this override")
      }
    })
  })
})
export type Schedule = z.infer<typeof schedule>

function overlap(a: Hours, b: Hours): boolean {
  return a.from < b.to && b.from < a.to
}

/** `--12-25` is also the day of 2026-12-25. */
function sameDay(a: string, b: string): boolean {
  return a === b || (a.startsWith("--") !== b.startsWith("--") && a.slice(-5) === b.slice(-5))
}

/** ICU knows `+02:00` too, which is no zone. */
function isZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false
  try {
    new Intl.DateTimeFormat("en", { timeZone: text })
    return true
  } catch {
    return false
  }
}
