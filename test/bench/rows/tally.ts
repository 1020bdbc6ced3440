import { quantile } from "../lib/figures.ts"
import type { TrackCheck } from "../lib/stamp.ts"

/** A frame on its way while the consent was being acknowledged was sent before it by no more than this. */
const IN_FLIGHT_MS = 2

/** What was found in recordings, over many tracks. */
export interface Tally {
  tracks: number
  frames: number
  lost: number
  duplicated: number
  reordered: number
  foreign: number
  /** Tracks whose first frame was sent before the key was, and before the consent was durable by more than the flight. */
  beforeKey: number
  early: number
  inFlight: number
  /** From the durable consent to the sending of a track's first recorded frame, ms. */
  readonly delays: number[]
  readonly problems: string[]
  add(track: TrackCheck): void
  first(sentAt: number, keyAt: number, durableAt: number): void
}

export function tally(): Tally {
  return {
    tracks: 0,
    frames: 0,
    lost: 0,
    duplicated: 0,
    reordered: 0,
    foreign: 0,
    beforeKey: 0,
    early: 0,
    inFlight: 0,
    delays: [],
    problems: [],
    add(track) {
      this.tracks++
      this.frames += track.frames
      this.lost += track.lost
      this.duplicated += track.duplicated
      this.reordered += track.reordered
      this.foreign += track.foreign
    },
    first(sentAt, keyAt, durableAt) {
      const delay = sentAt - durableAt
      if (!(sentAt > keyAt)) this.beforeKey++
      // Written so that a time that is missing counts as early.
      if (!(delay >= -IN_FLIGHT_MS)) this.early++
      else if (delay < 0) this.inFlight++
      this.delays.push(delay)
    },
  }
}

export function summarise(found: Tally): string {
  const { tracks, frames, lost, duplicated, reordered, foreign, delays, problems } = found
  const parts = [
    `${frames} frames in ${tracks} tracks, ${lost} lost, ${duplicated} duplicated, ${reordered} reordered`,
    ...(foreign > 0 ? [`${foreign} of other calls`] : []),
    ...(delays.length > 0
      ? [`${found.early} from before the consent (${found.inFlight} tracks begin with a frame in flight as it landed)`]
      : []),
    ...(delays.length > 0 ? [`first frame ${quantile(delays, 0.99).toFixed(1)} ms after it (p99)`] : []),
    ...problems.slice(0, 3).map((problem) => `PROBLEM ${problem}`),
    ...(problems.length > 3 ? [`and ${problems.length - 3} more`] : []),
  ]
  return parts.join(", ")
}
