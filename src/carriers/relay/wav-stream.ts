/*
 * A carrier's WAV file as it comes over the network, as frames of stereo mu-law, without ever holding it whole. The file
 * is the carrier's: every length is checked against what is there.
 */
import { encodeMulaw } from "../../audio/g711.ts"
import { SAMPLE_RATE } from "../../audio/frame.ts"
import { AssentError } from "../../errors.ts"

/** Frames of 20 ms: 160 samples of two channels, interleaved mu-law. */
export const STEREO_FRAME_BYTES = 320
const MAX_HEADER_BYTES = 64 * 1024

interface Format {
  readonly kind: "mulaw" | "pcm16"
  /** Bytes of audio the header promises; `Infinity` where it does not say. */
  readonly dataBytes: number
  readonly start: number
}

const broken = (what: string) => new AssentError("CARRIER_PROTOCOL", `the carrier's recording ${what}`)

/**
 * @returns frames of `STEREO_FRAME_BYTES`, the last one shorter; at the end, how long the audio was in ms
 * @throws CARRIER_PROTOCOL for a file that is cut short, or is not 8 kHz stereo as 16-bit PCM or mu-law
 */
export async function* stereoFrames(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, number> {
  let held = Buffer.alloc(0)
  let format: Format | null = null
  let audio = 0
  for await (const chunk of source) {
    held = held.length === 0 ? Buffer.from(chunk) : Buffer.concat([held, chunk])
    if (!format) {
      format = readHeader(held)
      if (!format) {
        if (held.length > MAX_HEADER_BYTES) throw broken("has no audio after its header")
        continue
      }
      held = held.subarray(format.start)
    }
    const frame = frameBytes(format)
    while (held.length >= frame && audio + frame <= format.dataBytes) {
      yield toMulaw(format, held.subarray(0, frame))
      held = held.subarray(frame)
      audio += frame
    }
  }
  if (!format) throw broken("is not a WAV file, or is cut short in its header")
  const block = format.kind === "mulaw" ? 2 : 4
  const rest = Math.min(held.length, format.dataBytes - audio)
  const last = rest - (rest % block)
  if (last > 0) yield toMulaw(format, held.subarray(0, last))
  audio += last
  if (format.dataBytes !== Infinity && audio < format.dataBytes - block) throw broken("is cut short")
  return (audio / block / SAMPLE_RATE) * 1000
}

function frameBytes({ kind }: Format): number {
  return kind === "mulaw" ? STEREO_FRAME_BYTES : STEREO_FRAME_BYTES * 2
}

/** @returns `null` while the header is not complete */
function readHeader(bytes: Buffer): Format | null {
  if (bytes.length < 12) return null
  if (bytes.toString("latin1", 0, 4) !== "RIFF" || bytes.toString("latin1", 8, 12) !== "WAVE") {
    throw broken("is not a WAV file")
  }
  let kind: Format["kind"] | null = null
  for (let at = 12; at + 8 <= bytes.length;) {
    const name = bytes.toString("latin1", at, at + 4)
    const length = bytes.readUInt32LE(at + 4)
    const start = at + 8
    if (name === "data") {
      if (!kind) throw broken("says nothing of its format before its audio")
      // Writers that cannot seek back leave 0, or nearly 4 GiB.
      return { kind, start, dataBytes: length === 0 || length >= 0x7ffff000 ? Infinity : length }
    }
    if (start + length > bytes.length) return null
    if (name === "fmt ") kind = readFormat(bytes.subarray(start, start + length))
    at = start + length + (length % 2)
  }
  return null
}

function readFormat(chunk: Buffer): Format["kind"] {
  if (chunk.length < 16) throw broken("has a format chunk that is too short")
  const [format, channels, rate, bits] = [0, 2, 4, 14].map((at) =>
    at === 4 ? chunk.readUInt32LE(at) : chunk.readUInt16LE(at),
  )
  if (channels !== 2 || rate !== SAMPLE_RATE) throw broken("is not 8 kHz stereo, as it was ordered")
  if (format === 1 && bits === 16) return "pcm16"
  if (format === 7 && bits === 8) return "mulaw"
  throw broken("is neither 16-bit PCM nor mu-law")
}

function toMulaw({ kind }: Format, bytes: Buffer): Uint8Array {
  if (kind === "mulaw") return bytes
  const samples = new Int16Array(bytes.length >> 1)
  for (let i = 0; i < samples.length; i++) samples[i] = bytes.readInt16LE(i * 2)
  return encodeMulaw(samples)
}
