import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { CallKeyRow, KekRow, KeyStore } from "../../src/keys/ports.ts"
import { uuidv7 } from "../../src/ids.ts"
import { idsInOrder } from "./rows.ts"

export interface OpenedKeys {
  readonly keys: KeyStore
  readonly close: () => Promise<void>
}

export const kek: KekRow = {
  id: "kek-1",
  epoch: 1,
  provider: "file",
  ref: "kek-1.pem",
  publicPem: "-----BEGIN PUBLIC KEY-----",
  fingerprint: "fp-1",
  state: "active",
  notBefore: "2026-11-23T00:00:00.000Z",
  notAfter: "2026-11-30T00:00:00.000Z",
  destroyedAt: null,
}

export function callKey(callId: string, changes: Partial<CallKeyRow> = {}): CallKeyRow {
  const id = `ck_${callId}`
  return {
    id,
    gen: 1,
    callId,
    publicJwk: `{"crv":"P-384"}`,
    kekId: kek.id,
    wrappedJwe: `call-key-${id}`,
    createdAt: "2026-11-23T16:20:00.000Z",
    ...changes,
  }
}

export function keyStoreConformance(name: string, open: () => Promise<OpenedKeys>): void {
  describe(`${name} as the key store`, () => {
    let opened: OpenedKeys
    let keys: KeyStore
    const [a, b, c] = idsInOrder(3)
    beforeEach(async () => {
      opened = await open()
      keys = opened.keys
      await keys.putKek(kek)
    })
    afterEach(() => opened.close())

    /** A call with its key, one recording key and one opening. */
    async function call(id: string, lookup: string | null): Promise<string> {
      const key = callKey(id)
      await keys.putCallKey(key)
      await keys.putRecordingKey({ recordingId: id, callKeyId: key.id, gen: 1, wrappedJwe: `rk-${id}` })
      await keys.putOpening({ leafId: id, callKeyId: key.id, gen: 1, jwe: `op-${id}` })
      if (lookup !== null) await keys.linkSubject(lookup, `masked ${lookup}`, { callId: id, callKeyId: key.id })
      return key.id
    }

    test("a KEK goes through its states, and never gets another public key", async () => {
      const destroyed: KekRow = { ...kek, state: "destroyed", destroyedAt: "2026-12-01T00:00:00.000Z" }
      await keys.putKek({ ...kek, id: "kek-2", epoch: 2, fingerprint: "fp-2" })
      await keys.putKek(destroyed)
      expect((await keys.keks()).map((row) => [row.id, row.state])).toEqual([
        ["kek-1", "destroyed"],
        ["kek-2", "active"],
      ])
      await expect(keys.putKek({ ...kek, fingerprint: "other" })).rejects.toMatchObject({ code: "CONFLICT" })
      expect((await keys.keks())[0]).toEqual(destroyed)
    })

    test("the newest generation of a call key is the one that answers", async () => {
      expect(await keys.callKey(`ck_${a!}`)).toBeNull()
      await keys.putCallKey(callKey(a!, { gen: 2, wrappedJwe: "second" }))
      await keys.putCallKey(callKey(a!))
      expect(await keys.callKey(`ck_${a!}`)).toEqual(callKey(a!, { gen: 2, wrappedJwe: "second" }))
      expect(await keys.callKeyOfCall(a!)).toMatchObject({ gen: 2 })
      expect(await keys.callKeyOfCall(b!)).toBeNull()
      await expect(keys.putCallKey(callKey(a!))).rejects.toMatchObject({ code: "CONFLICT" })
    })

    test("a wrapped key is never replaced, and never hangs in the air", async () => {
      const id = await call(a!, null)
      const again = { recordingId: a!, callKeyId: id, gen: 1, wrappedJwe: "another" }
      await expect(keys.putRecordingKey(again)).rejects.toMatchObject({ code: "CONFLICT" })
      expect((await keys.recordingKey(a!))?.wrappedJwe).toBe(`rk-${a!}`)
      const orphan = { recordingId: b!, callKeyId: "ck_nobody", gen: 1, wrappedJwe: "x" }
      await expect(keys.putRecordingKey(orphan)).rejects.toMatchObject({ code: "NOT_FOUND" })
      const opening = { leafId: b!, callKeyId: "ck_nobody", gen: 1, jwe: "x" }
      await expect(keys.putOpening(opening)).rejects.toMatchObject({ code: "NOT_FOUND" })
    })

    test("the index key is made once", async () => {
      expect(await keys.indexKey()).toBeNull()
      await keys.putIndexKey("wrapped")
      await expect(keys.putIndexKey("another")).rejects.toMatchObject({ code: "CONFLICT" })
      expect(await keys.indexKey()).toBe("wrapped")
    })

    test("a subject groups its calls; a call without a number has none", async () => {
      const [keyA, keyB] = [await call(a!, "x"), await call(b!, "x")]
      await call(c!, null)
      expect(await keys.callsOfSubject("x")).toEqual([
        { callId: a, callKeyId: keyA },
        { callId: b, callKeyId: keyB },
      ])
      expect(await keys.callsOfSubject("y")).toEqual([])
      expect(await keys.lookupOfCall(b!)).toBe("x")
      expect(await keys.maskedOfCall(b!)).toBe("masked x")
      expect(await keys.lookupOfCall(c!)).toBeNull()
      expect(await keys.maskedOfCall(c!)).toBeNull()
    })

    test("shredding one recording key leaves the call's other keys", async () => {
      const id = await call(a!, "x")
      await keys.putRecordingKey({ recordingId: b!, callKeyId: id, gen: 1, wrappedJwe: "kept" })
      await keys.shredRecordingKey(a!)
      await keys.shredRecordingKey(a!)
      await keys.shredRecordingKey()
      expect(await keys.recordingKey(a!)).toBeNull()
      expect((await keys.recordingKey(b!))?.wrappedJwe).toBe("kept")
      expect(await keys.openings(id)).toHaveLength(1)
    })

    test("shredding call keys takes all generations and all that hangs on them, and nothing of other calls", async () => {
      const id = await call(a!, "x")
      const other = await call(b!, "x")
      await keys.putCallKey(callKey(a!, { gen: 2 }))
      await keys.putOpening({ leafId: uuidv7(), callKeyId: id, gen: 2, jwe: "op" })
      await keys.shredCallKeys([id, "ck_never"])
      await keys.shredCallKeys([id])
      expect(await keys.callKey(id)).toBeNull()
      expect(await keys.recordingKey(a!)).toBeNull()
      expect(await keys.openings(id)).toEqual([])
      expect(await keys.lookupOfCall(a!)).toBeNull()
      expect(await keys.callsOfSubject("x")).toEqual([{ callId: b, callKeyId: other }])
      expect(await keys.callKey(other)).toEqual(callKey(b!))
      expect(await keys.openings(other)).toHaveLength(1)
    })

    test("a subject goes with its last call and not before, and a later call begins a new one", async () => {
      const [first, second] = [await call(a!, "x"), await call(c!, "x")]
      await keys.shredCallKeys([first], "x")
      expect(await keys.callsOfSubject("x")).toEqual([{ callId: c, callKeyId: second }])
      expect(await keys.maskedOfCall(c!)).not.toBeNull()
      await keys.shredCallKeys([second], "x")
      await keys.shredCallKeys([second], "x")
      expect(await keys.callsOfSubject("x")).toEqual([])
      expect(await keys.maskedOfCall(c!)).toBeNull()
      await call(b!, "x")
      expect((await keys.callsOfSubject("x")).map((link) => link.callId)).toEqual([b])
    })

    test("recording keys that nobody's recording knows are found, however many there are", async () => {
      const id = await call(a!, null)
      const ids = idsInOrder(1100, Date.parse("2026-11-24T00:00:00Z"))
      for (const recordingId of ids) await keys.putRecordingKey({ recordingId, callKeyId: id, gen: 1, wrappedJwe: "x" })
      const orphans = await keys.orphanRecordingKeys(async (recordingId) => recordingId === a || recordingId === ids[7])
      expect(orphans).toEqual(ids.filter((recordingId) => recordingId !== ids[7]))
    })
  })
}
