/*
 * Every route of the document, those of tomorrow too: what its schemas allow is answered as the document says, and no
 * request at all is answered with a 5xx.
 */
import fc from "fast-check"
import { expect, test } from "vitest"
import { buildApi } from "../../src/api/server.ts"
import { auth, callId, consentId, MemoryApi, recId } from "../fakes/api.ts"
import { type Schema, valuesOf } from "./json-schema.ts"

interface Parameter {
  readonly name: string
  readonly in: "path" | "query" | "header"
  readonly required?: boolean
  readonly schema: Schema
  readonly example?: unknown
}
interface Operation {
  readonly security?: readonly object[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly required?: boolean; readonly content: Record<string, { readonly schema: Schema }> }
  readonly responses: Record<string, { readonly content?: Record<string, object> }>
}
interface Document {
  readonly paths: Record<string, Record<string, Operation>>
  readonly components: { readonly schemas: Record<string, Schema> }
}
interface Sent {
  readonly path: string
  readonly query: readonly (readonly [string, unknown])[]
  readonly headers: Record<string, string>
  readonly body: unknown
}

const world = new MemoryApi().addCalls(6)
world.calls[1] = { ...world.calls[1]!, state: "active", endedAt: null }
for (const call of world.calls) world.emit(call.id, "call.ended")
const app = buildApi(world.parts)
const document = (await app.inject("/openapi.json")).json<Document>()
const find = (ref: string): Schema => document.components.schemas[ref.split("/").at(-1)!]!
/** An answer without an end: events.test.ts reads it over a socket. */
const endless = "/v1/events"
const operations = Object.entries(document.paths)
  .filter(([path]) => path !== endless)
  .flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method,
      path,
      operation,
    })),
  )

/** Ids that exist, so that more is reached than "there is no such thing". */
const existing: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^\/v1\/calls\//, [callId(0), callId(1)]],
  [/^\/v1\/recordings\//, [recId(0), recId(3)]],
  [/^\/v1\/consents\//, [consentId(0)]],
  [/^\/v1\/lines\//, ["main"]],
  [/^\/v1\/greetings\//, ["standard"]],
]

function valuesFor(path: string, { name, in: place, schema, example }: Parameter): fc.Arbitrary<unknown> {
  const shown = example ?? schema.example
  const made = valuesOf(shown === undefined ? schema : { ...schema, example: shown }, find)
  const ids = place === "path" && name === "id" ? (existing.find(([at]) => at.test(path))?.[1] ?? []) : []
  return ids.length > 0 ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...ids) }, made) : made
}

function requestsOf(path: string, operation: Operation): fc.Arbitrary<Sent> {
  const parameters = operation.parameters ?? []
  const of = (place: Parameter["in"]) => {
    const here = parameters.filter((parameter) => parameter.in === place)
    const model = Object.fromEntries(here.map((parameter) => [parameter.name, valuesFor(path, parameter)]))
    const required = here.filter((parameter) => parameter.required || place === "path").map(({ name }) => name)
    return fc.record(model, { requiredKeys: required })
  }
  const schema = operation.requestBody?.content["application/json"]?.schema
  return fc
    .tuple(of("path"), of("query"), of("header"), schema ? valuesOf(schema, find) : fc.constant(undefined))
    .map(([inPath, query, headers, body]) => ({
      path: path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(inPath[name]).toWellFormed())),
      query: Object.entries(query).filter(([name]) => name !== "cursor"),
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, inHeader(String(value))])),
      body,
    }))
}

const membersOf = (body: unknown): object => (typeof body === "object" && body !== null ? body : {})
const inHeader = (text: string): string => text.replaceAll(/[^\x21-\x7e ]/g, "?").trim() || "?"

async function send(method: string, { path, query, headers, body }: Sent) {
  const params = new URLSearchParams()
  for (const [name, value] of query) params.append(name, String(value).toWellFormed())
  const search = params.toString()
  const payload = body === undefined || method === "get" ? undefined : JSON.stringify(body)
  return app.inject({
    method: method.toUpperCase() as "GET",
    url: search === "" ? path : `${path}?${search}`,
    headers: { ...headers, ...auth, ...(payload === undefined ? {} : { "content-type": "application/json" }) },
    ...(payload === undefined ? {} : { payload }),
  })
}

/** What an answer may be, by the document. */
function expectDocumented(
  operation: Operation,
  answer: { readonly statusCode: number; readonly headers: object; readonly body: string },
  what: string,
): void {
  const { statusCode: status } = answer
  expect(status, `${what}: ${answer.body.slice(0, 300)}`).toBeLessThan(500)
  const said = operation.responses[status] ?? operation.responses[`${Math.floor(status / 100)}XX`]
  expect(
    said,
    `${what} answered ${status}, which the document does not know: ${answer.body.slice(0, 300)}`,
  ).toBeDefined()
  const type =
    "content-type" in answer.headers ? String(answer.headers["content-type"]).split(";")[0]?.trim() : undefined
  if (said?.content && type !== undefined && answer.body !== "") {
    expect(
      Object.keys(said.content).map((of) => of.split(";")[0]),
      what,
    ).toContain(type)
  }
  if (status >= 400) expect(type, what).toBe("application/problem+json")
}

const reached = new Map<string, Set<number>>()
const note = (name: string, status: number) => reached.set(name, (reached.get(name) ?? new Set()).add(status))

/** A guess of a password costs time on purpose. */
const slow = new Set(["POST /v1/session", "POST /v1/invitations"])
const runs = (name: string, many: number): { numRuns: number } => ({ numRuns: slow.has(name) ? 1 : many })

test.each(operations)(
  "$name answers what its schemas allow as the document says",
  async ({ name, method, path, operation }) => {
    await fc.assert(
      fc.asyncProperty(requestsOf(path, operation), async (request) => {
        const answer = await send(method, request)
        note(name, answer.statusCode)
        expectDocumented(operation, answer, `${name} ${JSON.stringify(request)}`)
      }),
      runs(name, 5),
    )
  },
)

const junk = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom("", "0", "-1", "1e9", "..", "%00", "\0", "__proto__", "💥", "A".repeat(3000)),
)

test(
  "no unknown parameter is taken anywhere, and no mutation is answered with a 5xx",
  { timeout: 60_000 },
  async () => {
    const ours = operations.filter(({ path }) => /^\/v1\//.test(path) && !path.startsWith("/v1/session"))
    for (const { name, method, path, operation } of ours) {
      await fc.assert(
        fc.asyncProperty(requestsOf(path, operation), junk, junk, fc.nat(), async (request, word, value, at) => {
          const unknown = await send(method, { ...request, query: [...request.query, [`x${word}`, value]] })
          expect(unknown.statusCode, `${name} takes an unknown parameter`).toBeGreaterThanOrEqual(400)
          expectDocumented(operation, unknown, name)
          const parts = request.path.split("/")
          parts[2 + (at % (parts.length - 2))] = encodeURIComponent(value.toWellFormed())
          expect((await send(method, { ...request, path: parts.join("/") })).statusCode, name).toBeLessThan(500)
          if (method === "get") return
          for (const body of [
            { [word]: value },
            { ...membersOf(request.body), [`x${word}`]: value },
            [value],
            value,
            null,
          ]) {
            const answer = await send(method, { ...request, body })
            expect(answer.statusCode, `${name} ${JSON.stringify(body)}`).toBeLessThan(500)
          }
          const more = { ...membersOf(request.body), [`x${word}`]: value }
          expect((await send(method, { ...request, body: more })).statusCode, `${name} takes a member`).toBe(400)
        }),
        { numRuns: 1 },
      )
    }
  },
)

test("the routes were reached, and not only refused", () => {
  expect(reached.size).toBeGreaterThan(60)
  const answered = [...reached].filter(([, statuses]) => [...statuses].some((status) => status < 400))
  expect(answered.length).toBeGreaterThan(45)
})
