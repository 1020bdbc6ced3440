const INVALID = 0x80

// One look-up per character; anything outside the alphabet of RFC 4648, section 4, sets the high bit.
const values = new Uint8Array(256).fill(INVALID)
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
for (let i = 0; i < alphabet.length; i++) values[alphabet.charCodeAt(i)] = i

const EQUALS = 0x3d

/**
 * Decodes the padded base64 text in `source[start, end)` into `target`, checking every character, without making a string.
 * @returns the number of bytes written, or -1: not base64, not padded to four, empty, or more than `target` holds.
 */
export function decodeBase64(source: Uint8Array, start: number, end: number, target: Uint8Array): number {
  const length = end - start
  if (length <= 0 || (length & 3) !== 0) return -1
  let padding = 0
  if (source[end - 1] === EQUALS) padding = source[end - 2] === EQUALS ? 2 : 1
  const bytes = (length >> 2) * 3 - padding
  if (bytes > target.length) return -1

  const whole = padding === 0 ? end : end - 4
  let seen = 0
  let out = 0
  for (let i = start; i < whole; i += 4) {
    const a = values[source[i] ?? 0] ?? INVALID
    const b = values[source[i + 1] ?? 0] ?? INVALID
    const c = values[source[i + 2] ?? 0] ?? INVALID
    const d = values[source[i + 3] ?? 0] ?? INVALID
    seen |= a | b | c | d
    target[out] = (a << 2) | (b >> 4)
    target[out + 1] = (b << 4) | (c >> 2)
    target[out + 2] = (c << 6) | d
    out += 3
  }
  if (padding > 0) {
    const a = values[source[end - 4] ?? 0] ?? INVALID
    const b = values[source[end - 3] ?? 0] ?? INVALID
    const c = padding === 1 ? (values[source[end - 2] ?? 0] ?? INVALID) : 0
    seen |= a | b | c
    target[out] = (a << 2) | (b >> 4)
    if (padding === 1) target[out + 1] = (b << 4) | (c >> 2)
  }
  return (seen & INVALID) === 0 ? bytes : -1
}

const shape = /^[A-Za-z0-9+/]+={0,2}$/

/** The same text decoded the plain way, or `null` where `decodeBase64` answers -1 for want of validity. */
export function base64Bytes(text: string): Buffer | null {
  return text.length % 4 === 0 && shape.test(text) ? Buffer.from(text, "base64") : null
}
