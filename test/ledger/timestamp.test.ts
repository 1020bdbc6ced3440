import { once } from "node:events"
import { readFileSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { describe, expect, test } from "vitest"
import { AssentError } from "../../src/errors.ts"
import { membersOf, readDer, tags } from "../../src/ledger/der.ts"
import { post } from "../../src/ledger/outgoing.ts"
import { checkTimestamp, timestampRequest } from "../../src/ledger/timestamp.ts"
import { testAuthority } from "./tsa.ts"

const vector = (name: string): Buffer => readFileSync(new URL(`../vectors/ledger/timestamp/${name}`, import.meta.url))
const text = vector("checkpoint.txt").toString()
const response = vector("response.tsr")
const ca = vector("ca.pem").toString()

describe("a timestamp that openssl made", () => {
  test("is read with its time and its maker", () => {
    expect(checkTimestamp(response, text, ca)).toEqual({ at: "2026-11-23T19:38:49.000Z", by: "O=Test, CN=Test TSA" })
  })

  test.each([
    ["another text", () => checkTimestamp(response, `${text} `, ca), /is of another text/],
    ["another request", () => checkTimestamp(response, text, ca, Buffer.from("12345678")), /another request/],
    ["an empty response", () => checkTimestamp(new Uint8Array(), text, ca), /not DER/],
    ["a cut response", () => checkTimestamp(response.subarray(0, -1), text, ca), /not DER/],
    ["bytes behind it", () => checkTimestamp(Buffer.concat([response, Buffer.of(0)]), text, ca), /not DER/],
    ["a refusal", () => checkTimestamp(Buffer.from("30053003020102", "hex"), text, ca), /not granted/],
    ["no CA", () => checkTimestamp(response, text, "nothing"), /not PEM certificates/],
  ])("is refused with %s", (_, check, sentence) => {
    expect(check).toThrow(sentence)
    expect(check).toThrow(AssentError)
  })

  test("is refused after a change of any byte, or means the same", () => {
    let same = 0
    for (let at = 0; at < response.length; at++) {
      const changed = Buffer.from(response)
      changed[at] = (changed[at] ?? 0) ^ 1
      try {
        // Some bytes are signed by nobody: the status text, the name of the signer, a certificate that is not needed.
        expect(checkTimestamp(changed, text, ca)).toMatchObject({ at: "2026-11-23T19:38:49.000Z" })
        same++
      } catch (error) {
        if (!(error instanceof AssentError)) throw error
      }
    }
    expect(same).toBeLessThan(response.length / 2)
  })
})

const authority = testAuthority()
if (!authority) {
  test("no openssl here: only the stored response was checked", () => {
    expect(authority).toBeNull()
    process.stdout.write("openssl is not on this machine: timestamps were checked against stored ones only\n")
  })
} else {
  test("openssl answers our requests, and no other authority's answer counts", () => {
    const { bytes, nonce } = timestampRequest("a text\n")
    const answer = authority.reply(bytes)
    expect(checkTimestamp(answer, "a text\n", authority.caPem, nonce)).toMatchObject({ by: "O=Test, CN=Test TSA" })
    expect(() => checkTimestamp(answer, "a text\n", ca, nonce)).toThrow(/does not lead to the CA/)
    expect(() => checkTimestamp(answer, "a text\n", authority.caPem, timestampRequest("").nonce)).toThrow(
      /another request/,
    )
  })

  test("a certificate that is not for timestamps makes none", () => {
    const { bytes } = timestampRequest("a text\n")
    let answer: Buffer
    const other = testAuthority("clientAuth")
    try {
      answer = other?.reply(bytes) ?? Buffer.alloc(0)
    } catch {
      // This openssl refuses to make one: the more so.
      return
    }
    expect(() => checkTimestamp(answer, "a text\n", other?.caPem ?? "")).toThrow(/is not for timestamps/)
  })
}

describe("DER is read strictly", () => {
  test.each([
    ["a length in more bytes than it needs", "30810100"],
    ["an indefinite length", "30800000"],
    ["a long length with a zero in front", "3082000502030102ff"],
    ["a member that sticks out of its parent", "30030205ff"],
    ["a tag of several bytes", "1f8101"],
    ["nothing", ""],
    ["a length alone", "30"],
  ])("%s is refused", (_, hex) => {
    expect(() => membersOf(readDer(Buffer.from(hex, "hex")), tags.sequence)).toThrow(/not DER/)
  })
})

describe("what goes out is bounded", () => {
  const serve = async (handler: Parameters<typeof createServer>[1]): Promise<{ url: string; close: () => void }> => {
    const server = createServer(handler).listen(0, "127.0.0.1")
    await once(server, "listening")
    return {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      close: () => {
        server.closeAllConnections()
        server.close()
      },
    }
  }
  const ask = (url: string) => post({ fetch, url, type: "text/plain", body: "x", timeoutMs: 300, maxBytes: 1000 })

  test.each<[string, Parameters<typeof createServer>[1]]>([
    ["who never answers", () => undefined],
    ["who never ends", (_request, response) => void response.write("a")],
    ["who sends too much", (_request, response) => void response.end("a".repeat(2000))],
    [
      "who sends elsewhere",
      (_request, response) => void response.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
    ],
  ])("%s is an error within the time", async (_, handler) => {
    const { url, close } = await serve(handler)
    await expect(ask(url)).rejects.toMatchObject({ code: "GATEWAY_UNREACHABLE" })
    close()
  })

  test("an answer is given with its status", async () => {
    const { url, close } = await serve((_request, response) => void response.writeHead(409).end("19\n"))
    expect(await ask(url)).toMatchObject({ status: 409, body: Buffer.from("19\n") })
    close()
  })
})
