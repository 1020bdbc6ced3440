import { expect, test } from "vitest"
import type { CallLeg } from "../../src/call/ports.ts"
import { AssentError } from "../../src/errors.ts"
import { destination, type Destination } from "../../src/greetings/document-destination.ts"
import { destinationsOf, type Reach } from "../../src/wiring/destinations.ts"
import { call, FakeLeg } from "../fakes/call.ts"

const leg = (): CallLeg => new FakeLeg("agent", { now: () => 0, after: () => () => undefined })

/** Places are reached where `answers` says so; `inside` says whether the caller's audio is in the gateway. */
function bench(to: unknown, answers: (place: string) => boolean, { carrier = true, inside = true, liveFor = 99 } = {}) {
  const rung: string[] = []
  const spoke: unknown[] = []
  const reach: Reach = (_call, place) => {
    if (!carrier) return null
    if (!place && inside) return null
    const name = place ? `${place.to} ${place.ringSeconds}s` : "nowhere"
    rung.push(name)
    return answers(name) ? Promise.resolve(leg()) : Promise.reject(new AssentError("CARRIER_UNREACHABLE", name))
  }
  const parsed: Destination = destination.parse(to)
  const destinations = destinationsOf({
    destinationOf: () => parsed,
    carriers: [() => null, reach],
    testAgent: { dial: async () => (rung.push("test agent"), leg()) },
    voicemail: async (_call, maxSeconds, recorded) => (rung.push(`voicemail ${maxSeconds}s ${recorded()}`), leg()),
    isLive: () => rung.length < liveFor,
    speaks: (callId, agent) => void spoke.push([callId, agent]),
  })
  return { rung, spoke, dial: () => destinations.dial(call, () => true) }
}

const phone = (number: string) => ({ kind: "phone", number, ring_seconds: 15 })
const sip = { kind: "sip", uri: "sip:desk@pbx.example.com" }
const queue = {
  kind: "queue",
  targets: [phone("+4930123451"), { ...sip, ring_seconds: 20 }, { kind: "voicemail", max_seconds: 60 }],
}
const rungs = ["+4930123451 15s", "sip:desk@pbx.example.com 20s", "voicemail 60s true"]

test("a queue is rung place by place, in its order, until somebody answers", async () => {
  for (const [i, reached] of rungs.entries()) {
    const { rung, dial } = bench(queue, (place) => place === reached)
    await dial()
    expect(rung).toEqual(rungs.slice(0, i + 1))
  }
})

test("a call that is connected is that agent's whose place answered, and nobody's where no agent is named", async () => {
  const [first, second, third] = [
    { ...phone("+4930123451"), agent: "agent-7" },
    { ...sip, ring_seconds: 20, agent: "agent-8" },
    phone("+4930123453"),
  ]
  const connected = async (to: unknown, reached: string) => {
    const { spoke, dial } = bench(to, (place) => place.startsWith(reached))
    await dial().catch(() => undefined)
    return spoke
  }
  const targets = { kind: "queue", targets: [first, second, third] }
  expect(await connected(targets, "+4930123451")).toEqual([[call.callId, "agent-7"]])
  expect(await connected(targets, "sip")).toEqual([[call.callId, "agent-8"]])
  expect(await connected(targets, "+4930123453")).toEqual([])
  expect(await connected(targets, "nobody at all")).toEqual([])
  expect(await connected({ ...sip, agent: "agent-9" }, "sip")).toEqual([[call.callId, "agent-9"]])
  expect(await connected({ kind: "phone", number: "+4930123451", agent: "agent-9" }, "+")).toEqual([
    [call.callId, "agent-9"],
  ])
})

test("when nobody in a queue answers, the call reaches nobody", async () => {
  const { rung, dial } = bench({ ...queue, targets: queue.targets.slice(0, 2) }, () => false)
  await expect(dial()).rejects.toMatchObject({ code: "CARRIER_UNREACHABLE" })
  expect(rung).toEqual(rungs.slice(0, 2))
})

test("once the caller has hung up no further place is made to ring", async () => {
  const { rung, dial } = bench(queue, () => false, { liveFor: 1 })
  await expect(dial()).rejects.toMatchObject({ code: "CARRIER_UNREACHABLE" })
  expect(rung).toEqual(rungs.slice(0, 1))
})

test.each([
  ["a phone", { kind: "phone", number: "+4930123451" }, ["+4930123451 30s"]],
  ["a SIP address", sip, ["sip:desk@pbx.example.com 30s"]],
  ["the test agent", { kind: "test-agent" }, ["test agent"]],
  ["voicemail", { kind: "voicemail", max_seconds: 30 }, ["voicemail 30s true"]],
])("%s is reached by whoever can", async (_what, to, expected) => {
  const { rung, dial } = bench(to, () => true)
  await dial()
  expect(rung).toEqual(expected)
})

test("a line that hangs up reaches nobody, and rings nobody", async () => {
  const { rung, dial } = bench({ kind: "hang-up" }, () => true)
  await expect(dial()).rejects.toMatchObject({ code: "CARRIER_UNREACHABLE" })
  expect(rung).toEqual([])
})

test("on the test phone the test agent stands for every telephone, and voicemail is itself", async () => {
  const spoken = bench(queue, () => false, { carrier: false })
  await spoken.dial()
  expect(spoken.rung).toEqual(["test agent"])
})

test("a caller whose audio is not in the gateway is not connected to what is", async () => {
  for (const to of [{ kind: "voicemail", max_seconds: 30 }, { kind: "test-agent" }, { kind: "hang-up" }]) {
    const { rung, dial } = bench(to, () => false, { inside: false })
    await expect(dial()).rejects.toMatchObject({ code: "CARRIER_UNREACHABLE" })
    expect(rung).toEqual(["nowhere"])
  }
})

test.each([
  [
    "voicemail that is not the last",
    { kind: "queue", targets: [{ kind: "voicemail", max_seconds: 60 }, phone("+4930123451")] },
  ],
  ["an empty queue", { kind: "queue", targets: [] }],
  ["a queue within a queue", { kind: "queue", targets: [queue] }],
  ["a SIP address with parameters", { kind: "sip", uri: "sip:desk@pbx.example.com;transport=tcp" }],
  ["a SIP address with markup", { kind: "sip", uri: "sip:a@b.c<Record/>" }],
  ["a tel address for a SIP one", { kind: "sip", uri: "tel:+4930123451" }],
  ["an agent whose id is none", { ...sip, agent: "Anna Agent" }],
  ["an agent of voicemail", { kind: "voicemail", max_seconds: 60, agent: "agent-7" }],
  ["a number that is none", { kind: "phone", number: "+99912345678" }],
])("%s is refused", (_what, to) => {
  expect(destination.safeParse(to).success).toBe(false)
})
