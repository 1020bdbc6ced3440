import type { Lateness } from "./scenario.ts"

const STEP_MS = 0.05
const STEPS = 40_000

/** Times from 0 to 2 s, to a twentieth of a millisecond, without keeping each. */
export class Histogram {
  readonly #counts = new Uint32Array(STEPS)
  count = 0
  #max = 0

  add(ms: number): void {
    const step = Math.min(STEPS - 1, Math.max(0, Math.floor(ms / STEP_MS)))
    this.#counts[step] = (this.#counts[step] ?? 0) + 1
    this.count++
    if (ms > this.#max) this.#max = ms
  }

  reset(): void {
    this.#counts.fill(0)
    this.count = 0
    this.#max = 0
  }

  lateness(): Lateness {
    return { p50: this.#quantile(0.5), p99: this.#quantile(0.99), max: this.#max }
  }

  #quantile(q: number): number {
    let seen = 0
    for (let step = 0; step < STEPS; step++) {
      seen += this.#counts[step] ?? 0
      if (seen > 0 && seen >= q * this.count) return (step + 1) * STEP_MS
    }
    return 0
  }
}
