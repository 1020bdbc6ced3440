import { Webhook } from "standardwebhooks"
import { expect, test } from "vitest"
import { FAILING_MS, MAX_TRIES, retryAfter, waitBefore } from "../../src/webhooks/schedule.ts"
import { newKey, rotated, signedHeaders, verifierOf } from "../../src/webhooks/signing.ts"
import { verifiesV1a } from "./sink.ts"

const now = new Date()
const HOUR = 3_600_000
const body = '{"type":"call.ended","timestamp":"2026-11-23T16:30:00.000Z","data":{}}'

test("a shared secret's signature is one that the reference library accepts, and of a changed body it is not", () => {
  const key = newKey("v1", now.toISOString())
  const headers = signedHeaders([key], "evt_1", body, now)
  const receiver = new Webhook(verifierOf(key))
  expect(receiver.verify(body, headers)).toEqual(JSON.parse(body))
  expect(() => receiver.verify(`${body} `, headers)).toThrow()
  expect(() => receiver.verify(body, { ...headers, "webhook-id": "evt_2" })).toThrow()
  expect(() => receiver.verify(body, signedHeaders([key], "evt_1", body, new Date(now.getTime() - HOUR)))).toThrow()
})

test("an Ed25519 signature verifies with the public key that is shown, and with no other", () => {
  const [key, other] = [newKey("v1a", now.toISOString()), newKey("v1a", now.toISOString())]
  const headers = signedHeaders([key], "evt_1", body, now)
  expect(headers["webhook-signature"]).toMatch(/^v1a,[A-Za-z0-9+/]{86}==$/)
  expect(verifierOf(key)).toMatch(/^whpk_[A-Za-z0-9+/]{43}=$/)
  expect(verifiesV1a({ headers, text: body }, verifierOf(key))).toBe(true)
  expect(verifiesV1a({ headers, text: body }, verifierOf(other))).toBe(false)
  expect(verifiesV1a({ headers, text: `${body} ` }, verifierOf(key))).toBe(false)
})

test("during the overlap of a rotation both keys sign, after it the new one alone", () => {
  const keys = [newKey("v1", now.toISOString())]
  const next = rotated(keys, now, HOUR)
  expect(next).toHaveLength(2)
  for (const key of next) new Webhook(verifierOf(key)).verify(body, signedHeaders(next, "evt_1", body, now))
  const later = new Date(now.getTime() + HOUR)
  expect(signedHeaders(next, "evt_1", body, later)["webhook-signature"]?.split(" ")).toHaveLength(1)
  expect(rotated(next, later, HOUR)).toHaveLength(2)
  // A second rotation within the overlap lengthens no key's time.
  const twice = rotated(next, new Date(now.getTime() + HOUR / 2), HOUR)
  expect(twice.map(({ until }) => until)).toEqual([
    null,
    new Date(now.getTime() + 1.5 * HOUR).toISOString(),
    next[1]?.until,
  ])
  // Without overlap the old key is gone at once: it may have been stolen.
  expect(rotated(keys, now, 0)).toHaveLength(1)
})

test("ten attempts in more than three days, a little apart for everybody, and what the sink asks for is obeyed", () => {
  const waits = Array.from({ length: MAX_TRIES - 1 }, (_, i) => waitBefore(i + 1, null, 0))
  expect(waits.map((wait) => (wait ?? NaN) / 1000)).toEqual([
    5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400,
  ])
  expect(waits.reduce<number>((sum, wait) => sum + (wait ?? 0), 0)).toBeGreaterThan(FAILING_MS)
  expect(waitBefore(MAX_TRIES, null, 0)).toBeNull()
  expect(waitBefore(MAX_TRIES, HOUR, 0)).toBeNull()
  expect(waitBefore(1, null, 0.999)).toBe(5500)
  expect(waitBefore(1, HOUR, 0)).toBe(HOUR)
  expect(waitBefore(1, 1e12, 0)).toBe(24 * HOUR)
  expect(retryAfter("120", now)).toBe(120_000)
  const date = new Date(Math.ceil(now.getTime() / 1000) * 1000 + 60_000)
  expect(retryAfter(date.toUTCString(), now)).toBe(date.getTime() - now.getTime())
  expect([retryAfter(null, now), retryAfter("soon", now), retryAfter("-5", now)].filter((ms) => (ms ?? 0) > 0)).toEqual(
    [],
  )
})
