/* What can be measured of one channel of linear samples in [-1, 1]. Levels of silence are -Infinity. */
import { interpolate } from "./resample.ts"

export const toDb = (ratio: number): number => 20 * Math.log10(ratio)
export const fromDb = (db: number): number => 10 ** (db / 20)

function largest(samples: Float32Array): number {
  let peak = 0
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample))
  return peak
}

/** The largest sample, dB of full scale. */
export const peakDb = (samples: Float32Array): number => toDb(largest(samples))

/**
 * The largest value between samples too, dBTP (as ITU-R BS.1770-4 annex 2: four times oversampled). Looked for only
 * round samples within 6 dB of the largest, as the overshoot of real audio is about 3 dB at most.
 */
export function truePeakDb(samples: Float32Array): number {
  const sampled = largest(samples)
  let peak = sampled
  for (let i = 0; i < samples.length; i++) {
    if (sampled === 0 || Math.abs(samples[i] ?? 0) < sampled / 2) continue
    for (const offset of [-0.5, -0.25, 0.25, 0.5]) peak = Math.max(peak, Math.abs(interpolate(samples, i + offset)))
  }
  return toDb(peak)
}

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

/** The longest run of samples on one and the same extreme value. Full scale of mu-law is -0.17 dBFS. */
export function longestClippedRun(samples: Float32Array, ceiling = fromDb(-0.2)): number {
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
