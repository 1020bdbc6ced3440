import type { AddressInfo } from "node:net"
import Fastify from "fastify"
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod"
import { expect, test } from "vitest"
import { eventRoutes } from "../../src/api/events.ts"
import { uuidv7 } from "../../src/ids.ts"
import type { UserRow } from "../../src/people/ports.ts"
import { buildApi } from "../../src/api/server.ts"
import { MemoryApi, auth, callId } from "../fakes/api.ts"

const live = callId(0)

function worldWithLiveCall() {
  const world = new MemoryApi().addCalls(2)
  world.calls[0] = { ...world.calls[0]!, state: "active", endedAt: null, endedLeaf: null }
  return world
}

async function open(world: MemoryApi, headers: Record<string, string> = {}, call = live) {
  const app = buildApi(world.parts)
  const base = await app.listen({ port: 0, host: "127.0.0.1" })
  const response = await fetch(`${base}/v1/calls/${call}/events`, { headers: { ...auth, ...headers } })
  return { app, response }
}

const typesOf = (text: string): string[] => [...text.matchAll(/^event: (.+)$/gm)].map((match) => match[1]!)

test("a timeline replays the past, follows the call, and ends when the call has ended", async () => {
  const world = worldWithLiveCall()
  world.emit(live, "call.answered", { line: "main" })
  world.emit(live, "prompt.started")
  const { app, response } = await open(world)
  expect(response.headers.get("content-type")).toContain("text/event-stream")
  setTimeout(() => world.emit(live, "consent.granted"), 20)
  setTimeout(() => world.emit(live, "call.ended"), 40)
  const text = await response.text()
  expect(typesOf(text)).toEqual(["call.answered", "prompt.started", "consent.granted", "call.ended"])
  expect([...text.matchAll(/^id: (\d+)$/gm)].map((match) => match[1])).toEqual(["1", "2", "3", "4"])
  expect(text).toContain(
    'data: {"at":"2026-11-23T10:00:00.000Z","offset_ms":0,"type":"call.answered","facts":{"line":"main"}}',
  )
  expect(world.listeners.get(live)?.size).toBe(0)
  await app.close()
})

test("a client that comes back with Last-Event-ID gets only what it missed", async () => {
  const world = worldWithLiveCall()
  for (const type of ["call.answered", "consent.granted", "recording.started", "call.ended"]) world.emit(live, type)
  const { app, response } = await open(world, { "last-event-id": "2" })
  expect(typesOf(await response.text())).toEqual(["recording.started", "call.ended"])
  await app.close()
})

test("the timeline of a call of an earlier run ends at once", async () => {
  const { app, response } = await open(new MemoryApi().addCalls(1))
  expect(await response.text()).toBe("")
  await app.close()
})

test("a client that goes away is forgotten, and a gateway that stops ends its timelines", async () => {
  const world = worldWithLiveCall()
  world.emit(live, "call.answered")
  const { app, response } = await open(world)
  await response.body!.cancel()
  await expect.poll(() => world.listeners.get(live)?.size).toBe(0)
  const { port } = app.server.address() as AddressInfo
  const again = await fetch(`http://127.0.0.1:${port}/v1/calls/${live}/events`, { headers: auth })
  await app.close()
  expect(typesOf(await again.text())).toEqual(["call.answered"])
})

test("a quiet call is kept alive by comment lines", async () => {
  const world = worldWithLiveCall()
  const app = Fastify().withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  eventRoutes(app, world.parts.views, world.parts.timeline, 10)
  const base = await app.listen({ port: 0, host: "127.0.0.1" })
  const response = await fetch(`${base}/calls/${live}/events`)
  setTimeout(() => world.emit(live, "call.ended"), 100)
  const text = await response.text()
  expect(text.split(": still here").length).toBeGreaterThan(3)
  await app.close()
})

test("a live call can be paused, resumed and withdrawn; one that has ended cannot", async () => {
  const world = worldWithLiveCall()
  const app = buildApi(world.parts)
  const post = (call: string, act: string, payload?: object) =>
    app.inject({ method: "POST", url: `/v1/calls/call_${call}/${act}`, headers: auth, ...(payload ? { payload } : {}) })
  for (const [act, done] of [
    ["pause", "paused"],
    ["resume", "resumed"],
    ["withdraw", "withdrawn"],
  ] as const) {
    expect((await post(live, act)).json()).toEqual({ id: `call_${live}`, done })
  }
  expect(world.acts).toEqual([`pause ${live}`, `resume ${live}`, `withdraw ${live}`])
  const told = await post(live, "consent", { stated_by: "agent-7" })
  expect([told.statusCode, told.json()]).toEqual([202, { id: `call_${live}`, done: "announced" }])
  expect((await post(live, "consent", { note: "nobody said it" })).statusCode).toBe(400)
  expect((await post(live, "pause", {})).statusCode).toBe(200)
  expect((await post(live, "pause", { for: "ever" })).statusCode).toBe(400)
  expect((await post(callId(1), "pause")).json()).toMatchObject({ status: 409, code: "conflict" })
  expect((await post(callId(9), "withdraw")).statusCode).toBe(404)
})

test("whoever watches all calls hears each event from now on, of one line when asked, without facts", async () => {
  const world = worldWithLiveCall()
  const app = buildApi(world.parts)
  const base = await app.listen({ port: 0, host: "127.0.0.1" })
  world.emit(live, "call.answered")
  const all = await fetch(`${base}/v1/events`, { headers: auth })
  const other = await fetch(`${base}/v1/events?line=other`, { headers: auth })
  world.emit(live, "consent.granted", { keys: 3 })
  world.emit(callId(1), "call.ended")
  const texts = Promise.all([all.text(), other.text()])
  await new Promise((resolve) => setImmediate(resolve))
  await app.close()
  const [heard, ofOther] = await texts
  expect(typesOf(heard)).toEqual(["ready", "consent.granted", "call.ended"])
  expect(heard).toContain(`"call_id":"call_${live}","line_id":"main"`)
  expect(heard).not.toContain("facts")
  expect(typesOf(ofOther)).toEqual(["ready", "call.ended"])
  expect(world.watchers.size).toBe(0)
})

test("a stream ends with the token or the sign-in that opened it, and with its permission", async () => {
  const world = worldWithLiveCall()
  const { accounts, sessions } = world.parts.people
  const account = await accounts.create({ name: "crm", role: "integrator", lines: null }, "dev")
  const issue = async (scope: "calls:read") =>
    accounts.issue(account.id, { scopes: [scope], networks: [], days: 1 }, "dev")
  const [kept, revoked] = [await issue("calls:read"), await issue("calls:read")]
  const watcher = personNamed("agent")
  const demoted = personNamed("auditor")
  for (const person of [watcher, demoted]) await world.people.addUser(null, person)
  const [first, second] = [
    await sessions.begin(watcher, "password", null),
    await sessions.begin(demoted, "password", null),
  ]

  const app = buildApi(world.parts)
  const base = await app.listen({ port: 0, host: "127.0.0.1" })
  const reading = async (headers: Record<string, string>) => {
    const controller = new AbortController()
    const { status, body } = await fetch(`${base}/v1/calls/${live}/events`, { headers, signal: controller.signal })
    expect(status).toBe(200)
    let over = false
    const ended = (async () => {
      for await (const chunk of body!) expect(chunk).toBeDefined()
      over = true
    })()
    return {
      ended,
      isOver: () => over,
      stop: () => {
        ended.catch(() => undefined)
        controller.abort()
      },
    }
  }
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
  const cookie = (secret: string) => ({ cookie: `assent_dev=${secret}` })
  const streams = await Promise.all([
    reading(bearer(kept.token)),
    reading(bearer(revoked.token)),
    reading(cookie(first.secret)),
    reading(cookie(second.secret)),
  ])
  const [whole, ofToken, ofSignIn, ofRole] = streams
  await accounts.revoke(account.id, revoked.row.id, "dev")
  await sessions.end(watcher.id, first.session.id)
  await world.people.touchUser({ ...demoted, role: "editor" })
  await Promise.all([ofToken.ended, ofSignIn.ended, ofRole.ended])
  expect(streams.map(({ isOver }) => isOver())).toEqual([false, true, true, true])
  expect(world.listeners.get(live)?.size).toBe(1)
  whole.stop()
  await app.close()
})

function personNamed(role: "agent" | "auditor"): UserRow {
  return {
    id: uuidv7(),
    login: `${role}@example.org`,
    role,
    lines: null,
    state: "active",
    password: null,
    totpSecret: null,
    totpStep: null,
    recovery: [],
    inviteHash: null,
    inviteUntil: null,
    oidc: null,
    createdAt: "2026-11-23T10:00:00.000Z",
    revision: 1,
  }
}
