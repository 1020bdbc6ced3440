/*
 * RIFF/WAVE headers of the two kinds that leave this product:
 *
 *   RIFF <size> WAVE | fmt  18 format 7, channels, rate, bytes/s, block, 8 bits, 0 | fact 4 frames | data n | G.711
 *   RIFF <size> WAVE | fmt  16 format 1, channels, rate, bytes/s, block, 16 bits   | data n | little-endian samples
 *
 * An odd `data` chunk is followed by one pad byte, which is counted in the RIFF size alone.
 */
import { SAMPLE_RATE } from "./frame.ts"

export const MULAW_WAV_HEADER_BYTES = 58
export const PCM16_WAV_HEADER_BYTES = 44

interface Shape {
  readonly format: 1 | 7
  readonly bits: 8 | 16
  readonly channels: number
  readonly rate: number
  readonly dataBytes: number
}

function header({ format, bits, channels, rate, dataBytes }: Shape): Buffer {
  const block = (channels * bits) / 8
  const extra = format === 1 ? 0 : 14
  const bytes = Buffer.alloc(PCM16_WAV_HEADER_BYTES + extra)
  bytes.write("RIFF", 0, "latin1")
  bytes.writeUInt32LE(bytes.length - 8 + dataBytes + (dataBytes % 2), 4)
  bytes.write("WAVEfmt ", 8, "latin1")
  bytes.writeUInt32LE(format === 1 ? 16 : 18, 16)
  bytes.writeUInt16LE(format, 20)
  bytes.writeUInt16LE(channels, 22)
  bytes.writeUInt32LE(rate, 24)
  bytes.writeUInt32LE(rate * block, 28)
  bytes.writeUInt16LE(block, 32)
  bytes.writeUInt16LE(bits, 34)
  if (format === 7) {
    bytes.write("fact", 38, "latin1")
    bytes.writeUInt32LE(4, 42)
    bytes.writeUInt32LE(dataBytes / block, 46)
  }
  bytes.write("data", 36 + extra, "latin1")
  bytes.writeUInt32LE(dataBytes, 40 + extra)
  return bytes
}

/** The 58 bytes before `dataBytes` of 8 kHz mu-law. */
export const mulawWavHeader = (dataBytes: number, channels = 1): Buffer =>
  header({ format: 7, bits: 8, channels, rate: SAMPLE_RATE, dataBytes })

/** The 44 bytes before `dataBytes` of interleaved 16-bit samples. */
export const pcm16WavHeader = (dataBytes: number, rate: number = SAMPLE_RATE, channels = 1): Buffer =>
  header({ format: 1, bits: 16, channels, rate, dataBytes })

/** Whole file from mu-law bytes (interleaved when there is more than one channel). */
export function mulawWav(audio: Uint8Array, channels = 1): Buffer {
  return Buffer.concat([mulawWavHeader(audio.length, channels), audio, Buffer.alloc(audio.length % 2)])
}

/** Whole file from interleaved 16-bit samples. */
export function pcm16Wav(samples: Int16Array, rate: number = SAMPLE_RATE, channels = 1): Buffer {
  const data = Buffer.alloc(samples.length * 2)
  samples.forEach((sample, i) => data.writeInt16LE(sample, i * 2))
  return Buffer.concat([pcm16WavHeader(data.length, rate, channels), data])
}
