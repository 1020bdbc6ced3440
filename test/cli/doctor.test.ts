import { cpSync, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { createServer, type Server } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { stringify } from "yaml"
import { z } from "zod"
import { freePort, KEY, testGateway, type TestGateway } from "../e2e/gateway.ts"
import { assent } from "./cli-io.ts"

const CANARY = "+4915158264913"
const finding = z.object({ name: z.string(), status: z.string(), detail: z.string(), mend: z.string().nullable() })
const answer = z.object({ data: z.array(finding) })

let line: TestGateway
let cwd: string
let env: Record<string, string>
let taken: Server

beforeAll(async () => {
  const metrics = { port: await freePort() }
  line = await testGateway({ config: { metrics } })
  env = { ASSENT_URL: line.gateway.url, ASSENT_KEY: KEY }
  cwd = mkdtempSync(join(tmpdir(), "assent-doctor-"))
  taken = createServer((_request, response) => response.writeHead(404).end())
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve))
  const config = {
    mode: "dev",
    listen: { host: "127.0.0.1", port: line.config.listen.port },
    metrics,
    public_url: line.gateway.url,
    data: line.folder,
    ledger: { origin: "localhost/test" },
    organisation: { controller: { name: "Canary Personname", contact: "canary.person@example.org" } },
    trunks: [
      { name: "test-phone", kind: "test-phone" },
      {
        name: "sw",
        kind: "signalwire-cxml",
        project: "019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
        token: "canary-token",
        signing_key: "canary-signing",
        stream_token_file: "missing",
        rest_url: "https://canary-user:canary-pass@127.0.0.1:1",
        caller_id: CANARY,
        fallback_number: CANARY,
        public_url: line.gateway.url,
      },
    ],
  }
  writeFileSync(join(cwd, "assent.yaml"), stringify(config))
  const { port } = z.object({ port: z.int() }).parse(taken.address())
  const other = { ...config, listen: { host: "127.0.0.1", port }, data: join(cwd, "nothing"), metrics: null }
  writeFileSync(join(cwd, "other.yaml"), stringify({ ...other, trunks: [config.trunks[0]] }))
}, 60_000)
afterAll(async () => {
  taken.close()
  await line[Symbol.asyncDispose]()
})

async function findings(argv: readonly string[]): Promise<Map<string, z.infer<typeof finding>>> {
  const { out } = await assent(["doctor", "--json", ...argv], { cwd, env })
  return new Map(answer.parse(JSON.parse(out)).data.map((each) => [each.name, each]))
}

describe("assent doctor", () => {
  test("looks at every part of a running gateway, and each is well", async () => {
    const found = await findings([])
    const parts = ["runtime", "ffmpeg", "clock", "disk", "gateway", "database", "storage", "keys", "ledger", "consent"]
    for (const name of [...parts, "retention", "webhooks", "greetings", "policies", "policy"]) {
      expect(found.get(name)?.status, name).toMatch(/^(ok|warning)$/)
    }
    expect((await assent(["doctor"], { cwd, env })).code).toBe(0)
  })

  test("of a configuration it names secrets that are missing, ports that others took, and what each trunk lacks, with the mend", async () => {
    const found = await findings(["--config", "assent.yaml"])
    expect(found.get("port")).toMatchObject({ status: "ok" })
    expect(found.get("metrics port")).toMatchObject({ status: "ok" })
    expect(found.get("secrets")).toMatchObject({
      status: "broken",
      detail: "cannot be read, or empty: trunks.1.stream_token_file",
    })
    expect(found.get("test-phone: reachable")).toMatchObject({ status: "ok" })
    expect([...found.keys()].some((name) => name.startsWith("sw: "))).toBe(true)
    expect(found.get("key copies")).toMatchObject({ status: "warning" })
    expect(found.get("key copies")?.detail).toContain("kek-1.pem")
    const other = await findings(["--config", "other.yaml"])
    expect(other.get("port")).toMatchObject({ status: "broken", name: "port" })
    expect(other.get("data")).toMatchObject({ status: "broken" })
    for (const { status, mend } of [...found.values(), ...other.values()]) {
      if (status !== "ok") expect(mend).not.toBeNull()
    }
  })

  test("says which private key has no copy in the folder that the configuration names", async () => {
    const copies = mkdtempSync(join(tmpdir(), "assent-copies-"))
    const yaml = readFileSync(join(cwd, "assent.yaml"), "utf8")
    writeFileSync(join(cwd, "copies.yaml"), `${yaml}keys:\n  backup_folder: ${copies}\n`)
    const of = async () => (await findings(["--config", "copies.yaml"])).get("key copies")
    const missing = await of()
    expect(missing).toMatchObject({ status: "broken" })
    expect(missing?.detail).toContain("kek-1.pem")
    cpSync(join(line.folder, "keys", "kek-1.pem"), join(copies, "kek-1.pem"))
    expect(await of()).toMatchObject({ status: "ok" })
  })

  test("says of a line which language its greeting does not speak", async () => {
    const lines = z.object({ data: z.array(z.object({ id: z.string() })) }).parse((await line.get("/v1/lines")).body)
    const id = lines.data[0]?.id ?? ""
    const changed = await line.send("PATCH", `/v1/lines/${id}`, { language_by_prefix: { "+39": "it" } })
    expect(changed.status).toBe(200)
    const found = (await findings([])).get("greetings")
    expect(found?.status).toBe("warning")
    expect(found?.detail).toMatch(/ it$/)
  })

  test("the bundle for whoever helps has findings, settings and figures, and no secret, number, name or address", async () => {
    const call = await line.ring({ script: [{ after: 50, hangup: true }] }, CANARY)
    await call.done.catch(() => undefined)
    const made = await assent(["doctor", "--config", "assent.yaml", "--bundle", "support.json"], { cwd, env })
    expect(made.err).toMatch(/broken$/m)
    expect(made.out).toContain("Read it before you send it")
    const text = readFileSync(join(cwd, "support.json"), "utf8")
    expect(statSync(join(cwd, "support.json")).mode & 0o777).toBe(0o600)
    const shape = z.object({ findings: z.array(finding), metrics: z.array(z.string()), config: z.looseObject({}) })
    const bundle = shape.parse(JSON.parse(text))
    expect(bundle.findings.length).toBeGreaterThan(15)
    expect(bundle.metrics.length).toBeGreaterThan(40)
    expect(bundle.config).toMatchObject({ drain_seconds: 60, organisation: "(left out)" })
    expect(text.toLowerCase()).not.toContain("canary")
    for (const spelling of [CANARY.slice(1), CANARY.slice(3), KEY]) expect(text).not.toContain(spelling)
    const again = await assent(["doctor", "--config", "assent.yaml", "--bundle", "support.json"], { cwd, env })
    expect([again.code, again.err]).toEqual([2, expect.stringContaining("name a new one")])
  })
})
