import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { ringbackOf } from "../../src/audio/ringback.ts"
import { Canary, channel, eventually, everyByte, settled } from "./gateway.ts"
import { AGENT, bench, kinds, numbers, ways, type Bench } from "./xml-bench.ts"

const said = new Canary(16)
const answered = new Canary(16)
let b: Bench

beforeAll(async () => {
  b = await bench({ carrier: { repeat: true } })
}, 60_000)
afterAll(() => b[Symbol.asyncDispose]())

describe.concurrent(
  "a caller who agrees is recorded from then on, and nothing from before or from pauses is kept",
  () => {
    for (const [i, kind] of kinds.entries()) {
      for (const [j, carry] of ways.entries()) {
        test(`${kind}, ${carry}`, { timeout: 30_000 }, async () => {
          const carrier = b.carriers[kind]
          const from = `+4917600000${i}${j}`
          carrier.agentPlan = { from: "", to: "", audio: answered.audio() }
          const plan = {
            from,
            to: numbers[carry],
            audio: said.audio(),
            keys: ["1"],
            agent: { audio: answered.audio() },
          }
          const call = carrier.ring(plan)
          const agents = () => [...carrier.calls.values()].filter(({ plan: other }) => other.from === numbers[carry])
          const reached = () => (carry === "bridge" ? agents()[0]?.at("stream") : call.at("bridged")) ?? null
          await eventually(reached).catch((cause: unknown) => {
            throw new Error(JSON.stringify([call.moments, call.errors]), { cause })
          })
          const id = await b.callFrom(from)
          await eventually(async () => (await b.line.get(`/v1/recordings?call=${id}`)).body?.data?.[0] ?? null)
          await sleep(1500)
          expect((await b.line.send("POST", `/v1/calls/${id}/pause`)).status).toBeLessThan(300)
          const paused = call.now
          await sleep(800)
          const resumed = call.now
          expect((await b.line.send("POST", `/v1/calls/${id}/resume`)).status).toBeLessThan(300)
          await sleep(1000)
          call.hangup()
          const ended = await settled(b.line, id)
          expect(call.errors).toEqual([])
          expect(ended).toMatchObject({ consent: "granted", outcome: "caller_hangup" })
          expect(ended.recordings).toHaveLength(1)

          const wav = await b.line.get(`/v1/recordings/${ended.recordings[0].id}/audio`)
          expect(wav.status).toBe(200)
          const kept = said.framesIn(channel(wav.bytes, "left"))
          const pressed = call.at("pressed") ?? Infinity
          expect(kept.length).toBeGreaterThan(100)
          expect(Math.min(...kept)).toBeGreaterThan(pressed / 20 - 1)
          expect(kept.filter((frame) => frame > paused / 20 + 3 && frame < resumed / 20 - 3)).toEqual([])
          expect(kept.filter((frame) => frame > resumed / 20 + 5).length).toBeGreaterThan(20)
          expect(answered.framesIn(channel(wav.bytes, "right")).length).toBeGreaterThan(30)
          // One consent, though everything was asked twice: one copy of the audio, or one agent leg.
          expect(call.moments.filter(({ what }) => what === "fork")).toHaveLength(carry === "bridge" ? 0 : 1)
          expect(agents()).toHaveLength(carry === "bridge" ? 1 : 0)
          if (carry !== "bridge") expect(call.connectedTo).toBe(AGENT)
        })
      }
    }
  },
)

test("in a bridge the caller hears ringing until the destination answers, and none of it is recorded", async () => {
  const carrier = b.carriers.twilio
  const from = "+4917600000999"
  carrier.agentPlan = { from: "", to: "", agent: { ringsMs: 2000 }, audio: answered.audio() }
  const call = carrier.ring({ from, to: numbers.bridge, audio: said.audio(), keys: ["1"] })
  const id = await b.callFrom(from)
  const agent = await eventually(
    () => [...carrier.calls.values()].findLast(({ status }) => status === "ringing") ?? null,
  )
  await eventually(() => agent.at("stream"))
  // The destination hears that it is recorded before the two are connected.
  const heardSoFar = (): Buffer => Buffer.from(call.streams[0]?.heard() ?? [])
  await eventually(() => (answered.framesIn(heardSoFar()).length > 40 ? true : null))
  call.hangup()
  const ended = await settled(b.line, id)
  expect(ended).toMatchObject({ consent: "granted", outcome: "caller_hangup" })
  const tone = Buffer.from(ringbackOf(numbers.bridge)).subarray(1600, 3200)
  const heard = heardSoFar()
  const rang = heard.indexOf(tone)
  expect(rang).toBeGreaterThan(0)
  // It stops at the answer: of its one second and four of silence nothing is heard behind the destination's first word.
  const [first = 0] = answered.framesIn(heard)
  expect(heard.lastIndexOf(tone)).toBeLessThan(heard.indexOf(answered.audio(first, first + 1)))
  const wav = await b.line.get(`/v1/recordings/${ended.recordings[0].id}/audio`)
  const right = channel(wav.bytes, "right")
  expect(right.indexOf(tone)).toBe(-1)
  expect(answered.framesIn(right).length).toBeGreaterThan(20)
})

test("all of it verifies offline, and no byte on disk is what somebody said", { timeout: 30_000 }, async () => {
  const summary = await b.verified()
  expect(summary).toMatchObject({ granted: 10, recordings: 10 })
  const bytes = everyByte(b.folder)
  expect(said.framesIn(bytes)).toEqual([])
  expect(answered.framesIn(bytes)).toEqual([])
})

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
