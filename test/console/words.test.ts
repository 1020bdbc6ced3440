/* What types cannot see of the translations: placeholders, and words that were forgotten. */
import { globSync } from "node:fs"
import { basename, dirname } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, test } from "vitest"
import { z } from "zod"

const root = fileURLToPath(new URL("../../src/console/", import.meta.url))
const english = globSync("*/words.en.ts", { cwd: root })
const shape = z.object({ default: z.record(z.string(), z.string()) })
const read = async (file: string) => shape.parse(await import(root + file)).default
const placeholders = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!).sort()
const stem = (key: string): string => key.replace(/_(one|many|other)$/, "")

test("every screen has words", () => {
  expect(english.length).toBeGreaterThan(2)
})

describe.each(english)("%s", (file) => {
  test.each(["de", "fr", "es"])("in %s says all of it, with the same values", async (language) => {
    const from = await read(file)
    const to = await read(`${dirname(file)}/${basename(file).replace(".en.", `.${language}.`)}`)
    const stems = (words: object): string[] => [...new Set(Object.keys(words).map(stem))].sort()
    expect(stems(to)).toEqual(stems(from))
    for (const [key, text] of Object.entries(to)) {
      const original = from[key] ?? from[`${stem(key)}_other`] ?? ""
      expect(placeholders(text), key).toEqual(placeholders(original))
      expect(text.trim(), key).not.toBe("")
    }
  })
})
