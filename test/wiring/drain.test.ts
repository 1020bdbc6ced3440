import { expect, test } from "vitest"
import { openDrain } from "../../src/wiring/drain.ts"
import { openMetrics } from "../../src/wiring/metrics.ts"

function setUp(live: () => number, seconds: number) {
  let begun = 0
  const metrics = openMetrics()
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
  const drain = openDrain({ live, begin: () => begun++, now: () => ({ drain_seconds: seconds }), metrics, log })
  const forced = async () => (await metrics.drainForced.get()).values[0]?.value
  return { drain, forced, begun: () => begun }
}

test("a drain tells the carriers once, and is over as soon as the last call has ended by itself", async () => {
  let live = 2
  const { drain, forced, begun } = setUp(() => live, 600)
  expect(drain.isOn()).toBe(false)
  const over = drain.run(new AbortController().signal)
  expect(drain.isOn()).toBe(true)
  live = 0
  await over
  await drain.run(new AbortController().signal)
  expect([await forced(), begun()]).toEqual([0, 1])
})

test("it waits no longer than drain_seconds, nor after a second signal, and counts the calls that it ends", async () => {
  const late = setUp(() => 3, 0)
  await late.drain.run(new AbortController().signal)
  expect(await late.forced()).toBe(3)
  const hurried = setUp(() => 1, 600)
  const hurry = new AbortController()
  const over = hurried.drain.run(hurry.signal)
  hurry.abort()
  await over
  expect(await hurried.forced()).toBe(1)
})
