/*
 * One stream of samples from one rate to another by a windowed sinc: 24 zero crossings a side of the lower rate and a
 * Kaiser window (beta 8), cut at 0.45 of it. From 48 kHz down to 8 kHz that passes speech to 3.2 kHz and leaves less
 * than -75 dB of what lies above 4 kHz, where it would come back as a whistle.
 */

/** Samples of the lower rate that a resampler holds back. */
export const REACH = 24
const CUT = 0.45
const STEPS = 512
const BETA = 8

const kernel = Float32Array.from({ length: REACH * STEPS + 2 }, (_, i) => {
  const t = i / STEPS
  if (t >= REACH) return 0
  const x = 2 * Math.PI * CUT * t
  const window = bessel(BETA * Math.sqrt(1 - (t / REACH) ** 2)) / bessel(BETA)
  return 2 * CUT * (x === 0 ? 1 : Math.sin(x) / x) * window
})

/** Modified Bessel function of the first kind, order zero. */
function bessel(x: number): number {
  let sum = 1
  let term = 1
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / 2 / k) ** 2
    sum += term
  }
  return sum
}

export class Resampler {
  readonly #step: number
  /** Input samples to kernel time (samples of the lower rate); also the gain that keeps the level. */
  readonly #scale: number
  readonly #reach: number
  #held: Float32Array
  /** Where the next output sample lies, in input samples from the start of `#held`. */
  #at: number

  constructor(from: number, to: number) {
    this.#step = from / to
    this.#scale = Math.min(1, to / from)
    this.#reach = Math.ceil(REACH / this.#scale)
    this.#held = new Float32Array(this.#reach)
    this.#at = this.#reach
  }

  push(input: Float32Array): Float32Array {
    const samples = new Float32Array(this.#held.length + input.length)
    samples.set(this.#held)
    samples.set(input, this.#held.length)
    const last = samples.length - 1 - this.#reach
    const output = new Float32Array(Math.max(0, Math.floor((last - this.#at) / this.#step) + 1))
    for (let i = 0; i < output.length; i++) {
      output[i] = this.#sample(samples, this.#at)
      this.#at += this.#step
    }
    const done = Math.max(0, Math.min(samples.length, Math.floor(this.#at) - this.#reach))
    this.#held = samples.slice(done)
    this.#at -= done
    return output
  }

  #sample(samples: Float32Array, at: number): number {
    const first = Math.max(0, Math.ceil(at - this.#reach))
    const last = Math.min(samples.length - 1, Math.floor(at + this.#reach))
    let sum = 0
    for (let n = first; n <= last; n++) {
      const place = Math.abs(n - at) * this.#scale * STEPS
      const index = Math.floor(place)
      const low = kernel[index] ?? 0
      const high = kernel[index + 1] ?? 0
      sum += (samples[n] ?? 0) * (low + (high - low) * (place - index))
    }
    return sum * this.#scale
  }
}
