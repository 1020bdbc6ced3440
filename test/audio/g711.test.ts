import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { MULAW_SILENCE } from "../../src/audio/frame.ts"
import { decodeAlaw, decodeMulaw, encodeAlaw, encodeMulaw } from "../../src/audio/g711.ts"

const vector = (name: string) => readFileSync(new URL(`../vectors/audio/${name}`, import.meta.url))
const hashes = JSON.parse(vector("g711-encoded.json").toString()) as { alaw_all: string; mulaw_non_negative: string }
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex")
const everyByte = Uint8Array.from({ length: 256 }, (_, i) => i)
const everySample = Int16Array.from({ length: 65536 }, (_, i) => (i << 16) >> 16)

const laws = [
  { name: "mu-law", file: "mulaw-decoded.s16le", encode: encodeMulaw, decode: decodeMulaw },
  { name: "A-law", file: "alaw-decoded.s16le", encode: encodeAlaw, decode: decodeAlaw },
]

for (const law of laws) {
  test(`${law.name}: every byte decodes as sox and ffmpeg decode it`, () => {
    const expected = vector(law.file)
    expect([...law.decode(everyByte)]).toEqual(everyByteOf(expected))
  })

  test(`${law.name}: what was decoded encodes to the same sound, so a copy of a copy loses nothing`, () => {
    const decoded = law.decode(everyByte)
    expect([...law.decode(law.encode(decoded))]).toEqual([...decoded])
  })

  test(`${law.name}: a louder sample never decodes to a softer one`, () => {
    const ascending = Int16Array.from(everySample).sort()
    const heard = law.decode(law.encode(ascending))
    expect([...heard]).toEqual([...heard].sort((a, b) => a - b))
    expect(new Set(heard).size).toBeGreaterThanOrEqual(255)
  })
}

function everyByteOf(samples: Buffer): number[] {
  return Array.from({ length: samples.length / 2 }, (_, i) => samples.readInt16LE(i * 2))
}

test("A-law: every 16-bit sample encodes as the reference does", () => {
  expect(sha256(encodeAlaw(everySample))).toBe(hashes.alaw_all)
})

test("mu-law: every sample from zero up encodes as the reference does, and the negative half mirrors it", () => {
  const encoded = encodeMulaw(everySample)
  expect(sha256(encoded.subarray(0, 32768))).toBe(hashes.mulaw_non_negative)
  const mirrored = Uint8Array.from({ length: 32768 }, (_, sample) => encoded[~sample & 0xffff]! ^ 0x80)
  expect(Buffer.compare(mirrored, encoded.subarray(0, 32768))).toBe(0)
})

test("digital silence is the byte that the line plays when nothing is said", () => {
  expect([...encodeMulaw(new Int16Array(2))]).toEqual([MULAW_SILENCE, MULAW_SILENCE])
})
