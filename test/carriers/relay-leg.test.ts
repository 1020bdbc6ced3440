import { setTimeout as sleep } from "node:timers/promises"
import { afterEach, describe, expect, test } from "vitest"
import { testPermit } from "../fakes/receipts.ts"
import { RelayDouble } from "../fakes/relay-double.ts"
import { relayGateway, type RelayGateway } from "../fakes/relay-gateway.ts"
import { legConformance, reached } from "./leg.conformance.ts"

legConformance("a Relay leg", async () => {
  const double = await RelayDouble.open()
  const gateway = await relayGateway(double)
  await reached(() => double.subscribed)
  double.ring({ says: new Uint8Array(8 * 20_000).fill(0x2a) })
  const { leg, events } = await gateway.call()
  return {
    leg,
    events,
    cold: true,
    frames: (count) => {
      const from = leg.counters().received
      return reached(() => leg.counters().received >= from + count)
    },
    close: async () => {
      await gateway.close()
      await double.close()
      expect(double.violations).toEqual([])
    },
  }
})

describe("the stream of a tap", () => {
  let double: RelayDouble
  let gateway: RelayGateway
  const ring = async () => {
    double = await RelayDouble.open()
    gateway = await relayGateway(double, { timing: { streamMs: 300 } })
    await reached(() => double.subscribed)
    const caller = double.ring({ says: new Uint8Array(8 * 20_000).fill(0x2a) })
    return { caller, ...(await gateway.call()) }
  }
  afterEach(async () => {
    await gateway.close()
    await double.close()
    expect(double.violations).toEqual([])
  })

  test("is asked for only while a tap is open", async () => {
    const { caller, leg } = await ring()
    await sleep(100)
    expect(caller.streaming).toBe(false)
    expect(() => leg.audio(testPermit("0190a000-0000-7000-8000-0000000000ff"), () => undefined)).toThrow()
    expect(double.commands.some(({ method }) => method === "calling.stream")).toBe(false)
    const tap = leg.audio(testPermit(leg.callId), () => undefined)
    await reached(() => leg.counters().written > 3)
    tap.close("withdrawn")
    await reached(() => !caller.streaming)
    expect(double.commands.at(-1)?.method).toBe("calling.stream.stop")
  })

  for (const what of ["bearer", "token", "call"] as const) {
    test(`a socket with another ${what} is refused, and the loss is told once`, { timeout: 30_000 }, async () => {
      const { leg } = await ring()
      double.faults.forgeStream = what
      let lost = 0
      leg.audio(
        testPermit(leg.callId),
        () => undefined,
        () => lost++,
      )
      await reached(() => lost === 1, 15_000)
      expect(leg.counters().received).toBe(0)
      expect(gateway.said.some(({ message }) => message.includes("media stream"))).toBe(true)
    })
  }

  test("that breaks is asked for again, goes on in time, and the hole is counted", async () => {
    const { caller, leg } = await ring()
    const times: number[] = []
    leg.audio(testPermit(leg.callId), (track, timestampMs) => {
      if (track === "inbound") times.push(timestampMs)
    })
    await reached(() => times.length > 10)
    caller.breakStream()
    await sleep(50)
    const before = times.length
    await reached(() => times.length > before + 10)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(times[before]! - times[before - 1]!).toBeGreaterThan(400)
    expect(leg.counters().gaps).toBeGreaterThan(20)
  })

  test("that the carrier refuses is told, and the call goes on", async () => {
    const { leg, events } = await ring()
    double.faults.refuse.set("calling.stream", "500")
    let lost = 0
    leg.audio(
      testPermit(leg.callId),
      () => undefined,
      () => lost++,
    )
    await reached(() => lost === 1)
    leg.play("stopped-told", new Uint8Array(800))
    await reached(() => events.length === 1)
    expect(events[0]).toMatchObject({ type: "prompt-played" })
  })

  test("a digit in the media is not taken a second time", async () => {
    const { caller, leg, events } = await ring()
    leg.audio(testPermit(leg.callId), () => undefined)
    await reached(() => leg.counters().written > 3)
    caller.streamDigit("1")
    caller.press("1")
    await reached(() => events.length === 1)
    await sleep(100)
    expect(events).toHaveLength(1)
  })
})
