/* A whole gateway tells a real sink of a call: in order, signed, without a number; and no call waits for a slow one. */
import { Webhook } from "standardwebhooks"
import { afterAll, beforeAll, expect, test } from "vitest"
import { encodeMulaw } from "../../src/audio/g711.ts"
import { toInt16 } from "../../src/audio/samples.ts"
import { sine } from "../../src/audio/tone.ts"
import { assent } from "../cli/cli-io.ts"
import { ok, openSink, type Sink, status, verifiesV1a } from "../webhooks/sink.ts"
import { eventually, everyByte, KEY, settled, testGateway, type TestGateway } from "./gateway.ts"

const tone = encodeMulaw(toInt16(sine(440, 2000, -20)))
const AGREE = [{ whenPromptEnds: /^notice/, delay: 200, press: "1" as const }]
const CALLER = "+4915198765432"
let gateway: TestGateway
let sink: Sink

beforeAll(async () => {
  gateway = await testGateway()
  sink = await openSink()
  const party = {
    id: "crm",
    name: "CRM Ltd",
    role: "webhook",
    purpose: "knows of calls",
    country: "IE",
    transfer: "none_needed",
  }
  expect((await gateway.send("POST", "/v1/recipients", party)).status).toBe(201)
}, 60_000)
afterAll(async () => {
  await gateway[Symbol.asyncDispose]()
  await sink.close()
})

const told = (callId: string) => sink.taken.filter(({ body }) => body.data["call_id"] === callId)

test("a consented call is told from its start to its stored recording, and no delivery holds the caller's number", async () => {
  const refused = await gateway.send("POST", "/v1/webhooks", { url: sink.url, recipient: "nobody" })
  expect([refused.status, refused.body.code]).toEqual([403, "recipient-not-listed"])
  const inside = await gateway.send("POST", "/v1/webhooks", { url: "https://192.168.1.1/", recipient: "crm" })
  expect([inside.status, inside.body.code]).toEqual([400, "address-blocked"])
  const { status, body: webhook } = await gateway.send("POST", "/v1/webhooks", { url: sink.url, recipient: "crm" })
  expect(status).toBe(201)

  const call = await gateway.ring({ audio: tone, keepAudio: false, script: AGREE }, CALLER)
  await eventually(async () => (await gateway.get(`/v1/recordings?call=${call.callId}`)).body.data[0] ?? null)
  call.hangup()
  const view = await settled(gateway, call.callId)
  expect(view.consent).toBe("granted")
  const done = await eventually(() =>
    told(call.callId).some(({ body }) => body.type === "call.ended") ? told(call.callId) : null,
  )
  const types = done.map(({ body }) => body.type)
  expect(types[0]).toBe("call.started")
  expect(types).toEqual(
    expect.arrayContaining(["consent.granted", "recording.started", "recording.stored", "call.ended"]),
  )
  expect(types.indexOf("consent.granted")).toBeLessThan(types.indexOf("recording.started"))
  expect(types.indexOf("recording.started")).toBeLessThan(types.indexOf("recording.stored"))
  for (const taken of done) expect(verifiesV1a(taken, webhook.keys[0].public_key)).toBe(true)

  const everything = JSON.stringify(sink.taken.map(({ headers, text }) => ({ headers, text })))
  const digits = CALLER.slice(1)
  for (let from = 0; from + 6 <= digits.length; from++) expect(everything).not.toContain(digits.slice(from, from + 6))
  // Nor what is kept of them.
  const { body: list } = await gateway.get(`/v1/webhooks/${webhook.id}/deliveries?limit=100`)
  expect(list.data.length).toBeGreaterThanOrEqual(done.length)
  for (const { id } of list.data) {
    const { bytes } = await gateway.get(`/v1/webhooks/${webhook.id}/deliveries/${id}`)
    expect(bytes.toString()).not.toContain(digits.slice(-6))
  }
})

test("a sink that never answers delays no call", async () => {
  const ringing = async (): Promise<number> => {
    const began = performance.now()
    let asked = Infinity
    const call = await gateway.ring({
      audio: tone,
      keepAudio: false,
      script: [{ whenPromptEnds: /^notice/, delay: 200, press: "2" }],
      onEvent: (event) => {
        if (event.type === "pressed") asked = Math.min(asked, performance.now() - began)
      },
    })
    await eventually(async () =>
      (await gateway.get(`/v1/calls/${call.callId}`)).body.consent === "refused" ? true : null,
    )
    const took = performance.now() - began
    call.hangup()
    await settled(gateway, call.callId)
    expect(asked).toBeLessThan(took)
    return took
  }
  await using slow = await openSink()
  slow.answer = () => undefined
  expect((await gateway.send("POST", "/v1/webhooks", { url: slow.url, recipient: "crm" })).status).toBe(201)
  const calls = await Promise.all([ringing(), ringing(), ringing()])
  await eventually(() => (slow.taken.length >= 3 ? true : null))
  // Whatever waited for the sink would take the fifteen seconds after which it is given up.
  for (const took of calls) expect(took).toBeLessThan(6000)
})

test("by command line: added, tested, looked at, replayed, and removed", async () => {
  const env = { ASSENT_URL: gateway.gateway.url, ASSENT_KEY: KEY }
  const cli = async (...argv: string[]): Promise<string> => {
    const ran = await assent(argv, { env })
    expect(ran.code, ran.err).toBe(0)
    return ran.out
  }
  const added = await cli("webhook", "add", sink.url, "--recipient", "crm", "--events", "call.ended", "--hmac")
  const [, id = ""] = /(whk_[0-9a-f-]{36})/.exec(added) ?? []
  const [secret = ""] = /whsec_\S+/.exec(added) ?? []
  // Nowhere on the disk: sealed under a key that only the key encryption key opens.
  expect(secret.length).toBeGreaterThan(40)
  expect(everyByte(gateway.folder).includes(secret.slice("whsec_".length))).toBe(false)
  await cli("webhook", "test", id)
  const got = await eventually(() => sink.taken.find(({ body }) => body.data["webhook_id"] === id) ?? null)
  expect(new Webhook(secret).verify(got.text, headersOf(got.headers))).toEqual(got.body)
  const delivered = await eventually(async () => {
    const text = await cli("webhook", "deliveries", id, "--state", "delivered")
    return /(dlv_[0-9a-f-]{36})/.exec(text)?.[1] ?? null
  })
  await cli("webhook", "replay", id, delivered)
  await eventually(() => (sink.taken.filter(({ id: evt }) => evt === got.id).length === 2 ? true : null))
  expect(await cli("webhook", "rotate", id, "--overlap", "1")).toMatch(/whsec_/)
  await cli("webhook", "disable", id)
  expect(await cli("webhook", "list")).toMatch(/disabled: operator/)
  await cli("webhook", "enable", id)
  // One that says it is gone is disabled by the gateway, which its own health then shows.
  sink.answer = status(410)
  await cli("webhook", "test", id)
  await eventually(async () => (/disabled: gone/.test(await cli("webhook", "list")) ? true : null))
  sink.answer = ok
  const { body: health } = await gateway.get("/v1/health/deep")
  expect(health.checks).toContainEqual(expect.objectContaining({ name: "webhooks_disabled", status: "failed" }))
  await cli("webhook", "remove", id)
  expect(await cli("webhook", "list")).not.toContain(id)
})

function headersOf(headers: Sink["taken"][number]["headers"]): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}
