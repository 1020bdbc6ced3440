import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { IdempotencyRows } from "../../src/api/idempotency-rows.ts"
import type { JobRows } from "../../src/retention/jobs.ts"
import { idsInOrder } from "./rows.ts"

interface Opened {
  readonly idempotency: IdempotencyRows
  readonly jobs: JobRows
  readonly close: () => Promise<void>
}

const at = (n: number): string => new Date(Date.UTC(2026, 10, 23, 10, n)).toISOString()
const all = { limit: 100, after: null }

export function apiRowsConformance(name: string, open: () => Promise<Opened>): void {
  describe(`${name} under the API's conventions`, () => {
    let opened: Opened
    beforeEach(async () => void (opened = await open()))
    afterEach(() => opened.close())

    describe("keys of requests", () => {
      const row = (id: string, fingerprint = "f") => ({ id, fingerprint, now: at(0), expiresAt: at(10) })

      test("of several who take one key at once, one gets it and the others see that it is taken", async () => {
        const { idempotency } = opened
        const taken = await Promise.all([1, 2, 3, 4].map((n) => idempotency.claim(row("a", `f${n}`))))
        expect(taken.filter((found) => found === null)).toHaveLength(1)
        const winner = `f${taken.indexOf(null) + 1}`
        for (const found of taken) if (found) expect(found).toEqual({ fingerprint: winner, answer: null })
        expect(await idempotency.claim(row("b"))).toBeNull()
      })

      test("an answer is found under its key until it expires; then the key is free", async () => {
        const { idempotency } = opened
        await idempotency.claim(row("a"))
        await idempotency.finish("a", new Uint8Array([0, 1, 255]))
        const found = await idempotency.claim({ ...row("a", "other"), now: at(9) })
        expect(found?.fingerprint).toBe("f")
        expect([...(found?.answer ?? [])]).toEqual([0, 1, 255])
        expect(await idempotency.claim({ ...row("a"), now: at(10), expiresAt: at(20) })).toBeNull()
      })

      test("a released key is free at once, and what has expired is removed", async () => {
        const { idempotency } = opened
        await idempotency.claim(row("a"))
        await idempotency.release("a")
        await idempotency.release("never taken")
        expect(await idempotency.claim(row("a"))).toBeNull()
        expect(await idempotency.purge(at(9))).toBe(0)
        expect(await idempotency.purge(at(11))).toBe(1)
      })
    })

    describe("jobs", () => {
      const ids = idsInOrder(6)
      const [first = "", second = "", a = "", b = "", c = ""] = ids
      const job = (id: string, n: number) => ({ id, filedBy: "user_1", createdAt: at(n) })
      const done = (recordingId: string) => ({ recordingId, outcome: "erased", retained: null }) as const
      const why = { recordingId: c, reason: "hold", rule: "r", basis: null, until: null, sentence: "held" }

      test("a job counts what was decided, and says what is left, in order", async () => {
        const { jobs } = opened
        await jobs.add(job(first, 0), [c, a, b])
        const begun = { ...job(first, 0), state: "running", total: 3, done: 0, failed: 0, endedAt: null }
        expect(await jobs.get(first)).toEqual(begun)
        expect(await jobs.next(first, 2)).toEqual([a, b])
        await jobs.decided(first, [done(a), { recordingId: b, outcome: "failed", retained: null }])
        expect(await jobs.next(first, 2)).toEqual([c])
        expect(await jobs.get(first)).toEqual({ ...begun, done: 1, failed: 1 })
        await jobs.decided(first, [{ recordingId: c, outcome: "retained", retained: why }])
        expect(await jobs.next(first, 2)).toEqual([])
        expect((await jobs.get(first))?.done).toBe(2)
        expect((await jobs.items(first, all)).map((item) => [item.recordingId, item.outcome])).toEqual([
          [a, "erased"],
          [b, "failed"],
          [c, "retained"],
        ])
        expect((await jobs.items(first, { limit: 5, after: b }))[0]?.retained).toEqual(why)
        expect(await jobs.get(second)).toBeNull()
      })

      test("a job ends once, and is listed until it is removed", async () => {
        const { jobs } = opened
        await jobs.add(job(first, 0), [a])
        await jobs.add(job(second, 1), [a, b])
        expect(await jobs.running()).toEqual([first, second])
        expect(await jobs.end(first, "cancelled", at(5))).toBe(true)
        expect(await jobs.end(first, "done", at(6))).toBe(false)
        expect(await jobs.get(first)).toMatchObject({ state: "cancelled", endedAt: at(5), done: 0 })
        expect(await jobs.running()).toEqual([second])
        expect((await jobs.list({ limit: 1, after: null })).map(({ id }) => id)).toEqual([second])
        expect((await jobs.list({ limit: 5, after: second })).map(({ id }) => id)).toEqual([first])
        await jobs.purge(at(5))
        expect(await jobs.list(all)).toHaveLength(2)
        await jobs.purge(at(6))
        expect((await jobs.list(all)).map(({ id }) => id)).toEqual([second])
        expect(await jobs.items(first, all)).toEqual([])
      })
    })
  })
}
