import { beforeEach, expect, test } from "vitest"
import { AgentSide } from "../../src/carriers/xml/agent-side.ts"
import type { CarrierRest } from "../../src/carriers/xml/rest.ts"
import { FakeLeg } from "../fakes/call.ts"

const asked: { to: string; done: (sid: string) => void; fail: (error: Error) => void }[] = []
const ended: string[] = []
const faults: string[] = []
const rest: Pick<CarrierRest, "createCall" | "endCall"> = {
  createCall: ({ to }) => new Promise((done, fail) => asked.push({ to, done, fail })),
  endCall: async (sid) => void ended.push(sid),
}
const side = () =>
  new AgentSide({
    callId: "0190a000-0000-7000-8000-000000000001",
    rest: rest as CarrierRest,
    onHangup: () => undefined,
    onFault: (message) => faults.push(message),
  })
const at = (to: string) => ({ to, from: "+4930", url: "u", statusUrl: "s", ringSeconds: 20 })
const leg = () => new FakeLeg("agent", { now: () => 0, after: () => () => undefined })
const settled = () => new Promise((resolve) => setImmediate(resolve))
beforeEach(() => {
  for (const list of [asked, ended, faults]) list.length = 0
})

test("of two places rung one after the other, the second is reached, whatever the first still says", async () => {
  const agent = side()
  const first = agent.wanted()
  agent.place(at("+491"))
  asked[0]!.done("CA1")
  await settled()
  agent.gone("CA1")
  await expect(first).rejects.toMatchObject({ code: "CARRIER_UNREACHABLE" })
  const second = agent.wanted()
  agent.place(at("+492"))
  // The carrier reports the end of the first once more, and it answers after all.
  expect(agent.mayBe("CA1")).toBe(false)
  agent.gone("CA1")
  expect(agent.came("CA1")).toBe(false)
  asked[1]!.done("CA2")
  await settled()
  expect(agent.came("CA2")).toBe(true)
  expect([agent.awaits("CA2"), agent.awaits("CA1")]).toEqual([true, false])
  const reached = leg()
  agent.reached(reached)
  expect(await second).toBe(reached)
  expect(ended).toEqual(["CA1"])
  expect(agent.came("CA2")).toBe(false)
})

test("a place that is wanted no more before the carrier has named its call is told to stop ringing", async () => {
  const agent = side()
  const first = agent.wanted()
  agent.place(at("+491"))
  agent.unreached()
  await expect(first).rejects.toMatchObject({ code: "CARRIER_UNREACHABLE" })
  const second = agent.wanted()
  agent.place(at("+492"))
  asked[0]!.done("CA1")
  await settled()
  expect(ended).toEqual(["CA1"])
  asked[1]!.done("CA2")
  await settled()
  expect(agent.came("CA2")).toBe(true)
  agent.unreached()
  await expect(second).rejects.toMatchObject({ code: "CARRIER_UNREACHABLE" })
  expect(ended).toEqual(["CA1", "CA2"])
})

test("a place that could not be called is one that was not reached, and the next is not harmed by it", async () => {
  const agent = side()
  const first = agent.wanted()
  agent.place(at("+491"))
  asked[0]!.fail(new Error("503"))
  await expect(first).rejects.toMatchObject({ code: "CARRIER_UNREACHABLE" })
  const second = agent.wanted()
  agent.place(at("+492"))
  asked[1]!.done("CA2")
  await settled()
  expect(agent.came("CA2")).toBe(true)
  agent.reached(leg())
  await second
  expect([faults.length, ended]).toEqual([1, []])
})
