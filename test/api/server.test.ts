import { connect } from "node:net"
import type { AddressInfo } from "node:net"
import type { FastifyInstance } from "fastify"
import { afterEach, expect, test } from "vitest"
import { buildApi } from "../../src/api/server.ts"
import { AssentError } from "../../src/errors.ts"
import { KEY, MemoryApi, NUMBER, auth, callId, recId } from "../fakes/api.ts"

let app: FastifyInstance | undefined
afterEach(async () => {
  await app?.close()
  app = undefined
})

function start(change: (world: MemoryApi) => void = () => undefined) {
  const world = new MemoryApi().addCalls(7)
  change(world)
  app = buildApi(world.parts)
  return { world, app }
}

test.each([
  ["no key", {}],
  ["another scheme", { authorization: `Basic ${KEY}` }],
  ["a wrong key", { authorization: `Bearer ${KEY}x` }],
  ["a part of the key", { authorization: `Bearer ${KEY.slice(0, -1)}` }],
  ["an empty key", { authorization: "Bearer " }],
])("%s is answered 401 on every route with data", async (_what, headers) => {
  const { app } = start()
  for (const url of ["/v1/calls", "/v1/version", `/v1/recordings/${recId(0)}/audio`, "/ledger/checkpoint"]) {
    const answer = await app.inject({ url, headers })
    expect(answer.statusCode).toBe(401)
    expect(answer.headers["www-authenticate"]).toContain("Bearer")
    expect(answer.json()).toMatchObject({ code: "key-required", status: 401 })
  }
})

test("a key in the address is no key", async () => {
  const { app } = start()
  expect((await app.inject({ url: `/v1/version?key=${KEY}` })).statusCode).toBe(401)
})

test("health, version and the description answer", async () => {
  const { app, world } = start()
  expect((await app.inject("/health/live")).json()).toEqual({ status: "ok" })
  expect((await app.inject("/health/ready")).statusCode).toBe(200)
  world.checks = [{ name: "ledger", status: "failed", detail: "cannot write" }]
  const failed = await app.inject("/health/ready")
  expect(failed.statusCode).toBe(503)
  expect(failed.json()).toEqual({ status: "failed", checks: world.checks })
  expect((await app.inject({ url: "/v1/version", headers: auth })).json()).toEqual({
    name: "assent",
    version: "0.1.0",
    api: "v1",
  })
})

test.each([
  ["https://evil.example", "localhost:7080", 403],
  ["null", "localhost:7080", 403],
  ["http://localhost:3000", "localhost:7080", 403],
  ["http://127.0.0.1:7080", "localhost:7080", undefined],
  ["http://localhost:7080", "localhost:7080", undefined],
  ["http://[::1]:7080", "[::1]:7080", undefined],
  ["not a url", "localhost:7080", 403],
])("in dev, a page of %s talking to %s gets %s", async (origin, host, status) => {
  const { app } = start()
  const answer = await app.inject({ url: "/v1/version", headers: { ...auth, origin, host } })
  expect(answer.statusCode).toBe(status ?? 200)
  if (status) expect(answer.json()).toMatchObject({ code: "foreign-origin" })
  expect(answer.headers["access-control-allow-origin"]).toBeUndefined()
})

test.each(["evil.example", "evil.example:7080", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1:7080"])(
  "in dev, a name rebound to this machine (Host: %s) is refused before anything else",
  async (host) => {
    const { app } = start()
    const answer = await app.inject({ url: "/health/live", headers: { host } })
    expect(answer.statusCode).toBe(403)
    expect(answer.json()).toMatchObject({ code: "foreign-host" })
  },
)

test("outside dev any Host is answered, and only the gateway's own pages", async () => {
  const { app } = start((world) => {
    world.parts = {
      ...world.parts,
      settings: { ...world.parts.settings, dev: false, baseUrl: "https://assent.example.org" },
    }
  })
  const ask = async (headers: Record<string, string>) =>
    (await app.inject({ url: "/v1/version", headers: { ...auth, ...headers } })).statusCode
  expect(await ask({ host: "assent.example.org" })).toBe(200)
  expect(await ask({ host: "assent.example.org", origin: "https://assent.example.org" })).toBe(200)
  expect(await ask({ host: "evil.example", origin: "http://evil.example" })).toBe(403)
})

test("every answer, errors included, carries the security headers and its request id", async () => {
  const { app } = start()
  for (const url of ["/health/live", "/nope", "/v1/calls", "/%zz", "/docs/", "/openapi.json"]) {
    const { headers } = await app.inject({ url })
    expect(headers["x-content-type-options"], url).toBe("nosniff")
    expect(headers["content-security-policy"], url).toContain("default-src 'none'")
    expect(headers["content-security-policy"], url).not.toContain("script-src 'unsafe")
    expect(headers["cache-control"], url).toBe("no-store")
    expect(headers["referrer-policy"], url).toBe("no-referrer")
    expect(headers["x-frame-options"], url).toMatch(/^deny$/i)
    expect(headers["cross-origin-resource-policy"], url).toBe("same-origin")
    expect(headers["strict-transport-security"], "plain http").toBeUndefined()
    expect(headers["x-request-id"], url).toMatch(/^[0-9a-f-]{36}$/)
  }
})

test.each([
  ["/nope", 404, "no-such-route"],
  ["/v1/nope", 404, "no-such-route"],
  ["/%zz", 400, "bad-request"],
  [`/v1/calls/${callId(99)}`, 404, "not-found"],
  ["/v1/calls/call_1", 400, "input-invalid"],
  [`/v1/calls/rec_${callId(1)}`, 400, "input-invalid"],
  ["/v1/calls?limit=0", 400, "input-invalid"],
  ["/v1/calls?limit=1e1", 400, "input-invalid"],
  ["/v1/calls?limit=1&limit=2", 400, "input-invalid"],
  ["/v1/calls?consent=granted,maybe", 400, "input-invalid"],
  ["/v1/calls?answered_at[gte]=yesterday", 400, "input-invalid"],
  ["/v1/version?verbose=1", 400, "input-invalid"],
  [`/v1/calls/${"a".repeat(300)}`, 414, "uri-too-long"],
])("GET %s is a problem document with %i", async (url, status, code) => {
  const { app } = start()
  const answer = await app.inject({ url, headers: auth })
  expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/)
  expect(answer.json()).toMatchObject({ status, code, type: `urn:assent:problem:${code}` })
  expect(answer.statusCode).toBe(status)
  expect(answer.json<{ request_id: string }>().request_id).toBe(answer.headers["x-request-id"])
})

test("an unknown parameter is named, unless its name could be a number", async () => {
  const { app } = start()
  const ask = async (query: string) =>
    (await app.inject({ url: `/v1/calls?${query}`, headers: auth })).json<{ errors: unknown }>().errors
  expect(await ask("colour=red")).toMatchObject([{ pointer: "/query/colour", code: "unrecognized_keys" }])
  expect(await ask("outcome[gte]=x")).toMatchObject([{ pointer: "/query/outcome[gte]" }])
  expect(await ask(`${encodeURIComponent(NUMBER)}=1`)).toMatchObject([{ pointer: "/query" }])
})

test.each([
  ["not JSON", "{", "application/json", 400],
  ["JSON of another shape", "[]", "application/json", 400],
  ["nothing", "", "application/json", 400],
  ["a form", "number=1", "application/x-www-form-urlencoded", 415],
  ["too much", JSON.stringify({ number: "x".repeat(70_000) }), "application/json", 413],
  ["a poisoned prototype", '{"__proto__":{"dry_run":true}}', "application/json", 400],
  ["neither", "{}", "application/json", 400],
  ["both", JSON.stringify({ number: NUMBER, recording_id: recId(0) }), "application/json", 400],
])("a body that is %s is refused", async (_what, payload, type, status) => {
  const { app, world } = start()
  const answer = await app.inject({
    method: "POST",
    url: "/v1/erasures",
    headers: { ...auth, "content-type": type },
    payload,
  })
  expect(answer.statusCode).toBe(status)
  expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/)
  expect(world.destruction.log).toEqual([])
})

test("an unexpected error tells the client nothing and the log no message", async () => {
  const secret = `row with ${NUMBER}`
  const { app, world } = start((world) => {
    world.parts = {
      ...world.parts,
      views: {
        ...world.parts.views,
        call: async () => {
          throw new AssentError("LEDGER_CORRUPT", "the tree does not fit", { cause: new Error(secret) })
        },
        calls: async () => {
          throw new TypeError(secret)
        },
      },
    }
  })
  for (const url of [`/v1/calls/${callId(0)}`, "/v1/calls"]) {
    const answer = await app.inject({ url, headers: auth })
    expect(answer.statusCode).toBe(500)
    expect(answer.json()).toMatchObject({ code: "internal" })
    expect(answer.body).not.toContain("row with")
  }
  const errors = world.logged.filter((line) => "level" in line && line.level === "error")
  expect(errors).toMatchObject([
    { error: "AssentError", error_code: "LEDGER_CORRUPT", route: "/v1/calls/:id", cause: { error: "Error" } },
    { error: "TypeError", route: "/v1/calls" },
  ])
  expect(JSON.stringify(world.logged)).not.toContain(NUMBER)
})

test("no number, address or key reaches the log", async () => {
  const { app, world } = start()
  await app.inject({ url: `/v1/calls?number=${encodeURIComponent(NUMBER)}`, headers: auth })
  await app.inject({ url: `/nope/${NUMBER}`, headers: auth })
  await app.inject({ method: "POST", url: "/v1/erasures", headers: auth, payload: { number: `${NUMBER}x` } })
  expect(world.logged).toHaveLength(3)
  expect(world.logged[0]).toMatchObject({ route: "/v1/calls", method: "GET", status: 200, principal: "dev" })
  const log = JSON.stringify(world.logged)
  expect(log).not.toContain(NUMBER.slice(1))
  expect(log).not.toContain(KEY)
})

test("a client that asks too often is told when to come back", async () => {
  const { app } = start((world) => {
    const settings = { ...world.parts.settings, rateLimit: { max: 3, windowMs: 60_000 } }
    world.parts = { ...world.parts, settings }
  })
  for (let n = 0; n < 3; n += 1) {
    const answer = await app.inject({ url: "/v1/version", headers: auth })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers["ratelimit-policy"]).toBe('"default";q=3;w=60')
    expect(answer.headers["ratelimit"]).toBe(`"default";r=${2 - n};t=60`)
  }
  const answer = await app.inject({ url: "/v1/version", headers: auth })
  expect(answer.statusCode).toBe(429)
  expect(answer.headers["retry-after"]).toBe("60")
  expect(answer.json()).toMatchObject({ code: "too-many-requests" })
  expect((await app.inject("/health/live")).statusCode).toBe(200)
})

test("bytes that are not HTTP get a problem document", async () => {
  const { app } = start()
  await app.listen({ port: 0, host: "127.0.0.1" })
  const { port } = app.server.address() as AddressInfo
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write("\x16\x03\x01 hello\r\n\r\n"))
    let text = ""
    socket.on("data", (chunk) => (text += chunk.toString())).on("close", () => resolve(text))
  })
  expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  expect(answer).toContain('"code":"malformed-request"')
})

test("who sends a request a byte now and then is cut off after a minute", () => {
  const { app } = start()
  expect(app.server.requestTimeout).toBe(60_000)
  expect(app.initialConfig.bodyLimit).toBe(64 * 1024)
})
