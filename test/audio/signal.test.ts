import { expect, test } from "vitest"
import { SAMPLE_RATE } from "../../src/audio/frame.ts"
import { decodeMulaw } from "../../src/audio/g711.ts"
import { leadingSilenceMs, longestClippedRun, peakDb, rmsDb, truePeakDb } from "../../src/audio/level.ts"
import { lineAudio } from "../../src/audio/line.ts"
import { loudness } from "../../src/audio/loudness.ts"
import { resample } from "../../src/audio/resample.ts"
import { amplify, concat, downmix, toFloat, toInt16 } from "../../src/audio/samples.ts"
import { earcon, earcons, sine } from "../../src/audio/tone.ts"

const tone = (hz: number, rate: number, seconds: number, amplitude = 0.5) =>
  Float32Array.from({ length: rate * seconds }, (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / rate))

/** The middle of a signal, where the filters have settled. */
const middle = (samples: Float32Array) => samples.subarray(samples.length / 4, (samples.length * 3) / 4)

/** The amplitude of one frequency, dB of full scale. */
function level(samples: Float32Array, hz: number, rate: number): number {
  let re = 0
  let im = 0
  samples.forEach((sample, i) => {
    re += sample * Math.cos((2 * Math.PI * hz * i) / rate)
    im += sample * Math.sin((2 * Math.PI * hz * i) / rate)
  })
  return 20 * Math.log10((2 * Math.hypot(re, im)) / samples.length)
}

for (const rate of [4000, 6000, 11025, 16000, 22050, 32000, 44100, 48000, 96000, 191999]) {
  test(`speech at ${rate} Hz reaches the line unchanged in level and length`, () => {
    const out = resample(tone(1000, rate, 0.5), rate, SAMPLE_RATE)
    expect(out).toHaveLength(4000)
    expect(level(middle(out), 1000, SAMPLE_RATE)).toBeCloseTo(-6.02, 1)
    expect(rmsDb(middle(out))).toBeCloseTo(-9.03, 1)
  })
}

for (const hz of [4000, 4600, 5000, 7000, 9000, 15000, 20000]) {
  test(`what is above the telephone band (${hz} Hz) does not fold back into speech`, () => {
    expect(rmsDb(middle(resample(tone(hz, 44100, 0.5), 44100, SAMPLE_RATE)))).toBeLessThan(-75)
  })
}

test("the whole telephone band passes", () => {
  for (const hz of [300, 1000, 2000, 3000, 3400]) {
    const out = middle(resample(tone(hz, 48000, 0.5), 48000, SAMPLE_RATE))
    expect(level(out, hz, SAMPLE_RATE)).toBeCloseTo(-6.02, 1)
  }
})

test("audio that is already at the line's rate is left alone", () => {
  const samples = tone(500, SAMPLE_RATE, 0.1)
  expect(resample(samples, SAMPLE_RATE, SAMPLE_RATE)).toBe(samples)
})

test("loudness follows BS.1770: a full-scale 997 Hz sine is -3.01 LUFS at every rate", () => {
  for (const rate of [8000, 16000, 44100, 48000]) expect(loudness(tone(997, rate, 3, 1), rate)).toBeCloseTo(-3.01, 1)
  expect(loudness(tone(997, 48000, 3, 0.1), 48000)).toBeCloseTo(-23.01, 1)
})

test("pauses between sentences do not make a prompt count as softer", () => {
  const speech = tone(997, SAMPLE_RATE, 2)
  const withPause = concat(speech, new Float32Array(SAMPLE_RATE * 4), speech)
  expect(loudness(withPause, SAMPLE_RATE)).toBeCloseTo(loudness(speech, SAMPLE_RATE), 0)
})

test("silence has no loudness, no peak, and lasts as long as it lasts", () => {
  const silence = new Float32Array(800)
  expect(loudness(silence, SAMPLE_RATE)).toBe(-Infinity)
  expect(peakDb(silence)).toBe(-Infinity)
  expect(leadingSilenceMs(silence, SAMPLE_RATE)).toBe(100)
  expect(loudness(new Float32Array(0), SAMPLE_RATE)).toBe(-Infinity)
})

test("a peak between two samples is found", () => {
  const quarter = Float32Array.from({ length: 800 }, (_, i) => Math.sin((Math.PI / 2) * i + Math.PI / 4))
  expect(peakDb(quarter)).toBeCloseTo(-3.01, 1)
  expect(truePeakDb(quarter)).toBeCloseTo(0, 0)
})

test("leading silence ends with the first sound, not with the noise before it", () => {
  const noise = tone(300, SAMPLE_RATE, 0.25, 0.001)
  expect(leadingSilenceMs(concat(noise, tone(500, SAMPLE_RATE, 0.1)), SAMPLE_RATE)).toBeCloseTo(250, 0)
})

test("clipping is seen, a loud clean tone is not clipping", () => {
  expect(longestClippedRun(tone(500, SAMPLE_RATE, 0.1, 0.98))).toBeLessThanOrEqual(1)
  expect(longestClippedRun(toFloat(toInt16(tone(500, SAMPLE_RATE, 0.1, 3))))).toBeGreaterThan(3)
})

test("a quiet, a loud and a spiky recording all reach the line at -19 LUFS with no peak above -3 dBTP", () => {
  const speech = Float32Array.from(tone(500, 16000, 3, 0.2), (s, i) => s * (0.6 + 0.4 * Math.sin(i / 900)))
  const spiky = speech.map((sample, i) => (i % 4000 < 8 ? sample * 6 : sample * 0.7))
  for (const recording of [amplify(speech, -18), amplify(speech, 12), spiky]) {
    const heard = toFloat(decodeMulaw(lineAudio(recording, 16000)))
    expect(loudness(heard, SAMPLE_RATE)).toBeCloseTo(-19, 0)
    expect(truePeakDb(heard)).toBeLessThanOrEqual(-3)
  }
})

test("a silent recording stays silent and noise is not blown up to speech", () => {
  expect(new Set(lineAudio(new Float32Array(8000), 16000))).toEqual(new Set([0xff]))
  const faint = toFloat(decodeMulaw(lineAudio(tone(500, 16000, 1, 0.001), 16000)))
  expect(rmsDb(faint)).toBeLessThan(-25)
})

test("hum below the telephone band is taken out", () => {
  const mixed = tone(1000, 16000, 2).map((sample, i) => sample + 0.3 * Math.sin((2 * Math.PI * 50 * i) / 16000))
  const heard = middle(toFloat(decodeMulaw(lineAudio(mixed, 16000))))
  expect(level(heard, 50, SAMPLE_RATE)).toBeLessThan(level(heard, 1000, SAMPLE_RATE) - 30)
})

test("downmixing averages the channels", () => {
  expect([...downmix([Float32Array.of(1, 0), Float32Array.of(0, 0.5)])]).toEqual([0.5, 0.25])
})

test("earcons: on rises, off falls, error stays low, all at -20 dB and clear of every signalling tone", () => {
  const notes = { on: [660, 880], off: [880, 660], error: [330, 330] } as const
  for (const kind of earcons) {
    const samples = earcon(kind)
    expect(samples).toHaveLength(1920)
    const halves = [samples.subarray(0, 960), samples.subarray(960)]
    halves.forEach((half, i) => {
      expect(level(half.subarray(100, 860), notes[kind][i]!, SAMPLE_RATE)).toBeCloseTo(-17, 0)
      expect(rmsDb(half)).toBeGreaterThan(-21)
      expect(rmsDb(half)).toBeLessThan(-19.5)
    })
    for (const hz of [425, 697, 770, 852, 941, 1209, 1336, 1477, 1633, 1100, 2100]) {
      expect(level(samples, hz, SAMPLE_RATE)).toBeLessThan(-28)
    }
  }
})

test("a tone starts and ends without a click", () => {
  const samples = sine(660, 120, -20)
  expect(Math.abs(samples[1]!)).toBeLessThan(0.001)
  expect(Math.abs(samples[958]!)).toBeLessThan(0.001)
})
