import { createHash, createPrivateKey, createPublicKey, randomBytes } from "node:crypto"
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { CompactEncrypt, calculateJwkThumbprint, compactDecrypt, decodeProtectedHeader } from "jose"
import { beforeAll, beforeEach, expect, test } from "vitest"
import { z } from "zod"
import { publicKeyOf, unwrapCallKey } from "../../src/keys/call-key.ts"
import type { FileKeyProvider } from "../../src/keys/kek.ts"
import { openKeyring, type Keyring } from "../../src/keys/keyring.ts"
import { openOpenings } from "../../src/keys/opening.ts"
import type { CallKeyRow, KekRow, RecordingKeyRow } from "../../src/keys/ports.ts"
import { openRecordingKey, wrapRecordingKey } from "../../src/keys/recording-key.ts"
import { agreeOn } from "../../src/keys/sealer.ts"
import type { MemoryKeyStore } from "../fakes/memory-key-store.ts"
import { freshKek, freshKeyring } from "./fixture.ts"

let dir: string
let kek: KekRow
let provider: FileKeyProvider
let store: MemoryKeyStore
let keyring: Keyring

beforeAll(async () => {
  ;({ dir, kek, provider } = await freshKek())
})
beforeEach(async () => {
  ;({ store, keyring } = await freshKeyring(kek, provider))
})

const uuid = (n: number) => `0190a000-0000-7000-8000-${String(n).padStart(12, "0")}`
const call = uuid(1)
const rec = uuid(2)
const hh = createHash("sha256").update("header").digest("base64url")
const refused = { code: "KEY_REFUSED" }

async function recorded(): Promise<{ key: Buffer; row: RecordingKeyRow }> {
  await keyring.begin(call, null)
  const made = keyring.newRecordingKey(call, rec)
  const key = Buffer.from(made.key)
  await made.store(hh)
  made.destroy()
  expect(made.key.every((byte) => byte === 0)).toBe(true)
  return { key, row: store.recordingKeyRows.get(rec)! }
}

test("a call key's wrap has exactly the stated members, and a JOSE library with the KEK reads it", async () => {
  await keyring.begin(call, "+4915112345612")
  const row = (await store.callKeyOfCall(call))!
  expect(decodeProtectedHeader(row.wrappedJwe)).toEqual({
    alg: "RSA-OAEP-256",
    cid: row.id,
    enc: "A256GCM",
    gen: 1,
    kid: "kek-1",
    typ: "assent-ck+jwe",
  })
  expect(row.wrappedJwe.length).toBeLessThan(1400)
  const pem = createPrivateKey(await readFile(join(dir, "kek-1.pem")))
  const { plaintext } = await compactDecrypt(row.wrappedJwe, pem)
  const text = Buffer.from(plaintext).toString()
  const jwk = z.record(z.string(), z.string()).parse(JSON.parse(text))
  expect(Object.keys(jwk)).toEqual(["crv", "d", "kty", "x", "y"])
  const { d, ...publicJwk } = jwk
  expect(row.publicJwk).toBe(JSON.stringify(publicJwk))
  expect(d).toBeDefined()
})

test("a recording key's wrap has exactly the stated members and opens to the key", async () => {
  const { key, row } = await recorded()
  const header = z.looseObject({ epk: z.unknown() }).parse(decodeProtectedHeader(row.wrappedJwe))
  const { epk, ...members } = header
  expect(epk).toMatchObject({ kty: "EC", crv: "P-384" })
  expect(members).toEqual({
    alg: "ECDH-ES+A256KW",
    enc: "A256GCM",
    hh,
    kid: row.callKeyId,
    rid: rec,
    typ: "assent-rk+jwe",
  })
  expect(row.wrappedJwe.length).toBeLessThan(800)
  expect(await openRecordingKey(store, provider, rec, hh)).toEqual(key)
})

test("the thumbprint is that of RFC 7638 and the fingerprint that of the KEK", async () => {
  await keyring.begin(call, null)
  const made = keyring.newRecordingKey(call, rec)
  const row = (await store.callKeyOfCall(call))!
  expect(made.callKeyThumbprint).toBe(await calculateJwkThumbprint(publicKeyOf(row).export({ format: "jwk" })))
  expect(made.kekFingerprint).toBe(kek.fingerprint)
  expect(made.callKeyId).toBe(row.id)
})

test("openings are sealed to the call key, name their leaf, and open again", async () => {
  await keyring.begin(call, null)
  const disclosures = ["WyJhIiwibnVtYmVyIiwiKzQ5Il0", "WyJiIiwidHJ1bmsiLCJ0Il0"]
  await keyring.seal(call, uuid(10), disclosures)
  keyring.end(call)
  // After the call its public half, from the store, still takes late leaves.
  await keyring.seal(call, uuid(11), ["late"])
  const row = (await store.callKeyOfCall(call))!
  expect(decodeProtectedHeader(store.openingRows[0]!.jwe)).toMatchObject({
    leaf: uuid(10),
    typ: "assent-op+jwe",
    kid: row.id,
  })
  expect(await openOpenings(store, provider, row.id)).toEqual([
    { leafId: uuid(10), disclosures },
    { leafId: uuid(11), disclosures: ["late"] },
  ])
})

test("an opening longer than any reader takes is not written", async () => {
  await keyring.begin(call, null)
  const tooMuch = Array.from({ length: 40 }, () => "x".repeat(120))
  await expect(keyring.seal(call, uuid(10), tooMuch)).rejects.toMatchObject(refused)
  expect(store.openingRows).toEqual([])
})

test("swapped rows are refused: another recording's wrap, another header, another leaf's opening", async () => {
  await recorded()
  const other = keyring.newRecordingKey(call, uuid(3))
  await other.store(hh)
  await expect(
    openRecordingKey(store, provider, rec, createHash("sha256").update("edited").digest("base64url")),
  ).rejects.toMatchObject(refused)
  store.recordingKeyRows.set(rec, { ...store.recordingKeyRows.get(uuid(3))!, recordingId: rec })
  await expect(openRecordingKey(store, provider, rec, hh)).rejects.toMatchObject(refused)

  await keyring.seal(call, uuid(10), ["a"])
  await keyring.seal(call, uuid(11), ["b"])
  const [first, second] = store.openingRows
  store.openingRows = [{ ...first!, jwe: second!.jwe }]
  await expect(openOpenings(store, provider, first!.callKeyId)).rejects.toMatchObject(refused)
})

test("a call key's row that was exchanged for another call's is refused", async () => {
  await recorded()
  await keyring.begin(uuid(5), null)
  const [a, b] = store.callKeyRows
  store.callKeyRows = [{ ...a!, wrappedJwe: b!.wrappedJwe }]
  await expect(openRecordingKey(store, provider, rec, hh)).rejects.toMatchObject(refused)
  // With both columns exchanged the pair fits, and the wrap's own `cid` still tells.
  store.callKeyRows = [{ ...a!, wrappedJwe: b!.wrappedJwe, publicJwk: b!.publicJwk }]
  await expect(openRecordingKey(store, provider, rec, hh)).rejects.toMatchObject(refused)
  store.callKeyRows = [{ ...a!, publicJwk: b!.publicJwk }]
  await expect(openRecordingKey(store, provider, rec, hh)).rejects.toMatchObject(refused)
  store.callKeyRows = [{ ...a!, gen: 2 }]
  await expect(openRecordingKey(store, provider, rec, hh)).rejects.toMatchObject(refused)
})

test("any changed character of any wrap is refused", async () => {
  const { row } = await recorded()
  const callKey = store.callKeyRows[0]!
  const flip = (text: string, at: number) => text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1)
  for (let at = 0; at < row.wrappedJwe.length; at += 7) {
    store.recordingKeyRows.set(rec, { ...row, wrappedJwe: flip(row.wrappedJwe, at) })
    await expect(openRecordingKey(store, provider, rec, hh), `rk ${at}`).rejects.toMatchObject(refused)
  }
  store.recordingKeyRows.set(rec, row)
  for (let at = 0; at < callKey.wrappedJwe.length; at += 17) {
    store.callKeyRows = [{ ...callKey, wrappedJwe: flip(callKey.wrappedJwe, at) }]
    await expect(openRecordingKey(store, provider, rec, hh), `ck ${at}`).rejects.toMatchObject(refused)
  }
})

test("readers pin algorithm, encryption and type, and refuse zip, crit, further members and long strings", async () => {
  await recorded()
  const callKey = store.callKeyRows[0]!
  const pub = publicKeyOf(callKey)
  const good = { alg: "ECDH-ES+A256KW", enc: "A256GCM", hh, kid: callKey.id, rid: rec, typ: "assent-rk+jwe" }
  const forge = (header: Record<string, unknown>) =>
    new CompactEncrypt(randomBytes(32)).setProtectedHeader({ ...good, ...header }).encrypt(pub)
  const put = (wrappedJwe: string) =>
    store.recordingKeyRows.set(rec, { recordingId: rec, callKeyId: callKey.id, gen: 1, wrappedJwe })
  put(await forge({}))
  await expect(openRecordingKey(store, provider, rec, hh)).resolves.toHaveLength(32)
  for (const header of [
    { alg: "ECDH-ES+A128KW" },
    { enc: "A128GCM" },
    { typ: "assent-op+jwe" },
    { x: 1 },
    { cty: "a" },
  ]) {
    put(await forge(header))
    await expect(openRecordingKey(store, provider, rec, hh), JSON.stringify(header)).rejects.toMatchObject(refused)
  }
  const [, ...rest] = (await forge({})).split(".")
  const decoded = z.looseObject({}).parse(decodeProtectedHeader(await forge({})))
  for (const extra of [{ zip: "DEF" }, { crit: ["exp"] }]) {
    put([Buffer.from(JSON.stringify({ ...decoded, ...extra })).toString("base64url"), ...rest].join("."))
    await expect(openRecordingKey(store, provider, rec, hh)).rejects.toMatchObject(refused)
  }
  for (const text of ["", "a.b", "a.b.c.d.e.f", `${"A".repeat(4097)}....`]) {
    put(text)
    await expect(openRecordingKey(store, provider, rec, hh)).rejects.toMatchObject(refused)
  }
  const wrongSize = wrapRecordingKey(randomBytes(16), await agreeOn(pub), {
    recordingId: rec,
    headerSha256: hh,
    callKeyId: callKey.id,
  })
  put(wrongSize)
  await expect(openRecordingKey(store, provider, rec, hh)).rejects.toMatchObject(refused)
})

test("a shredded recording key, and a shredded call key, open nothing any more", async () => {
  const { row } = await recorded()
  await keyring.seal(call, uuid(10), ["a"])
  await store.shredRecordingKey(rec)
  await expect(openRecordingKey(store, provider, rec, hh)).rejects.toMatchObject({ code: "KEY_DESTROYED" })
  store.recordingKeyRows.set(rec, row)
  const held = store.openingRows
  await store.shredCallKeys([row.callKeyId])
  store.recordingKeyRows.set(rec, row)
  store.openingRows = held
  await expect(openRecordingKey(store, provider, rec, hh)).rejects.toMatchObject({ code: "KEY_DESTROYED" })
  expect(await openOpenings(store, provider, row.callKeyId)).toEqual([])
  keyring.end(call)
  await expect(keyring.seal(call, uuid(12), ["a"])).rejects.toMatchObject({ code: "KEY_DESTROYED" })
})

test("calls of one number are one subject, and calls without one are nobody's", async () => {
  await keyring.begin(uuid(1), "+4915112345612")
  await keyring.begin(uuid(2), "+4915112345612")
  await keyring.begin(uuid(3), "+266696687")
  await keyring.begin(uuid(4), null)
  const lookup = keyring.lookup("+4915112345612")!
  expect((await store.callsOfSubject(lookup)).map((c) => c.callId)).toEqual([uuid(1), uuid(2)])
  expect(await store.maskedOfCall(uuid(1))).toBe("+49•••••••••12")
  expect(store.subjects.size).toBe(1)
  expect(JSON.stringify([...store.subjects])).not.toContain("15112345")
  expect(keyring.lookup("anonymous")).toBe(null)
})

test("the index key is made once: after a restart the same number is the same subject", async () => {
  const lookup = keyring.lookup("+4915112345612")
  keyring.close()
  const again = await openKeyring({ store, provider, kek, pinnedFingerprint: kek.fingerprint })
  expect(again.lookup("+4915112345612")).toBe(lookup)
  store.wrappedIndexKey = store.wrappedIndexKey!.slice(0, -1) + (store.wrappedIndexKey!.endsWith("A") ? "Q" : "A")
  const attempt = openKeyring({ store, provider, kek, pinnedFingerprint: kek.fingerprint })
  await expect(attempt).rejects.toMatchObject(refused)
})

test("a call that has not begun, whose key could not be stored, or that has ended, gets no recording key", async () => {
  expect(() => keyring.newRecordingKey(call, rec)).toThrow(expect.objectContaining(refused))
  store.faults.failNext("putCallKey")
  await expect(keyring.begin(call, null)).rejects.toMatchObject({ code: "STORAGE_FAILED" })
  expect(() => keyring.newRecordingKey(call, rec)).toThrow(expect.objectContaining(refused))
  await keyring.begin(call, null)
  expect(keyring.newRecordingKey(call, rec).key).toHaveLength(32)
  keyring.end(call)
  expect(() => keyring.newRecordingKey(call, rec)).toThrow(expect.objectContaining(refused))
})

test("a call that ends while its key is made leaves no key in memory", async () => {
  const begun = keyring.begin(call, null)
  keyring.end(call)
  await begun
  expect(() => keyring.newRecordingKey(call, rec)).toThrow(expect.objectContaining(refused))
})

test("a KEK that runs out while the gateway runs takes no more calls", async () => {
  let now = new Date()
  const aging = await openKeyring({ store, provider, kek, pinnedFingerprint: kek.fingerprint, now: () => now })
  await aging.begin(call, null)
  now = new Date(Date.parse(kek.notAfter) + 1)
  await expect(aging.begin(uuid(7), null)).rejects.toMatchObject(refused)
  expect(() => aging.newRecordingKey(call, rec)).toThrow(expect.objectContaining(refused))
})

test("each call has a key of its own", async () => {
  const ids = Array.from({ length: 60 }, (_, i) => uuid(100 + i))
  await Promise.all(ids.map((id) => keyring.begin(id, null)))
  const rows: CallKeyRow[] = store.callKeyRows
  expect(new Set(rows.map((row) => row.publicJwk)).size).toBe(60)
  const [row] = rows
  const privateKey = await unwrapCallKey(row!, provider)
  expect(createPublicKey(privateKey).equals(publicKeyOf(row!))).toBe(true)
})
