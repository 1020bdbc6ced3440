/*
 * What a caller hears while the destination rings, as the exchanges of its country sound: ITU-T E.180, Supplement 2.
 * Synthesised; where a country has its own, callers take another one for a fault.
 */
import { SAMPLE_RATE } from "./frame.ts"
import { encodeMulaw } from "./g711.ts"
import { concat, toInt16 } from "./samples.ts"
import { sine } from "./tone.ts"

interface Ringback {
  /** Sounding together. */
  readonly hz: readonly number[]
  /** On, off, on, off. */
  readonly ms: readonly number[]
}

const RING_DB = -20

const common: Ringback = { hz: [425], ms: [1000, 4000] }
const double: Ringback = { hz: [400, 450], ms: [400, 200, 400, 2000] }
/** By the country's calling code. No code begins another one. */
const countries: Readonly<Record<string, Ringback>> = {
  "1": { hz: [440, 480], ms: [2000, 4000] },
  "33": { hz: [440], ms: [1500, 3500] },
  "34": { hz: [425], ms: [1500, 3000] },
  "353": double,
  "43": { hz: [420], ms: [1000, 5000] },
  "44": double,
  "46": { hz: [425], ms: [1000, 5000] },
  "61": double,
  "64": double,
  "81": { hz: [384, 416], ms: [1000, 2000] },
  "82": { hz: [440, 480], ms: [1000, 2000] },
  "351": { hz: [425], ms: [1000, 5000] },
  "86": { hz: [450], ms: [1000, 4000] },
}

const made = new Map<Ringback, Uint8Array>()

/**
 * One period, to be played over and over: PCMU, a whole number of frames. The same buffer for the same country.
 * @param number E.164; one of a country that is not listed rings as most of Europe does
 */
export function ringbackOf(number: string): Uint8Array {
  const code = Object.keys(countries).find((each) => number.startsWith(`+${each}`))
  const tone = (code === undefined ? undefined : countries[code]) ?? common
  const known = made.get(tone)
  if (known) return known
  const audio = encodeMulaw(toInt16(concat(...tone.ms.map((ms, i) => (i % 2 === 0 ? burst(tone.hz, ms) : rest(ms))))))
  made.set(tone, audio)
  return audio
}

function burst(hz: readonly number[], ms: number): Float32Array {
  // Together as loud as one alone.
  const notes = hz.map((each) => sine(each, ms, RING_DB - 10 * Math.log10(hz.length)))
  const [first = rest(ms)] = notes
  return first.map((_, i) => notes.reduce((sum, note) => sum + (note[i] ?? 0), 0))
}

function rest(ms: number): Float32Array {
  return new Float32Array((SAMPLE_RATE * ms) / 1000)
}
