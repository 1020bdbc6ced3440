/* What becomes of events on their way to a real sink that fails, stalls, moves and comes back. */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { uuidv7 } from "../../src/ids.ts"
import type { EndpointRow } from "../../src/webhooks/ports.ts"
import { verifierOf } from "../../src/webhooks/signing.ts"
import { answered, consent, ended, sealed } from "../ledger/leaves.ts"
import { type Kit, type KitOptions, openKit } from "./kit.ts"
import { ok, openSink, type Sink, status, verifiesV1a } from "./sink.ts"

const SECOND = 1000
const HOUR = 3_600_000
const T0 = Date.parse("2026-11-23T16:00:00Z")

let folder: string
let kit: Kit
let sink: Sink
const add = (facts: Partial<Parameters<Kit["endpoints"]["create"]>[0]> = {}): Promise<EndpointRow> =>
  kit.endpoints.create(
    { url: sink.url, events: ["*"], lines: null, recipient: "archive", signature: "v1a", ...facts },
    "user_1",
  )
/** Three leaves of a call: started, granted, ended. */
const call = async (): Promise<string> => {
  const id = uuidv7()
  await kit.append(answered(id))
  await kit.append(consent("consent.granted", id, 1))
  await kit.append(ended(id, 1, { written: 1 }))
  return id
}
const typesOf = (id: string) =>
  sink.taken.filter(({ body }) => body.data["call_id"] === `call_${id}`).map(({ body }) => body.type)
const states = async (endpoint: EndpointRow) =>
  (await kit.endpoints.deliveries(endpoint.id, {}, { limit: 100, after: null })).map(({ state }) => state)
const again = async (options: KitOptions = {}, at = T0): Promise<void> => {
  await kit.close()
  kit = await openKit(folder, options, at)
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "assent-webhooks-"))
  sink = await openSink()
  kit = await openKit(folder)
})
afterEach(async () => {
  await kit.close()
  await sink.close()
  await rm(folder, { recursive: true, force: true })
})

describe("telling", () => {
  test("a call is told in order, signed, once, by ids alone, from the endpoint's making on", async () => {
    const before = await call()
    const endpoint = await add()
    const id = await call()
    await kit.settle()
    await kit.settle()
    expect(typesOf(before)).toEqual([])
    expect(typesOf(id)).toEqual(["call.started", "consent.granted", "call.ended"])
    expect(sink.taken).toHaveLength(3)
    for (const taken of sink.taken) {
      expect(verifiesV1a(taken, verifierOf(endpoint.keys[0]!))).toBe(true)
      expect(Object.keys(taken.body).sort()).toEqual(["data", "timestamp", "type"])
      expect(taken.headers["content-type"]).toBe("application/json")
      expect(taken.id).toMatch(/^evt_[0-9a-f-]{36}$/)
    }
    expect(sink.taken[1]?.body.data).toEqual({ call_id: `call_${id}`, line_id: "main", party: "caller" })
    expect(new Set(sink.taken.map(({ id: evt }) => evt)).size).toBe(3)
    expect(await states(endpoint)).toEqual(["delivered", "delivered", "delivered"])
  })

  test("an endpoint hears of what it asked for, and of its lines", async () => {
    await add({ events: ["call.ended", "greeting.published"], lines: ["other"] })
    await add({ events: ["call.ended", "greeting.published"], lines: ["main"] })
    const id = await call()
    kit.published.push({ greeting: "welcome", version: 2, at: new Date(T0 + 1).toISOString() })
    await kit.append({
      v: 1,
      id: uuidv7(),
      ts: new Date(T0).toISOString(),
      type: "config.changed",
      before: "a".repeat(43),
      after: "b".repeat(43),
      document_version: 2,
    })
    await kit.settle()
    expect(sink.taken.map(({ body }) => [body.type, body.data["call_id"]])).toEqual([["call.ended", `call_${id}`]])
    const all = await add()
    kit.pass(SECOND)
    kit.published.push({ greeting: "welcome", version: 3, at: new Date(T0 + 10).toISOString() })
    await kit.append({
      v: 1,
      id: uuidv7(),
      ts: new Date(T0).toISOString(),
      type: "config.changed",
      before: "a".repeat(43),
      after: "c".repeat(43),
      document_version: 3,
    })
    await kit.settle()
    expect(sink.taken.at(-1)?.body).toMatchObject({
      type: "greeting.published",
      data: { greeting_id: "welcome", version: 3 },
    })
    expect(await states(all)).toEqual(["delivered"])
  })

  test("a recording's events belong to its call", async () => {
    const [id, rec] = [uuidv7(), uuidv7()]
    await again({ calls: new Map([[rec, id]]) })
    await add()
    await kit.append(answered(id))
    await kit.append(sealed(rec))
    await kit.settle()
    expect(sink.taken.map(({ body }) => body.type)).toEqual(["call.started", "recording.stored"])
    expect(sink.taken[1]?.body.data).toEqual({ call_id: `call_${id}`, line_id: "main", recording_id: `rec_${rec}` })
  })
})

describe("what is so for a while", () => {
  test("is told once for what it says, within the hour, also after a restart, and never to who came later", async () => {
    await add()
    const fact = (n: number, at = T0) => ({
      id: `00000000-0000-8000-8000-00000000000${n}`,
      at: new Date(at).toISOString(),
      type: "audit.checkpoint",
      about: { size: n },
    })
    kit.facts.push(fact(1))
    await kit.settle()
    await again({}, T0 + HOUR)
    kit.facts.push(fact(1, T0 + HOUR), fact(2, T0 + HOUR))
    await kit.settle()
    kit.facts.push(fact(3, T0 + HOUR))
    await kit.settle()
    expect(sink.taken.map(({ body }) => body.data)).toEqual([{ tree_size: 1 }, { tree_size: 2 }])
    kit.pass(HOUR)
    const late = await add()
    await kit.settle()
    expect(sink.taken.map(({ body }) => body.data)).toEqual([{ tree_size: 1 }, { tree_size: 2 }, { tree_size: 3 }])
    expect(await states(late)).toEqual([])
  })
})

describe("a sink that fails", () => {
  test("is asked again by the schedule, and the call's later events wait behind the first", async () => {
    const endpoint = await add()
    sink.answer = status(500)
    const id = await call()
    await kit.settle()
    expect(typesOf(id)).toEqual(["call.started"])
    kit.pass(4 * SECOND)
    await kit.settle()
    expect(typesOf(id)).toHaveLength(1)
    kit.pass(SECOND)
    await kit.settle()
    expect(typesOf(id)).toEqual(["call.started", "call.started"])
    expect(sink.taken[0]?.id).toBe(sink.taken[1]?.id)
    expect(sink.taken[0]?.headers["webhook-timestamp"]).not.toBe(sink.taken[1]?.headers["webhook-timestamp"])
    sink.answer = ok
    kit.pass(5 * 60 * SECOND)
    await kit.settle()
    expect(typesOf(id).slice(2)).toEqual(["call.started", "consent.granted", "call.ended"])
    const [oldest] = await kit.endpoints.deliveries(endpoint.id, { type: "call.started" }, { limit: 1, after: null })
    const { attempts } = await kit.endpoints.delivery(endpoint.id, oldest!.id)
    expect(attempts.map(({ status: code, result }) => [code, result])).toEqual([
      [500, "refused by the sink"],
      [500, "refused by the sink"],
      [204, "delivered"],
    ])
  })

  test.each([
    ["resets", "no connection"],
    ["stalls before the headers", "no answer in time"],
    ["redirects", "redirects are not followed"],
    ["answers what is no HTTP", "no connection"],
    ["answers 404", "refused by the sink"],
  ])("one that %s is a failure that says so: %s", async (fault, result) => {
    await again({ timeoutMs: 100 })
    const endpoint = await add({ events: ["call.started"] })
    const faults: Record<string, Sink["answer"]> = {
      resets: (request) => void request.socket.destroy(),
      "stalls before the headers": () => undefined,
      redirects: status(307, { location: sink.url }),
      "answers what is no HTTP": (request) => void request.socket.end("HTTP/9.9 hello\r\n\r\n"),
      "answers 404": status(404),
    }
    sink.answer = faults[fault]!
    await call()
    await kit.settle()
    const [row] = await kit.endpoints.deliveries(endpoint.id, {}, { limit: 1, after: null })
    const { attempts } = await kit.endpoints.delivery(endpoint.id, row!.id)
    expect(attempts).toMatchObject([{ result }])
    expect([row?.state, sink.taken.length]).toEqual(["pending", 1])
  })

  test("one that says when it wants to be asked again is asked then", async () => {
    await add({ events: ["call.started"] })
    sink.answer = status(429, { "retry-after": "3600" })
    await call()
    await kit.settle()
    kit.pass(HOUR - SECOND)
    await kit.settle()
    expect(sink.taken).toHaveLength(1)
    kit.pass(SECOND)
    await kit.settle()
    expect(sink.taken).toHaveLength(2)
  })

  test("down for 24 hours, through restarts, it loses nothing, and has it at once when it answers again", async () => {
    const endpoint = await add()
    sink.answer = status(503)
    const calls: string[] = []
    for (let hour = 0; hour < 24; hour++) {
      calls.push(await call())
      for (let step = 0; step < 4; step++) {
        await kit.settle()
        kit.pass(HOUR / 4)
      }
      if (hour % 8 === 3) await again({}, T0 + (hour + 1) * HOUR)
    }
    expect(await states(endpoint)).not.toContain("delivered")
    expect((await kit.endpoints.get(endpoint.id)).failingSince).not.toBeNull()
    sink.taken.length = 0
    sink.answer = ok
    // One of them is due within the schedule; its success brings all the others.
    for (let step = 0; step < 24 && sink.taken.length === 0; step++) {
      kit.pass(HOUR)
      await kit.settle()
    }
    for (const id of calls) expect(typesOf(id)).toEqual(["call.started", "consent.granted", "call.ended"])
    expect(await states(endpoint)).toEqual(Array.from({ length: 72 }, () => "delivered"))
    expect((await kit.endpoints.get(endpoint.id)).failingSince).toBeNull()
  })

  test("after the whole schedule it is disabled, others are told, and enabled it gets what waited; the failed is replayed", async () => {
    const broken = await add()
    await using other = await openSink()
    await add({ url: other.url, events: ["webhook.disabled"] })
    sink.answer = status(500)
    const id = await call()
    for (let hour = 0; hour < 84; hour++) {
      await kit.settle()
      kit.pass(HOUR)
    }
    expect(sink.taken.filter(({ body }) => body.type === "call.started")).toHaveLength(10)
    expect(await kit.endpoints.get(broken.id)).toMatchObject({ disabledReason: "failing" })
    expect(other.taken.map(({ body }) => [body.type, body.data])).toEqual([
      ["webhook.disabled", { webhook_id: `whk_${broken.id}` }],
    ])
    expect(kit.logged.map(({ message }) => message)).toContainEqual(expect.stringMatching(/disabled/))
    sink.taken.length = 0
    const late = await call()
    await kit.settle()
    expect(sink.taken).toEqual([])
    sink.answer = ok
    await kit.endpoints.change(await kit.endpoints.get(broken.id), { enabled: true }, "user_1")
    await kit.settle()
    expect(typesOf(id)).toEqual(["consent.granted", "call.ended"])
    expect(typesOf(late)).toEqual(["call.started", "consent.granted", "call.ended"])
    const period = { state: "failed" as const, since: new Date(0).toISOString(), until: "2030-01-01T00:00:00.000Z" }
    expect(await kit.endpoints.replayAll(broken.id, period)).toBe(1)
    await kit.settle()
    expect(typesOf(id)).toEqual(["consent.granted", "call.ended", "call.started"])
  })

  test("one event that a sink cannot bear keeps its schedule, however well the others do", async () => {
    const endpoint = await add({ events: ["call.started"] })
    let bad = ""
    sink.answer = (request, response, taken) => (taken.id === bad ? status(500) : ok)(request, response, taken)
    const first = await call()
    for await (const row of kit.storage.ledgerStore.leaves(0, 100)) {
      if (Buffer.from(row.entry).includes(first) && bad === "") bad = `evt_${row.eventId}`
    }
    for (let minute = 0; minute < 4; minute++) {
      await call()
      await kit.settle()
      kit.pass(60 * SECOND)
    }
    expect(typesOf(first)).toHaveLength(2)
    expect(await states(endpoint)).toContain("pending")
  })

  test("one that is gone for good says so once", async () => {
    const endpoint = await add()
    sink.answer = status(410)
    await call()
    await call()
    await kit.settle()
    const asked = sink.taken.length
    expect(await kit.endpoints.get(endpoint.id)).toMatchObject({ disabledReason: "gone" })
    kit.pass(24 * HOUR)
    await kit.settle()
    expect(sink.taken).toHaveLength(asked)
  })
})

describe("a slow sink", () => {
  test("holds up itself alone, with few requests at a time", async () => {
    await using slow = await openSink()
    const open: (() => void)[] = []
    slow.answer = (_request, response) => void open.push(() => void response.writeHead(204).end())
    await add({ url: slow.url, events: ["call.started"] })
    await add({ events: ["call.started"] })
    for (let n = 0; n < 10; n++) await call()
    await kit.dispatcher.round()
    await expect.poll(() => [slow.taken.length, sink.taken.length]).toEqual([4, 10])
    for (let n = 0; n < 10; n++) {
      await expect.poll(() => open.length).toBeGreaterThan(0)
      open.shift()?.()
    }
    await kit.dispatcher.idle()
    expect(slow.taken).toHaveLength(10)
  })

  test("what nobody has looked at when the gateway ends is told after the next start, once", async () => {
    const endpoint = await add()
    const id = await call()
    await again({}, T0 + SECOND)
    await kit.settle()
    await again({}, T0 + 2 * SECOND)
    await kit.settle()
    expect(typesOf(id)).toEqual(["call.started", "consent.granted", "call.ended"])
    expect(sink.taken).toHaveLength(3)
    expect(await states(endpoint)).toHaveLength(3)
  })

  test("of two dispatchers over one store one sends", async () => {
    await add({ events: ["call.started"] })
    await call()
    await kit.settle()
    const { webhooks } = kit.storage
    const at = (ms: number): string => new Date(T0 + ms).toISOString()
    expect(await webhooks.lease("another", at(29 * SECOND), at(60 * SECOND))).toBe(false)
    expect(await webhooks.lease("another", at(31 * SECOND), at(60 * SECOND))).toBe(true)
    kit.pass(31 * SECOND)
    await call()
    await kit.settle()
    expect(sink.taken).toHaveLength(1)
    kit.pass(60 * SECOND)
    await kit.settle()
    expect(sink.taken).toHaveLength(2)
  })

  test("what was under way when the gateway stopped is sent again at the next start, under the same id", async () => {
    const endpoint = await add({ events: ["call.started"] })
    sink.answer = () => undefined
    await call()
    await kit.dispatcher.round()
    await expect.poll(() => sink.taken.length).toBe(1)
    await again()
    expect(await states(endpoint)).toEqual(["pending"])
    sink.answer = ok
    kit.pass(SECOND)
    await kit.settle()
    expect(sink.taken.map(({ id }) => id)).toEqual([sink.taken[0]?.id, sink.taken[0]?.id])
    const [row] = await kit.endpoints.deliveries(endpoint.id, {}, { limit: 1, after: null })
    expect(row).toMatchObject({ state: "delivered", tries: 1 })
  })
})

describe("endpoints", () => {
  test.each([
    ["http to elsewhere", "http://sink.example/", true, "INPUT_INVALID"],
    ["http to loopback, but not in dev", "http://127.0.0.1/", false, "INPUT_INVALID"],
    ["another scheme", "ftp://sink.example/", true, "INPUT_INVALID"],
    ["credentials", "https://a:b@sink.example/", true, "INPUT_INVALID"],
    ["a fragment", "https://sink.example/#a", true, "INPUT_INVALID"],
    ["a private address", "https://10.0.0.1/", true, "ADDRESS_BLOCKED"],
    ["the metadata", "https://169.254.169.254/", true, "ADDRESS_BLOCKED"],
    ["a private address in decimal", "https://167772161/", true, "ADDRESS_BLOCKED"],
  ])("%s is refused", async (_what, url, dev, code) => {
    await again({ dev })
    await expect(add({ url })).rejects.toMatchObject({ code })
    expect(await kit.endpoints.list({ limit: 10, after: null })).toEqual([])
  })

  test("nobody is told who is not on the register, from the beginning and when they leave it", async () => {
    await expect(add({ recipient: "stranger" })).rejects.toMatchObject({ code: "RECIPIENT_REFUSED" })
    const endpoint = await add()
    await call()
    kit.recipients.delete("archive")
    await kit.settle()
    expect(sink.taken).toEqual([])
    expect(await kit.endpoints.get(endpoint.id)).toMatchObject({ disabledReason: "recipient" })
    const change = kit.endpoints.change(await kit.endpoints.get(endpoint.id), { enabled: true }, "user_1")
    await expect(change).rejects.toMatchObject({ code: "RECIPIENT_REFUSED" })
    kit.recipients.add("archive")
    await kit.endpoints.change(await kit.endpoints.get(endpoint.id), { enabled: true }, "user_1")
    await kit.settle()
    expect(sink.taken).toHaveLength(3)
  })

  test("a sink whose name leads inside is not asked, and the attempt says why", async () => {
    await again({ allow: [] })
    const endpoint = await add({ url: sink.url.replace("127.0.0.1", "localhost"), events: ["call.started"] })
    await call()
    await kit.settle()
    const [row] = await kit.endpoints.deliveries(endpoint.id, {}, { limit: 1, after: null })
    const [attempt] = (await kit.endpoints.delivery(endpoint.id, row!.id)).attempts
    expect(attempt?.status).toBeNull()
    expect(attempt?.result).toMatch(/public addresses only/)
    expect(sink.taken).toEqual([])
  })

  test("a test event goes to the one endpoint, whatever it asked for, and each change is a leaf", async () => {
    const endpoint = await add({ events: ["call.ended"], lines: ["other"] })
    await add()
    await kit.endpoints.test(endpoint.id, "user_1")
    await kit.settle()
    expect(sink.taken.map(({ body }) => [body.type, body.data])).toEqual([
      ["webhook.test", { webhook_id: `whk_${endpoint.id}` }],
    ])
    const rotated = await kit.endpoints.rotate(await kit.endpoints.get(endpoint.id), HOUR, "user_1")
    await kit.endpoints.test(endpoint.id, "user_1")
    await kit.settle()
    for (const key of rotated.keys) expect(verifiesV1a(sink.taken[1]!, verifierOf(key))).toBe(true)
    await kit.endpoints.remove(endpoint.id, "user_1")
    const changes: string[] = []
    for await (const row of kit.storage.ledgerStore.leaves(0, 100)) {
      const leaf = JSON.parse(Buffer.from(row.entry).toString()) as Record<string, string>
      if (leaf["subject"] === `whk_${endpoint.id}`) changes.push(`${leaf["change"]} by ${leaf["by"]}`)
    }
    expect(changes).toEqual([
      "created for archive by user_1",
      "tested by user_1",
      "key rotated by user_1",
      "tested by user_1",
      "removed by user_1",
    ])
  })
})
