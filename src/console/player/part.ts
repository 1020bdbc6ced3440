/* A part of a recording as a file of its own: only its bytes are asked for, so only they stand on record as heard. */
import { raw } from "../data/client.ts"
import { mulawWav, WAV_HEADER_BYTES } from "../parts/wav.ts"
import type { Region } from "./sound.ts"

/** Two sides of 8 kHz, one byte a sample. */
const BYTES_PER_MS = 16

/** @throws Problem */
export async function partOf(url: string, { from, to }: Region): Promise<Blob> {
  const first = WAV_HEADER_BYTES + from * BYTES_PER_MS
  const range = `bytes=${first}-${first + (to - from) * BYTES_PER_MS - 1}`
  const response = await raw(url, { headers: { range } })
  return mulawWav(new Uint8Array(await response.arrayBuffer()), 2)
}
