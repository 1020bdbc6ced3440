import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { bundleLimit } from "../../src/ledger/bundle.ts"
import { factsOfCall } from "../../src/ledger/call-facts.ts"
import { inclusionProof, rootOf, includes } from "../../src/ledger/merkle.ts"
import { sha256 } from "../../src/ledger/node-crypto.ts"
import { formatProof, parseProof } from "../../src/ledger/proof.ts"
import { storeNodes } from "../../src/ledger/store-nodes.ts"
import { parseStrictJson, spelledForPeople } from "../../src/ledger/strict-json.ts"
import { archived, type ArchiveFile, isPlainPath, tarOf, untar } from "../../src/ledger/tar.ts"
import { calls, forge, honestLeaves, recs } from "./leaves.ts"

const limits = { files: 100, bytes: 1_000_000 }
const at = new Date("2026-11-23T10:00:00Z")

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items
}
async function bytesOf(files: readonly ArchiveFile[]): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of tarOf(each(files), at)) parts.push(part)
  return Buffer.concat(parts)
}
async function filesOf(tar: Uint8Array, pieces = tar.length, most = limits): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let i = 0; i < tar.length; i += pieces) yield tar.subarray(i, i + pieces)
  }
  for await (const { path, content } of untar(chunks(), most)) {
    const parts: Uint8Array[] = []
    for await (const part of content) parts.push(part)
    found.set(path, Buffer.concat(parts).toString("latin1"))
  }
  return found
}

describe("an archive", () => {
  test("gives back its files, however it is cut into pieces", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{1,8}(\/[a-z0-9][a-z0-9.]{0,8}){0,3}$/), { maxLength: 5 }),
        fc.array(fc.uint8Array({ maxLength: 1500 }), { minLength: 5, maxLength: 5 }),
        fc.integer({ min: 1, max: 2000 }),
        async (paths, contents, pieces) => {
          const files = paths.map((path, i) => archived(path, contents[i]!))
          const found = await filesOf(await bytesOf(files), pieces)
          expect([...found]).toEqual(paths.map((path, i) => [path, Buffer.from(contents[i]!).toString("latin1")]))
        },
      ),
      { numRuns: 60 },
    )
  })

  test("is opened by tar itself", async () => {
    const folder = mkdtempSync(join(tmpdir(), "assent-tar-"))
    try {
      writeFileSync(join(folder, "a.tar"), await bytesOf([archived("proofs/7.leaf", "{}"), archived("empty", "")]))
      execFileSync("tar", ["xf", "a.tar"], { cwd: folder })
      expect(readFileSync(join(folder, "proofs/7.leaf"), "utf8")).toBe("{}")
      expect(readFileSync(join(folder, "empty"), "utf8")).toBe("")
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test.each([
    "../x",
    "/etc/passwd",
    "a/../b",
    "a//b",
    ".ssh/config",
    "a/.b",
    "C:\\x",
    "a\u0000b",
    "a\nb",
    "",
    "a".repeat(101),
  ])("neither writes nor takes the name %j", async (path) => {
    expect(isPlainPath(path)).toBe(false)
    expect(bundleLimit(path)).toBeNull()
    await expect(bytesOf([archived(path, "x")])).rejects.toMatchObject({ code: "INPUT_INVALID" })
    if (path.length > 100 || path === "") return
    const hostile = await bytesOf([archived("x".repeat(Buffer.byteLength(path)), "x")])
    hostile.write(path, 0, "utf8")
    await expect(filesOf(checked(hostile))).rejects.toMatchObject({ code: "INPUT_INVALID" })
  })

  test.each<[string, (tar: Buffer) => Buffer, RegExp]>([
    ["ends too early", (tar) => tar.subarray(0, 700), /ends too early/],
    ["ends without its end marker", (tar) => tar.subarray(0, -1024), /ends too early/],
    ["has a damaged header", (tar) => set(tar, 3, 0x41), /damaged header/],
    ["holds a link", (tar) => checked(set(tar, 156, 0x32)), /other than a plain file/],
    ["holds a device", (tar) => checked(set(tar, 156, 0x33)), /other than a plain file/],
    ["states a size that is none", (tar) => checked(set(tar, 124, 0x2d)), /damaged header/],
    ["holds a file twice", (tar) => Buffer.concat([tar.subarray(0, -1024), tar]), /twice/],
  ])("that %s is refused", async (_, damage, sentence) => {
    const tar = await bytesOf([archived("one", "x".repeat(600))])
    await expect(filesOf(damage(tar))).rejects.toThrow(sentence)
  })

  test("is held to the size it may have, before its content is read", async () => {
    const tar = await bytesOf([archived("one", "x".repeat(600)), archived("two", "y")])
    await expect(filesOf(tar, 512, { files: 1, bytes: 1000 })).rejects.toThrow("larger than such an archive may be")
    await expect(filesOf(tar, 512, { files: 9, bytes: 599 })).rejects.toThrow("larger than such an archive may be")
  })

  test("that changes while it is made is refused, not padded", async () => {
    const file = { path: "one", size: 5, read: () => [Buffer.from("four")] }
    await expect(bytesOf([file])).rejects.toMatchObject({ code: "STORAGE_FAILED" })
  })
})

describe("a tlog-proof", () => {
  test("is spelled as c2sp.org/tlog-proof has it, and read back, for every leaf", async () => {
    const store = await forge(honestLeaves())
    const { note, size } = (await store.latestCheckpoint())!
    const root = rootOf(sha256, (await store.head()).frontier)
    for (let index = 0; index < size; index++) {
      const hashes = await inclusionProof(sha256, storeNodes(store), index, size)
      const text = formatProof({ index, hashes, checkpoint: note })
      expect(text.startsWith(`c2sp.org/tlog-proof@v1\nindex ${index}\n`)).toBe(true)
      const proof = parseProof(text)
      expect(proof.checkpoint).toBe(note)
      const { hash } = (await store.leaf(index))!
      expect(includes(sha256, proof.hashes, { index, hash }, { size, root })).toBe(true)
    }
  })

  test.each([
    ["wrong-header\nindex 0\n\nx\n", /is not a c2sp/],
    ["c2sp.org/tlog-proof@v1\nindex 0\n", /is not a c2sp/],
    ["c2sp.org/tlog-proof@v1\nindex 00\n\nx\n", /decimal index/],
    ["c2sp.org/tlog-proof@v1\nindex -1\n\nx\n", /decimal index/],
    ["c2sp.org/tlog-proof@v1\nindex 9999999999999999\n\nx\n", /decimal index/],
    ["c2sp.org/tlog-proof@v1\nextra AAAA\nindex 0\n\nx\n", /extra data/],
    ["c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\nx\n", /no hash/],
    [`c2sp.org/tlog-proof@v1\nindex 0\n${`${"A".repeat(43)}=\n`.repeat(64)}\nx\n`, /more hashes/],
  ])("%j is refused", (text, sentence) => {
    expect(() => parseProof(text)).toThrow(sentence)
  })
})

test("the facts of a call are its own leaves' and nobody else's", async () => {
  const leaves = honestLeaves().map((leaf, index) => ({ index, leaf }))
  const facts = factsOfCall(calls.withdrawn, leaves)
  expect(facts?.consents.map(({ state }) => state)).toEqual(["granted", "not_required", "withdrawn"])
  expect(facts?.recordings.map(({ rec, erased }) => [rec, erased?.reason])).toEqual([[recs.shredded, "withdrawn"]])
  expect(factsOfCall(calls.refused, leaves)?.recordings).toEqual([])
  expect(factsOfCall(calls.open, leaves)?.ended).toBeNull()
  expect(factsOfCall("019ab3a4-0000-7000-8000-000000000000", leaves)).toBeNull()
})

test.each([
  ['{\n  "a": 1,\n  "a": 2\n}\n', /a member twice/],
  ['{"a":1}', /spelled/],
  ["[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]", /too deeply/],
  ["{", /not JSON/],
])("the JSON %j of a stranger is refused", (text, sentence) => {
  expect(() => parseStrictJson(Buffer.from(text), "it", spelledForPeople)).toThrow(sentence)
})

function set(tar: Buffer, index: number, byte: number): Buffer {
  const copy = Buffer.from(tar)
  copy[index] = byte
  return copy
}

/** With the checksum that the first header now has. */
function checked(tar: Buffer): Buffer {
  const copy = Buffer.from(tar)
  copy.fill(32, 148, 156)
  const sum = copy.subarray(0, 512).reduce((total, byte) => total + byte, 0)
  copy.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1")
  return copy
}
