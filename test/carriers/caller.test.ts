import { afterAll, beforeAll, expect, test } from "vitest"
import { placeCall } from "../../src/carriers/media-stream/caller.ts"
import { TestAgent } from "../../src/carriers/media-stream/test-agent.ts"
import { mediaGateway, type AcceptedCall, type MediaGateway } from "../fakes/carrier-gateway.ts"
import { testPermit } from "../fakes/receipts.ts"

let gateway: MediaGateway
beforeAll(async () => {
  gateway = await mediaGateway()
})
afterAll(() => gateway.close())

const tone = (ms: number, value: number): Uint8Array => new Uint8Array(ms * 8).fill(value)

/** A gateway that plays a notice and then a menu, and hangs up at the first key. */
function answer({ leg, events }: AcceptedCall): Promise<void> {
  return new Promise((resolve) => {
    leg.listen((event) => {
      events.push(event)
      if (event.type === "prompt-played" && event.promptId === "notice-1") leg.play("menu-1", tone(1500, 2))
      if (event.type === "digit") leg.clear()
      if (event.type === "digit") leg.hangup()
      if (event.type === "closed") resolve()
    })
    leg.play("notice-1", tone(400, 1))
  })
}

test("a caller presses once the notice has ended, cuts the menu short, and heard what it heard", async () => {
  const seen: string[] = []
  const call = placeCall({
    url: gateway.url,
    token: gateway.token(),
    script: [{ whenPromptEnds: /^notice-/, delay: 200, press: "1" }],
    onEvent: ({ type }) => seen.push(type),
  })
  const accepted = await gateway.call()
  await answer(accepted)
  const heard = await call.done
  expect(accepted.events.map((event) => (event.type === "digit" ? event.digit : event.type))).toEqual([
    "prompt-played",
    "1",
    "prompt-stopped",
    "closed",
  ])
  expect(heard).toMatchObject({ closedBy: "gateway", code: 1000 })
  const pressed = heard.events.find(({ type }) => type === "pressed")!
  expect(pressed.at).toBeGreaterThanOrEqual(595)
  expect(seen).toEqual(heard.events.map(({ type }) => type))
  expect(seen).toEqual(expect.arrayContaining(["started", "sound", "mark", "pressed", "cleared", "closed"]))
  const count = (value: number): number => heard.audio.filter((byte) => byte === value).length
  expect(count(1)).toBe(3200)
  expect(count(2)).toBeGreaterThan(1200)
  expect(count(2)).toBeLessThan(4000)
})

test("a caller can wait for quiet, hang up by itself, and speak; frames come every 20 ms without drift", async () => {
  const call = placeCall({
    url: gateway.url,
    token: gateway.token(),
    audio: tone(100, 7),
    script: [{ whenQuiet: 200, hangup: true }],
  })
  const { leg, event } = await gateway.call()
  const kept: number[] = []
  leg.audio(testPermit(leg.callId), (track, timestamp, payload) => {
    if (track === "inbound") kept.push(timestamp, payload[0]!)
  })
  leg.play("notice-1", tone(500, 1))
  expect(await event("closed")).toEqual({ type: "closed", reason: "hangup" })
  const heard = await call.done
  expect(heard.closedBy).toBe("caller")
  expect(heard.durationMs).toBeGreaterThanOrEqual(695)
  expect(Math.abs(heard.framesSent - heard.durationMs / 20)).toBeLessThanOrEqual(3)
  expect(kept.slice(0, 12)).toEqual([0, 7, 20, 7, 40, 7, 60, 7, 80, 7, 100, 0xff])
})

test("a caller bridged to the test agent hears its line, then itself; the recording holds both sides", async () => {
  const call = placeCall({ url: gateway.url, token: gateway.token(), script: [{ after: 600, say: tone(200, 9) }] })
  const { leg } = await gateway.call()
  const agent = new TestAgent(leg.callId, { line: tone(300, 5), echoMs: 200 })
  const kept = { inbound: 0, outbound: [] as number[] }
  leg.audio(testPermit(leg.callId), (track, timestamp, payload) => {
    if (track === "outbound") kept.outbound.push(timestamp)
    else if (payload[0] === 9) kept.inbound += payload.length
  })
  leg.bridge(agent)
  agent.bridge(leg)
  await new Promise((resolve) => setTimeout(resolve, 1500))
  leg.hangup()
  agent.hangup()
  const { audio } = await call.done
  expect(audio.filter((byte) => byte === 5).length).toBe(2400)
  expect(audio.indexOf(5)).toBeLessThan(audio.indexOf(9))
  expect(audio.filter((byte) => byte === 9).length).toBe(1600)
  expect(kept.inbound).toBe(1600)
  // The line and the echo each lie on the timeline without a seam.
  const steps = kept.outbound.slice(1).map((at, i) => at - kept.outbound[i]!)
  expect(steps.slice(0, 14)).toEqual(new Array(14).fill(20))
  expect(Math.min(...steps)).toBeGreaterThanOrEqual(20)
})

test("a caller who drops is lost; one who is not admitted, or not answered at all, hears so", async () => {
  const dropping = placeCall({ url: gateway.url, token: gateway.token(), script: [{ after: 100, drop: true }] })
  const { event } = await gateway.call()
  expect(await event("closed")).toEqual({ type: "closed", reason: "lost" })
  expect(await dropping.done).toMatchObject({ closedBy: "caller", code: 1006 })

  const refused = placeCall({ url: gateway.url, token: "guess", script: [] })
  expect(await refused.done).toMatchObject({ closedBy: "gateway", code: 1008, heardBytes: 0 })

  const nowhere = placeCall({ url: gateway.url.replace("dev", "nope"), token: "t", script: [] })
  await expect(nowhere.done).rejects.toMatchObject({ code: "CARRIER_UNREACHABLE" })
})
