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
  const [caller, agent]: [number[], number[]] = [[], []]
  // Locals, and no division: an hour is 57 million bytes, beside calls that go on.
  let [callerPeak, agentPeak, left, isAgent] = [0, 0, perBucket, false]
  for await (const piece of audio) {
    for (let i = 0; i < piece.length; i++) {
      const loud = loudness[piece[i] ?? 0] ?? 0
      if (isAgent) {
        if (loud > agentPeak) agentPeak = loud
        left -= 1
        if (left === 0) {
          caller.push(callerPeak)
          agent.push(agentPeak)
          callerPeak = 0
          agentPeak = 0
          left = perBucket
        }
      } else if (loud > callerPeak) callerPeak = loud
      isAgent = !isAgent
    }
  }
  if (left < perBucket) {
    caller.push(callerPeak)
    agent.push(agentPeak)
  }
  return { caller, agent }
}
