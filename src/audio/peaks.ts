/* How loud a stereo recording was, coarsely: what a player draws, so that no page has to hold the audio to show it. */
import { decodeMulaw } from "./g711.ts"

export interface Peaks {
  /** The loudest sample of each stretch of time, 0 to 127, one list a channel. All stretches are as long but the last. */
  readonly caller: readonly number[]
  readonly agent: readonly number[]
}

/** The loudness of each byte's sample, 0 to 127. */
const loudness = Uint8Array.from(decodeMulaw(Uint8Array.from({ length: 256 }, (_, byte) => byte)), (sample) =>
  Math.min(127, Math.abs(sample) >> 8),
)

/**
 * @param audio interleaved mu-law, caller first, cut anywhere
 * @param frames how many pairs of samples `audio` holds
 */
export async function peaksOf(audio: AsyncIterable<Uint8Array>, frames: number, buckets: number): Promise<Peaks> {
  const count = Math.max(1, Math.min(buckets, frames))
  const perBucket = Math.max(1, Math.ceil(frames / count))
  const peaks = [new Uint8Array(Math.ceil(frames / perBucket)), new Uint8Array(Math.ceil(frames / perBucket))] as const
  let at = 0
  for await (const piece of audio) {
    for (const byte of piece) {
      const channel = peaks[at & 1 ? 1 : 0]
      const bucket = Math.floor((at >> 1) / perBucket)
      const loud = loudness[byte] ?? 0
      if (loud > (channel[bucket] ?? 0)) channel[bucket] = loud
      at += 1
    }
  }
  return { caller: [...peaks[0]], agent: [...peaks[1]] }
}
