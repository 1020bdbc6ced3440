/*
 * Reads RIFF/WAVE. Whoever uploads the file controls every byte of it: each length is checked against what is there
 * before it is used, and memory is asked for only for audio that exists.
 */
import { AssentError } from "../errors.ts"
import { decodeAlaw, decodeMulaw } from "./g711.ts"
import { SAMPLE_RATE } from "./frame.ts"
import { toFloat } from "./samples.ts"

export type WavEncoding = "pcm8" | "pcm16" | "pcm24" | "pcm32" | "float32" | "mulaw" | "alaw"

export interface Wav {
  readonly encoding: WavEncoding
  readonly rate: number
  readonly channels: number
  /** The `data` chunk as stored; borrowed from the input. */
  readonly data: Uint8Array
}

export const MAX_CHANNELS = 8
export const MIN_RATE = 4000
export const MAX_RATE = 384_000

const encodings: Readonly<Record<string, WavEncoding>> = {
  "1/8": "pcm8",
  "1/16": "pcm16",
  "1/24": "pcm24",
  "1/32": "pcm32",
  "3/32": "float32",
  "6/8": "alaw",
  "7/8": "mulaw",
}

const EXTENSIBLE = 0xfffe
/** KSDATAFORMAT_SUBTYPE_*: the format number, then this. */
const SUBTYPE_TAIL = Buffer.from("000000001000800000aa00389b71", "hex")
/** Writers that cannot seek back leave 0 or a length near 2 or 4 GiB in `data`. */
const isUnknown = (length: number) => length === 0 || length >= 0x7ffff000

const unsupported = (message: string) => new AssentError("UNSUPPORTED_AUDIO", message, { field: "audio" })

const ascii = (bytes: Buffer, at: number) => bytes.toString("latin1", at, at + 4)

/** True when the bytes begin like a WAV file; the rest may still be broken. */
export function isWav(input: Uint8Array): boolean {
  const bytes = Buffer.from(input.buffer, input.byteOffset, Math.min(input.byteLength, 12))
  return bytes.length === 12 && ascii(bytes, 0) === "RIFF" && ascii(bytes, 8) === "WAVE"
}

/** @throws UNSUPPORTED_AUDIO saying what is wrong and which files are read. */
export function parseWav(input: Uint8Array): Wav {
  if (!isWav(input)) throw unsupported("this is not a WAV file: it does not begin with RIFF and WAVE")
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength)
  let format: Omit<Wav, "data"> | null = null
  for (let at = 12; at + 8 <= bytes.length;) {
    const name = ascii(bytes, at)
    const length = bytes.readUInt32LE(at + 4)
    const start = at + 8
    if (name === "data") {
      if (format === null) throw unsupported("the WAV file says nothing of its format before its audio")
      return { ...format, data: audioOf(bytes, start, length, format) }
    }
    if (start + length > bytes.length) throw unsupported("the WAV file is cut short inside its header")
    if (name === "fmt ") format = parseFormat(bytes.subarray(start, start + length))
    at = start + length + (length % 2)
  }
  throw unsupported("the WAV file holds no audio")
}

function parseFormat(chunk: Buffer): Omit<Wav, "data"> {
  if (chunk.length < 16) throw unsupported("the WAV file's format chunk is too short")
  let format = chunk.readUInt16LE(0)
  const channels = chunk.readUInt16LE(2)
  const rate = chunk.readUInt32LE(4)
  const bits = chunk.readUInt16LE(14)
  if (format === EXTENSIBLE) {
    if (chunk.length < 40 || !chunk.subarray(26, 40).equals(SUBTYPE_TAIL)) {
      throw unsupported("the WAV file's extended format is not a known one: save it as 16-bit PCM")
    }
    format = chunk.readUInt16LE(24)
  }
  const encoding = encodings[`${format}/${bits}`]
  if (encoding === undefined) {
    throw unsupported("the WAV file's coding is not read: save it as PCM (8, 16, 24 or 32 bits), float or G.711")
  }
  if (channels < 1 || channels > MAX_CHANNELS) throw unsupported("a WAV file must have 1 to 8 channels")
  if (rate < MIN_RATE || rate > MAX_RATE) throw unsupported("a WAV file must have 4000 to 384000 samples a second")
  if (chunk.readUInt16LE(12) !== (channels * bits) / 8) throw unsupported("the WAV file's format contradicts itself")
  return { encoding, rate, channels }
}

function audioOf(bytes: Buffer, start: number, length: number, format: Omit<Wav, "data">): Buffer {
  const there = bytes.length - start
  if (length > there && !isUnknown(length)) throw unsupported("the WAV file is cut short: save it again")
  const block = format.channels * bytesPerSample(format.encoding)
  const wanted = isUnknown(length) ? there : length
  const whole = wanted - (wanted % block)
  if (whole === 0) throw unsupported("the WAV file holds no audio")
  return bytes.subarray(start, start + whole)
}

function bytesPerSample(encoding: WavEncoding): number {
  switch (encoding) {
    case "pcm8":
    case "mulaw":
    case "alaw":
      return 1
    case "pcm16":
      return 2
    case "pcm24":
      return 3
    case "pcm32":
    case "float32":
      return 4
  }
}

export const framesOf = (wav: Wav): number => wav.data.length / (wav.channels * bytesPerSample(wav.encoding))

/** The file's mu-law bytes, when they already are what the line plays (8 kHz, one channel); else `null`. */
export function lineBytes(wav: Wav): Uint8Array | null {
  return wav.encoding === "mulaw" && wav.rate === SAMPLE_RATE && wav.channels === 1 ? wav.data : null
}

/** One array per channel, in [-1, 1]; samples beyond that, or that are no numbers, are clipped. */
export function decodeWav(wav: Wav): Float32Array[] {
  const interleaved = linear(wav)
  if (wav.channels === 1) return [interleaved]
  const frames = framesOf(wav)
  return Array.from({ length: wav.channels }, (_, channel) => {
    const out = new Float32Array(frames)
    for (let i = 0; i < frames; i++) out[i] = interleaved[i * wav.channels + channel] ?? 0
    return out
  })
}

function linear({ encoding, data }: Wav): Float32Array {
  if (encoding === "mulaw") return toFloat(decodeMulaw(data))
  if (encoding === "alaw") return toFloat(decodeAlaw(data))
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  const width = bytesPerSample(encoding)
  const read = reader(encoding, bytes)
  const out = new Float32Array(bytes.length / width)
  for (let i = 0; i < out.length; i++) out[i] = read(i * width)
  return out
}

function reader(encoding: "pcm8" | "pcm16" | "pcm24" | "pcm32" | "float32", bytes: Buffer): (at: number) => number {
  switch (encoding) {
    case "pcm8":
      return (at) => (bytes.readUInt8(at) - 128) / 128
    case "pcm16":
      return (at) => bytes.readInt16LE(at) / 32768
    case "pcm24":
      return (at) => bytes.readIntLE(at, 3) / 8388608
    case "pcm32":
      return (at) => bytes.readInt32LE(at) / 2147483648
    case "float32":
      return (at) => {
        const value = bytes.readFloatLE(at)
        return Number.isNaN(value) ? 0 : Math.max(-1, Math.min(1, value))
      }
  }
}
