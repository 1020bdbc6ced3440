import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { connect } from "node:tls"
import { describe, expect, test } from "vitest"
import { z } from "zod"
import { tlsServer } from "../../src/api/tls.ts"
import { configFields } from "../../src/config-fields.ts"
import { parseConfig } from "../../src/config.ts"
import { AssentError } from "../../src/errors.ts"
import { liveConfig } from "../../src/wiring/live-config.ts"

const file = {
  mode: "dev",
  listen: { host: "127.0.0.1", port: 7080 },
  public_url: "http://127.0.0.1:7080",
  data: "data",
  ledger: { origin: "localhost/test" },
  trunks: [{ name: "test-phone", kind: "test-phone" }],
}

function setUp() {
  const said: [string, object, string][] = []
  const line = (level: string) => (facts: object, message: string) => void said.push([level, facts, message])
  const log = { level: "info", debug: line("debug"), info: line("info"), warn: line("warn"), error: line("error") }
  const counts: string[] = []
  return { said, log, counts, live: liveConfig(parseConfig(file), log, (result) => counts.push(result)) }
}

describe("a reload", () => {
  test("takes what can change, and says what waits for a restart and stays as it was", () => {
    const { live, log, said, counts } = setUp()
    const next = { ...file, data: "elsewhere", limits: { calls: 3 }, log: { level: "warn" }, flow: { tries: 1 } }
    live.reload(() => parseConfig(next))
    expect(live.now()).toMatchObject({ data: "data", limits: { calls: 3 }, flow: { tries: 1 } })
    expect(log.level).toBe("warn")
    expect(said).toEqual([
      ["warn", { changed: ["limits.calls", "flow.tries", "log.level"], needs_restart: ["data"] }, expect.any(String)],
    ])
    expect(counts).toEqual(["ok"])
  })

  test("of a bad file changes nothing, names the problems, and quotes no value", () => {
    const { live, said, counts } = setUp()
    const before = live.now()
    live.reload(() => parseConfig({ ...file, limits: { calls: "canary-value" }, drain_secnds: 1 }))
    live.reload(() => {
      throw new AssentError("INPUT_INVALID", "is not YAML")
    })
    expect(live.now()).toBe(before)
    expect(counts).toEqual(["refused", "refused"])
    expect(JSON.stringify(said[0])).toContain("did you mean drain_seconds?")
    expect(JSON.stringify(said)).not.toContain("canary-value")
  })

  test("cannot be talked into dropping a control of the HIPAA profile", () => {
    const { live, counts } = setUp()
    live.reload(() => parseConfig({ ...file, profile: "hipaa", limits: { calls: 3 } }))
    expect(counts).toEqual(["refused"])
    expect(live.now().limits.calls).toBe(2000)
  })

  test("changes exactly the members that explain says it changes", () => {
    const changed = {
      ...file,
      drain_seconds: 7,
      limits: { calls: 1, calls_per_number: 1, requests_per_minute: 60 },
      api_keys: [{ id: "new", sha256: "0".repeat(64) }],
      flow: {
        tries: 3,
        repeats: 1,
        wait_ms: 11,
        last_wait_ms: 12,
        chord_ms: 101,
        commit_ms: 51,
        code_ms: 13,
        document_commit_ms: 14,
      },
      log: { level: "debug" },
    }
    const { live, said } = setUp()
    live.reload(() => parseConfig(changed))
    const { changed: told } = z.object({ changed: z.array(z.string()) }).parse(said[0]?.[1])
    const reloadable = configFields().filter(({ change, takes }) => change === "reload" && takes !== "section")
    // Files of TLS are renewed where the gateway ends it, which this one does not.
    const expected = reloadable
      .map(({ path }) => path)
      .filter((path) => !path.startsWith("listen.tls") && !path.includes("*"))
    expect([...told].sort()).toEqual(expected.sort())
    expect(live.now().flow.document_commit_ms).toBe(80)
  })
})

test("a reload renews the certificate of new connections; one that does not fit its key changes nothing", async () => {
  const folder = mkdtempSync(join(tmpdir(), "assent-tls-"))
  const make = (name: string): { cert_file: string; key_file: string } => {
    const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)]
    const subject = [
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-days",
      "1",
      "-subj",
      `/CN=${name}`,
    ]
    execFileSync("openssl", ["req", "-x509", ...subject, "-keyout", key, "-out", cert], { stdio: "ignore" })
    return { cert_file: cert, key_file: key }
  }
  const [first, second] = [make("first"), make("second")]
  const of = (tls: object, more: object = {}) =>
    parseConfig({ ...file, ...more, public_url: "https://localhost:7080", listen: { ...file.listen, tls } })
  const { log, counts } = setUp()
  const live = liveConfig(of(first), log, (result) => counts.push(result))
  const files = { cert: readFileSync(first.cert_file, "utf8"), key: readFileSync(first.key_file, "utf8") }
  const server = tlsServer(files, 5000)((_request, response) => response.end())
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  live.serves(server)
  const { port } = z.object({ port: z.int() }).parse(server.address())
  const name = () =>
    new Promise<unknown>((resolve, reject) => {
      const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false }, () => {
        resolve(socket.getPeerCertificate().subject.CN)
        socket.destroy()
      })
      socket.once("error", reject)
    })
  try {
    expect(await name()).toBe("first")
    live.reload(() => of(second))
    expect(await name()).toBe("second")
    live.reload(() => of({ cert_file: first.cert_file, key_file: second.key_file }, { limits: { calls: 3 } }))
    live.reload(() => of({ ...second, cert_file: join(folder, "gone.pem") }, { limits: { calls: 3 } }))
    expect(await name()).toBe("second")
    expect(live.now().limits.calls).toBe(2000)
    expect(counts).toEqual(["ok", "refused", "refused"])
  } finally {
    server.close()
    rmSync(folder, { recursive: true })
  }
})
