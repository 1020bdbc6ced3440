import fc from "fast-check"
import { expect, test } from "vitest"
import { buildApi } from "../../src/api/server.ts"
import { MemoryApi, NUMBER, auth, callId, consentId, recId } from "../fakes/api.ts"

interface ListBody {
  readonly data: readonly { readonly id: string }[]
  readonly next_cursor: string | null
  readonly has_more: boolean
}

const world = new MemoryApi().addCalls(23)
const app = buildApi(world.parts)
const get = (url: string) => app.inject({ url, headers: auth })
const list = async (url: string) => (await get(url)).json<ListBody>()
const numbers = encodeURIComponent(NUMBER)

test("walking the cursor, or the Link header, meets every call once, newest first, for any page size", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 30 }), fc.boolean(), async (limit, byLink) => {
      const seen: string[] = []
      let url: string | null = `/v1/calls?limit=${limit}`
      while (url !== null) {
        const answer: Awaited<ReturnType<typeof get>> = await get(url)
        const body: ListBody = answer.json()
        seen.push(...body.data.map((call) => call.id))
        expect(body.has_more).toBe(body.next_cursor !== null)
        const link: string | undefined = /^<([^>]+)>; rel="next"$/.exec(String(answer.headers.link))?.[1]
        expect(link !== undefined).toBe(body.has_more)
        if (byLink) url = link ?? null
        else url = body.next_cursor === null ? null : `/v1/calls?limit=${limit}&cursor=${body.next_cursor}`
      }
      expect(seen).toEqual(world.calls.map((call) => `call_${call.id}`).reverse())
    }),
    { numRuns: 40 },
  )
})

test.each([
  ["/v1/calls?line=main", 12],
  ["/v1/calls?consent=granted", 8],
  ["/v1/calls?consent=granted,refused", 16],
  [`/v1/calls?number=${numbers}`, 8],
  ["/v1/calls?number=%2B15550100", 0],
  ["/v1/calls?answered_at[gte]=2026-11-23T10:00:20.000Z", 3],
  ["/v1/calls?answered_at[gte]=2026-11-23T12:00:20%2B02:00", 3],
  ["/v1/calls?answered_at[lt]=2026-11-23T10:00:05.000Z", 5],
  ["/v1/calls?line=main&consent=granted&answered_at[lt]=2026-11-23T10:00:10Z", 2],
  ["/v1/consents?state=refused,no_answer", 15],
  [`/v1/consents?call=call_${callId(3)}`, 1],
  [`/v1/recordings?call=${callId(3)}`, 1],
  ["/v1/recordings?state=sealed,recovered", 8],
  ["/v1/recordings?state=shredded", 0],
  ["/v1/lines", 3],
  ["/v1/greetings", 1],
])("%s finds %i", async (url, count) => {
  const body = await list(`${url}${url.includes("?") ? "&" : "?"}limit=100`)
  expect(body.data).toHaveLength(count)
})

test("lines are paged in the document's own order", async () => {
  const first = await list("/v1/lines?limit=2")
  expect(first.data.map((line) => line.id)).toEqual(["main", "other"])
  const second = await list(`/v1/lines?limit=2&cursor=${first.next_cursor}`)
  expect(second.data.map((line) => line.id)).toEqual(["third"])
  expect((await get("/v1/lines/other")).json()).toMatchObject({ id: "other", retention: { days: 365 } })
  expect((await get("/v1/lines/nope")).statusCode).toBe(404)
})

test("a cursor of another list, of other filters, or made up is refused", async () => {
  const { next_cursor: cursor } = await list("/v1/calls?limit=2")
  expect((await get(`/v1/calls?limit=5&cursor=${cursor}`)).statusCode).toBe(200)
  for (const url of [`/v1/consents?cursor=${cursor}`, `/v1/calls?line=main&cursor=${cursor}`]) {
    const answer = await get(url)
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ errors: [{ pointer: "/query/cursor" }] })
  }
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 64 }), async (bytes) => {
      const forged = Buffer.from(bytes).toString("base64url")
      expect((await get(`/v1/calls?cursor=${forged}`)).statusCode).toBe(400)
    }),
    { numRuns: 50 },
  )
})

test("ids are shown with their prefix and taken with or without it, in either case", async () => {
  for (const url of [
    `/v1/calls/call_${callId(3)}`,
    `/v1/calls/${callId(3)}`,
    `/v1/calls/${callId(3).toUpperCase()}`,
    `/v1/consents/cns_${consentId(3)}`,
    `/v1/recordings/rec_${recId(3)}`,
    `/v1/recordings/${recId(3)}`,
  ]) {
    const answer = await get(url)
    expect(answer.statusCode, url).toBe(200)
    expect(answer.json<{ id: string }>().id).toMatch(/^(call|cns|rec)_[0-9a-f-]{36}$/)
  }
})

test("a call comes with its consents and recordings, and its caller masked", async () => {
  const call = (await get(`/v1/calls/${callId(3)}`)).json<Record<string, unknown>>()
  expect(call).toMatchObject({
    id: `call_${callId(3)}`,
    line_id: "other",
    caller: "+49•••••78",
    consent: "granted",
    consents: [{ id: `cns_${consentId(3)}`, state: "granted", leaf_index: 13 }],
    recordings: [{ id: `rec_${recId(3)}`, call_id: `call_${callId(3)}`, state: "sealed" }],
  })
  expect(JSON.stringify(call)).not.toContain(NUMBER)
})
