/* A test call to a tester's phone: what it says of the keys, and that nothing else comes of it. */
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { assent } from "../cli/cli-io.ts"
import { keyTone } from "../fakes/key-tone.ts"
import type { FakeCall } from "../fakes/xml/call.ts"
import type { Kind } from "../fakes/xml/markup.ts"
import type { CarrierStream } from "../fakes/xml/stream.ts"
import { signed } from "../fakes/xml/signing.ts"
import { eventually, everyByte, KEY } from "./gateway.ts"
import { bench, kinds, numbers, type Bench } from "./xml-bench.ts"

const TESTER = "+4915112345678"
let b: Bench
let config: string

beforeAll(async () => {
  b = await bench()
  config = join(b.folder, "assent.json")
  writeFileSync(config, JSON.stringify({ ...b.line.config, data: "." }))
  for (const kind of kinds) {
    const at = `${b.line.gateway.url}/carriers/${kind}`
    b.carriers[kind].setup = { voice_url: `${at}/voice`, voice_fallback_url: "https://elsewhere", status_callback: at }
  }
}, 60_000)
afterAll(() => b[Symbol.asyncDispose]())

interface Finding {
  readonly name: string
  readonly status: string
  readonly detail: string
  readonly mend: string | null
}

/** Runs the check, while `tester` answers the phone. */
async function check(kind: Kind, tester?: (call: FakeCall) => Promise<void>, part = "1s") {
  const args = ["--config", config, "--call", TESTER, "--from", numbers.bridge, "--part", part, "--json"]
  const before = new Set(b.carriers[kind].calls.keys())
  const running = assent(["trunk", "check", kind, ...args], {
    env: { ASSENT_URL: b.line.gateway.url, ASSENT_KEY: KEY },
  })
  if (tester) {
    const fresh = ({ sid }: FakeCall): boolean => !before.has(sid)
    await tester(await eventually(() => [...b.carriers[kind].calls.values()].find(fresh) ?? null))
  }
  const { code, out, err } = await running
  const end = out.indexOf("\n}\n")
  expect(end, out + err).toBeGreaterThan(0)
  const { data } = JSON.parse(out.slice(0, end + 2)) as { data?: readonly Finding[] }
  if (!data) throw new Error(out + err)
  return { code, out: out + err, of: (name: string) => data.find((each) => each.name === name) }
}

/** Presses in each of the streams, as soon as it is open. */
async function press(call: FakeCall, ...parts: readonly string[]): Promise<void> {
  for (const [i, keys] of parts.entries()) {
    // The first part over a stream plays words: whoever presses has heard some of them.
    const ready = (stream: CarrierStream): boolean => stream.opened && (i > 0 || stream.heard().length > 0)
    const stream = await eventually(() => call.streams.slice(i, i + 1).find(ready) ?? null)
    for (const key of keys) stream.press(key)
  }
}

describe.concurrent("all keys arrive", () => {
  test.each(kinds)("%s: all keys arrive in every part, and nothing of the call is kept", async (kind) => {
    b.carriers[kind].agentPlan = { from: "", to: "", keys: ["12*0"] }
    let made: FakeCall | null = null
    const all = await check(kind, async (call) => {
      made = call
      await press(call, "12*0", "0*21", "12*0")
    })
    for (const part of ["menu", "notice", "silence", "talk"])
      expect(all.of(`keys-${part}`), part).toMatchObject({ status: "ok", mend: null })
    expect(all).toMatchObject({ code: 0 })
    expect(all.of("test-call")).toBeUndefined()
    const call = made as FakeCall | null
    expect(call).toMatchObject({ errors: [], status: "completed", plan: { to: TESTER, from: numbers.bridge } })
    expect(call?.documents.join()).not.toMatch(/[Rr]ecord[^e]|Conference/)
    // The words of a notice were played in one part alone.
    expect(call?.streams.map((stream) => stream.heard().length > 0)).toEqual([true, false, false])
    expect((await b.line.get("/v1/calls")).body.data).toEqual([])
  })
})

describe("what is lacking has its mend", () => {
  test(
    "star that is lost, and keys that are only tones, are told apart, each with its mend",
    { timeout: 20_000 },
    async () => {
      const gap = new Uint8Array(480).fill(0xff)
      const cycle = Buffer.concat(["1", "2", "*", "0"].flatMap((key) => [keyTone(key, 80), gap]))
      const audio = Buffer.concat(Array.from({ length: 40 }, () => cycle))
      b.carriers.twilio.agentPlan = { from: "", to: "", keys: ["120"], audio }
      const { code, of } = await check("twilio", (call) => press(call, "120", "", ""), "2s")
      expect(of("keys-menu")).toEqual({
        name: "keys-menu",
        status: "warning",
        detail: "star does not arrive gathered by the carrier's documents",
        mend: "choose a withdraw code without star",
      })
      expect(of("keys-notice")).toMatchObject({
        status: "warning",
        detail: expect.stringContaining("in the audio alone: star"),
      })
      expect(of("keys-silence")).toMatchObject({
        status: "broken",
        detail: expect.stringContaining("in the audio alone: 1, 2, star, 0"),
        mend: expect.stringContaining("RFC 4733"),
      })
      expect(of("keys-talk")).toMatchObject({ status: "warning", mend: expect.stringContaining("carry: bridge") })
      expect(code).toBe(1)
    },
  )

  test("a tester who hangs up half-way learns what was tried until then", { timeout: 20_000 }, async () => {
    b.carriers.telnyx.agentPlan = { from: "", to: "", keys: ["12*0"] }
    const { code, of } = await check("telnyx", async (call) => {
      await press(call, "12*0", "")
      b.carriers.telnyx.recordings.set(call.sid, ["RE1"])
      call.hangup()
    })
    expect(of("keys-notice")).toMatchObject({ status: "ok" })
    expect(of("keys-talk")).toBeUndefined()
    expect(of("test-call")).toMatchObject({ status: "warning", mend: expect.stringContaining("stay on the line") })
    expect(of("recorded")).toMatchObject({ status: "broken", detail: expect.stringContaining("by itself") })
    expect(code).toBe(1)
  })

  test("nobody answers, and a carrier that places no call, each have their mend", { timeout: 20_000 }, async () => {
    const carrier = b.carriers.signalwire
    carrier.agentPlan = { from: "", to: "", agent: { answers: false } }
    const unanswered = await check("signalwire")
    expect(unanswered.of("test-call")).toMatchObject({ status: "broken", detail: "nobody answered" })
    carrier.restStatus = 403
    const refused = await check("signalwire")
    carrier.restStatus = null
    expect(refused.of("test-call")).toMatchObject({ status: "broken", mend: expect.stringContaining("--from") })
    expect(refused.out).not.toContain(TESTER)
  })
})

test("one at a time, from a number of the trunk, and with documents for that call alone", async () => {
  const place = (trunk: string, body: object) => b.line.send("POST", `/v1/trunks/${trunk}/test-calls`, body)
  const order = { to: TESTER, from: numbers.bridge, part_seconds: 1 }
  expect(await place("twilio", { to: TESTER })).toMatchObject({ status: 400 })
  expect(await place("nobody", order)).toMatchObject({ status: 404 })
  b.carriers.twilio.agentPlan = { from: "", to: "", agent: { ringsMs: 60_000 } }
  const placed = await place("twilio", order)
  expect(placed).toMatchObject({ status: 202, body: { state: "calling", outcome: null, parts: [] } })
  expect(await place("twilio", order)).toMatchObject({ status: 409 })
  expect(JSON.stringify(placed.body)).not.toContain(TESTER.slice(1))

  // Its documents are given to nobody but the call itself, and in their order.
  const call = await eventually(() => [...b.carriers.twilio.calls.values()].at(-1) ?? null)
  const ask = async (n: number, CallSid: string) => {
    const url = `${b.line.gateway.url}/carriers/twilio/test?call=${placed.body.id}&n=${n}`
    const body = new URLSearchParams({ CallSid })
    return (await fetch(url, { method: "POST", headers: signed("twilio", url, { CallSid }), body })).status
  }
  expect(await ask(0, "CAanother")).toBe(409)
  expect(await ask(2, call.sid)).toBe(409)
  expect(await ask(0, call.sid)).toBe(200)
  call.hangup("busy")
  const at = `/v1/trunks/twilio/test-calls/${placed.body.id}`
  const ended = await eventually(async () => {
    const { body } = await b.line.get(at)
    return body.state === "ended" ? body : null
  })
  expect(ended).toMatchObject({ outcome: "no_answer" })
  expect(await ask(1, call.sid)).toBe(409)
  expect(await b.line.get(at.replace("twilio", "telnyx"))).toMatchObject({ status: 404 })
  expect(everyByte(b.folder).includes(TESTER.slice(1)), "the tester's number is on no disk").toBe(false)
})
