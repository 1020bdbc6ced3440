/*
 * ITU-T G.711, as tables made from the recommendation's own rules (the reference is the ITU-T software tool library,
 * G.191). One byte is one sample of 8 kHz audio; linear samples are 16 bits, left-justified.
 */

type Law = (sample: number) => number

/** G.711 table 2a: 14-bit magnitude, offset by 33, in eight segments; the byte is sent inverted. */
function toMulaw(sample: number): number {
  const magnitude = Math.min(((sample < 0 ? ~sample : sample) >> 2) + 33, 0x1fff)
  const segment = 26 - Math.clz32(magnitude)
  const code = (segment << 4) | ((magnitude >> (segment + 1)) & 0x0f)
  return (sample < 0 ? 0x7f : 0xff) ^ code
}

function fromMulaw(byte: number): number {
  const code = ~byte & 0xff
  const magnitude = ((((code & 0x0f) << 3) + 0x84) << ((code >> 4) & 7)) - 0x84
  return code & 0x80 ? -magnitude : magnitude
}

/** G.711 table 1a: 12-bit magnitude, the first two segments linear; every even bit is sent inverted. */
function toAlaw(sample: number): number {
  const magnitude = (sample < 0 ? ~sample : sample) >> 4
  const segment = Math.max(28 - Math.clz32(magnitude), 0)
  const code = segment === 0 ? magnitude : (segment << 4) | ((magnitude >> (segment - 1)) & 0x0f)
  return (sample < 0 ? code : code | 0x80) ^ 0x55
}

function fromAlaw(byte: number): number {
  const code = byte ^ 0x55
  const segment = (code >> 4) & 7
  const mantissa = ((code & 0x0f) << 4) + 8
  const magnitude = segment === 0 ? mantissa : (mantissa + 0x100) << (segment - 1)
  return code & 0x80 ? magnitude : -magnitude
}

const decoder = (law: Law): Int16Array => Int16Array.from({ length: 256 }, (_, byte) => law(byte))
/** Indexed by the sample's 16 bits read as unsigned. */
const encoder = (law: Law): Uint8Array => Uint8Array.from({ length: 65536 }, (_, bits) => law((bits << 16) >> 16))

const MULAW_OUT = decoder(fromMulaw)
const ALAW_OUT = decoder(fromAlaw)
const MULAW_IN = encoder(toMulaw)
const ALAW_IN = encoder(toAlaw)

function decode(table: Int16Array, bytes: Uint8Array): Int16Array {
  const samples = new Int16Array(bytes.length)
  for (let i = 0; i < bytes.length; i++) samples[i] = table[bytes[i] ?? 0] ?? 0
  return samples
}

function encode(table: Uint8Array, samples: Int16Array): Uint8Array {
  const bytes = new Uint8Array(samples.length)
  for (let i = 0; i < samples.length; i++) bytes[i] = table[(samples[i] ?? 0) & 0xffff] ?? 0
  return bytes
}

export const decodeMulaw = (bytes: Uint8Array): Int16Array => decode(MULAW_OUT, bytes)
export const encodeMulaw = (samples: Int16Array): Uint8Array => encode(MULAW_IN, samples)
export const decodeAlaw = (bytes: Uint8Array): Int16Array => decode(ALAW_OUT, bytes)
export const encodeAlaw = (samples: Int16Array): Uint8Array => encode(ALAW_IN, samples)
