import type { KeyProvider, KeyStore } from "../../../src/keys/ports.ts"
import { openStored } from "../../../src/recording/playback.ts"
import type { BlobStore, RecordingRow } from "../../../src/recording/ports.ts"
import { checkTrack, type TrackCheck } from "../lib/stamp.ts"

export interface CallCheck {
  readonly call: number
  /** `null` where there is no recording that can be read; `problem` says why. */
  readonly tracks: readonly [TrackCheck, TrackCheck] | null
  readonly problem: string | null
}

const WAV_HEADER = 58

/** @param agent whose stamps the right channel holds: the call's own on a fork, the agent's on a bridge */
export async function checkRecording(
  call: number,
  agent: number,
  row: RecordingRow | null,
  parts: { readonly store: KeyStore; readonly provider: KeyProvider; readonly blobs: BlobStore },
): Promise<CallCheck> {
  if (!row) return { call, tracks: null, problem: "no recording" }
  try {
    const playback = await openStored(row, parts)
    const pieces: Uint8Array[] = []
    for await (const piece of playback.read(WAV_HEADER, playback.totalBytes)) pieces.push(piece)
    playback.close()
    const stereo = Buffer.concat(pieces)
    const left = new Uint8Array(stereo.length >> 1)
    const right = new Uint8Array(stereo.length >> 1)
    for (let i = 0; i < left.length; i++) {
      left[i] = stereo[2 * i] ?? 0
      right[i] = stereo[2 * i + 1] ?? 0
    }
    const rightTrack = agent === call ? 1 : 0
    return { call, tracks: [checkTrack(left, call, 0), checkTrack(right, agent, rightTrack)], problem: null }
  } catch (error) {
    return { call, tracks: null, problem: `${row.state}: ${String(error)}` }
  }
}
