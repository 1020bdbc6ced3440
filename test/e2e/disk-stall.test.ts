import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { SyncFile } from "../../src/storage/embedded/log-sync.ts"
import { eventually, settled } from "./gateway.ts"
import { bench, numbers, type Bench } from "./xml-bench.ts"

/** While it is set, no fdatasync ends. */
let stall: Promise<void> | null = null
let syncs = 0
const sync: SyncFile = async (file) => {
  syncs++
  if (stall) await stall
  await file.datasync()
}

let b: Bench

beforeAll(async () => {
  // The time that a grant may keep a carrier waiting is the shipped one.
  b = await bench({ config: { flow: {} }, disk: { sync } })
}, 60_000)
afterAll(() => b[Symbol.asyncDispose]())

test("a disk that keeps nothing for a while stops neither a live call's media nor a carrier's document, and what it holds up starts no recording", async () => {
  // A call that is recorded while the disk stands.
  const earlier = "+4917620000078"
  const live = b.carriers.twilio.ring({ from: earlier, to: numbers.fork_stream, keys: ["1"], agent: {} })
  await eventually(async () => ((await b.leaves()).some(({ type }) => type === "recording.started") ? true : null))
  const before = syncs

  const freed = Promise.withResolvers<undefined>()
  const from = "+4917620000077"
  const call = b.carriers.signalwire.ring({
    from,
    to: numbers.fork_document,
    keys: ["1"],
    agent: { talksMs: 3000 },
    when: { moment: "pressed", then: () => void (stall ??= freed.promise) },
  })
  await eventually(() => call.at("dial"))
  expect(stall).not.toBeNull()

  // The loop turns: were a sync made on it, no timer would come in time while this one stands.
  let longest = 0
  for (let i = 0, last = performance.now(); i < 50; i++) {
    await sleep(20)
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }
  expect(longest).toBeLessThan(500)
  stall = null
  freed.resolve(undefined)

  expect(syncs).toBeGreaterThan(before)
  expect(call.documents.join()).not.toContain("<Start>")
  await eventually(() => call.at("bridged"))
  call.hangup()
  live.hangup()
  expect(await settled(b.line, await b.callFrom(from))).toMatchObject({ consent: "granted", recordings: [] })
  const kept = await settled(b.line, await b.callFrom(earlier))
  expect(kept).toMatchObject({ consent: "granted", recordings: [expect.anything()] })
  await b.verified()
})
