import { randomUUID } from "node:crypto"
import fc from "fast-check"
import { expect, test } from "vitest"
import { createEraser } from "../../src/retention/erase.ts"
import { flushOutbox } from "../../src/retention/outbox.ts"
import { dayOf, expiryOf, withdrawnShredAt } from "../../src/retention/schedule.ts"
import { clockWatch, confirmBatch, sweep } from "../../src/retention/sweep.ts"
import { MemoryDestruction, recordingRow } from "../fakes/destruction.ts"

function sweepOf(world: MemoryDestruction, { lead = 0, batch = 100 } = {}) {
  const deps = world.deps()
  return sweep({ ...deps, eraser: createEraser(deps), now: () => world.now, clockLead: () => lead, batch })
}

function fill(world: MemoryDestruction, count: number, deleteAfter: string): string[] {
  return Array.from({ length: count }, () => {
    const id = randomUUID()
    world.add(id, randomUUID(), null)
    world.recordings.set(id, { ...world.recordings.get(id)!, deleteAfter })
    return id
  })
}

test("a recording lives through its last day and is shredded when that day is over", async () => {
  const world = new MemoryDestruction()
  const [id] = fill(world, 1, "2026-11-23")
  world.now = new Date("2026-11-23T23:59:59.999Z")
  expect(await sweepOf(world)).toMatchObject({ refused: null, shredded: 0, left: [] })
  world.now = new Date("2026-11-24T00:00:00.000Z")
  expect(await sweepOf(world)).toMatchObject({ refused: null, shredded: 1, left: [] })
  expect(world.recordings.get(id!)).toMatchObject({ state: "shredded", shredReason: "retention" })
})

test("all states are swept, in batches, and what was withdrawn says so", async () => {
  const world = new MemoryDestruction()
  const ids = fill(world, 10, "2026-01-01")
  const states = ["sealed", "recovered", "failed", "lost", "restricted"] as const
  ids.forEach((id, at) => {
    world.recordings.set(id, { ...world.recordings.get(id)!, state: states[at % states.length]! })
  })
  const kept = fill(world, 3, "2030-01-01")
  expect(await sweepOf(world, { batch: 3 })).toMatchObject({ refused: null, shredded: 10, left: [] })
  expect(kept.every((id) => world.readable(id))).toBe(true)
  const reasons = ids.map((id) => world.recordings.get(id)!.shredReason)
  expect(reasons.filter((reason) => reason === "withdrawal")).toHaveLength(2)
  expect(reasons.filter((reason) => reason === "retention")).toHaveLength(8)
})

test("a withdrawn recording is shredded 72 hours later, or at once", async () => {
  const withdrawn = new Date("2026-11-23T12:00:00.000Z")
  expect(withdrawnShredAt(withdrawn, "shred_at_once")).toBe("2026-11-23T12:00:00.000Z")
  const shredAt = withdrawnShredAt(withdrawn, "restrict_72h")
  expect(shredAt).toBe("2026-11-26T12:00:00.000Z")
  const world = new MemoryDestruction()
  const [id] = fill(world, 1, "2030-01-01")
  world.recordings.set(id!, { ...world.recordings.get(id!)!, state: "restricted", shredAt })
  world.now = new Date("2026-11-26T11:59:59.999Z")
  expect((await sweepOf(world)).shredded).toBe(0)
  world.now = new Date(shredAt)
  expect((await sweepOf(world)).shredded).toBe(1)
})

test("recordings that cannot be shredded now are left, named, and do not hide the rest", async () => {
  const world = new MemoryDestruction()
  const open = fill(world, 5, "2026-01-01")
  for (const id of open)
    world.recordings.set(id, recordingRow(id, randomUUID(), { state: "open", deleteAfter: "2026-01-01" }))
  fill(world, 4, "2026-01-01")
  const result = await sweepOf(world, { batch: 2 })
  expect(result.shredded).toBe(4)
  expect(result.left.map((entry) => entry.recordingId).sort()).toEqual([...open].sort())
})

test("what is due together is destroyed together: one commit a step", async () => {
  const world = new MemoryDestruction()
  fill(world, 5, "2026-01-01")
  expect(await sweepOf(world)).toMatchObject({ shredded: 5, left: [] })
  expect(world.log).toEqual(["putShredIntents", "shredRecordingKey", "remove", "shredded"])
})

test.each(["putShredIntents", "shredRecordingKey", "remove", "shredded"] as const)(
  "a batch that was cut off at %s is finished by the next sweep, each once",
  async (step) => {
    for (const persist of [false, true]) {
      const world = new MemoryDestruction()
      const ids = fill(world, 4, "2026-01-01")
      // The batch, and each of its recordings: as if the process had gone.
      world.failNext(step, { persist, times: 5 })
      await sweepOf(world).catch(() => undefined)
      world.failNext("append", { times: 0 })
      expect((await sweepOf(world)).left).toEqual([])
      expect(ids.map((id) => world.recordings.get(id)?.state)).toEqual(ids.map(() => "shredded"))
      expect(world.blobs.size).toBe(0)
      expect(world.shredIntents.size).toBe(0)
      expect(world.outbox.size).toBe(4)
    }
  },
)

test("a failing disk leaves one recording for the next sweep, which finishes it", async () => {
  const world = new MemoryDestruction()
  const ids = fill(world, 3, "2026-01-01")
  // The batch fails, and then the first that is tried by itself.
  world.failNext("remove", { times: 2 })
  const first = await sweepOf(world)
  expect(first).toMatchObject({ shredded: 2, left: [{ error: { code: "STORAGE_FAILED" } }] })
  expect(ids.some((id) => world.readable(id))).toBe(false)
  expect((await sweepOf(world)).left).toEqual([])
  expect(world.blobs.size).toBe(0)
  expect(world.outbox.size).toBe(3)
})

test("a sweep refuses when the wall clock jumped by more than an hour", async () => {
  const world = new MemoryDestruction()
  const ids = fill(world, 2, "2026-01-01")
  const clock = { wall: 1_000_000, monotonic: 500 }
  const watch = clockWatch(
    () => clock.wall,
    () => clock.monotonic,
  )
  clock.monotonic += 60_000
  clock.wall += 60_000 + 3_600_001
  expect(await sweepOf(world, { lead: watch.lead() })).toMatchObject({ refused: "clock_jumped", shredded: 0, left: [] })
  expect(await sweepOf(world, { lead: -3_600_001 })).toMatchObject({ refused: "clock_jumped" })
  expect(ids.every((id) => world.readable(id))).toBe(true)
  watch.accept()
  expect((await sweepOf(world, { lead: watch.lead() })).shredded).toBe(2)
})

test("a batch far larger than was forecast is not touched until a person has looked at it", async () => {
  const world = new MemoryDestruction()
  const ids = fill(world, 1001, "2026-01-01")
  for (let i = 0; i < 2; i++) {
    expect(await sweepOf(world)).toMatchObject({ refused: "batch_abnormal", shredded: 0, kept: 0 })
  }
  expect(ids.every((id) => world.readable(id))).toBe(true)
  expect(await confirmBatch(world.rows, world.now)).toBe(1001)
  expect(await sweepOf(world)).toMatchObject({ refused: null, shredded: 1001 })
  expect(world.sweepState?.forecast).toBe(0)
  // A thousand are usual, and twice what the last sweep saw coming is no surprise.
  fill(world, 1000, "2026-01-01")
  const coming = fill(world, 1500, "2026-11-24")
  expect(await sweepOf(world)).toMatchObject({ refused: null, shredded: 1000 })
  world.now = new Date("2026-11-25T00:00:00.000Z")
  fill(world, 1500, "2026-01-01")
  expect(await sweepOf(world)).toMatchObject({ refused: null, shredded: 3000 })
  expect(coming.some((id) => world.readable(id))).toBe(false)
})

test("leaves of destruction wait for the end of their day, lose their time and their order, and enter once", async () => {
  const world = new MemoryDestruction()
  const ids = fill(world, 60, "2026-01-01")
  await sweepOf(world)
  const order = [...world.outbox.keys()]
  const flush = (today: string, batch?: number) =>
    flushOutbox({ rows: world.rows, ledger: world.appender, ...(batch === undefined ? {} : { batch }) }, today)
  expect(await flush("2026-11-23")).toBe(0)
  expect(world.outbox.size).toBe(60)
  expect(await flush("2026-11-24", 25)).toBe(60)
  expect(world.outbox.size).toBe(0)
  expect(world.ledger.map((leaf) => leaf.id)).not.toEqual(order)
  expect(world.ledger.map((leaf) => leaf.id).sort()).toEqual(order.sort())
  expect(new Set(world.ledger.map((leaf) => leaf.ts))).toEqual(new Set(["2026-11-23T00:00:00.000Z"]))
  // A random (v4) id: a time-ordered one would undo the shuffle.
  expect(world.ledger.every((leaf) => leaf.id[14] === "4")).toBe(true)
  expect(world.ledger.map((leaf) => (leaf.type === "recording.shredded" ? leaf.rec : "")).sort()).toEqual(ids.sort())
  expect(await flush("2026-11-25")).toBe(0)
})

test.each([false, true])("a flush that fails (took effect: %s) loses no leaf and doubles none", async (persist) => {
  const world = new MemoryDestruction()
  fill(world, 5, "2026-01-01")
  await sweepOf(world)
  world.failNext("append", { persist })
  const outbox = { rows: world.rows, ledger: world.appender, batch: 2 }
  await expect(flushOutbox(outbox, "2026-11-24")).rejects.toMatchObject({ code: "STORAGE_FAILED" })
  expect(world.ledger).toHaveLength(persist ? 2 : 0)
  await flushOutbox(outbox, "2026-11-24")
  expect(new Set(world.ledger.map((leaf) => leaf.id)).size).toBe(5)
  expect(world.ledger).toHaveLength(5)
})

test("the days of an outbox that waited long enter oldest first", async () => {
  const world = new MemoryDestruction()
  for (const day of ["2026-11-23", "2026-11-21", "2026-11-22"]) {
    world.now = new Date(`${day}T10:00:00.000Z`)
    fill(world, 3, "2026-01-01")
    await sweepOf(world)
  }
  await flushOutbox({ rows: world.rows, ledger: world.appender }, "2026-12-01")
  const days = world.ledger.map((leaf) => leaf.ts.slice(0, 10))
  expect(days).toEqual([...days].sort())
  expect(new Set(days).size).toBe(3)
})

test("a recording is kept 365 days after its call unless the line says otherwise, and the sentence says which rule", () => {
  const expiry = expiryOf(new Date("2026-11-23T23:59:59.000Z"))
  expect(expiry.deleteAfter).toBe("2027-11-23")
  expect(expiry.sentence).toBe(
    "kept until the end of 2027-11-23 (UTC), 365 days after the call ended, by the rule default-365d",
  )
  expect(expiryOf(new Date("2028-02-28T10:00:00.000Z"), { policy: "short", days: 1 }).deleteAfter).toBe("2028-02-29")
})

test("no rule keeps a recording for a day less than it says", () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true }),
      fc.integer({ min: 1, max: 36_500 }),
      (ended, days) => {
        const { deleteAfter } = expiryOf(ended, { policy: "p", days })
        const over = Date.parse(`${deleteAfter}T00:00:00Z`) + 86_400_000
        expect(over - ended.getTime()).toBeGreaterThan(days * 86_400_000)
        expect(over - ended.getTime()).toBeLessThanOrEqual((days + 1) * 86_400_000)
        expect(dayOf(new Date(over)) > deleteAfter).toBe(true)
      },
    ),
  )
})

test.each([0, -1, 1.5, 36_501, Number.NaN])("a rule of %s days is refused", (days) => {
  expect(() => expiryOf(new Date(0), { policy: "p", days })).toThrow(
    expect.objectContaining({ code: "INPUT_INVALID", field: "retention.days" }) as Error,
  )
})
