import { mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { parse, stringify } from "yaml"
import { z } from "zod"
import { configFields } from "../src/config-fields.ts"
import { assent } from "./cli/cli-io.ts"

const fields = configFields()
const file = {
  mode: "production",
  listen: { host: "127.0.0.1", port: 7080 },
  public_url: "https://gateway.example.org",
  data: "./data",
  ledger: { origin: "example.org/main", witnesses: [] },
  api_keys: [{ id: "operator", sha256: "ab".repeat(32) }],
  trunks: [
    {
      name: "twilio",
      kind: "twilio",
      account_sid: `AC${"0".repeat(32)}`,
      auth_token: ["tok-one-canary", "tok-two-canary"],
    },
    {
      name: "sw",
      kind: "signalwire-cxml",
      project: "019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
      token: "api-canary",
      signing_key: "sign-canary",
      stream_token: "stream-canary",
      rest_url: "https://user:url-canary@space.signalwire.com",
    },
  ],
}

function written(config: object, name = "assent.yaml"): { readonly cwd: string; readonly name: string } {
  const cwd = mkdtempSync(join(tmpdir(), "assent-config-"))
  writeFileSync(join(cwd, name), stringify(config))
  return { cwd, name }
}

describe("what the configuration may say", () => {
  test("every member has a meaning, every time and count a unit", () => {
    const values = fields.filter(({ takes }) => takes !== "section")
    expect(values.length).toBeGreaterThan(100)
    expect(values.filter(({ meaning }) => meaning.length < 8).map(({ path }) => path)).toEqual([])
    const bare = /tries|repeats|port|quorum|witness/
    const counts = values.filter(({ takes, path }) => takes.startsWith("integer") && !bare.test(path))
    expect(counts.filter(({ unit }) => unit === null).map(({ path }) => path)).toEqual([])
  })

  test("whatever sounds like a secret is hidden, stands in a file, or is public by its nature", () => {
    const sounds = fields.filter(({ path }) => /(token|secret|key|password|sha256)$/.test(path))
    const open = sounds.filter(({ secret, takes }) => !secret && takes !== "section").map(({ path }) => path)
    expect(sounds.length).toBeGreaterThan(6)
    expect(open).toEqual(["ledger.witnesses.*.vkey", "trunks.*.public_key"])
  })
})

describe("assent config", () => {
  test("print shows file, environment and defaults together, and no secret of any kind", async () => {
    const { cwd, name } = written(file)
    const { code, out } = await assent(["config", "print", name], { cwd, env: { ASSENT_LISTEN__PORT: "7099" } })
    expect(code).toBe(0)
    expect(parse(out)).toMatchObject({ listen: { port: 7099 }, data: join(cwd, "data"), flow: { tries: 2 } })
    expect(out).not.toMatch(/canary|abab/)
    expect(out.match(/\(hidden\)/g)).toHaveLength(6)
  })

  test("check names each problem at once, the secret files that are missing, and those that others can read", async () => {
    const misspelt = written({ ...file, drain_secnds: 5, listen: { host: "127.0.0.1", prot: 1 } })
    const refused = await assent(["config", "check", misspelt.name], { cwd: misspelt.cwd })
    expect(refused.code).toBe(2)
    expect(refused.err).toMatch(/did you mean port\?[^]*did you mean drain_seconds\?/)

    const trunk = { name: "twilio", kind: "twilio", account_sid: `AC${"0".repeat(32)}`, auth_token_file: "./token" }
    const { cwd, name } = written({ ...file, trunks: [trunk] })
    const missing = await assent(["config", "check", name], { cwd })
    expect([missing.code, missing.err]).toEqual([
      2,
      expect.stringContaining("trunks.0.auth_token_file: cannot be read"),
    ])
    writeFileSync(join(cwd, "token"), "secret", { mode: 0o644 })
    expect((await assent(["config", "check", name], { cwd })).out).toContain("others on this machine may read it")
    writeFileSync(join(cwd, "safe"), "secret", { mode: 0o600 })
    const safe = { cwd, env: { ASSENT_TRUNKS__0__AUTH_TOKEN_FILE: "./safe" } }
    const good = await assent(["config", "check", name, "--json"], safe)
    expect(JSON.parse(good.out)).toMatchObject({ ok: true, mode: "production", warnings: [] })
  })

  test("a service credential is found where systemd puts it, and its absence is said in words", async () => {
    const trunk = {
      name: "t",
      kind: "twilio",
      account_sid: `AC${"0".repeat(32)}`,
      auth_token_file: "credential:twilio",
    }
    const { cwd, name } = written({ ...file, trunks: [trunk] })
    const without = await assent(["config", "check", name], { cwd })
    expect(without.err).toContain("LoadCredential=twilio:FILE")
    writeFileSync(join(cwd, "twilio"), "secret", { mode: 0o600 })
    expect(await assent(["config", "check", name], { cwd, env: { CREDENTIALS_DIRECTORY: cwd } })).toMatchObject({
      code: 0,
    })
    const sly = written({ ...file, trunks: [{ ...trunk, auth_token_file: "credential:../etc/passwd" }] })
    const escaped = await assent(["config", "check", sly.name], { cwd: sly.cwd, env: { CREDENTIALS_DIRECTORY: cwd } })
    expect([escaped.code, escaped.err]).toEqual([2, expect.stringContaining("trunks.0.auth_token_file")])
  })

  test("explain says meaning, unit, default and what it takes to change a member; a section shows all that is in it", async () => {
    const { out } = await assent(["config", "explain", "drain_seconds"])
    expect(out).toMatch(
      /SIGTERM[^]*0 to 3600, in seconds[^]*default {3}60[^]*reload \(SIGHUP\)[^]*ASSENT_DRAIN_SECONDS/,
    )
    expect((await assent(["config", "explain", "trunks.3.token"])).out).toContain("(signalwire-cxml)")
    expect((await assent(["config", "explain", "listen"])).out).toContain("listen.trust_proxy")
    const unknown = await assent(["config", "explain", "drain"])
    expect(unknown.code).toBe(2)
    expect((await assent(["config", "explain", "drain_secnds"])).err).toContain("did you mean drain_seconds?")
    const all: unknown = JSON.parse((await assent(["config", "explain", "--json"])).out)
    expect(z.object({ data: z.array(z.unknown()) }).parse(all).data).toHaveLength(fields.length)
  })
})
