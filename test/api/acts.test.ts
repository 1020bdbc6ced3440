import { randomUUID } from "node:crypto"
import { expect, test } from "vitest"
import { buildApi } from "../../src/api/server.ts"
import { MemoryApi, NUMBER, auth, callId, recId } from "../fakes/api.ts"

function start(change: (world: MemoryApi) => void = () => undefined) {
  const world = new MemoryApi().addCalls(7)
  change(world)
  const app = buildApi(world.parts)
  const send = (method: "POST" | "PUT" | "DELETE" | "GET", url: string, payload?: object) =>
    app.inject({
      method,
      url,
      headers: { ...auth, "if-match": "*", "idempotency-key": randomUUID() },
      ...(payload ? { payload } : {}),
    })
  return { world, app, send }
}

test("a dry run of an erasure says what would go, and nothing goes", async () => {
  const { world, send } = start()
  const answer = await send("POST", "/v1/erasures", { number: NUMBER, dry_run: true })
  expect(answer.json()).toEqual({
    id: null,
    dry_run: true,
    calls: 3,
    items: [0, 3, 6].map((n) => ({
      recording_id: `rec_${recId(n)}`,
      outcome: "would_erase",
      erased_at: null,
      tombstone_sha256: null,
      retained: null,
    })),
    preview: expect.any(String) as string,
    disclosure: null,
  })
  expect((await send("DELETE", `/v1/recordings/${recId(0)}?dry_run=true`)).json()).toMatchObject({
    outcome: "would_erase",
  })
  expect((await send("DELETE", `/v1/recordings/${recId(0)}?dry_run=yes`)).statusCode).toBe(400)
  expect(world.destruction.log).toEqual([])
})

test("erasing a caller erases every recording of theirs, and asking again finds nothing", async () => {
  const { world, send } = start()
  const first = (await send("POST", "/v1/erasures", { number: NUMBER })).json<{ id: string; items: object[] }>()
  expect(first).toMatchObject({ dry_run: false, calls: 3, disclosure: expect.any(String) as string })
  expect(first.id).toMatch(/^ers_[0-9a-f-]{36}$/)
  expect(first.items).toMatchObject(Array(3).fill({ outcome: "erased" }))
  expect([0, 3, 6].some((n) => world.destruction.readable(recId(n)))).toBe(false)
  expect((await send("POST", "/v1/erasures", { number: NUMBER })).json()).toMatchObject({ calls: 0, items: [] })
  expect((await send("GET", "/v1/recordings?state=shredded")).json<{ data: object[] }>().data).toHaveLength(3)
})

test("one recording can be erased as a request too; one being made or unknown cannot", async () => {
  const { world, send } = start()
  const answer = await send("POST", "/v1/erasures", { recording_id: `rec_${recId(3)}` })
  expect(answer.json()).toMatchObject({ id: null, calls: null, items: [{ outcome: "erased" }] })
  expect(world.destruction.readable(recId(3))).toBe(false)
  world.destruction.recordings.set(recId(0), { ...world.destruction.recordings.get(recId(0))!, state: "open" })
  expect((await send("POST", "/v1/erasures", { recording_id: recId(0) })).statusCode).toBe(409)
  expect((await send("DELETE", `/v1/recordings/${recId(0)}`)).statusCode).toBe(409)
  expect((await send("POST", "/v1/erasures", { number: NUMBER })).json()).toMatchObject({ code: "conflict" })
  expect((await send("DELETE", `/v1/recordings/${recId(1)}`)).statusCode).toBe(404)
  expect((await send("DELETE", `/v1/recordings/${recId(6)}`, { sure: true })).statusCode).toBe(400)
})

test("an erasure that failed half way is a 500 that a second request completes", async () => {
  const { world, send } = start()
  world.destruction.failNext("remove")
  expect((await send("DELETE", `/v1/recordings/${recId(0)}`)).statusCode).toBe(500)
  expect((await send("DELETE", `/v1/recordings/${recId(0)}`)).statusCode).toBe(200)
  expect(world.destruction.shredIntents.size).toBe(0)
})

test("greetings are drafted, checked, filled and published", async () => {
  const { send } = start()
  const greeting = (await send("GET", "/v1/greetings/standard")).json<{ versions: object[] }>()
  expect(greeting.versions).toMatchObject([
    { version: 1, state: "published", draft_wording: true },
    { version: 2, state: "draft" },
  ])
  const draft = await send("POST", "/v1/greetings/standard/versions", { from: 1 })
  expect(draft.statusCode).toBe(201)
  expect(draft.json()).toMatchObject({ version: 2, state: "draft" })
  expect((await send("POST", "/v1/greetings/standard/versions")).statusCode).toBe(201)
  expect((await send("POST", "/v1/greetings/standard/versions/2/validate")).json()).toMatchObject({
    publishable: false,
    findings: [{ pointer: "/languages/en/menu", code: "prompt_missing" }],
  })
  expect((await send("POST", "/v1/greetings/standard/versions/1/validate")).json()).toEqual({
    publishable: true,
    findings: [],
  })
  const audio = Buffer.alloc(40_000, 7).toString("base64")
  const prompt = { text: "This call may be recorded.", audio_base64: audio }
  expect((await send("PUT", "/v1/greetings/standard/versions/2/en/notice", prompt)).statusCode).toBe(200)
  expect((await send("POST", "/v1/greetings/standard/versions/2/publish", { message: "ok" })).json()).toMatchObject({
    state: "published",
    message: "ok",
  })
})

test.each([
  ["an unknown greeting", "/v1/greetings/nope/versions/2/en/notice", {}, 404],
  ["an unknown version", "/v1/greetings/standard/versions/9/en/notice", {}, 404],
  ["a published version", "/v1/greetings/standard/versions/1/en/notice", {}, 409],
  ["an unknown prompt", "/v1/greetings/standard/versions/2/en/hello", {}, 400],
  ["a language that is none", "/v1/greetings/standard/versions/2/english/notice", {}, 400],
  ["version zero", "/v1/greetings/standard/versions/0/en/notice", {}, 400],
  ["no words", "/v1/greetings/standard/versions/2/en/notice", { text: "" }, 400],
  ["what is not base64", "/v1/greetings/standard/versions/2/en/notice", { audio_base64: "not base64!" }, 400],
  ["base64 without padding", "/v1/greetings/standard/versions/2/en/notice", { audio_base64: "AAAAA" }, 400],
  ["no audio", "/v1/greetings/standard/versions/2/en/notice", { audio_base64: "" }, 400],
  ["what is not audio", "/v1/greetings/standard/versions/2/en/notice", { audio_base64: "AAA=" }, 415],
  [
    "more than 15 MB",
    "/v1/greetings/standard/versions/2/en/notice",
    { audio_base64: "A".repeat(16 * 1024 * 1024) },
    413,
  ],
])("a prompt for or with %s is refused", async (_what, url, change, status) => {
  const { send } = start()
  const answer = await send("PUT", url, { text: "Words.", audio_base64: "AAAAAAAA", ...change })
  expect(answer.statusCode).toBe(status)
  expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/)
})

test("ten megabytes of base64 are read without trouble", async () => {
  const { send } = start()
  const audio = Buffer.alloc(10_000_000, 5).toString("base64")
  const answer = await send("PUT", "/v1/greetings/standard/versions/2/en/notice", {
    text: "Words.",
    audio_base64: audio,
  })
  expect(answer.statusCode).toBe(200)
})

test("test calls are placed where a test phone is, and only there", async () => {
  const { send } = start()
  const placed = await send("POST", "/v1/test-calls", { from: NUMBER })
  expect(placed.statusCode).toBe(201)
  expect(placed.json()).toEqual({
    media_url: "ws://127.0.0.1:7080/media/test",
    token: "t",
    call_sid: "CA1",
    call_id: `call_${callId(0)}`,
  })
  expect((await send("POST", "/v1/test-calls")).statusCode).toBe(201)
  expect((await send("POST", "/v1/test-calls", { from: null, to: "+4930123456" })).statusCode).toBe(201)
  expect((await send("POST", "/v1/test-calls", { to: "+4930999999" })).statusCode).toBe(404)
  expect((await send("POST", "/v1/test-calls", { from: "anonymous" })).statusCode).toBe(400)
  const without = start((world) => {
    world.parts = { ...world.parts, testPhone: null }
  })
  expect((await without.send("POST", "/v1/test-calls", {})).statusCode).toBe(404)
})

test("the ledger is served by its own names, and by no other", async () => {
  const { send } = start()
  expect((await send("GET", "/v1/ledger/checkpoint")).json()).toMatchObject({
    origin: "assent.test/log",
    size: 9,
    root: "AAAA",
  })
  for (const [path, body] of [
    ["checkpoint", "assent.test/log\n9\nAAAA\n\n— assent.test/log BBBB\n"],
    ["log.vkey", "assent.test/log+0+A"],
    ["witness.vkeys", ""],
    ["tile/0/000.p/9", "hashes"],
  ] as const) {
    const answer = await send("GET", `/ledger/${path}`)
    expect(answer.statusCode, path).toBe(200)
    expect(answer.body).toBe(body)
  }
  for (const path of [
    "tile/0/001",
    "tile/0/000.p/0",
    "tile/0/000.p/256",
    "tile/64/000",
    "tile/0/0",
    "tile/0/x1/000",
    "tile/entries/..%2f..%2fkeys.db",
    "tile/..%2fcheckpoint",
    "tile/",
    "keys.db",
  ]) {
    expect((await send("GET", `/ledger/${path}`)).statusCode, path).toBe(404)
  }
})

test("the proof of a recording holds exact leaves, their hashes and their paths", async () => {
  const { send } = start()
  const proof = (await send("GET", `/v1/recordings/${recId(0)}/proof`)).json<{ leaves: { inclusion: string[] }[] }>()
  expect(proof).toMatchObject({
    checkpoint: expect.stringContaining("assent.test/log") as string,
    leaves: [
      { index: 2, type: "recording.started", entry: "e30=", leaf_hash: "KKOhj2zWQGsIbp/9ofm4oT289EsPPzLLkDGhH9BTrPk=" },
    ],
  })
  expect(Buffer.from(proof.leaves[0]!.inclusion[0]!, "base64")).toHaveLength(32)
  expect((await send("GET", `/v1/recordings/${callId(0)}/proof`)).statusCode).toBe(404)
})
