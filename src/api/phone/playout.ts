import { decode } from "./mulaw.ts"
import { Resampler } from "./resample.ts"

const LINE_RATE = 8000
/** How much is gathered before sound starts after a pause: covers the jitter of live frames. */
const LEAD_S = 0.06

/**
 * What the caller hears: audio is played in the order it came, and a mark is passed on when everything queued before
 * it has been written to the loudspeaker's buffer, never sooner. Pure: `render` is its clock.
 */
export class Playout {
  readonly #rate: number
  readonly #onMark: (name: string) => void
  #resampler: Resampler
  #queue: Float32Array[] = []
  #offset = 0
  #written = 0
  #read = 0
  #marks: { readonly name: string; readonly at: number }[] = []
  #playing = false
  #waited = 0

  constructor(rate: number, onMark: (name: string) => void) {
    this.#rate = rate
    this.#onMark = onMark
    this.#resampler = new Resampler(LINE_RATE, rate)
  }

  play(mulaw: Uint8Array): void {
    const samples = this.#resampler.push(decode(mulaw))
    if (samples.length === 0) return
    this.#queue.push(samples)
    this.#written += samples.length
  }

  mark(name: string): void {
    this.#marks.push({ name, at: this.#written })
    this.#echo()
  }

  /** Forgets what is queued; its marks come back at once, as a carrier's do. */
  clear(): void {
    this.#queue = []
    this.#offset = 0
    this.#read = this.#written
    this.#playing = false
    this.#resampler = new Resampler(LINE_RATE, this.#rate)
    this.#echo()
  }

  /** Fills `output` with what comes next, silence where there is nothing. */
  render(output: Float32Array): void {
    output.fill(0)
    if (!this.#ready(output.length)) return
    let filled = 0
    for (let chunk = this.#queue[0]; chunk !== undefined && filled < output.length; chunk = this.#queue[0]) {
      const part = chunk.subarray(this.#offset, this.#offset + output.length - filled)
      output.set(part, filled)
      filled += part.length
      this.#offset += part.length
      if (this.#offset < chunk.length) continue
      this.#queue.shift()
      this.#offset = 0
    }
    this.#read += filled
    if (this.#queue.length === 0) this.#playing = false
    this.#echo()
  }

  #ready(samples: number): boolean {
    if (this.#playing) return true
    if (this.#queue.length === 0) {
      this.#waited = 0
      return false
    }
    this.#waited += samples
    const lead = LEAD_S * this.#rate
    this.#playing = this.#written - this.#read >= lead || this.#waited >= lead
    return this.#playing
  }

  #echo(): void {
    for (let next = this.#marks[0]; next !== undefined && next.at <= this.#read; next = this.#marks[0]) {
      this.#marks.shift()
      this.#onMark(next.name)
    }
  }
}
