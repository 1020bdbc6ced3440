/* The guarded client against real servers on loopback, by resolvers that lie. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { createServer as createTcp } from "node:net"
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest"
import { addressRule, loopback } from "../../src/outgoing/addresses.ts"
import { createOutgoing, type Outgoing, type OutgoingOptions } from "../../src/outgoing/client.ts"

let port = 0
const seen: { url: string; headers: IncomingMessage["headers"]; body: string }[] = []
let answer: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) =>
  void response.end("ok")
const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on("data", (chunk: Buffer) => chunks.push(chunk))
  request.on("end", () => {
    seen.push({ url: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks).toString() })
    answer(request, response)
  })
})
const opened: Outgoing[] = []
const client = (options: Partial<OutgoingOptions> = {}): Outgoing => {
  const made = createOutgoing({ allow: loopback, ...options })
  opened.push(made)
  return made
}
const limits = () => ({ redirect: "error" as const, signal: AbortSignal.timeout(1000) })

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  if (address !== null && typeof address !== "string") port = address.port
})
afterEach(() => {
  for (const made of opened.splice(0)) made.close()
  seen.length = 0
  answer = (_request, response) => void response.end("ok")
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

describe("addresses", () => {
  const nothing = addressRule([])

  test.each([
    ["loopback", "127.0.0.1"],
    ["all of loopback", "127.255.255.254"],
    ["loopback in IPv6", "::1"],
    ["unspecified", "0.0.0.0"],
    ["unspecified in IPv6", "::"],
    ["private", "10.1.2.3"],
    ["private", "172.16.0.1"],
    ["private", "192.168.1.1"],
    ["shared by carriers", "100.64.0.1"],
    ["metadata", "169.254.169.254"],
    ["metadata that looks public", "168.63.129.16"],
    ["metadata in shared space", "100.100.100.200"],
    ["metadata in IPv6", "fd00:ec2::254"],
    ["unique local", "fc00::1"],
    ["link-local", "fe80::1"],
    ["site-local", "fec0::1"],
    ["IPv4 in IPv6", "::ffff:127.0.0.1"],
    ["IPv4 in IPv6, in hex", "::ffff:a9fe:a9fe"],
    ["IPv4-compatible", "::127.0.0.1"],
    ["translated to IPv4", "64:ff9b::7f00:1"],
    ["translated by a network's own prefix", "64:ff9b:1::7f00:1"],
    ["6to4", "2002:7f00:1::"],
    ["Teredo", "2001:0:4136:e378:8000:63bf:3fff:fdd2"],
    ["documentation", "2001:db8::1"],
    ["multicast", "224.0.0.1"],
    ["broadcast", "255.255.255.255"],
    ["reserved", "240.0.0.1"],
    ["benchmarks", "198.18.0.1"],
    ["no address", "localhost"],
    ["nothing", ""],
  ])("%s may not be reached: %s", (_what, address) => {
    expect(nothing(address)).toBe(false)
  })

  test("public ones may be reached, and others that are allowed, in every spelling", () => {
    for (const address of ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1"])
      expect(nothing(address)).toBe(true)
    const some = addressRule(["10.1.0.0/16", "fd12::/16", "192.168.7.7"])
    for (const address of ["10.1.200.3", "::ffff:10.1.0.1", "fd12::5", "192.168.7.7"]) expect(some(address)).toBe(true)
    for (const address of ["10.2.0.1", "fd13::5", "192.168.7.8", "127.0.0.1"]) expect(some(address)).toBe(false)
  })
})

describe("the guarded client", () => {
  test("sends what it is told, and answers as fetch does", async () => {
    answer = (_request, response) => {
      response.writeHead(201, { "content-type": "application/json", "set-cookie": ["a=1", "b=2"] })
      response.end(JSON.stringify({ ok: true }))
    }
    const { fetch } = client()
    const body = new URLSearchParams({ to: "x y" })
    const response = await fetch(`http://127.0.0.1:${port}/a?b=c`, {
      ...limits(),
      method: "POST",
      headers: { "x-y": "z" },
      body,
    })
    expect(response.status).toBe(201)
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"])
    expect(await response.json()).toEqual({ ok: true })
    expect(seen[0]).toMatchObject({
      url: "/a?b=c",
      body: "to=x+y",
      headers: { "x-y": "z", "content-type": "application/x-www-form-urlencoded", "content-length": "6" },
    })
    answer = (_request, response) => void response.writeHead(204).end()
    const empty = await fetch(`http://127.0.0.1:${port}/`, limits())
    expect([empty.status, empty.body]).toEqual([204, null])
  })

  test.each([
    ["dots", "http://127.0.0.1"],
    ["decimal", "http://2130706433"],
    ["octal", "http://0177.0.0.1"],
    ["hexadecimal", "http://0x7f.1"],
    ["short", "http://127.1"],
    ["full-width digits", "http://１２７.0.0.1"],
    ["IPv6", "http://[::1]"],
    ["mapped", "http://[::ffff:127.0.0.1]"],
    ["zero", "http://0"],
    ["metadata", "http://169.254.169.254"],
    ["a file", "file:///etc/passwd"],
  ])("refuses a forbidden host in %s before it connects", async (_what, host) => {
    const { fetch } = client({ allow: [] })
    const url = host.startsWith("http") ? `${host}:${port}/` : host
    await expect(fetch(url, limits())).rejects.toMatchObject({ code: "ADDRESS_BLOCKED" })
    expect(seen).toEqual([])
  })

  test("refuses a name that stands for a forbidden address, also beside a public one", async () => {
    for (const addresses of [["127.0.0.1"], ["1.1.1.1", "127.0.0.1"], ["::ffff:169.254.169.254"], []]) {
      const resolve = async () => addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }))
      const { fetch } = client({ allow: [], resolve })
      await expect(fetch(`http://sink.example:${port}/`, limits())).rejects.toMatchObject({ code: "ADDRESS_BLOCKED" })
    }
    const { fetch } = client({ allow: [] })
    await expect(fetch(`http://localhost:${port}/`, limits())).rejects.toMatchObject({ code: "ADDRESS_BLOCKED" })
    expect(seen).toEqual([])
  })

  test("connects to the address that was checked: a name that changes its mind is asked once for each connection", async () => {
    let asked = 0
    // Allowed at the first question; at any other, what is forbidden.
    const resolve = async () => [{ address: asked++ === 0 ? "127.0.0.1" : "169.254.169.254", family: 4 }]
    const { fetch } = client({ resolve })
    const response = await fetch(`http://sink.example:${port}/`, limits())
    expect(await response.text()).toBe("ok")
    expect([asked, seen.length]).toEqual([1, 1])
    // The connection is kept and used again; a new one asks, and is refused.
    await (await fetch(`http://sink.example:${port}/`, limits())).text()
    expect(asked).toBe(1)
    await expect(fetch(`http://sink.example:${port + 1}/`, limits())).rejects.toMatchObject({ code: "ADDRESS_BLOCKED" })
    expect(asked).toBe(2)
  })

  test("follows no redirection: not to the metadata, not anywhere", async () => {
    answer = (_request, response) => void response.writeHead(302, { location: "http://169.254.169.254/latest/" }).end()
    const { fetch } = client()
    await expect(fetch(`http://127.0.0.1:${port}/`, limits())).rejects.toMatchObject({ code: "GATEWAY_UNREACHABLE" })
    const shown = await fetch(`http://127.0.0.1:${port}/`, { ...limits(), redirect: "manual" })
    expect([shown.status, shown.headers.get("location")]).toEqual([302, "http://169.254.169.254/latest/"])
    // Whoever follows by hand asks the same guard.
    await expect(fetch(shown.headers.get("location") ?? "", limits())).rejects.toMatchObject({
      code: "ADDRESS_BLOCKED",
    })
  })

  test("reads no more of an answer than it may", async () => {
    answer = (_request, response) => void response.end(Buffer.alloc(300_000))
    const { fetch } = client()
    const response = await fetch(`http://127.0.0.1:${port}/`, { ...limits(), maxBytes: 1000 })
    await expect(response.arrayBuffer()).rejects.toMatchObject({ code: "GATEWAY_UNREACHABLE" })
    const whole = await fetch(`http://127.0.0.1:${port}/`, { ...limits(), maxBytes: 300_000 })
    expect((await whole.arrayBuffer()).byteLength).toBe(300_000)
  })

  test("waits no longer than it may: for headers, for a body that drips, for a connection that breaks", async () => {
    const soon = () => ({ redirect: "error" as const, signal: AbortSignal.timeout(150) })
    const { fetch } = client()
    answer = () => undefined
    await expect(fetch(`http://127.0.0.1:${port}/`, soon())).rejects.toThrow(/abort/i)
    const drips: NodeJS.Timeout[] = []
    answer = (_request, response) => {
      response.writeHead(200)
      drips.push(setInterval(() => response.write("."), 20))
    }
    const response = await fetch(`http://127.0.0.1:${port}/`, soon())
    await expect(response.text()).rejects.toThrow()
    for (const drip of drips) clearInterval(drip)
    answer = (_request, broken) => {
      broken.writeHead(200, { "content-length": "1000" })
      broken.write("half")
      setTimeout(() => broken.destroy(), 20)
    }
    const half = await fetch(`http://127.0.0.1:${port}/`, limits())
    await expect(half.text()).rejects.toThrow()
  })

  test("does not take for HTTP what is none, nor headers without an end", async () => {
    const other = createTcp((socket) => {
      socket.on("error", () => undefined)
      socket.write(`HTTP/1.1 200 OK\r\nx: ${"y".repeat(100_000)}`)
    })
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve))
    const address = other.address()
    const at = address !== null && typeof address !== "string" ? address.port : 0
    await expect(client().fetch(`http://127.0.0.1:${at}/`, limits())).rejects.toThrow()
    other.close()
  })

  test("asks no proxy, whatever the environment says", async () => {
    for (const name of ["HTTP_PROXY", "http_proxy"]) vi.stubEnv(name, "http://127.0.0.1:1")
    vi.stubEnv("NODE_USE_ENV_PROXY", "1")
    try {
      expect(await (await client().fetch(`http://127.0.0.1:${port}/`, limits())).text()).toBe("ok")
    } finally {
      vi.unstubAllEnvs()
    }
  })
})
