import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "vitest"
import { parseConfig } from "../../src/config.ts"
import { startGateway } from "../../src/main.ts"
import { hipaaProblems } from "../../src/rights/hipaa.ts"

const witness = { url: "https://w.example", vkey: `auditor.example/w+01020304+B${"A".repeat(43)}` }
/** Every control on. */
const on = {
  mode: "production",
  profile: "hipaa",
  listen: { host: "127.0.0.1", port: 7080 },
  public_url: "https://assent.example.org",
  data: "data",
  ledger: { origin: "assent.example.org/main", witnesses: [witness], witness_quorum: 1 },
  keys: { kek_fingerprint: "f".repeat(43) },
  api_keys: [] as object[],
  people: { session_idle_minutes: 15 },
  trunks: [{ name: "test-phone", kind: "test-phone" }],
  audit: { keep_days: 2192 },
  log: { level: "info" },
}
type On = typeof on
const key = { id: "a", sha256: "0".repeat(64) }

/** How each control is switched off, and the member that is named for it. */
const off: Record<string, (config: On) => On> = {
  public_url: (config) => ({ ...config, public_url: "http://assent.example.org" }),
  "ledger.witnesses.0.url": (config) => ({
    ...config,
    ledger: { ...config.ledger, witnesses: [{ ...witness, url: "http://w.example" }] },
  }),
  "listen.tls": (config) => ({ ...config, listen: { host: "0.0.0.0", port: 7080 } }),
  "keys.kek_fingerprint": (config) => ({ ...config, keys: { ...config.keys, kek_fingerprint: null as never } }),
  api_keys: (config) => ({ ...config, api_keys: [key] }),
  "people.session_idle_minutes": (config) => ({ ...config, people: { session_idle_minutes: 16 } }),
  ledger: (config) => ({ ...config, ledger: { ...config.ledger, witness_quorum: 0 } }),
  "log.level": (config) => ({ ...config, log: { level: "error" } }),
  "audit.keep_days": (config) => ({ ...config, audit: { keep_days: 2191 } }),
}
const named = (config: object) => hipaaProblems(parseConfig(config)).map((problem) => problem.split(": ")[0])

test("with every control on nothing is named", () => expect(named(on)).toEqual([]))

test("of every combination of controls that are off exactly those are named, all at once", () => {
  const controls = Object.entries(off)
  for (let mask = 0; mask < 2 ** controls.length; mask += 1) {
    const chosen = controls.filter((_, i) => (mask & (1 << i)) !== 0)
    const config = chosen.reduce((made, [, change]) => change(made), on)
    expect(named(config).sort()).toEqual(chosen.map(([name]) => name).sort())
  }
})

test("development, a carrier's plain address and a plain timestamp authority are named too", () => {
  const config = parseConfig(on)
  expect(hipaaProblems({ ...config, mode: "dev" }).map((problem) => problem.split(":")[0])).toEqual(["mode"])
  const trunk = { name: "t", kind: "twilio", account_sid: `AC${"0".repeat(32)}`, auth_token: "s" }
  const trunks = parseConfig({
    ...on,
    mode: "dev",
    trunks: [{ ...trunk, public_url: "http://carrier.example" }],
  }).trunks
  expect(hipaaProblems({ ...config, trunks })[0]).toMatch(/^trunks\.0\.public_url: encryption in transit/)
  const ledger = { ...config.ledger, timestamp_authority: { url: "http://tsa.example", ca_pem: "" } }
  expect(hipaaProblems({ ...config, ledger })[0]).toMatch(/^ledger\.timestamp_authority\.url/)
})

test("a gateway under the profile does not start, names every control, and leaves no trace in its data folder", async () => {
  const folder = mkdtempSync(join(tmpdir(), "assent-hipaa-"))
  const data = join(folder, "data")
  const config = parseConfig({ ...Object.values(off).reduce((made, change) => change(made), on), data })
  const refused: unknown = await startGateway(config, { create: true }).catch((error: unknown) => error)
  expect(refused).toMatchObject({
    code: "CONFIG_INVALID",
    message: expect.stringContaining("9 control(s) off") as string,
  })
  for (const name of Object.keys(off)) expect(String(refused)).toContain(`- ${name}: `)
  expect(existsSync(data)).toBe(false)
  rmSync(folder, { recursive: true })
})
