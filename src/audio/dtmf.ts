/*
 * Hears the keys of a telephone in its audio (ITU-T Q.23), by Goertzel's algorithm. For test calls only: it says whether
 * a carrier leaves the tones in the audio. Nothing is kept but the sums of the block that is being listened to.
 */
import { SAMPLE_RATE } from "./frame.ts"
import { decodeMulaw } from "./g711.ts"

const ROWS = [697, 770, 852, 941] as const
const COLUMNS = [1209, 1336, 1477] as const
const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"] as const
export type ToneKey = (typeof KEYS)[number]

/** 25.6 ms: the block in which all eight tones fall close to the middle of a bin. */
const BLOCK = 205
/** A key lasts 40 ms at least (Q.24): it fills one block and most of another. A click fills none. */
const BLOCKS_OF_A_KEY = 2
/** Of the sine's square sum that one tone must have, in linear samples: about -40 dBm0. */
const QUIETEST = 200 ** 2 / 2
/** How much of all that sounds must be the two tones: speech never is, for so long. */
const PURE = 0.6
/** 8 dB: what lines do to one tone and not to the other (Q.24 allows 4 to 10). */
const TWIST = 10 ** 0.8

export class DtmfDetector {
  readonly #onKey: (key: ToneKey) => void
  readonly #tones = [...ROWS, ...COLUMNS].map((hz) => new Tone(hz))
  #samples = 0
  #energy = 0
  #last: ToneKey | null = null
  #blocks = 0

  /** @param onKey called once for each time a key sounds */
  constructor(onKey: (key: ToneKey) => void) {
    this.#onKey = onKey
  }

  /** Takes the next PCMU audio, in pieces of any length. */
  take(payload: Uint8Array): void {
    for (const sample of decodeMulaw(payload)) {
      this.#energy += sample * sample
      for (const tone of this.#tones) tone.add(sample)
      if (++this.#samples === BLOCK) this.#block()
    }
  }

  #block(): void {
    const powers = this.#tones.map((tone) => tone.end())
    const key = keyOf(powers, this.#energy / BLOCK)
    this.#samples = 0
    this.#energy = 0
    this.#blocks = key !== null && key === this.#last ? this.#blocks + 1 : 1
    this.#last = key
    if (key !== null && this.#blocks === BLOCKS_OF_A_KEY) this.#onKey(key)
  }
}

/** @param powers mean square of each tone, rows first @param all mean square of everything */
function keyOf(powers: readonly number[], all: number): ToneKey | null {
  const row = strongest(powers.slice(0, ROWS.length))
  const column = strongest(powers.slice(ROWS.length))
  const quieter = Math.min(row.power, column.power)
  if (quieter < QUIETEST || Math.max(row.power, column.power) > quieter * TWIST) return null
  if (row.power + column.power < PURE * all) return null
  return KEYS[row.index * COLUMNS.length + column.index] ?? null
}

function strongest(powers: readonly number[]): { readonly index: number; readonly power: number } {
  const power = Math.max(...powers)
  return { index: powers.indexOf(power), power }
}

class Tone {
  readonly #coefficient: number
  #one = 0
  #two = 0

  constructor(hz: number) {
    this.#coefficient = 2 * Math.cos((2 * Math.PI * hz) / SAMPLE_RATE)
  }

  add(sample: number): void {
    const next = sample + this.#coefficient * this.#one - this.#two
    this.#two = this.#one
    this.#one = next
  }

  /** Mean square of this tone in the block that ends here. */
  end(): number {
    const [one, two] = [this.#one, this.#two]
    this.#one = 0
    this.#two = 0
    return ((one * one + two * two - this.#coefficient * one * two) * 2) / BLOCK ** 2
  }
}
