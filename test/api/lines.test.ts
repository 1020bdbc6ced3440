import { randomUUID } from "node:crypto"
import { expect, test } from "vitest"
import { buildApi } from "../../src/api/server.ts"
import type { Line } from "../../src/greetings/document-line.ts"
import { MemoryApi, auth, NUMBER } from "../fakes/api.ts"

const world = new MemoryApi().addCalls(2)
const app = buildApi(world.parts)
const send = (method: "GET" | "POST" | "PATCH" | "DELETE", url: string, payload?: object, headers: object = {}) =>
  app.inject({
    method,
    url,
    headers: { ...auth, "idempotency-key": randomUUID(), ...headers },
    ...(payload && { payload }),
  })
const get = async (url: string) => {
  const answer = await send("GET", url)
  return { body: answer.json<Record<string, unknown>>(), etag: String(answer.headers.etag) }
}
const problemOf = (answer: Awaited<ReturnType<typeof send>>) =>
  answer.json<{ code: string; detail: string; errors?: { pointer: string }[] }>()

const front: Line = { ...world.document.lines[0]!, id: "front", name: "Front desk", number: "+4930999111" }

test("a line is added, found, changed and deleted, each with its ETag", async () => {
  const made = await send("POST", "/v1/lines", front)
  expect(made.statusCode).toBe(201)
  expect(made.json()).toEqual(front)
  const { body, etag } = await get("/v1/lines/front")
  expect(body).toEqual(front)
  expect(etag).toBe(made.headers.etag)
  expect(etag).toMatch(/^"[A-Za-z0-9_-]{20,}"$/)
  const change = { name: "Desk", retention: { policy: "quarter", days: 90 }, region: "de" }
  const changed = await send("PATCH", "/v1/lines/front", change, { "if-match": etag })
  expect(changed.json()).toEqual({ ...front, ...change })
  const without = { ...front, name: change.name, retention: change.retention }
  const taken = await send("PATCH", "/v1/lines/front", { region: null }, { "if-match": changed.headers.etag })
  expect(taken.json()).toEqual(without)
  const gone = await send("DELETE", "/v1/lines/front", undefined, { "if-match": taken.headers.etag })
  expect(gone.statusCode).toBe(200)
  expect((await send("GET", "/v1/lines/front")).statusCode).toBe(404)
})

test("a change without If-Match is 428; of two admins who edit one line at once the second gets 412 with what is there now", async () => {
  const { etag } = await get("/v1/lines/main")
  for (const method of ["PATCH", "DELETE"] as const) {
    const answer = await send(method, "/v1/lines/main", method === "PATCH" ? { name: "x" } : undefined)
    expect(answer.statusCode).toBe(428)
    expect(answer.headers.etag).toBe(etag)
  }
  const both = await Promise.all(
    ["First", "Second"].map((name) => send("PATCH", "/v1/lines/main", { name }, { "if-match": etag })),
  )
  expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412])
  const stale = both.find(({ statusCode }) => statusCode === 412)!
  const now = await get("/v1/lines/main")
  expect(stale.headers.etag).toBe(now.etag)
  expect(problemOf(stale)).toMatchObject({ code: "version-stale", current_etag: now.etag })
  const other = await get("/v1/lines/other")
  expect((await send("PATCH", "/v1/lines/other", { name: "Mine" }, { "if-match": other.etag })).statusCode).toBe(200)
})

test("a dry run checks everything, answers what would be, and changes nothing", async () => {
  const before = world.document.version
  const { etag, body } = await get("/v1/lines/main")
  const dry = "?dry_run=true"
  const added = await send("POST", `/v1/lines${dry}`, front)
  expect([added.statusCode, added.json()]).toEqual([200, front])
  const changed = await send("PATCH", `/v1/lines/main${dry}`, { name: "Other" }, { "if-match": etag })
  expect(changed.json()).toEqual({ ...body, name: "Other" })
  expect(
    (await send("DELETE", `/v1/lines/third${dry}`, undefined, { "if-match": (await get("/v1/lines/third")).etag }))
      .statusCode,
  ).toBe(200)
  expect((await send("POST", `/v1/lines${dry}`, { ...front, id: "main" })).statusCode).toBe(409)
  expect((await send("POST", `/v1/lines${dry}`, { ...front, greeting: "none" })).statusCode).toBe(400)
  expect(world.document.version).toBe(before)
})

test.each([
  ["a number that no country has", { number: "+99912345678" }, "/body/number"],
  ["a number without a country code", { number: "030 123456" }, "/body/number"],
  ["a number of another line", { number: "+4930123457" }, "/body/number"],
  ["a greeting that is not there", { greeting: "none" }, "/body/greeting"],
  [
    "a closed greeting that is not there",
    { schedule: "office", closed: { greeting: "none" } },
    "/body/closed/greeting",
  ],
  ["a schedule that is not there", { schedule: "none", closed: { greeting: "standard" } }, "/body/schedule"],
  ["a schedule that decides nothing", { schedule: "office" }, "/body/closed"],
  ["a question past which callers are connected, and a recording", { bypass: true }, "/body/mode"],
  ["a mode without its basis", { mode: "notice_only" }, "/body/legal_basis"],
  ["keys that mean something else", { keys: { agree: "2" } }, "/body/keys"],
  ["a language by no prefix", { language_by_prefix: { "0049": "de" } }, "/body/language_by_prefix"],
  [
    "an agent who is not written down",
    { destination: { kind: "phone", number: "+4930999888", agent: "agent-7" } },
    "/body/destination/agent",
  ],
  ["a member that is none", { colour: "red" }, "/body/colour"],
])("%s is refused, and where; what is live stays", async (_what, more, pointer) => {
  if (!world.document.schedules) await send("POST", "/v1/schedules", office)
  const { etag } = await get("/v1/lines/other")
  const before = world.document
  const patched = await send(
    "PATCH",
    "/v1/lines/other",
    { ...more, ...("number" in more && more.number === "+4930123457" && { number: "+4930123458" }) },
    { "if-match": etag },
  )
  const added = await send("POST", "/v1/lines", { ...front, ...more })
  for (const answer of [patched, added]) {
    expect(answer.statusCode).toBe(400)
    expect(problemOf(answer).errors?.some((error) => error.pointer.startsWith(pointer))).toBe(true)
    expect(answer.body).not.toContain("99912345678")
  }
  expect(world.document).toBe(before)
})

test("a line with calls in progress, and the only one that the test phone can ring, are not deleted", async () => {
  world.calls[0] = { ...world.calls[0]!, state: "active", lineId: "main" }
  const busy = await send("DELETE", "/v1/lines/main", undefined, { "if-match": (await get("/v1/lines/main")).etag })
  expect([busy.statusCode, problemOf(busy).detail]).toEqual([409, expect.stringMatching(/in progress/)])
  world.calls[0] = { ...world.calls[0], state: "ended" }
  for (const id of ["main", "other"]) {
    const { etag } = await get(`/v1/lines/${id}`)
    expect((await send("DELETE", `/v1/lines/${id}`, undefined, { "if-match": etag })).statusCode).toBe(200)
  }
  const last = await send("DELETE", "/v1/lines/third", undefined, { "if-match": (await get("/v1/lines/third")).etag })
  expect([last.statusCode, problemOf(last).detail]).toEqual([409, expect.stringMatching(/only line/)])
})

const office = {
  id: "office",
  name: "Office",
  time_zone: "Europe/Berlin",
  weekly: [{ days: ["mon", "tue", "wed", "thu", "fri"], hours: [{ from: "09:00", to: "17:00" }] }],
}

test("a schedule decides greeting and destination, and says until when; while a line keeps it, it stays", async () => {
  if (!world.document.schedules) await send("POST", "/v1/schedules", office)
  const closed = { greeting: "standard", destination: { kind: "phone", number: "+4930999222" } }
  const by = { "+49": "de", "+4989": "fr" }
  const line = await get("/v1/lines/third")
  const kept = await send(
    "PATCH",
    "/v1/lines/third",
    { schedule: "office", closed, language_by_prefix: by },
    { "if-match": line.etag },
  )
  expect(kept.statusCode).toBe(200)
  const at = (when: string, from = "") => get(`/v1/lines/third/explain?at=${encodeURIComponent(when)}${from}`)
  expect((await at("2026-11-23T12:00:00+01:00")).body).toMatchObject({
    opening: { open: true, by: "weekly", until: "2026-11-23T16:00:00.000Z" },
    destination: { kind: "test-agent" },
    language: "en",
    greeting_version: 1,
  })
  const munich = `&from=${encodeURIComponent("+498912345")}`
  expect((await at("2026-11-28T12:00:00Z", munich)).body).toMatchObject({
    opening: { open: false, until: "2026-11-30T08:00:00.000Z" },
    destination: closed.destination,
    language: "fr",
  })
  expect((await at("2026-11-28T12:00:00Z", `&from=${encodeURIComponent(NUMBER)}`)).body).toMatchObject({
    language: "de",
  })
  const { etag } = await get("/v1/schedules/office")
  const used = await send("DELETE", "/v1/schedules/office", undefined, { "if-match": etag })
  expect([used.statusCode, problemOf(used).detail]).toEqual([409, expect.stringMatching(/third/)])
  const overlapping = { weekly: [...office.weekly, { days: ["fri"], hours: [{ from: "16:00", to: "18:00" }] }] }
  const refused = await send("PATCH", "/v1/schedules/office", overlapping, { "if-match": etag })
  expect(refused.statusCode).toBe(400)
  expect(problemOf(refused).errors?.[0]?.pointer).toBe("/body/weekly/1/hours/0")
})
