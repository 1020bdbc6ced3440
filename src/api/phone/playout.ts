import { decode } from "./mulaw.ts"
import { REACH, Resampler } from "./resample.ts"

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
  /** Line samples given to the resampler, which holds back the last REACH of them. */
  #fed = 0
  /** Device samples queued so far, and of these rendered. */
  #written = 0
  #read = 0
  /** Whether nothing is held back in the resampler. */
  #flushed = true
  #marks: { readonly name: string; readonly at: number }[] = []
  #playing = false
  #waited = 0

  constructor(rate: number, onMark: (name: string) => void) {
    this.#rate = rate
    this.#onMark = onMark
    this.#resampler = new Resampler(LINE_RATE, rate)
  }

  play(mulaw: Uint8Array): void {
    this.#flushed = false
    this.#queueSamples(decode(mulaw))
  }

  mark(name: string): void {
    const end = Math.floor(((this.#fed - 1) * this.#rate) / LINE_RATE)
    this.#marks.push({ name, at: this.#flushed ? this.#written : end })
    this.#echo()
  }

  /** Forgets what is queued; its marks come back at once, as a carrier's do. */
  clear(): void {
    this.#queue = []
    this.#offset = this.#fed = this.#written = this.#read = 0
    this.#playing = false
    this.#flushed = true
    this.#resampler = new Resampler(LINE_RATE, this.#rate)
    for (const { name } of this.#marks.splice(0)) this.#onMark(name)
  }

  /** Fills `output` with what comes next, silence where there is nothing. */
  render(output: Float32Array): void {
    output.fill(0)
    if (!this.#ready(output.length)) return
    let filled = 0
    while (filled < output.length) {
      const chunk = this.#next()
      if (chunk === undefined) break
      const part = chunk.subarray(this.#offset, this.#offset + output.length - filled)
      output.set(part, filled)
      filled += part.length
      this.#offset += part.length
      if (this.#offset < chunk.length) continue
      this.#queue.shift()
      this.#offset = 0
    }
    this.#read += filled
    this.#playing = filled === output.length
    this.#echo()
  }

  #next(): Float32Array | undefined {
    if (this.#queue.length === 0) this.#flush()
    return this.#queue[0]
  }

  /** Lets out what the resampler holds back when nothing follows. */
  #flush(): void {
    if (this.#flushed) return
    this.#flushed = true
    this.#queueSamples(new Float32Array(REACH))
  }

  #queueSamples(samples: Float32Array): void {
    const output = this.#resampler.push(samples)
    this.#fed += samples.length
    if (output.length === 0) return
    this.#queue.push(output)
    this.#written += output.length
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
