/*
 * When was a frame captured? Arrival alone would be wrong: after a stall, audio from before a consent arrives behind
 * it. The carrier's timestamp alone would be wrong: it is the carrier's to choose. So a frame counts as captured at
 * the smaller of its arrival and `anchor + timestamp`, where the anchor is the smallest `arrival - timestamp` seen,
 * that is, the fastest any frame of this stream has ever travelled. Both bounds can only make a frame older:
 *
 * - a burst after a stall: later arrivals do not raise the anchor, so each frame keeps its own age;
 * - timestamps that run behind: older, so refused for longer than needed;
 * - timestamps that repeat or run backwards on a track: stale, never kept;
 * - timestamps that leap ahead of what the clock on the wall allows by more than `MAX_LEAP_MS`: absurd, never kept,
 *   and without effect on the anchor, since one such frame would otherwise age all that follow;
 * - a smaller leap: the anchor falls by it, so what follows is treated as older, never as younger.
 *
 * "Captured" is the moment the first sample of the frame was: a frame that began before a consent is not kept for its end.
 */
import { BYTES_PER_MS, FRAME_MS, type Track } from "../../audio/frame.ts"

export const MAX_LEAP_MS = 5000
/** A numbering that leaps further lies: no carrier discards five minutes and goes on. */
const MAX_GAP_FRAMES = (5 * 60 * 1000) / FRAME_MS

export type Verdict = "kept" | "stale" | "absurd"

interface TrackClock {
  lastTimestamp: number
  lastChunk: number
}

export class MediaClock {
  readonly #startedAt: number
  #anchor = Infinity
  readonly #inbound: TrackClock = { lastTimestamp: -1, lastChunk: 0 }
  readonly #outbound: TrackClock = { lastTimestamp: -1, lastChunk: 0 }
  /** Monotonic ms of the last frame that was `kept`. */
  capturedAt = 0
  /** Frames the numbering shows to be missing before the last frame. */
  missing = 0

  /** @param startedAt monotonic ms at which the stream started: stands for the anchor until a frame has come */
  constructor(startedAt: number) {
    this.#startedAt = startedAt
  }

  /** Judges one frame or one longer message of `bytes`, which was complete when it arrived. */
  place(track: Track, arrival: number, timestamp: number, chunk: number | null, bytes: number): Verdict {
    const state = track === "inbound" ? this.#inbound : this.#outbound
    this.missing = 0
    if (chunk !== null) {
      const skipped = chunk - state.lastChunk - 1
      if (skipped > 0 && skipped <= MAX_GAP_FRAMES) this.missing = skipped
      if (skipped >= 0) state.lastChunk = chunk
    }
    // A message arrives when its last sample was captured; its first is older by all it holds.
    const older = bytes / BYTES_PER_MS
    const travelled = arrival - older - timestamp
    if (this.#anchor - travelled > MAX_LEAP_MS && this.#anchor !== Infinity) return "absurd"
    if (timestamp <= state.lastTimestamp) return "stale"
    state.lastTimestamp = timestamp
    if (travelled < this.#anchor) this.#anchor = travelled
    this.capturedAt = Math.min(arrival - older, this.#anchor + timestamp)
    return "kept"
  }

  /** The stream's own time at the monotonic time `at`, so that what we play lines up with what we hear. */
  mediaTime(at: number): number {
    return Math.max(0, Math.round(at - (this.#anchor === Infinity ? this.#startedAt : this.#anchor)))
  }
}
