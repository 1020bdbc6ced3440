import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, beforeEach, expect, test } from "vitest"
import { locate } from "../../src/carriers/relay/orphans.ts"
import { recordingsRest, type RecordingsRest } from "../../src/carriers/relay/rest.ts"

type Reply = { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: unknown }

let space: Server
let elsewhere: Server
let replies: Map<string, Reply>
let seen: { readonly at: string; readonly path: string; readonly authorization: string | undefined }[]
let rest: RecordingsRest
let base: string
let other: string
beforeEach(async () => {
  replies = new Map()
  seen = []
  const serve = async (at: string): Promise<Server> => {
    const server = createServer((request, response) => {
      seen.push({ at, path: request.url ?? "", authorization: request.headers.authorization })
      const { status = 200, headers = {}, body } = replies.get(`${at}${request.url}`) ?? { status: 404 }
      response.writeHead(status, headers).end(body === undefined ? undefined : JSON.stringify(body))
    })
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    return server
  }
  space = await serve("space")
  elsewhere = await serve("elsewhere")
  base = `http://127.0.0.1:${(space.address() as AddressInfo).port}`
  other = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`
  rest = recordingsRest({ fetch, baseUrl: base, project: "p", token: "t" })
})
afterEach(async () => {
  for (const server of [space, elsewhere]) await new Promise((resolve) => server.close(resolve))
})
const list = "space/api/relay/rest/recordings?page_size=50"
const view = (id: string, leg: string) => ({ id, url: `${base}/files/${id}.wav`, relay_pstn_leg_id: leg })

test("the token goes to the space alone: not to an address, a page or a redirection elsewhere", async () => {
  const signal = AbortSignal.timeout(5000)
  const refused = { code: "CARRIER_PROTOCOL" }
  await expect(rest.fetch(`${other}/file.wav`, signal)).rejects.toMatchObject(refused)
  await expect(rest.fetch("file:///etc/passwd", signal)).rejects.toMatchObject(refused)
  await expect(rest.fetch("https://signalwire.com.example/file.wav", signal)).rejects.toMatchObject(refused)
  replies.set("space/file.wav", { status: 302, headers: { location: `${other}/file.wav` } })
  await expect(rest.fetch(`${base}/file.wav`, signal)).rejects.toMatchObject(refused)
  replies.set(list, { body: { data: [], links: { next: `${other}/api/relay/rest/recordings` } } })
  await expect(rest.list(100)).rejects.toMatchObject(refused)
  expect(seen.filter(({ at }) => at === "elsewhere")).toEqual([])
})

test("pages are followed to the end, and no further than asked", async () => {
  replies.set(list, {
    body: { data: [view("a", "1"), view("b", "2")], links: { next: "/api/relay/rest/recordings?page=2" } },
  })
  replies.set("space/api/relay/rest/recordings?page=2", { body: { data: [view("c", "3")], links: {} } })
  expect((await rest.list(100)).map(({ id }) => id)).toEqual(["a", "b", "c"])
  expect((await rest.list(1)).map(({ id }) => id)).toEqual(["a"])
})

test("a recording is found by the id in its address only if it is of this call, else by its call", async () => {
  const id = "0190a000-0000-4000-8000-0000000000ee"
  replies.set(`space/api/relay/rest/recordings/${id}`, { body: view(id, "another call") })
  replies.set(list, { body: { data: [view("mine", "my call")] } })
  expect(await locate(rest, { url: `${base}/x/${id}.wav`, carrierCallId: "my call" })).toMatchObject({ id: "mine" })
  replies.set(`space/api/relay/rest/recordings/${id}`, { body: view(id, "my call") })
  expect(await locate(rest, { url: `${base}/x/${id}.wav`, carrierCallId: "my call" })).toMatchObject({ id })
  replies.set(list, { body: { data: [] } })
  expect(await locate(rest, { url: null, carrierCallId: "my call" })).toBe(null)
})

test("an answer that is not what it should be is an error by name, never an empty list", async () => {
  replies.set(list, { body: { recordings: [] } })
  await expect(rest.list(10)).rejects.toMatchObject({ code: "CARRIER_PROTOCOL" })
  replies.set(list, { status: 401 })
  await expect(rest.list(10)).rejects.toMatchObject({ code: "CONFIG_INVALID" })
  replies.set(list, { status: 500 })
  await expect(rest.list(10)).rejects.toMatchObject({ code: "CARRIER_UNREACHABLE" })
})
