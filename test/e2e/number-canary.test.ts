/*
 * One call from a number that stands nowhere else. Afterwards it is in no log line, no address, no error, no metric, no
 * event, no webhook and no byte of the data folder; only who asks for it, with a reason, is told.
 */
import { rmSync } from "node:fs"
import { createServer, type IncomingMessage } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, expect, test } from "vitest"
import { startGateway, type Gateway } from "../../src/main.ts"
import { agreeing, pause } from "./recorded-call.ts"
import {
  eventually,
  everyByte,
  freePort,
  freshFolder,
  KEY,
  request,
  ring,
  settled,
  testConfig,
  type TestGateway,
} from "./gateway.ts"

const NUMBER = "+4915158264913"
/** However it is spelt: whole, national, as a URL, or its middle, which a mask would hide. */
const spellings = [NUMBER.slice(1), NUMBER.slice(3), "0151 58264913", "%2B4915158264913", NUMBER.slice(5, 12)]

const logged: string[] = []
const delivered: string[] = []
const said: string[] = []
let gateway: Gateway
let folder: string
let line: Pick<TestGateway, "ring" | "get" | "send">
const sink = createServer((incoming: IncomingMessage, answer) => {
  const parts: Buffer[] = [Buffer.from(JSON.stringify([incoming.url, incoming.headers]))]
  incoming.on("data", (part: Buffer) => parts.push(part))
  incoming.once("end", () => {
    delivered.push(Buffer.concat(parts).toString("utf8"))
    answer.writeHead(204).end()
  })
})

beforeAll(async () => {
  folder = await freshFolder()
  const write = (fields: object, message: string): void => {
    // Errors as a careless logger would write them: message and stack too.
    const text = JSON.stringify(fields, (_, value: unknown) =>
      value instanceof Error ? { message: value.message, stack: value.stack, cause: value.cause } : value,
    )
    logged.push(`${message} ${text}`)
  }
  const log = { debug: write, info: write, warn: write, error: write }
  gateway = await startGateway(testConfig(folder, await freePort()), { create: true, devKey: KEY, log })
  const send: TestGateway["send"] = async (method, path, body) => {
    const answer = await request(gateway.url, method, path, body)
    said.push(`${method} ${path} ${answer.bytes.toString("latin1")}`)
    return answer
  }
  line = { send, get: (path) => send("GET", path), ring: (script, from) => ring(gateway.url, script, from) }
  await new Promise<void>((resolve) => sink.listen(0, "127.0.0.1", resolve))
}, 60_000)
afterAll(async () => {
  await gateway.close()
  sink.closeAllConnections()
  sink.close()
  rmSync(folder, { recursive: true, force: true })
})

test("the number of a call is in nothing that the gateway writes, says or sends", { timeout: 60_000 }, async () => {
  const party = { id: "crm", name: "CRM", role: "webhook", purpose: "events", country: "DE", transfer: "none_needed" }
  expect((await line.send("POST", "/v1/recipients", party)).status).toBe(201)
  const url = `http://127.0.0.1:${(sink.address() as AddressInfo).port}/hook`
  expect((await line.send("POST", "/v1/webhooks", { url, recipient: "crm" })).status).toBe(201)

  const call = await agreeing(line, NUMBER)
  for (const act of ["pause", "resume"]) await line.send("POST", `/v1/calls/${call.callId}/${act}`)
  await pause(200)
  call.hangup()
  const ended = await settled(line, call.callId)
  const [recording] = ended.recordings
  const reads = ["/v1/calls", "/v1/consents", "/v1/recordings", "/v1/lines", "/v1/me", "/v1/webhooks", "/v1/jobs"]
  const ofCall = ["", "/events"].map((of) => `/v1/calls/${call.callId}${of}`)
  const ofRecording = ["", "/proof", "/access", "/audio"].map((of) => `/v1/recordings/${recording.id}${of}`)
  for (const path of [...reads, ...ofCall, ...ofRecording, "/metrics", "/openapi.json"]) await line.get(path)
  // Mistakes that carry the number to every place where a careless error would repeat it.
  const wrong = encodeURIComponent(NUMBER)
  for (const path of [`/v1/calls?line=${wrong}`, `/v1/calls/${wrong}`, `/v1/calls?${wrong}=1`, `/${wrong}`]) {
    const { status, bytes } = await request(gateway.url, "GET", path)
    expect(status).toBeGreaterThanOrEqual(400)
    said.push(bytes.toString("utf8"))
  }
  for (const body of [{ number: `${NUMBER}x` }, { [NUMBER]: true }, { number: NUMBER, preview: NUMBER }, NUMBER]) {
    const { status, bytes } = await request(gateway.url, "POST", "/v1/erasures", body)
    expect(status).toBeGreaterThanOrEqual(400)
    said.push(bytes.toString("utf8"))
  }
  await line.send("POST", "/v1/erasures", { number: NUMBER, dry_run: true })
  expect((await request(gateway.url, "GET", `/v1/calls?number=${wrong}`)).body.data).toHaveLength(1)
  await eventually(() => (delivered.some((text) => text.includes("recording.stored")) ? true : null))

  const places = { logged, delivered, said }
  for (const [name, texts] of Object.entries(places)) {
    expect(texts.length, name).toBeGreaterThan(1)
    for (const spelling of spellings)
      expect(
        texts.filter((text) => text.includes(spelling)),
        name,
      ).toEqual([])
  }
  // The catch would work: the same number is there for who may see it.
  const unmask = await fetch(`${gateway.url}/v1/calls/${call.callId}/unmask`, {
    method: "POST",
    headers: { authorization: `Bearer ${KEY}`, "x-assent-reason": "complaint" },
  })
  expect(await unmask.json()).toMatchObject({ number: NUMBER })
  await gateway.close()
  const bytes = everyByte(folder)
  expect(bytes.length).toBeGreaterThan(10_000)
  for (const spelling of spellings) expect(bytes.includes(spelling), spelling).toBe(false)
})
