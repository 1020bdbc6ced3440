import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { configFields } from "../../src/config-fields.ts"
import { initCommand } from "../../src/cli/init.ts"
import { carriers, type Carrier, type Questions } from "../../src/cli/init-questions.ts"
import type { Io } from "../../src/cli/io.ts"
import { run } from "../../src/cli/program.ts"
import { readConfig } from "../../src/cli/read-config.ts"
import { startGateway } from "../../src/main.ts"
import { freePort, request } from "../e2e/gateway.ts"

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

async function init(argv: readonly string[], cwd: string, answers: readonly string[] | null = null) {
  let out = ""
  let err = ""
  const asked: string[] = []
  const left = [...(answers ?? [])]
  const next = (question: string) => {
    asked.push(question)
    return Promise.resolve(left.shift() ?? "")
  }
  const ask: Questions = {
    line: next,
    hidden: next,
    choice: async (question, kinds) => kinds.find((kind) => kind === left[0] && asked.push(question) && left.shift())!,
  }
  const io: Io = {
    env: {},
    cwd,
    stdout: (text) => (out += text),
    stderr: (text) => (err += text),
    stdoutIsTty: false,
    stderrIsTty: false,
    confirm: answers === null ? null : () => Promise.resolve(true),
  }
  const code = await run(["init", ...argv], io, [(program, world) => initCommand(program, world, ask)])
  return { code, out, err, asked, io }
}

const folder = () => mkdtempSync(join(tmpdir(), "assent-init-"))
const flags = ["--organisation", 'Ex "ample": GmbH', "--contact", "p@example.org", "--owner", "mira@example.org"]

describe("assent init", () => {
  test("leaves a configuration that a gateway starts with, keys for their owner alone, and a link that opens once", async () => {
    const cwd = folder()
    writeFileSync(join(cwd, "token"), "twilio-secret\n")
    const twilio = ["--carrier", "twilio", "--trunk", `account_sid=AC${"0".repeat(32)}`, "--secret", "auth_token=token"]
    const port = await freePort()
    const made = await init(
      ["gw", ...flags, "--public-url", "https://gw.example.org/", "--port", String(port), ...twilio],
      cwd,
    )
    expect([made.code, made.err]).toEqual([0, ""])
    expect(made.out).toMatch(
      /Next:\n {2}assent serve --config gw\/assent\.yaml\n[^]*assent user join[^]*assent trunk urls twilio/,
    )
    expect(made.out).not.toContain("twilio-secret")

    const files = readdirSync(join(cwd, "gw"), { recursive: true, encoding: "utf8" })
    expect(files).toEqual(
      expect.arrayContaining(["assent.yaml", "operator.key", "log.vkey", "secrets/twilio-auth-token"]),
    )
    for (const file of ["assent.yaml", "operator.key", "secrets/twilio-auth-token"]) {
      expect(statSync(join(cwd, "gw", file)).mode & 0o777, file).toBe(0o600)
    }
    for (const key of readdirSync(join(cwd, "gw/data/keys"))) {
      expect(statSync(join(cwd, "gw/data/keys", key)).mode & 0o077, key).toBe(0)
    }

    const config = readConfig(made.io, "gw/assent.yaml")
    expect(config).toMatchObject({ mode: "production", public_url: "https://gw.example.org", listen: { port } })
    expect(config.organisation.controller?.name).toBe('Ex "ample": GmbH')
    expect(config.keys.kek_fingerprint).not.toBeNull()
    const gateway = await startGateway({ ...config, metrics: null }, { create: false, log: silent })
    try {
      const at = `http://127.0.0.1:${port}`
      const invitation = /https:\/\/gw\.example\.org\/join#([\w-]+)/.exec(made.out)?.[1]
      const join_ = { invitation, password: "a long enough password", second_factor: false }
      const key = readFileSync(join(cwd, "gw/operator.key"), "utf8").trim()
      const once = await request(at, "POST", "/v1/invitations", join_, key)
      expect(once).toMatchObject({ status: 200, body: { user: { role: "owner" } } })
      expect((await request(at, "POST", "/v1/invitations", join_, key)).status).toBeGreaterThanOrEqual(400)
    } finally {
      await gateway.close()
    }

    const before = readFileSync(join(cwd, "gw/assent.yaml"))
    const again = await init(["gw", ...flags, "--public-url", "https://other.example.org"], cwd)
    expect([again.code, again.err]).toEqual([2, expect.stringContaining("nothing is overwritten")])
    expect(readFileSync(join(cwd, "gw/assent.yaml"))).toEqual(before)
  })

  test("where nobody can be asked, all that is missing is said at once, and nothing is made", async () => {
    const cwd = folder()
    const bare = await init(["gw"], cwd)
    expect([bare.code, bare.err]).toEqual([
      2,
      expect.stringMatching(/--organisation.*--contact.*--public-url.*--owner/),
    ])
    const telnyx = await init(["gw", ...flags, "--public-url", "https://x.example", "--carrier", "telnyx"], cwd)
    expect(telnyx.err).toMatch(/--trunk account_sid=.*--trunk application_id=.*--secret api_key=FILE/)
    const stray = await init(["gw", ...flags, "--public-url", "https://x.example", "--trunk", "project=1"], cwd)
    expect([stray.code, stray.err]).toEqual([2, expect.stringContaining("not project")])
    expect((await init(["gw", ...flags, "--public-url", "http://x.example"], cwd)).err).toContain("--public-url")
    expect(existsSync(join(cwd, "gw"))).toBe(false)
  })

  test("on a terminal it asks for what no flag said, and what fails leaves nothing behind", async () => {
    const cwd = folder()
    const said = ["twilio", "not an account", "secret", "Example GmbH", "p@example.org", "https://x.example", "mira"]
    const made = await init(["gw"], cwd, said)
    expect(made.asked).toHaveLength(7)
    expect([made.code, made.err]).toEqual([2, expect.stringContaining("trunks.1.account_sid")])
    expect(existsSync(join(cwd, "gw"))).toBe(false)
  })

  test("asks of each carrier exactly what its trunk cannot do without", () => {
    const required = (kind: Carrier) =>
      configFields()
        .filter(({ path, kinds, required: must }) => must && kinds.includes(kind) && /^trunks\.\*\.[a-z_]+$/.test(path))
        .map(({ path }) => path.slice("trunks.*.".length))
        .filter((name) => name !== "name" && name !== "kind")
    const kinds = Object.keys(carriers).filter((name): name is Carrier => name in carriers)
    expect(kinds).toHaveLength(5)
    for (const kind of kinds) expect([...carriers[kind].settings].sort(), kind).toEqual(required(kind).sort())
  })
})
