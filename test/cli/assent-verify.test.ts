import { execFile } from "node:child_process"
import { generateKeyPairSync } from "node:crypto"
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join, relative } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { witnessSigner } from "../../src/ledger/node-crypto.ts"
import { frauds } from "../frauds/list.ts"
import { handOver, honest, honestFiles, SINCE, witnessKey, world } from "../frauds/scene.ts"
import { forge, signer } from "../ledger/leaves.ts"

const src = join(import.meta.dirname, "../../src")
const program = join(src, "cli/assent-verify.ts")

test("the verifier imports the ledger's own parts only: no storage, no gateway, no configuration, two packages", () => {
  const seen = new Set<string>()
  const packages = new Set<string>()
  const visit = (file: string): void => {
    if (seen.has(file)) return
    seen.add(file)
    // Types are gone before anything runs.
    const code = readFileSync(file, "utf8").replaceAll(/^import type [^"]*"[^"]+"/gm, "")
    for (const [, from = ""] of code.matchAll(/(?:from|import)\s+"([^"]+)"/g)) {
      if (from.startsWith(".")) visit(join(dirname(file), from))
      else if (!from.startsWith("node:")) packages.add(from)
    }
  }
  visit(program)
  const folders = new Set([...seen].map((file) => relative(src, file).split("/")[0]))
  expect([...folders].sort()).toEqual(["cli", "errors.ts", "ledger"])
  expect(
    [...seen]
      .filter((file) => file.includes("/cli/"))
      .map((file) => relative(src, file))
      .sort(),
  ).toEqual(["cli/assent-verify.ts", "cli/verify-evidence.ts", "cli/verify-options.ts", "cli/verify-pack.ts"])
  expect([...packages].sort()).toEqual(["canonicalize", "zod"])
})

let root: string
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "assent-verify-"))
  const { visited, newest } = await world()
  await handOver(join(root, "honest"), await forge(honest), newest, honestFiles())
  writeFileSync(join(root, "visited"), visited)
  writeFileSync(join(root, "key"), `${signer.vkey}\n`)
  writeFileSync(join(root, "witness"), `${witnessKey.vkey}\n`)
})
afterAll(() => rmSync(root, { recursive: true }))

function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { cwd: root }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err })
    })
  })
}
const stranger = witnessSigner("stranger.example/w", generateKeyPairSync("ed25519").privateKey)
const brought = [
  "--vkey",
  "key",
  "--old-checkpoint",
  "visited",
  "--witness",
  "witness",
  "--quorum",
  "1",
  "--since",
  SINCE,
]

describe("assent-verify", () => {
  test("accepts an honest folder and says how far others vouch for it", async () => {
    const { code, out } = await run("honest", ...brought, "--recordings", "honest/recordings")
    expect(out).toContain("25 entries")
    expect(out).toContain("2 match the ledger's hashes, 0 were not there")
    expect(out).toContain("auditor.example/w vouches for 25 entries")
    expect(out).toMatch(
      /all 25 entries, by others or an old checkpoint; what comes after them rests on the operator's word/,
    )
    expect(code).toBe(0)
  })

  test.each([
    [
      "a checkpoint of before",
      ["--old-checkpoint", "visited"],
      10,
      /^10 of 25 entries, .* the 15 newer ones rest on the/,
    ],
    [
      "a witness",
      ["--witness", "witness"],
      25,
      /^all 25 entries, .*; what comes after them rests on the operator's word/,
    ],
    [
      "nobody",
      ["--witness", "stranger"],
      0,
      /^by nobody else: that nothing was changed or left out rests on the operator's/,
    ],
  ])(
    "given %s, it says how far the tree is anchored, and what rests on the operator's word",
    async (_, args, size, sentence) => {
      writeFileSync(join(root, "stranger"), `${stranger.vkey}\n`)
      const { out, err } = await run("honest", "--vkey", "key", "--witness", "stranger", ...args, "--json")
      expect(err).toBe("")
      const { anchored, ...found } = JSON.parse(out) as { anchored: string }
      expect(anchored).toMatch(sentence)
      expect(found).toMatchObject({ anchoredSize: size, size: 25 })
    },
  )

  test("names the first contradiction and exits with 1", async () => {
    const fraud = frauds.find(({ name }) => name === "records a call that refused")!
    const { store, note, visited, files } = await fraud.plant()
    await handOver(join(root, "fraud"), store, note, files)
    writeFileSync(join(root, "fraud-visited"), visited)
    const { code, err } = await run("fraud", "--vkey", "key", "--old-checkpoint", "fraud-visited", "--json")
    expect(err).toMatch(/REFUSED: leaf 9 starts a recording without an earlier consent/)
    expect(code).toBe(1)
  })

  test.each([
    ["no source", [], 2, /^assent-verify: <folder or address>: say what to verify; --help tells more$/m],
    ["two sources", ["honest", "honest"], 2, /^assent-verify: <folder or address>: give one, not several$/m],
    ["an empty source", [""], 2, /holds no ledger/],
    ["a flag without its value", ["honest", "--vkey"], 2, /--vkey/],
    ["a flag given as another's value", ["honest", "--vkey", "--json"], 2, /--vkey/],
    ["a folder without a ledger", ["."], 2, /holds no ledger/],
    ["a key that is none", ["honest", "--vkey", "visited"], 2, /vkey/],
    ["a file that is not there", ["honest", "--vkey", "nowhere"], 2, /--vkey: this file cannot be read/],
    ["an unknown flag", ["honest", "--force"], 2, /force/],
    ["a quorum of none", ["honest", "--quorum", "0"], 2, /--quorum: give a number/],
    ["a time that is none", ["honest", "--since", "noon"], 2, /--since: give a time/],
    ["a CA that is none", ["honest", "--tsa-ca", "key"], 0, /^$/],
    ["nobody at the address", ["http://127.0.0.1:9/ledger"], 3, /did not answer/],
  ])("given %s, it says so", async (_, args, exit, sentence) => {
    const { code, err } = await run(...args)
    expect(err).toMatch(sentence)
    expect(err).not.toMatch(/\n\s+at /)
    expect(code).toBe(exit)
  })

  test("tells on standard output what it can be asked", async () => {
    const { code, out, err } = await run("--help")
    expect(out).toMatch(/^assent-verify <folder or address> \[options\]\n/)
    for (const flag of ["--vkey", "--old-checkpoint", "--witness", "--quorum", "--since", "--tsa-ca", "--recordings"]) {
      expect(out).toContain(flag)
    }
    expect([code, err]).toEqual([0, ""])
  })

  test("is a command of the package, by its link as npm makes it", async () => {
    const { bin } = JSON.parse(readFileSync(join(src, "../package.json"), "utf8")) as { bin: Record<string, string> }
    const link = join(mkdtempSync(join(root, "bin-")), "assent-verify")
    symlinkSync(join(src, "..", bin["assent-verify"] ?? ""), link)
    const command = (...args: string[]) =>
      new Promise<{ code: unknown; out: string; err: string }>((resolve) => {
        const env = { PATH: dirname(process.execPath) }
        execFile(link, args, { cwd: root, env }, (error, out, err) => resolve({ code: error?.code ?? 0, out, err }))
      })
    expect(await command("honest", ...brought)).toMatchObject({ code: 0, err: "" })
    expect(await command("--help")).toMatchObject({ code: 0, out: expect.stringMatching(/^assent-verify </) as string })
    expect(await command("nowhere")).toMatchObject({ code: 2, err: expect.stringMatching(/holds no ledger/) as string })
    expect(await command("honest", "--nonsense")).toMatchObject({
      code: 2,
      err: expect.stringMatching(/nonsense/) as string,
    })
  })

  test("never follows a hostile folder: links, deep nesting, other encodings and names that look like paths", async () => {
    const hostile = join(root, "hostile")
    const cases: readonly [string, Record<string, string | Buffer>][] = [
      ["a checkpoint that is not UTF-8", { checkpoint: Buffer.from([0xff, 0xfe, 0x0a]) }],
      ["an origin that looks like a path", { checkpoint: "../../etc/passwd\n1\nAAAA\n\n— x AAAA\n" }],
      ["a size beyond all trees", { checkpoint: `ledger.example/test\n99999999999999999999\nAAAA\n\n— x AAAAAAAA\n` }],
      ["nothing at all", { checkpoint: "" }],
      [
        "a nested leaf",
        { "tile/entries/000.p/25": Buffer.concat([Buffer.from([0x40, 0]), Buffer.alloc(0x4000, "[")]) },
      ],
    ]
    for (const [what, files] of cases) {
      rmSync(hostile, { recursive: true, force: true })
      const { newest } = await world()
      await handOver(hostile, await forge(honest), newest, honestFiles())
      for (const [name, bytes] of Object.entries(files)) {
        mkdirSync(dirname(join(hostile, name)), { recursive: true })
        writeFileSync(join(hostile, name), bytes)
      }
      const { code, err } = await run("hostile", "--vkey", "key")
      expect([what, code]).toEqual([what, 1])
      expect(err).toMatch(/^assent-verify: REFUSED: /)
      expect(err).not.toMatch(/\n\s+at /)
    }
    expect(existsSync(join(root, "etc"))).toBe(false)
  })
})
