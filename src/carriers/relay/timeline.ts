import { FRAME_MS } from "../../audio/frame.ts"
import type { FrameCounters } from "../../ledger/entry.ts"

/**
 * Which frames of a carrier's recording may be kept. Its own clock is not ours: all we know of its first sample is that it
 * was captured after we gave the command, and before we knew that it had begun. So each frame stands for that whole
 * stretch of our time, and is kept only if none of it lies in a pause or after the end.
 *
 * The carrier is asked to keep its own time through a pause (silence, not a cut): what it put there, because the command
 * came late or never, is dropped here all the same.
 */
export class CaptureTimeline {
  /** Monotonic ms: earliest and latest that the first sample can have been captured. */
  #commandedAt = Infinity
  #begunBy = Infinity
  readonly #pauses: { readonly from: number; to: number }[] = []
  #end: { readonly at: number; readonly why: "withdrawn" | "ended" | "stopped" } | null = null
  readonly #counters = { received: 0, before_consent: 0, written: 0, paused: 0, after_withdrawal: 0, gaps: 0 }

  /** The command is about to be given. Nothing can have been captured before. */
  commanded(at: number): void {
    this.#commandedAt = at
  }

  /** The first sample was captured by then. */
  begun(at: number): void {
    if (at < this.#begunBy) this.#begunBy = at
  }

  /** The last sample, `durationMs` after the first, was captured by then. */
  complete(at: number, durationMs: number): void {
    this.begun(at - durationMs)
  }

  pause(at: number): void {
    if (this.#pauses.at(-1)?.to !== Infinity) this.#pauses.push({ from: at, to: Infinity })
  }

  resume(at: number): void {
    const pause = this.#pauses.at(-1)
    if (pause?.to === Infinity) pause.to = at
  }

  end(at: number, why: "withdrawn" | "ended" | "stopped"): void {
    this.#end ??= { at, why }
  }

  get over(): boolean {
    return this.#end !== null
  }

  get paused(): boolean {
    return this.#pauses.at(-1)?.to === Infinity
  }

  /** Milliseconds of the recording at our time `at`, as far as we know. */
  mediaMs(at: number): number {
    const begun = this.#begunBy === Infinity ? this.#commandedAt : this.#begunBy
    return begun === Infinity ? 0 : Math.max(0, Math.round(at - begun))
  }

  /** Judges and counts one frame of 20 ms of one track, which begins at `mediaMs` of the carrier's recording. */
  admit(mediaMs: number): "written" | "paused" | "over" {
    const earliest = this.#commandedAt + mediaMs
    const latest = this.#begunBy + mediaMs + FRAME_MS
    this.#counters.received++
    const end = this.#end
    if (end === null || latest > end.at) {
      if (end?.why === "withdrawn") this.#counters.after_withdrawal++
      else if (end?.why === "stopped") this.#counters.paused++
      else this.#counters.before_consent++
      return "over"
    }
    if (this.#pauses.some(({ from, to }) => latest > from && earliest < to)) {
      this.#counters.paused++
      return "paused"
    }
    this.#counters.written++
    return "written"
  }

  counters(): FrameCounters {
    return { ...this.#counters }
  }
}
