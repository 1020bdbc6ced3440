import { encodeMulaw } from "../../src/audio/g711.ts"
import { toInt16 } from "../../src/audio/samples.ts"
import { sine } from "../../src/audio/tone.ts"

const rows = [697, 770, 852, 941]
const columns = [1209, 1336, 1477]

/** What a telephone sounds like while a key is held: PCMU. Levels in dB below full scale, of each tone. */
export function keyTone(key: string, ms: number, row = -14, column = -12): Uint8Array {
  const place = "123456789*0#".indexOf(key)
  const low = sine(rows[Math.floor(place / 3)] ?? 0, ms, row)
  const high = sine(columns[place % 3] ?? 0, ms, column)
  return encodeMulaw(toInt16(low.map((sample, i) => sample + (high[i] ?? 0))))
}
