import { readFileSync, readdirSync } from "node:fs"
import fc from "fast-check"
import { expect, test } from "vitest"
import { hasCode } from "../../src/errors.ts"
import { encodeMulaw } from "../../src/audio/g711.ts"
import { peakDb, rmsDb } from "../../src/audio/level.ts"
import { mulawWav, mulawWavHeader, pcm16Wav, pcm16WavHeader } from "../../src/audio/wav-write.ts"
import { decodeWav, framesOf, lineBytes, parseWav } from "../../src/audio/wav.ts"

const folder = new URL("../vectors/audio/", import.meta.url)
const files = (kind: "good" | "bad") => readdirSync(new URL(kind, folder))
const read = (name: string) => readFileSync(new URL(name, folder))

const shapes: Record<string, [string, number, number]> = {
  "alaw-16k-mono.wav": ["alaw", 16000, 1],
  "float32-48k-stereo.wav": ["float32", 48000, 2],
  "mulaw-8k-mono.wav": ["mulaw", 8000, 1],
  "mulaw-8k-with-list-chunk.wav": ["mulaw", 8000, 1],
  "pcm16-11k-unknown-length.wav": ["pcm16", 11025, 1],
  "pcm16-8k-mono.wav": ["pcm16", 8000, 1],
  "pcm24-44k-stereo-extensible.wav": ["pcm24", 44100, 2],
  "pcm32-48k-mono.wav": ["pcm32", 48000, 1],
  "pcm8-22k-mono.wav": ["pcm8", 22050, 1],
}

test("there is a vector for every coding that is read", () => {
  expect(files("good").sort()).toEqual(Object.keys(shapes).sort())
})

for (const [name, shape] of Object.entries(shapes)) {
  test(`a tenth of a second of a -6 dB tone is read from ${name}`, () => {
    const wav = parseWav(read(`good/${name}`))
    expect([wav.encoding, wav.rate, wav.channels]).toEqual(shape)
    expect(framesOf(wav) / wav.rate).toBeCloseTo(0.1, 3)
    const channels = decodeWav(wav)
    expect(channels).toHaveLength(wav.channels)
    for (const channel of channels) {
      expect(channel).toHaveLength(framesOf(wav))
      expect(peakDb(channel)).toBeCloseTo(-6, 0)
      expect(rmsDb(channel)).toBeCloseTo(-9, 0)
    }
  })
}

for (const name of files("bad")) {
  test(`${name} is refused with a reason that names the field`, () => {
    let refusal: unknown
    try {
      parseWav(read(`bad/${name}`))
    } catch (error) {
      refusal = error
    }
    expect(refusal).toMatchObject({ code: "UNSUPPORTED_AUDIO", field: "audio" })
    expect(String(refusal)).toContain("WAV")
  })
}

test("whatever bytes are uploaded, the reader answers with audio or UNSUPPORTED_AUDIO, and audio no longer than the file", () => {
  const good = files("good").map((name) => read(`good/${name}`))
  let parsed = 0
  let refused = 0
  fc.assert(
    fc.property(
      fc.constantFrom(...good),
      fc.array(fc.tuple(fc.nat(80), fc.nat(255)), { maxLength: 4 }),
      fc.nat(3000),
      (file, edits, length) => {
        const bytes = Buffer.from(file.subarray(0, Math.max(12, length)))
        for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value
        try {
          const wav = parseWav(bytes)
          const samples = decodeWav(wav).reduce((sum, channel) => sum + channel.length, 0)
          expect(samples).toBeLessThanOrEqual(bytes.length)
          for (const channel of decodeWav(wav)) expect(channel.every((s) => s >= -1 && s <= 1)).toBe(true)
          parsed++
        } catch (error) {
          if (!hasCode(error, "UNSUPPORTED_AUDIO")) throw error
          refused++
        }
      },
    ),
    { numRuns: 1500, seed: 7 },
  )
  expect(parsed).toBeGreaterThan(100)
  expect(refused).toBeGreaterThan(100)
})

test("a mu-law file holds exactly the bytes the line plays, after 58 bytes of header", () => {
  const audio = encodeMulaw(Int16Array.from({ length: 161 }, (_, i) => i * 100))
  const file = mulawWav(audio)
  expect(file.subarray(0, 58)).toEqual(mulawWavHeader(161))
  expect(file.readUInt32LE(4)).toBe(file.length - 8)
  expect(lineBytes(parseWav(file))).toEqual(Buffer.from(audio))
})

test("a 16-bit file gives back the samples it was made of, channel by channel", () => {
  const file = pcm16Wav(Int16Array.from([1, -1, 32767, -32768, 0, 5]), 16000, 2)
  expect(file.subarray(0, 44)).toEqual(pcm16WavHeader(12, 16000, 2))
  expect(decodeWav(parseWav(file)).map((channel) => [...channel].map((s) => s * 32768))).toEqual([
    [1, 32767, 0],
    [-1, -32768, 5],
  ])
})

test("only 8 kHz mu-law with one channel counts as bytes for the line", () => {
  expect(lineBytes(parseWav(read("good/pcm16-8k-mono.wav")))).toBeNull()
  expect(lineBytes(parseWav(mulawWav(new Uint8Array(8), 2)))).toBeNull()
})
