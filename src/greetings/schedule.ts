/*
 * Whether a schedule says open at a moment, why, and until when. Open is a matter of the zone's wall clock alone: an hour
 * that a change of the clocks repeats is open twice, and one that it skips is open never.
 */
import { type Hours, type Schedule, weekdays } from "./document-schedule.ts"

export interface Opening {
  readonly open: boolean
  /** What decided, strongest first: a dated override, a holiday, the weekly hours. */
  readonly by: "override" | "holiday" | "weekly"
  /** The name of the override or holiday. */
  readonly name: string | null
}

export interface OpeningUntil extends Opening {
  /** When open turns to closed or back; `null` where it does not within a year and a month. */
  readonly until: Date | null
}

const MINUTE = 60_000
const DAY = 1440 * MINUTE
const HORIZON_DAYS = 400

export function openingAt(schedule: Schedule, at: Date): Opening {
  return openingOn(schedule, localAt(schedule.time_zone, at.getTime()))
}

export function openingUntil(schedule: Schedule, at: Date): OpeningUntil {
  const now = openingAt(schedule, at)
  return { ...now, until: nextChange(schedule, at.getTime(), now.open) }
}

/** Milliseconds of the zone's wall clock, as if it were UTC. */
function localAt(zone: string, at: number): number {
  return at + offsetAt(zone, at)
}

function openingOn({ weekly, holidays, overrides }: Schedule, local: number): Opening {
  const { date, day, time } = wallClock(local)
  const dated = overrides.find(({ from, to }) => from <= date && date <= to)
  if (dated) return { open: within(dated.hours, time), by: "override", name: dated.name }
  const holiday = holidays.find(({ on }) => on === date || on === `-${date.slice(4)}`)
  if (holiday) return { open: false, by: "holiday", name: holiday.name }
  const today = weekly.filter(({ days }) => days.some((each) => each === day))
  return { open: today.some(({ hours }) => within(hours, time)), by: "weekly", name: null }
}

function wallClock(local: number): { readonly date: string; readonly day: string | undefined; readonly time: string } {
  const text = new Date(local).toISOString()
  // 1 January 1970 was a Thursday.
  const day = weekdays[(((Math.floor(local / DAY) + 3) % 7) + 7) % 7]
  return { date: text.slice(0, 10), day, time: text.slice(11, 16) }
}

function within(hours: readonly Hours[], time: string): boolean {
  return hours.some(({ from, to }) => from <= time && time < to)
}

/** Walks from one moment at which the answer may change to the next: an edge of hours, a midnight, a change of the clocks. */
function nextChange(schedule: Schedule, from: number, open: boolean): Date | null {
  const zone = schedule.time_zone
  const edges = edgesOf(schedule)
  for (let at = from; at < from + HORIZON_DAYS * DAY;) {
    const offset = offsetAt(zone, at)
    const local = at + offset
    const midnight = Math.floor(local / DAY) * DAY
    const edge = edges.find((minutes) => midnight + minutes * MINUTE > local) ?? 1440
    const next = midnight + edge * MINUTE - offset
    at = offsetAt(zone, next) === offset ? next : clockChange(zone, at, next)
    if (openingAt(schedule, new Date(at)).open !== open) return new Date(at)
  }
  return null
}

/** Minutes of the day, in order, at which hours of any day begin or end. */
function edgesOf({ weekly, overrides }: Schedule): readonly number[] {
  const texts = [...weekly, ...overrides].flatMap(({ hours }) => hours.flatMap(({ from, to }) => [from, to]))
  const minutes = texts.map((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)))
  return [...new Set(minutes)].sort((a, b) => a - b)
}

/** The first moment, to the second, at which the zone's offset is not what it was at `from`. */
function clockChange(zone: string, from: number, to: number): number {
  const before = offsetAt(zone, from)
  let [low, high] = [Math.floor(from / 1000), Math.ceil(to / 1000)]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(zone, middle * 1000) === before) low = middle
    else high = middle
  }
  return high * 1000
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** What the zone's wall clock is ahead of UTC, ms. */
function offsetAt(zone: string, at: number): number {
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "gregory",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    })
    formats.set(zone, format)
  }
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {}
  for (const { type, value } of format.formatToParts(at)) parts[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}
