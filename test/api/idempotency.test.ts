/* Idempotency-Key: sent twice, done once, answered twice. */
import { randomUUID } from "node:crypto"
import { beforeEach, expect, test } from "vitest"
import { buildApi } from "../../src/api/server.ts"
import { MemoryApi, NUMBER, auth, callId, recId } from "../fakes/api.ts"

let world: MemoryApi
let app: ReturnType<typeof buildApi>
beforeEach(() => {
  world = new MemoryApi().addCalls(4)
  world.calls[1] = { ...world.calls[1]!, state: "active" }
  app = buildApi(world.parts)
})

const post = (url: string, key: string | null, payload?: object, headers: Record<string, string> = auth) =>
  app.inject({
    method: "POST",
    url,
    headers: { ...headers, ...(key === null ? {} : { "idempotency-key": key }) },
    ...(payload ? { payload } : {}),
  })
const person = { login: "mira@example.org", role: "auditor" }

test("a person is invited once, however often the request arrives, and the answer is the first one to the byte", async () => {
  const key = randomUUID()
  const first = await post("/v1/users", key, person)
  expect(first.statusCode).toBe(201)
  expect(first.headers["idempotent-replayed"]).toBeUndefined()
  const again = await post("/v1/users", `"${key}"`, person)
  expect(again.statusCode).toBe(201)
  expect(again.headers["idempotent-replayed"]).toBe("true")
  expect(again.headers["content-type"]).toBe(first.headers["content-type"])
  expect(again.body).toBe(first.body)
  expect((await app.inject({ url: "/v1/users", headers: auth })).json<{ data: object[] }>().data).toHaveLength(1)
})

test("a key means one request: another body, or another token of the same principal, is a 422 and does nothing", async () => {
  const key = randomUUID()
  await post("/v1/users", key, person)
  const other = await post("/v1/users", key, { ...person, role: "owner" })
  expect(other.json()).toMatchObject({ status: 422, code: "idempotency-key-reused" })
  // At another address the key is another key.
  expect((await post("/v1/service-accounts", key, { name: "crm" })).statusCode).toBe(201)
  expect((await app.inject({ url: "/v1/users", headers: auth })).json<{ data: object[] }>().data).toHaveLength(1)
})

test("of two that come at once one is done and the other is told to wait", async () => {
  const key = randomUUID()
  const addUser = world.people.addUser.bind(world.people)
  world.people.addUser = async (tx, user) => {
    await new Promise((resolve) => setTimeout(resolve, 30))
    return addUser(tx, user)
  }
  const both = await Promise.all([post("/v1/users", key, person), post("/v1/users", key, person)])
  expect(both.map((answer) => answer.statusCode).sort()).toEqual([201, 409])
  const waits = both.find((answer) => answer.statusCode === 409)!
  expect(waits.json()).toMatchObject({ code: "request-in-progress" })
  expect(waits.headers["retry-after"]).toBe("1")
  expect((await post("/v1/users", key, person)).headers["idempotent-replayed"]).toBe("true")
})

test("what a stopped gateway had begun is known to be unknown", async () => {
  const key = randomUUID()
  const rows = world.idempotency
  const finish = rows.finish.bind(rows)
  rows.finish = () => Promise.reject(new Error("killed"))
  expect((await post("/v1/users", key, person)).statusCode).toBe(201)
  rows.finish = finish
  app = buildApi(world.parts)
  expect((await post("/v1/users", key, person)).json()).toMatchObject({ status: 409, code: "outcome-unknown" })
})

test("a refusal frees the key: what was refused is asked again, not remembered", async () => {
  const key = randomUUID()
  const url = `/v1/calls/call_${callId(0)}/pause`
  expect((await post(url, key)).statusCode).toBe(409)
  world.calls[0] = { ...world.calls[0]!, state: "active" }
  expect((await post(url, key)).statusCode).toBe(200)
  expect((await post(url, key)).headers["idempotent-replayed"]).toBe("true")
  expect(world.acts).toEqual([`pause ${callId(0)}`])
  expect((await post("/v1/users", key, { login: 7 })).statusCode).toBe(400)
  expect(world.idempotency.rows.size).toBe(1)
})

test("an erasure without a key is refused with its mend, a dry run needs none, and a repeated one says what the first did", async () => {
  const body = { recording_id: recId(0) }
  const refused = await post("/v1/erasures", null, body)
  expect(refused.json()).toMatchObject({ status: 400, errors: [{ pointer: "/headers/idempotency-key" }] })
  expect((await post("/v1/erasures", null, { ...body, dry_run: true })).statusCode).toBe(200)
  expect(world.destruction.readable(recId(0))).toBe(true)
  const key = randomUUID()
  const number = { number: NUMBER }
  const first = await post("/v1/erasures", key, number)
  expect(first.json()).toMatchObject({ calls: 2 })
  expect((await post("/v1/erasures", key, number)).json()).toEqual(first.json())
})

test.each(["short", "x".repeat(300), "with spaces in the middle", '"only one quote-------'])(
  "a key like %s is refused",
  async (key) => {
    expect((await post("/v1/users", key, person)).json()).toMatchObject({ status: 400, code: "input-invalid" })
  },
)

test("what is kept is neither the key, nor the body, nor the answer, and an unmasked number is not kept at all", async () => {
  const key = randomUUID()
  await post("/v1/users", key, person)
  await post("/v1/erasures", key, { number: NUMBER })
  const reason = { ...auth, "x-assent-reason": "complaint" }
  expect((await post(`/v1/calls/${callId(0)}/unmask`, key, undefined, reason)).statusCode).toBe(200)
  expect(world.idempotency.rows.size).toBe(2)
  const stored = [...world.idempotency.rows].map(([id, row]) => id + row.fingerprint + row.expiresAt)
  const answers = [...world.idempotency.rows.values()].map((row) => Buffer.from(row.answer!).toString("latin1"))
  for (const text of [...stored, ...answers]) {
    for (const word of [key, person.login, NUMBER.slice(1), "invitation", "ers_"]) expect(text).not.toContain(word)
  }
})

/** The POSTs that do not ask for a key, and why. Whatever creates or erases is not among them. */
const apart: Readonly<Record<string, string>> = {
  "/v1/calls/{id}/unmask": "none: the number may not be kept, even sealed",
  "/v1/recordings/{id}/listening": "none: the address may not be kept, and lapses by itself",
  "/v1/incidents/query": "none: it only reads",
  "/v1/webhooks/{id}/rotate": "none: a key may not be kept, even sealed",
  "/v1/calls/{id}/pause": "a second time finds it done, and an agent cannot wait for a slip",
  "/v1/calls/{id}/resume": "as pause",
  "/v1/calls/{id}/stop": "as pause",
  "/v1/calls/{id}/withdraw": "as pause",
  "/v1/calls/{id}/consent": "as pause: it is refused once something is decided",
  "/v1/jobs/{id}/cancel": "a cancelled job stays cancelled",
  "/v1/retention/confirm": "what is confirmed stays confirmed",
  "/v1/requests/{id}/verify": "a state that was reached is refused the second time",
  "/v1/requests/{id}/assess": "what is held is looked up anew",
  "/v1/requests/{id}/refuse": "a state that was reached is refused the second time",
  "/v1/requests/{id}/extend": "once only, by law",
  "/v1/requests/{id}/notified": "a state that was reached is refused the second time",
  "/v1/policy/explain": "it only reads",
  "/v1/greetings/{id}/versions/{version}/validate": "it only reads",
  "/v1/greetings/{id}/versions/{version}/{language}/{prompt}/speech": "the same words give the same draft",
  "/v1/greetings/{id}/versions/{version}/waivers": "the same waiver of a draft stands once",
  "/v1/greetings/{id}/versions/{version}/review": "the same review of a draft stands once",
  "/v1/webhooks/{id}/test": "receivers know an event by its id, and a test is made to be repeated",
  "/v1/webhooks/{id}/deliveries/{delivery}/replay": "it goes out under its first id, which receivers know",
  "/v1/webhooks/{id}/replay": "as the replay of one delivery",
  "/v1/test-calls": "a test is made to be repeated",
}

test("every POST under a principal asks for a key in the description, or stands on the list of those that need none", async () => {
  interface Operation {
    readonly security?: readonly object[]
    readonly parameters?: readonly { readonly name: string; readonly required?: boolean }[]
  }
  const { paths } = (await app.inject("/openapi.json")).json<{ paths: Record<string, Record<string, Operation>> }>()
  const posts = Object.entries(paths).filter(([, item]) => (item["post"]?.security?.length ?? 0) > 0)
  const asks = new Map(
    posts.map(([path, item]) => {
      const header = item["post"]!.parameters?.find(({ name }) => name === "Idempotency-Key")
      return [path, header === undefined ? "none" : header.required === true ? "required" : "accepted"]
    }),
  )
  const free = [...asks].filter(([, rule]) => rule !== "required")
  expect(free.map(([path]) => path).sort()).toEqual(Object.keys(apart).sort())
  for (const [path, rule] of free) expect(apart[path]!.startsWith("none: "), path).toBe(rule === "none")
  expect(asks.size - free.length).toBeGreaterThan(20)
})

test("what the description asks for is asked for", async () => {
  const made = await post("/v1/holds", null, { recording_id: recId(0), reason: "r", review_on: "2099-01-01" })
  expect(made.json()).toMatchObject({
    status: 400,
    errors: [{ pointer: "/headers/idempotency-key", code: "required" }],
  })
  const rehearsed = await post("/v1/lines?dry_run=true", null, {})
  expect(rehearsed.json<{ errors: { pointer: string }[] }>().errors[0]?.pointer).not.toContain("idempotency")
})
