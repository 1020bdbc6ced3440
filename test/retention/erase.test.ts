import { createHash, randomUUID } from "node:crypto"
import { expect, test } from "vitest"
import { leafSchema } from "../../src/ledger/entry.ts"
import type { RecordingState } from "../../src/recording/ports.ts"
import { createEraser } from "../../src/retention/erase.ts"
import { flushOutbox } from "../../src/retention/outbox.ts"
import { MemoryDestruction, type Step } from "../fakes/destruction.ts"

const subject = "lookup-of-a-number"

function worldWithOne(state: RecordingState = "sealed") {
  const world = new MemoryDestruction()
  const [id, callId] = [randomUUID(), randomUUID()]
  world.add(id, callId, subject, state)
  return { world, id, callId, eraser: createEraser(world.deps()) }
}

test("an erased recording has no key and no object, and leaves a tombstone whose hash can be recomputed", async () => {
  const { world, id, eraser } = worldWithOne()
  expect(world.readable(id)).toBe(true)
  const erased = await eraser.eraseRecording(id, "request")
  expect(world.recordingKeys.size).toBe(0)
  expect(world.blobs.size).toBe(0)
  expect(world.recordings.get(id)?.state).toBe("shredded")
  expect(world.recordings.get(id)?.header).toHaveLength(55)
  const jcs = `{"ciphertext_sha256":"${"c".repeat(43)}","erased_at":"2026-11-23T12:34:56.789Z","header_sha256":"${"h".repeat(43)}","reason":"request","recording_id":"${id}"}`
  expect(erased).toEqual({
    recordingId: id,
    erasedAt: "2026-11-23T12:34:56.789Z",
    reason: "request",
    tombstoneSha256: createHash("sha256").update(jcs).digest("base64url"),
  })
  expect(world.log).toEqual(["putShredIntents", "shredRecordingKey", "remove", "shredded"])
})

test("other recordings of the same call stay readable", async () => {
  const { world, id, callId, eraser } = worldWithOne()
  const other = randomUUID()
  world.add(other, callId, subject)
  await eraser.eraseRecording(id, "request")
  expect(world.readable(other)).toBe(true)
})

test.each(["sealed", "recovered", "restricted", "failed", "lost"] as const)(
  "a recording that is %s can be erased",
  async (state) => {
    const { world, id, eraser } = worldWithOne(state)
    await eraser.eraseRecording(id, "request")
    expect(world.recordings.get(id)?.state).toBe("shredded")
  },
)

test("a recording that is still being made is refused, and nothing of it is touched", async () => {
  const { world, id, eraser } = worldWithOne("open")
  await expect(eraser.eraseRecording(id, "request")).rejects.toMatchObject({ code: "CONFLICT" })
  expect(world.log).toEqual([])
  expect(world.readable(id)).toBe(true)
})

test("a recording that never was is not found", async () => {
  const { eraser } = worldWithOne()
  await expect(eraser.eraseRecording(randomUUID(), "request")).rejects.toMatchObject({ code: "NOT_FOUND" })
  await expect(eraser.planRecording(randomUUID())).rejects.toMatchObject({ code: "NOT_FOUND" })
})

test("erasing again, or twice at once, gives the first answer and one leaf", async () => {
  const { world, id, eraser } = worldWithOne()
  const [first, second] = await Promise.all([
    eraser.eraseRecording(id, "request"),
    eraser.eraseRecording(id, "retention"),
  ])
  world.now = new Date("2026-12-01T00:00:00.000Z")
  expect(second).toEqual(first)
  expect(await eraser.eraseRecording(id, "retention")).toEqual(first)
  expect(world.outbox.size).toBe(1)
})

const recordingSteps: readonly Step[] = ["putShredIntents", "shredRecordingKey", "remove", "shredded"]
const subjectSteps: readonly Step[] = ["putErasureIntent", "shredCallKeys", "remove", "erased"]
const crashes = [false, true].flatMap((persist) => [
  ...recordingSteps.map((step) => ({ kind: "recording" as const, step, persist })),
  ...recordingSteps.map((step) => ({ kind: "bulk" as const, step, persist })),
  ...subjectSteps.map((step) => ({ kind: "subject" as const, step, persist })),
])

test.each(crashes)(
  "a crash of a $kind erasure at $step (took effect: $persist) is finished at the next start",
  async (crash) => {
    const world = new MemoryDestruction()
    const ids = [randomUUID(), randomUUID(), randomUUID()]
    for (const id of ids) world.add(id, randomUUID(), subject)
    const run = (): Promise<unknown> => {
      const eraser = createEraser(world.deps())
      if (crash.kind === "bulk") return eraser.eraseMany(ids)
      return crash.kind === "recording" ? eraser.eraseRecording(ids[0]!, "request") : eraser.eraseSubject(subject)
    }
    world.failNext(crash.step, { persist: crash.persist })
    await expect(run()).rejects.toMatchObject({ code: "STORAGE_FAILED" })
    expect(world.failurePending).toBe(false)

    const restarted = createEraser(world.deps())
    const intents = world.shredIntents.size + world.erasureIntents.size
    expect(await restarted.resume()).toEqual({ finished: intents, failures: [] })
    expect(world.shredIntents.size + world.erasureIntents.size).toBe(0)
    // Before the intent was durable nothing had been promised or destroyed: asking again erases.
    if (!crash.persist && crash.step.startsWith("put")) {
      expect(intents).toBe(0)
      expect(ids.every((id) => world.readable(id))).toBe(true)
    }
    await run()

    const gone = crash.kind === "recording" ? ids.slice(0, 1) : ids
    for (const id of gone) {
      expect(world.readable(id)).toBe(false)
      expect(world.blobs.has(`blob:${id}`)).toBe(false)
      expect(world.recordings.get(id)?.state).toBe("shredded")
    }
    for (const id of ids.slice(gone.length)) expect(world.readable(id)).toBe(true)
    await flushOutbox({ rows: world.rows, ledger: world.appender }, "2026-11-24")
    const shredLeaves = world.ledger.filter((leaf) => leaf.type === "recording.shredded")
    expect(shredLeaves.map((leaf) => leaf.rec).sort()).toEqual([...gone].sort())
    expect(world.ledger.filter((leaf) => leaf.type === "erasure.executed")).toHaveLength(
      crash.kind === "subject" ? 1 : 0,
    )
  },
)

test("a person's erasure destroys all call keys in one step before any object, and leaves other people's alone", async () => {
  const world = new MemoryDestruction()
  const mine = [randomUUID(), randomUUID()]
  const other = randomUUID()
  for (const id of mine) world.add(id, randomUUID(), subject)
  world.add(other, randomUUID(), "another")
  const result = await createEraser(world.deps()).eraseSubject(subject)
  expect(world.log).toEqual(["putErasureIntent", "shredCallKeys", "remove", "erased"])
  expect(result.calls).toBe(2)
  expect(result.recordings.map((item) => item.recordingId).sort()).toEqual([...mine].sort())
  expect(world.subjects.has(subject)).toBe(false)
  expect(world.readable(other)).toBe(true)
  expect(world.callKeys.size).toBe(1)

  // The count stands in the leaf only as a salted digest, which the answer opens.
  const leaves = [...world.outbox.values()].map((entry) =>
    leafSchema.parse({ ...(JSON.parse(entry.leaf) as object), ts: "2026-11-23T00:00:00.000Z" }),
  )
  const executed = leaves.find((leaf) => leaf.type === "erasure.executed")!
  expect(executed._sd).toEqual([createHash("sha256").update(result.disclosure!).digest("base64url")])
  expect(JSON.parse(Buffer.from(result.disclosure!, "base64url").toString())).toEqual([
    expect.stringMatching(/^[\w-]{22}$/),
    "count",
    2,
  ])
})

test("a number nothing is held under gives an empty answer, also after it was erased", async () => {
  const { world, eraser } = worldWithOne()
  await eraser.eraseSubject(subject)
  const leaves = world.outbox.size
  expect(await eraser.eraseSubject(subject)).toMatchObject({ calls: 0, recordings: [], disclosure: null })
  expect(world.outbox.size).toBe(leaves)
})

test.each(["open recording", "live call"])(
  "a person with an %s is refused whole, and nothing is destroyed",
  async (why) => {
    const { world, id, callId, eraser } = worldWithOne(why === "open recording" ? "open" : "sealed")
    const older = randomUUID()
    world.add(older, randomUUID(), subject)
    if (why === "live call") world.live.add(callId)
    await expect(eraser.eraseSubject(subject)).rejects.toMatchObject({ code: "CONFLICT" })
    expect(world.log).toEqual([])
    expect(await eraser.planSubject(subject)).toMatchObject({
      calls: 2,
      recordings: [
        { recordingId: id, outcome: "call_in_progress" },
        { recordingId: older, outcome: "would_erase" },
      ],
    })
  },
)

test("a subject keeps its row when a new call of theirs began during the erasure", async () => {
  const { world, eraser } = worldWithOne()
  const deps = world.deps()
  const late = randomUUID()
  const racing = createEraser({
    ...deps,
    keys: {
      ...deps.keys,
      shredCallKeys: async (ids, lookup) => {
        world.add(late, randomUUID(), subject)
        await deps.keys.shredCallKeys(ids, lookup)
      },
    },
  })
  await racing.eraseSubject(subject)
  expect(world.readable(late)).toBe(true)
  expect((await eraser.planSubject(subject)).recordings).toMatchObject([{ recordingId: late, outcome: "would_erase" }])
})

test("a dry run says what would happen and changes nothing", async () => {
  const { world, id, eraser } = worldWithOne()
  expect(await eraser.planRecording(id)).toMatchObject({ recordingId: id, outcome: "would_erase" })
  expect(world.log).toEqual([])
  await eraser.eraseRecording(id, "request")
  expect(await eraser.planRecording(id)).toMatchObject({ recordingId: id, outcome: "already_erased" })
})

test("an intent that fails again does not stop the others", async () => {
  const world = new MemoryDestruction()
  const ids = [randomUUID(), randomUUID()]
  for (const id of ids) {
    world.add(id, randomUUID(), null)
    world.failNext("shredRecordingKey")
    await expect(createEraser(world.deps()).eraseRecording(id, "request")).rejects.toThrow()
  }
  world.failNext("remove")
  const resumed = await createEraser(world.deps()).resume()
  expect(resumed.finished).toBe(1)
  expect(resumed.failures).toHaveLength(1)
  expect(await createEraser(world.deps()).resume()).toEqual({ finished: 1, failures: [] })
})
