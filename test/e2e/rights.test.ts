import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createHash } from "node:crypto"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { unzipSync } from "fflate"
import { afterAll, beforeAll, expect, test } from "vitest"
import { assent } from "../cli/cli-io.ts"
import { agreeing, pause } from "./recorded-call.ts"
import { channel, everyByte, KEY, settled, testGateway, type TestGateway } from "./gateway.ts"

const NUMBER = "+4915112345678"
let line: TestGateway
let root: string
const cli = (...argv: string[]) => assent(argv, { env: { ASSENT_URL: line.gateway.url, ASSENT_KEY: KEY }, cwd: root })

beforeAll(async () => {
  line = await testGateway({ config: { controller: { recipients: ["Archive Ltd"] } } })
  root = mkdtempSync(join(tmpdir(), "assent-rights-"))
}, 60_000)
afterAll(async () => {
  await line[Symbol.asyncDispose]()
  rmSync(root, { recursive: true, force: true })
})

async function recorded(): Promise<string> {
  const call = await agreeing(line, NUMBER)
  await pause(300)
  call.hangup()
  return (await settled(line, call.callId)).recordings[0].id as string
}

/** Files, verifies and assesses from the command line. */
async function assessed(...filing: string[]): Promise<string> {
  const filed = await cli("requests", "file", ...filing, "--json")
  expect(filed).toMatchObject({ code: 0, err: "" })
  const { id } = JSON.parse(filed.out)
  expect(await cli("requests", "verify", id, "--by", "call_back")).toMatchObject({ code: 0 })
  expect(await cli("requests", "assess", id, "--ground", "17_1_b")).toMatchObject({ code: 0 })
  return id as string
}

test("an erasure asked for by a person ends in a certificate that anybody can check, and in nothing of the person", async () => {
  const rec = await recorded()
  const id = await assessed("erasure", "--subject", NUMBER, "--language", "de")
  expect((await cli("requests", "show", id)).out).toContain("held")
  const done = await cli("requests", "execute", id, "--yes", "--told", "Archive Ltd=2026-11-23", "--json")
  expect(done).toMatchObject({ code: 0, err: "" })
  expect(JSON.parse(done.out)).toMatchObject({
    state: "executed",
    certificate: true,
    items: [{ recording_id: rec, outcome: "erased" }],
  })
  expect(await cli("requests", "notified", id)).toMatchObject({ code: 0 })
  expect(await cli("requests", "certificate", id, "--out", ".")).toMatchObject({ code: 0, err: "" })
  const file = `certificate_${id.slice(4)}.jws`
  writeFileSync(join(root, "log.vkey"), `${line.gateway.vkey}\n`)
  // Offline: no gateway is known to this run.
  const checked = await assent(["verify", "certificate", file, "--vkey", "log.vkey", "--json"], { env: {}, cwd: root })
  expect(checked).toMatchObject({ code: 0, err: "" })
  const certificate = JSON.parse(checked.out)
  expect(certificate).toMatchObject({
    verified: true,
    kind: "erasure",
    request: id.slice(4),
    recordings: [{ id: rec.slice(4) }],
    retained: [],
    recipients: [{ name: "Archive Ltd", told_on: "2026-11-23" }],
    backups: { unreadable_within_days: 8 },
  })
  expect((certificate.keys as { kind: string }[]).map(({ kind }) => kind).sort()).toEqual(["call_key", "recording_key"])
  expect(certificate.subject).not.toContain(NUMBER.slice(4, 9))
  expect(
    readFileSync(join(root, file.replace("jws", "pdf")))
      .subarray(0, 5)
      .toString(),
  ).toBe("%PDF-")
  const [head = "", payload = "", signature = ""] = readFileSync(join(root, file), "utf8").split(".")
  const forged = Buffer.from(payload, "base64url").toString().replace('"recipients":[{', '"recipients":[{ ')
  writeFileSync(join(root, "forged.jws"), [head, Buffer.from(forged).toString("base64url"), signature].join("."))
  expect(await cli("verify", "certificate", "forged.jws", "--vkey", "log.vkey")).toMatchObject({ code: 1 })
  expect((await line.get(`/v1/recordings/${rec}/audio`)).status).toBe(410)
  expect(everyByte(line.folder).includes(NUMBER.slice(1))).toBe(false)
  // The ledger has every step and no person, and its rules hold.
  expect(await cli("verify")).toMatchObject({ code: 0 })
  const history = (await line.get(`/v1/requests/${id}`)).body.history as { act: string }[]
  expect(history.map(({ act }) => act)).toEqual(["file", "verify", "assess", "execute", "notify"])
})

test("a withdrawal after the call is a leaf of the call, and makes what was recorded unplayable as the line says", async () => {
  const rec = await recorded()
  const id = await assessed("withdrawal", "--recording", rec)
  const done = await cli("requests", "execute", id, "--yes", "--json")
  expect(JSON.parse(done.out)).toMatchObject({
    items: [{ recording_id: rec, outcome: "retained", reason: "withdrawal" }],
  })
  expect((await line.get(`/v1/recordings/${rec}/audio`)).status).toBe(403)
  const row = (await line.get(`/v1/recordings/${rec}`)).body
  expect(row).toMatchObject({ state: "restricted" })
  const { consent } = (await line.get(`/v1/calls/${row.call_id}`)).body
  expect(consent).toBe("withdrawn")
  const { shred_from } = (await line.get(`/v1/recordings/${rec}/retention`)).body
  expect(Date.parse(shred_from) - Date.now()).toBeGreaterThan(71 * 3_600_000)
  // Withdrawn twice is withdrawn once: a second leaf would contradict the first.
  const again = await assessed("withdrawal", "--subject", NUMBER)
  expect(await cli("requests", "execute", again, "--yes")).toMatchObject({ code: 0 })
  const consents = (await line.get(`/v1/consents?call=${row.call_id}`)).body.data as { party: string; state: string }[]
  const own = consents.filter(({ party }) => party === "caller").map(({ state }) => state)
  expect(own.sort()).toEqual(["granted", "withdrawn"])
  expect((await line.get(`/v1/requests/${id}/certificate`)).bytes.toString().split(".")).toHaveLength(3)
  expect(await cli("verify")).toMatchObject({ code: 0 })
})

test("an authority is handed what was decided on, and the manifest of it stands in the ledger by its hash", async () => {
  const [kept, given] = [await recorded(), await recorded()]
  const why = ["--authority", "District Court", "--reference", "Section 100g", "--scope", "one call"]
  const id = await assessed("disclosure", "--subject", NUMBER, ...why)
  expect((await line.get(`/v1/requests/${id}/handover`)).status).toBe(409)
  const execute = ["requests", "execute", id, "--yes", "--handed-over", "one recording", "--json", "--recordings"]
  expect(await cli(...execute, `rec_${crypto.randomUUID()}`)).toMatchObject({ code: 2 })
  const done = await cli(...execute, given)
  expect(done).toMatchObject({ code: 0, err: "" })
  const { manifest_sha256: named, decided_by: decider } = JSON.parse(done.out)
  expect(await cli("requests", "handover", id, "--out", "handover.zip")).toMatchObject({ code: 0, err: "" })
  const files = unzipSync(readFileSync(join(root, "handover.zip")))
  const manifest = Buffer.from(files["manifest.json"]!)
  const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("base64url")
  expect(sha256(manifest)).toBe(named)
  const said = JSON.parse(manifest.toString())
  expect(said).toMatchObject({
    legal_reference: "Section 100g",
    decided_by: decider,
    handed_over: "one recording",
    recordings: [given.slice(4)],
  })
  expect(said.left_out).toContainEqual({ recording: kept.slice(4), reason: "not_in_scope" })
  for (const { path, sha256: hash } of said.files as { path: string; sha256: string }[]) {
    expect([path, sha256(files[path]!)]).toEqual([path, hash])
  }
  expect(Object.keys(files).filter((path) => path.endsWith(".wav"))).toHaveLength(1)
  expect(everyByte(line.folder).includes(named)).toBe(true)
  expect((await line.get(`/v1/recordings/${given}/access`)).body.data.length).toBeGreaterThan(1)
})

test("the caller of an erased call is shown as erased, one who gave no number as withheld", async () => {
  const rec = await recorded()
  const call = (await line.get(`/v1/recordings/${rec}`)).body.call_id as string
  const callerOf = async (id: string) => (await line.get(`/v1/calls/${id}`)).body.caller_state as string
  expect(await callerOf(call)).toBe("known")
  await line.send("POST", "/v1/erasures", { number: NUMBER })
  expect(await callerOf(call)).toBe("erased")
  expect((await cli("calls", "list")).out).toContain("erased")
  const silent = await line.ring({ script: [{ after: 100, hangup: true }] })
  await settled(line, silent.callId)
  expect(await callerOf(silent.callId)).toBe("withheld")
})

test("what came after the assessment is assessed before it is erased, and a live call waits", async () => {
  const first = await recorded()
  const id = await assessed("erasure", "--subject", NUMBER)
  const call = await agreeing(line, NUMBER)
  const stale = await cli("requests", "execute", id, "--yes")
  expect(stale).toMatchObject({ code: 1, err: expect.stringContaining("assess it again") })
  await cli("requests", "assess", id, "--ground", "17_1_b")
  expect(await cli("requests", "execute", id, "--yes")).toMatchObject({
    code: 1,
    err: expect.stringContaining("still in progress"),
  })
  expect((await line.get(`/v1/recordings/${first}`)).body.state).toBe("sealed")
  call.hangup()
  await settled(line, call.callId)
  const done = await cli("requests", "execute", id, "--yes", "--json")
  // The two calls since everything before was erased.
  const { items } = JSON.parse(done.out) as { items: { outcome: string }[] }
  expect(items.map(({ outcome }) => outcome)).toEqual(["erased", "erased"])
  const history = (await line.get(`/v1/requests/${id}`)).body.history as { denied: string | null }[]
  expect(history.filter(({ denied }) => denied !== null)).toHaveLength(2)
})

test("a restriction keeps a recording and plays it to nobody; under a hold an erasure says what it kept, and why", async () => {
  const rec = await recorded()
  const restricted = await assessed("restriction", "--recording", rec)
  const done = await cli("requests", "execute", restricted, "--yes", "--json")
  expect(JSON.parse(done.out)).toMatchObject({ items: [{ outcome: "retained", basis: "Art. 18 GDPR" }] })
  expect((await line.get(`/v1/recordings/${rec}/audio`)).status).toBe(403)
  const held = await recorded()
  const hold = await line.send("POST", "/v1/holds", {
    recording_id: held,
    reason: "case 7",
    owner: "legal",
    review_on: "2999-01-01",
  })
  expect(hold.status).toBe(201)
  const id = await assessed("erasure", "--subject", NUMBER)
  const erased = await cli("requests", "execute", id, "--yes", "--json")
  const { items } = JSON.parse(erased.out) as { items: { recording_id: string; outcome: string; reason: string }[] }
  expect(items.find((item) => item.recording_id === held)).toMatchObject({ outcome: "retained", reason: "hold" })
  expect(items.find((item) => item.recording_id === rec)).toMatchObject({ outcome: "erased" })
  await cli("requests", "certificate", id, "--out", ".")
  const file = `certificate_${id.slice(4)}.jws`
  const checked = await cli("verify", "certificate", file, "--vkey", "log.vkey", "--json")
  expect(JSON.parse(checked.out)).toMatchObject({ retained: [{ id: held.slice(4), reason: "hold", basis: "case 7" }] })
  expect((await line.get(`/v1/recordings/${held}`)).body.state).toBe("sealed")
})

test("a copy holds the caller's own voice, the other's only when asked for, and after an erasure what is left", async () => {
  const rec = await recorded()
  const call = (await line.get(`/v1/recordings/${rec}`)).body.call_id as string
  const at = `calls/${call.slice(5)}/${rec.slice(4)}`
  const id = await assessed("access", "--recording", rec, "--language", "de")
  expect(await cli("requests", "copy", id, "--out", "early.zip")).toMatchObject({ code: 1 })
  expect(await cli("requests", "execute", id, "--yes")).toMatchObject({ code: 0 })
  expect(await cli("requests", "copy", id, "--out", "own.zip")).toMatchObject({ code: 0, err: "" })
  expect(await cli("requests", "copy", id, "--out", "own.zip")).toMatchObject({ code: 2 })
  expect(await cli("requests", "copy", id, "--out", "both.zip", "--both-sides")).toMatchObject({ code: 0 })
  const unzip = (name: string) => unzipSync(readFileSync(join(root, name)))
  const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString()
  const own = unzip("own.zip")
  expect(text(own["README.txt"])).toContain("Ihre eigene Stimme")
  expect(JSON.parse(text(own[`calls/${call.slice(5)}/consents.json`]))).toHaveLength(2)
  const mono = Buffer.from(own[`${at}/recording.wav`]!)
  const stereo = Buffer.from(unzip("both.zip")[`${at}/recording.wav`]!)
  expect([mono.readUInt16LE(22), stereo.readUInt16LE(22)]).toEqual([1, 2])
  expect(mono.readUInt32LE(54) * 2).toBe(stereo.readUInt32LE(54))
  expect(
    mono.subarray(58, 58 + mono.readUInt32LE(54)).equals(channel(stereo, "left").subarray(0, mono.readUInt32LE(54))),
  ).toBe(true)
  expect(mono.subarray(58).filter((byte) => byte === 0x55).length).toBeGreaterThan(800)
  expect(text(unzip("both.zip")[`${at}/access.json`])).toContain("access.played")
  expect(text(own[`${at}/access.json`])).not.toContain("test")
  await line.send("POST", "/v1/erasures", { recording_id: rec })
  expect(await cli("requests", "copy", id, "--out", "after.zip")).toMatchObject({ code: 0 })
  const after = unzip("after.zip")
  expect(after[`${at}/recording.wav`]).toBeUndefined()
  expect(JSON.parse(text(after[`${at}/erased.json`]))).toMatchObject({ recordingId: rec.slice(4) })
})

test("the calls of a line leave as CSV and JSON, checked against their signed manifest, and on record", async () => {
  const { body } = await line.get("/v1/calls?limit=1")
  const { line_id, answered_at } = body.data[0] as { line_id: string; answered_at: string }
  const day = answered_at.slice(0, 10)
  const period = ["--line", line_id, "--since", day, "--until", day]
  const done = await cli("export", "calls", ...period, "--out", "calls", "--json")
  expect(done).toMatchObject({ code: 0, err: "" })
  const { calls } = JSON.parse(done.out) as { calls: number }
  const rows = JSON.parse(readFileSync(join(root, "calls/calls.json"), "utf8")) as object[]
  expect(rows).toHaveLength(calls)
  expect(calls).toBeGreaterThan(0)
  expect(readFileSync(join(root, "calls/calls.csv"), "utf8").trimEnd().split("\r\n")).toHaveLength(calls + 1)
  expect(await cli("export", "calls", ...period, "--out", "calls")).toMatchObject({ code: 2 })
  const nowhere = await cli("export", "calls", "--line", "nowhere", "--since", day, "--until", day, "--out", "other")
  expect(nowhere).toMatchObject({ code: 1, err: expect.stringContaining("no such line") })
  expect(await cli("verify")).toMatchObject({ code: 0 })
})

test("bad input is refused by name", async () => {
  expect(await cli("requests", "file", "erasure")).toMatchObject({ code: 2 })
  expect(await cli("requests", "file", "nonsense", "--subject", NUMBER)).toMatchObject({ code: 2 })
  expect(await cli("requests", "file", "disclosure", "--subject", NUMBER)).toMatchObject({
    code: 2,
    err: expect.stringContaining("authority"),
  })
  const id = await assessed("withdrawal", "--subject", NUMBER)
  const told = await cli("requests", "execute", id, "--yes", "--told", "Nobody=2026-11-23")
  expect(told).toMatchObject({ code: 2, err: expect.stringContaining("no recipient of ours") })
  expect(await cli("requests", "refuse", id, "--reason", "because")).toMatchObject({ code: 2 })
  expect(await cli("requests", "refuse", id, "--reason", "17_3_b")).toMatchObject({ code: 0 })
  expect((await line.get(`/v1/requests/${id}/certificate`)).status).toBe(404)
  const listed = await cli("requests", "list", "--state", "refused")
  expect(listed.out).toContain(id)
})
