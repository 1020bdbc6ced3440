/* G.711 mu-law (ITU-T G.711, table 2), between bytes and samples in -1..1. */

const BIAS = 132
const CLIP = 32_635

export const SILENCE = 0xff

function decodeByte(code: number): number {
  const bits = ~code & 0xff
  const magnitude = (((bits & 0x0f) << 3) + BIAS) << ((bits & 0x70) >> 4)
  return (bits & 0x80) === 0 ? magnitude - BIAS : BIAS - magnitude
}

const decoded = Float32Array.from({ length: 256 }, (_, code) => decodeByte(code) / 32_768)

export function encodeSample(sample: number): number {
  const level = Math.max(-CLIP, Math.min(CLIP, Math.round(sample * 32_768)))
  const sign = level < 0 ? 0x80 : 0
  const biased = Math.abs(level) + BIAS
  // The segment is the position of the highest bit, counted from bit 7.
  const segment = 24 - Math.clz32(biased)
  return ~(sign | (segment << 4) | ((biased >> (segment + 3)) & 0x0f)) & 0xff
}

export function decode(bytes: Uint8Array): Float32Array {
  return Float32Array.from(bytes, (code) => decoded[code] ?? 0)
}
