/* Between a moment and what a field of the browser shows of it, in the zone that was chosen. */
import type { ZoneChoice } from "../parts/time.tsx"

/** `2026-11-23T16:20`, as <input type="datetime-local"> has it; empty for none. */
export function fieldOf(instant: string | undefined, zone: ZoneChoice): string {
  if (instant === undefined) return ""
  const at = new Date(instant)
  const shown = zone === "UTC" ? at : new Date(at.getTime() - at.getTimezoneOffset() * 60_000)
  return shown.toISOString().slice(0, 16)
}

/** RFC 3339, UTC; `undefined` for an empty or unfinished field. */
export function instantOf(field: string, zone: ZoneChoice): string | undefined {
  const at = new Date(zone === "UTC" ? `${field}Z` : field)
  return field === "" || Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}
