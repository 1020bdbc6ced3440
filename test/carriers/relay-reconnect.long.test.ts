import { describe, expect, test } from "vitest"
import { testPermit } from "../fakes/receipts.ts"
import { RelayDouble } from "../fakes/relay-double.ts"
import { agentAt, relayGateway } from "../fakes/relay-gateway.ts"
import { KIND, UNKIND, type Unknowns } from "../fakes/relay-wire.ts"
import { reached } from "./leg.conformance.ts"

const open = async (unknowns: Unknowns = KIND, options: Parameters<typeof relayGateway>[1] = {}) => {
  const double = await RelayDouble.open(unknowns)
  const gateway = await relayGateway(double, options)
  await reached(() => double.subscribed)
  return {
    double,
    gateway,
    [Symbol.asyncDispose]: async () => {
      await gateway.close()
      await double.close()
      expect(double.violations).toEqual([])
    },
  }
}
const tone = (ms: number) => new Uint8Array(ms * 8).fill(0x31)

for (const [kind, unknowns] of Object.entries({ kind: KIND, unkind: UNKIND })) {
  describe.concurrent(`a carrier that is ${kind}, and a connection that breaks`, () => {
    test("a reconnect in the middle of a call loses nothing of it", async () => {
      await using line = await open(unknowns)
      const { double, gateway } = line
      const caller = double.ring()
      const { leg, events } = await gateway.call()
      double.drop()
      await reached(() => gateway.trunk.stats().status === "reconnecting")
      await reached(() => double.subscribed, 8000)
      expect(gateway.trunk.stats().reconnects).toBe(1)
      leg.play("menu-2", tone(100))
      await reached(() => events.some(({ type }) => type === "prompt-played"))
      await reached(() => caller.collect !== null)
      caller.press("1")
      await reached(() => events.some(({ type }) => type === "digit"))
      expect(double.logins).toBe(2)
      caller.end()
      await reached(() => events.at(-1)?.type === "closed")
    })

    test("a call that ended while the connection was gone is found to be over", async () => {
      await using line = await open(unknowns)
      const { double, gateway } = line
      const caller = double.ring()
      const { events } = await gateway.call()
      double.drop()
      caller.end()
      await reached(() => events.at(-1)?.type === "closed", 8000)
      expect(gateway.trunk.stats()).toMatchObject({ calls: 0, legs: 0 })
    })
  })
}

test.concurrent("a prompt whose command had run when the connection broke is still proven", async () => {
  await using line = await open(KIND, { timing: { lateMs: 8000 } })
  const { double, gateway } = line
  double.ring()
  const { leg, events } = await gateway.call()
  double.faults.breakAfter.add("calling.play")
  leg.play("notice-1", tone(100))
  await reached(() => events.length === 1, 8000)
  expect(events[0]).toMatchObject({ type: "prompt-played", promptId: "notice-1" })
})

test(
  "the stream of a recording goes on while the connection for commands is made again",
  { timeout: 15_000 },
  async () => {
    await using line = await open(KIND)
    const { double, gateway } = line
    double.ring({ says: tone(15_000) })
    const { leg } = await gateway.call()
    const tap = leg.audio(testPermit(leg.callId), () => undefined)
    await reached(() => leg.counters().written > 5)
    double.drop()
    await reached(() => gateway.trunk.stats().status === "reconnecting")
    const before = leg.counters().written
    await reached(() => gateway.trunk.stats().status === "connected", 8000)
    expect(leg.counters().written).toBeGreaterThan(before + 20)
    expect(leg.counters().gaps).toBe(0)
    tap.close("ended")
  },
)

test(
  "what was to be said while the connection was gone is said once it is back, once",
  { timeout: 15_000 },
  async () => {
    await using line = await open(KIND, { timing: { lateMs: 10_000 } })
    const { double, gateway } = line
    const caller = double.ring()
    const { leg, call, events } = await gateway.call()
    double.drop()
    await reached(() => gateway.trunk.stats().status === "reconnecting")
    leg.play("notice-1", tone(100))
    const dialled = gateway.trunk.dial(call.callId, agentAt)
    await reached(() => events.length === 1, 8000)
    expect(events[0]).toMatchObject({ type: "prompt-played", promptId: "notice-1" })
    expect(caller.heard).toHaveLength(1)
    await dialled
    expect(double.commands.filter(({ method }) => method === "calling.connect")).toHaveLength(1)
  },
)

test.concurrent("what could not be said in time is not said later either", { timeout: 15_000 }, async () => {
  await using line = await open(KIND, { timing: { lateMs: 300 } })
  const { double, gateway } = line
  double.ring()
  const { leg, events } = await gateway.call()
  double.drop()
  await reached(() => gateway.trunk.stats().status === "reconnecting")
  leg.play("notice-1", tone(100))
  await reached(() => events.length === 1)
  expect(events[0]).toMatchObject({ type: "prompt-stopped", reason: "unproven" })
  await reached(() => gateway.trunk.stats().status === "connected", 8000)
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(double.commands.some(({ method }) => method === "calling.play")).toBe(false)
})
