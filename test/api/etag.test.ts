/* Editing: nobody overwrites what they have not seen. */
import { randomUUID } from "node:crypto"
import { beforeEach, expect, test } from "vitest"
import { buildApi } from "../../src/api/server.ts"
import { auth, MemoryApi, recId } from "../fakes/api.ts"

let app: ReturnType<typeof buildApi>
let url: string
beforeEach(async () => {
  app = buildApi(new MemoryApi().addCalls(1).parts)
  const payload = { login: "mira@example.org", role: "auditor" }
  const headers = { ...auth, "idempotency-key": randomUUID() }
  const invited = await app.inject({ method: "POST", url: "/v1/users", headers, payload })
  url = `/v1/users/${invited.json<{ user: { id: string } }>().user.id}`
})

const get = (headers: object = {}) => app.inject({ url, headers: { ...auth, ...headers } })
const patch = (role: string, headers: object = {}) =>
  app.inject({ method: "PATCH", url, headers: { ...auth, ...headers }, payload: { role } })

test("a change without If-Match is a 428 that says what to send, and changes nothing", async () => {
  const before = await get()
  const refused = await patch("editor")
  expect(refused.json()).toMatchObject({
    status: 428,
    code: "version-required",
    errors: [{ pointer: "/headers/if-match" }],
  })
  expect(refused.headers["etag"]).toBe(before.headers["etag"])
  expect((await get()).body).toBe(before.body)
})

test("of two who edit what they both saw, the second is told, with the current ETag", async () => {
  const seen = (await get()).headers["etag"]
  expect(seen).toMatch(/^"[\w-]{22}"$/)
  const first = await patch("editor", { "if-match": seen })
  expect(first.json()).toMatchObject({ role: "editor" })
  expect(first.headers["etag"]).not.toBe(seen)
  const second = await patch("operator", { "if-match": seen })
  expect(second.json()).toMatchObject({ status: 412, code: "version-stale" })
  expect(second.headers["etag"]).toBe(first.headers["etag"])
  expect((await get()).json()).toMatchObject({ role: "editor" })
  expect((await patch("operator", { "if-match": `"other", ${String(first.headers["etag"])}` })).statusCode).toBe(200)
  expect((await patch("auditor", { "if-match": "*" })).statusCode).toBe(200)
  // A weak tag compares as equal to nothing here (RFC 9110, 13.1.1).
  const weak = `W/${String((await get()).headers["etag"])}`
  expect((await patch("editor", { "if-match": weak })).statusCode).toBe(412)
})

test("who has seen a thing is not sent it again until it changes", async () => {
  const etag = String((await get()).headers["etag"])
  const again = await get({ "if-none-match": `W/${etag}` })
  expect([again.statusCode, again.body, again.headers["etag"]]).toEqual([304, "", etag])
  await patch("editor", { "if-match": etag })
  expect((await get({ "if-none-match": etag })).statusCode).toBe(200)
})

test("the bytes of a ciphertext come with their digest, whole or in part", async () => {
  const ciphertext = { url: `/v1/recordings/${recId(0)}/ciphertext` }
  const digest = `sha-256=:${Buffer.from("c".repeat(43), "base64url").toString("base64")}:`
  expect((await app.inject({ ...ciphertext, headers: auth })).headers["repr-digest"]).toBe(digest)
  const part = await app.inject({ ...ciphertext, headers: { ...auth, range: "bytes=10-19" } })
  expect([part.statusCode, part.headers["repr-digest"]]).toEqual([206, digest])
})
