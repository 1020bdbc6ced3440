import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { FakeCall, Trouble } from "../fakes/xml/call.ts"
import { Canary, channel, eventually, everyByte, settled } from "./gateway.ts"
import { bench, numbers, type Bench } from "./xml-bench.ts"

const steps = ["voice", "next", "digits", "dialed", "whisper", "agent", "status", "agent-status"]
const said = new Canary(16)
let b: Bench
let callers = 0

beforeAll(async () => {
  b = await bench()
}, 60_000)
afterAll(() => b[Symbol.asyncDispose]())

const caller = (): string => `+49176300${String(++callers).padStart(4, "0")}`
type Kind = keyof Bench["carriers"]
type Way = keyof typeof numbers

/** A caller who agrees, talks for a while and leaves, on a carrier in trouble. */
async function talk(kind: Kind, carry: Way, trouble: Trouble, during: (id: string, call: FakeCall) => Promise<void>) {
  const from = caller()
  const carrier = b.carriers[kind]
  const call = carrier.ring({ from, to: numbers[carry], audio: said.audio(), keys: ["1"], agent: {}, trouble })
  const id = await b.callFrom(from)
  await eventually(async () => (await b.line.get(`/v1/recordings?call=${id}`)).body?.data?.[0] ?? null).catch(
    (cause: unknown) => {
      throw new Error(JSON.stringify([call.moments, call.errors]), { cause })
    },
  )
  await during(id, call)
  call.hangup()
  const ended = await settled(b.line, id)
  await Promise.all(call.echoed)
  expect(call.errors).toEqual([])
  expect(ended).toMatchObject({ consent: "granted", outcome: "caller_hangup" })
  expect(ended.recordings).toHaveLength(1)
  const wav = await b.line.get(`/v1/recordings/${ended.recordings[0].id}/audio`)
  return { call, kept: said.framesIn(channel(wav.bytes, "left")), id }
}

describe.concurrent("a carrier that loses every answer and asks again", () => {
  for (const [kind, carry] of [
    ["twilio", "fork_document"],
    ["signalwire", "fork_stream"],
    ["telnyx", "bridge"],
  ] as const) {
    test(`gets the same bytes, one stream and one recording: ${kind}, ${carry}`, { timeout: 30_000 }, async () => {
      const agents = () => [...b.carriers[kind].calls.values()].filter(({ plan }) => plan.from === numbers[carry])
      const { call, kept } = await talk(kind, carry, { loses: steps }, () => sleep(1200))
      expect(call.moments.filter(({ what }) => what === "lost").length).toBeGreaterThan(1)
      expect(call.moments.filter(({ what }) => what === "fork")).toHaveLength(carry === "bridge" ? 0 : 1)
      expect(agents()).toHaveLength(carry === "bridge" ? 1 : 0)
      expect(kept.length).toBeGreaterThan(20)
      expect(Math.min(...kept)).toBeGreaterThan((call.at("pressed") ?? Infinity) / 20 - 1)
    })
  }
})

test.concurrent("a request that the network kept and delivers late changes nothing", { timeout: 30_000 }, async () => {
  const echoes = { steps: ["voice", "next", "digits", "whisper"], afterMs: 900 }
  const { call } = await talk("twilio", "fork_document", { echoes }, () => sleep(1500))
  expect(call.echoed.length).toBeGreaterThan(2)
  expect(call.moments.filter(({ what }) => what === "fork")).toHaveLength(1)
})

test.concurrent(
  "what was said before the consent and comes in a burst after it is not kept",
  { timeout: 30_000 },
  async () => {
    // Half a second of notice, then a key after 150 ms: the stall covers the key and the commit.
    const { call, kept } = await talk("twilio", "bridge", { stall: { atMs: 300, forMs: 1500 } }, () => sleep(2200))
    const pressed = call.at("pressed") ?? Infinity
    expect(call.at("stream")).toBeLessThan(pressed)
    expect(kept.length).toBeGreaterThan(20)
    expect(Math.min(...kept)).toBeGreaterThan(pressed / 20 - 1)
  },
)

test.concurrent("what was said in a pause and comes in a burst after it is not kept", { timeout: 30_000 }, async () => {
  let paused = 0
  let resumed = 0
  const stall = { atMs: 600, forMs: 1400 }
  const { call, kept } = await talk("signalwire", "fork_stream", { stall }, async (id, live) => {
    const started = await eventually(() => live.at("fork"))
    await sleep(Math.max(0, started + 800 - live.now))
    expect((await b.line.send("POST", `/v1/calls/${id}/pause`)).status).toBeLessThan(300)
    paused = live.now
    await sleep(600)
    resumed = live.now
    expect((await b.line.send("POST", `/v1/calls/${id}/resume`)).status).toBeLessThan(300)
    await sleep(1800)
  })
  expect(resumed).toBeLessThan((call.at("fork") ?? 0) + 2000)
  const from = Math.ceil(paused / 20) + 1
  const to = Math.floor(resumed / 20) - 3
  expect(to - from).toBeGreaterThan(15)
  expect(kept.filter((frame) => frame > from && frame < to)).toEqual([])
  expect(kept.filter((frame) => frame > to + 10).length).toBeGreaterThan(20)
})

test.concurrent(
  "states that come late, twice or in another order end no call that goes on",
  { timeout: 30_000 },
  async () => {
    const reports = ["in-progress", "ringing", "initiated", "queued", "in-progress"]
    const { call, id } = await talk("telnyx", "fork_document", { reports }, async (_id, live) => {
      await eventually(() => live.at("bridged"))
      await sleep(600)
      expect(live.status).toBe("in-progress")
    })
    // And none that has ended begins again.
    await call.report("in-progress")
    await call.report("completed")
    expect((await b.line.get(`/v1/calls/${id}`)).body).toMatchObject({ state: "ended", outcome: "caller_hangup" })
  },
)

test.concurrent(
  "a caller whom somebody at the carrier leads on to another place is recorded no more, and stays connected",
  { timeout: 30_000 },
  async () => {
    let parted = Infinity
    const { call, kept, id } = await talk("twilio", "fork_stream", {}, async (_id, live) => {
      await eventually(() => live.at("bridged"))
      await sleep(800)
      await live.transfer()
      parted = live.now
      await sleep(900)
      // The copy goes on, and nothing of it is taken.
      expect(live.at("fork closed")).toBeNull()
      expect(live.status).toBe("in-progress")
    })
    expect(call.moments.map(({ what }) => what)).toContain("agent left")
    expect(kept.length).toBeGreaterThan(20)
    expect(kept.filter((frame) => frame > parted / 20 + 1)).toEqual([])
    const bare = id.slice(id.indexOf("_") + 1)
    expect(await b.leaves()).toContainEqual(expect.objectContaining({ type: "party.held", call: bare }))
  },
)

test("all of it verifies offline, and no byte on disk is what somebody said", { timeout: 30_000 }, async () => {
  const summary = await b.verified()
  expect(summary).toMatchObject({ granted: callers, recordings: callers })
  expect(said.framesIn(everyByte(b.folder))).toEqual([])
})
