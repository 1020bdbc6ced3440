import { expect, test } from "vitest"
import { wordsOf } from "../../src/call/words.ts"
import { script } from "../fakes/call.ts"

const sound = (bytes: number) => new Uint8Array(bytes).fill(0x55)
const PAIRS = [
  ["granted", "refused"],
  ["in_progress", "not_recorded"],
] as const

test.each([
  [800, 1234],
  [1234, 800],
  [800, 800],
])("of two prompts of %i and %i bytes both last as long: the words in full, then silence", (one, other) => {
  const audio = { ...script.audio, granted: sound(one), refused: sound(other), in_progress: sound(one) }
  const words = wordsOf({ ...script, audio }, sound(other))
  for (const [first, second] of PAIRS) {
    for (const [name, bytes] of [
      [first, one],
      [second, other],
    ] as const) {
      expect(words[name].length).toBe(Math.max(one, other))
      expect(words[name].subarray(0, bytes)).toEqual(sound(bytes))
      expect(words[name].subarray(bytes).every((sample) => sample === 0xff)).toBe(true)
    }
  }
})

test("all that is evidence is played as it was published, and the same script gives the same objects", () => {
  const asked = { ...script }
  const words = wordsOf(asked, sound(1200))
  for (const name of ["notice", "menu", "more", "default_off"] as const) expect(words[name]).toBe(asked.audio[name])
  expect(wordsOf(asked, sound(1200))).toBe(words)
})
