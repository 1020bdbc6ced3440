import { createHash, randomUUID } from "node:crypto"
import { beforeAll, beforeEach, expect, test } from "vitest"
import type { FileKeyProvider } from "../../src/keys/kek.ts"
import type { KekRow } from "../../src/keys/ports.ts"
import { recoverRecordings } from "../../src/recording/recover.ts"
import { freshKek } from "../keys/fixture.ts"
import { EPOCH, world, type World } from "./harness.ts"

let kek: KekRow
let provider: FileKeyProvider
let w: World

beforeAll(async () => {
  ;({ kek, provider } = await freshKek())
})
beforeEach(async () => {
  w = await world(kek, provider)
})

/** A recording as a killed process leaves it: row open, file with a torn tail. Resolves to its id. */
async function killed(ms = 5000, torn = 700): Promise<string> {
  const recording = w.start()
  await recording.started
  await w.leg.talk(ms)
  const blob = w.blobs.blobs.get(w.blobs.uri(recording.id))!
  blob.bytes = blob.bytes.subarray(
    0,
    Math.min(blob.bytes.length, Math.floor(blob.bytes.length / 4096) * 4096 - 4096 + torn),
  )
  return recording.id
}

const recover = (withdrawnShredAt: (callId: string) => Promise<Date | null> = async () => null) =>
  recoverRecordings({
    ...w,
    log: { error: () => undefined, warn: () => undefined },
    withdrawnShredAt,
    wallClock: () => EPOCH,
  })

test("a killed recording keeps its whole segments, says so in the ledger, and plays", async () => {
  const id = await killed()
  const torn = w.blobs.blobs.get(w.blobs.uri(id))!.bytes
  expect(torn.length % 4096).toBe(700)
  const segments = Math.floor(torn.length / 4096)
  expect(segments).toBeGreaterThan(10)

  expect(await recover()).toEqual({ recovered: [id], lost: [], quarantined: 0 })
  const whole = torn.subarray(0, segments * 4096)
  expect(w.blobs.blobs.get(w.blobs.uri(id))!.bytes.equals(whole)).toBe(true)
  expect(w.ledger.of("recording.recovered")).toMatchObject([
    {
      rec: id,
      segments,
      ciphertext_len: whole.length,
      ciphertext_sha256: createHash("sha256").update(whole).digest("base64url"),
      delete_after: "2031-11-23",
    },
  ])
  expect(await w.rows.get(id)).toMatchObject({ state: "recovered", segments, sealedLeaf: 1 })
  const { left, right } = await w.play(id)
  expect(left).toHaveLength((4040 + (segments - 1) * 4080) / 2)
  expect(left.every((byte) => byte === 10) && right.every((byte) => byte === 20)).toBe(true)
})

test("a kill between the last write and the sealed leaf loses nothing that was whole", async () => {
  const recording = w.start()
  await recording.started
  await w.leg.talk(2000)
  w.faults.failNext("append recording.sealed")
  await expect(recording.finish("ended")).rejects.toThrow()
  const size = w.blobs.blobs.get(w.blobs.uri(recording.id))!.bytes.length
  expect((await recover()).recovered).toEqual([recording.id])
  expect((await w.rows.get(recording.id))?.ciphertextLen).toBe(Math.floor(size / 4096) * 4096)
  await expect(w.play(recording.id)).resolves.toBeDefined()
})

test("a row without a file, and a file without one whole segment, are lost, and the remnant is put away", async () => {
  const missing = await killed()
  w.blobs.blobs.delete(w.blobs.uri(missing))
  expect(await recover()).toEqual({ recovered: [], lost: [missing], quarantined: 0 })
  expect(w.ledger.of("recording.lost")).toMatchObject([{ rec: missing, reason: "file_missing" }])
  expect(await w.rows.get(missing)).toMatchObject({ state: "lost" })

  w = await world(kek, provider)
  const tiny = await killed()
  const uri = w.blobs.uri(tiny)
  w.blobs.blobs.get(uri)!.bytes = Buffer.alloc(4095)
  expect(await recover()).toEqual({ recovered: [], lost: [tiny], quarantined: 0 })
  expect(w.ledger.of("recording.lost")).toMatchObject([{ rec: tiny, reason: "nothing_whole" }])
  expect([...w.blobs.quarantined.keys()]).toEqual([uri])
})

test("a file of no recording is put in quarantine, and one of a known recording is not", async () => {
  const recording = w.start()
  await recording.started
  await recording.finish("ended")
  const stranger = w.blobs.uri(randomUUID())
  for (const uri of [stranger, "memory:notes.txt"]) await w.blobs.create(uri)
  expect((await recover()).quarantined).toBe(2)
  expect([...w.blobs.blobs.keys()]).toEqual([w.blobs.uri(recording.id)])
})

test("a call whose consent was withdrawn before the kill is restricted in the commit that recovers it", async () => {
  const id = await killed()
  const shredAt = new Date(EPOCH + 72 * 3600_000)
  await recover(async () => shredAt)
  expect(w.ledger.types).toEqual(["recording.started", "recording.recovered", "restriction.set"])
  expect(await w.rows.get(id)).toMatchObject({
    state: "restricted",
    shredAt: shredAt.toISOString(),
  })
  await expect(w.play(id)).rejects.toMatchObject({ code: "RECORDING_RESTRICTED" })
})

for (const port of ["truncate", "read", "append recording.recovered", "sealed"]) {
  for (const persist of [false, true]) {
    test(`a start-up that broke at ${port}${persist ? " after it persisted" : ""} is finished by the next one`, async () => {
      const id = await killed()
      w.faults.failNext(port, { persist })
      await expect(recover()).rejects.toMatchObject({ code: "STORAGE_FAILED" })
      expect(w.faults.spent).toBe(true)
      await recover()
      expect(w.ledger.of("recording.recovered")).toHaveLength(1)
      expect(await w.rows.get(id)).toMatchObject({ state: "recovered" })
      await expect(w.play(id)).resolves.toBeDefined()
      expect(await recover()).toEqual({ recovered: [], lost: [], quarantined: 0 })
    })
  }
}

test("a call past midnight is kept a day longer than its start says", async () => {
  const id = await killed()
  const row = (await w.rows.get(id))!
  w.rows.rows.set(id, { ...row, startedAt: "2026-11-23T23:59:59.000Z" })
  await recover()
  expect(w.ledger.of("recording.recovered")[0]!.delete_after).toBe("2031-11-24")
})
