/*
 * Short tones that go before words and never stand alone. The notes keep clear of what telephone exchanges and fax
 * machines listen for: the DTMF rows and columns, 425 Hz, 1100 Hz and 2100 Hz.
 */
import { SAMPLE_RATE } from "./frame.ts"
import { fromDb } from "./level.ts"
import { concat } from "./samples.ts"

export const earcons = ["on", "off", "error"] as const
export type Earcon = (typeof earcons)[number]

const NOTE_MS = 120
const EARCON_DB = -20
/** The edges are rounded off for this long, so that a note does not click. */
const FADE_MS = 8

/** A sine of `db` (RMS, below full scale) with rounded edges. */
export function sine(hz: number, ms: number, db: number, rate: number = SAMPLE_RATE): Float32Array {
  const length = Math.round((rate * ms) / 1000)
  const fade = (rate * FADE_MS) / 1000
  const amplitude = Math.SQRT2 * fromDb(db)
  return Float32Array.from({ length }, (_, i) => {
    const edge = Math.min(1, i / fade, (length - 1 - i) / fade)
    return amplitude * Math.sin((Math.PI / 2) * edge) ** 2 * Math.sin((2 * Math.PI * hz * i) / rate)
  })
}

/** `on` rises, `off` falls, `error` is one low note. */
export function earcon(kind: Earcon, rate: number = SAMPLE_RATE): Float32Array {
  const note = (hz: number) => sine(hz, NOTE_MS, EARCON_DB, rate)
  switch (kind) {
    case "on":
      return concat(note(660), note(880))
    case "off":
      return concat(note(880), note(660))
    case "error":
      return concat(note(330), note(330))
  }
}
