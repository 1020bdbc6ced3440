import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import Database from "better-sqlite3"
import { afterAll, beforeAll, expect, test } from "vitest"
import { assent } from "../cli/cli-io.ts"
import { verifyEvidence as verify } from "../../src/cli/verify-evidence.ts"
import { eventually, KEY, settled, testGateway, type TestGateway } from "./gateway.ts"
import { agreeing, pause } from "./recorded-call.ts"

let line: TestGateway
let root: string
let recorded: string
let rec: string
const bare = (id: string): string => id.slice(id.indexOf("_") + 1)
const cli = (...argv: string[]) => assent(argv, { env: { ASSENT_URL: line.gateway.url, ASSENT_KEY: KEY }, cwd: root })
const read = (folder: string, path: string): string => readFileSync(join(folder, path), "utf8")

beforeAll(async () => {
  line = await testGateway()
  root = mkdtempSync(join(tmpdir(), "assent-access-"))
  const call = await agreeing(line)
  await pause(1200)
  call.hangup()
  const ended = await settled(line, call.callId)
  recorded = bare(call.callId)
  rec = bare(ended.recordings[0].id)
}, 60_000)
afterAll(async () => {
  await line[Symbol.asyncDispose]()
  rmSync(root, { recursive: true, force: true })
})

const access = async () =>
  (await line.get(`/v1/recordings/${rec}/access`)).body.data as { type: string; ranges: string[] }[]
const audio = (headers: Record<string, string> = {}, id = rec) =>
  fetch(`${line.gateway.url}/v1/recordings/${id}/audio`, { headers: { authorization: `Bearer ${KEY}`, ...headers } })

test("whoever listens leaves who, why and which part, and nobody else's name", async () => {
  const before = (await access()).length
  // One second of stereo mu-law behind the header of 58 bytes.
  const heard = await audio({
    range: "bytes=58-16057",
    "x-assent-reason": encodeURIComponent("Beschwerde über 4711"),
  })
  expect(heard.status).toBe(206)
  expect((await heard.arrayBuffer()).byteLength).toBe(16_000)
  const entries = await eventually(async () => {
    const now = await access()
    return now.length === before + 2 ? now.slice(before) : null
  })
  const by = { actor: "test", reason: "Beschwerde über 4711" }
  expect(entries).toMatchObject([
    { type: "key.used", scope: "playback", ...by },
    { type: "access.played", ranges: ["0-1000ms"], ...by },
  ])
  const leaves = (await line.get("/ledger/checkpoint")).bytes.toString()
  expect(leaves).not.toContain("Beschwerde")
  const listed = await cli("recordings", "access", rec)
  expect(listed.out).toContain("0-1000ms")
})

test("who only asks whether it is there leaves nothing", async () => {
  const before = (await access()).length
  await fetch(`${line.gateway.url}/v1/recordings/${rec}/audio`, {
    method: "HEAD",
    headers: { authorization: `Bearer ${KEY}` },
  })
  expect((await access()).length).toBe(before)
})

test("keys leave the building on record, the number is shown with a reason only", async () => {
  const folder = join(root, "encrypted")
  expect(
    (await cli("export", "recording", rec, "--encrypted", "--out", folder, "--reason", "court order 7")).code,
  ).toBe(0)
  expect((await access()).at(-1)).toMatchObject({
    type: "access.exported",
    scope: "encrypted",
    reason: "court order 7",
  })
  const unmask = (headers: Record<string, string>) =>
    fetch(`${line.gateway.url}/v1/calls/${recorded}/unmask`, {
      method: "POST",
      headers: { authorization: `Bearer ${KEY}`, ...headers },
    })
  const silent = await unmask({})
  expect(silent.status).toBe(400)
  expect(await silent.json()).toMatchObject({ errors: [{ pointer: "/headers/x-assent-reason" }] })
  const shown = await unmask({ "x-assent-reason": "call back" })
  expect(await shown.json()).toEqual({ id: `call_${recorded}`, number: "+4915112345678" })
  expect((await access()).at(-1)).toMatchObject({ type: "access.unmasked", reason: "call back" })
  expect((await unmask({ "x-assent-reason": "%E0%A4%A" })).status).toBe(400)
})

test("a client that leaves early is on record with what was handed to it, never less", async () => {
  const before = (await access()).length
  const leaving = new AbortController()
  const response = await fetch(`${line.gateway.url}/v1/recordings/${rec}/audio`, {
    headers: { authorization: `Bearer ${KEY}` },
    signal: leaving.signal,
  })
  const { value } = await response.body!.getReader().read()
  leaving.abort()
  const entries = await eventually(async () => {
    const now = await access()
    return now.length === before + 2 ? now.slice(before) : null
  })
  const [, to] = /^0-(\d+)ms$/.exec(entries[1]?.ranges[0] ?? "") ?? []
  expect(Number(to)).toBeGreaterThanOrEqual(Math.floor((value!.length - 58) / 16))
})

test(
  "with a ledger that cannot be written nothing is played or handed out, not one byte",
  { timeout: 60_000 },
  async () => {
    // Another process holds the write lock of assent.db, for longer than the gateway waits.
    const thief = new Database(join(line.folder, "assent.db"))
    thief.exec("begin immediate")
    try {
      const [played, keys] = await Promise.all([audio(), line.get(`/v1/recordings/${rec}/encrypted`)])
      expect(played.status).toBe(503)
      expect(played.headers.get("content-type")).toContain("problem+json")
      expect(await played.text()).not.toContain("RIFF")
      expect(keys).toMatchObject({ status: 503, body: { code: "ledger-unavailable" } })
    } finally {
      thief.exec("rollback")
      thief.close()
    }
    expect((await audio()).status).toBe(200)
  },
)

test(
  "what was erased is refused on record, and its evidence says so and still verifies",
  { timeout: 30_000 },
  async () => {
    const number = "+4915187654321"
    const call = await agreeing(line, number)
    await pause(300)
    call.hangup()
    const ended = await settled(line, call.callId)
    const gone = bare(ended.recordings[0].id)
    await line.send("POST", "/v1/erasures", { number })
    await eventually(async () => ((await line.get(`/v1/recordings/${gone}`)).body.state === "shredded" ? true : null))
    expect((await audio({}, gone)).status).toBe(410)
    const folder = join(root, "erased")
    const made = await cli(
      "export",
      "evidence",
      "--call",
      call.callId,
      "--out",
      folder,
      "--audio",
      "--release",
      "number,digit",
    )
    expect(made, made.err).toMatchObject({ code: 0 })
    const { facts, released, erased } = await verify(folder, null)
    expect(erased).toEqual([gone])
    expect(released).toEqual([])
    expect(readdirSync(folder)).not.toContain("recordings")
    expect(JSON.parse(read(folder, "consent-record.json"))).toMatchObject({
      personal_data_erased: true,
      erased_pending: [gone],
    })
    expect(facts.access.map(({ kind, reason }) => [kind, reason])).toContainEqual(["access.denied", "erased"])
    // Who asked can no longer be told either: it was sealed to the call's key.
    const { data } = (await line.get(`/v1/recordings/${gone}/access`)).body
    expect(data).toContainEqual(expect.objectContaining({ type: "access.denied", actor: null, scope: "erased" }))
    const { out } = await cli("verify", folder)
    expect(out).toMatch(new RegExp(`Erased\\s+rec_${gone}`))
  },
)

test("after all this the whole ledger verifies, and verifying left nothing in it", async () => {
  const before = (await line.get("/v1/ledger/checkpoint")).body.size
  const ran = await cli("verify")
  expect(ran, ran.err).toMatchObject({ code: 0 })
  expect((await line.get("/v1/ledger/checkpoint")).body.size).toBe(before)
})
