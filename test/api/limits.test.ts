/* Who may ask how often, whose word on an address counts, and what TLS is the floor. */
import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { connect } from "node:tls"
import type { FastifyInstance } from "fastify"
import { afterEach, expect, test } from "vitest"
import type { ApiSettings } from "../../src/api/parts.ts"
import { buildApi } from "../../src/api/server.ts"
import { MemoryApi, auth } from "../fakes/api.ts"

let app: FastifyInstance | undefined
afterEach(async () => {
  await app?.close()
  app = undefined
})
function start(settings: Partial<ApiSettings>) {
  const world = new MemoryApi().addCalls(1)
  world.parts = { ...world.parts, settings: { ...world.parts.settings, ...settings } }
  app = buildApi(world.parts)
  return { world, app }
}
const rateLimit = { max: 3, windowMs: 60_000 }

test("guesses at keys are counted too: the network that guesses is stopped, others are not", async () => {
  const { app } = start({ rateLimit })
  const guess = async (remoteAddress: string) =>
    (await app.inject({ url: "/v1/version", headers: { authorization: "Bearer asnt_guess" }, remoteAddress }))
      .statusCode
  const seen = []
  for (let n = 0; n < 5; n += 1) seen.push(await guess("192.0.2.1"))
  expect(seen).toEqual([401, 401, 401, 429, 429])
  expect(await guess("192.0.2.2")).toBe(401)
})

test("a whole IPv6 network is one client", async () => {
  const { app } = start({ rateLimit })
  const seen = []
  for (let n = 1; n < 6; n += 1) {
    seen.push((await app.inject({ url: "/openapi.json", remoteAddress: `2001:db8:1:2::${n}` })).statusCode)
  }
  expect(seen).toEqual([200, 200, 200, 429, 429])
  expect((await app.inject({ url: "/openapi.json", remoteAddress: "2001:db8:1:3::1" })).statusCode).toBe(200)
})

test("one principal is one client, wherever it asks from", async () => {
  const { app } = start({ rateLimit })
  const seen = []
  for (let n = 1; n < 6; n += 1) {
    const answer = await app.inject({ url: "/v1/version", headers: auth, remoteAddress: `192.0.2.${n}` })
    seen.push([answer.statusCode, answer.headers["ratelimit"]])
  }
  expect(seen.slice(0, 4).map(([status]) => status)).toEqual([200, 200, 200, 429])
  expect(seen[1]![1]).toBe('"default";r=1;t=60')
})

test("an address that a client claims counts only from a proxy that is trusted", async () => {
  const ask = async (trustProxy: readonly string[], from: string) => {
    const { world, app } = start({ trustProxy })
    const account = await world.parts.people.accounts.create({ name: "crm", role: "integrator", lines: null }, "test")
    const order = { scopes: ["calls:read" as const], networks: ["203.0.113.0/24"], days: 1 }
    const { token } = await world.parts.people.accounts.issue(account.id, order, "test")
    const headers = { authorization: `Bearer ${token}`, "x-forwarded-for": "203.0.113.7" }
    return (await app.inject({ url: "/v1/calls", headers, remoteAddress: from })).statusCode
  }
  expect(await ask([], "10.0.0.1")).toBe(401)
  expect(await ask(["10.0.0.0/8"], "10.0.0.1")).toBe(200)
  expect(await ask(["10.0.0.0/8"], "192.0.2.1")).toBe(401)
})

test("where TLS ends here, 1.2 is the floor", async () => {
  const folder = mkdtempSync(join(tmpdir(), "assent-tls-"))
  try {
    const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")]
    const subject = [
      "-subj",
      "/CN=localhost",
      "-days",
      "1",
      "-nodes",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
    ]
    execFileSync("openssl", ["req", "-x509", ...subject, "-keyout", key, "-out", cert], { stdio: "ignore" })
    const { app } = start({
      baseUrl: "https://localhost",
      tls: { cert: readFileSync(cert, "utf8"), key: readFileSync(key, "utf8") },
    })
    await app.listen({ host: "127.0.0.1", port: 0 })
    const { port } = app.server.address() as AddressInfo
    const shake = (version: "TLSv1.1" | "TLSv1.2" | "TLSv1.3") =>
      new Promise<string | null>((resolve) => {
        const socket = connect({
          port,
          host: "127.0.0.1",
          rejectUnauthorized: false,
          minVersion: version,
          maxVersion: version,
          ciphers: "DEFAULT@SECLEVEL=0",
        })
        socket.once("secureConnect", () => resolve(socket.getProtocol()))
        socket.once("error", () => resolve(null))
        socket.once("close", () => resolve(null))
        setTimeout(() => socket.destroy(), 2000).unref()
      })
    expect(await shake("TLSv1.1")).toBeNull()
    expect(await shake("TLSv1.2")).toBe("TLSv1.2")
    expect(await shake("TLSv1.3")).toBe("TLSv1.3")
    expect((await app.inject("/health/live")).headers["strict-transport-security"]).toBe("max-age=31536000")
  } finally {
    rmSync(folder, { recursive: true })
  }
})
