import type { Clock } from "./ports.ts"

/** The timers of one call, stopped together when it ends. */
export class Timers {
  readonly #clock: Clock
  readonly #running = new Set<() => void>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  start(ms: number, fn: () => void): void {
    const cancel = this.#clock.after(ms, () => {
      this.#running.delete(cancel)
      fn()
    })
    this.#running.add(cancel)
  }

  stop(): void {
    for (const cancel of this.#running) cancel()
    this.#running.clear()
  }
}
