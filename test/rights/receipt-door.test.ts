import { createHmac } from "node:crypto"
import fc from "fast-check"
import { expect, test } from "vitest"
import type { ReceiptRows, Tries } from "../../src/rights/receipt-ports.ts"
import {
  createReceiptDoor,
  FORGET_MS,
  receiptText,
  slowing,
  TooManyGuesses,
  waitOf,
} from "../../src/rights/receipt-door.ts"

const START = Date.parse("2026-11-24T00:20:00.000Z")
const CALL = "0190a000-0000-7000-8000-000000000001"
const proof = { code: "12345678", number: "+4915112345678" }
const digest = (use: string, text: string) => createHmac("sha256", "k").update(`${use}|${text}`).digest("base64url")

/** The port's double: one Map, changed in one step. */
function book() {
  const tries = new Map<string, Tries>()
  const receipts = new Map([[digest("receipt", receiptText(proof)), CALL]])
  const rows: Pick<ReceiptRows, "find" | "tries" | "forgetTries"> = {
    find: async (wanted) => receipts.get(wanted) ?? null,
    tries: async (buckets, judge) => {
      const judged = judge(buckets.map((bucket) => tries.get(bucket) ?? null))
      judged?.forEach((each, i) => tries.set(buckets[i] ?? "", each))
      return judged !== null
    },
    forgetTries: async (before) => {
      for (const [bucket, { at }] of tries) if (at < before) tries.delete(bucket)
    },
  }
  let now = START
  const open = () => createReceiptDoor({ rows, digest, now: () => new Date(now) })
  return { tries, open, later: (ms: number) => void (now += ms) }
}

const wrong = (i: number) => ({ ...proof, code: String(i).padStart(8, "0") })

test("code and number together open the door; a spoofed number alone, or a code from another number, opens nothing", async () => {
  const door = book().open()
  expect(await door.open(proof, "192.0.2.1")).toBe(CALL)
  const refused = { code: "NOT_FOUND", message: "nothing is known under this code and this number" }
  await expect(door.open(wrong(1), "192.0.2.1")).rejects.toMatchObject(refused)
  await expect(door.open({ ...proof, number: "+4915112345679" }, "192.0.2.1")).rejects.toMatchObject(refused)
})

test("who guesses is slowed for the number wherever they come from, and the wait outlives a restart", async () => {
  const desk = book()
  const door = desk.open()
  for (let i = 0; i < slowing.number.free; i++) {
    await expect(door.open(wrong(i), `192.0.2.${i}`)).rejects.toMatchObject({ code: "NOT_FOUND" })
  }
  // The right code has to wait too: what it is worth is told to nobody.
  await expect(desk.open().open(proof, "198.51.100.1")).rejects.toMatchObject({ waitMs: slowing.number.firstMs })
  desk.later(slowing.number.firstMs)
  expect(await desk.open().open(proof, "198.51.100.1")).toBe(CALL)
})

test("who guesses at many numbers from one network is slowed, and from many networks at many numbers all are", async () => {
  const desk = book()
  const door = desk.open()
  const guess = (i: number, network: string) => door.open({ code: "00000000", number: `+49151000${1000 + i}` }, network)
  for (let i = 0; i < slowing.network.free; i++)
    await expect(guess(i, "a")).rejects.toMatchObject({ code: "NOT_FOUND" })
  await expect(guess(100, "a")).rejects.toBeInstanceOf(TooManyGuesses)
  for (let i: number = slowing.network.free; i < slowing.all.free; i++) {
    await expect(guess(i, `net-${i}`)).rejects.toMatchObject({ code: "NOT_FOUND" })
  }
  await expect(guess(5000, "fresh")).rejects.toMatchObject({ waitMs: slowing.all.firstMs })
})

test("of many guesses at once no more are looked at than of many in turn", async () => {
  const door = book().open()
  const tried = await Promise.allSettled(Array.from({ length: 50 }, (_, i) => door.open(wrong(i), `net-${i}`)))
  const looked = tried.filter((each) => each.status === "rejected" && !(each.reason instanceof TooManyGuesses))
  expect(looked).toHaveLength(slowing.number.free)
})

test("whoever holds one receipt gains no free guesses by opening it in between", async () => {
  const desk = book()
  const door = desk.open()
  let looked = 0
  for (let i = 0; i < 40; i++) {
    await door.open(proof, "a").catch(() => undefined)
    await door.open({ ...proof, number: "+4915100000000", code: wrong(i).code }, "a").catch((error: unknown) => {
      if (!(error instanceof TooManyGuesses)) looked++
    })
  }
  expect(looked).toBe(slowing.network.free)
})

test("nothing that is kept of a try names a number or an address, and a day later it is forgotten", async () => {
  const desk = book()
  const door = desk.open()
  await expect(door.open(wrong(1), "192.0.2.77")).rejects.toThrow()
  expect([...desk.tries.keys()].join()).not.toMatch(/4915|192\.0/)
  desk.later(FORGET_MS + 1)
  await door.open(proof, "198.51.100.9")
  expect([...desk.tries.values()].every(({ failures }) => failures === 0)).toBe(true)
})

test("no wait is longer than its bound, none is negative, and all end, also when the clock was set back", () => {
  let waits = 0
  fc.assert(
    fc.property(
      fc.constantFrom(slowing.network, slowing.number, slowing.all),
      fc.nat(10_000),
      fc.integer({ min: -2 * FORGET_MS, max: 2 * FORGET_MS }),
      (rule, failures, agoMs) => {
        const wait = waitOf({ failures, at: new Date(START - agoMs).toISOString() }, rule, new Date(START))
        if (wait > 0) waits++
        expect(wait).toBeGreaterThanOrEqual(0)
        expect(wait).toBeLessThanOrEqual(rule.mostMs)
        if (failures < rule.free || agoMs >= FORGET_MS) expect(wait).toBe(0)
      },
    ),
  )
  expect(waits).toBeGreaterThan(10)
})
