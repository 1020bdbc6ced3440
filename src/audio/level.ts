/* What can be measured of one channel of linear samples in [-1, 1]. Levels of silence are -Infinity. */
import { resample } from "./resample.ts"

export const toDb = (ratio: number): number => 20 * Math.log10(ratio)
export const fromDb = (db: number): number => 10 ** (db / 20)

function largest(samples: Float32Array): number {
  let peak = 0
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample))
  return peak
}

/** The largest sample, dB of full scale. */
export const peakDb = (samples: Float32Array): number => toDb(largest(samples))

/** The largest value between samples too, dBTP (ITU-R BS.1770-4 annex 2: four times oversampled). */
export const truePeakDb = (samples: Float32Array, rate: number): number =>
  toDb(Math.max(largest(samples), largest(resample(samples, rate, rate * 4))))

/** Root mean square, dB of a full-scale square wave. */
export function rmsDb(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return 10 * Math.log10(sum / Math.max(samples.length, 1))
}

/** Milliseconds before the first sample that is louder than `thresholdDb`; the whole length when none is. */
export function leadingSilenceMs(samples: Float32Array, rate: number, thresholdDb = -45): number {
  const threshold = fromDb(thresholdDb)
  const first = samples.findIndex((sample) => Math.abs(sample) > threshold)
  return ((first === -1 ? samples.length : first) * 1000) / rate
}

/** The longest run of samples that sit on one and the same extreme value at or above `-0.1 dBFS`. */
export function longestClippedRun(samples: Float32Array, ceiling = fromDb(-0.1)): number {
  let longest = 0
  let run = 0
  let previous = 0
  for (const sample of samples) {
    run = Math.abs(sample) >= ceiling ? (sample === previous ? run + 1 : 1) : 0
    previous = sample
    longest = Math.max(longest, run)
  }
  return longest
}
