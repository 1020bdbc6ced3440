import { expect, test } from "vitest"
import { DtmfDetector, type ToneKey } from "../../src/audio/dtmf.ts"
import { encodeMulaw } from "../../src/audio/g711.ts"
import { concat, toInt16 } from "../../src/audio/samples.ts"
import { sine } from "../../src/audio/tone.ts"
import { keyTone } from "../fakes/key-tone.ts"

function heard(audio: Uint8Array, piece = 160): ToneKey[] {
  const keys: ToneKey[] = []
  const detector = new DtmfDetector((key) => keys.push(key))
  for (let at = 0; at < audio.length; at += piece) detector.take(audio.subarray(at, at + piece))
  return keys
}
const quiet = (ms: number) => new Uint8Array(ms * 8).fill(0xff)
const mulaw = (samples: Float32Array) => encodeMulaw(toInt16(samples))

test("each key of a telephone is heard once, however the audio is cut and wherever it begins", () => {
  for (const key of "1234567890*#") {
    for (const [before, piece] of [
      [0, 160],
      [7, 33],
      [19, 4000],
    ] as const) {
      const audio = Buffer.concat([quiet(before), keyTone(key, 100), quiet(50), keyTone(key, 80), quiet(60)])
      expect(heard(audio, piece), `${key} after ${before} ms`).toEqual([key, key])
    }
  }
})

test("a key is heard from -35 dB on, also where the line made one of its tones 6 dB quieter", () => {
  for (const [row, column] of [
    [-6, -6],
    [-35, -35],
    [-20, -26],
    [-26, -20],
  ] as const) {
    expect(heard(Buffer.concat([keyTone("*", 120, row, column), quiet(60)])), `${row} and ${column}`).toEqual(["*"])
  }
})

test("clicks, single tones, our own signals, hum and noise are no keys", () => {
  const noise = (i: number) => ((Math.imul(i, 1_103_515_245) >>> 8) % 65_536) - 32_768
  const audio = [
    Buffer.concat([keyTone("5", 20), quiet(100)]),
    mulaw(sine(697, 400, -12)),
    mulaw(sine(1209, 400, -12)),
    mulaw(concat(sine(660, 120, -12), sine(880, 120, -12), sine(425, 400, -12), sine(2100, 400, -12))),
    encodeMulaw(Int16Array.from({ length: 16_000 }, (_, i) => noise(i) / 4)),
    quiet(400),
  ]
  expect(audio.map((each) => heard(each))).toEqual(audio.map(() => []))
})
