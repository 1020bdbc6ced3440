import { encodeSample, SILENCE } from "./mulaw.ts"
import { Resampler } from "./resample.ts"

const LINE_RATE = 8000
const FRAME_SAMPLES = 160

export interface CapturedFrame {
  /** 20 ms of mu-law at 8 kHz. */
  readonly payload: Uint8Array<ArrayBuffer>
  /** Root mean square of the frame, 0..1. */
  readonly level: number
}

/** What the caller says: samples at the device's rate in, frames for the line out. */
export class Capture {
  readonly #resampler: Resampler
  readonly #onFrame: (frame: CapturedFrame) => void
  #frame = new Uint8Array(FRAME_SAMPLES).fill(SILENCE)
  #filled = 0
  #energy = 0

  constructor(rate: number, onFrame: (frame: CapturedFrame) => void) {
    this.#resampler = new Resampler(rate, LINE_RATE)
    this.#onFrame = onFrame
  }

  push(samples: Float32Array): void {
    for (const sample of this.#resampler.push(samples)) {
      this.#frame[this.#filled++] = encodeSample(sample)
      this.#energy += sample * sample
      if (this.#filled < FRAME_SAMPLES) continue
      this.#onFrame({ payload: this.#frame, level: Math.sqrt(this.#energy / FRAME_SAMPLES) })
      this.#frame = new Uint8Array(FRAME_SAMPLES).fill(SILENCE)
      this.#filled = 0
      this.#energy = 0
    }
  }
}
