import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, expect, test } from "vitest"
import { testPermit } from "../fakes/receipts.ts"
import { STREAM } from "../fakes/carrier-double.ts"
import { connectCarrier, mediaGateway, type MediaGateway } from "../fakes/carrier-gateway.ts"
import { legConformance, reached } from "./leg.conformance.ts"

let gateway: MediaGateway
beforeAll(async () => {
  gateway = await mediaGateway()
})
afterAll(() => gateway.close())

const connect = (overrides?: Readonly<Record<string, unknown>>) => connectCarrier(gateway, overrides)

legConformance("the socket leg", async () => {
  const { carrier, accepted } = await connect()
  carrier.playInRealTime()
  const timer = setInterval(() => carrier.frame(), 20)
  return {
    leg: accepted.leg,
    events: accepted.events,
    frames: async (count) => {
      const before = accepted.leg.counters().received
      await reached(() => accepted.leg.counters().received >= before + count)
    },
    close: async () => {
      clearInterval(timer)
      carrier.socket.terminate()
      await carrier.closed
    },
  }
})

test("a burst after a stall brings in no frame from before the consent", async () => {
  const { carrier, accepted } = await connect()
  for (let i = 0; i < 5; i++) {
    carrier.frame({ fill: 1 })
    await sleep(20)
  }
  // The line stalls for 300 ms; the consent becomes durable in the middle of it.
  await sleep(150)
  const kept: number[] = []
  accepted.leg.audio(testPermit(accepted.call.callId, performance.now()), (_, timestamp) => kept.push(timestamp))
  await sleep(150)
  for (let i = 0; i < 15; i++) carrier.frame({ fill: 2 })
  for (let i = 0; i < 5; i++) {
    await sleep(20)
    carrier.frame({ fill: 3 })
  }
  await reached(() => accepted.leg.counters().received === 25)
  // Captured 250 ms into the stream at the earliest: frames stamped 100 to 240 arrived after the consent all the same.
  expect(Math.min(...kept)).toBeGreaterThanOrEqual(230)
  expect(kept.length).toBeGreaterThanOrEqual(8)
  expect(accepted.leg.counters()).toMatchObject({ received: 25, gaps: 0 })
  carrier.socket.terminate()
})

test("a stall of the network, where bytes wait in the socket, is a burst too", async () => {
  const { carrier, accepted } = await connect()
  for (let i = 0; i < 5; i++) {
    carrier.frame()
    await sleep(20)
  }
  await reached(() => accepted.leg.counters().received === 5)
  carrier.socket.pause()
  const kept: number[] = []
  const corked = (carrier.socket as unknown as { _socket: { cork(): void; uncork(): void } })._socket
  corked.cork()
  for (let i = 0; i < 10; i++) {
    carrier.frame()
    await sleep(20)
  }
  accepted.leg.audio(testPermit(accepted.call.callId, performance.now()), (_, timestamp) => kept.push(timestamp))
  corked.uncork()
  carrier.frame()
  await reached(() => accepted.leg.counters().received === 16)
  expect(kept.filter((timestamp) => timestamp < 280)).toEqual([])
  expect(accepted.leg.counters().before_consent).toBeGreaterThanOrEqual(13)
  carrier.socket.terminate()
})

test("missing chunks are counted as gaps, repeated and backward frames never reach the gate", async () => {
  const { carrier, accepted } = await connect()
  const stale = gateway.stats.stale
  carrier.frame({ chunk: 1, timestamp: 0 })
  carrier.frame({ chunk: 2, timestamp: 20 })
  carrier.frame({ chunk: 2, timestamp: 20 })
  carrier.frame({ chunk: 5, timestamp: 80 })
  carrier.frame({ chunk: 4, timestamp: 60 })
  carrier.frame({ chunk: 6, timestamp: 100 })
  carrier.frame({ chunk: 900_000_000, timestamp: 120 })
  await reached(() => accepted.leg.counters().received === 5)
  expect(accepted.leg.counters()).toMatchObject({ gaps: 2, received: 5 })
  expect(gateway.stats.stale - stale).toBe(2)
  carrier.socket.terminate()
})

test("two bridged callers hear each other at once, byte for byte, and the recording hears both", async () => {
  const a = await connect()
  const b = await connect()
  a.accepted.leg.bridge(b.accepted.leg)
  b.accepted.leg.bridge(a.accepted.leg)
  const kept: { track: string; first: number }[] = []
  b.accepted.leg.audio(testPermit(b.accepted.call.callId), (track, _, payload) =>
    kept.push({ track, first: payload[0]! }),
  )
  for (let i = 0; i < 5; i++) {
    a.carrier.frame({ fill: 0x10 + i })
    b.carrier.frame({ fill: 0x20 + i })
    await sleep(20)
  }
  await b.carrier.until(() => b.carrier.media.length === 5)
  expect(b.carrier.media.map(({ bytes }) => bytes[0])).toEqual([0x10, 0x11, 0x12, 0x13, 0x14])
  expect(b.carrier.media.every(({ bytes }) => bytes.length === 160)).toBe(true)
  await reached(() => kept.length === 10)
  expect(kept.filter(({ track }) => track === "outbound").map(({ first }) => first)).toEqual([16, 17, 18, 19, 20])
  expect(kept.filter(({ track }) => track === "inbound").map(({ first }) => first)).toEqual([32, 33, 34, 35, 36])

  b.accepted.leg.play("stopped-1", new Uint8Array(1600).fill(1))
  a.carrier.frame({ fill: 0x99 })
  await sleep(50)
  expect(b.carrier.media.some(({ bytes }) => bytes[0] === 0x99)).toBe(false)
  a.accepted.leg.bridge(null)
  await sleep(250)
  a.carrier.frame({ fill: 0x99 })
  await sleep(50)
  expect(b.carrier.media.some(({ bytes }) => bytes[0] === 0x99)).toBe(false)
  a.carrier.socket.terminate()
  b.carrier.socket.terminate()
})

test("on a fork both tracks come from the carrier", async () => {
  const { carrier, accepted } = await connect({ tracks: ["inbound", "outbound"] })
  const kept: string[] = []
  accepted.leg.audio(testPermit(accepted.call.callId), (track) => kept.push(track))
  carrier.frame({ track: "inbound", chunk: 1 })
  carrier.frame({ track: "outbound", chunk: 1 })
  carrier.frame({ track: "inbound", chunk: 2 })
  carrier.frame({ track: "outbound", chunk: 2 })
  await reached(() => accepted.leg.counters().received === 4)
  expect(kept).toEqual(["inbound", "outbound", "inbound", "outbound"])
  expect(accepted.leg.counters().gaps).toBe(0)
  carrier.socket.terminate()
})

test("a longer message is taken as the frames it is made of", async () => {
  const { carrier, accepted } = await connect()
  const kept: number[] = []
  accepted.leg.audio(testPermit(accepted.call.callId), (_, timestamp, payload) => {
    kept.push(timestamp, payload.length)
  })
  const payload = Buffer.alloc(400, 7).toString("base64")
  carrier.json({ event: "media", streamSid: STREAM, media: { track: "inbound", chunk: 1, timestamp: 40, payload } })
  await reached(() => accepted.leg.counters().received === 3)
  expect(kept).toEqual([40, 160, 60, 160, 80, 80])
  carrier.socket.terminate()
})

test("keys come through in order, also those pressed before anybody listened; what is no key is ignored", async () => {
  const { carrier, accepted } = await connect()
  for (const digit of ["1", "A", "*", "#", "12", "0"]) carrier.press(digit)
  await reached(() => accepted.events.length === 4)
  expect(accepted.events.map((event) => (event.type === "digit" ? event.digit : event.type))).toEqual([
    "1",
    "*",
    "#",
    "0",
  ])
  carrier.socket.terminate()
})

test("each way a call ends is closed once, with its reason", async () => {
  const hungUp = await connect()
  hungUp.accepted.leg.play("notice-1", new Uint8Array(16_000))
  hungUp.carrier.stop()
  hungUp.carrier.stop()
  hungUp.carrier.press("1")
  expect(await hungUp.accepted.event("closed")).toEqual({ type: "closed", reason: "hangup" })
  expect(await hungUp.carrier.closed).toBe(1000)

  const lost = await connect()
  lost.carrier.socket.terminate()
  expect(await lost.accepted.event("closed")).toEqual({ type: "closed", reason: "lost" })

  const restarted = await connect()
  restarted.carrier.start("another")
  expect(await restarted.accepted.event("closed")).toEqual({ type: "closed", reason: "protocol" })
  expect(await restarted.carrier.closed).toBe(1002)

  await sleep(50)
  expect(hungUp.accepted.events.map(({ type }) => type)).toEqual(["prompt-stopped", "closed"])
  expect(lost.accepted.events).toHaveLength(1)
  expect(restarted.accepted.events).toHaveLength(1)
})
