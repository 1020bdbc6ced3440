import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { assent } from "../cli/cli-io.ts"
import { eventually, KEY, settled, testGateway, type TestGateway } from "./gateway.ts"
import { agreeing, pause } from "./recorded-call.ts"

let line: TestGateway
let root: string
const cli = (...argv: string[]) => assent(argv, { env: { ASSENT_URL: line.gateway.url, ASSENT_KEY: KEY }, cwd: root })
beforeAll(async () => {
  line = await testGateway({
    config: {
      organisation: { controller: { name: "Example GmbH", contact: "privacy@example.org", country: "DE" } },
      controller: { recipients: ["Tape Store"] },
    },
  })
  root = mkdtempSync(join(tmpdir(), "assent-recipients-"))
}, 60_000)
afterAll(async () => {
  await line[Symbol.asyncDispose]()
  rmSync(root, { recursive: true, force: true })
})

async function recorded() {
  const call = await agreeing(line, "+4915112345678")
  await pause(200)
  call.hangup()
  return settled(line, call.callId)
}
/** How often `words` stand in the ledger, once a checkpoint covers it all: at most a second later. */
async function stands(words: string, times: number): Promise<void> {
  await eventually(async () => {
    const { size } = (await line.get("/v1/ledger/checkpoint")).body as { size: number }
    const { bytes } = await line.get(`/ledger/tile/entries/000.p/${size}`)
    return bytes.toString("latin1").split(words).length - 1 === times ? true : null
  }, 5000)
}
const archive = ["--name", "Archive Ltd", "--role", "storage", "--purpose", "keeps copies", "--transfer", "scc"]

test("a recipient that comes later is on record, and the consents from before do not cover it", async () => {
  const before = await recorded()
  const first = before.consents[0].recipients
  expect(first).toMatchObject({ register_sha256: expect.stringMatching(/^.{43}$/), not_covered: [] })
  const { version } = JSON.parse(readFileSync(join(line.folder, "operator.json"), "utf8")) as { version: number }

  expect(await cli("recipient", "add", "archive", ...archive, "--country", "US")).toMatchObject({ code: 0, err: "" })
  await stands(`"document_version":${version + 1},`, 1)
  const seen = (await line.get(`/v1/calls/${before.id}`)).body
  for (const consent of seen.consents) {
    expect(consent.recipients).toEqual({ register_sha256: first.register_sha256, not_covered: ["archive"] })
  }

  const after = await recorded()
  expect(after.consents[0].recipients.not_covered).toEqual([])
  const versions = (await line.get("/v1/recipients/versions")).body.data
  expect((versions as { sha256: string }[]).map(({ sha256 }) => sha256)).toEqual([
    after.consents[0].recipients.register_sha256,
    first.register_sha256,
  ])

  // The record that leaves with the evidence says the same, and still verifies.
  for (const [id, names, uncovered] of [
    [before.id, ["Tape Store"], ["archive"]],
    [after.id, ["Tape Store", "Archive Ltd (US)"], []],
  ]) {
    const ran = await cli("export", "evidence", "--call", id, "--out", id)
    expect(ran).toMatchObject({ code: 0, err: "" })
    const record = JSON.parse(readFileSync(join(root, id, "consent-record.json"), "utf8"))
    expect(record.recipient_third_parties).toEqual(names)
    expect((record.recipient_register.not_covered as { id: string }[]).map((party) => party.id)).toEqual(uncovered)
    expect(record.evidence.consents[0].recipients).toBe(record.recipient_register.sha256)
  }
  expect((await cli("verify")).code).toBe(0)
}, 30_000)

test("what goes on to somebody goes to a listed recipient in its country, or not at all", async () => {
  const [rec] = (await line.get("/v1/recordings")).body.data
  const exported = (...to: string[]) =>
    cli("export", "recording", rec.id, "--encrypted", "--out", `r${to.join("")}`, ...to)
  for (const [to, says] of [
    [["--recipient", "nobody"], "not on the register"],
    [["--recipient", "archive", "--country", "CN"], "with this country"],
    [["--country", "CN"], "name the recipient"],
    [["--recipient", "named-tape-store"], "does not say where"],
  ] as const) {
    const ran = await exported(...to)
    expect(ran.code).not.toBe(0)
    expect(ran.err).toContain(says)
  }
  const [{ id }] = (await line.get("/v1/lines")).body.data
  const period = ["--line", id, "--since", "2020-01-01", "--until", "2090-01-01"]
  expect((await cli("export", "calls", ...period, "--out", "c1", "--recipient", "nobody")).err).toContain(
    "not on the register",
  )
  expect(
    ((await line.get(`/v1/recordings/${rec.id}/access`)).body.data as { type: string }[]).map(({ type }) => type),
  ).toEqual(expect.arrayContaining(["access.denied"]))
  expect(await exported("--recipient", "archive", "--country", "us")).toMatchObject({ code: 0, err: "" })
  const { data } = (await line.get(`/v1/recordings/${rec.id}/access`)).body as { data: object[] }
  expect(data.at(-1)).toMatchObject({ type: "access.exported", scope: "encrypted to archive (US, scc)" })
  await stands('"not a listed recipient"', 5)
}, 30_000)

test("the register is kept in order: no id twice, no transfer without a mechanism, nothing of the configuration removed", async () => {
  const twice = await cli("recipient", "add", "archive", ...archive, "--country", "US")
  expect(twice).toMatchObject({ code: 1 })
  const party = { id: "x", name: "X", role: "voice", purpose: "speaks", country: "US", transfer: "none_needed" }
  expect((await line.send("POST", "/v1/recipients", party)).body).toMatchObject({
    status: 400,
    errors: [{ pointer: "/body/transfer" }],
  })
  expect((await line.send("POST", "/v1/recipients", { ...party, country: "UK" })).status).toBe(400)
  expect((await cli("recipient", "remove", "named-tape-store")).err).toContain("the configuration names")
  expect((await cli("recipient", "list")).out).toMatch(/archive +Archive Ltd +storage +US +scc +document/)
  expect(await cli("recipient", "remove", "archive")).toMatchObject({ code: 0 })
  expect((await line.send("DELETE", "/v1/recipients/archive")).status).toBe(404)
})
