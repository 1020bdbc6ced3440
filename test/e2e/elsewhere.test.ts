/* An own server is told of a stored recording, fetches it, confirms its hash, and the gateway lets its own copy go. */
import { createHash } from "node:crypto"
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { unzipSync } from "fflate"
import { afterAll, beforeAll, expect, test } from "vitest"
import { run } from "../../src/cli/program.ts"
import { fsckCommand } from "../../src/cli/fsck.ts"
import { assent } from "../cli/cli-io.ts"
import { openSink, type Sink } from "../webhooks/sink.ts"
import { eventually, freshFolder, KEY, settled, testGateway, type TestGateway } from "./gateway.ts"
import { agreeing, pause } from "./recorded-call.ts"

let root: string
let folder: string
let line: TestGateway
let sink: Sink
let call: string
let rec: string
let ciphertext: Buffer

const sha = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("base64url")
const to = (sha256: string, recipient = "archive") => ({ sha256, recipient })
const told = (type: string) => sink.taken.find(({ body }) => body.type === type && body.data["recording_id"] === rec)
const cli = async (...argv: string[]): Promise<string> => {
  const ran = await assent(argv, { env: { ASSENT_URL: line.gateway.url, ASSENT_KEY: KEY }, cwd: root })
  expect(ran.code, ran.err).toBe(0)
  return ran.out
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "assent-elsewhere-"))
  folder = await freshFolder()
  line = await testGateway({ folder })
  sink = await openSink()
  const party = { id: "archive", name: "Archive Ltd", role: "webhook", purpose: "keeps recordings" }
  const made = await line.send("POST", "/v1/recipients", { ...party, country: "IE", transfer: "none_needed" })
  expect(made.status).toBe(201)
  const hook = { url: sink.url, recipient: "archive", events: ["recording.stored"] }
  expect((await line.send("POST", "/v1/webhooks", hook)).status).toBe(201)
}, 60_000)
afterAll(async () => {
  await line[Symbol.asyncDispose]()
  await sink.close()
  rmSync(root, { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
})

test("what is still being made, under a hold, or confirmed with another hash stays here", async () => {
  const ringing = await agreeing(line)
  const open = (await line.get(`/v1/recordings?call=${ringing.callId}`)).body.data[0].id
  const early = await line.send("POST", `/v1/recordings/${open}/elsewhere`, to(sha(Buffer.from(""))))
  expect([early.status, early.body.code]).toEqual([409, "conflict"])
  await pause(200)
  ringing.hangup()
  const ended = await settled(line, ringing.callId)
  call = ended.id
  rec = ended.recordings[0].id
  const stored = await eventually(() => told("recording.stored") ?? null)
  expect(Object.keys(stored.body.data).sort()).toEqual(["call_id", "line_id", "recording_id"])

  ciphertext = (await line.get(`/v1/recordings/${rec}/ciphertext`)).bytes
  expect(sha(ciphertext)).toBe((await line.get(`/v1/recordings/${rec}`)).body.ciphertext_sha256)
  const wrong = await line.send("POST", `/v1/recordings/${rec}/elsewhere`, to(sha(ciphertext.subarray(1))))
  expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([409, "/body/sha256"])
  const stranger = await line.send("POST", `/v1/recordings/${rec}/elsewhere`, to(sha(ciphertext), "nobody"))
  expect([stranger.status, stranger.body.code]).toEqual([403, "recipient-not-listed"])

  const hold = { recording_id: rec, reason: "case 4711", review_on: "2099-01-01" }
  const { body: held } = await line.send("POST", "/v1/holds", hold)
  const kept = await line.send("POST", `/v1/recordings/${rec}/elsewhere`, to(sha(ciphertext)))
  expect(kept).toMatchObject({ status: 409, body: { code: "legal-hold", hold_id: held.id, reason: "hold" } })
  await line.send("DELETE", `/v1/holds/${held.id}`)
  expect((await line.get(`/v1/recordings/${rec}/audio`)).status).toBe(200)
})

test("confirmed with its hash it goes, and whoever asks for its audio is told where it is", async () => {
  const { blob } = await stored()
  expect(existsSync(blob)).toBe(true)
  const moved = await line.send("POST", `/v1/recordings/${rec}/elsewhere`, to(sha(ciphertext)))
  expect(moved).toMatchObject({
    status: 200,
    body: { id: rec, recipient: "archive", ciphertext_sha256: sha(ciphertext) },
  })
  expect(existsSync(blob)).toBe(false)
  const again = await line.send("POST", `/v1/recordings/${rec}/elsewhere`, to(sha(ciphertext)))
  expect([again.status, again.body]).toEqual([200, moved.body])
  for (const what of ["audio", "ciphertext"]) {
    const { status, body } = await line.get(`/v1/recordings/${rec}/${what}`)
    expect([status, body.code, body.recipient]).toEqual([409, "recording-elsewhere", "archive"])
  }
  const view = (await line.get(`/v1/recordings/${rec}`)).body
  expect(view).toMatchObject({ state: "sealed", elsewhere: { recipient: "archive", moved_at: moved.body.moved_at } })
  expect((await line.get(`/v1/recordings?call=${call}`)).body.data[0].elsewhere).toEqual(view.elsewhere)
  // What opens the copy there, for who holds the private KEK.
  const { body: sealed } = await line.get(`/v1/recordings/${rec}/encrypted`)
  expect(sealed.ciphertext).toMatchObject({ sha256: sha(ciphertext), bytes: ciphertext.length })
  expect(Object.keys(sealed.keys)).toEqual(["call_key", "recording_key"])
})

test("verifier, audit pack, evidence and a person's copy take the leaf for the file", async () => {
  const { body: proof } = await line.get(`/v1/recordings/${rec}/proof`)
  expect((proof.leaves as { type: string }[]).at(-1)?.type).toBe("recording.moved")
  expect(await cli("verify")).toContain("1 are elsewhere by the log's word")
  const today = new Date().toISOString().slice(0, 10)
  await cli("export", "audit", "--from", today, "--to", today, "--out", "pack", "--seed", "s", "--reason", "audit")
  expect(readFileSync(join(root, "pack/lists/recordings.ndjson"), "utf8")).toContain('"recording.moved"')
  expect(await cli("verify", "pack")).toMatch(/Verified/)
  await cli("export", "evidence", "--call", call, "--audio", "--out", "evidence")
  expect(existsSync(join(root, "evidence/recordings"))).toBe(false)
  expect(await cli("verify", "evidence")).toMatch(/Verified/)

  const filed = JSON.parse(await cli("requests", "file", "access", "--recording", rec, "--json")) as { id: string }
  await cli("requests", "verify", filed.id, "--by", "call_back")
  await cli("requests", "assess", filed.id)
  await cli("requests", "execute", filed.id, "--yes")
  await cli("requests", "copy", filed.id, "--out", "copy.zip")
  const at = `calls/${call.slice(5)}/${rec.slice(4)}`
  const copy = unzipSync(readFileSync(join(root, "copy.zip")))
  expect(copy[`${at}/recording.wav`]).toBeUndefined()
  expect(JSON.parse(Buffer.from(copy[`${at}/elsewhere.json`]!).toString())).toMatchObject({ place: "archive" })
})

test("erased, its keys die here, and the place that holds the ciphertext is told though it did not ask", async () => {
  const done = await line.send("DELETE", `/v1/recordings/${rec}`)
  expect(done.status).toBe(200)
  expect(await eventually(() => told("recording.erased") ?? null)).toBeDefined()
  expect((await line.get(`/v1/recordings/${rec}/audio`)).status).toBe(410)
  expect((await line.get(`/v1/recordings/${rec}/encrypted`)).status).toBe(410)
  const late = await line.send("POST", `/v1/recordings/${rec}/elsewhere`, to(sha(ciphertext)))
  expect([late.status, late.body.code]).toEqual([410, "recording-erased"])
})

test("fsck takes the leaf for the file, and removes a file that came back", async () => {
  const second = await agreeing(line)
  await pause(200)
  second.hangup()
  rec = (await settled(line, second.callId)).recordings[0].id
  const bytes = (await line.get(`/v1/recordings/${rec}/ciphertext`)).bytes
  const { blob } = await stored()
  expect((await line.send("POST", `/v1/recordings/${rec}/elsewhere`, to(sha(bytes)))).status).toBe(200)
  await line.gateway.close()
  expect(await fsck()).toMatchObject({ code: 0, out: expect.stringContaining("Everything agrees") })
  mkdirSync(dirname(blob), { recursive: true })
  writeFileSync(blob, bytes)
  expect((await fsck()).out).toMatch(/^repairable +file +\S+: .*another place holds is still here$/m)
  expect((await fsck("--repair")).out).toMatch(/^repaired +file/m)
  expect(existsSync(blob)).toBe(false)
})

async function stored(): Promise<{ blob: string }> {
  const started = new Date((await line.get(`/v1/recordings/${rec}`)).body.started_at as string)
  const month = String(started.getUTCMonth() + 1).padStart(2, "0")
  return { blob: join(folder, "recordings", String(started.getUTCFullYear()), month, `${rec.slice(4)}.tink`) }
}

async function fsck(...more: string[]) {
  let out = ""
  const io = {
    env: {},
    cwd: root,
    stdout: (text: string) => (out += text),
    stderr: () => undefined,
    stdoutIsTty: false,
    stderrIsTty: false,
    confirm: null,
  }
  return { code: await run(["fsck", "--data", folder, ...more], io, [fsckCommand]), out }
}
