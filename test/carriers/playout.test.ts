import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, expect, test } from "vitest"
import { connectCarrier, mediaGateway, type MediaGateway } from "../fakes/carrier-gateway.ts"
import { reached } from "./leg.conformance.ts"

let gateway: MediaGateway
beforeAll(async () => {
  gateway = await mediaGateway()
})
afterAll(() => gateway.close())
const connect = () => connectCarrier(gateway)

test("a mark that returns sooner than its audio lasts stops the prompt; it never counts as heard", async () => {
  const { carrier, accepted } = await connect()
  accepted.leg.play("notice-1", new Uint8Array(4000 * 8))
  accepted.leg.play("menu-1", new Uint8Array(800))
  await carrier.until(() => carrier.marks.length === 1)
  expect(carrier.marks[0]).toBe("notice-1:8000/32000#1")
  // One second of audio was first sent ahead of its time, so its mark comes back hundreds of milliseconds too soon here.
  carrier.returnMark(carrier.marks[0]!)
  expect(await accepted.event("prompt-stopped")).toEqual({
    type: "prompt-stopped",
    promptId: "notice-1",
    heardBytes: 0,
    totalBytes: 32_000,
    reason: "mark_too_early",
  })
  await carrier.until(() => carrier.marks.length === 2)
  expect(carrier.marks[1]).toBe("menu-1:800/800#2")
  expect(accepted.events.some(({ type }) => type === "prompt-played")).toBe(false)
  carrier.socket.terminate()
})

test("marks that return after a clear, twice, or that were never sent prove nothing", async () => {
  const { carrier, accepted } = await connect()
  const unknown = gateway.stats.unknownMarks
  accepted.leg.play("notice-1", new Uint8Array(800))
  await carrier.until(() => carrier.marks.length === 1)
  carrier.returnMark("notice-1:800/800#9")
  accepted.leg.clear()
  await carrier.until(() => carrier.received.some(({ message }) => message.event === "clear"))
  await sleep(120)
  carrier.returnMark(carrier.marks[0]!)
  // The same prompt again: the old mark is not the new one's.
  accepted.leg.play("notice-1", new Uint8Array(800))
  await carrier.until(() => carrier.marks.length === 2)
  carrier.returnMark(carrier.marks[0]!)
  await sleep(120)
  carrier.returnMark(carrier.marks[1]!)
  carrier.returnMark(carrier.marks[1]!)
  await accepted.event("prompt-played")
  await reached(() => gateway.stats.unknownMarks - unknown === 4)
  expect(accepted.events.map(({ type }) => type)).toEqual(["prompt-stopped", "prompt-played"])
  carrier.socket.terminate()
})

test("a prompt is sent ahead by the lead at most, in messages of at least 100 ms", async () => {
  const { carrier, accepted } = await connect()
  const audio = Uint8Array.from({ length: 1250 * 8 }, (_, i) => i % 253)
  const startedAt = performance.now()
  accepted.leg.play("notice-1", audio)
  await carrier.until(() => carrier.marks.length === 2)
  expect(carrier.marks).toEqual(["notice-1:8000/10000#1", "notice-1:10000/10000#1"])
  expect(Buffer.concat(carrier.media.map(({ bytes }) => bytes)).equals(audio)).toBe(true)
  let sent = 0
  let least = Infinity
  for (const { at, bytes } of carrier.media) {
    expect(bytes.length).toBeGreaterThanOrEqual(800)
    // What is sent begins at most one lead and one tick ahead of what is heard.
    expect(sent / 8 - (at - startedAt)).toBeLessThanOrEqual(400)
    if (sent >= 2400) least = Math.min(least, sent / 8 - (at - startedAt))
    sent += bytes.length
  }
  // A stall of 200 ms at any moment would not have been heard.
  expect(least).toBeGreaterThan(230)
  carrier.socket.terminate()
})

test("a peer that stops reading loses bridged audio first and then the call, in bounded memory", async () => {
  const talker = await connect()
  const deaf = await connect()
  deaf.accepted.leg.bridge(talker.accepted.leg)
  talker.accepted.leg.bridge(deaf.accepted.leg)
  deaf.carrier.socket.pause()
  const { relayDropped, slowReaders } = gateway.stats
  const relayed = new Uint8Array(48_000)
  const audio = new Uint8Array(120 * 8000).fill(3)
  // The kernel's buffers take a while to fill, faster than real time only by clearing the model.
  for (let i = 0; i < 600 && !deaf.accepted.events.some(({ type }) => type === "closed"); i++) {
    deaf.accepted.leg.play(`more-${i}`, audio.subarray(0, 2400 * 8))
    deaf.accepted.leg.clear()
    for (let j = 0; j < 20; j++) {
      deaf.accepted.leg.relay(talker.accepted.leg, relayed)
      deaf.accepted.leg.clear()
    }
    await sleep(0)
  }
  expect(gateway.stats.slowReaders - slowReaders).toBe(1)
  expect(gateway.stats.relayDropped - relayDropped).toBeGreaterThan(0)
  expect(deaf.accepted.events.at(-1)).toEqual({ type: "closed", reason: "lost" })
  talker.carrier.socket.terminate()
  deaf.carrier.socket.terminate()
})
