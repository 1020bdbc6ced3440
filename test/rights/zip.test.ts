import { unzipSync } from "fflate"
import { expect, test } from "vitest"
import { zipOf, type ZipFile } from "../../src/rights/zip.ts"
import { languages } from "../../src/rights/ports.ts"
import { readmeOf } from "../../src/rights/readme.ts"

async function collected(files: readonly ZipFile[]): Promise<Uint8Array> {
  const source = async function* () {
    yield* files
  }
  const pieces: Uint8Array[] = []
  for await (const piece of zipOf(source())) pieces.push(piece)
  return Buffer.concat(pieces)
}

test("an archive holds every file as it was read, empty ones too, even when the source uses its buffer again", async () => {
  const buffer = new Uint8Array(1000)
  const reused = function* () {
    for (let n = 1; n <= 5; n++) yield buffer.fill(n)
  }
  const archive = await collected([
    { path: "a/reused.bin", read: reused },
    { path: "empty", read: () => [] },
    { path: "words.txt", read: () => [Buffer.from("für"), Buffer.from(" alle")] },
  ])
  const files = unzipSync(archive)
  expect(Object.keys(files)).toEqual(["a/reused.bin", "empty", "words.txt"])
  expect([...files["a/reused.bin"]!]).toEqual([1, 2, 3, 4, 5].flatMap((n) => Array<number>(1000).fill(n)))
  expect(files["empty"]).toHaveLength(0)
  expect(Buffer.from(files["words.txt"]!).toString()).toBe("für alle")
})

test("a source that fails ends the archive before its end, with its own error", async () => {
  const failing = async function* () {
    yield Buffer.from("first")
    throw new Error("a segment does not fit its tag")
  }
  await expect(collected([{ path: "a", read: failing }])).rejects.toThrow("does not fit its tag")
})

test("what is more than the format can hold is refused, not cut", async () => {
  const piece = { length: 0xff00_0000, slice: () => new Uint8Array(1) } as unknown as Uint8Array
  await expect(collected([{ path: "a", read: () => [piece, piece] }])).rejects.toThrow("more than one archive can hold")
})

test("the letter is in the person's language, and says whose voices are in it", () => {
  const item = { recording_id: "r", call_id: "c", outcome: "held", reason: null, basis: null, until: null } as const
  const request = { items: [item] } as unknown as Parameters<typeof readmeOf>[0]
  const letters = languages.flatMap((language) => [
    readmeOf({ ...request, language }, false),
    readmeOf({ ...request, language }, true),
    readmeOf({ ...request, language, items: [] }, false),
  ])
  expect(new Set(letters).size).toBe(12)
  for (const letter of letters.filter((_, i) => i % 3 < 2)) expect(letter).toMatch(/recording\.wav.*erased\.json/s)
})
