import { request } from "node:http"
import { connect as tcp } from "node:net"
import { setTimeout as sleep } from "node:timers/promises"
import { afterEach, beforeEach, expect, test } from "vitest"
import { CarrierDouble } from "../fakes/carrier-double.ts"
import { callStart, mediaGateway, type MediaGateway } from "../fakes/carrier-gateway.ts"
import { reached } from "./leg.conformance.ts"

let gateway: MediaGateway
beforeEach(async () => {
  gateway = await mediaGateway({ startMs: 300, maxSockets: 20 })
})
afterEach(async () => {
  expect(gateway.faults).toEqual([])
  await gateway.close()
})

function upgrade(path: string, headers: Readonly<Record<string, string>> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request({
      host: "127.0.0.1",
      port: gateway.port,
      path,
      headers: {
        Connection: "Upgrade",
        Upgrade: "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        ...headers,
      },
    })
    asked.on("response", (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    asked.on("upgrade", (_response, socket) => {
      socket.destroy()
      resolve(101)
    })
    asked.on("error", reject)
    asked.end()
  })
}

const path = "/carriers/dev/media"

test("only a configured trunk's path takes media", async () => {
  expect(await upgrade(path)).toBe(101)
  for (const other of ["/", "/carriers/nope/media", "/carriers/dev/media/x", "/carriers/__proto__/media", "/v1/calls"])
    expect(await upgrade(other), other).toBe(404)
  expect(gateway.stats.refusedUpgrades).toBe(5)
})

test("a page of another origin, and a name that only resolves here, are refused", async () => {
  const own = `127.0.0.1:${gateway.port}`
  expect(await upgrade(path, { Origin: `http://${own}` })).toBe(101)
  expect(await upgrade(path, { Host: `localhost:${gateway.port}`, Origin: `http://localhost:${gateway.port}` })).toBe(
    101,
  )
  for (const headers of [
    { Origin: "https://evil.example" },
    { Origin: "null" },
    { Origin: "http://127.0.0.1:1" },
    { Origin: `http://localhost:${gateway.port}` },
    { Host: "evil.example" },
    { Host: `evil.example:${gateway.port}`, Origin: `http://evil.example:${gateway.port}` },
    { Host: "127.0.0.1.evil.example" },
  ])
    expect(await upgrade(path, headers), JSON.stringify(headers)).toBe(403)
})

test("a broken handshake is refused and a refused peer that vanishes does no harm", async () => {
  expect(await upgrade(path, { "Sec-WebSocket-Version": "7" }).catch(() => "reset")).not.toBe(101)
  const raw = tcp(gateway.port, "127.0.0.1")
  raw.write("GET /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
  raw.resetAndDestroy()
  await sleep(50)
  expect(await upgrade(path)).toBe(101)
})

test("above the limit of open sockets the answer is 503", async () => {
  const open = await Promise.all(Array.from({ length: 20 }, () => new CarrierDouble(gateway.url).open()))
  expect(await upgrade(path)).toBe(503)
  open[0]!.socket.close()
  await open[0]!.closed
  await reached(() => gateway.stats.refusedStarts > 0)
  expect(await upgrade(path)).toBe(101)
  for (const { socket } of open) socket.terminate()
})

test.each<[string, number, (carrier: CarrierDouble) => void]>([
  ["says nothing", 1008, () => undefined],
  ["says only hello", 1008, (carrier) => carrier.json({ event: "connected", protocol: "Call", version: "1.0.0" })],
  ["has no token", 1008, (carrier) => carrier.start("")],
  ["guesses a token", 1008, (carrier) => carrier.start("A".repeat(43))],
  ["sends media before start", 1002, (carrier) => carrier.frame()],
  ["presses a key before start", 1002, (carrier) => carrier.press("1")],
  ["is not JSON", 1002, (carrier) => carrier.socket.send("hello")],
  [
    "speaks another codec",
    1002,
    (carrier) => carrier.start("", { mediaFormat: { encoding: "audio/x-L16", sampleRate: 8000 } }),
  ],
  ["stops before it starts", 1000, (carrier) => carrier.stop()],
  ["is binary", 1003, (carrier) => carrier.socket.send(Buffer.from("{}"))],
  ["is oversized", 1009, (carrier) => carrier.socket.send("x".repeat(65 * 1024))],
])("a stream that %s never becomes a call and is closed with %d", async (_, code, misbehave) => {
  const carrier = await new CarrierDouble(gateway.url).open()
  misbehave(carrier)
  expect(await carrier.closed).toBe(code)
  await reached(() => gateway.stats.refusedStarts === 1)
})

test("a token admits one stream", async () => {
  const token = gateway.token()
  const first = await new CarrierDouble(gateway.url).open()
  first.start(token)
  await gateway.call()
  const second = await new CarrierDouble(gateway.url).open()
  second.start(token)
  expect(await second.closed).toBe(1008)
  first.socket.terminate()
})

test.each<[string, number, (carrier: CarrierDouble) => void]>([
  ["binary", 1003, (carrier) => carrier.socket.send(Buffer.alloc(10))],
  ["oversized", 1009, (carrier) => carrier.socket.send("x".repeat(1024 * 1024))],
])("a %s message in a call ends it as a breach of protocol", async (_, code, misbehave) => {
  const carrier = await new CarrierDouble(gateway.url).open()
  carrier.start(gateway.token())
  const accepted = await gateway.call()
  misbehave(carrier)
  expect(await accepted.event("closed")).toEqual({ type: "closed", reason: "protocol" })
  expect(await carrier.closed).toBe(code)
  expect(accepted.events).toHaveLength(1)
})

test("fragmented messages are whole messages; unknown, foreign and broken ones are counted and the call goes on", async () => {
  const carrier = await new CarrierDouble(gateway.url).open()
  carrier.start(gateway.token())
  const { leg, events } = await gateway.call()
  const text = JSON.stringify({ event: "media", media: { chunk: 1, timestamp: 0, payload: "AAAA" } })
  for (let i = 0; i < text.length; i++) carrier.socket.send(text[i]!, { fin: i === text.length - 1, binary: false })
  carrier.json({ event: "weather" })
  carrier.json({ event: "media", streamSid: "MZother", media: { chunk: 2, timestamp: 20, payload: "AAAA" } })
  carrier.json({ event: "media", media: { track: "outbound", chunk: 2, timestamp: 20, payload: "AAAA" } })
  carrier.json({ event: "media", media: { chunk: 2, timestamp: 20, payload: "!!!!" } })
  carrier.socket.send("{")
  carrier.press("1")
  await reached(() => events.length === 1)
  expect(leg.counters().received).toBe(1)
  expect(gateway.stats).toMatchObject({ unknownEvents: 1, foreign: 2, malformed: 2, slowMedia: 2 })
  for (let i = 0; i < 60; i++) carrier.socket.send("{")
  expect(await carrier.closed).toBe(1002)
  expect(events.map(({ type }) => type)).toEqual(["digit", "closed"])
})

test("what arrives while a call is being admitted is not heard; a caller who leaves meanwhile is no call", async () => {
  let admit = (): void => undefined
  const calls: unknown[] = []
  const slow = await mediaGateway({
    admit: (trunk, start) => new Promise((resolve) => (admit = () => resolve(callStart(trunk, start)))),
    onCall: (accepted) => calls.push(accepted),
  })
  const carrier = await new CarrierDouble(slow.url).open()
  carrier.start("")
  carrier.frame()
  carrier.press("1")
  await reached(() => slow.stats.beforeAdmission === 2)
  admit()
  await reached(() => calls.length === 1)

  const gone = await new CarrierDouble(slow.url).open()
  gone.start("")
  await sleep(30)
  gone.socket.terminate()
  await reached(() => slow.stats.refusedStarts === 1)
  admit()
  await sleep(30)
  expect(calls).toHaveLength(1)
  await slow.close()
})

test("an admission that fails closes the socket with an error of ours and is reported", async () => {
  const broken = await mediaGateway({ admit: () => Promise.reject(new Error("no store")) })
  const carrier = await new CarrierDouble(broken.url).open()
  carrier.start("")
  expect(await carrier.closed).toBe(1011)
  expect(broken.faults).toHaveLength(1)
  await broken.close()
})
