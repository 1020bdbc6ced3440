/*
 * From any recording of a voice to what the line plays: the telephone band (300 to 3400 Hz), one loudness for every
 * prompt, no peak that a codec would clip. Pure, so that the same file always gives the same bytes.
 */
import { filter, highpass } from "./biquad.ts"
import { SAMPLE_RATE } from "./frame.ts"
import { encodeMulaw } from "./g711.ts"
import { fromDb } from "./level.ts"
import { loudness } from "./loudness.ts"
import { resample } from "./resample.ts"
import { amplify, toInt16 } from "./samples.ts"

export const TARGET_LUFS = -19
export const MAX_PEAK_DBTP = -3
/** Below the limit by what lies between samples (up to 2 dB in speech) and by what the codec adds. */
const CEILING = fromDb(MAX_PEAK_DBTP - 2.5)
/** Noise must not be blown up to speech. */
const MAX_GAIN_DB = 30
const ATTACK_MS = 5
/** The limiter takes loudness away; so measure and raise again, a few times. */
const ROUNDS = 4

/** Samples for the line at 8 kHz, in [-1, 1]. Silence stays silence. */
export function forLine(samples: Float32Array, rate: number): Float32Array {
  const band = filter(resample(samples, rate, SAMPLE_RATE), highpass(SAMPLE_RATE, 300))
  return normalise(band, TARGET_LUFS)
}

/** PCMU bytes for the line. */
export const lineAudio = (samples: Float32Array, rate: number): Uint8Array => encodeLine(forLine(samples, rate))

export const encodeLine = (samples: Float32Array): Uint8Array => encodeMulaw(toInt16(samples))

/** 8 kHz samples at `target` LUFS with every peak under the ceiling; as near as MAX_GAIN_DB lets it. */
export function normalise(samples: Float32Array, target: number): Float32Array {
  let gain = 0
  let out = samples
  for (let round = 0; round < ROUNDS; round++) {
    const measured = loudness(out, SAMPLE_RATE)
    if (measured === -Infinity) return samples
    gain = Math.min(gain + target - measured, MAX_GAIN_DB)
    out = limit(amplify(samples, gain))
  }
  return out
}

/** Turns peaks down smoothly: the gain a peak needs is reached ATTACK_MS before it and left as long after it. */
function limit(samples: Float32Array): Float32Array {
  const reach = Math.round((SAMPLE_RATE * ATTACK_MS) / 1000)
  const width = 2 * reach + 1
  // The least gain needed within `reach` of each sample; padded, so that the mean below has a whole window at the ends.
  const least = new Float32Array(samples.length + 2 * reach).fill(1)
  samples.forEach((sample, i) => {
    const needed = CEILING / Math.abs(sample)
    if (needed >= 1) return
    for (let j = i; j < i + width; j++) least[j] = Math.min(least[j] ?? 1, needed)
  })
  let sum = 0
  for (let j = 0; j < width - 1; j++) sum += least[j] ?? 1
  return samples.map((sample, i) => {
    sum += least[i + width - 1] ?? 1
    const gain = sum / width
    sum -= least[i] ?? 1
    return sample * gain
  })
}
