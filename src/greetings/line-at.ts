/* What holds on a line at a moment, and for a caller: its greeting, its destination, its language. Pure. */
import { agentsAt, type Destination } from "./document-destination.ts"
import type { Line } from "./document-line.ts"
import type { Schedule } from "./document-schedule.ts"
import { openingAt, type Opening } from "./schedule.ts"

export interface LineAt {
  readonly greeting: string
  readonly destination: Destination
  /** `null`: the line has no schedule and is always open. */
  readonly opening: Opening | null
}

/** A schedule that is not there never says closed: the document refuses a line that names one. */
export function lineAt(line: Line, schedules: readonly Schedule[], at: Date): LineAt {
  const schedule = scheduleOf(line, schedules)
  const opening = schedule ? openingAt(schedule, at) : null
  const closed = opening?.open === false ? line.closed : undefined
  return {
    greeting: closed?.greeting ?? line.greeting,
    destination: closed?.destination ?? line.destination,
    opening,
  }
}

export function scheduleOf({ schedule }: Line, schedules: readonly Schedule[]): Schedule | undefined {
  return schedules.find(({ id }) => id === schedule)
}

/** The language a caller is asked in. `from` is E.164, `null` when withheld. */
export function languageFor(line: Line, from: string | null): string {
  const fitting = Object.entries(line.language_by_prefix ?? {}).filter(([prefix]) => from?.startsWith(prefix) ?? false)
  const [longest] = fitting.sort(([a], [b]) => b.length - a.length)
  return longest?.[1] ?? line.language
}

/** Every language that some caller of the line is asked in. */
export function languagesOf({ language, language_by_prefix }: Line): readonly string[] {
  return [...new Set([language, ...Object.values(language_by_prefix ?? {})])]
}

/** Every agent that the line, or a change of one, leads to, and in which member. */
export function agentsOf({
  destination,
  closed,
}: {
  readonly destination?: Destination | undefined
  readonly closed?: Line["closed"] | null
}): readonly { readonly agent: string; readonly field: string }[] {
  const at = (place: Destination | undefined, path: string) =>
    place === undefined ? [] : agentsAt(place).map(({ agent, field }) => ({ agent, field: `${path}.${field}` }))
  return [...at(destination, "destination"), ...at(closed?.destination, "closed.destination")]
}

export function linesTo(agent: string, lines: readonly Line[]): readonly Line[] {
  return lines.filter((line) => agentsOf(line).some((named) => named.agent === agent))
}

/** Every greeting that the line plays at some time. */
export function greetingsOf({ greeting, closed }: Line): readonly string[] {
  return closed?.greeting === undefined ? [greeting] : [greeting, closed.greeting]
}
