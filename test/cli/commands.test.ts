import { createHash } from "node:crypto"
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { z } from "zod"
import { KEY, testGateway, type TestGateway } from "../e2e/gateway.ts"
import { assent, type Ran } from "./cli-io.ts"

const caller = "+4915112345678"

let gateway: TestGateway
let cwd: string
const cli = (argv: readonly string[], confirm: ((question: string) => Promise<boolean>) | null = null): Promise<Ran> =>
  assent(argv, { cwd, env: { ASSENT_URL: gateway.gateway.url, ASSENT_KEY: KEY }, confirm })

const list = z.object({ data: z.array(z.looseObject({ id: z.string(), state: z.string() })) })

beforeAll(async () => {
  gateway = await testGateway()
  cwd = mkdtempSync(join(tmpdir(), "assent-cli-"))
})
afterAll(async () => gateway[Symbol.asyncDispose]())

async function recordings(): Promise<z.infer<typeof list>["data"]> {
  return list.parse(JSON.parse((await cli(["recordings", "list", "--json"])).out)).data
}

test("a proof of identity is added to a request, listed and destroyed, and only when somebody says so", async () => {
  const filed = await cli(["requests", "file", "access", "--subject", "+4915119998877", "--json"])
  const request = z.looseObject({ id: z.string() }).parse(JSON.parse(filed.out)).id
  const document = (verb: string, ...rest: string[]) => cli(["requests", "document", verb, request, ...rest])
  expect((await document("list")).out).toBe("Nothing yet.\n")
  writeFileSync(join(cwd, "passport.PDF"), "%PDF-1.7 a passport")
  const added = await document("add", "passport.PDF", "--json")
  expect(added).toMatchObject({ code: 0, err: "" })
  const { id } = z.looseObject({ id: z.string() }).parse(JSON.parse(added.out))
  expect(JSON.parse(added.out)).toMatchObject({ name: "passport.PDF", media_type: "application/pdf" })
  expect((await gateway.get(`/v1/requests/${request}/documents/${id}`)).bytes.toString()).toBe("%PDF-1.7 a passport")
  expect((await document("list")).out).toMatch(new RegExp(`${id}.*passport.PDF.*application/pdf`))
  writeFileSync(join(cwd, "empty.png"), "")
  expect(await document("add", "empty.png")).toMatchObject({ code: 2, out: "" })
  expect(await document("remove", id)).toMatchObject({ code: 2, err: expect.stringContaining("--yes") as string })
  const declined = await cli(["requests", "document", "remove", request, id], async () => false)
  expect([declined.code, (await document("list")).out.includes(id)]).toEqual([0, true])
  expect(await document("remove", id, "--yes")).toMatchObject({ code: 0, out: "Destroyed.\n" })
  expect((await document("list", "--json")).out).toContain('"data": []')
  expect(await document("remove", id, "--yes")).toMatchObject({ code: 1 })
  expect((await cli(["requests", "document", "add", "--help"])).out).toContain("at most 4 MiB")
})

describe("assent call", () => {
  test("tells the timeline and the outcome in the ledger's words: granted, refused, no answer, withdrawn", async () => {
    const [granted, refused, silent, withdrawn] = await Promise.all([
      cli(["call", "--press", "1", "--from", caller, "--duration", "500ms"]),
      cli(["call", "--press", "2", "--duration", "200ms"]),
      cli(["call", "--silent", "--hangup-after", "900ms"]),
      cli(["call", "--press", "1", "--withdraw-after", "300ms", "--duration", "1500ms", "--json"]),
    ])
    for (const ran of [granted, refused, silent, withdrawn]) expect(ran).toMatchObject({ code: 0, err: "" })
    expect(granted.out).toMatch(
      /recording\.started[\s\S]*call\.ended[\s\S]*Outcome {4}granted[\s\S]*Recording {2}rec_.*sealed/,
    )
    expect(refused.out).toMatch(/Outcome {4}refused[\s\S]*Recording {2}none/)
    expect(silent.out).toMatch(/Outcome {4}no_answer[\s\S]*Recording {2}none/)
    const told = z
      .object({ call: z.looseObject({ consent: z.string() }), timeline: z.array(z.looseObject({ type: z.string() })) })
      .parse(JSON.parse(withdrawn.out))
    expect(told.call.consent).toBe("withdrawn")
    expect(told.timeline.map(({ type }) => type)).toContain("consent.withdrawn")
    // Nothing a caller is known by, and no colour in what is piped.
    expect(granted.out).not.toContain("12345678")
    expect(granted.out).not.toContain("\u001b")
  })
})

describe("what is listed", () => {
  test("--json prints what the API answers, byte for byte the same values; words are for people", async () => {
    const { out } = await cli(["calls", "list", "--json"])
    expect(JSON.parse(out)).toEqual((await gateway.get("/v1/calls?limit=25")).body)
    const words = await cli(["calls", "list", "--from", caller])
    expect(words.out.trim().split("\n").length).toBe(2)
    expect((await cli(["consents", "list", "--state", "refused"])).out).toContain("refused")
    expect((await cli(["line", "list"])).out).toContain("opt_in")
    expect((await cli(["greeting", "list"])).code).toBe(0)
  })
})

describe("what leaves the building", () => {
  test("a recording is exported as exactly three files, readable by their owner alone, with the ledger's hash", async () => {
    const recording = (await recordings()).find(({ state }) => state === "sealed")
    const { code } = await cli(["export", "recording", recording?.id ?? "", "--encrypted", "--out", "call"])
    expect(code).toBe(0)
    const folder = join(cwd, "call")
    expect(readdirSync(folder).sort()).toEqual(["header.json", "keys.json", "recording.tink"])
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
    const sha256 = (name: string): string =>
      createHash("sha256")
        .update(readFileSync(join(folder, name)))
        .digest("base64url")
    expect(recording).toMatchObject({
      ciphertext_sha256: sha256("recording.tink"),
      header_sha256: sha256("header.json"),
    })
    expect(
      Object.keys(z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(join(folder, "keys.json"), "utf8")))),
    ).toEqual(["call_key", "recording_key"])
    expect((await cli(["export", "recording", recording?.id ?? "", "--encrypted", "--out", "call"])).code).toBe(2)
  })

  test("a recording is saved as a stereo WAV file, and never over another file", async () => {
    const recording = (await recordings()).find(({ state }) => state === "sealed")
    expect((await cli(["recordings", "play", recording?.id ?? "", "--out", "call.wav"])).code).toBe(0)
    expect(readFileSync(join(cwd, "call.wav")).toString("latin1", 0, 4)).toBe("RIFF")
    const again = await cli(["recordings", "play", recording?.id ?? "", "--out", "call.wav"])
    expect(again).toMatchObject({ code: 2 })
  })

  test("an exported ledger verifies from its folder alone, also as the growth of an older one", async () => {
    expect((await cli(["export", "ledger", "--out", "before"])).code).toBe(0)
    await cli(["call", "--press", "2", "--duration", "200ms"])
    await gateway.get("/v1/ledger/checkpoint")
    await expect
      .poll(async () => (await gateway.get("/ledger/checkpoint")).bytes.toString(), { timeout: 3000 })
      .not.toBe(readFileSync(join(cwd, "before", "checkpoint"), "utf8"))
    const grown = await cli(["export", "ledger", "--out", "after", "--old-checkpoint", "before/checkpoint"])
    expect(grown).toMatchObject({ code: 0, err: "" })
    expect(existsSync(join(cwd, "after", "consistency"))).toBe(true)
    const verified = await cli(["verify", "after", "--vkey", "before/log.vkey"])
    expect(verified.out).toMatch(/^Verified[\s\S]*Extends/)
    expect(verified.code).toBe(0)
  })

  test("one changed byte of an exported ledger is exit code 1 and names the contradiction", async () => {
    await cli(["export", "ledger", "--out", "forged"])
    const entries = join(cwd, "forged", "tile", "entries")
    const bundle = join(entries, "000.p", readdirSync(join(entries, "000.p"))[0] ?? "")
    const bytes = readFileSync(bundle)
    const at = bytes.indexOf("consent.refused")
    expect(at).toBeGreaterThan(0)
    bytes.write("consent.granted", at)
    writeFileSync(bundle, bytes)
    const { code, err, out } = await cli(["verify", "forged"])
    expect(code).toBe(1)
    expect(out).toBe("")
    expect(err).toMatch(/^assent: .*(leaf|leaves|tile)/)
  })
})

describe("assent verify of the running gateway", () => {
  test("checks every entry and every recording's bytes", async () => {
    const { code, out } = await cli(["verify"])
    expect(code).toBe(0)
    expect(out).toMatch(/^Verified/)
    expect(out).toMatch(/Files +2 match/)
    expect(JSON.parse((await cli(["verify", "--json"])).out)).toMatchObject({ verified: true, filesChecked: 2 })
  })
})

describe("assent erase", () => {
  test("looks first, asks, erases for good, and the ledger still verifies", async () => {
    const erase = ["erase", "--subject", caller]
    expect((await cli([...erase, "--dry-run"])).out).toContain("would_erase")
    expect(await cli(erase)).toMatchObject({ code: 2, out: "" })
    expect((await cli(erase, async () => false)).err).toContain("nothing was erased")
    const questions: string[] = []
    const erased = await cli(erase, async (question) => questions.push(question) > 0)
    expect(questions).toEqual(["Erase 1 recording of 1 call for good? Nobody can undo this."])
    expect(erased).toMatchObject({ code: 0, err: "" })
    const tombstone = (await recordings()).find(({ state }) => state === "shredded")
    const played = await cli(["recordings", "play", tombstone?.id ?? "", "--out", "gone.wav"])
    expect(played.code).toBe(1)
    expect(existsSync(join(cwd, "gone.wav"))).toBe(false)
    expect((await cli(["verify"])).out).toContain("1 erased whose entries come with the day's batch")
    expect((await cli([...erase, "--yes"])).out).toContain("No recording is held")
  })

  test("one changed byte of a stored recording is a contradiction that names its leaf, exit code 1", async () => {
    const kept = (await recordings()).find(({ state }) => state !== "shredded")
    const files = readdirSync(gateway.folder, { recursive: true, encoding: "utf8" })
    const blob = join(
      gateway.folder,
      files.find((file) => file.endsWith(".tink") && file.includes((kept?.id ?? "").slice(4))) ?? "",
    )
    const bytes = readFileSync(blob)
    bytes.writeUInt8(bytes.readUInt8(500) ^ 1, 500)
    writeFileSync(blob, bytes)
    const { code, err } = await cli(["verify"])
    expect(code).toBe(1)
    expect(err).toMatch(/leaf \d+ states another hash than its ciphertext has/)
  })
})

describe("assent doctor", () => {
  test("says of each thing how it is, and how to mend what is not", async () => {
    const { code, out } = await cli(["doctor"])
    expect(out).toMatch(/runtime +Node v/)
    expect(out).toMatch(/gateway +http.* answers and is ready/)
    expect(code).toBe(0)
    const broken = await assent(["doctor"], { env: { ASSENT_URL: "http://127.0.0.1:9", ASSENT_KEY: "k" } })
    expect(broken.code).toBe(1)
    expect(broken.out).toContain("To mend: assent dev")
  })
})
