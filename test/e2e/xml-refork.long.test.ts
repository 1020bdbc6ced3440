import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, expect, test } from "vitest"
import { FakeCarrier } from "../fakes/xml/carrier.ts"
import type { FakeCall } from "../fakes/xml/call.ts"
import { Canary, channel, eventually, settled } from "./gateway.ts"
import { bench, kinds, numbers, type Bench } from "./xml-bench.ts"

const said = new Canary(20)
let b: Bench
let callers = 0

beforeAll(async () => {
  b = await bench()
}, 60_000)
afterAll(() => b[Symbol.asyncDispose]())

const forks = (call: FakeCall): number => call.moments.filter(({ what }) => what === "fork").length

/** A caller who agreed and is recorded, and whose copy then breaks off. */
async function broken(carrier: FakeCarrier, carry: "fork_stream" | "fork_document") {
  const from = `+49176400${String(++callers).padStart(4, "0")}`
  const call = carrier.ring({ from, to: numbers[carry], keys: ["1"], audio: said.audio(), agent: {} })
  const id = await b.callFrom(from)
  await eventually(async () => (await b.line.get(`/v1/recordings?call=${id}`)).body?.data?.[0] ?? null)
  await sleep(1000)
  const at = call.now
  call.streams.at(-1)?.drop()
  return { call, id, at }
}

async function ended(call: FakeCall, id: string) {
  expect(call.status).toBe("in-progress")
  call.hangup()
  const view = await settled(b.line, id)
  expect(call.errors).toEqual([])
  expect(view).toMatchObject({ consent: "granted", outcome: "caller_hangup" })
  expect(view.recordings).toHaveLength(1)
  return view
}

/** Byte at which a frame stands in `bytes`, or -1. */
const placeOf = (frame: number, bytes: Buffer): number => bytes.indexOf(said.audio(frame, frame + 1))

for (const carry of ["fork_stream", "fork_document"] as const) {
  test.concurrent(
    `${carry}: a copy that broke off comes again under the same consent, in its place in the recording`,
    { timeout: 30_000 },
    async () => {
      const { call, id, at } = await broken(b.carriers.twilio, carry)
      await eventually(() => (forks(call) === 2 ? true : null))
      const again = call.now
      await sleep(1500)
      const view = await ended(call, id)
      expect(forks(call)).toBe(2)
      const wav = await b.line.get(`/v1/recordings/${view.recordings[0].id}/audio`)
      const left = channel(wav.bytes, "left")
      const kept = said.framesIn(left)
      const before = kept.filter((frame) => frame < at / 20 - 2)
      const after = kept.filter((frame) => frame > again / 20 + 2)
      expect(before.length).toBeGreaterThan(20)
      expect(after.length).toBeGreaterThan(40)
      expect(kept.filter((frame) => frame > at / 20 + 5 && frame < again / 20 - 2)).toEqual([])
      const [first = 0, last = 0] = [before[10], after[20]]
      const drift = (placeOf(last, left) - placeOf(first, left)) / 160 - (last - first)
      expect(Math.abs(drift)).toBeLessThan(10)
      const leaf = await eventually(
        async () => (await b.leaves()).find((each) => each.type === "call.ended" && id.endsWith(each.call)) ?? null,
      )
      // Both tracks, for a good second each.
      expect(leaf).toMatchObject({ frames: { gaps: expect.toSatisfy((gaps: number) => gaps > 80 && gaps < 400) } })
    },
  )
}

for (const kind of kinds.filter((each) => each !== "twilio")) {
  test.concurrent(
    `${kind}: whose interface cannot start a copy that we would know, the recording ends with the reason`,
    { timeout: 30_000 },
    async () => {
      const { call, id } = await broken(b.carriers[kind], "fork_stream")
      await endsForWantOfMedia(call, id)
    },
  )
}

test.concurrent(
  "a carrier that does not say that the first copy has stopped is asked for no second",
  { timeout: 30_000 },
  async () => {
    const carrier = new FakeCarrier({ kind: "twilio", trunk: "twilio", keepsStreams: true })
    await carrier.listen()
    carrier.gateway = b.line.gateway.url
    // The gateway asks the carrier of the trunk: this call is known there, under its own rules.
    const known = b.carriers.twilio
    const { call, id } = await brokenAt(carrier, known)
    await endsForWantOfMedia(call, id)
    await carrier[Symbol.asyncDispose]()
  },
)

async function brokenAt(carrier: FakeCarrier, known: FakeCarrier) {
  const ring = carrier.ring.bind(carrier)
  carrier.ring = (plan) => {
    const call = ring(plan)
    known.calls.set(call.sid, call)
    return call
  }
  return broken(carrier, "fork_stream")
}

async function endsForWantOfMedia(call: FakeCall, id: string): Promise<void> {
  const state = async () => (await b.line.get(`/v1/recordings?call=${id}`)).body.data[0].state
  await eventually(async () => ((await state()) === "failed" ? true : null))
  const view = await ended(call, id)
  expect(forks(call)).toBe(1)
  const recording: string = view.recordings[0].id
  const failed = await eventually(
    async () =>
      (await b.leaves()).find((leaf) => leaf.type === "recording.failed" && recording.endsWith(leaf.rec)) ?? null,
  )
  expect(failed).toMatchObject({ reason: "media" })
}
