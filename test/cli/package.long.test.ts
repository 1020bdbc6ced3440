/* The npm package, packed and unpacked: what is in it, and the verifier of it alone, with no other package near. */
import { execFileSync, spawnSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { writeLargeExport } from "../bench/lib/large-export.ts"
import { agreeing, pause } from "../e2e/recorded-call.ts"
import { KEY, settled, testGateway } from "../e2e/gateway.ts"
import { assent } from "./cli-io.ts"

const repo = join(import.meta.dirname, "../..")
/** Enough for the thread that hashes to be used. */
const LEAVES = 25_000
const today = new Date().toISOString().slice(0, 10)

let root: string
let installed: string
let exports_: string

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "assent-package-"))
  const npm = [join(repo, "config/pack.mjs"), root, "--without", "dist/console"]
  const archive = execFileSync(process.execPath, npm, { encoding: "utf8" }).trim()
  execFileSync("tar", ["-xzf", archive, "-C", root])
  // As npm places it: below node_modules no types are stripped.
  installed = join(root, "auditor/node_modules/assent")
  mkdirSync(join(root, "auditor/node_modules"), { recursive: true })
  cpSync(join(root, "package"), installed, { recursive: true })

  exports_ = join(root, "exports")
  mkdirSync(exports_)
  await writeLargeExport(join(exports_, "large"), LEAVES)
  await using line = await testGateway()
  const call = await agreeing(line)
  await pause(300)
  call.hangup()
  await settled(line, call.callId)
  const online = async (...argv: string[]) => {
    const ran = await assent(argv, { env: { ASSENT_URL: line.gateway.url, ASSENT_KEY: KEY }, cwd: exports_ })
    expect(ran, ran.err).toMatchObject({ code: 0 })
  }
  await online("export", "ledger", "--out", "ledger")
  await online("export", "audit", "--from", today, "--to", today, "--out", "pack")
  await online("export", "evidence", "--call", call.callId, "--audio", "--out", "evidence")
}, 180_000)
afterAll(() => rmSync(root, { recursive: true, force: true }))

const listed = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()

describe("the package", () => {
  test("holds what runs, and nothing of tests, of development or of anybody's data", () => {
    const files = listed(installed)
    const top = new Set(files.map((file) => file.split("/")[0]))
    expect([...top].sort()).toEqual(["LICENSE", "README.md", "config", "package.json", "prompts", "src", "verifier"])
    expect(files).toEqual(
      expect.arrayContaining(["config/jurisdictions.json", "src/cli/assent.mjs", "src/cli/main.js", "src/main.js"]),
    )
    const strange = files.filter((file) =>
      /(^|\/)(test|node_modules|\.[^/]*)(\/|$)|\.tsx?$|\.(db|pem|log|tink)$/.test(file),
    )
    expect(strange).toEqual([])
    const modules = files.filter((file) => file.startsWith("src/") && file.endsWith(".js"))
    expect(modules.length).toBeGreaterThan(300)
    for (const file of modules) expect(readFileSync(join(installed, file), "utf8")).not.toMatch(/from "\.[^"]*\.ts"/)
  })

  test("runs nothing at its installation, and names its programs", () => {
    const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as Record<string, unknown>
    expect(manifest["private"]).toBe(true)
    expect(manifest["scripts"]).toBeUndefined()
    expect(manifest["devDependencies"]).toBeUndefined()
    expect(manifest["bin"]).toEqual({
      assent: "src/cli/assent.mjs",
      "assent-verify": "verifier/src/cli/assent-verify.mjs",
    })
  })

  test("holds the verifier as plain files: our own, and those it needs of two packages, with their licences", () => {
    const files = listed(join(installed, "verifier"))
    expect([...new Set(files.map((file) => file.split("/").slice(0, 2).join("/")))].sort()).toEqual([
      "lib/canonicalize",
      "lib/zod",
      "src/cli",
      "src/errors.js",
      "src/ledger",
    ])
    for (const name of ["canonicalize", "zod"]) {
      expect(files.some((file) => file.startsWith(`lib/${name}/`) && /licen[cs]e/i.test(file))).toBe(true)
    }
  })
})

/** The verifier, which the kernel of Node lets read nothing but its own folder and what it is to check. */
function verify(...args: string[]): { code: number | null; out: string; err: string } {
  const { bin } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as { bin: Record<string, string> }
  const program = join(installed, bin["assent-verify"] ?? "")
  const may = [join(installed, "verifier"), exports_].map((path) => `--allow-fs-read=${path}/`)
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--no-warnings", "--permission", "--allow-worker", ...may, program, ...args],
    { cwd: exports_, encoding: "utf8", env: {} },
  )
  return { code: status, out: stdout, err: stderr }
}

let copies = 0
function changed(name: string, path: string, change: (bytes: Buffer) => Buffer): string {
  const copy = `copy-${++copies}`
  cpSync(join(exports_, name), join(exports_, copy), { recursive: true })
  const file = join(exports_, copy, path)
  const before = readFileSync(file)
  writeFileSync(file, change(before))
  expect(readFileSync(file).equals(before)).toBe(false)
  return copy
}
const flip = (bytes: Buffer): Buffer => {
  const other = Buffer.from(bytes)
  const at = other.length >> 1
  other[at] = (other[at] ?? 0) ^ 1
  return other
}
const entries = (name: string): string => {
  const [first = ""] = listed(join(exports_, name)).filter((file) => file.includes("tile/entries/"))
  return first
}

describe("the verifier of the package alone", () => {
  test.each([
    ["ledger", ["ledger", "--vkey", "ledger/log.vkey"], /^Verified +localhost\/test, \d+ entries/],
    ["audit pack", ["pack", "--vkey", "ledger/log.vkey"], /^Verified +audit pack of /],
    ["evidence of a call", ["evidence", "--vkey", "ledger/log.vkey"], /^Verified +call /],
    ["ledger that takes two threads", ["large"], new RegExp(`^Verified +bench.example/ledger, ${LEAVES} entries`)],
  ])("accepts an honest %s", (_, args, sentence) => {
    const { code, out, err } = verify(...args)
    expect([code, err]).toEqual([0, ""])
    expect(out).toMatch(sentence)
  })

  test.each([
    ["ledger", () => changed("ledger", entries("ledger"), flip), /REFUSED: /],
    ["ledger that takes two threads", () => changed("large", entries("large"), flip), /REFUSED: /],
    [
      "audit pack",
      () => changed("pack", "policies/operator.json", flip),
      /REFUSED: policies\/operator.json is not the file/,
    ],
    ["ledger in an audit pack", () => changed("pack", entries("pack"), flip), /REFUSED: ledger\/tile\/entries/],
    ["evidence of a call", () => changed("evidence", "script.json", flip), /REFUSED: /],
  ])("refuses a tampered %s, in words", (_, folder, sentence) => {
    const { code, err } = verify(folder())
    expect(code).toBe(1)
    expect(err).toMatch(/^assent-verify: REFUSED: /)
    expect(err).toMatch(sentence)
    expect(err).not.toMatch(/\n\s+at /)
  })

  test("looks at nothing that it was not asked about: what is for a whole ledger is refused elsewhere", () => {
    expect(verify("evidence", "--quorum", "1")).toMatchObject({ code: 2 })
    expect(verify("pack", "--recordings", "pack")).toMatchObject({ code: 2 })
    // A pack holds a whole ledger: what the auditor brings counts there too.
    writeFileSync(join(exports_, "stranger"), readFileSync(join(exports_, "large/log.vkey")))
    const quorum = verify("pack", "--vkey", "ledger/log.vkey", "--witness", "stranger", "--quorum", "1")
    expect(quorum).toMatchObject({ code: 1 })
  })
})
