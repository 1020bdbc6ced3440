/* Drafts that a program speaks. */
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "vitest"
import { loadShippedTexts, shippedLanguages } from "../../src/greetings/catalog.ts"
import { espeak } from "../../src/greetings/espeak.ts"
import { blocks } from "../../src/greetings/finding.ts"
import { readingOf, type DraftVoice } from "../../src/greetings/voice.ts"
import { openDemo, PROMPTS, ready } from "./support.ts"

/** Refuses as the real one does, and speaks a tone. */
const voice: DraftVoice = {
  speak: async (text, language) => ({ audio: ready(1), voice: `test/${readingOf(text, language).voice}` }),
}
const text = "To agree, press 1. To continue without recording, press 2."

test("a draft that a program spoke says so until a recording takes its place", async () => {
  const { greetings } = await openDemo(["en"], { voice })
  await greetings.addVersion("welcome")
  const spoken = await greetings.speak("welcome", 2, "en", "menu", text)
  expect(spoken.languages["en"]?.menu).toMatchObject({ text, voice: "test/en-us", bytes: 8000 })
  const found = (await greetings.check("welcome", 2)).filter(({ code }) => code === "draft_voice")
  expect(found).toMatchObject([{ pointer: "/languages/en/menu/audio", severity: "warning" }])
  expect((await greetings.check("welcome", 2)).filter(blocks)).toEqual([])
  const recorded = await greetings.putPrompt("welcome", 2, "en", "menu", { text, audio: ready(2) })
  expect(recorded.languages["en"]?.menu).not.toHaveProperty("voice")
})

test.each([
  ["Cyrillic for an English voice", "en", "Press 1, пожалуйста.", "INPUT_INVALID", "text"],
  ["ideographs for a German voice", "de", "同意请按1", "INPUT_INVALID", "text"],
  ["kana for a Chinese voice", "zh-CN", "ありがとう", "INPUT_INVALID", "text"],
  ["Greek that looks Latin", "en", "Ρress 1", "INPUT_INVALID", "text"],
  ["signs alone", "en", " ... !", "INPUT_INVALID", "text"],
  ["Japanese, which no voice here reads", "ja", "録音します", "NOT_FOUND", "language"],
  ["a language without a voice", "sv", "Tack", "NOT_FOUND", "language"],
])("%s is refused with the field, and the draft stays as it was", async (_what, language, words, code, field) => {
  const { greetings, store } = await openDemo(["en"], { voice })
  await greetings.addVersion("welcome")
  const before = store.current()
  await expect(greetings.speak("welcome", 2, language, "menu", words)).rejects.toMatchObject({ code, field })
  expect(store.current()).toBe(before)
})

test("the shipped words of every spoken language can be read by the voice they were spoken by", async () => {
  for (const language of shippedLanguages) {
    const {
      prompts,
      extra,
      voice: spokenBy,
      words_per_minute: wordsPerMinute,
    } = await loadShippedTexts(PROMPTS, language)
    for (const words of [...Object.values(prompts), ...Object.values(extra)]) {
      expect(readingOf(words, language), language).toMatchObject({ voice: spokenBy, wordsPerMinute })
    }
  }
})

test("without a program to speak, the refusal says how to mend it", async () => {
  await expect(espeak("/nowhere/espeak-ng").speak("Hello", "en")).rejects.toMatchObject({
    code: "NOT_FOUND",
    field: "voice",
    message: expect.stringMatching(/install espeak-ng/) as string,
  })
})

test("the program is given the words by its input alone: none of them is taken for an option", async () => {
  const folder = mkdtempSync(join(tmpdir(), "assent-voice-"))
  const program = join(folder, "speak")
  writeFileSync(join(folder, "voice.wav"), ready(1))
  writeFileSync(
    program,
    `#!/bin/sh\nprintf '%s\\n' "$@" > '${folder}/args'\ncat > '${folder}/words'\ncat '${folder}/voice.wav'\n`,
  )
  chmodSync(program, 0o755)
  const words = "--version $(reboot) -f /etc/passwd"
  const { audio, voice: spokenBy } = await espeak(program).speak(words, "pt-BR")
  expect(spokenBy).toBe("espeak-ng/pt-br")
  expect(Buffer.from(audio).equals(ready(1))).toBe(true)
  expect(readFileSync(join(folder, "args"), "utf8").trim().split("\n")).toEqual([
    "-v",
    "pt-br",
    "-s",
    "190",
    "--stdin",
    "--stdout",
  ])
  expect(readFileSync(join(folder, "words"), "utf8")).toBe(words)
})
