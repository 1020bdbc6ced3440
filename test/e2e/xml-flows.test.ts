import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { render } from "../../src/carriers/xml/document.ts"
import type { FakeCall } from "../fakes/xml/call.ts"
import { Canary, eventually, settled, testGateway } from "./gateway.ts"
import { AGENT, bench, kinds, numbers, SCREENED, ways, type Bench } from "./xml-bench.ts"

const fallback = render([{ verb: "Dial", seconds: 30, to: AGENT }, { verb: "Hangup" }], "twilio")
const forks = ["fork_stream", "fork_document"] as const
let b: Bench
let callers = 0

beforeAll(async () => {
  b = await bench({
    carrier: { fallback },
    trunk: { delete_carrier_recordings: true },
    config: { flow: { wait_ms: 300, last_wait_ms: 300, document_commit_ms: 2000 } },
  })
}, 60_000)
afterAll(() => b[Symbol.asyncDispose]())

const caller = (): string => `+49176000${String(++callers).padStart(4, "0")}`
/** The documents, reduced to their verbs, and where they led. */
const hops = (call: FakeCall): number => call.moments.filter(({ what }) => what === "document").length
const connected = (call: FakeCall) =>
  eventually(() => call.at("bridged")).catch((cause: unknown) => {
    throw new Error(JSON.stringify([call.moments, call.errors]), { cause })
  })

describe("who does not agree is connected as well, by as many documents, and nothing is recorded", () => {
  for (const kind of kinds) {
    for (const carry of forks) {
      test.concurrent(`${kind}, ${carry}`, { timeout: 30_000 }, async () => {
        const carrier = b.carriers[kind]
        const from = { refuses: caller(), agrees: caller(), silent: caller() }
        const ring = (number: string, keys: (string | null)[]) =>
          carrier.ring({ from: number, to: numbers[carry], keys, agent: { talksMs: 500 } })
        const refuses = ring(from.refuses, ["2"])
        const agrees = ring(from.agrees, ["1"])
        const silent = ring(from.silent, [])
        await Promise.all([refuses, agrees, silent].map((call) => connected(call).then(() => call.done)))
        for (const call of [refuses, agrees, silent]) {
          expect(call.errors).toEqual([])
          expect(call.connectedTo).toBe(AGENT)
        }
        const outcome = { outcome: "agent_hangup" }
        const answers = [
          await settled(b.line, await b.callFrom(from.refuses)),
          await settled(b.line, await b.callFrom(from.agrees)),
          await settled(b.line, await b.callFrom(from.silent)),
        ]
        expect(answers[0]).toMatchObject({ ...outcome, consent: "refused", recordings: [] })
        expect(answers[1]).toMatchObject({ ...outcome, consent: "granted" })
        expect(answers[2]).toMatchObject({ ...outcome, consent: "no_answer", recordings: [] })
        expect(hops(agrees)).toBe(hops(refuses))
        if (carry === "fork_stream") expect(hops(silent)).toBe(hops(refuses))
        for (const call of [refuses, silent]) expect(call.documents.join()).not.toContain("<Start>")
        for (const call of [agrees, refuses, silent]) {
          expect(call.moments.map(({ what }) => what)).toContain("whisper play")
        }
      })
    }
  }
})

describe("with the gateway dead from one moment on, the caller still reaches the destination", () => {
  const moments = {
    fork_stream: ["before", "stream", "pressed", "stream closed", "play", "dial"],
    fork_document: ["before", "play", "gather", "pressed", "fork", "dial"],
    bridge: ["before", "stream", "pressed"],
  } as const
  for (const carry of ways) {
    for (const moment of moments[carry]) {
      test.concurrent(`${carry}, at: ${moment}`, { timeout: 30_000 }, async () => {
        // A carrier of its own, so that only this call's gateway dies.
        const dying = await aCarrierThatWillLoseItsGateway()
        const plan = { from: caller(), to: numbers[carry], keys: ["1"], agent: { talksMs: 300 } }
        if (moment === "before") dying.cut()
        const call = dying.ring({ ...plan, when: { moment, then: () => dying.cut() } })
        await connected(call)
        expect(call.connectedTo).toBe(AGENT)
        await call.done
        // Only seen from the carrier it was dead: what it left open is closed by the late report.
        dying.dead = false
        await call.report()
        await dying[Symbol.asyncDispose]()
      })
    }
  }
})

async function aCarrierThatWillLoseItsGateway() {
  const { FakeCarrier } = await import("../fakes/xml/carrier.ts")
  const dying = new FakeCarrier({ kind: "twilio", trunk: "twilio", fallback })
  await dying.listen()
  dying.gateway = b.line.gateway.url
  return dying
}

for (const carry of forks) {
  test.concurrent(
    `${carry}: a withdrawal by the API closes the copy at once, and the two talk on`,
    { timeout: 20_000 },
    async () => {
      const from = caller()
      const said = new Canary(10)
      const call = b.carriers.signalwire.ring({ from, to: numbers[carry], keys: ["1"], audio: said.audio() })
      await connected(call)
      const id = await b.callFrom(from)
      await eventually(async () => (await b.line.get(`/v1/recordings?call=${id}`)).body?.data?.[0] ?? null)
      expect((await b.line.send("POST", `/v1/calls/${id}/withdraw`)).status).toBeLessThan(300)
      const withdrawn = call.now
      await eventually(() => call.at("fork closed"))
      expect((call.at("fork closed") ?? Infinity) - withdrawn).toBeLessThan(500)
      await new Promise((resolve) => setTimeout(resolve, 500))
      expect(call.status).toBe("in-progress")
      call.hangup()
      const ended = await settled(b.line, id)
      expect(ended).toMatchObject({ consent: "withdrawn", outcome: "caller_hangup" })
      expect(ended.recordings[0].state).toBe("restricted")
    },
  )
}

for (const carry of ["fork_stream", "bridge"] as const) {
  test.concurrent(
    `${carry}: a destination that does not answer: the caller is told, and the call ends`,
    { timeout: 20_000 },
    async () => {
      const from = caller()
      b.carriers.twilio.agentPlan = { from: "", to: "", agent: { answers: false } }
      const call = b.carriers.twilio.ring({ from, to: numbers[carry], keys: ["2"], agent: { answers: false } })
      await call.done
      expect(call.errors).toEqual([])
      const ended = await settled(b.line, await b.callFrom(from))
      expect(ended).toMatchObject({ consent: "refused", outcome: "agent_unavailable" })
    },
  )
}

test.concurrent(
  "a caller who leaves while the destination rings leaves nothing ringing",
  { timeout: 20_000 },
  async () => {
    const from = caller()
    const carrier = b.carriers.signalwire
    carrier.agentPlan = { from: "", to: "" }
    const call = carrier.ring({ from, to: numbers.bridge, keys: ["2"] })
    const agent = await eventually(() => [...carrier.calls.values()].find(({ status }) => status === "ringing") ?? null)
    call.hangup()
    await settled(b.line, await b.callFrom(from))
    await eventually(() => (agent.status === "completed" ? true : null))
  },
)

for (const accepts of ["1", "3"]) {
  test.concurrent(
    `a destination that must press 1 to be an agent, and presses ${accepts}`,
    { timeout: 20_000 },
    async () => {
      const from = caller()
      const call = b.carriers.twilio.ring({ from, to: SCREENED, keys: ["1"], agent: { accepts, talksMs: 300 } })
      await call.done
      expect(call.errors).toEqual([])
      const ended = await settled(b.line, await b.callFrom(from))
      expect(ended.outcome).toBe(accepts === "1" ? "agent_hangup" : "agent_unavailable")
    },
  )
}

test.concurrent(
  "a recording that the carrier made by itself is a leaf, and is removed",
  { timeout: 20_000 },
  async () => {
    const from = caller()
    const carrier = b.carriers.telnyx
    const call = carrier.ring({ from, to: numbers.fork_document, keys: ["2"], agent: { talksMs: 100 } })
    carrier.recordings.set(call.sid, ["RE1", "RE2"])
    await call.done
    const id = await b.callFrom(from)
    await settled(b.line, id)
    await eventually(() => (carrier.recordings.get(call.sid)?.length === 0 ? true : null))
    const leaf = await eventually(
      async () => (await b.leaves()).find(({ type }) => type === "carrier.recording_found") ?? null,
    )
    expect(leaf).toMatchObject({ trunk: "telnyx", recordings: 2, removed: true, call: id.slice(id.indexOf("_") + 1) })
  },
)

test("a body that is too large, of another kind, or for no trunk never comes near a call", async () => {
  const post = (path: string, body: string, type = "application/x-www-form-urlencoded") =>
    fetch(b.line.gateway.url + path, { method: "POST", headers: { "content-type": type }, body })
  expect((await post("/carriers/twilio/voice", `a=${"x".repeat(40_000)}`)).status).toBe(413)
  expect((await post("/carriers/twilio/voice", "{}", "application/json")).status).toBe(415)
  expect((await post("/carriers/nobody/voice", "a=b")).status).toBe(404)
  expect((await post("/carriers/twilio/voice", "CallSid=CA1")).status).toBe(403)
  expect((await fetch(`${b.line.gateway.url}/carriers/twilio/prompts/nothing.wav`)).status).toBe(404)
})

test("all of it verifies offline", { timeout: 30_000 }, async () => {
  const { refused, granted, noAnswer } = await b.verified()
  expect(refused).toBeGreaterThanOrEqual(9)
  expect(granted).toBeGreaterThanOrEqual(6)
  expect(noAnswer).toBeGreaterThanOrEqual(6)
})

test("a gateway that is stopped lets the two talk on, and seals what it has", { timeout: 30_000 }, async () => {
  const from = caller()
  const carrier = b.carriers.twilio
  const call = carrier.ring({ from, to: numbers.fork_stream, keys: ["1"] })
  await connected(call)
  const id = await b.callFrom(from)
  await eventually(async () => (await b.line.get(`/v1/recordings?call=${id}`)).body?.data?.[0] ?? null)
  const asked = carrier.restRequests.length
  await b.line.gateway.close()
  await new Promise((resolve) => setTimeout(resolve, 2500))
  expect(call.status).toBe("in-progress")
  expect(carrier.restRequests.slice(asked)).toEqual([])
  await using again = await testGateway({ folder: b.folder })
  const ended = await settled(again, id)
  expect(ended).toMatchObject({ consent: "granted", outcome: "shutdown" })
  expect(ended.recordings[0].state).toBe("sealed")
})
