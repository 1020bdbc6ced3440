import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { Capture } from "../../src/api/phone/capture.ts"
import { decode, encodeSample } from "../../src/api/phone/mulaw.ts"
import { Playout } from "../../src/api/phone/playout.ts"
import { Resampler } from "../../src/api/phone/resample.ts"
import { decodeMulaw, encodeMulaw } from "../../src/audio/g711.ts"

const tone = (hz: number, rate: number, seconds: number): Float32Array =>
  Float32Array.from({ length: rate * seconds }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / rate))

/** Level of the second half, in dB against a full tone of the same amplitude. */
function level(samples: Float32Array): number {
  const settled = samples.subarray(samples.length / 2)
  const energy = settled.reduce((sum, sample) => sum + sample * sample, 0) / settled.length
  return 10 * Math.log10(energy / 0.125 + 1e-12)
}

describe("mu-law in the browser", () => {
  test("decodes all 256 codes and encodes all 65,536 samples to levels as the gateway's own codec does", () => {
    const codes = Uint8Array.from({ length: 256 }, (_, code) => code)
    expect([...decode(codes)].map((sample) => sample * 32_768 + 0)).toEqual([...decodeMulaw(codes)])
    const samples = Int16Array.from({ length: 65_536 }, (_, i) => i - 32_768)
    const theirs = decodeMulaw(encodeMulaw(samples))
    const ours = decode(Uint8Array.from(samples, (sample) => encodeSample(sample / 32_768)))
    // Two encoders may differ by one step where a sample lies on a border; never by more.
    const step = (sample: number): number => 8 * 2 ** Math.floor(Math.log2((Math.abs(sample) + 132) / 132))
    const far = samples.filter((sample, i) => Math.abs((ours[i] ?? 0) * 32_768 - (theirs[i] ?? 0)) > 2 * step(sample))
    expect([...far]).toEqual([])
  })
})

describe("the resampler", () => {
  for (const rate of [48_000, 44_100, 16_000]) {
    test(`from ${rate} Hz keeps speech and removes what would fold back from above 4 kHz`, () => {
      for (const hz of [200, 1000, 3000])
        expect(Math.abs(level(new Resampler(rate, 8000).push(tone(hz, rate, 1))))).toBeLessThan(0.1)
      for (const hz of [4200, 5000, 7000])
        expect(level(new Resampler(rate, 8000).push(tone(hz, rate, 1)))).toBeLessThan(-60)
    })
  }

  test("gives the same samples however the input is cut", () => {
    const input = tone(700, 48_000, 0.1)
    const whole = new Resampler(48_000, 8000).push(input)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 40 }), (cuts) => {
        const resampler = new Resampler(48_000, 8000)
        const parts: number[] = []
        let at = 0
        for (const cut of [...cuts, input.length]) {
          parts.push(...resampler.push(input.subarray(at, at + cut)))
          at += cut
        }
        expect(parts.length).toBe(whole.length)
        expect(Math.max(...parts.map((sample, i) => Math.abs(sample - (whole[i] ?? 0))))).toBeLessThan(1e-5)
      }),
      { numRuns: 30 },
    )
  })
})

describe("capture", () => {
  test("a second of device samples is fifty frames of 160 bytes, less what the filter still holds", () => {
    const sizes: number[] = []
    const capture = new Capture(44_100, ({ payload }) => sizes.push(payload.length))
    const input = tone(440, 44_100, 1)
    for (let at = 0; at < input.length; at += 128) capture.push(input.subarray(at, at + 128))
    expect(sizes).toEqual(Array.from({ length: 49 }, () => 160))
  })
})

describe("playout", () => {
  const rate = 48_000
  const audio = (ms: number): Uint8Array => encodeMulaw(Int16Array.from({ length: ms * 8 }, () => 4000))

  function run(playout: Playout, quanta: number): Float32Array {
    const heard = new Float32Array(quanta * 128)
    for (let i = 0; i < quanta; i++) playout.render(heard.subarray(i * 128, (i + 1) * 128))
    return heard
  }

  test("a mark never comes before the last sample of the line in front of it, and at most two quanta after", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 20, max: 300 }), { minLength: 1, maxLength: 5 }), (lengths) => {
        let rendered = 0
        const marks: number[] = []
        const playout = new Playout(rate, () => marks.push(rendered))
        for (const ms of lengths) {
          playout.play(audio(ms))
          playout.mark("m")
        }
        // Audio shorter than the lead waits for it, since nothing says that no more will come.
        const lead = lengths.reduce((sum, ms) => sum + ms, 0) < 60 ? 60 : 0
        for (let i = 0; i < 700; i++) {
          rendered += 128
          run(playout, 1)
        }
        expect(marks.length).toBe(lengths.length)
        lengths.reduce((start, ms, i) => {
          const end = start + ms * 48
          expect(marks[i]).toBeGreaterThanOrEqual(end - 6)
          expect(marks[i]).toBeLessThanOrEqual(end + lead * 48 + 3 * 128)
          return end
        }, 0)
      }),
      { numRuns: 50 },
    )
  })

  test("clear silences at once and returns the marks that were waiting; what follows is played", () => {
    const marks: string[] = []
    const playout = new Playout(rate, (name) => marks.push(name))
    playout.play(audio(500))
    playout.mark("notice")
    expect(Math.max(...run(playout, 20))).toBeGreaterThan(0.1)
    expect(marks).toEqual([])
    playout.clear()
    expect(marks).toEqual(["notice"])
    expect(Math.max(...run(playout, 20))).toBe(0)
    playout.play(audio(100))
    playout.mark("menu")
    expect(Math.max(...run(playout, 60))).toBeGreaterThan(0.1)
    expect(marks).toEqual(["notice", "menu"])
  })

  test("a mark behind nothing comes back at once", () => {
    const marks: string[] = []
    new Playout(rate, (name) => marks.push(name)).mark("empty")
    expect(marks).toEqual(["empty"])
  })

  test("live frames that jitter within the lead are heard without a gap", () => {
    const playout = new Playout(rate, () => undefined)
    const heard: number[] = []
    for (let frame = 0; frame < 20; frame++) {
      // Every other frame is 20 ms late and comes together with the next.
      if (frame % 2 === 1) {
        playout.play(audio(20))
        playout.play(audio(20))
      }
      for (let i = 0; i < 7.5; i++) heard.push(...run(playout, 1))
    }
    const from = heard.findIndex((sample) => sample > 0.1)
    expect(from).toBeGreaterThan(0)
    expect(Math.min(...heard.slice(from + 960, from + 14_000))).toBeGreaterThan(0.1)
  })
})
