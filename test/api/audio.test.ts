import fc from "fast-check"
import { expect, test } from "vitest"
import { parseRange } from "../../src/api/ranges.ts"
import { buildApi } from "../../src/api/server.ts"
import { MemoryApi, auth, recId } from "../fakes/api.ts"

function start() {
  const world = new MemoryApi().addCalls(4)
  const app = buildApi(world.parts)
  const url = `/v1/recordings/rec_${recId(0)}/audio`
  const get = (headers: Record<string, string> = {}, method: "GET" | "HEAD" = "GET") =>
    app.inject({ method, url, headers: { ...auth, ...headers } })
  return { world, app, get, url }
}

test("a recording plays whole, as WAV, and no cache keeps it", async () => {
  const { world, get } = start()
  const answer = await get()
  expect(answer.statusCode).toBe(200)
  expect(answer.headers).toMatchObject({
    "content-type": "audio/wav",
    "accept-ranges": "bytes",
    "cache-control": "no-store",
    "content-length": String(world.wav.length),
    "content-disposition": `inline; filename="rec_${recId(0)}.wav"`,
  })
  expect(answer.rawPayload.equals(world.wav)).toBe(true)
})

test("any range gives exactly those bytes, and only those are decrypted", async () => {
  const { world, get } = start()
  const total = world.wav.length
  const at = fc.integer({ min: 0, max: total + 10 })
  let satisfied = 0
  await fc.assert(
    fc.asyncProperty(fc.option(at), fc.option(at), async (first, last) => {
      fc.pre(first !== null || last !== null)
      fc.pre(first === null || last === null || first <= last)
      const answer = await get({ range: `bytes=${first ?? ""}-${last ?? ""}` })
      const start = first ?? Math.max(0, total - (last ?? 0))
      const end = first === null ? total : Math.min(total, (last ?? Infinity) + 1)
      if (start >= total) {
        expect(answer.statusCode).toBe(416)
        expect(answer.headers["content-range"]).toBe(`bytes */${total}`)
        return
      }
      satisfied += 1
      expect(answer.statusCode).toBe(206)
      expect(answer.headers["content-range"]).toBe(`bytes ${start}-${end - 1}/${total}`)
      expect(answer.rawPayload.equals(world.wav.subarray(start, end))).toBe(true)
      expect(world.read.at(-1)).toEqual([start, end])
    }),
    { numRuns: 100 },
  )
  expect(satisfied).toBeGreaterThan(20)
})

test.each([
  ["bytes=0-0", 10, { start: 0, end: 1 }],
  ["bytes=9-", 10, { start: 9, end: 10 }],
  ["bytes=-3", 10, { start: 7, end: 10 }],
  ["bytes=-30", 10, { start: 0, end: 10 }],
  ["bytes=0-99", 10, { start: 0, end: 10 }],
  ["BYTES= 1-2 ", 10, { start: 1, end: 3 }],
  ["bytes=10-", 10, "unsatisfiable"],
  ["bytes=-0", 10, "unsatisfiable"],
  ["bytes=0-", 0, "unsatisfiable"],
  ["bytes=5-2", 10, null],
  ["bytes=-", 10, null],
  ["bytes=0-1,3-4", 10, null],
  ["seconds=0-1", 10, null],
  ["bytes=a-b", 10, null],
  ["bytes=99999999999999999999-", 10, null],
  [undefined, 10, null],
])("the range %s of %i bytes is %o", (header, total, range) => {
  expect(parseRange(header, total)).toEqual(range)
})

test("HEAD tells the size without decrypting anything", async () => {
  const { world, get } = start()
  const answer = await get({}, "HEAD")
  expect(answer.statusCode).toBe(200)
  expect(answer.headers["content-length"]).toBe(String(world.wav.length))
  expect(answer.body).toBe("")
  expect((await get({ range: "bytes=0-9" }, "HEAD")).headers["content-range"]).toBe(`bytes 0-9/${world.wav.length}`)
  expect(world.read).toEqual([])
})

test("If-Range of other bytes sends the whole, of the same bytes the range", async () => {
  const { get } = start()
  const etag = String((await get({}, "HEAD")).headers.etag)
  expect((await get({ range: "bytes=0-9", "if-range": etag })).statusCode).toBe(206)
  expect((await get({ range: "bytes=0-9", "if-range": '"other"' })).statusCode).toBe(200)
  expect((await get({ "if-none-match": etag })).statusCode).toBe(304)
})

test("an erased recording is gone, with its date and its tombstone, and stays so in every form", async () => {
  const { app, get, url } = start()
  const erase = () => app.inject({ method: "DELETE", url: url.replace("/audio", ""), headers: auth })
  const first = await erase()
  expect(first.statusCode).toBe(200)
  const item = first.json<{ erased_at: string; tombstone_sha256: string }>()
  expect(item).toMatchObject({ recording_id: `rec_${recId(0)}`, outcome: "erased" })
  expect((await erase()).json()).toEqual(item)
  for (const answer of [
    await get(),
    await get({ range: "bytes=0-9" }),
    await app.inject({ url: url.replace("audio", "encrypted"), headers: auth }),
    await app.inject({ url: url.replace("audio", "ciphertext"), headers: auth }),
  ]) {
    expect(answer.statusCode).toBe(410)
    expect(answer.json()).toMatchObject({
      code: "recording-erased",
      erased_at: item.erased_at,
      tombstone_sha256: item.tombstone_sha256,
    })
  }
  const view = await app.inject({ url: url.replace("/audio", ""), headers: auth })
  expect(view.json()).toMatchObject({ state: "shredded", erased_at: item.erased_at, erase_reason: "request" })
})

test.each([
  ["restricted", 403, "recording-restricted"],
  ["open", 409, "conflict"],
] as const)("a recording that is %s is not played: %i", async (state, status, code) => {
  const { world, get } = start()
  world.destruction.recordings.set(recId(0), { ...world.destruction.recordings.get(recId(0))!, state })
  const answer = await get()
  expect(answer.statusCode).toBe(status)
  expect(answer.json()).toMatchObject({ code })
  expect(world.read).toEqual([])
})

test("damage found before the first byte is a problem document; found later it cuts the answer short", async () => {
  const { world, app, url, get } = start()
  world.corruptFrom = 0
  const answer = await get()
  expect(answer.statusCode).toBe(500)
  expect(answer.json()).toMatchObject({ code: "recording-corrupt" })

  world.corruptFrom = 20_000
  const base = await app.listen({ port: 0, host: "127.0.0.1" })
  const response = await fetch(`${base}${url}`, { headers: auth })
  expect(response.status).toBe(200)
  await expect(response.arrayBuffer()).rejects.toThrow()
  await app.close()
})

test("the stored form leaves with exact header bytes, keys and ciphertext", async () => {
  const { world, app, url } = start()
  const sealed = (await app.inject({ url: url.replace("audio", "encrypted"), headers: auth })).json<{
    header: string
    ciphertext: { bytes: number; url: string }
  }>()
  expect(Buffer.from(sealed.header)).toEqual(Buffer.from(world.destruction.recordings.get(recId(0))!.header))
  const bytes = await app.inject({ url: sealed.ciphertext.url, headers: auth })
  expect(bytes.rawPayload).toHaveLength(sealed.ciphertext.bytes)
  const part = await app.inject({ url: sealed.ciphertext.url, headers: { ...auth, range: "bytes=-16" } })
  expect(part.rawPayload.equals(world.wav.subarray(4080, 4096))).toBe(true)
})

test("a reason that was given once stands for the player's requests, of this recording and this sign-in alone", async () => {
  const { world, app, url } = start()
  const begun = await app.inject({
    method: "POST",
    url: url.replace("audio", "listening"),
    headers: { ...auth, "x-assent-reason": "complaint 4711" },
  })
  const { url: address } = begun.json<{ url: string }>()
  expect(address).toMatch(new RegExp(`^${url}\\?listening=[A-Za-z0-9_-]{22}$`))
  const part = await app.inject({ url: address, headers: { ...auth, range: "bytes=0-99" } })
  expect([part.statusCode, part.rawPayload.length]).toEqual([206, 100])
  expect(world.readBy.at(-1)).toMatchObject({ reason: "complaint 4711" })
  const other = await app.inject({ url: address.replace(recId(0), recId(3)), headers: auth })
  expect([other.statusCode, other.json<{ errors: object[] }>().errors]).toMatchObject([
    400,
    [{ pointer: "/query/listening" }],
  ])
  expect((await app.inject({ url: address })).statusCode).toBe(401)
})

test("peaks are the loudest sample of each stretch on each side, and nothing of the audio is kept to make them", async () => {
  const { world, app, url } = start()
  // Mu-law: 0xff is silence and 0x80 the loudest. The caller shouts in the third quarter, the agent never.
  world.wav.fill(0xff, 58)
  const frames = (world.wav.length - 58) / 2
  for (let i = Math.ceil(frames / 2); i < Math.floor((frames * 3) / 4); i++) world.wav[58 + i * 2] = 0x80
  const peaks = await app.inject({ url: `${url.replace("audio", "peaks")}?buckets=4`, headers: auth })
  expect(peaks.json()).toEqual({
    recording_id: `rec_${recId(0)}`,
    duration_ms: Math.floor(frames / 8),
    caller: [0, 0, 125, 0],
    agent: [0, 0, 0, 0],
  })
  expect(world.read).toEqual([[58, world.wav.length]])
  const { caller } = (await app.inject({ url: `${url.replace("audio", "peaks")}?buckets=4000`, headers: auth })).json<{
    caller: number[]
  }>()
  expect(caller.length).toBeGreaterThan(3000)
  expect(caller.length).toBeLessThanOrEqual(4000)
})
