import { setTimeout as sleep } from "node:timers/promises"
import { expect, test } from "vitest"
import type { CallLeg } from "../../src/call/ports.ts"
import { testAgent, TestAgent } from "../../src/carriers/media-stream/test-agent.ts"
import { setBridge } from "../../src/carriers/media-stream/bridges.ts"
import { AudioGate } from "../../src/call/gate.ts"
import { uuidv7 } from "../../src/ids.ts"
import { callStart, watch } from "../fakes/carrier-gateway.ts"
import { legConformance, reached } from "./leg.conformance.ts"

const call = callStart("dev", { streamSid: "MZ1", carrierCallId: "CA1", tracks: ["inbound"], parameters: {} })

/** The other end of a bridge, which keeps what it is sent. */
class Far implements CallLeg {
  readonly callId = call.callId
  readonly party = "caller"
  readonly heard: { readonly at: number; readonly payload: Uint8Array }[] = []
  readonly #gate = new AudioGate(call.callId)
  listen(): void {}
  play(): void {}
  clear(): void {}
  audio(...[permit, sink]: Parameters<CallLeg["audio"]>) {
    return this.#gate.open(permit, sink)
  }
  bridge(other: CallLeg | null): void {
    setBridge(this, other)
  }
  relay(_from: CallLeg, payload: Uint8Array): void {
    this.heard.push({ at: performance.now(), payload: payload.slice() })
  }
  counters() {
    return this.#gate.counters()
  }
  hangup(): void {}
}

legConformance("the test agent", async () => {
  const leg = new TestAgent(uuidv7(), { line: new Uint8Array(60 * 8000).fill(0x41) })
  const { events } = watch(leg, call)
  return {
    leg,
    events,
    frames: async (count) => {
      leg.bridge(new Far())
      const before = leg.counters().received
      await reached(() => leg.counters().received >= before + count)
    },
    close: async () => leg.hangup(),
  }
})

test("the agent rings before it answers", async () => {
  const startedAt = performance.now()
  const leg = await testAgent({ line: new Uint8Array(), ringMs: 120 }).dial(call, () => false)
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(119)
  expect(leg.party).toBe("agent")
  expect(leg.callId).toBe(call.callId)
})

test("the agent says its line once at the pace of speech, then echoes what it hears half a second later", async () => {
  const line = Uint8Array.from({ length: 200 * 8 }, (_, i) => i % 250)
  const agent = new TestAgent(call.callId, { line, echoMs: 200 })
  const far = new Far()
  far.bridge(agent)
  const startedAt = performance.now()
  agent.bridge(far)
  await reached(() => far.heard.length === 10)
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(195)
  expect(Buffer.concat(far.heard.map(({ payload }) => payload)).equals(line)).toBe(true)

  const spokenAt = performance.now()
  const word = new Uint8Array(160).fill(0x77)
  agent.relay(far, word)
  word.fill(0)
  await reached(() => far.heard.length === 11)
  expect(far.heard[10]!.payload[0]).toBe(0x77)
  expect(far.heard[10]!.at - spokenAt).toBeGreaterThanOrEqual(180)
  agent.bridge(null)
  agent.bridge(far)
  await sleep(100)
  expect(far.heard).toHaveLength(11)
  agent.hangup()
})

test("the agent hears a prompt before it speaks, and nothing else meanwhile", async () => {
  const agent = new TestAgent(call.callId, { line: new Uint8Array(1600).fill(0x41) })
  const far = new Far()
  const atItsEnd: unknown[] = []
  agent.listen(({ type }) => atItsEnd.push({ type, said: far.heard.length, received: agent.counters().received }))
  far.bridge(agent)
  agent.play("in_progress-1", new Uint8Array(160 * 8))
  agent.bridge(far)
  agent.relay(far, new Uint8Array(160))
  await reached(() => far.heard.length > 0)
  expect(atItsEnd).toEqual([{ type: "prompt-played", said: 0, received: 8 }])
  agent.hangup()
})
