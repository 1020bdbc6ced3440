/* Times as people read them, in the zone they chose; the exact moment, in UTC, is always one hover away. */
import { useSyncExternalStore } from "react"
import { currentLanguage } from "../app/words.ts"

export type ZoneChoice = "local" | "UTC"
export const isZoneChoice = (value: string | null): value is ZoneChoice => value === "local" || value === "UTC"
export const deviceZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

const STORED = "assent.zone"
const listeners = new Set<() => void>()

function choice(): ZoneChoice {
  const stored = localStorage.getItem(STORED)
  return isZoneChoice(stored) ? stored : "local"
}

export function setZone(zone: ZoneChoice): void {
  localStorage.setItem(STORED, zone)
  for (const listener of listeners) listener()
}

export function useZoneChoice(): ZoneChoice {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, choice)
}

const styles = {
  moment: { dateStyle: "medium", timeStyle: "medium" },
  short: { dateStyle: "short", timeStyle: "short" },
  date: { dateStyle: "medium" },
  /** For lists: without the year while it is this year. */
  row: { month: "short", day: "numeric", hour: "numeric", minute: "2-digit", second: "2-digit" },
  clock: { timeStyle: "medium" },
} as const

export function momentText(at: string, zone: ZoneChoice, as: keyof typeof styles = "moment"): string {
  const year = as === "row" && new Date(at).getFullYear() !== new Date().getFullYear()
  const options = {
    ...styles[as],
    ...(year ? { year: "numeric" as const } : {}),
    timeZone: zone === "UTC" ? "UTC" : deviceZone(),
  }
  return new Intl.DateTimeFormat(currentLanguage(), options).format(new Date(at))
}

/** @param at RFC 3339 */
export function Time({ at, as = "moment" }: { readonly at: string; readonly as?: keyof typeof styles }) {
  const zone = useZoneChoice()
  const text = momentText(at, zone, as)
  return (
    <time dateTime={at} title={new Date(at).toISOString()} className="nums">
      {text}
    </time>
  )
}

/** A calendar day of the API, such as `2027-11-23`: no zone moves it. */
export function Day({ on }: { readonly on: string }) {
  const text = new Intl.DateTimeFormat(currentLanguage(), { dateStyle: "medium", timeZone: "UTC" }).format(new Date(on))
  return (
    <time dateTime={on} className="nums">
      {text}
    </time>
  )
}

/** `1:02:03`, `4:05`, `0:07`; with tenths where they matter. */
export function clockText(ms: number, tenths = false): string {
  const seconds = Math.floor(ms / 1000)
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  const rest = String(seconds % 60).padStart(2, "0")
  const small = tenths ? `.${Math.floor((ms % 1000) / 100)}` : ""
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}${small}` : `${minutes}:${rest}${small}`
}
