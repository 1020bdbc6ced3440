import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { AddressInfo } from "node:net"
import { afterEach, expect, test } from "vitest"
import { createOutgoing } from "../../src/outgoing/client.ts"
import { loopback } from "../../src/outgoing/addresses.ts"
import { textMessages } from "../../src/wiring/texts.ts"
import { call } from "../fakes/call.ts"
import { eventually } from "../e2e/gateway.ts"

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

interface Posted {
  readonly headers: IncomingMessage["headers"]
  readonly body: Record<string, unknown>
}

/** A provider that is strict about what it is sent, and answers with these statuses in turn. */
async function provider(statuses: number[], allow: readonly string[] = loopback) {
  const posted: Posted[] = []
  const warned: object[] = []
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>
      const fits = request.method === "POST" && Object.keys(body).sort().join() === "language,text,to"
      posted.push({ headers: request.headers, body })
      response.writeHead(fits ? (statuses.shift() ?? 200) : 400).end("{}")
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const outgoing = createOutgoing({ allow })
  closers.push(() => {
    outgoing.close()
    server.closeAllConnections()
    server.close()
  })
  const file = join(mkdtempSync(join(tmpdir(), "assent-texts-")), "token")
  writeFileSync(file, "sekret\n")
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/texts`
  const text = textMessages({
    messaging: { url, token_file: file },
    publicUrl: "https://calls.example.com",
    fetch: outgoing.fetch,
    log: { warn: (fields) => void warned.push(fields) },
    waitsMs: [0, 5, 5],
  })
  return { posted, warned, text }
}

test("a text says the code in two groups and where it opens what, in the language of the call, with the provider's token", async () => {
  const { posted, text } = await provider([200])
  text(call, "31415926", "de")
  const one = await eventually(() => posted[0] ?? null)
  expect(one.body).toEqual({
    to: call.from,
    language: "de",
    text: "Ihr Belegcode: 3141 5926. Ansehen, widerrufen oder Daten anfragen: https://calls.example.com/receipt",
  })
  expect(one.headers).toMatchObject({ authorization: "Bearer sekret", "content-type": "application/json" })
})

test("a provider that is down is tried again under one key, one that refuses is not, and neither is told in the log who or what", async () => {
  const busy = await provider([503, 429, 200])
  busy.text(call, "31415926", "ja")
  await eventually(() => (busy.posted.length === 3 ? true : null))
  expect(new Set(busy.posted.map(({ headers }) => headers["idempotency-key"])).size).toBe(1)
  expect(busy.posted[0]?.body["text"]).toMatch(/^Your receipt code/)
  const refusing = await provider([422])
  refusing.text(call, "31415926", "en")
  await eventually(() => refusing.warned[0] ?? null)
  expect(refusing.posted).toHaveLength(1)
  expect(refusing.warned).toEqual([{ callId: call.callId }])
  expect(busy.warned).toEqual([])
})

test("a text goes to no address that requests may not go to, to nobody without a number, and nowhere unless configured", async () => {
  const guarded = await provider([200], [])
  guarded.text(call, "31415926", "en")
  await eventually(() => guarded.warned[0] ?? null)
  expect(guarded.posted).toEqual([])
  guarded.text({ ...call, from: null }, "31415926", "en")
  const log = { warn: () => undefined }
  const never = () => Promise.reject(new Error("nothing is to be sent"))
  textMessages({ messaging: null, publicUrl: "https://x.example", fetch: never, log })(call, "31415926", "en")
  expect(guarded.warned).toHaveLength(1)
})
