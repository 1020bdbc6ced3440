import { execFileSync } from "node:child_process"
import { createHash, generateKeyPairSync } from "node:crypto"
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { CompactSign, decodeProtectedHeader } from "jose"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { checkPack } from "../../src/cli/verify-pack.ts"
import { openDisclosures } from "../../src/ledger/disclosure-check.ts"
import { sha256 } from "../../src/ledger/node-crypto.ts"
import type { Manifest } from "../../src/ledger/pack.ts"
import { assent } from "../cli/cli-io.ts"
import { eventually, KEY, settled, testGateway, type TestGateway } from "./gateway.ts"
import { agreeing, pause } from "./recorded-call.ts"

let line: TestGateway
let root: string
let pack: string
/** With the carriers' own ids. */
let withIds: string
let calls: string[]
const today = new Date().toISOString().slice(0, 10)
const cli = (...argv: string[]) => assent(argv, { env: { ASSENT_URL: line.gateway.url, ASSENT_KEY: KEY }, cwd: root })

beforeAll(async () => {
  line = await testGateway()
  root = mkdtempSync(join(tmpdir(), "assent-audit-"))
  const yes = await agreeing(line)
  const no = await line.ring({
    audio: Buffer.alloc(8000 * 3, 0x55),
    keepAudio: false,
    script: [
      { whenPromptEnds: /^notice/, delay: 100, press: "2" },
      { whenPromptEnds: /^refused/, delay: 100, hangup: true },
    ],
  })
  await pause(300)
  yes.hangup()
  const ended = await settled(line, yes.callId)
  await settled(line, no.callId)
  const rec = `/v1/recordings/${ended.recordings[0].id}`
  await line.get(`${rec}/audio`)
  // What was heard is written when the last byte has gone.
  await eventually(async () => ((await line.get(`${rec}/access`)).body.data.length === 2 ? true : null))
  calls = [yes.callId, no.callId].map((id) => id.slice(5))
  pack = join(root, "pack")
  const made = await cli(
    "export",
    "audit",
    "--from",
    today,
    "--to",
    today,
    "--out",
    pack,
    "--seed",
    "theirs",
    "--reason",
    "ISO audit",
  )
  expect(made, made.err).toMatchObject({ code: 0 })
  withIds = join(root, "with-ids")
  const asked = await cli("export", "audit", "--from", today, "--to", today, "--out", withIds, "--with-carrier-ids")
  expect(asked, asked.err).toMatchObject({ code: 0 })
  expect(asked.out).toMatch(/^Carriers +the carrier's id of 2 calls is in the pack$/m)
}, 60_000)
afterAll(async () => {
  await line[Symbol.asyncDispose]()
  rmSync(root, { recursive: true, force: true })
})

let copies = 0
function copy(of = pack): string {
  const folder = join(root, `copy-${++copies}`)
  cpSync(of, folder, { recursive: true })
  return folder
}
const read = (path: string, folder = pack): string => readFileSync(join(folder, path), "utf8")
const lines = (list: string) =>
  read(`lists/${list}.ndjson`)
    .split("\n")
    .filter((text) => text !== "")
    .map(
      (text) =>
        JSON.parse(text) as {
          index: number
          leaf: { type: string; call?: string; _sd?: string[]; policy?: { rules: string } }
        },
    )

describe("an audit pack", () => {
  test("holds consents and refusals, access, changes, what was asked, the policies and a sample", () => {
    expect(lines("consents").map(({ leaf }) => leaf.type)).toEqual(
      expect.arrayContaining(["consent.granted", "consent.refused"]),
    )
    expect(lines("calls").filter(({ leaf }) => leaf.type === "call.answered")).toHaveLength(2)
    expect(lines("access").map(({ leaf }) => leaf.type)).toEqual(["key.used", "access.played", "access.exported"])
    expect(lines("changes").map(({ leaf }) => leaf.type)).toContain("config.changed")
    const asked = readdirSync(join(pack, "questions"))
    expect(asked.filter((name) => name.endsWith(".json"))).toHaveLength(1)
    expect(asked.filter((name) => name.endsWith(".ulaw")).length).toBeGreaterThan(5)
    expect(JSON.parse(read("policies/operator.json")).lines).toHaveLength(1)
    const decisions = lines("consents").flatMap(({ leaf }) => leaf.policy ?? [])
    expect(decisions).toHaveLength(2)
    for (const { rules } of decisions) {
      expect(
        createHash("sha256")
          .update(read(`policies/rules/${rules}.json`))
          .digest("base64url"),
      ).toBe(rules)
    }
    expect(JSON.parse(read("sample.json"))).toMatchObject({ seed: "theirs", seed_chosen_by: "auditor", population: 2 })
    expect([...JSON.parse(read("sample.json")).calls].sort()).toEqual([...calls].sort())
    // Who asked for the pack stands in its own leaf as digests, and is opened by the pack alone.
    const own = lines("access").at(-1)!.leaf
    const disclosures = read("export.disclosures").trim().split("\n")
    expect(openDisclosures(sha256, own, disclosures)).toEqual({ actor: "test", reason: "ISO audit" })
  })

  test("is checked by one command, on a machine that has Node and nothing of ours", () => {
    const clean = mkdtempSync(join(tmpdir(), "assent-clean-"))
    try {
      cpSync(pack, join(clean, "pack"), { recursive: true })
      const vkey = join(clean, "log.vkey")
      writeFileSync(vkey, read("ledger/log.vkey"))
      const run = (folder: string) =>
        execFileSync(process.execPath, ["verifier/verify.mjs", ".", "--vkey", vkey], {
          cwd: folder,
          encoding: "utf8",
          env: {},
          stdio: "pipe",
        })
      const out = run(join(clean, "pack"))
      expect(out).toMatch(/^Verified\s+audit pack of /)
      expect(out).toContain('drawn with "theirs", which the auditor chose')
      writeFileSync(join(clean, "pack/lists/consents.ndjson"), "")
      expect(() => run(join(clean, "pack"))).toThrow(/REFUSED: lists\/consents.ndjson is not the file that was signed/)
    } finally {
      rmSync(clean, { recursive: true, force: true })
    }
  })

  test("is told apart by `assent verify`", async () => {
    const ran = await cli("verify", pack)
    expect(ran, ran.err).toMatchObject({ code: 0 })
    expect(ran.out).toContain("audit pack of")
  })

  test("of a period without calls is a pack too, and a period that ends before it begins is refused", async () => {
    const empty = join(root, "empty")
    expect((await cli("export", "audit", "--from", "2020-01-01", "--to", "2020-12-31", "--out", empty)).code).toBe(0)
    expect(await checkPack(empty, null)).toMatchObject({
      lists: { calls: 0 },
      questions: 0,
      sample: { chosenBy: "gateway" },
    })
    const refused = await cli(
      "export",
      "audit",
      "--from",
      "2026-02-01",
      "--to",
      "2026-01-01",
      "--out",
      join(root, "no"),
    )
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining("ends before it begins") })
    expect(
      await cli("export", "audit", "--from", "2026-02-30", "--to", today, "--out", join(root, "no")),
    ).toMatchObject({ code: 2 })
    expect(await cli("export", "audit", "--from", today, "--to", today, "--out", pack)).toMatchObject({ code: 2 })
  })

  test("is signed by the log's key, for this and for nothing else", () => {
    expect(decodeProtectedHeader(read("manifest.jws").trim())).toEqual({
      alg: "EdDSA",
      kid: "localhost/test",
      typ: "assent-audit-manifest+jws",
    })
  })
})

describe("an audit pack is refused when", () => {
  const stranger = generateKeyPairSync("ed25519").privateKey

  /** What an operator can do, who holds the log's key: change files and sign the manifest anew. */
  async function resigned(
    change: (folder: string) => void,
    key?: typeof stranger,
    header: object = {},
    of = pack,
  ): Promise<string> {
    const folder = copy(of)
    change(folder)
    const manifest = JSON.parse(read("manifest.json", folder)) as Manifest
    for (const path of Object.keys(manifest.files)) {
      const bytes = readFileSync(join(folder, path))
      manifest.files[path] = { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("base64url") }
    }
    const bytes = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)
    writeFileSync(join(folder, "manifest.json"), bytes)
    const { createPrivateKey } = await import("node:crypto")
    const logKey = createPrivateKey(readFileSync(join(line.folder, "keys/log.pem")))
    const signed = { alg: "EdDSA", kid: "localhost/test", typ: "assent-audit-manifest+jws", ...header }
    writeFileSync(
      join(folder, "manifest.jws"),
      await new CompactSign(bytes).setProtectedHeader(signed).sign(key ?? logKey),
    )
    return folder
  }
  const edit = (path: string, change: (text: string) => string) => (folder: string) => {
    const before = read(path, folder)
    writeFileSync(join(folder, path), change(before))
    expect(read(path, folder), "the mutation must change something").not.toBe(before)
  }
  const dropLine = (type: string) => (text: string) =>
    text
      .split("\n")
      .filter((each) => !each.includes(`"type":"${type}"`))
      .join("\n")

  test("the way to sign it anew works, so that what follows is refused for its own reason", async () => {
    expect(await checkPack(await resigned(() => undefined), null)).toMatchObject({
      lists: { calls: expect.any(Number) },
    })
  })

  test.each<[string, () => string | Promise<string>, RegExp]>([
    [
      "a file was changed",
      () => changed(edit("policies/operator.json", (text) => text.replace("one-year", "ten-year"))),
      /^policies\/operator.json is not the file that was signed$/,
    ],
    [
      "a file was taken away",
      () => changed((folder) => rmSync(join(folder, "lists/erasures.ndjson"))),
      /^the pack lacks lists\/erasures.ndjson$/,
    ],
    [
      "a file was added",
      () => changed((folder) => writeFileSync(join(folder, "lists/more\u0007.ndjson"), "")),
      /^the pack holds "lists\/more\\u0007.ndjson", which the manifest does not name$/,
    ],
    [
      "a file is a link",
      () =>
        changed((folder) => {
          rmSync(join(folder, "README.txt"))
          symlinkSync("/etc/hostname", join(folder, "README.txt"))
        }),
      /cannot be read$/,
    ],
    [
      "the manifest was edited",
      () => changed(edit("manifest.json", (text) => text.replace(today, "2020-01-01"))),
      /^the manifest is not the one that was signed$/,
    ],
    [
      "another key signed it",
      () => resigned(() => undefined, stranger),
      /^the manifest is not signed by the log's key$/,
    ],
    [
      "its signature is of another kind",
      () => resigned(() => undefined, undefined, { typ: "JWT" }),
      /no signature of the kind/,
    ],
    [
      "its signature is of another log",
      () => resigned(() => undefined, undefined, { kid: "localhost/other" }),
      /signed for another log/,
    ],
    [
      "a refusal was left out of the list",
      () => resigned(edit("lists/consents.ndjson", dropLine("consent.refused"))),
      /^lists\/consents.ndjson is not what the ledger has of the period$/,
    ],
    [
      "a listening was left out of the list",
      () => resigned(edit("lists/access.ndjson", dropLine("access.played"))),
      /^lists\/access.ndjson is not what the ledger has/,
    ],
    [
      "the sample was chosen by hand",
      () =>
        resigned(
          edit("sample.json", (text) =>
            text.replace(/"seed": "theirs"/, '"seed": "mine"').replace(/"calls": \[\s*"[^"]+",/, '"calls": ['),
          ),
        ),
      /^sample.json is not the sample that its seed draws$/,
    ],
    [
      "the population was made smaller",
      () => resigned(edit("sample.json", (text) => text.replace('"population": 2', '"population": 1'))),
      /^sample.json is not the sample/,
    ],
    [
      "the words of a question were exchanged",
      () =>
        resigned((folder) => {
          const name = readdirSync(join(folder, "questions")).find((each) => each.endsWith(".txt"))!
          writeFileSync(join(folder, "questions", name), "Press 1 to continue.")
        }),
      /lacks words or audio of the question/,
    ],
    [
      "the rules that decided were exchanged for laxer ones",
      () =>
        resigned((folder) => {
          const [name = ""] = readdirSync(join(folder, "policies/rules"))
          edit(join("policies/rules", name), (text) => text.replaceAll("all_party", "one_party"))(folder)
        }),
      /^the pack lacks the rules [\w-]{43}, by which callers of the period were asked$/,
    ],
    [
      "a leaf of the ledger was edited",
      () =>
        resigned((folder) => {
          const [name = ""] = readdirSync(join(folder, "ledger/tile/entries/000.p"))
          const path = join(folder, "ledger/tile/entries/000.p", name)
          const bytes = readFileSync(path)
          bytes[bytes.length - 10]! ^= 1
          writeFileSync(path, bytes)
        }),
      /leaf \d+ does not have the hash that its tile states/,
    ],
  ])("%s", async (_, damaged, sentence) => {
    const verdict = checkPack(await damaged(), null)
    await expect(verdict).rejects.toThrow(sentence)
    await expect(verdict).rejects.toMatchObject({ code: "LEDGER_CORRUPT" })
  })

  describe("it releases the carriers' ids, and", () => {
    const file = "disclosures/000000.disclosures"
    const changing = (change: (lines: string[]) => string[]) =>
      resigned(
        edit(file, (text) => `${change(text.trim().split("\n")).join("\n")}\n`),
        undefined,
        {},
        withIds,
      )
    /** What opens a call's number, as its evidence may release it. */
    async function ofNumber(call: string): Promise<string> {
      const folder = join(root, `number-${++copies}`)
      const released = await cli("export", "evidence", "--call", call, "--release", "number", "--out", folder)
      expect(released, released.err).toMatchObject({ code: 0 })
      const [first = ""] = readdirSync(join(folder, "proofs")).filter((name) => name.endsWith(".disclosures"))
      return read(`proofs/${first}`, folder).trim()
    }

    test("they are nothing else: of each call its id at the carrier and its trunk", async () => {
      const fields = read(file, withIds)
        .trim()
        .split("\n")
        .map((line) => JSON.parse(Buffer.from(line, "base64url").toString()) as [string, string, string])
      expect(fields.map(([, name]) => name).sort()).toEqual(["carrier_call_id", "carrier_call_id", "trunk", "trunk"])
      expect(await checkPack(withIds, null)).toMatchObject({ carrierIds: 2, sample: { population: 2 } })
      expect(await checkPack(pack, null)).toMatchObject({ carrierIds: null })
      // On record, with what was released.
      const all = readdirSync(join(withIds, "lists")).flatMap((name) => read(`lists/${name}`, withIds).split("\n"))
      expect(all.filter((text) => text.includes("released: carrier_call_id trunk"))).toHaveLength(1)
    })

    test("one that was left out is missed, where its key still exists or not", async () => {
      const fewer = await checkPack(await changing((lines) => lines.slice(0, 2)), null)
      expect(fewer).toMatchObject({ carrierIds: 1, sample: { population: 2 } })
    })

    test("a number among them is refused", async () => {
      const number = await ofNumber(calls[0] ?? "")
      await expect(checkPack(await changing((lines) => [number, ...lines]), null)).rejects.toThrow(
        /^the pack releases more of its calls than the carrier's ids$/,
      )
    })

    test.each<[string, (lines: string[]) => string[]]>([
      ["made up", (lines) => [Buffer.from('["AAAAAAAAAAAAAAAAAAAAAA","trunk","x"]').toString("base64url"), ...lines]],
      ["given twice", (lines) => [...lines, lines[0] ?? ""]],
      ["in another order", (lines) => lines.toReversed()],
      ["not base64", (lines) => [...lines, "\u0007"]],
    ])("one that is %s is refused", async (_, change) => {
      await expect(checkPack(await changing(change), null)).rejects.toThrow(
        /^the pack releases what opens no call of the period, or not in its order$/,
      )
    })
  })

  test("the key is not the one the auditor was given by another way", async () => {
    await expect(checkPack(pack, "localhost/test+00000000+AAAA")).rejects.toThrow(
      "another log key than the one you gave",
    )
  })

  function changed(change: (folder: string) => void): string {
    const folder = copy()
    change(folder)
    return folder
  }
})
