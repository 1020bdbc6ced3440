/*
 * SHA-256 (FIPS 180-4) in plain TypeScript, for a verifier in a browser: WebCrypto's is asynchronous, which a tree of a
 * million small hashes does not bear. Node has its own, several times as fast.
 */
import type { Hash } from "./merkle.ts"

const BLOCK = 64

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes, and of the square roots of 8. */
const primes = [...firstPrimes(64)]
const k = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)))
const start = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)))
const w = new Int32Array(BLOCK)

export const portableSha256: Hash = (bytes) => {
  const state = Int32Array.from(start)
  const whole = bytes.length - (bytes.length % BLOCK)
  for (let at = 0; at < whole; at += BLOCK) compress(state, bytes, at)
  // The rest, a one bit, zeros, and the length in bits.
  const rest = bytes.length - whole
  const tail = new Uint8Array(rest < BLOCK - 8 ? BLOCK : 2 * BLOCK)
  tail.set(bytes.subarray(whole))
  tail[rest] = 0x80
  new DataView(tail.buffer).setBigUint64(tail.length - 8, BigInt(bytes.length) * 8n)
  for (let at = 0; at < tail.length; at += BLOCK) compress(state, tail, at)
  const digest = new Uint8Array(32)
  const view = new DataView(digest.buffer)
  state.forEach((word, i) => view.setInt32(4 * i, word))
  return digest
}

function compress(state: Int32Array, bytes: Uint8Array, at: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, BLOCK)
  for (let i = 0; i < 16; i++) w[i] = view.getInt32(4 * i)
  for (let i = 16; i < BLOCK; i++) {
    const a = w[i - 15] ?? 0
    const b = w[i - 2] ?? 0
    const s0 = rotate(a, 7) ^ rotate(a, 18) ^ (a >>> 3)
    const s1 = rotate(b, 17) ^ rotate(b, 19) ^ (b >>> 10)
    w[i] = ((w[i - 16] ?? 0) + s0 + (w[i - 7] ?? 0) + s1) | 0
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let i = 0; i < BLOCK; i++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (k[i] ?? 0) + (w[i] ?? 0)) | 0
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  const next = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i++) state[i] = (state[i] ?? 0) + (next[i] ?? 0)
}

function rotate(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by))
}

function fraction(root: number): number {
  return Math.floor((root - Math.floor(root)) * 2 ** 32) | 0
}

function* firstPrimes(count: number): Generator<number> {
  const found: number[] = []
  for (let n = 2; found.length < count; n++) {
    if (found.some((prime) => n % prime === 0)) continue
    found.push(n)
    yield n
  }
}
