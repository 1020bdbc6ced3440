/* A carrier's calls that go to more than one telephone: a queue rung in order, a SIP address, voicemail. */
import { afterAll, beforeAll, expect, test } from "vitest"
import { eventually, KEY, settled } from "./gateway.ts"
import { bench, numbers, SCREENED, type Bench } from "./xml-bench.ts"

const FIRST = "+4930999111"
const SIP = "sip:desk@pbx.example.com"
let b: Bench
beforeAll(async () => {
  const emergency = { numbers: ["+498001110111"] }
  b = await bench({ config: { flow: { wait_ms: 300, last_wait_ms: 300, document_commit_ms: 2000 }, emergency } })
  const targets = [
    { kind: "phone", number: FIRST, ring_seconds: 5 },
    { kind: "sip", uri: SIP, ring_seconds: 5 },
    { kind: "voicemail", max_seconds: 10 },
  ]
  await change("bridge", { destination: { kind: "queue", targets } })
  await change("fork_document", { destination: { kind: "sip", uri: SIP } })
}, 60_000)
afterAll(() => b[Symbol.asyncDispose]())

async function change(line: string, changes: object): Promise<void> {
  const url = `${b.line.gateway.url}/v1/lines/${line}`
  const authorization = `Bearer ${KEY}`
  const etag = (await fetch(url, { headers: { authorization } })).headers.get("etag") ?? ""
  const headers = { authorization, "content-type": "application/json", "if-match": etag }
  const answer = await fetch(url, { method: "PATCH", headers, body: JSON.stringify(changes) })
  expect(await answer.text()).toContain(`"id":"${line}"`)
}

test("a queue rings its places in order; whoever answers is connected and recorded under the one consent", async () => {
  const carrier = b.carriers.twilio
  carrier.agentsAt = { [FIRST]: { agent: { answers: false } }, [SIP]: { agent: { talksMs: 1500 } } }
  const call = carrier.ring({ from: "+491760001001", to: numbers.bridge, keys: ["1"] })
  const agents = () => [...carrier.calls.values()].filter(({ inbound }) => !inbound)
  await eventually(
    () =>
      agents()
        .find(({ plan }) => plan.to === SIP)
        ?.at("stream") ?? null,
  )
  expect(agents().map(({ plan, status }) => [plan.to, status])).toEqual([
    [FIRST, "no-answer"],
    [SIP, "in-progress"],
  ])
  setTimeout(() => call.hangup(), 800)
  const ended = await settled(b.line, await b.callFrom("+491760001001"))
  expect(ended).toMatchObject({ consent: "granted", recordings: [{ state: "sealed" }] })
  expect(call.errors).toEqual([])
})

test("when nobody in the queue answers, who refused is told that no message is taken, and who agreed leaves one", async () => {
  const carrier = b.carriers.telnyx
  carrier.agentsAt = { [FIRST]: { agent: { answers: false } }, [SIP]: { agent: { answers: false } } }
  const from = { refuses: "+491760002001", agrees: "+491760002002" }
  const ring = (number: string, key: string) => carrier.ring({ from: number, to: numbers.bridge, keys: [key] })
  const calls = [ring(from.refuses, "2"), ring(from.agrees, "1")]
  setTimeout(() => calls[1]?.hangup(), 6000)
  const refused = await settled(b.line, await b.callFrom(from.refuses))
  expect(refused).toMatchObject({ consent: "refused", outcome: "agent_hangup", recordings: [] })
  const agreed = await settled(b.line, await b.callFrom(from.agrees))
  expect(agreed).toMatchObject({ consent: "granted", recordings: [{ state: "sealed" }] })
  for (const call of calls) expect(call.errors).toEqual([])
})

test("a SIP address is dialled by the carrier's own document", async () => {
  const call = b.carriers.signalwire.ring({
    from: "+491760003001",
    to: numbers.fork_document,
    keys: ["2"],
    agent: { talksMs: 200 },
  })
  const ended = await settled(b.line, await b.callFrom("+491760003001"))
  expect(ended).toMatchObject({ consent: "refused" })
  expect(call.connectedTo).toBe(SIP)
  expect(call.documents.join()).toContain(`>${SIP}</Sip>`)
  expect(call.errors).toEqual([])
})

test("a call from an emergency number is connected by the very first document of a line that asks", async () => {
  const call = b.carriers.twilio.ring({ from: "+498001110111", to: SCREENED, agent: { talksMs: 200 } })
  const ended = await settled(b.line, await b.callFrom("+498001110111"))
  expect(ended).toMatchObject({ consent: "not_asked", outcome: "agent_hangup", recordings: [] })
  expect(call.documents[0]).toMatch(/^<\?xml[^>]*><Response><Dial /)
  expect(call.streams).toEqual([])
  expect(call.errors).toEqual([])
})

test("an emergency line is connected by the very first document: no stream, no prompt, no copy", async () => {
  await change("screened", { bypass: true, mode: "off" })
  const call = b.carriers.twilio.ring({ from: "+491760004001", to: SCREENED, agent: { accepts: "1", talksMs: 200 } })
  const ended = await settled(b.line, await b.callFrom("+491760004001"))
  expect(ended).toMatchObject({ consent: "not_asked", outcome: "agent_hangup", recordings: [] })
  expect(call.documents[0]).toMatch(/^<\?xml[^>]*><Response><Dial /)
  expect(call.streams).toEqual([])
  expect(call.errors).toEqual([])
})

test("a line that is carried by fork cannot have what only the gateway reaches", async () => {
  const { body } = await b.line.get("/v1/lines/fork_document")
  const refused = await b.line.send("POST", "/v1/lines", {
    ...body,
    id: "new",
    number: "+493023125009",
    destination: { kind: "voicemail", max_seconds: 30 },
  })
  expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, "/body/carry"])
})
