import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { placeCall, type CallOptions } from "../../src/carriers/media-stream/caller.ts"
import { sha256, verifyEd25519 } from "../../src/ledger/node-crypto.ts"
import { fileSource } from "../../src/ledger/source.ts"
import { verifyLedger } from "../../src/ledger/verify.ts"
import { assent } from "../cli/cli-io.ts"
import { Canary, channel, eventually, freshFolder, KEY, settled, testGateway, type TestGateway } from "./gateway.ts"
import { pause } from "./recorded-call.ts"

const BASIS = "Art. 6(1)(f) GDPR, weighed on 2026-10-01"
const modes = ["opt_out", "notice_only", "legal_obligation", "agent_asks"] as const
type Mode = (typeof modes)[number]
/** Of a state where one party's consent is enough, as is the caller's: every mode is allowed between the two. */
const numberOf = (mode: Mode) => `+1212555010${modes.indexOf(mode)}`
const NEW_YORKER = "+12125550199"

let line: TestGateway
beforeAll(async () => {
  const folder = await freshFolder()
  const file = join(folder, "operator.json")
  const document = JSON.parse(readFileSync(file, "utf8")) as { lines: object[] }
  const [first] = document.lines
  for (const mode of modes) {
    const basis = mode === "agent_asks" ? {} : { legal_basis: BASIS }
    document.lines.push({ ...first, id: mode.replace("_", "-"), number: numberOf(mode), mode, ...basis })
  }
  writeFileSync(file, JSON.stringify(document))
  line = await testGateway({ folder, config: { flow: { wait_ms: 1000 } } })
}, 30_000)
afterAll(async () => {
  await line[Symbol.asyncDispose]()
})

async function ringOn(mode: Mode, options: Omit<CallOptions, "url" | "token">, from: string | null = NEW_YORKER) {
  const { body } = await line.send("POST", "/v1/test-calls", { from, to: numberOf(mode) })
  const call = placeCall({ ...options, url: body.media_url, token: body.token, callSid: body.call_sid })
  return { callId: String(body.call_id), call }
}
const recorded = (callId: string) =>
  eventually(async () => (await line.get(`/v1/recordings?call=${callId}`)).body.data[0] ?? null)
const ofCaller = (call: { consents: { party: string }[] }) => call.consents.filter(({ party }) => party === "caller")

test.concurrent("a stated basis records once the notice was heard, and an objection by the code ends it", async () => {
  const { callId, call } = await ringOn("notice_only", { script: [] })
  await recorded(callId)
  await pause(1200)
  call.press("*")
  call.press("2")
  await pause(300)
  call.hangup()
  const ended = await settled(line, callId)
  expect(ofCaller(ended)).toMatchObject([{ state: "withdrawn" }, { state: "not_required" }])
  expect(ended.recordings).toMatchObject([{ state: "restricted" }])
})

test.concurrent("a call that the law demands is recorded after the notice, and the code ends nothing", async () => {
  const canary = new Canary(10)
  let noticeHeardAt = Infinity
  const { callId, call } = await ringOn("legal_obligation", {
    audio: canary.audio(),
    script: [],
    onEvent: (event) => {
      if (event.type === "mark" && /^notice/.test(event.name)) noticeHeardAt = event.at
    },
  })
  await recorded(callId)
  call.press("*")
  call.press("2")
  await pause(1000)
  const refused = await line.send("POST", `/v1/calls/${callId}/withdraw`)
  expect(refused.status).toBe(409)
  call.hangup()
  const ended = await settled(line, callId)
  expect(ofCaller(ended)).toMatchObject([{ state: "not_required" }])
  const wav = await line.get(`/v1/recordings/${ended.recordings[0].id}/audio`)
  const kept = canary.framesIn(channel(wav.bytes, "left"))
  expect(kept.length).toBeGreaterThan(20)
  expect((kept[0] ?? 0) * 20).toBeGreaterThanOrEqual(noticeHeardAt - 20)
})

test.concurrent("opt_out records the silent once the menu's time is over, and not who presses 2", async () => {
  const silent = await ringOn("opt_out", { script: [] })
  const objecting = await ringOn("opt_out", { script: [{ whenPromptEnds: /^notice/, delay: 200, press: "2" }] })
  await recorded(silent.callId)
  silent.call.hangup()
  objecting.call.hangup()
  expect(ofCaller(await settled(line, silent.callId))).toMatchObject([{ state: "not_required" }])
  const ended = await settled(line, objecting.callId)
  expect(ofCaller(ended)).toMatchObject([{ state: "refused" }])
  expect(ended.recordings).toEqual([])
})

test.concurrent("the agent's word starts a recording once both sides were told; 2 undoes it", async () => {
  const canary = new Canary(20)
  let toldAt = Infinity
  let started = 0
  const { callId, call } = await ringOn("agent_asks", {
    audio: canary.audio(),
    script: [],
    onEvent: (event) => {
      if (event.type === "started") started = performance.now()
      if (event.type === "mark" && /in_progress-stated-caller/.test(event.name)) toldAt = event.at
    },
  })
  const state = () => line.send("POST", `/v1/calls/${callId}/consent`, { stated_by: "agent-7", note: "said yes" })
  // Too soon is refused in words; once the two talk it is taken.
  await eventually(async () => ((await line.get(`/v1/calls/${callId}`)).status === 200 ? true : null))
  expect((await state()).status).toBe(409)
  await eventually(async () => ((await state()).status === 202 ? true : null))
  await recorded(callId)
  await pause(1000)
  call.hangup()
  expect(performance.now() - started).toBeGreaterThan(toldAt)
  const ended = await settled(line, callId)
  expect(ofCaller(ended)).toMatchObject([{ state: "granted", method: "agent" }])
  const wav = await line.get(`/v1/recordings/${ended.recordings[0].id}/audio`)
  const kept = canary.framesIn(channel(wav.bytes, "left"))
  expect(kept.length).toBeGreaterThan(20)
  expect((kept[0] ?? 0) * 20).toBeGreaterThanOrEqual(toldAt - 20)

  const unasked = await ringOn("agent_asks", { script: [] })
  await eventually(async () => ((await line.get(`/v1/calls/${unasked.callId}`)).status === 200 ? true : null))
  await pause(1500)
  unasked.call.hangup()
  expect(ofCaller(await settled(line, unasked.callId))).toMatchObject([{ state: "not_asked" }])
})

test.concurrent("who seems to call from where a mode is not allowed, or from nowhere, is asked first", async () => {
  const german = await ringOn("notice_only", { script: [] }, "+4915112345678")
  const californian = await ringOn(
    "opt_out",
    { script: [{ whenPromptEnds: /^notice/, delay: 200, press: "1" }] },
    "+14155550123",
  )
  const withheld = await ringOn("agent_asks", { script: [{ whenPromptEnds: /^notice/, delay: 200, press: "2" }] }, null)
  await recorded(californian.callId)
  await pause(800)
  for (const { call } of [german, californian, withheld]) call.hangup()
  const silent = await settled(line, german.callId)
  expect(ofCaller(silent)).toMatchObject([{ state: "no_answer" }])
  expect(silent.recordings).toEqual([])
  expect(ofCaller(await settled(line, californian.callId))).toMatchObject([{ state: "granted", method: "dtmf" }])
  expect(ofCaller(await settled(line, withheld.callId))).toMatchObject([{ state: "refused" }])
})

test("a recording is played and exported for what it was consented to, and for nothing else", async () => {
  const { body: listed } = await line.get("/v1/recordings?state=sealed")
  const id = String(listed.data[0].id)
  const headers = (purpose: string) => ({ authorization: `Bearer ${KEY}`, "x-assent-purpose": purpose })
  const ask = (path: string, purpose: string) => fetch(`${line.gateway.url}/v1${path}`, { headers: headers(purpose) })
  const [call] = [String(listed.data[0].call_id)]
  const paths = [`/recordings/${id}/audio`, `/recordings/${id}/encrypted`, `/calls/${call}/evidence?audio=true`]
  for (const path of paths) {
    const refused = await ask(path, "training")
    expect(refused.status, path).toBe(403)
    expect(await refused.json()).toMatchObject({ code: "purpose-not-consented" })
    const given = await ask(path, "service%20improvement")
    expect(given.status, path).toBe(200)
    await given.arrayBuffer()
  }
  const accesses = (await line.get(`/v1/recordings/${id}/access`)).body.data as { type: string; scope: string | null }[]
  const scopes = accesses.map(({ type, scope }) => `${type} ${scope}`)
  expect(scopes).toEqual(
    expect.arrayContaining([
      "access.denied not consented to for this purpose",
      "key.used playback for the purpose service improvement",
      "access.exported encrypted for the purpose service improvement",
      "access.exported evidence with audio for the purpose service improvement",
    ]),
  )
  const env = { ASSENT_URL: line.gateway.url, ASSENT_KEY: KEY }
  const play = ["recordings", "play", id, "--out", join(line.folder, "heard.wav"), "--purpose"]
  const said = await assent([...play, "training"], { cwd: line.folder, env })
  expect(said.code).toBe(1)
  expect(said.err).toContain("not consented to for this purpose")
})

test("every decision is made again from what the ledger keeps, without a difference", async () => {
  const { body } = await line.get("/v1/policy/replay")
  expect(body).toMatchObject({ different: 0, differences: [] })
  expect(body.decisions).toBeGreaterThanOrEqual(8)
  const { body: rules } = await line.get("/v1/policy/rules")
  expect(body.rules).toEqual([rules.sha256])
  const env = { ASSENT_URL: line.gateway.url, ASSENT_KEY: KEY }
  const cwd = line.folder
  const said = await assent(["policy", "replay"], { cwd, env })
  expect(said.code).toBe(0)
  expect(said.out).toMatch(/^\d+ decisions by 1 sets of rules: 0 differ\n$/)
  const asked = ["policy", "explain", "--from", "+14155550123", "--to", numberOf("notice_only")]
  const explained = await assent([...asked, "--at", "2026-11-23"], { cwd, env })
  expect(explained.out).toMatch(
    /^opt_in instead of notice_only: The caller's number points to US-CA[\s\S]*not legal advice/,
  )
  const json = await assent([...asked, "--json"], { cwd, env })
  expect(JSON.parse(json.out)).toMatchObject({ mode: "opt_in", line_id: "notice-only", won: { jurisdiction: "US-CA" } })
  expect(await assent(["policy", "explain", "--to", "+4930999999"], { cwd, env })).toMatchObject({ code: 1 })
  const warnings = (await line.get("/v1/policy/warnings")).body.data as { line_id: string }[]
  expect(warnings.map(({ line_id }) => line_id).sort()).toEqual(["legal-obligation", "notice-only", "opt-out"])
  expect((await assent(["doctor"], { cwd, env })).out).toMatch(
    /warn +policy +line opt-out: opt_out is not allowed everywhere/,
  )
})

test("the ledger of all this holds, and names mode and basis", async () => {
  const read = async (path: string) => {
    const answer = await line.get(`/ledger/${path}`)
    return answer.status === 200 ? answer.bytes : null
  }
  const check = () => verifyLedger(fileSource(read), line.gateway.vkey, { hash: sha256, verify: verifyEd25519 })
  const summary = await eventually(async () => {
    const found = await check()
    return found.openCalls.length === 0 && found.size > 10 ? found : null
  })
  // Three callers, and the agent's side of all four recorded calls; more where a test had a second try.
  expect(summary.notRequired).toBeGreaterThanOrEqual(7)
  for (const count of [summary.granted, summary.refused, summary.notAsked, summary.withdrawn]) {
    expect(count).toBeGreaterThanOrEqual(1)
  }
}, 20_000)
