import { createHash, randomBytes, webcrypto } from "node:crypto"
import { readFileSync } from "node:fs"
import fc from "fast-check"
import { expect, test } from "vitest"
import { z } from "zod"
import { ciphertextLength, FORMAT_4K, plaintextLength, SegmentNonce } from "../../src/recording/format.ts"
import { SegmentSealer } from "../../src/recording/sealer.ts"
import { openStream } from "../../src/recording/opener.ts"
import { pattern, seal, sourceOf, unseal } from "./streams.ts"

const hex = z.string().transform((text) => Buffer.from(text, "hex"))
const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../vectors/recording/${name}`, import.meta.url), "utf8"))

const tink = z
  .object({
    vectors: z.array(
      z.object({
        key: hex,
        hash: z.enum(["sha1", "sha256", "sha512"]),
        derivedKeyBytes: z.union([z.literal(16), z.literal(32)]),
        segmentBytes: z.int(),
        plaintext: hex,
        aad: hex,
        ciphertext: hex,
      }),
    ),
  })
  .parse(read("tink-java.json")).vectors

const own = z
  .object({
    key: hex,
    salt: hex,
    prefix: hex,
    aad: hex,
    vectors: z.array(
      z.object({
        plaintextBytes: z.int(),
        ciphertextBytes: z.int(),
        sha256: z.string(),
        ciphertext: hex.optional(),
      }),
    ),
  })
  .parse(read("aes256-gcm-hkdf-4kb.json"))

const key = randomBytes(32)
const aad = randomBytes(52)

test("Tink's published vectors are reproduced, both ways", async () => {
  expect(tink).toHaveLength(8)
  for (const { key, aad, plaintext, ciphertext, ...parameters } of tink) {
    const salt = ciphertext.subarray(1, 1 + parameters.derivedKeyBytes)
    const prefix = ciphertext.subarray(1 + parameters.derivedKeyBytes, 8 + parameters.derivedKeyBytes)
    expect(seal(key, aad, [plaintext], { parameters, salt, prefix })).toEqual(ciphertext)
    expect(await unseal(ciphertext, key, aad, { parameters })).toEqual(plaintext)
  }
})

test("the 4 KiB vectors of another implementation are reproduced, both ways, at every border", async () => {
  expect(own.vectors.map((v) => v.plaintextBytes)).toEqual([0, 1, 4039, 4040, 4041, 8119, 8120, 8121, 1_000_000])
  for (const vector of own.vectors) {
    const plain = pattern(vector.plaintextBytes)
    const stream = seal(own.key, own.aad, [plain], own)
    expect(createHash("sha256").update(stream).digest("hex")).toBe(vector.sha256)
    if (vector.ciphertext) expect(stream).toEqual(vector.ciphertext)
    expect(stream).toHaveLength(vector.ciphertextBytes)
    expect(ciphertextLength(FORMAT_4K, vector.plaintextBytes)).toBe(vector.ciphertextBytes)
    expect(plaintextLength(FORMAT_4K, vector.ciphertextBytes)).toBe(vector.plaintextBytes)
    expect((await unseal(stream, own.key, own.aad)).equals(plain)).toBe(true)
  }
})

test("WebCrypto, told only the format's text, reads what was sealed", async () => {
  const plain = pattern(9000)
  const stream = seal(key, aad, [plain])
  const base = await webcrypto.subtle.importKey("raw", key, "HKDF", false, ["deriveKey"])
  const derived = await webcrypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: stream.subarray(1, 33), info: aad },
    base,
    { name: "AES-GCM", length: 256 },
    false,
    ["decrypt"],
  )
  const opened: Buffer[] = []
  for (let i = 0; i * 4096 < stream.length; i++) {
    const iv = Buffer.alloc(12)
    stream.copy(iv, 0, 33, 40)
    iv.writeUInt32BE(i, 7)
    iv[11] = (i + 1) * 4096 >= stream.length ? 1 : 0
    const segment = stream.subarray(i === 0 ? 40 : i * 4096, (i + 1) * 4096)
    opened.push(Buffer.from(await webcrypto.subtle.decrypt({ name: "AES-GCM", iv }, derived, segment)))
  }
  expect(Buffer.concat(opened)).toEqual(plain)
})

test("any chunking gives the same stream", () => {
  const plain = pattern(20_000)
  const whole = seal(own.key, own.aad, [plain], own)
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 40 }), (cuts) => {
      const edges = [0, ...cuts.toSorted((a, b) => a - b), plain.length]
      const pieces = edges.slice(1).map((edge, i) => plain.subarray(edges[i], edge))
      expect(seal(own.key, own.aad, pieces, own).equals(whole)).toBe(true)
    }),
  )
})

test("two streams under one key share neither salt nor prefix", () => {
  const [a, b] = [seal(key, aad, [pattern(10)]), seal(key, aad, [pattern(10)])]
  expect(a.subarray(1, 33)).not.toEqual(b.subarray(1, 33))
  expect(a.subarray(33, 40)).not.toEqual(b.subarray(33, 40))
})

test("any range is the slice of the whole, read from the segments it touches", async () => {
  const plain = pattern(100_000)
  const stream = seal(key, aad, [plain])
  const borders = [0, 1, 4039, 4040, 4041, 8119, 8120, 8121, 69_320, 99_999, 100_000, 120_000]
  for (const start of borders) {
    for (const end of borders) {
      const got = await unseal(stream, key, aad, {}, [start, end])
      expect(got.equals(plain.subarray(start, Math.max(start, end)))).toBe(true)
    }
  }
  const source = sourceOf(stream)
  const opened = await openStream(source, key, aad)
  const before = source.reads
  for await (const piece of opened.range(50_000, 50_100)) expect(piece).toEqual(plain.subarray(50_000, 50_100))
  expect(source.reads - before).toBe(1)
})

test("any changed byte is refused, wherever it is", async () => {
  const plain = pattern(12_500)
  const stream = seal(key, aad, [plain])
  await fc.assert(
    fc.asyncProperty(fc.nat(stream.length - 1), fc.integer({ min: 0, max: 7 }), async (at, bit) => {
      const changed = Buffer.from(stream)
      changed[at] = changed[at]! ^ (1 << bit)
      await expect(unseal(changed, key, aad)).rejects.toMatchObject({ code: "RECORDING_CORRUPT" })
    }),
    { numRuns: 400 },
  )
  for (let at = 0; at < 40; at++) {
    const changed = Buffer.from(stream)
    changed[at] = changed[at]! ^ 1
    await expect(unseal(changed, key, aad)).rejects.toMatchObject({ code: "RECORDING_CORRUPT" })
  }
})

test("a stream that was cut, at a border or inside a segment, does not open", async () => {
  const stream = seal(key, aad, [pattern(4040 + 3 * 4080)])
  for (const size of [0, 1, 39, 40, 55, 56, 4095, 4096, 4097, 4111, 4112, 8192, 12_288, 16_383]) {
    const attempt = unseal(stream.subarray(0, size), key, aad)
    await expect(attempt, String(size)).rejects.toMatchObject({ code: "RECORDING_CORRUPT" })
  }
})

test("appended bytes, swapped, doubled and foreign segments are refused", async () => {
  const stream = seal(key, aad, [pattern(4040 + 3 * 4080 + 10)])
  const other = seal(key, aad, [pattern(4040 + 3 * 4080 + 10)])
  const part = (i: number, from = stream) => from.subarray(i * 4096, (i + 1) * 4096)
  const bad = [
    Buffer.concat([stream, Buffer.alloc(1)]),
    Buffer.concat([stream, Buffer.alloc(4096)]),
    Buffer.concat([stream, part(4)]),
    Buffer.concat([part(0), part(2), part(1), part(3), part(4)]),
    Buffer.concat([part(0), part(1), part(1), part(3), part(4)]),
    Buffer.concat([part(0), part(1, other), part(2), part(3), part(4)]),
    Buffer.concat([part(0), part(1), part(3), part(4)]),
  ]
  for (const bytes of bad) await expect(unseal(bytes, key, aad)).rejects.toMatchObject({ code: "RECORDING_CORRUPT" })
})

test("another key or another header opens nothing", async () => {
  const stream = seal(key, aad, [pattern(5000)])
  for (const [k, a] of [[randomBytes(32), aad] as const, [key, randomBytes(52)] as const]) {
    await expect(unseal(stream, k, a)).rejects.toMatchObject({ code: "RECORDING_CORRUPT" })
  }
})

test("a recovered prefix opens as exactly its whole segments, no more and no less", async () => {
  const plain = pattern(4040 + 4 * 4080 + 100)
  const stream = seal(key, aad, [plain])
  for (let segments = 1; segments <= 5; segments++) {
    const prefix = stream.subarray(0, segments * 4096)
    const got = await unseal(prefix, key, aad, { recoveredSegments: segments })
    expect(got.equals(plain.subarray(0, 4040 + (segments - 1) * 4080))).toBe(true)
    await expect(unseal(prefix, key, aad), "not as a sealed stream").rejects.toMatchObject({
      code: "RECORDING_CORRUPT",
    })
    for (const claimed of [segments - 1, segments + 1]) {
      const attempt = unseal(prefix, key, aad, { recoveredSegments: claimed })
      await expect(attempt).rejects.toMatchObject({ code: "RECORDING_CORRUPT" })
    }
  }
})

test("a recovered stream whose last whole segment was the final one opens too", async () => {
  const plain = pattern(4040 + 2 * 4080)
  const stream = seal(key, aad, [plain])
  expect((await unseal(stream, key, aad, { recoveredSegments: 3 })).equals(plain)).toBe(true)
})

test("the segment counter never wraps", () => {
  const nonce = new SegmentNonce(Buffer.alloc(7))
  expect(nonce.of(0xffffffff, false).subarray(7).toString("hex")).toBe("ffffffff00")
  expect(() => nonce.of(0x1_0000_0000, false)).toThrow(/at most/)
})

test("a sealed or given-up stream takes nothing more, and a sealer given up while it emits seals nothing more", () => {
  const sealer = new SegmentSealer(key, aad, () => undefined)
  sealer.final()
  expect(() => sealer.push(pattern(1))).toThrow(/already sealed/)
  expect(() => sealer.final()).toThrow(/already sealed/)

  const emitted: Buffer[] = []
  const givenUp = new SegmentSealer(key, aad, (bytes) => {
    emitted.push(bytes)
    if (emitted.length === 3) givenUp.destroy()
  })
  givenUp.push(pattern(50_000))
  expect(emitted.map((bytes) => bytes.length)).toEqual([40, 4040, 16])
})
