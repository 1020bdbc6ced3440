import type { Track } from "../../audio/frame.ts"

/** How many frames of one track wait for an earlier one: 100 ms, then it counts as lost. */
export const MAX_WAITING = 5

interface Waiting<T> {
  readonly chunk: number
  readonly frame: T
}

/**
 * Puts one carrier's frames in the order of their numbers, per track. A frame that comes after a later one was passed
 * on is passed on at once: whoever keeps the time (media-clock.ts) finds it stale.
 */
export class ChunkOrder<T> {
  readonly #pass: (frame: T) => void
  readonly #tracks = {
    inbound: { next: 1, waiting: Array<Waiting<T>>() },
    outbound: { next: 1, waiting: Array<Waiting<T>>() },
  }

  constructor(pass: (frame: T) => void) {
    this.#pass = pass
  }

  put(track: Track, chunk: number, frame: T): void {
    const state = this.#tracks[track]
    if (chunk <= state.next) {
      if (chunk === state.next) state.next++
      this.#pass(frame)
    } else {
      const at = state.waiting.findIndex((other) => other.chunk > chunk)
      state.waiting.splice(at < 0 ? state.waiting.length : at, 0, { chunk, frame })
    }
    for (let first = state.waiting[0]; first; first = state.waiting[0]) {
      if (first.chunk > state.next && state.waiting.length <= MAX_WAITING) return
      state.waiting.shift()
      state.next = first.chunk + 1
      this.#pass(first.frame)
    }
  }

  /** Passes on what still waits: no earlier frame will come. */
  flush(): void {
    for (const track of [this.#tracks.inbound, this.#tracks.outbound]) {
      for (const { frame } of track.waiting.splice(0)) this.#pass(frame)
    }
  }
}
