import type { FrameSink, Track } from "../audio/frame.ts"
import { isPermit, type RecordingPermit } from "../consent/permit.ts"
import { AssentError } from "../errors.ts"
import type { FrameCounters } from "../ledger/entry.ts"
import type { Tap } from "./ports.ts"

/**
 * The one place where audio may pass from a leg to a recorder. Every carrier adapter hands every frame of its leg
 * here; without an open permit it is counted and dropped, never kept: there is no pre-roll.
 *
 * Frames are admitted by the time they were captured, not by the time they arrived: a jitter buffer, a stall or a
 * burst may still deliver audio from before the consent, or from inside a pause.
 */
export class AudioGate {
  readonly #callId: string
  readonly #now: () => number
  readonly #counters: Writable<FrameCounters> = {
    received: 0,
    before_consent: 0,
    written: 0,
    paused: 0,
    after_withdrawal: 0,
    gaps: 0,
  }
  #state: "closed" | "open" | "paused" | "stopped" | "withdrawn" = "closed"
  #sink: FrameSink | null = null
  /** Monotonic ms: nothing captured before it passes. */
  #openFrom = Infinity
  /** Once a tap has been paused, what is still older than `#openFrom` belongs to the pause, not to before the consent. */
  #resumed = false

  constructor(callId: string, now: () => number = () => performance.now()) {
    this.#callId = callId
    this.#now = now
  }

  /** @throws PERMIT_REFUSED for anything but a genuine permit of this call, or while a tap is open. */
  open(permit: RecordingPermit, sink: FrameSink): Tap {
    if (!isPermit(permit))
      throw new AssentError("PERMIT_REFUSED", "this is not a permit that the ledger's receipts made")
    if (permit.callId !== this.#callId) throw new AssentError("PERMIT_REFUSED", "this permit is for another call")
    if (this.#sink) throw new AssentError("PERMIT_REFUSED", "this leg already has an open tap")
    this.#state = "open"
    this.#sink = sink
    this.#openFrom = permit.effectiveAt
    this.#resumed = false
    return {
      pause: () => {
        if (this.#sink === sink && this.#state === "open") this.#state = "paused"
      },
      resume: () => {
        if (this.#sink !== sink || this.#state !== "paused") return
        this.#state = "open"
        this.#openFrom = Math.max(this.#openFrom, this.#now())
        this.#resumed = true
      },
      close: (why) => {
        if (this.#sink !== sink) return
        this.#sink = null
        this.#openFrom = Infinity
        this.#state = why === "ended" ? "closed" : why
      },
    }
  }

  /**
   * Takes every frame of the leg that a recording could contain, both tracks, each once.
   * @param capturedAt monotonic ms, never later than the frame's arrival
   */
  frame(track: Track, capturedAt: number, timestampMs: number, payload: Uint8Array): void {
    const counters = this.#counters
    counters.received++
    if (this.#sink === null) {
      if (this.#state === "withdrawn") counters.after_withdrawal++
      else if (this.#state === "stopped") counters.paused++
      else counters.before_consent++
    } else if (this.#state === "paused") {
      counters.paused++
    } else if (!(capturedAt >= this.#openFrom)) {
      // Written so that a capture time that is not a number is refused too.
      if (this.#resumed) counters.paused++
      else counters.before_consent++
    } else {
      counters.written++
      this.#sink(track, timestampMs, payload)
    }
  }

  /** Frames that the carrier's own numbering shows to be missing. */
  gaps(frames: number): void {
    this.#counters.gaps += frames
  }

  counters(): FrameCounters {
    return { ...this.#counters }
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }
