import { createHash, createPrivateKey, randomBytes } from "node:crypto"
import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import canonicalize from "canonicalize"
import fc from "fast-check"
import { compactDecrypt, importJWK } from "jose"
import { beforeAll, beforeEach, expect, test } from "vitest"
import { z } from "zod"
import { publicKeyOf } from "../../src/keys/call-key.ts"
import type { FileKeyProvider } from "../../src/keys/kek.ts"
import type { KekRow } from "../../src/keys/ports.ts"
import { openRecordingKey, wrapRecordingKey } from "../../src/keys/recording-key.ts"
import { agreeOn } from "../../src/keys/sealer.ts"
import { exportEncrypted } from "../../src/recording/export.ts"
import { recordingAad } from "../../src/recording/format.ts"
import { decodeHeader, encodeHeader, keyCommitment } from "../../src/recording/header.ts"
import { openPlayback, openStored } from "../../src/recording/playback.ts"
import type { RecordingRow } from "../../src/recording/ports.ts"
import { freshKek } from "../keys/fixture.ts"
import { world, type World } from "./harness.ts"
import { collect, seal, sourceOf, unseal } from "./streams.ts"

let dir: string
let kek: KekRow
let provider: FileKeyProvider
let w: World
let row: RecordingRow
let key: Buffer
let blob: Buffer

const corrupt = { code: "RECORDING_CORRUPT" }

beforeAll(async () => {
  ;({ dir, kek, provider } = await freshKek())
})
beforeEach(async () => {
  w = await world(kek, provider)
  const recording = w.start()
  await recording.started
  await w.leg.talk(2000)
  await recording.finish("ended")
  row = (await w.rows.get(recording.id))!
  key = await openRecordingKey(w.store, provider, row.id, row.headerSha256)
  blob = w.blobs.blobs.get(row.blobUri)!.bytes
})

const open = (parts: { header?: Uint8Array; key?: Uint8Array; blob?: Uint8Array } = {}) =>
  openPlayback({
    header: parts.header ?? row.header,
    key: parts.key ?? key,
    source: sourceOf(parts.blob ?? blob),
  })

test("a recording plays as a WAV file of stereo mu-law, and any range of it is that slice", async () => {
  const playback = await open()
  const wav = await collect(playback.read(0, playback.totalBytes))
  expect(wav).toHaveLength(playback.totalBytes)
  expect(playback).toMatchObject({ totalBytes: 58 + 32_000, durationMs: 2000 })
  expect(wav.subarray(0, 4).toString() + wav.subarray(8, 16).toString()).toBe("RIFFWAVEfmt ")
  expect(wav.readUInt32LE(4)).toBe(wav.length - 8)
  expect([wav.readUInt16LE(20), wav.readUInt16LE(22), wav.readUInt32LE(24), wav.readUInt32LE(28)]).toEqual([
    7, 2, 8000, 16_000,
  ])
  expect([wav.readUInt16LE(32), wav.readUInt16LE(34), wav.readUInt32LE(46), wav.readUInt32LE(54)]).toEqual([
    2, 8, 16_000, 32_000,
  ])
  const edge = fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 33_000 }))
  await fc.assert(
    fc.asyncProperty(edge, edge, async (start, end) => {
      const part = await collect(playback.read(start, end))
      expect(part.equals(wav.subarray(start, Math.max(start, end)))).toBe(true)
    }),
    { numRuns: 200 },
  )
})

test("any changed byte of header, key or file is refused", async () => {
  const flipped = (bytes: Uint8Array, at: number, bit: number) => {
    const copy = Buffer.from(bytes)
    copy[at] = copy[at]! ^ (1 << bit)
    return copy
  }
  const everything = async (parts: Parameters<typeof open>[0]) => {
    const playback = await open(parts)
    await collect(playback.read(0, playback.totalBytes))
  }
  await everything({})
  for (let at = 0; at < row.header.length; at++) {
    await expect(everything({ header: flipped(row.header, at, at % 8) }), `header ${at}`).rejects.toMatchObject(corrupt)
  }
  for (let at = 0; at < 32; at++) {
    await expect(everything({ key: flipped(key, at, at % 8) }), `key ${at}`).rejects.toMatchObject(corrupt)
  }
  for (let at = 0; at < blob.length; at += 61) {
    await expect(everything({ blob: flipped(blob, at, at % 8) }), `blob ${at}`).rejects.toMatchObject(corrupt)
  }
})

test("an edited retention tag is refused, even by an insider who unwraps and re-wraps the key to it", async () => {
  const { header } = decodeHeader(row.header)
  const edited = encodeHeader({ ...header, retention: { ...header.retention, delete_after: "2026-12-01" } })
  const hh = edited.sha256.toString("base64url")
  const callKey = (await w.store.callKeyOfCall(row.callId))!
  w.store.recordingKeyRows.set(row.id, {
    recordingId: row.id,
    callKeyId: callKey.id,
    gen: 1,
    wrappedJwe: wrapRecordingKey(key, await agreeOn(publicKeyOf(callKey)), {
      recordingId: row.id,
      headerSha256: hh,
      callKeyId: callKey.id,
    }),
  })
  expect(await openRecordingKey(w.store, provider, row.id, hh)).toEqual(key)
  const insider = { ...row, header: edited.bytes, headerSha256: hh }
  await expect(openStored(insider, { ...w })).rejects.toMatchObject(corrupt)
})

test("a file sealed anew under another key does not match the header's commitment", async () => {
  const other = randomBytes(32)
  const { header, sha256 } = decodeHeader(row.header)
  const forged = seal(other, recordingAad(sha256), [Buffer.alloc(1000)])
  expect(await unseal(forged, other, recordingAad(sha256))).toHaveLength(1000)
  await expect(open({ key: other, blob: forged })).rejects.toMatchObject(corrupt)
  expect(keyCommitment(other)).not.toBe(header.key_commitment)
})

test("another recording's row, key or file opens nothing", async () => {
  const again = w.start()
  await again.started
  await w.leg.talk(500)
  await again.finish("ended")
  const second = (await w.rows.get(again.id))!
  const parts = { ...w }
  await expect(openStored({ ...row, header: second.header }, parts)).rejects.toMatchObject(corrupt)
  await expect(openStored({ ...row, blobUri: second.blobUri }, parts)).rejects.toMatchObject(corrupt)
  w.store.recordingKeyRows.set(row.id, { ...w.store.recordingKeyRows.get(second.id)!, recordingId: row.id })
  await expect(openStored(row, parts)).rejects.toMatchObject({ code: "KEY_REFUSED" })
})

test("each state that must not play says why", async () => {
  const codes = {
    shredded: "RECORDING_ERASED",
    restricted: "RECORDING_RESTRICTED",
    open: "CONFLICT",
    lost: "NOT_FOUND",
  } as const
  for (const state of ["shredded", "restricted", "open", "lost"] as const) {
    await expect(openStored({ ...row, state }, { ...w })).rejects.toMatchObject({ code: codes[state] })
  }
  await w.store.shredRecordingKey(row.id)
  await expect(openStored(row, { ...w })).rejects.toMatchObject({ code: "KEY_DESTROYED" })
  await w.blobs.remove(row.blobUri)
  await expect(openStored(row, { ...w })).rejects.toMatchObject({ code: "NOT_FOUND" })
})

test("a header is read only in its canonical form", () => {
  const { header, bytes } = decodeHeader(row.header)
  expect(bytes.toString()).toBe(canonicalize(header))
  const text = bytes.toString()
  const bad = [
    "",
    "null",
    "[]",
    ` ${text}`,
    `${text}\n`,
    text.replace('"v":1', '"v":1.0'),
    text.replace('"v":1', '"v":2'),
    text.replace("{", '{"a":1,'),
  ]
  for (const variant of bad) {
    expect(variant).not.toBe(text)
    expect(() => decodeHeader(Buffer.from(variant))).toThrow(expect.objectContaining(corrupt))
  }
})

test("an export opens with the private KEK, a JOSE library and the format's text alone", async () => {
  const out = join(await mkdtemp(join(tmpdir(), "assent-export-")), "rec")
  await exportEncrypted(row, out, { ...w })
  expect((await readdir(out)).toSorted()).toEqual(["header.json", "keys.json", "recording.tink"])
  const header = await readFile(join(out, "header.json"))
  expect(header.equals(row.header)).toBe(true)
  const keys = z
    .strictObject({ call_key: z.string(), recording_key: z.string() })
    .parse(JSON.parse(await readFile(join(out, "keys.json"), "utf8")))

  const kekKey = createPrivateKey(await readFile(join(dir, "kek-1.pem")))
  const { plaintext: jwk } = await compactDecrypt(keys.call_key, kekKey)
  const callKey = await importJWK(z.looseObject({}).parse(JSON.parse(Buffer.from(jwk).toString())), "ECDH-ES+A256KW")
  const { plaintext: rk, protectedHeader } = await compactDecrypt(keys.recording_key, callKey)
  expect(protectedHeader["hh"]).toBe(createHash("sha256").update(header).digest("base64url"))
  const aad = Buffer.concat([Buffer.from("assent-recording-v1\0"), createHash("sha256").update(header).digest()])
  const plain = await unseal(await readFile(join(out, "recording.tink")), rk, aad)
  expect(plain.filter((_, i) => i % 2 === 0).every((byte) => byte === 10)).toBe(true)
  expect(plain).toHaveLength(32_000)
})

test("an export overwrites nothing, and exports nothing that was shredded or is still written", async () => {
  const out = await mkdtemp(join(tmpdir(), "assent-export-"))
  await writeFile(join(out, "header.json"), "mine")
  await expect(exportEncrypted(row, out, { ...w })).rejects.toMatchObject({ code: "CONFLICT" })
  expect(await readFile(join(out, "header.json"), "utf8")).toBe("mine")
  await expect(exportEncrypted({ ...row, state: "open" }, out, { ...w })).rejects.toMatchObject({ code: "CONFLICT" })
  await w.store.shredRecordingKey(row.id)
  await expect(exportEncrypted(row, out, { ...w })).rejects.toMatchObject({ code: "KEY_DESTROYED" })
})
