/* Erasures that cannot be done, are not needed, or come at a bad time: each is a state that a person can act on. */
import { renameSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { eventually, everyByte, settled, testGateway, type TestGateway } from "./gateway.ts"

const AGREE = [{ whenPromptEnds: /^notice/, delay: 100, press: "1" as const }]
const PERSON = "+4915112345678"
const TWICE = "+4915187654321"

let line: TestGateway

beforeAll(async () => {
  line = await testGateway()
})
afterAll(() => line[Symbol.asyncDispose]())

async function recording(from: string) {
  const call = await line.ring({ script: AGREE }, from)
  call.done.catch(() => undefined)
  const rec = await eventually(async () => {
    const { body } = await line.get("/v1/recordings?limit=100")
    return (body.data as { id: string; call_id: string }[]).find((row) => row.call_id === call.callId)?.id ?? null
  })
  await new Promise((resolve) => setTimeout(resolve, 200))
  return { call, rec }
}

const erase = (body: object) => line.send("POST", "/v1/erasures", body)

test("a withheld number is refused by its field, and an unknown one is an empty answer", async () => {
  // What carriers put where there is no number: "anonymous", spelled on the keypad.
  const withheld = await erase({ number: "+266696687" })
  expect(withheld.status).toBe(400)
  expect(withheld.body.detail).toBe("this number groups no calls")
  expect(JSON.stringify(withheld.body)).not.toContain("266696687")
  expect(await erase({ number: "+4930999999" })).toMatchObject({ status: 200, body: { calls: 0, items: [] } })
})

test("while the call goes on nothing is erased, and once it has ended everything is, also without the key service", async () => {
  const { call, rec } = await recording(PERSON)
  const early = await erase({ number: PERSON })
  expect(early).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining("erase again when it has ended") as string },
  })
  const shown = await erase({ number: PERSON, dry_run: true })
  expect(shown.body.items).toMatchObject([{ outcome: "call_in_progress" }])
  expect((await line.send("DELETE", `/v1/recordings/${rec}`)).status).toBe(409)
  call.hangup()
  await settled(line, call.callId)
  // Who looked before the call ended was shown something else: nothing goes before they have looked again.
  expect(await erase({ number: PERSON, preview: shown.body.preview })).toMatchObject({
    status: 412,
    body: { detail: expect.stringContaining("do the dry run again and look at it") as string },
  })
  expect((await line.get(`/v1/recordings/${rec}/audio`)).status).toBe(200)
  // Destroying a key needs no key: an erasure does not wait until somebody has mended the key service.
  const kek = join(line.folder, "keys", "kek-1.pem")
  renameSync(kek, `${kek}.away`)
  const done = await erase({ number: PERSON })
  renameSync(`${kek}.away`, kek)
  expect(done).toMatchObject({ status: 200, body: { calls: 1, items: [{ outcome: "erased", recording_id: rec }] } })
  expect((await line.get(`/v1/recordings/${rec}/audio`)).status).toBe(410)
  expect(everyByte(line.folder).includes(PERSON)).toBe(false)
})

test("twice at once is one erasure: one tombstone, and an empty second answer", async () => {
  const { call, rec } = await recording(TWICE)
  call.hangup()
  await settled(line, call.callId)
  const both = await Promise.all([erase({ number: TWICE }), erase({ number: TWICE })])
  expect(both.map(({ status }) => status)).toEqual([200, 200])
  expect(both.map(({ body }) => Number(body.calls)).sort()).toEqual([0, 1])
  const items = both.flatMap(({ body }) => body.items as { recording_id: string; outcome: string }[])
  expect(items.map((item) => [item.recording_id, item.outcome])).toEqual([[rec, "erased"]])
  const again = await line.send("DELETE", `/v1/recordings/${rec}`)
  expect(again).toMatchObject({ status: 200, body: { outcome: "erased", recording_id: rec } })
})
