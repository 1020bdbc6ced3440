import { createPrivateKey, generateKeyPairSync } from "node:crypto"
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { compactDecrypt, importJWK } from "jose"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { toBase64Url } from "../../src/ledger/base64.ts"
import { parseCheckpoint, signCheckpoint } from "../../src/ledger/checkpoint.ts"
import { folderFiles } from "../../src/ledger/folder.ts"
import { noteSigner, sha256, verifyEd25519 } from "../../src/ledger/node-crypto.ts"
import { type BundleSummary, verifyBundle } from "../../src/ledger/verify-bundle.ts"
import { openPlayback } from "../../src/recording/playback.ts"
import { assent } from "../cli/cli-io.ts"
import { KEY, settled, testGateway, type TestGateway } from "./gateway.ts"
import { agreeing, pause } from "./recorded-call.ts"

const crypto = { hash: sha256, verify: verifyEd25519 }
const verify = (folder: string, vkey: string | null = null): Promise<BundleSummary> =>
  verifyBundle(folderFiles(folder), vkey, crypto)

let line: TestGateway
let root: string
let bundle: string
let recorded: string
let rec: string
let refused: string
const bare = (id: string): string => id.slice(id.indexOf("_") + 1)
const cli = (...argv: string[]) => assent(argv, { env: { ASSENT_URL: line.gateway.url, ASSENT_KEY: KEY }, cwd: root })

beforeAll(async () => {
  line = await testGateway()
  root = mkdtempSync(join(tmpdir(), "assent-evidence-"))
  const call = await agreeing(line)
  await pause(700)
  await line.send("POST", `/v1/calls/${call.callId}/pause`)
  await pause(400)
  await line.send("POST", `/v1/calls/${call.callId}/resume`)
  await pause(400)
  call.hangup()
  const no = await line.ring({
    audio: Buffer.alloc(8000 * 3, 0x55),
    keepAudio: false,
    script: [
      { whenPromptEnds: /^notice/, delay: 100, press: "2" },
      { whenPromptEnds: /^refused/, delay: 100, hangup: true },
    ],
  })
  const ended = await settled(line, call.callId)
  await settled(line, no.callId)
  recorded = bare(call.callId)
  refused = bare(no.callId)
  rec = bare(ended.recordings[0].id)
  bundle = join(root, "bundle")
  const made = await cli(
    "export",
    "evidence",
    "--call",
    recorded,
    "--out",
    bundle,
    "--audio",
    "--release",
    "digit,offset_ms",
  )
  expect(made, made.err).toMatchObject({ code: 0 })
}, 60_000)
afterAll(async () => {
  await line[Symbol.asyncDispose]()
  rmSync(root, { recursive: true, force: true })
})

let copies = 0
function copy(): string {
  const folder = join(root, `copy-${++copies}`)
  cpSync(bundle, folder, { recursive: true })
  return folder
}
const read = (folder: string, path: string): string => readFileSync(join(folder, path), "utf8")
/** Where the leaf of this type is in the bundle. */
function indexOf(type: string, folder = bundle): number {
  const names = readdirSync(join(folder, "proofs")).filter((name) => name.endsWith(".leaf"))
  const found = names.find((name) => read(folder, `proofs/${name}`).includes(`"type":"${type}"`))
  if (found === undefined) throw new Error(`no ${type} in the bundle`)
  return Number.parseInt(found, 10)
}
function edit(path: string, change: (text: string) => string): string {
  const folder = copy()
  const before = read(folder, path)
  writeFileSync(join(folder, path), change(before))
  expect(read(folder, path), "the mutation must change something").not.toBe(before)
  return folder
}

describe("a call's evidence", () => {
  test("is checked with nothing but its files: who decided what, what was kept, and what was not", async () => {
    const vkey = (await line.get("/ledger/log.vkey")).bytes.toString()
    const { facts, released, question, recordingsChecked, erased } = await verify(bundle, vkey)
    expect(facts.call).toBe(recorded)
    expect(facts.consents.map(({ state, party }) => `${party} ${state}`)).toEqual([
      "caller granted",
      "agent not_required",
    ])
    expect({ question, recordingsChecked, erased }).toEqual({ question: "checked", recordingsChecked: 1, erased: [] })
    // Only what was released is open.
    expect(released).toEqual([
      {
        index: indexOf("consent.granted"),
        type: "consent.granted",
        fields: { digit: "1", offset_ms: expect.any(Number) },
      },
    ])
    const { frames } = facts
    expect(frames?.before_consent).toBeGreaterThan(20)
    expect(frames?.paused).toBeGreaterThan(5)
    expect(frames?.received).toBe(frames!.before_consent + frames!.written + frames!.paused + frames!.after_withdrawal)
    const [recording] = facts.recordings
    expect(recording?.kept_ms).toHaveLength(2)
    const [first, second] = recording!.kept_ms
    expect(first?.[0]).toBe(0)
    expect(first?.[1]).toBe(recording?.pauses[0]?.from_ms)
    expect(second?.[0]).toBe(recording?.pauses[0]?.to_ms)
    expect(second?.[1]).toBeGreaterThan(second![0])
    expect(facts.access.map(({ kind, scope }) => `${kind} ${scope}`)).toEqual([
      "access.exported evidence with audio, released: digit offset_ms",
    ])
  })

  test("carries the exact question, and the words stand in the record and on the page", () => {
    const record = JSON.parse(read(bundle, "consent-record.json"))
    const spoken = JSON.parse(read(bundle, "script.json"))
    expect(toBase64Url(sha256(Buffer.from(read(bundle, "script.json"))))).toBe(record.privacy_notice.script_sha256)
    expect(toBase64Url(sha256(readFileSync(join(bundle, "greeting/notice.ulaw"))))).toBe(
      spoken.prompts.notice.audio_sha256,
    )
    expect(record.privacy_notice.notice.text).toBe(read(bundle, "greeting/notice.txt"))
    const pdf = readFileSync(join(bundle, "consent-record.pdf"))
    expect(pdf.subarray(0, 8).toString()).toBe("%PDF-1.7")
    expect(pdf.toString("latin1").match(/\/Type \/Page\b/g)).toHaveLength(1)
  })

  test("holds every mandatory field of ISO/IEC TS 27560, and no number", () => {
    const record = JSON.parse(read(bundle, "consent-record.json"))
    for (const field of ["schema_version", "record_id", "receipt_id", "pii_principal_id", "privacy_notice", "language"])
      expect(record[field], field).toBeTruthy()
    for (const field of ["purposes", "pii_information", "pii_controllers", "storage_locations", "withdrawal_method"])
      expect(record[field].length, field).toBeGreaterThan(0)
    for (const field of ["retention_period", "jurisdiction", "recipient_third_parties", "event_state"])
      expect(record[field], field).toBeTruthy()
    for (const field of ["party_id", "party_name", "party_address", "party_contact", "party_type", "party_role"])
      expect(record.parties[0][field], field).toBeTruthy()
    for (const field of ["event_time", "validity_duration", "entity_id", "event_type", "event_state"])
      expect(record.events[0][field], field).toBeTruthy()
    expect(record).toMatchObject({ event_state: "given", language: "en" })
    const linked = JSON.parse(read(bundle, "consent-record.jsonld"))
    expect(linked["dpv:hasConsentStatus"]).toEqual({ "@id": "dpv:ConsentGiven" })
    for (const name of ["consent-record.json", "consent-record.jsonld", "consent-record.pdf"])
      expect(read(bundle, name)).not.toContain("15112345678")
  })

  test("has audio that the holder of the KEK opens with public specifications", async () => {
    const keys = JSON.parse(read(bundle, `recordings/${rec}/keys.json`))
    const kek = createPrivateKey(readFileSync(join(line.folder, "keys/kek-1.pem")))
    const callKey = await compactDecrypt(keys.call_key, kek)
    const jwk = JSON.parse(Buffer.from(callKey.plaintext).toString())
    const { plaintext: key } = await compactDecrypt(keys.recording_key, await importJWK(jwk, "ECDH-ES+A256KW"))
    const header = readFileSync(join(bundle, `recordings/${rec}/header.json`))
    const stream = readFileSync(join(bundle, `recordings/${rec}/recording.tink`))
    const source = { size: stream.length, read: async (at: number, length: number) => stream.subarray(at, at + length) }
    expect((await openPlayback({ header, key, source })).durationMs).toBeGreaterThan(1000)
  })

  test("of a refused call says so, and that nothing was kept", async () => {
    const folder = join(root, "refused")
    expect((await cli("export", "evidence", "--call", refused, "--out", folder)).code).toBe(0)
    const { facts, released } = await verify(folder)
    expect(facts.consents.map(({ state }) => state)).toEqual(["refused"])
    expect(facts.recordings).toEqual([])
    expect(facts.frames?.written).toBe(0)
    expect(released).toEqual([])
    expect(JSON.parse(read(folder, "consent-record.json"))).toMatchObject({
      event_state: "refused",
      processing_method: ["none: not recorded"],
    })
    expect(await cli("verify", folder)).toMatchObject({ code: 0, out: expect.stringContaining("refused") })
  })

  test("is told apart from a whole ledger by `assent verify`, which names what it cannot show", async () => {
    const ran = await cli("verify", bundle)
    expect(ran).toMatchObject({ code: 0, err: "" })
    expect(ran.out).toMatch(/Verified\s+call /)
    expect(ran.out).toContain("only the whole ledger shows")
    expect(ran.out).not.toContain("15112345678")
  })
})

describe("evidence is refused by name when", () => {
  const leaf = (type: string, extension = "leaf"): string => `proofs/${indexOf(type)}.${extension}`
  const stranger = noteSigner("localhost/test", generateKeyPairSync("ed25519").privateKey)

  test.each<[string, () => string | Promise<string>, RegExp]>([
    [
      "a leaf was edited",
      () => edit(leaf("call.ended"), (text) => text.replace(/"gaps":\d+/, '"gaps":99')),
      /^leaf \d+ is not in the signed tree/,
    ],
    [
      "a refusal was made of a grant",
      () => edit(leaf("consent.granted"), (text) => text.replace("granted", "refused")),
      /^leaf \d+ is not in the signed tree/,
    ],
    [
      "a leaf was swapped for another honest one",
      () => {
        const folder = copy()
        cpSync(join(folder, leaf("consent.granted")), join(folder, leaf("call.ended")))
        return folder
      },
      /^leaf \d+ is not in the signed tree/,
    ],
    [
      "a leaf and its proof were moved to another index",
      () => {
        const folder = copy()
        for (const kind of ["leaf", "tlog-proof"])
          renameSync(join(folder, leaf("recording.paused", kind)), join(folder, `proofs/3.${kind}`))
        return folder
      },
      /^leaf 3 has the proof of another leaf/,
    ],
    ["a proof is missing", () => without(leaf("consent.granted", "tlog-proof")), /^leaf \d+ has no proof/],
    ["a leaf is missing", () => without(leaf("consent.granted")), /^leaf \d+ has a proof but no bytes/],
    [
      "the grant was left out",
      () =>
        without(leaf("consent.granted"), leaf("consent.granted", "tlog-proof"), leaf("consent.granted", "disclosures")),
      /^leaf \d+ (starts a recording without|ends a call without)/,
    ],
    ["the end was left out", () => without(leaf("call.ended"), leaf("call.ended", "tlog-proof")), /has not ended/],
    [
      "the answer was left out",
      () => without(leaf("call.answered"), leaf("call.answered", "tlog-proof")),
      /was not answered before/,
    ],
    [
      "the start of the recording was left out",
      () => without(leaf("recording.started"), leaf("recording.started", "tlog-proof")),
      /was not started before/,
    ],
    [
      "a proof carries extra data",
      () => edit(leaf("call.ended", "tlog-proof"), (text) => text.replace("\nindex", "\nextra AAAA\nindex")),
      /extra data/,
    ],
    [
      "a proof leads to another checkpoint",
      () => edit(leaf("call.ended", "tlog-proof"), (text) => text.replace("localhost/test\n", "localhost/other\n")),
      /another checkpoint/,
    ],
    [
      "a hash of a proof was changed",
      () =>
        edit(leaf("call.ended", "tlog-proof"), (text) => text.replace(/\n[A-Za-z0-9+/]{43}=/, `\n${"A".repeat(43)}=`)),
      /^leaf \d+ is not in the signed tree/,
    ],
    [
      "the checkpoint was edited",
      () => edit("checkpoint", (text) => text.replace(/\n\d+\n/, "\n999\n")),
      /wrong signature/,
    ],
    [
      "the checkpoint is signed by another key of the same name",
      async () => {
        const { origin, size, root: hash } = parseCheckpoint(`${read(bundle, "checkpoint").split("\n\n")[0]}\n`)
        const note = await signCheckpoint(sha256, { origin, size, root: hash }, stranger)
        return edit("checkpoint", () => note)
      },
      /not signed by the log's key/,
    ],
    [
      "the key was exchanged with it",
      () => edit("log.vkey", () => `${stranger.vkey}\n`),
      /not signed by the log's key/,
    ],
    [
      "a disclosure was changed",
      () => edit(leaf("consent.granted", "disclosures"), (text) => text.replace(/^./, (c) => (c === "W" ? "X" : "W"))),
      /does not belong to this leaf/,
    ],
    [
      "a disclosure was added to another leaf",
      () => {
        const folder = copy()
        writeFileSync(
          join(folder, leaf("call.ended", "disclosures")),
          read(folder, leaf("consent.granted", "disclosures")),
        )
        return folder
      },
      /does not belong to this leaf/,
    ],
    [
      "a disclosure is given twice",
      () => edit(leaf("consent.granted", "disclosures"), (text) => text + text),
      /does not belong to this leaf/,
    ],
    [
      "the notice's words were changed",
      () => edit("greeting/notice.txt", (text) => `${text} Press 1 to continue.`),
      /^greeting\/notice.txt is not what/,
    ],
    [
      "the notice's audio was changed",
      () => {
        const folder = copy()
        writeFileSync(join(folder, "greeting/notice.ulaw"), Buffer.alloc(4000))
        return folder
      },
      /^greeting\/notice.ulaw is not what/,
    ],
    [
      "the meaning of a key was changed",
      () => edit("script.json", (text) => text.replace("agree to recording", "hear the opening hours")),
      /not the script that the consent's leaf names/,
    ],
    ["the script is gone and the prompts are not", () => without("script.json"), /not the script.json that names them/],
    [
      "the record tells another story",
      () => edit("consent-record.json", (text) => text.replace('"written": ', '"written": 1')),
      /does not say what the leaves say/,
    ],
    [
      "the record has a member twice",
      () => edit("consent-record.json", (text) => text.replace('"language"', '"language": "de",\n  "language"')),
      /a member twice/,
    ],
    [
      "the record is nested without end",
      () => edit("consent-record.json", () => "[".repeat(100_000) + "]".repeat(100_000)),
      /nested too deeply/,
    ],
    [
      "the record is not UTF-8",
      () => {
        const folder = copy()
        writeFileSync(join(folder, "consent-record.json"), Buffer.of(0xff, 0xfe))
        return folder
      },
      /not UTF-8/,
    ],
    [
      "the record is oversized",
      () => {
        const folder = copy()
        truncateSync(join(folder, "consent-record.json"), 5_000_000)
        return folder
      },
      /too large$/,
    ],
    [
      "a leaf is oversized",
      () => {
        const folder = copy()
        truncateSync(join(folder, leaf("call.ended")), 20_000)
        return folder
      },
      /too large$/,
    ],
    [
      "the ciphertext was changed",
      () => {
        const folder = copy()
        const path = join(folder, `recordings/${rec}/recording.tink`)
        const bytes = readFileSync(path)
        bytes[100]! ^= 1
        writeFileSync(path, bytes)
        return folder
      },
      /states another hash than its ciphertext has/,
    ],
    [
      "the ciphertext was cut",
      () => {
        const folder = copy()
        truncateSync(join(folder, `recordings/${rec}/recording.tink`), 4096)
        return folder
      },
      /states another length than its ciphertext has/,
    ],
    [
      "the retention tag in the header was changed",
      () =>
        edit(`recordings/${rec}/header.json`, (text) => text.replace(/"delete_after":"\d{4}/, '"delete_after":"2099')),
      /states another hash than its recording's header has/,
    ],
    [
      "the wrapped key says that it is of another recording",
      () =>
        edit(`recordings/${rec}/keys.json`, (text) => {
          const keys = JSON.parse(text) as { recording_key: string }
          const [head = "", ...rest] = keys.recording_key.split(".")
          const header = { ...JSON.parse(Buffer.from(head, "base64url").toString()), rid: refused }
          return `${JSON.stringify({ ...keys, recording_key: [Buffer.from(JSON.stringify(header)).toString("base64url"), ...rest].join(".") })}\n`
        }),
      /not of this recording and header/,
    ],
    [
      "it holds files of another recording",
      () => {
        const folder = copy()
        cpSync(join(folder, `recordings/${rec}`), join(folder, `recordings/${refused}`), { recursive: true })
        return folder
      },
      /not of this call/,
    ],
    [
      "it holds a file that no bundle has",
      () => {
        const folder = copy()
        writeFileSync(join(folder, "proofs/run\u001b[2Jme.sh"), "")
        return folder
      },
      /^the bundle holds "proofs\/run\\u001b\[2Jme\.sh", which is no file of a bundle$/,
    ],
    [
      "a name has another spelling of an index",
      () => {
        const folder = copy()
        writeFileSync(join(folder, "proofs/007.leaf"), "{}")
        return folder
      },
      /which is no file of a bundle$/,
    ],
    [
      "a file is a link to elsewhere",
      () => {
        const folder = copy()
        rmSync(join(folder, "greeting/notice.txt"))
        symlinkSync("/etc/hostname", join(folder, "greeting/notice.txt"))
        return folder
      },
      /cannot be read$/,
    ],
    ["the checkpoint is missing", () => without("checkpoint"), /has no checkpoint$/],
  ])("%s", async (_, damaged, sentence) => {
    const verdict = verify(await damaged())
    await expect(verdict).rejects.toThrow(sentence)
    await expect(verdict).rejects.toMatchObject({ code: "LEDGER_CORRUPT" })
  })

  test("its key is not the one the auditor was given by another way", async () => {
    await expect(verify(bundle, stranger.vkey)).rejects.toThrow("another log key than the one you gave")
    await expect(verify(bundle, "nonsense")).rejects.toThrow("another log key")
    expect(await cli("verify", bundle, "--vkey", "nowhere")).toMatchObject({ code: 2 })
  })

  function without(...paths: string[]): string {
    const folder = copy()
    for (const path of paths) rmSync(join(folder, path))
    return folder
  }
})
