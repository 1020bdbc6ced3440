import { randomBytes } from "node:crypto"
import { readdir, readFile, rm } from "node:fs/promises"
import { join } from "node:path"
import Sqlite from "better-sqlite3"
import { expect, test } from "vitest"
import { uuidv7 } from "../../../src/ids.ts"
import { openEmbedded } from "../../../src/storage/embedded/open.ts"
import { callKey, kek } from "../key-store.conformance.ts"
import { freshFolder, openFresh } from "./folder.ts"

/** Which of `needles` are somewhere in the files of the key store (keys.db, -wal, -shm, whatever there is). */
async function found(folder: string, needles: readonly string[]): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.startsWith("keys.db"))
  const files = await Promise.all(names.map((name) => readFile(join(folder, name), "latin1")))
  return needles.filter((needle) => files.some((file) => file.includes(needle)))
}

const secret = (bytes: number): string => randomBytes(bytes).toString("base64url")

test("a shredded wrapped key is in no byte of the key store's files, while its neighbours still are", async () => {
  await using opened = await openFresh()
  const { keyStore: keys, folder } = opened
  await keys.putKek(kek)
  const [a, b] = [uuidv7(1), uuidv7(2)]
  const jwe = { ckA: secret(900), ckB: secret(900), rkA: secret(480), rkB: secret(480), opA: secret(600) }
  await keys.putCallKey(callKey(a, { wrappedJwe: jwe.ckA }))
  await keys.putCallKey(callKey(b, { wrappedJwe: jwe.ckB }))
  await keys.putRecordingKey({ recordingId: a, callKeyId: `ck_${a}`, gen: 1, wrappedJwe: jwe.rkA })
  await keys.putRecordingKey({ recordingId: b, callKeyId: `ck_${b}`, gen: 1, wrappedJwe: jwe.rkB })
  await keys.putOpening({ leafId: a, callKeyId: `ck_${a}`, gen: 1, jwe: jwe.opA })
  await keys.linkSubject("lookup-of-a-person", "+49 ... 56", { callId: a, callKeyId: `ck_${a}` })
  expect(await found(folder, Object.values(jwe))).toEqual(Object.values(jwe))

  await keys.shredRecordingKey(b)
  expect(await found(folder, [jwe.rkB, jwe.ckB])).toEqual([jwe.ckB])
  await keys.shredCallKeys([`ck_${a}`], "lookup-of-a-person")
  expect(await found(folder, [jwe.ckA, jwe.rkA, jwe.opA, jwe.ckB])).toEqual([jwe.ckB])
  expect(await found(folder, ["lookup-of-a-person", "+49 ... 56"])).toEqual([])
})

test("of hundreds of keys written and shredded in any order, every shredded one is gone and every other one is there", async () => {
  await using opened = await openFresh()
  const { keyStore: keys, folder } = opened
  await keys.putKek(kek)
  const live = new Map<string, string>()
  const shredded: string[] = []
  // Long and short rows, so that pages split, merge and rebalance.
  for (let i = 0; i < 250; i++) {
    const id = uuidv7(1_000_000 + i)
    const jwe = secret(200 + ((i * 7919) % 900))
    await keys.putCallKey(callKey(id, { wrappedJwe: secret(50) }))
    await keys.putRecordingKey({ recordingId: id, callKeyId: `ck_${id}`, gen: 1, wrappedJwe: jwe })
    live.set(id, jwe)
    if (i % 3 !== 0) {
      const victim = [...live.keys()][(i * 104_729) % live.size]!
      shredded.push(live.get(victim)!)
      live.delete(victim)
      if (i % 2 === 0) await keys.shredRecordingKey(victim)
      else await keys.shredCallKeys([`ck_${victim}`])
    }
  }
  expect(shredded.length).toBeGreaterThan(150)
  expect(live.size).toBeGreaterThan(60)
  expect(await found(folder, shredded)).toEqual([])
  expect(await found(folder, [...live.values()])).toHaveLength(live.size)
  // Parts of a key are as bad as the whole.
  const middles = shredded.map((jwe) => jwe.slice(100, 140))
  expect(await found(folder, middles)).toEqual([])
})

test(
  "a shred that a foreign reader holds up says so, and is completed by calling it again",
  { timeout: 15_000 },
  async () => {
    const folder = await freshFolder()
    const embedded = await openEmbedded(folder)
    try {
      const { keyStore: keys } = embedded
      await keys.putKek(kek)
      const id = uuidv7()
      const jwe = secret(500)
      await keys.putCallKey(callKey(id, { wrappedJwe: jwe }))
      const foreign = new Sqlite(join(folder, "keys.db"), { readonly: true })
      foreign.exec("begin")
      foreign.prepare("select count(*) from call_key").get()
      await expect(keys.shredCallKeys([`ck_${id}`])).rejects.toMatchObject({ code: "STORAGE_FAILED" })
      expect(await found(folder, [jwe])).toEqual([jwe])
      foreign.exec("commit")
      foreign.close()
      await keys.shredCallKeys([`ck_${id}`])
      expect(await found(folder, [jwe])).toEqual([])
    } finally {
      await embedded.close()
      await rm(folder, { recursive: true, force: true })
    }
  },
)
