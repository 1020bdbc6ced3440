import { createHash } from "node:crypto"
import { beforeAll, beforeEach, expect, test } from "vitest"
import type { FileKeyProvider } from "../../src/keys/kek.ts"
import type { KekRow } from "../../src/keys/ports.ts"
import { decodeHeader } from "../../src/recording/header.ts"
import { testPermit } from "../fakes/receipts.ts"
import { freshKek } from "../keys/fixture.ts"
import { CALL, EPOCH, settle, world, type World } from "./harness.ts"

let kek: KekRow
let provider: FileKeyProvider
let w: World

beforeAll(async () => {
  ;({ kek, provider } = await freshKek())
})
beforeEach(async () => {
  w = await world(kek, provider)
})

const all = (bytes: Uint8Array, value: number) => bytes.every((byte) => byte === value)
const HOURS_72 = 72 * 3600_000

test("a call is recorded from its permit to its end, and plays back as it sounded", async () => {
  const recording = w.start()
  await w.leg.talk(500, 10, 20)
  await recording.started
  await w.leg.talk(20_000, 11, 21)
  await recording.finish("ended")

  const { left, right, wav } = await w.play(recording.id)
  expect(left).toHaveLength(20_500 * 8)
  expect(all(left.subarray(0, 4000), 10) && all(left.subarray(4000), 11)).toBe(true)
  expect(all(right.subarray(0, 4000), 20) && all(right.subarray(4000), 21)).toBe(true)
  expect(wav.subarray(0, 4).toString()).toBe("RIFF")
  expect(w.ledger.types).toEqual(["recording.started", "recording.sealed"])
  expect(w.leg.gate.counters()).toMatchObject({ received: 2050, written: 2050 })
})

test("the leaves, the row and the file state the same facts", async () => {
  const recording = w.start()
  await recording.started
  await w.leg.talk(5000)
  await recording.finish("ended")
  const row = (await w.rows.get(recording.id))!
  const bytes = w.blobs.blobs.get(row.blobUri)!.bytes
  const { header, sha256 } = decodeHeader(row.header)
  const [started] = w.ledger.of("recording.started")
  const [sealed] = w.ledger.of("recording.sealed")
  expect(started).toMatchObject({
    call: CALL,
    rec: recording.id,
    consent: 1,
    header_sha256: sha256.toString("base64url"),
    key_commitment: header.key_commitment,
    kek_fingerprint: kek.fingerprint,
  })
  expect(sealed).toMatchObject({
    rec: recording.id,
    ciphertext_sha256: createHash("sha256").update(bytes).digest("base64url"),
    ciphertext_len: bytes.length,
    segments: Math.ceil(bytes.length / 4096),
    delete_after: "2031-11-23",
  })
  expect(row).toMatchObject({
    state: "sealed",
    ciphertextLen: bytes.length,
    startedLeaf: 0,
    sealedLeaf: 1,
    headerSha256: started!.header_sha256,
    deleteAfter: "2031-11-23",
  })
  expect(header).toMatchObject({ call_id: CALL, recording_id: recording.id, authority: { index: 1, kind: "granted" } })
  expect(row.header.toString()).not.toContain("+49")
})

test("everything before the first kept byte is durable in the stated order", async () => {
  const recording = w.start()
  await recording.started
  await w.leg.talk(2000)
  await recording.finish("ended")
  const calls = w.faults.calls.slice(w.faults.calls.indexOf("putCallKey"))
  expect(calls.slice(0, 6)).toEqual([
    "putCallKey",
    "putRecordingKey",
    "append recording.started",
    "opened",
    "create",
    "write",
  ])
  expect(calls.slice(-5)).toEqual(["write", "sync", "close", "append recording.sealed", "sealed"])
})

test("frames wait in memory, not on the disk, until recording.started is durable, and none is lost", async () => {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  w.ledger.gate = promise
  const recording = w.start()
  await w.leg.talk(800, 33, 44)
  expect(w.blobs.blobs.size).toBe(0)
  resolve(undefined)
  await recording.started
  await w.leg.talk(200, 33, 44)
  await recording.finish("ended")
  const { left, right } = await w.play(recording.id)
  expect([left.length, all(left, 33), all(right, 44)]).toEqual([8000, true, true])
})

test("a start past its deadline is blocked: tap closed, nothing kept, and a commit that lands later is closed", async () => {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  w.ledger.gate = promise
  const recording = w.start()
  await w.leg.talk(1100, 33, 44)
  await expect(recording.started).rejects.toMatchObject({ code: "STORAGE_FAILED" })
  const kept = w.leg.gate.counters().written
  w.leg.frame("inbound", 33)
  expect(w.leg.gate.counters().written).toBe(kept)
  w.ledger.gate = null
  resolve(undefined)
  await recording.finish("ended")
  expect(w.ledger.types).toContain("recording.blocked")
  expect(w.ledger.types).not.toContain("recording.sealed")
  expect(w.ledger.of("recording.blocked")[0]).toMatchObject({ call: CALL, reason: "deadline" })
  expect(await w.rows.open()).toEqual([])
  expect(w.blobs.blobs.size).toBe(0)
})

for (const [port, reason] of [
  ["putRecordingKey", "storage"],
  ["append recording.started", "storage"],
  ["opened", "storage"],
] as const) {
  for (const persist of [false, true]) {
    test(`${port} that failed${persist ? " after it persisted" : ""} blocks the recording and leaves nothing open`, async () => {
      w.faults.failNext(port, { persist })
      const recording = w.start()
      await w.leg.talk(500)
      await expect(recording.started).rejects.toMatchObject({ code: "STORAGE_FAILED" })
      await recording.finish("ended")
      expect(w.faults.spent).toBe(true)
      expect(w.ledger.of("recording.blocked")).toMatchObject([{ call: CALL, reason }])
      expect(w.ledger.types).not.toContain("recording.sealed")
      expect(w.blobs.blobs.size).toBe(0)
      const row = await w.rows.get(recording.id)
      expect(row?.state ?? "failed").toBe("failed")
      expect(w.leg.gate.counters().written).toBeLessThanOrEqual(50)
    })
  }
}

for (const port of ["create", "write", "sync"]) {
  for (const persist of [false, true]) {
    test(`${port} that failed${persist ? " after it persisted" : ""} stops the recording, says so once, and lets the call go on`, async () => {
      const recording = w.start()
      const reasons: string[] = []
      recording.onFailure((reason) => reasons.push(reason))
      w.faults.failNext(port, { persist })
      await recording.started
      await w.leg.talk(7000)
      expect(w.faults.spent).toBe(true)
      expect(reasons).toEqual(["storage"])
      const { written } = w.leg.gate.counters()
      await w.leg.talk(100)
      expect(w.leg.gate.counters().written).toBe(written)
      await recording.finish("ended")
      expect(w.ledger.types).toEqual(["recording.started", "recording.failed"])
      expect(await w.rows.get(recording.id)).toMatchObject({ state: "failed" })
    })
  }
}

for (const port of ["sync", "close"]) {
  test(`a ${port} that fails at the end is a failure, not a sealed recording`, async () => {
    const recording = w.start()
    await recording.started
    await w.leg.talk(2000)
    w.faults.failNext(port)
    await recording.finish("ended")
    expect(w.faults.spent).toBe(true)
    expect(w.ledger.types).toEqual(["recording.started", "recording.failed"])
  })
}

for (const persist of [false, true]) {
  test(`a sealed leaf that failed${persist ? " after it persisted" : ""} is told to whoever finishes`, async () => {
    const recording = w.start()
    await recording.started
    await w.leg.talk(1000)
    w.faults.failNext("append recording.sealed", { persist })
    await expect(recording.finish("ended")).rejects.toMatchObject({ code: "STORAGE_FAILED" })
    expect((await w.rows.get(recording.id))?.state).toBe(persist ? "sealed" : "open")
  })
}

test("a call without a key is not recorded", async () => {
  w.keyring.end(CALL)
  const recording = w.start()
  await expect(recording.started).rejects.toMatchObject({ code: "STORAGE_FAILED" })
  await recording.finish("ended")
  expect(w.ledger.of("recording.blocked")).toMatchObject([{ reason: "key" }])
})

test("a look-alike permit is refused before anything happens", () => {
  const permit = testPermit(CALL)
  const forged = { callId: CALL, effectiveAt: 0, authority: permit.authority }
  const call = {
    callId: CALL,
    lineId: "main",
    trunk: "t",
    carrierCallId: "c",
    from: null,
    to: "x",
    direction: "inbound" as const,
  }
  expect(() => w.recorder.start(call, w.leg.leg, forged as unknown as typeof permit)).toThrow(
    expect.objectContaining({ code: "PERMIT_REFUSED" }),
  )
  expect(w.ledger.leaves).toEqual([])
})

test("writes are batched, at least one a second, synced every five, and never two at once", async () => {
  const recording = w.start()
  await recording.started
  const before = w.faults.calls.length
  await w.leg.talk(20_000)
  const calls = w.faults.calls.slice(before)
  const writes = calls.filter((call) => call === "write").length
  const syncs = calls.filter((call) => call === "sync").length
  expect(writes).toBeGreaterThanOrEqual(20)
  expect(writes).toBeLessThan(40)
  expect(syncs).toBeGreaterThanOrEqual(3)
  expect(syncs).toBeLessThan(7)
  const uri = w.blobs.uri(recording.id)
  const { bytes } = w.blobs.blobs.get(uri)!
  // What a killed process would lose: less than 1.1 s of 16 kB.
  expect(20_000 * 16 - bytes.length).toBeLessThan(1.1 * 16_000)
  await recording.finish("ended")
})

test("a disk that stands still fails the recording instead of filling the memory", async () => {
  const recording = w.start()
  await recording.started
  const reasons: string[] = []
  recording.onFailure((reason) => reasons.push(reason))
  const { promise, resolve } = Promise.withResolvers<undefined>()
  w.blobs.gate = promise
  await w.leg.talk(9000)
  expect(reasons).toEqual([])
  await w.leg.talk(3000)
  expect(reasons).toEqual(["storage"])
  resolve(undefined)
  w.blobs.gate = null
  await recording.finish("ended")
  expect(w.ledger.types).toEqual(["recording.started", "recording.failed"])
})

test("a pause keeps nothing, stays on the time axis as silence, and is in the ledger between started and sealed", async () => {
  const recording = w.start()
  recording.pause("card")
  recording.resume()
  await recording.started
  await w.leg.talk(2000, 10, 20)
  recording.pause("card")
  await w.leg.talk(15_000, 66, 77)
  recording.resume()
  await w.leg.talk(2000, 12, 22)
  await recording.finish("ended")

  const { left, right } = await w.play(recording.id)
  expect(left).toHaveLength(19_000 * 8)
  expect(all(left.subarray(0, 16_000), 10) && all(right.subarray(0, 16_000), 20)).toBe(true)
  expect(all(left.subarray(16_000, 136_000), 0xff) && all(right.subarray(16_000, 136_000), 0xff)).toBe(true)
  expect(all(left.subarray(136_000), 12) && all(right.subarray(136_000), 22)).toBe(true)
  expect(w.ledger.types).toEqual([
    "recording.started",
    "recording.paused",
    "recording.resumed",
    "recording.paused",
    "recording.resumed",
    "recording.sealed",
  ])
  expect(w.ledger.of("recording.paused").map((leaf) => leaf.media_ms)).toEqual([0, 2000])
  expect(w.ledger.of("recording.resumed").map((leaf) => leaf.media_ms)).toEqual([0, 17_000])
  expect(w.leg.gate.counters().paused).toBe(1500)
  expect(Math.max(...w.blobs.writes)).toBeLessThan(40_000)
})

test("a minute without a frame do not pile up: they become silence at the pace of the call", async () => {
  const recording = w.start()
  await recording.started
  await w.leg.talk(1000, 10, 20)
  for (let i = 0; i < 60; i++) {
    w.clock.advance(1000)
    await settle()
  }
  await w.leg.talk(1000, 12, 22)
  await recording.finish("ended")
  const { left } = await w.play(recording.id)
  expect(left).toHaveLength(62_000 * 8)
  expect(all(left.subarray(-8000), 12)).toBe(true)
  expect(w.ledger.types).toEqual(["recording.started", "recording.sealed"])
  expect(Math.max(...w.blobs.writes)).toBeLessThan(120_000)
})

test("a withdrawal closes the tap before it returns, and restricts what exists in the commit that seals it", async () => {
  const recording = w.start()
  await recording.started
  await w.leg.talk(2000)
  const at = w.clock.now()
  const finished = recording.finish("withdrawn")
  w.leg.frame("inbound", 99)
  expect(w.leg.gate.counters().after_withdrawal).toBe(1)
  await finished
  const shredAt = new Date(EPOCH + at + HOURS_72).toISOString()
  expect(w.faults.calls.filter((call) => call.startsWith("append"))).toEqual([
    "append recording.started",
    "append recording.sealed",
  ])
  expect(w.ledger.types).toEqual(["recording.started", "recording.sealed", "restriction.set"])
  expect(w.ledger.of("restriction.set")[0]).toMatchObject({ rec: recording.id, reason: "withdrawn", until: shredAt })
  expect(await w.rows.get(recording.id)).toMatchObject({ state: "restricted", shredAt })
  await expect(w.play(recording.id)).rejects.toMatchObject({ code: "RECORDING_RESTRICTED" })
})

test("stopped by the agent's side it ends at once and says by whom, and what was recorded can be played", async () => {
  const recording = w.start()
  await recording.started
  await w.leg.talk(2000)
  const finished = recording.finish({ stoppedBy: "user_1" })
  w.leg.frame("inbound", 99)
  expect(w.leg.gate.counters()).toMatchObject({ paused: 1, after_withdrawal: 0 })
  await finished
  expect(w.ledger.types).toEqual(["recording.started", "recording.stopped", "recording.sealed"])
  expect(w.ledger.of("recording.stopped")[0]).toMatchObject({ rec: recording.id, media_ms: 2000, by: "user_1" })
  expect(await w.rows.get(recording.id)).toMatchObject({ state: "sealed", shredAt: null })
})

test("where the line says so, a withdrawn recording is due at once", async () => {
  w = await world(kek, provider, {
    retentionOf: () => ({ policy: "p", deleteAfter: () => "2030-01-01", shredAtOnce: true }),
  })
  const recording = w.start()
  await recording.started
  await recording.finish("withdrawn")
  expect((await w.rows.get(recording.id))?.shredAt).toBe(new Date(EPOCH + w.clock.now()).toISOString())
})

test("a failed recording whose consent is withdrawn is restricted too", async () => {
  const recording = w.start()
  await recording.started
  w.faults.failNext("write")
  await w.leg.talk(2000)
  await recording.finish("withdrawn")
  expect(w.ledger.types).toEqual(["recording.started", "recording.failed", "restriction.set"])
  expect((await w.rows.get(recording.id))?.state).toBe("restricted")
})

test("a call that ends while its recording starts is sealed with what it said", async () => {
  const recording = w.start()
  w.leg.frame("inbound", 10)
  await recording.finish("ended")
  await recording.started
  const { left } = await w.play(recording.id)
  expect(left).toEqual(Buffer.alloc(160, 10))
  expect(recording.finish("ended")).toBe(recording.finish("ended"))
})

test("no frame from before the permit, inside a pause, or after a withdrawal is in any byte that was kept", async () => {
  const canary = 0x5a
  await w.leg.talk(500, canary, canary)
  const recording = w.start()
  await recording.started
  await w.leg.talk(1000, 1, 2)
  recording.pause("card")
  await w.leg.talk(1000, canary, canary)
  recording.resume()
  await w.leg.talk(1000, 1, 2)
  const finished = recording.finish("withdrawn")
  await w.leg.talk(500, canary, canary)
  await finished
  const row = (await w.rows.get(recording.id))!
  w.rows.rows.set(row.id, { ...row, state: "sealed" })
  const { left, right } = await w.play(recording.id)
  expect(left.includes(canary) || right.includes(canary)).toBe(false)
  expect(left).toHaveLength(24_000)
  expect(w.leg.gate.counters()).toMatchObject({ before_consent: 50, paused: 100, after_withdrawal: 50 })
})

test("no plaintext ever reaches the store of files", async () => {
  const recording = w.start()
  await recording.started
  await w.leg.talk(5000, 10, 20)
  const { bytes } = w.blobs.blobs.get(w.blobs.uri(recording.id))!
  expect(bytes.length).toBeGreaterThan(40_000)
  expect(bytes.includes(Buffer.from([10, 20, 10, 20, 10, 20, 10, 20]))).toBe(false)
  await recording.finish("ended")
})

test("when nothing is recorded, nothing ticks", async () => {
  const recording = w.start()
  await recording.started
  await recording.finish("ended")
  w.clock.advance(2000)
  expect(w.clock.timers).toBe(0)
})

test("what is logged names call and recording, and no audio", async () => {
  w.faults.failNext("putRecordingKey")
  const recording = w.start()
  await expect(recording.started).rejects.toThrow()
  await recording.finish("ended")
  expect(w.logged).toEqual([
    {
      facts: { callId: CALL, recordingId: recording.id, code: "STORAGE_FAILED" },
      message: "a recording did not start",
    },
  ])
})
