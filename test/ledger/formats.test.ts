import { generateKeyPairSync, sign } from "node:crypto"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { fromBase64, fromBase64Url, toBase64, toBase64Url } from "../../src/ledger/base64.ts"
import { openCheckpoint, parseCheckpoint, signCheckpoint } from "../../src/ledger/checkpoint.ts"
import { checkDisclosures, disclose } from "../../src/ledger/disclosure.ts"
import { canonicalText, isOrdered, parseLeaf } from "../../src/ledger/jcs.ts"
import { noteSigner, sha256, verifyEd25519, vkeyFor } from "../../src/ledger/node-crypto.ts"
import {
  COSIGNATURE_V1,
  formatVkey,
  parseNote,
  parseVkey,
  signatureLine,
  verifiedBy,
  vkeyOf,
} from "../../src/ledger/note.ts"
import { sealLeaf } from "../../src/ledger/seal.ts"
import { entryBundle, parseEntryBundle, parseTilePath, tilePath, tilesOf } from "../../src/ledger/tiles.ts"
import disclosureVectors from "../vectors/ledger/disclosures.json" with { type: "json" }
import jcs from "../vectors/ledger/jcs.json" with { type: "json" }
import notes from "../vectors/ledger/notes.json" with { type: "json" }

const crypto = { hash: sha256, verify: verifyEd25519 }
const CALL = "01940000-0000-7000-8000-000000000001"
const leaf = { v: 1, id: "01940000-0000-7000-8000-000000000002", ts: "2026-11-23T16:20:00.000Z", type: "call.answered" }
const answered = { ...leaf, call: CALL, line: "prüfung main" }

describe("canonical JSON", () => {
  test.each(jcs.cases)("the examples of RFC 8785", ({ input, output }) => {
    expect(canonicalText(JSON.parse(input))).toBe(output)
  })

  test("what JSON cannot say exactly is refused", () => {
    for (const value of [undefined, Number.NaN, Infinity, "\ud800", { a: "\udfff" }]) {
      expect(() => canonicalText(value)).toThrow("no canonical JSON form")
    }
  })

  test("the short way to tell canonical text gives the library's answer for any JSON", () => {
    let canonical = 0
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), fc.boolean(), (json, sorted) => {
        const value: unknown = JSON.parse(json)
        const text = sorted ? canonicalText(value) : json
        const parsed: unknown = JSON.parse(text)
        const short = isOrdered(parsed) && JSON.stringify(parsed) === text
        if (short) canonical++
        // Names that are array indexes are moved by ECMAScript itself; no leaf has such names.
        if (/"[0-9]+":/.test(text)) return
        expect(short).toBe(canonicalText(parsed) === text)
      }),
      { numRuns: 2000 },
    )
    expect(canonical).toBeGreaterThan(500)
  })

  test("a leaf is written in canonical order, however it was given, and read back", () => {
    const { entry } = sealLeaf(answered)
    expect(Buffer.from(entry).toString()).toBe(canonicalText(answered))
    expect(parseLeaf(entry)).toEqual(answered)
  })

  test.each([
    ["a space", JSON.stringify(answered, null, 1)],
    ["another order", JSON.stringify(answered)],
    ["a repeated member", canonicalText(answered).replace('"line"', '"line":"other","line"')],
    ["an escape that is not needed", canonicalText(answered).replace("main", "m\\u0061in")],
    ["a number spelled otherwise", canonicalText(answered).replace('"v":1', '"v":1.0')],
    ["a byte order mark", `\ufeff${canonicalText(answered)}`],
    ["an unknown member", canonicalText({ ...answered, number: "x" })],
    ["an unknown type", canonicalText({ ...answered, type: "call.imagined" })],
    ["a time without milliseconds", canonicalText({ ...answered, ts: "2026-11-23T16:20:00Z" })],
    ["digests without their algorithm", canonicalText({ ...answered, _sd: ["A".repeat(43)] })],
    ["unsorted digests", canonicalText({ ...answered, _sd: ["B".repeat(43), "A".repeat(43)], _sd_alg: "sha-256" })],
    ["deep nesting", "[".repeat(8000) + "]".repeat(8000)],
    ["no JSON", "{"],
    ["nothing", ""],
  ])("bytes with %s are not a leaf", (_, text) => {
    expect(() => parseLeaf(Buffer.from(text))).toThrow(expect.objectContaining({ code: "INPUT_INVALID" }))
  })

  test("a leaf of more than 16 KiB is neither read nor written", () => {
    const purpose = Array.from({ length: 16 }, () => "€".repeat(500))
    const base = { ...leaf, type: "consent.refused", call: CALL, party: "caller", answered: 0, method: "dtmf", purpose }
    const consent = { ...base, script: "s", script_sha256: "A".repeat(43), heard: { bytes: 1, by: "mark", total: 1 } }
    expect(() => sealLeaf(consent)).toThrow("at most 16384 bytes")
    expect(() => parseLeaf(Buffer.from(canonicalText(consent)))).toThrow("at most 16384 bytes")
    expect(() => parseLeaf(Buffer.from([0x7b, 0xff, 0x7d]))).toThrow("not UTF-8 JSON")
  })
})

describe("personal fields", () => {
  test.each(disclosureVectors.disclosures)("the example of RFC 9901", ({ disclosure, digest, name, value }) => {
    expect(checkDisclosures({ _sd: [digest] }, [disclosure])).toEqual({ [name]: value })
  })

  test("are opened by their disclosures, all or some", () => {
    const { digests, disclosures } = disclose({ number: "+10000000000", offset_ms: 12, trunk: undefined })
    expect(digests).toHaveLength(2)
    expect([...digests].sort()).toEqual(digests)
    expect(checkDisclosures({ _sd: [...digests] }, disclosures)).toEqual({ number: "+10000000000", offset_ms: 12 })
    expect(checkDisclosures({ _sd: [...digests] }, disclosures.slice(1))).toEqual({ offset_ms: 12 })
  })

  test("say nothing by themselves: the same field hashes differently each time", () => {
    expect(disclose({ digit: "1" }).digests).not.toEqual(disclose({ digit: "1" }).digests)
    expect(() => sealLeaf({ ...answered, _sd: disclose({ digit: "1" }).digests, _sd_alg: "sha-256" })).not.toThrow()
  })

  test("of another leaf, given twice, or malformed are refused", () => {
    const { digests, disclosures } = disclose({ digit: "1" })
    const forged = (text: string): [string[], string[]] => {
      const disclosure = Buffer.from(text).toString("base64url")
      return [[toBase64Url(sha256(Buffer.from(disclosure)))], [disclosure]]
    }
    const salt = "A".repeat(22)
    const cases: [string[], readonly string[]][] = [
      [[], disclosures],
      [[...digests], disclose({ digit: "1" }).disclosures],
      [[...digests], [...disclosures, ...disclosures]],
      forged("{}"),
      forged("not json"),
      forged(JSON.stringify(["short", "digit", "1"])),
      forged(JSON.stringify([salt, "digit"])),
      forged(JSON.stringify([salt, 1, 1])),
      forged(JSON.stringify([salt, "digit", "x".repeat(5000)])),
    ]
    for (const [_sd, given] of cases) {
      expect(() => checkDisclosures({ _sd }, given)).toThrow(expect.objectContaining({ code: "INPUT_INVALID" }))
    }
    const twice = [disclose({ digit: "1" }), disclose({ digit: "2" })]
    const both = twice.flatMap((one) => one.disclosures)
    expect(() => checkDisclosures({ _sd: twice.flatMap((one) => [...one.digests]) }, both)).toThrow("same field")
  })
})

describe("signed notes", () => {
  const { privateKey } = generateKeyPairSync("ed25519")
  const signer = noteSigner("ledger.example/a", privateKey)
  const vkey = parseVkey(sha256, signer.vkey)
  const checkpoint = { origin: "ledger.example/a", size: 17, root: sha256(Buffer.from("root")) }

  test("the example of Go's note package opens with its key", async () => {
    expect(await verifiedBy(parseNote(notes.note), parseVkey(sha256, notes.vkey), crypto)).toBe(0)
    for (const other of notes.otherVkeys) {
      expect(formatVkey(parseVkey(sha256, other))).toBe(other)
      expect(await verifiedBy(parseNote(notes.note), parseVkey(sha256, other), crypto)).toBeNull()
    }
  })

  test("a checkpoint that was signed opens again", async () => {
    const note = await signCheckpoint(sha256, checkpoint, signer)
    expect(note).toMatch(/^ledger\.example\/a\n17\n[A-Za-z0-9+/]{43}=\n\n— ledger\.example\/a [A-Za-z0-9+/=]{92}\n$/)
    expect(await openCheckpoint(note, vkey, crypto)).toMatchObject({ origin: checkpoint.origin, size: 17 })
  })

  test("lines of unknown keys are skipped, a wrong line of a known key is not", async () => {
    const note = await signCheckpoint(sha256, checkpoint, signer)
    const stranger = signatureLine("stranger.example", Uint8Array.of(1, 2, 3, 4), new Uint8Array(9))
    expect((await openCheckpoint(note + stranger, vkey, crypto)).note.signatures).toHaveLength(2)
    const forged = note.replace("\n17\n", "\n18\n")
    await expect(openCheckpoint(forged, vkey, crypto)).rejects.toThrow("wrong signature of a known key")
    const unsigned = note.slice(0, note.indexOf("\n\n") + 2) + stranger
    await expect(openCheckpoint(unsigned, vkey, crypto)).rejects.toThrow("not signed by the log's key")
    const other = vkeyFor("ledger.example/b", privateKey)
    await expect(openCheckpoint(note, other, crypto)).rejects.toThrow("of another log")
  })

  test("a witness's cosignature counts with the time it states", async () => {
    const pair = generateKeyPairSync("ed25519")
    const { publicKey } = vkeyFor("w", pair.privateKey)
    const witness = vkeyOf(sha256, "witness.example", COSIGNATURE_V1, publicKey)
    const note = await signCheckpoint(sha256, checkpoint, signer)
    const text = note.slice(0, note.indexOf("\n\n") + 1)
    const time = 1_795_000_000
    const signature = sign(null, Buffer.from(`cosignature/v1\ntime ${time}\n${text}`), pair.privateKey)
    const stamp = Buffer.alloc(8)
    stamp.writeBigUInt64BE(BigInt(time))
    const cosigned = note + signatureLine(witness.name, witness.keyId, Buffer.concat([stamp, signature]))
    expect(await verifiedBy(parseNote(cosigned), parseVkey(sha256, formatVkey(witness)), crypto)).toBe(time)
    expect(await verifiedBy(parseNote(note), witness, crypto)).toBeNull()
    stamp.writeBigUInt64BE(BigInt(time + 1))
    const later = note + signatureLine(witness.name, witness.keyId, Buffer.concat([stamp, signature]))
    await expect(verifiedBy(parseNote(later), witness, crypto)).rejects.toThrow("wrong signature")
    const short = note + signatureLine(witness.name, witness.keyId, signature)
    await expect(verifiedBy(parseNote(short), witness, crypto)).rejects.toThrow("wrong signature")
  })

  test.each([
    ["no blank line", "text\n— a AAAAAAA=\n"],
    ["no final newline", "text\n\n— a AAAAAAA="],
    ["no signature line", "text\n\n"],
    ["a line without a dash", "text\n\na AAAAAAA=\n"],
    ["a hyphen for the dash", "text\n\n- a AAAAAAA=\n"],
    ["a name with a plus", "text\n\n— a+b AAAAAAA=\n"],
    ["bad base64", "text\n\n— a AAAAAAB=\n"],
    ["only a key id", "text\n\n— a AAAAAA==\n"],
    ["more on the line", "text\n\n— a AAAAAAA= x\n"],
    ["a control character", "te\txt\n\n— a AAAAAAA=\n"],
    ["a lone surrogate", "te\ud800xt\n\n— a AAAAAAA=\n"],
    ["too many lines", `text\n\n${"— a AAAAAAA=\n".repeat(101)}`],
    ["too much", `${"x".repeat(1_000_001)}\n\n— a AAAAAAA=\n`],
  ])("a note with %s is refused", (_, note) => {
    expect(() => parseNote(note)).toThrow(expect.objectContaining({ code: "INPUT_INVALID" }))
  })

  const root = toBase64(checkpoint.root)
  test.each([
    ["no root", "o\n1\n"],
    ["no origin", `\n1\n${root}\n`],
    ["a leading zero", `o\n01\n${root}\n`],
    ["a sign", `o\n+1\n${root}\n`],
    ["a size beyond 2^53", `o\n9999999999999999\n${root}\n`],
    ["a short root", `o\n1\nAAAA\n`],
    ["a blank line inside", `o\n1\n${root}\n\nx\n`],
  ])("a checkpoint with %s is refused", (_, text) => {
    expect(() => parseCheckpoint(text)).toThrow(expect.objectContaining({ code: "INPUT_INVALID" }))
  })

  test("extension lines of a checkpoint are allowed", () => {
    expect(parseCheckpoint(`o\n0\n${root}\nextension\n`)).toMatchObject({ origin: "o", size: 0 })
  })

  test.each([
    signer.vkey.replace(/\+[0-9a-f]{8}\+/, "+00000000+"),
    signer.vkey.replace("ledger.example/a", "ledger.example/b"),
    signer.vkey.slice(0, -4),
    `${signer.vkey}\n`,
    "a+b",
    "",
  ])("a vkey that does not fit itself is refused", (text) => {
    expect(() => parseVkey(sha256, text)).toThrow(expect.objectContaining({ code: "INPUT_INVALID" }))
  })

  test("a log key of another kind is refused", () => {
    const { privateKey: other } = generateKeyPairSync("ec", { namedCurve: "P-256" })
    expect(() => noteSigner("ledger.example/a", other)).toThrow(expect.objectContaining({ code: "KEY_REFUSED" }))
    expect(() => noteSigner("ledger example", privateKey)).toThrow(expect.objectContaining({ code: "INPUT_INVALID" }))
  })
})

describe("tiles", () => {
  test("have the paths of c2sp.org/tlog-tiles", () => {
    expect(tilePath({ level: 0, index: 1234067, width: 256 })).toBe("tile/0/x001/x234/067")
    expect(tilePath({ level: 0, index: 5, width: 256 })).toBe("tile/0/005")
    expect(tilePath({ level: "entries", index: 1000, width: 3 })).toBe("tile/entries/x001/000.p/3")
  })

  test("of a log of 70 000 leaves are those the specification lists", () => {
    const paths = [...tilesOf(70_000, "hashes")].map(tilePath)
    expect(paths).toHaveLength(274 + 2 + 1)
    expect(paths.slice(-5)).toEqual([
      "tile/0/272",
      "tile/0/273.p/112",
      "tile/1/000",
      "tile/1/001.p/17",
      "tile/2/000.p/1",
    ])
    expect([...tilesOf(70_000, "entries")].map(tilePath).at(-1)).toBe("tile/entries/273.p/112")
    expect([...tilesOf(0, "entries")]).toEqual([])
  })

  test("a path has one spelling, and any other names no tile", () => {
    fc.assert(
      fc.property(
        fc.nat(10 ** 9),
        fc.integer({ min: 1, max: 256 }),
        fc.integer({ min: 0, max: 7 }),
        (index, width, level) => {
          const tile = { level, index, width }
          expect(parseTilePath(tilePath(tile))).toEqual(tile)
        },
      ),
    )
    for (const path of [
      "tile/0/5",
      "tile/00/005",
      "tile/0/x000/005",
      "tile/0/005.p/256",
      "tile/0/005.p/0",
      "tile/0/005.p/01",
      "tile/0/../005",
      "tile/entries/005/",
      "tile/x/005",
      "/tile/0/005",
      "",
    ]) {
      expect(parseTilePath(path)).toBeNull()
    }
  })

  test("a bundle gives its entries back, and no cut or lengthened one does", () => {
    const entries = [Buffer.from("one"), Buffer.alloc(0), Buffer.alloc(300, 7)]
    const bundle = entryBundle(entries)
    expect(parseEntryBundle(bundle, 3, true).map((entry) => Buffer.from(entry))).toEqual(entries)
    expect(parseEntryBundle(bundle, 2, false)).toHaveLength(2)
    expect(() => parseEntryBundle(bundle, 2, true)).toThrow()
    expect(() => parseEntryBundle(bundle, 4, false)).toThrow()
    for (let cut = 0; cut < bundle.length; cut++) {
      expect(() => parseEntryBundle(bundle.subarray(0, cut), 3, true)).toThrow()
    }
  })
})

test("base64 has one spelling per value", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"))
      expect(toBase64Url(bytes)).toBe(Buffer.from(bytes).toString("base64url"))
      expect(fromBase64(toBase64(bytes))).toEqual(bytes)
      expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes)
    }),
  )
  for (const text of ["A", "AA", "AAA", "AB==", "AAB=", "AA=A", "====", "AA==AA==", "A A=", "-_=="]) {
    expect(fromBase64(text)).toBeNull()
  }
  for (const text of ["A", "AB", "AA==", "A+", "A/AA"]) expect(fromBase64Url(text)).toBeNull()
})
