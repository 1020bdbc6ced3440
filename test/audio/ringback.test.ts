import { expect, test } from "vitest"
import { decodeMulaw } from "../../src/audio/g711.ts"
import { ringbackOf } from "../../src/audio/ringback.ts"

/** How strong a frequency is in PCMU, relative to full scale: the Goertzel sum. */
function strength(audio: Uint8Array, hz: number): number {
  const samples = decodeMulaw(audio)
  let [re, im] = [0, 0]
  for (const [i, sample] of samples.entries()) {
    re += sample * Math.cos((2 * Math.PI * hz * i) / 8000)
    im += sample * Math.sin((2 * Math.PI * hz * i) / 8000)
  }
  return (2 * Math.hypot(re, im)) / samples.length / 32_768
}
const part = (audio: Uint8Array, from: number, to: number): Uint8Array => audio.subarray(from * 8, to * 8)

test.each([
  ["+4930123456", [425], [1000, 4000]],
  ["+12125550100", [440, 480], [2000, 4000]],
  ["+442079460000", [400, 450], [400, 200, 400, 2000]],
  ["+33140000000", [440], [1500, 3500]],
  ["+81312345678", [384, 416], [1000, 2000]],
  ["+390612345678", [425], [1000, 4000]],
] as const)("%s rings as its country does", (number, hz, ms) => {
  const audio = ringbackOf(number)
  expect(audio.length).toBe(ms.reduce((sum: number, each) => sum + each, 0) * 8)
  expect(audio.length % 160).toBe(0)
  let at = 0
  for (const [i, each] of ms.entries()) {
    const sounding = part(audio, at + 20, at + each - 20)
    for (const tone of hz) {
      if (i % 2 === 0) expect(strength(sounding, tone)).toBeGreaterThan(0.05)
      else expect(strength(sounding, tone)).toBeLessThan(0.001)
    }
    if (i % 2 === 0) expect(strength(sounding, 1000)).toBeLessThan(0.01)
    at += each
  }
})

test("the tone of one country is made once", () => {
  expect(ringbackOf("+4930123456")).toBe(ringbackOf("+390612345678"))
})
