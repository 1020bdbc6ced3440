import { cp, mkdtemp, readFile, readdir, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "vitest"
import { decodeMulaw } from "../../src/audio/g711.ts"
import { leadingSilenceMs, longestClippedRun, truePeakDb } from "../../src/audio/level.ts"
import { loudness } from "../../src/audio/loudness.ts"
import { promptNames } from "../../src/audio/prompt-name.ts"
import { toFloat } from "../../src/audio/samples.ts"
import { mulawWav } from "../../src/audio/wav-write.ts"
import {
  extraNames,
  loadShippedPrompts,
  loadShippedTexts,
  shippedLanguages,
  textOnlyLanguages,
} from "../../src/greetings/catalog.ts"
import { PROMPTS } from "./support.ts"

const seconds = (audio: Uint8Array) => audio.length / 8000

test("every folder of prompts is a language that is shipped", async () => {
  const folders = (await readdir(PROMPTS, { withFileTypes: true })).filter((entry) => entry.isDirectory())
  expect(folders.map(({ name }) => name).sort()).toEqual([...shippedLanguages, ...textOnlyLanguages].sort())
})

for (const language of shippedLanguages) {
  test(`${language}: a caller waits at most 8 s for the notice and 6 s for the menu`, async () => {
    const { prompts } = await loadShippedPrompts(PROMPTS, language)
    expect(seconds(prompts.notice.audio)).toBeLessThanOrEqual(8)
    expect(seconds(prompts.notice.audio)).toBeGreaterThan(4)
    expect(seconds(prompts.menu.audio)).toBeLessThanOrEqual(6)
    expect(seconds(prompts.menu.audio)).toBeGreaterThan(2)
    expect(seconds(prompts.more.audio)).toBeLessThanOrEqual(60)
  })

  test(`${language}: every prompt begins at once, at one loudness, without a clipped peak`, async () => {
    const { prompts, extra, receipt } = await loadShippedPrompts(PROMPTS, language)
    const { digits, ...said } = receipt
    const all = { ...prompts, ...extra, ...said, ...Object.fromEntries(digits.entries()) }
    for (const [name, { audio }] of Object.entries(all)) {
      const samples = toFloat(decodeMulaw(audio))
      expect(leadingSilenceMs(samples, 8000), name).toBeLessThan(300)
      expect(truePeakDb(samples), name).toBeLessThanOrEqual(-3)
      // One short word has one peak, which holds its loudness down.
      expect(Math.abs(loudness(samples, 8000) + 19), name).toBeLessThan(/^\d$/.test(name) ? 4 : 2)
      expect(longestClippedRun(samples), name).toBe(0)
    }
  })
}

for (const language of shippedLanguages) {
  test(`${language}: the ten digits are ten sounds of one length, so that the length of a code tells nothing of it`, async () => {
    const { digits } = (await loadShippedPrompts(PROMPTS, language)).receipt
    expect(new Set(digits.map(({ audio }) => audio.length)).size).toBe(1)
    expect(digits[0]!.audio.length % 160).toBe(0)
    expect(new Set(digits.map(({ audio }) => Buffer.from(audio).toString("base64"))).size).toBe(10)
    expect(seconds(digits[0]!.audio)).toBeLessThan(1.2)
  })
}

for (const language of [...shippedLanguages, ...textOnlyLanguages]) {
  test(`${language}: the words name the keys and the retention, and say that nobody has reviewed them`, async () => {
    const texts = await loadShippedTexts(PROMPTS, language)
    for (const key of ["1", "2", "0"]) expect(texts.prompts.menu).toMatch(new RegExp(`(?<!\\d)${key}(?!\\d)`))
    for (const text of [texts.prompts.more, texts.full.notice]) {
      expect(text).toMatch(/365/)
      expect(text).toMatch(/(?<!\d)8(?!\d)/)
      expect(text).toMatch(/(?<!\d)2(?!\d)/)
    }
    expect(texts.prompts.more).toMatch(/(?<!\d)72(?!\d)/)
    expect(texts.reviewed_by).toBeNull()
    expect(Object.keys(texts.prompts)).toEqual([...promptNames])
    expect(Object.keys(texts.extra)).toEqual([...extraNames])
    expect(JSON.stringify(texts)).not.toMatch(/[{]\w+[}]/)
  })

  test(`${language}: no sentence that a caller hears before deciding is longer than twelve words`, async () => {
    const { prompts } = await loadShippedTexts(PROMPTS, language)
    for (const [name, text] of Object.entries(prompts)) {
      for (const sentence of text.split(/[.?!。？！]/)) {
        expect(sentence.trim().split(/\s+/).length, `${name}: ${sentence}`).toBeLessThanOrEqual(12)
      }
    }
  })
}

test("tones go before words and never stand alone: on rises before the confirmation, off falls before a refusal", async () => {
  const { prompts } = await loadShippedPrompts(PROMPTS, "en")
  const [on, off] = [prompts.granted, prompts.refused].map(({ audio }) => notes(audio))
  expect(on![0]).toBeLessThan(on![1]! - 150)
  expect(off![0]).toBeGreaterThan(off![1]! + 150)
  expect(seconds(prompts.granted.audio)).toBeGreaterThan(1.5)
})

/** The two notes, by counting how often the wave crosses zero. */
function notes(audio: Uint8Array): number[] {
  const samples = toFloat(decodeMulaw(audio))
  return [40 + 20, 40 + 140].map((ms) => {
    const note = samples.subarray(ms * 8, (ms + 80) * 8)
    let crossings = 0
    for (let i = 1; i < note.length; i++) if (note[i - 1]! < 0 !== note[i]! < 0) crossings++
    return crossings / 2 / 0.08
  })
}

test("a language that nobody speaks well is shipped as words, and says so", async () => {
  await expect(loadShippedPrompts(PROMPTS, "ja")).rejects.toMatchObject({ code: "NOT_FOUND", field: "language" })
  await expect(loadShippedPrompts(PROMPTS, "../en")).rejects.toMatchObject({ code: "NOT_FOUND", field: "language" })
})

test("words that were edited without speaking them again are refused, and so is audio that was replaced", async () => {
  const folder = await mkdtemp(join(tmpdir(), "assent-prompts-"))
  await cp(join(PROMPTS, "en"), join(folder, "en"), { recursive: true })
  const words = await readFile(join(folder, "en/texts.json"), "utf8")
  await writeFile(join(folder, "en/texts.json"), words.replace("To agree, press 1.", "To agree, press 3."))
  await expect(loadShippedPrompts(folder, "en")).rejects.toMatchObject({ code: "CONFLICT", field: "en.menu" })
  await writeFile(join(folder, "en/texts.json"), words)
  expect((await loadShippedPrompts(folder, "en")).language).toBe("en")
  await writeFile(join(folder, "en/granted.wav"), mulawWav(new Uint8Array(8000).fill(0xff)))
  await expect(loadShippedPrompts(folder, "en")).rejects.toMatchObject({ code: "CONFLICT", field: "en.granted" })
})
