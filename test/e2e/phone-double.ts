/* A gateway in small for the test phone: the real page, a strict media socket and the routes the page calls. */
import { createHash, generateKeyPairSync, sign } from "node:crypto"
import { EventEmitter, once } from "node:events"
import type { AddressInfo } from "node:net"
import Fastify, { type FastifyReply } from "fastify"
import { WebSocketServer } from "ws"
import { z } from "zod"
import { phonePage } from "../../src/api/phone-page.ts"

export const KEY = "asnt_dev_page"
export const CALL = "call_0190aaaa-0000-7000-8000-000000000001"
export const RECORDING = "rec_0190aaaa-0000-7000-8000-000000000002"
const NOTICE_MS = 400

const numeric = z.string().regex(/^\d+$/)
const head = { sequenceNumber: numeric, streamSid: z.string().min(3) }
/** Exactly what the dialect allows from the carrier's side: anything else ends the test. */
const fromPhone = z.discriminatedUnion("event", [
  z.strictObject({ event: z.literal("connected"), protocol: z.literal("Call"), version: z.literal("1.0.0") }),
  z.strictObject({
    ...head,
    event: z.literal("start"),
    start: z.strictObject({
      accountSid: z.string(),
      streamSid: z.string(),
      callSid: z.literal("CAdouble"),
      tracks: z.tuple([z.literal("inbound")]),
      mediaFormat: z.strictObject({
        encoding: z.literal("audio/x-mulaw"),
        sampleRate: z.literal(8000),
        channels: z.literal(1),
      }),
      customParameters: z.strictObject({ token: z.literal("once") }),
    }),
  }),
  z.strictObject({
    ...head,
    event: z.literal("media"),
    media: z.strictObject({ track: z.literal("inbound"), chunk: numeric, timestamp: numeric, payload: z.base64() }),
  }),
  z.strictObject({
    ...head,
    event: z.literal("dtmf"),
    dtmf: z.strictObject({ track: z.literal("inbound_track"), digit: z.string().regex(/^[0-9*#]$/) }),
  }),
  z.strictObject({ ...head, event: z.literal("mark"), mark: z.strictObject({ name: z.string() }) }),
  z.strictObject({
    ...head,
    event: z.literal("stop"),
    stop: z.strictObject({ accountSid: z.string(), callSid: z.string() }),
  }),
])
type FromPhone = z.infer<typeof fromPhone>

export interface PhoneDouble {
  readonly url: string
  readonly seen: FromPhone[]
  /** How long after it was sent the mark behind the notice came back. */
  readonly heardMs: () => number | null
  readonly testCalls: unknown[]
  readonly acts: string[]
  close(): Promise<void>
}

export async function openPhoneDouble(): Promise<PhoneDouble> {
  const seen: FromPhone[] = []
  const testCalls: unknown[] = []
  const acts: string[] = []
  const timeline = new EventEmitter()
  const past: object[] = []
  let heard: number | null = null
  let answeredAt = 0
  let recorded = false
  const tell = (type: string, facts: object = {}): void => {
    past.push({ at: new Date().toISOString(), offset_ms: Math.round(performance.now() - answeredAt), type, facts })
    timeline.emit("told")
  }

  const app = Fastify()
  phonePage(app, {
    session: () => ({ key: KEY, lines: [{ id: "demo", name: "Demo line", number: "+4930123456" }] }),
  })
  app.addHook("onRequest", async (request, reply) => {
    if (!/^\/(v1|ledger)\//.test(request.url) || request.headers.authorization === `Bearer ${KEY}`) return
    await reply.code(401).type("application/problem+json").send({ title: "Unauthorized", status: 401 })
  })
  app.post("/v1/test-calls", (request, reply) => {
    testCalls.push(request.body)
    const port = (app.server.address() as AddressInfo).port
    return reply
      .code(201)
      .send({ media_url: `ws://127.0.0.1:${port}/media/test`, token: "once", call_sid: "CAdouble", call_id: CALL })
  })
  app.get("/v1/calls/:id/events", async (_request, reply: FastifyReply) => {
    if (past.length === 0) return reply.code(404).type("application/problem+json").send({ status: 404 })
    reply.hijack()
    reply.raw.writeHead(200, { "content-type": "text/event-stream" })
    let sent = 0
    const flush = (): boolean => {
      for (; sent < past.length; sent++)
        reply.raw.write(`id: ${sent}\nevent: call\ndata: ${JSON.stringify(past[sent])}\n\n`)
      return past.some((event) => "type" in event && event.type === "call.ended")
    }
    while (!flush()) await once(timeline, "told")
    reply.raw.end()
    return reply
  })
  app.post("/v1/calls/:id/:act", (request, reply) => {
    const { act } = z.object({ act: z.enum(["pause", "resume", "withdraw"]) }).parse(request.params)
    acts.push(act)
    tell({ pause: "recording.paused", resume: "recording.resumed", withdraw: "consent.withdrawn" }[act], {
      reason: "agent",
    })
    return reply.code(204).send()
  })
  app.get("/v1/recordings", () => ({
    data: recorded ? [{ id: RECORDING, call_id: CALL, state: "sealed" }] : [],
    next_cursor: null,
    has_more: false,
  }))
  app.get("/v1/recordings/:id/audio", (_request, reply) => reply.type("audio/wav").send(toneWav()))
  const log = smallLog()
  app.get("/v1/recordings/:id/proof", () => log.proof)
  app.get("/ledger/log.vkey", (_request, reply) => reply.type("text/plain").send(log.vkey))

  const sockets = new WebSocketServer({ server: app.server, path: "/media/test", maxPayload: 4096 })
  sockets.on("connection", (socket) => {
    let playedFrom = 0
    const send = (message: object): void => socket.send(JSON.stringify({ ...message, streamSid: "MZ" }))
    socket.on("message", (data: Buffer) => {
      const message = fromPhone.parse(JSON.parse(data.toString()))
      seen.push(message)
      if (message.event === "start") {
        answeredAt = performance.now()
        tell("call.answered", { line: "demo" })
        for (let ms = 0; ms < NOTICE_MS; ms += 100)
          send({ event: "media", media: { payload: Buffer.alloc(800, 0xb1).toString("base64") } })
        send({ event: "mark", mark: { name: "notice" } })
        playedFrom = performance.now()
      }
      if (message.event === "mark" && message.mark.name === "notice") {
        heard = performance.now() - playedFrom
        tell("prompt.played", { prompt: "notice" })
      }
      if (message.event === "dtmf" && message.dtmf.digit === "1") {
        recorded = true
        tell("consent.granted", { party: "caller", leaf: 4 })
        tell("consent.not_required", { party: "agent", leaf: 5 })
        tell("recording.started", { leaf: 6 })
        tell("party.joined", { party: "agent" })
      }
      if (message.event === "dtmf" && message.dtmf.digit === "2") tell("consent.refused", { party: "caller", leaf: 4 })
    })
    socket.on("close", () => {
      if (recorded) tell("recording.sealed", { segments: 2 })
      tell("call.ended", { outcome: "completed" })
    })
  })
  await app.listen({ host: "127.0.0.1", port: 0 })
  return {
    url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
    seen,
    heardMs: () => heard,
    testCalls,
    acts,
    close: async () => {
      sockets.close()
      app.server.closeAllConnections()
      await app.close()
    },
  }
}

/** Two seconds of stereo silence with a tone on the left. */
function toneWav(): Buffer {
  const samples = Buffer.alloc(16_000 * 4)
  for (let i = 0; i < 16_000; i++)
    samples.writeInt16LE(Math.round(8000 * Math.sin((i * 2 * Math.PI * 440) / 8000)), i * 4)
  const header = Buffer.alloc(44)
  header.write("RIFF", 0)
  header.writeUInt32LE(36 + samples.length, 4)
  header.write("WAVEfmt ", 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(2, 22)
  header.writeUInt32LE(8000, 24)
  header.writeUInt32LE(32_000, 28)
  header.writeUInt16LE(4, 32)
  header.writeUInt16LE(16, 34)
  header.write("data", 36)
  header.writeUInt32LE(samples.length, 40)
  return Buffer.concat([header, samples])
}

/** A log of three leaves with a signed checkpoint, and the proof of its first and last leaf. */
function smallLog(): { readonly vkey: string; readonly proof: object } {
  const sha256 = (...parts: Uint8Array[]): Buffer => createHash("sha256").update(Buffer.concat(parts)).digest()
  const entries = ["a", "b", "c"].map((name) => Buffer.from(JSON.stringify({ leaf: name })))
  const [a, b, c] = entries.map((entry) => sha256(Buffer.of(0), entry)) as [Buffer, Buffer, Buffer]
  const ab = sha256(Buffer.of(1), a, b)
  const root = sha256(Buffer.of(1), ab, c)
  const origin = "gateway.test/dev"
  const text = `${origin}\n3\n${root.toString("base64")}\n`
  const { publicKey, privateKey } = generateKeyPairSync("ed25519")
  const raw = Buffer.concat([Buffer.of(1), publicKey.export({ type: "spki", format: "der" }).subarray(-32)])
  const id = sha256(Buffer.from(`${origin}\n`), raw).subarray(0, 4)
  const signature = Buffer.concat([id, sign(null, Buffer.from(text), privateKey)]).toString("base64")
  const leaf = (index: number, type: string, path: Buffer[]): object => ({
    index,
    type,
    entry: entries[index]!.toString("base64"),
    inclusion: path.map((hash) => hash.toString("base64")),
  })
  return {
    vkey: `${origin}+${id.toString("hex")}+${raw.toString("base64")}`,
    proof: {
      checkpoint: `${text}\n— ${origin} ${signature}\n`,
      leaves: [leaf(0, "consent.granted", [b, c]), leaf(2, "recording.sealed", [ab])],
    },
  }
}
