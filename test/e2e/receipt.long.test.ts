/*
 * A caller's way with a receipt code, on a real gateway: asked for by a key, heard digit by digit, and then shown with the
 * number, to see, to take back, and to ask for what is theirs. Two callers at once, since a code takes its time to say.
 */
import { afterAll, beforeAll, expect, test } from "vitest"
import { loadReceiptWords } from "../../src/greetings/catalog.ts"
import { PROMPTS } from "../greetings/support.ts"
import { channel, everyByte, eventually, settled, testGateway, type RingingCall, type TestGateway } from "./gateway.ts"

const ENDED = "+4915112345678"
const LIVE = "+4915187654321"
let line: TestGateway
let digits: readonly Buffer[]

beforeAll(async () => {
  line = await testGateway()
  const patched = await line.send("PATCH", "/v1/lines/demo", { receipt: "on_request" })
  expect(patched.status, patched.bytes.toString()).toBe(200)
  const english = (await loadReceiptWords(PROMPTS)).get("en")
  digits = (english?.digits ?? []).map(({ audio }) => Buffer.from(audio))
}, 60_000)
afterAll(() => line[Symbol.asyncDispose]())

/** The digits that were said, in order. */
function saidIn(audio: Uint8Array): string {
  const heard = Buffer.from(audio)
  const found: { at: number; digit: number }[] = []
  for (const [digit, sound] of digits.entries()) {
    for (let at = heard.indexOf(sound); at >= 0; at = heard.indexOf(sound, at + 1)) found.push({ at, digit })
  }
  return found
    .sort((a, b) => a.at - b.at)
    .map(({ digit }) => digit)
    .join("")
}

/** Rings, presses 9 and then 1, and says how long that took until the consent was durable. */
async function agreeing(from: string): Promise<{ readonly call: RingingCall; readonly consentMs: number }> {
  const began = performance.now()
  const call = await line.ring(
    {
      script: [
        { whenPromptEnds: /^notice/, delay: 100, press: "9" },
        { whenPromptEnds: /^receipt_noted/, delay: 50, press: "1" },
      ],
    },
    from,
  )
  await eventually(async () => {
    const { body } = await line.get(`/v1/consents?call=${call.callId}`)
    return (body.data as { state: string }[]).some(({ state }) => state === "granted") ? true : null
  })
  return { call, consentMs: performance.now() - began }
}

/** The eight digits, once they were said twice; they are the same both times. */
async function codeOf(call: RingingCall, times: 1 | 2): Promise<string> {
  const all = await eventually(() => {
    const said = saidIn(call.heard())
    return said.length >= 8 * times ? said : null
  }, 30_000)
  if (times === 2) expect(all.slice(8)).toBe(all.slice(0, 8))
  return all.slice(0, 8)
}

const door = (path: string, code: string, number: string, more: object = {}) =>
  line.send("POST", `/v1/receipt${path}`, { code, number, ...more })

test(
  "a caller hears a code that nobody else hears, and with it and their number sees, withdraws and asks; withdrawing takes less than consenting did",
  { timeout: 60_000 },
  async () => {
    const [ended, live] = await Promise.all([agreeing(ENDED), agreeing(LIVE)])

    // Half of the code is enough for a caller in a hurry: the call goes on, and is being recorded or about to be.
    const liveCode = await codeOf(live.call, 1)
    expect((await door("", liveCode, LIVE)).body).toMatchObject({
      live: true,
      decision: { state: "granted" },
      audio: "running",
      kept_until: null,
      can_withdraw: true,
      notice: { greeting: "welcome", language: "en" },
    })
    const began = performance.now()
    const withdrawn = await door("/withdraw", liveCode, LIVE)
    const withdrawMs = performance.now() - began
    expect(withdrawn.body).toMatchObject({ decision: { state: "withdrawn" }, can_withdraw: false })
    // One request, against a call, a notice and a key.
    expect(withdrawMs).toBeLessThan(live.consentMs)
    live.call.hangup()

    const code = await codeOf(ended.call, 2)
    await eventually(async () => {
      const { body } = await line.get(`/v1/recordings?call=${ended.call.callId}`)
      return body.data[0] ? true : null
    })
    // Until the confirmation was said, which follows the code.
    await new Promise((resolve) => setTimeout(resolve, 1500))
    ended.call.hangup()
    const rec = (await settled(line, ended.call.callId)).recordings[0].id as string
    const wav = (await line.get(`/v1/recordings/${rec}/audio`)).bytes
    expect(wav.length).toBeGreaterThan(1000)
    for (const side of ["left", "right"] as const) expect(saidIn(channel(wav, side))).toBe("")

    // A spoofed number alone, a code from another number: one answer.
    const wrong = [
      await door("", code, LIVE),
      await door("", "00000000", ENDED),
      await door("", code, "+4915100000000"),
    ]
    expect(wrong.map(({ status }) => status)).toEqual([404, 404, 404])
    expect(new Set(wrong.map(({ body }) => JSON.stringify({ ...body, instance: null, request_id: null }))).size).toBe(1)

    expect((await door("", code, "0049 151 / 123456-78")).body).toMatchObject({ live: false, audio: "kept" })
    const asked = await door("/requests", code, ENDED, { kind: "access", language: "de" })
    expect(asked).toMatchObject({ status: 201, body: { kind: "access", state: "received" } })
    expect((await line.get(`/v1/requests/${asked.body.id as string}`)).body).toMatchObject({
      filed_by: "caller",
      language: "de",
      details: { statement: `Asked with the receipt code of ${ended.call.callId}` },
    })
    const late = await door("/withdraw", code, ENDED)
    expect(late.body).toMatchObject({ decision: { state: "withdrawn" }, audio: "restricted", can_withdraw: false })
    expect((await line.get(`/v1/recordings/${rec}/audio`)).status).toBe(403)
    expect((await door("/withdraw", code, ENDED)).status).toBe(200)

    // The page of the same door takes a form from this gateway's own pages alone.
    const form = (origin: string) =>
      fetch(`${line.gateway.url}/receipt`, {
        method: "POST",
        headers: { origin, "content-type": "application/x-www-form-urlencoded", "accept-language": "fr" },
        body: new URLSearchParams({ code, number: ENDED, act: "show" }).toString(),
      })
    const page = await form(line.gateway.url)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain("Vous avez retiré votre consentement")
    expect((await form("https://evil.example")).status).toBe(403)

    // Each opening is in the ledger; the codes and numbers are nowhere.
    const opened = (await line.get(`/v1/recordings/${rec}/access`)).body.data as { actor: string; scope: string }[]
    const scopes = opened.filter(({ actor }) => actor === "caller").map(({ scope }) => scope)
    expect(scopes).toEqual(["state", "access", "withdrawal", "withdrawal", "state"].map((what) => `receipt: ${what}`))
    const bytes = everyByte(line.folder)
    for (const secret of [code, liveCode, ENDED.slice(1), LIVE.slice(1)]) expect(bytes.includes(secret)).toBe(false)
  },
)
