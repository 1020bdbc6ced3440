import { setTimeout as sleep } from "node:timers/promises"
import { afterEach, describe, expect, test } from "vitest"
import { RelayDouble } from "../fakes/relay-double.ts"
import { agentAt, relayGateway, type RelayGateway } from "../fakes/relay-gateway.ts"
import { KIND, UNKIND, type Unknowns } from "../fakes/relay-wire.ts"
import { reached } from "./leg.conformance.ts"

let double: RelayDouble
let gateway: RelayGateway
const open = async (unknowns: Unknowns = KIND, options: Parameters<typeof relayGateway>[1] = {}) => {
  double = await RelayDouble.open(unknowns)
  gateway = await relayGateway(double, options)
  await reached(() => double.subscribed)
}
afterEach(async () => {
  await gateway.close()
  await double.close()
  expect(double.violations).toEqual([])
})
const tone = (ms: number) => new Uint8Array(ms * 8).fill(0x31)

for (const [kind, unknowns] of Object.entries({ kind: KIND, unkind: UNKIND })) {
  describe(`the real SDK on a carrier that is ${kind}`, () => {
    test("a call is answered, hears a prompt, presses keys, and hangs up", async () => {
      await open(unknowns)
      const caller = double.ring()
      const { leg, call, events } = await gateway.call()
      expect(call).toMatchObject({ lineId: "main", trunk: "relay", carrierCallId: caller.callId, from: "+15550123" })
      leg.play("notice-1", tone(200))
      await reached(() => events.length === 1)
      expect(events[0]).toEqual({ type: "prompt-played", promptId: "notice-1", heardBytes: 1600, totalBytes: 1600 })
      caller.press("1")
      await reached(() => events.length === 2)
      await reached(() => caller.collect !== null)
      caller.press("*")
      await reached(() => events.length === 3)
      expect(events.slice(1)).toMatchObject([
        { type: "digit", digit: "1" },
        { type: "digit", digit: "*" },
      ])
      caller.end()
      await reached(() => events.length === 4)
      expect(events[3]).toEqual({ type: "closed", reason: "hangup" })
      expect(gateway.ended).toEqual([call])
      expect(gateway.trunk.stats()).toMatchObject({ calls: 0, legs: 0, malformed: 0, strangers: 0 })
    })

    test("a caller who goes in the middle of a prompt leaves no prompt unanswered", async () => {
      await open(unknowns)
      const caller = double.ring()
      const { leg, events } = await gateway.call()
      leg.play("notice-1", tone(5000))
      await sleep(200)
      caller.end()
      await reached(() => events.length === 2)
      expect(events).toEqual([
        { type: "prompt-stopped", promptId: "notice-1", heardBytes: 0, totalBytes: 40_000, reason: "closed" },
        { type: "closed", reason: "hangup" },
      ])
    })

    test("events that come twice count once", async () => {
      await open(unknowns)
      double.faults.doubleEvents = true
      const caller = double.ring()
      const { leg, events } = await gateway.call()
      leg.play("notice-1", tone(100))
      await reached(() => events.length === 1)
      caller.press("2")
      await reached(() => events.length >= 2)
      caller.end()
      await reached(() => events.some(({ type }) => type === "closed"))
      await sleep(50)
      expect(events.map(({ type }) => type)).toEqual(["prompt-played", "digit", "closed"])
      expect(gateway.trunk.stats().calls).toBe(0)
    })
  })
}

describe("watchdogs", () => {
  test("a prompt whose end is never told counts as not proven", async () => {
    await open(KIND, { timing: { lateMs: 300 } })
    double.ring()
    const { leg, events } = await gateway.call()
    double.faults.loseEvents.add("calling.call.play")
    leg.play("notice-1", tone(100))
    await reached(() => events.length === 1)
    expect(events[0]).toMatchObject({ type: "prompt-stopped", reason: "unproven", heardBytes: 0 })
  })

  test("a prompt whose command is never answered counts as not proven, and the call goes on", async () => {
    await open(KIND, { timing: { lateMs: 300 } })
    double.ring()
    const { leg, events } = await gateway.call()
    double.faults.silent.add("calling.play")
    leg.play("notice-1", tone(100))
    await reached(() => events.length === 1)
    expect(events[0]).toMatchObject({ type: "prompt-stopped", reason: "unproven", heardBytes: 0 })
    double.faults.silent.clear()
    leg.play("menu-2", tone(100))
    await reached(() => events.length === 2)
    expect(events[1]).toMatchObject({ type: "prompt-played", promptId: "menu-2" })
  })

  test("a call whose end is never told is found to be over", async () => {
    await open(UNKIND, { timing: { probeMs: 200 } })
    const caller = double.ring()
    const { events } = await gateway.call()
    double.faults.loseEvents.add("calling.call.state")
    // Asked again and again, it lives.
    await sleep(500)
    expect(events).toEqual([])
    caller.end()
    await reached(() => events.length === 1)
    expect(events).toEqual([{ type: "closed", reason: "hangup" }])
    expect(gateway.trunk.stats()).toMatchObject({ calls: 0, legs: 0 })
  })

  test("a prompt that is over sooner than it lasts was not heard", async () => {
    await open()
    const caller = double.ring()
    const { leg, events } = await gateway.call()
    leg.play("notice-1", tone(1000))
    await sleep(150)
    caller.stopPlaying(true)
    await reached(() => events.length === 1)
    expect(events[0]).toMatchObject({ type: "prompt-stopped", reason: "mark_too_early" })
  })

  test("a prompt that the carrier refuses does not hold up the next", async () => {
    await open()
    double.ring()
    const { leg, events } = await gateway.call()
    double.faults.refuse.set("calling.play", "500")
    leg.play("notice-1", tone(100))
    await reached(() => events.length === 1)
    expect(events[0]).toMatchObject({ type: "prompt-stopped", reason: "unproven" })
    double.faults.refuse.clear()
    leg.play("menu-2", tone(100))
    await reached(() => events.length === 2)
    expect(events[1]).toMatchObject({ type: "prompt-played", promptId: "menu-2" })
  })

  test("a digit that comes with the answer to its collect counts", async () => {
    await open(UNKIND)
    const caller = double.ring()
    caller.typedAhead = "1"
    const { events } = await gateway.call()
    await reached(() => events.length === 1)
    expect(events[0]).toMatchObject({ type: "digit", digit: "1" })
    await reached(() => caller.collect !== null)
  })

  test("where the carrier hands on no keys, the caller is not asked for any", async () => {
    await open()
    double.faults.refuse.set("calling.collect", "500")
    double.ring()
    const { events } = await gateway.call()
    await reached(() => events.length === 1)
    expect(events).toEqual([{ type: "cut-off" }])
    expect(gateway.said.some(({ message }) => message.includes("no keys"))).toBe(true)
  })

  test("a wrong token is said, tried again, and calls come in once it is right", async () => {
    double = await RelayDouble.open()
    double.token = "another"
    gateway = await relayGateway(double)
    await reached(() => gateway.trunk.stats().status === "refused")
    expect(gateway.said.some(({ level }) => level === "error")).toBe(true)
    double.token = "PTtoken"
    await reached(() => double.subscribed)
    double.ring()
    expect((await gateway.call()).call.lineId).toBe("main")
  })

  test("a token that is taken back in the course of a day is said, and calls come again once it is right", async () => {
    await open()
    double.token = "another"
    double.drop()
    await reached(() => gateway.trunk.stats().status === "refused", 8000)
    expect(gateway.said.some(({ message }) => message.includes("refuses project and token"))).toBe(true)
    double.token = "PTtoken"
    await reached(() => double.subscribed, 8000)
    const caller = double.ring()
    expect((await gateway.call()).call.carrierCallId).toBe(caller.callId)
  })

  test("a host that is not there is said, and the trunk goes on trying", async () => {
    double = await RelayDouble.open()
    gateway = await relayGateway(double, { settings: { host: "ws://127.0.0.1:1" } })
    await reached(() => gateway.said.some(({ level }) => level === "error"))
    expect(gateway.trunk.stats().status).toBe("connecting")
  })

  test("a call whose answering is never confirmed is ended, not left in silence", async () => {
    await open(KIND, { timing: { answerMs: 200 } })
    double.faults.silent.add("calling.answer")
    const caller = double.ring()
    await reached(() => caller.state === "ended")
    expect(gateway.trunk.stats().calls).toBe(0)
  })

  test("a number of no line is answered in words, unrecorded, and alarmed", async () => {
    await open()
    const caller = double.ring({ to: "+15550999" })
    await reached(() => caller.state === "ended")
    expect(caller.heard).toEqual([{ bytes: 800, total: 800 }])
    expect(gateway.trunk.stats().unmapped).toBe(1)
    expect(gateway.said.filter(({ level }) => level === "error")).toHaveLength(1)
    expect(gateway.ended).toEqual([])
  })

  test("events without shape, or of calls nobody knows, are counted and harm nothing", async () => {
    await open()
    double.event("calling.call.state", { call_id: 7 })
    double.event("calling.call.play", { call_id: "x", node_id: "n", control_id: "c", state: "finished" })
    double.event("calling.call.receive", {})
    double.event("calling.call.nonsense", { call_id: "x" })
    await reached(() => gateway.trunk.stats().events === 4)
    expect(gateway.trunk.stats()).toMatchObject({ malformed: 2, strangers: 1 })
    double.ring()
    expect((await gateway.call()).call.lineId).toBe("main")
  })
})

describe("the agent", () => {
  test("is called once the caller has been told, and bridged by the carrier; each hang-up is told", async () => {
    await open()
    const caller = double.ring()
    const { leg, call } = await gateway.call()
    const dialled = gateway.trunk.dial(call.callId, agentAt)
    leg.play("granted-decided", tone(200))
    await sleep(100)
    expect(double.calls.size).toBe(1)
    const agent = await dialled
    expect(caller.peer?.state).toBe("answered")
    const events: string[] = []
    agent.listen(({ type }) => events.push(type))
    agent.play("in_progress-agent", tone(100))
    await reached(() => events.length === 1)
    caller.peer!.end()
    await reached(() => events.length === 2)
    expect(events).toEqual(["prompt-played", "closed"])
    leg.hangup()
    await reached(() => caller.state === "ended")
    expect(gateway.trunk.stats()).toMatchObject({ calls: 0, legs: 0 })
  })

  test("who does not answer is told as such; who rings on after the caller has gone is not left ringing", async () => {
    await open()
    double.agent = { answersAfterMs: null, says: new Uint8Array() }
    double.ring()
    const first = await gateway.call()
    await expect(gateway.trunk.dial(first.call.callId, agentAt)).rejects.toMatchObject({ code: "CARRIER_UNREACHABLE" })
    double.agent = { answersAfterMs: 60_000, says: new Uint8Array() }
    const caller = double.ring()
    const second = await gateway.call()
    const dialled = gateway.trunk.dial(second.call.callId, agentAt)
    dialled.catch(() => undefined)
    await reached(() => double.calls.size === 4)
    caller.end()
    await expect(dialled).rejects.toMatchObject({ code: "CARRIER_UNREACHABLE" })
    await reached(() => [...double.calls.values()].at(-1)?.state === "ended")
  })

  test("two calls at once do not take each other's agents", async () => {
    await open()
    const callers = [double.ring(), double.ring()]
    const taken = [await gateway.call(), await gateway.call()]
    const agents = await Promise.all(taken.map(({ call }) => gateway.trunk.dial(call.callId, agentAt)))
    expect(agents.map((agent) => agent.callId)).toEqual(taken.map(({ call }) => call.callId))
    const ends: number[] = []
    agents.forEach((agent, i) => agent.listen(({ type }) => type === "closed" && ends.push(i)))
    callers.find((it) => it.callId === taken[0]!.call.carrierCallId)!.peer!.end()
    await reached(() => ends.length === 1)
    await sleep(50)
    expect(ends).toEqual([0])
  })

  test("while the two are parted and both are there, the call is held", async () => {
    await open()
    const caller = double.ring()
    const { call, events } = await gateway.call()
    await gateway.trunk.dial(call.callId, agentAt)
    const agent = caller.peer!
    double.connectEvent(caller, agent, "disconnected")
    await reached(() => events.some(({ type }) => type === "held"))
    double.connectEvent(caller, agent, "connected")
    await reached(() => events.some(({ type }) => type === "unheld"))
  })
})

test("sixty calls at once each hear their own prompt and key, and leave nothing behind", async () => {
  await open(UNKIND)
  const callers = Array.from({ length: 60 }, () => double.ring())
  const taken = await Promise.all(callers.map(() => gateway.call()))
  taken.forEach(({ leg }, i) => leg.play(`notice-${i}`, tone(40 + (i % 5) * 20)))
  await reached(() => taken.every(({ events }) => events.length === 1))
  taken.forEach(({ events }, i) => expect(events[0]).toMatchObject({ type: "prompt-played", promptId: `notice-${i}` }))
  await reached(() => callers.every(({ collect }) => collect !== null))
  callers.forEach((caller, i) => caller.press(String(i % 10)))
  await reached(() => taken.every(({ events }) => events.length === 2))
  for (const { call, events } of taken) {
    const i = callers.findIndex(({ callId }) => callId === call.carrierCallId)
    expect(events[1]).toMatchObject({ type: "digit", digit: String(i % 10) })
  }
  for (const { leg } of taken) leg.hangup()
  await reached(() => callers.every(({ state }) => state === "ended"))
  await reached(() => gateway.trunk.stats().tasks === 1)
  expect(gateway.trunk.stats()).toMatchObject({ calls: 0, legs: 0, malformed: 0 })
})
