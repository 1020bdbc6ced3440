/*
 * From any recording of a voice to what the line plays: the telephone band (300 to 3400 Hz), one loudness for every
 * prompt, no peak that a codec would clip. Pure, so that the same file always gives the same bytes.
 */
import { filter, highpass } from "./biquad.ts"
import { SAMPLE_RATE } from "./frame.ts"
import { decodeMulaw, encodeMulaw } from "./g711.ts"
import { fromDb, truePeakDb } from "./level.ts"
import { loudness } from "./loudness.ts"
import { resample } from "./resample.ts"
import { amplify, toFloat, toInt16 } from "./samples.ts"

export const TARGET_LUFS = -19
export const MAX_PEAK_DBTP = -3
/** The limiter sees samples, not what lies between them (up to 3 dB more in speech), so it is asked for ever less. */
const CEILINGS_DB = [-5.5, -6, -6.5, -7, -8]
/** Noise must not be blown up to speech. */
const MAX_GAIN_DB = 30
const ATTACK_MS = 5
/** The limiter takes loudness away; so measure and raise again, a few times. */
const ROUNDS = 4

/** PCMU bytes for the line. Silence stays silence. */
export const lineAudio = (samples: Float32Array, rate: number): Uint8Array => encodeLine(forLine(samples, rate))

/** As lineAudio, but still linear (8 kHz, in [-1, 1]), for what is put together from several pieces. */
export function forLine(samples: Float32Array, rate: number): Float32Array {
  const band = filter(resample(samples, rate, SAMPLE_RATE), highpass(SAMPLE_RATE, 300))
  for (const ceiling of CEILINGS_DB.slice(0, -1)) {
    const out = normalise(band, ceiling)
    if (truePeakDb(toFloat(decodeMulaw(encodeLine(out)))) <= MAX_PEAK_DBTP) return out
  }
  return normalise(band, CEILINGS_DB.at(-1) ?? MAX_PEAK_DBTP)
}

export const encodeLine = (samples: Float32Array): Uint8Array => encodeMulaw(toInt16(samples))

/** TARGET_LUFS with every sample under the ceiling; as near as MAX_GAIN_DB lets it. */
function normalise(samples: Float32Array, ceilingDb: number): Float32Array {
  let gain = 0
  let out = samples
  for (let round = 0; round < ROUNDS; round++) {
    const measured = loudness(out, SAMPLE_RATE)
    if (measured === -Infinity) return samples
    gain = Math.min(gain + TARGET_LUFS - measured, MAX_GAIN_DB)
    out = limit(amplify(samples, gain), fromDb(ceilingDb))
  }
  return out
}

/** Turns peaks down smoothly: the gain a peak needs is reached ATTACK_MS before it and left as long after it. */
function limit(samples: Float32Array, ceiling: number): Float32Array {
  const reach = Math.round((SAMPLE_RATE * ATTACK_MS) / 1000)
  const width = 2 * reach + 1
  // The least gain needed within `reach` of each sample; padded, so that the mean below has a whole window at the ends.
  const least = new Float32Array(samples.length + 2 * reach).fill(1)
  samples.forEach((sample, i) => {
    const needed = ceiling / Math.abs(sample)
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
