/* The desks of lines and schedules, with what else must hold for each. */
import { AssentError } from "../errors.ts"
import type { LedgeredStore } from "./change-log.ts"
import { openPartDesk, type PartDesk } from "./part-desk.ts"
import { endsInside } from "./document-destination.ts"
import type { Line } from "./document-line.ts"
import type { Schedule } from "./document-schedule.ts"

export interface PartDesks {
  readonly lines: PartDesk<Line>
  readonly schedules: PartDesk<Schedule>
}

/** What a line is in use for. */
export interface RunningLines {
  /** Calls in progress on a line. */
  readonly liveOn: (lineId: string) => number
  /** There is a test phone, which rings one of the lines. */
  readonly testPhone: boolean
  /** Some trunk brings its callers' audio through the gateway. */
  readonly media: boolean
}

export function openPartDesks(store: LedgeredStore, parts: RunningLines): PartDesks {
  return {
    lines: openPartDesk<Line>(store, {
      name: "lines",
      noun: "line",
      of: ({ lines }) => lines,
      check: ({ greeting, closed, destination }, { greetings }) => {
        const named = { greeting, "closed.greeting": closed?.greeting ?? greeting }
        for (const [field, wanted] of Object.entries(named)) {
          if (greetings.some(({ id }) => id === wanted)) continue
          throw new AssentError("INPUT_INVALID", "there is no such greeting", { field })
        }
        if (parts.media) return
        const places = { destination, "closed.destination": closed?.destination ?? destination }
        for (const [field, place] of Object.entries(places)) {
          if (!endsInside(place)) continue
          const message = "no trunk here brings callers' audio through the gateway: only phones and SIP can be reached"
          throw new AssentError("INPUT_INVALID", message, { field })
        }
      },
      checkRemoval: ({ id }, { lines }) => {
        if (parts.liveOn(id) > 0) {
          throw new AssentError("CONFLICT", "calls are in progress on this line: try again when they have ended")
        }
        if (parts.testPhone && lines.length === 1) {
          throw new AssentError("CONFLICT", "this is the only line that the test phone can ring: add another one first")
        }
      },
    }),
    schedules: openPartDesk<Schedule>(store, {
      name: "schedules",
      noun: "schedule",
      of: ({ schedules = [] }) => schedules,
      prepare: (draft) => void (draft.schedules ??= []),
      checkRemoval: ({ id }, { lines }) => {
        const users = lines.filter(({ schedule }) => schedule === id)
        if (users.length > 0) {
          throw new AssentError("CONFLICT", `lines keep these hours: ${users.map((line) => line.id).join(", ")}`)
        }
      },
    }),
  }
}
