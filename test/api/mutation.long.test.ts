import { randomUUID } from "node:crypto"
import fc from "fast-check"
import { expect, test } from "vitest"
import { buildApi } from "../../src/api/server.ts"
import { MemoryApi, NUMBER, auth, callId, consentId, recId } from "../fakes/api.ts"

/*
 * Every valid request of this table is answered 2xx. Every mutation of it that is no longer valid is answered with a
 * 4xx problem, and no mutation at all with a 5xx.
 */
interface Request {
  readonly method: "GET" | "POST" | "PUT" | "DELETE"
  readonly path: string
  readonly query?: Record<string, string>
  readonly body?: Record<string, unknown>
}

const number = encodeURIComponent(NUMBER)
const newLine = {
  id: "new",
  name: "New line",
  number: "+4930999888",
  organisation: "Example GmbH",
  language: "en",
  greeting: "standard",
  mode: "opt_in",
  purposes: ["quality"],
  destination: { kind: "test-agent" },
  agent_basis: "works agreement",
  retention: { policy: "default-365d", days: 365 },
  keys: { agree: "1", refuse: "2", repeat: "*", more: "0", withdraw: "*2" },
  on_withdrawal: "restrict_72h",
  limits: { concurrent_calls: 100 },
}
const office = {
  id: "office",
  name: "Office",
  time_zone: "Europe/Berlin",
  weekly: [{ days: ["mon"], hours: [{ from: "09:00", to: "17:00" }] }],
}
const prompt = { text: "Words.", audio_base64: "AAAAAAAA" }
const valid: readonly Request[] = [
  { method: "GET", path: "/v1/lines", query: { limit: "2" } },
  { method: "GET", path: "/v1/lines/main" },
  { method: "GET", path: "/v1/lines/main/explain", query: { at: "2026-12-24T18:00:00Z", from: number } },
  { method: "POST", path: "/v1/lines", query: { dry_run: "true" }, body: newLine },
  { method: "POST", path: "/v1/schedules", query: { dry_run: "true" }, body: office },
  { method: "GET", path: "/v1/calls", query: { limit: "5", line: "main", consent: "granted,refused" } },
  { method: "GET", path: "/v1/calls", query: { number, "answered_at[gte]": "2026-11-23T10:00:00Z" } },
  { method: "GET", path: `/v1/calls/call_${callId(0)}` },
  { method: "GET", path: `/v1/calls/call_${callId(0)}/events` },
  { method: "POST", path: `/v1/calls/call_${callId(1)}/pause` },
  { method: "POST", path: `/v1/calls/call_${callId(1)}/consent`, body: { stated_by: "agent-7", note: "said yes" } },
  { method: "GET", path: "/v1/consents", query: { call: callId(0), state: "granted" } },
  { method: "GET", path: `/v1/consents/cns_${consentId(0)}` },
  { method: "GET", path: "/v1/recordings", query: { state: "sealed" } },
  { method: "GET", path: `/v1/recordings/rec_${recId(0)}` },
  { method: "GET", path: `/v1/recordings/rec_${recId(0)}/audio` },
  { method: "GET", path: `/v1/recordings/rec_${recId(0)}/encrypted` },
  { method: "GET", path: `/v1/recordings/rec_${recId(0)}/ciphertext` },
  { method: "GET", path: `/v1/recordings/rec_${recId(0)}/proof` },
  { method: "DELETE", path: `/v1/recordings/rec_${recId(0)}`, query: { dry_run: "true" } },
  { method: "POST", path: "/v1/erasures", body: { number: NUMBER, dry_run: true } },
  { method: "POST", path: "/v1/erasures", body: { recording_id: recId(0), dry_run: true } },
  { method: "GET", path: "/v1/greetings" },
  { method: "GET", path: "/v1/greetings/standard" },
  { method: "POST", path: "/v1/greetings/standard/versions", body: { from: 1 } },
  { method: "PUT", path: "/v1/greetings/standard/versions/2/en/notice", body: prompt },
  { method: "POST", path: "/v1/greetings/standard/versions/2/validate" },
  { method: "POST", path: "/v1/greetings/standard/versions/2/publish", body: { message: "ok" } },
  { method: "POST", path: "/v1/greetings", body: { id: "evening", name: "After hours" } },
  { method: "PUT", path: "/v1/greetings/standard/versions/2/says/en", body: { purpose: "Words" } },
  { method: "POST", path: "/v1/greetings/standard/versions/2/review", body: { reviewed_by: "J. Doe" } },
  {
    method: "POST",
    path: "/v1/greetings/standard/versions/2/waivers",
    body: { pointer: "/languages/en/more/text", code: "contact_not_said", reason: "on the card" },
  },
  { method: "POST", path: "/v1/greetings/standard/versions/2/en/notice/speech", body: { text: "Words." } },
  { method: "POST", path: "/v1/greetings/standard/rollback", body: { to: 1, message: "back" } },
  { method: "GET", path: "/v1/greetings/standard/diff", query: { from: "1", to: "2" } },
  { method: "GET", path: "/v1/greetings/standard/stats", query: { since: "2026-11-01T00:00:00Z" } },
  { method: "GET", path: "/v1/greetings/standard/versions/1/en/notice/preview" },
  { method: "POST", path: "/v1/test-calls", body: { from: NUMBER } },
  { method: "GET", path: "/v1/ledger/checkpoint" },
  { method: "GET", path: "/v1/version" },
  { method: "GET", path: "/ledger/tile/0/000.p/9" },
]

const junk = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom(
    "",
    " ",
    "0",
    "-1",
    "1e9",
    "null",
    "NaN",
    "..",
    "%00",
    "\0",
    "'; --",
    "__proto__",
    "💥",
    "A".repeat(2000),
  ),
)
const junkValue = fc.oneof(
  junk,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constant([]),
  fc.constant({}),
  fc.double(),
)

/** One change to one place of a request. */
const mutation = fc.oneof(
  fc.record({ kind: fc.constant("add query" as const), name: junk, value: junk }),
  fc.record({ kind: fc.constant("query" as const), at: fc.nat(), value: junk }),
  fc.record({ kind: fc.constant("path" as const), at: fc.nat(), value: junk }),
  fc.record({ kind: fc.constant("add member" as const), name: junk, value: junkValue }),
  fc.record({ kind: fc.constant("member" as const), at: fc.nat(), value: junkValue }),
  fc.record({ kind: fc.constant("remove member" as const), at: fc.nat() }),
  fc.record({ kind: fc.constant("raw body" as const), value: junk }),
  fc.record({
    kind: fc.constant("header" as const),
    name: fc.constantFrom("range", "if-range", "last-event-id", "content-type", "accept"),
    value: fc.string({ maxLength: 30 }),
  }),
)
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never

function send(request: Request, change?: Mutation) {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(request.query ?? {})) query.append(name, decodeURIComponent(value))
  const parts = request.path.split("/")
  let body: unknown = request.body
  let raw: string | undefined
  const headers: Record<string, string> = { ...auth, "if-match": "*", "idempotency-key": randomUUID() }
  const members = Object.entries(request.body ?? {})
  switch (change?.kind) {
    case "add query":
      query.append(change.name, change.value)
      break
    case "query": {
      const name = [...query.keys()][change.at % Math.max(1, query.size)]
      if (name !== undefined) query.set(name, change.value)
      break
    }
    case "path":
      parts[2 + (change.at % (parts.length - 2))] = encodeURIComponent(change.value.toWellFormed())
      break
    case "add member":
      body = Object.fromEntries([...members, [change.name, change.value]])
      break
    case "member":
      if (members.length > 0) members[change.at % members.length]![1] = change.value
      body = Object.fromEntries(members)
      break
    case "remove member":
      body = Object.fromEntries(members.filter((_, at) => at !== change.at % members.length))
      break
    case "raw body":
      raw = change.value
      break
    case "header":
      headers[change.name] = change.value.replaceAll(/[^\x20-\x7e]/g, "?")
      break
  }
  const search = query.size === 0 ? "" : `?${query.toString()}`
  const payload = raw ?? (body === undefined || request.method === "GET" ? undefined : JSON.stringify(body))
  if (payload !== undefined) headers["content-type"] ??= "application/json"
  const url = parts.join("/") + search
  return app.inject({ method: request.method, url, headers, ...(payload === undefined ? {} : { payload }) })
}

const world = new MemoryApi().addCalls(4)
world.calls[1] = { ...world.calls[1]!, state: "active" }
// A mutation may take the `dry_run` away: nothing is erased here, or most of what follows would be a plain 410.
const erased = { recordingId: recId(0), erasedAt: "2026-11-23T10:00:00.000Z", reason: "request", tombstoneSha256: "t" }
const app = buildApi({
  ...world.parts,
  eraser: {
    ...world.parts.eraser,
    eraseRecording: async (id) => ({ ...erased, recordingId: id }),
    eraseSubject: async () => ({ requestId: recId(9), calls: 1, recordings: [erased], retained: [], disclosure: null }),
  },
})

test.each(valid)("the valid request $method $path is answered", async (request) => {
  expect((await send(request)).statusCode).toBeLessThan(300)
})

test("no mutation of a valid request is answered with a 5xx, and every refusal is a problem document", async () => {
  const seen = new Map<number, number>()
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...valid), mutation, async (request, change) => {
      const answer = await send(request, change)
      const { statusCode: status } = answer
      seen.set(status, (seen.get(status) ?? 0) + 1)
      expect(status).toBeLessThan(500)
      if (status >= 400) {
        expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/)
        const problem = answer.json<{ status: number; code: string; errors?: { pointer: string }[] }>()
        expect(problem.status).toBe(status)
        expect(problem.code).toMatch(/^[a-z-]+$/)
        for (const error of problem.errors ?? []) expect(error.pointer).toMatch(/^\/(query|path|body|headers)/)
      }
    }),
    { numRuns: 3000 },
  )
  for (const status of [200, 400, 404]) expect(seen.get(status), `${status} was never seen`).toBeGreaterThan(50)
})

test("an added unknown parameter or member is always refused", async () => {
  const name = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => !knownNames.has(text))
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...valid), name, junk, async (request, name, value) => {
      const inQuery = await send(request, { kind: "add query", name, value })
      expect(inQuery.statusCode).toBe(/^\/ledger\/tile/.test(request.path) ? inQuery.statusCode : 400)
      expect(inQuery.statusCode).toBeGreaterThanOrEqual(400)
      if (request.method !== "GET") {
        const inBody = await send(request, { kind: "add member", name, value })
        expect(inBody.statusCode).toBe(400)
      }
    }),
    { numRuns: 500 },
  )
})
const knownNames = new Set([
  ...["purpose", "free_choice", "rights", "contact", "pointer", "code", "reason", "reviewed_by", "since"],
  "limit",
  "cursor",
  "line",
  "consent",
  "number",
  "call",
  "state",
  "dry_run",
  "at",
  ...Object.keys({ ...newLine, ...office }),
  "language_by_prefix",
  "bypass",
  "legal_basis",
  "schedule",
  "closed",
  "carry",
  "category",
  "region",
  "holidays",
  "overrides",
  "recording_id",
  "from",
  "to",
  "text",
  "audio_base64",
  "message",
  "answered_at[gte]",
  "answered_at[lt]",
])
