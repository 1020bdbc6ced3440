/* Backups of a running gateway, and what a restore brings back: the gateway, and nobody who was erased since. */
import { createHash } from "node:crypto"
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import Sqlite from "better-sqlite3"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type Manifest, openManifest, signManifest } from "../../src/backup/manifest.ts"
import { objectPath } from "../../src/backup/objects.ts"
import { verifyBackup } from "../../src/backup/verify.ts"
import { backupCommand } from "../../src/cli/backup.ts"
import { fsckCommand } from "../../src/cli/fsck.ts"
import { run } from "../../src/cli/program.ts"
import { openBackupKey } from "../../src/keys/backup-key.ts"
import { FileKeyProvider } from "../../src/keys/kek.ts"
import { openLogKey } from "../../src/keys/log-key.ts"
import { openEmbedded } from "../../src/storage/embedded/open.ts"
import { createBackup } from "../../src/wiring/backup.ts"
import { restoreBackup, type RestoreParts, type RestoreStep } from "../../src/wiring/restore.ts"
import { eventually, everyByte, KEY, settled, testGateway, type TestGateway } from "./gateway.ts"

const AGREE = [{ whenPromptEnds: /^notice/, delay: 100, press: "1" as const }]
const PERSON = "+4915112345678"
const OTHER = "+4915187654321"
const place = mkdtempSync(join(tmpdir(), "assent-backup-"))
const at = (...names: string[]): string => join(place, ...names)

let line: TestGateway
let erased: { callId: string; rec: string }
let kept: { callId: string; rec: string }
/** Before the erasure, and the shred list as it was then. */
let old: { data: string; keys: string }
/** What opened the erased person's recording: the wraps of its keys. */
let wraps: string[]
let checkpointThen: string

async function recorded(from: string): Promise<{ callId: string; rec: string }> {
  const call = await line.ring({ script: AGREE }, from)
  call.done.catch(() => undefined)
  await eventually(async () => {
    const { body } = await line.get("/v1/recordings?limit=100")
    return (body.data as { call_id: string }[]).some((row) => row.call_id === call.callId) ? true : null
  })
  await new Promise((resolve) => setTimeout(resolve, 200))
  call.hangup()
  const { recordings } = await settled(line, call.callId)
  return { callId: call.callId, rec: recordings[0].id }
}

async function backup(name: string): Promise<{ data: string; keys: string }> {
  const parts = { folder: line.folder, out: at(name), keysOut: at(`${name}-keys`), told: () => undefined }
  const made = await createBackup({ ...parts, shredList: join(line.folder, "shred.list"), now: () => new Date() })
  return { data: made.data.folder, keys: made.keys.folder }
}

const restoring = (target: string, change: Partial<RestoreParts> = {}): RestoreParts => ({
  ...old,
  keyFiles: at("pem"),
  shredList: join(line.folder, "shred.list"),
  checkpoint: null,
  accessUnchanged: false,
  target,
  dryRun: false,
  told: () => undefined,
  now: () => new Date(),
  ...change,
})

const objects = (): string[] =>
  readdirSync(at("b", "objects"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)

beforeAll(async () => {
  mkdirSync(at("copies"))
  line = await testGateway({ config: { keys: { backup_folder: at("copies") } } })
  erased = await recorded(PERSON)
  kept = await recorded(OTHER)
  cpSync(join(line.folder, "keys"), at("pem"), { recursive: true })
  const db = new Sqlite(join(line.folder, "keys.db"), { readonly: true })
  const of = (sql: string, id: string) => db.prepare<[string], { jwe: string }>(sql).get(id)?.jwe ?? ""
  wraps = [
    of("select wrapped_jwe as jwe from call_key where call_id = ?", erased.callId.slice(5)),
    of("select wrapped_jwe as jwe from recording_key where recording_id = ?", erased.rec.slice(4)),
  ]
  db.close()
  const out = ["export", "recording", erased.rec, "--encrypted", "--out", at("exported")]
  expect(await cli(out, { ASSENT_URL: line.gateway.url, ASSENT_KEY: KEY })).toMatchObject({ code: 0 })
  await line.send("POST", "/v1/contacts", { name: "Zenobia Quastenflosser", numbers: [PERSON] })
  await line.send("POST", "/v1/contacts", { name: "Somebody Else", numbers: [OTHER] })
  await line.send("PUT", `/v1/calls/${erased.callId}/notes`, { text: "Quibbled over invoices" })
  checkpointThen = (await line.get("/ledger/checkpoint")).bytes.toString()
  old = await backup("b")
  cpSync(join(line.folder, "shred.list"), at("shred.list.then"))
  expect((await line.send("POST", "/v1/erasures", { number: PERSON })).body).toMatchObject({ calls: 1 })
}, 60_000)

afterAll(async () => {
  await line[Symbol.asyncDispose]()
  rmSync(place, { recursive: true, force: true })
})

test("a backup of a running gateway is whole, holds no key beside its data, and nothing of it can be read without one", async () => {
  const trusted = { vkey: line.gateway.vkey }
  const data = await verifyBackup(old.data, trusted, () => undefined)
  const keys = await verifyBackup(old.keys, trusted, () => undefined)
  expect(data.manifest).toMatchObject({ kind: "data", origin: "localhost/test", kek: "kek-1" })
  expect(data.manifest.ledger?.size).toBeGreaterThan(10)
  expect(keys.manifest).toMatchObject({ kind: "keys", objects: { count: 0 } })
  expect(wraps.every((wrap) => wrap.length > 500)).toBe(true)
  const bytes = Buffer.concat([everyByte(at("b")), everyByte(at("b-keys"))])
  for (const trace of [...wraps, PERSON, PERSON.slice(1), erased.callId.slice(5), "SQLite format 3"]) {
    expect(bytes.includes(trace), trace.slice(0, 20)).toBe(false)
  }
  for (const name of ["b", "b-keys"]) expect(everyByte(at(name)).includes("PRIVATE KEY")).toBe(false)
  expect(readdirSync(line.folder).filter((name) => name.startsWith("snapshot"))).toEqual([])
})

test("a second backup copies no audio again", async () => {
  const before = objects()
  expect(before.length).toBeGreaterThan(2)
  const second = await backup("b")
  expect(objects().sort()).toEqual(before.sort())
  const { manifest } = await verifyBackup(second.data, { vkey: line.gateway.vkey }, () => undefined)
  const { manifest: first } = await openManifest(old.data, { vkey: line.gateway.vkey })
  expect(first.objects.count - manifest.objects.count).toBe(1)
  expect(manifest.shred_list.bytes).toBeGreaterThan(first.shred_list.bytes)
})

const steps: readonly RestoreStep[] = ["key files", "databases", "audio", "shreds", "tombstones", "access", "serving"]

test(
  "a restore that dies at any step serves nobody; run again, it is a gateway where whoever was erased stays erased",
  { timeout: 60_000 },
  async () => {
    const target = at("restored")
    expect(await restoreBackup(restoring(target, { dryRun: true }))).toMatchObject({ origin: "localhost/test" })
    expect(existsSync(target)).toBe(false)
    for (const step of steps) {
      const told = (now: string): void => {
        if (now === step) throw new Error("dies here")
      }
      await expect(restoreBackup(restoring(target, { told })), step).rejects.toThrow("dies here")
      await expect(openEmbedded(target), step).rejects.toMatchObject({
        code: "STORAGE_FAILED",
        message: expect.stringContaining("run `assent backup restore` again") as string,
      })
    }
    expect(await restoreBackup(restoring(target, { checkpoint: checkpointThen }))).toMatchObject({ erasedSince: 1 })
    const bytes = everyByte(target)
    expect(wraps.filter((wrap) => bytes.includes(wrap))).toEqual([])
    {
      await using again = await testGateway({ folder: target })
      expect((await again.get(`/v1/recordings/${kept.rec}/audio`)).status).toBe(200)
      expect((await again.get(`/v1/recordings/${erased.rec}`)).body).toMatchObject({ state: "shredded" })
      expect((await again.get(`/v1/recordings/${erased.rec}/audio`)).status).toBe(410)
      // Nor is the contact back, or the note on the call: what is left names nobody who was erased.
      const contacts = (await again.get("/v1/contacts")).body.data as { name: string }[]
      expect(contacts.map(({ name }) => name)).toEqual(["Somebody Else"])
      expect((await again.get(`/v1/calls/${erased.callId}/notes`)).status).toBe(404)
      const plan = await again.send("POST", "/v1/erasures", { number: PERSON, dry_run: true })
      expect(plan.body).toMatchObject({ calls: 0, items: [] })
      expect((await again.send("POST", "/v1/erasures", { number: OTHER, dry_run: true })).body.calls).toBe(1)
    }
    expect(await cli(["fsck", "--data", target])).toMatchObject({ code: 0 })
  },
)

test("a backup older than what was signed is refused, with the ways out", async () => {
  // Listening is put on record, so the ledger grows.
  await line.get(`/v1/recordings/${kept.rec}/audio`)
  const { manifest } = await openManifest(old.data, { vkey: line.gateway.vkey })
  const newer = await eventually(async () => {
    const note = (await line.get("/ledger/checkpoint")).bytes.toString()
    return Number(note.split("\n")[1]) > (manifest.ledger?.size ?? 0) ? note : null
  })
  await expect(restoreBackup(restoring(at("never"), { checkpoint: newer }))).rejects.toMatchObject({
    code: "LEDGER_CORRUPT",
    message: expect.stringMatching(/only ways out: restore a backup .* or begin a new ledger/) as string,
  })
  const forged = checkpointThen.replace(/[A-Za-z]/, (letter) => (letter === "a" ? "b" : "a"))
  await expect(restoreBackup(restoring(at("never"), { checkpoint: forged }))).rejects.toMatchObject({
    field: "--checkpoint",
  })
  expect(existsSync(at("never"))).toBe(false)
})

test("what is not as it was signed, or not fit to be restored, is refused by name, and nothing is written", async () => {
  const refused = async (change: Partial<RestoreParts>, field: string, message: RegExp): Promise<void> => {
    await expect(restoreBackup(restoring(at("never"), change))).rejects.toMatchObject({
      field,
      message: expect.stringMatching(message) as string,
    })
    expect(existsSync(at("never"))).toBe(false)
  }
  const damaged = (name: string, damage: (folder: string) => void): { data: string } => {
    cpSync(at("b"), at(name), { recursive: true })
    const data = old.data.replace(at("b"), at(name))
    damage(data)
    return { data }
  }
  const cut = damaged("cut", (data) => truncateSync(join(data, "assent.db.sealed"), 5000))
  await refused(cut, "backup", /is cut: assent.db.sealed/)
  await refused(
    damaged("short", (data) => rmSync(join(data, "objects.ndjson"))),
    "backup",
    /lacks objects.ndjson/,
  )
  await refused(
    damaged("other", (data) => writeFileSync(join(data, "manifest.jws"), "e30.e30.e30")),
    "backup",
    /not signed/,
  )
  await refused({ data: old.keys }, "backup", /one backup of data|give a backup of data/)
  await refused({ shredList: at("shred.list.then"), ...(await backup("b")) }, "--shred-list", /older than the backup/)
  await refused({ shredList: at("nowhere.list") }, "--shred-list", /is not there/)
  writeFileSync(at("stranger.list"), "nobody\n")
  await refused({ shredList: at("stranger.list") }, "--shred-list", /damaged/)
  await refused({ keys: old.keys, data: (await backup("b")).data }, "--keys", /older than the data/)
  await expect(restoreBackup(restoring(line.folder))).rejects.toMatchObject({ field: "--to" })
  await expect(restoreBackup(restoring(at("b", "inside")))).rejects.toMatchObject({ field: "--to" })

  // An insider who has the log's key can sign a list of any names: none of them leaves the folder.
  const escaping = damaged("escape", () => undefined)
  const logKey = await openLogKey(at("pem", "log.pem"), false)
  const { manifest } = await openManifest(escaping.data, { logKey })
  for (const path of ["../../etc/cron.d/x", "/etc/passwd", "keys.db", "recordings/2026/11/../../../x.tink"]) {
    const list = `${JSON.stringify({ path, bytes: 1, sha256: "A".repeat(43) })}\n`
    const files: Manifest["files"] = {
      ...manifest.files,
      "objects.ndjson": { bytes: list.length, sha256: createHash("sha256").update(list).digest("base64url") },
    }
    writeFileSync(join(escaping.data, "objects.ndjson"), list)
    writeFileSync(
      join(escaping.data, "manifest.jws"),
      await signManifest({ ...manifest, files, objects: { count: 1, bytes: 1 } }, logKey),
    )
    await expect(restoreBackup(restoring(at("escaped"), escaping))).rejects.toMatchObject({
      message: expect.stringContaining("lists a file that a gateway does not have") as string,
    })
    rmSync(at("escaped"), { recursive: true, force: true })
  }
  const one = objects()[0] ?? ""
  const flipped = damaged("flipped", (data) => {
    const file = objectPath(dirname(data), Buffer.from(one, "hex").toString("base64url"))
    const bytes = readFileSync(file)
    bytes[100] = (bytes[100] ?? 0) ^ 1
    writeFileSync(file, bytes)
  })
  await expect(verifyBackup(flipped.data, { vkey: line.gateway.vkey }, () => undefined)).rejects.toMatchObject({
    message: expect.stringContaining("damaged or cut file of audio") as string,
  })
})

test("keys and data are never put into one place, nor beside the data they are of", async () => {
  const { folder } = line
  const shredList = join(folder, "shred.list")
  const common = { folder, shredList, told: () => undefined, now: () => new Date() }
  for (const [out, keysOut, field] of [
    [at("x"), at("x"), "--keys-out"],
    [at("x"), at("x", "keys"), "--keys-out"],
    [at("x", "data"), at("x"), "--keys-out"],
    [join(folder, "b"), at("x"), "--out"],
    [at("x"), join(folder, "b"), "--keys-out"],
  ] as const) {
    await expect(createBackup({ ...common, out, keysOut })).rejects.toMatchObject({ code: "INPUT_INVALID", field })
  }
  expect(existsSync(at("x"))).toBe(false)
})

test("the command line makes, checks and restores, and asks for a checkpoint or somebody's word", async () => {
  const made = await cli([
    "backup",
    "create",
    "--data",
    line.folder,
    "--out",
    at("c"),
    "--keys-out",
    at("c-keys"),
    "--json",
  ])
  expect(made.code, made.err).toBe(0)
  const { data, keys } = JSON.parse(made.out) as { data: string; keys: string }
  const plan = await cli([
    "backup",
    "create",
    "--data",
    line.folder,
    "--out",
    at("c"),
    "--keys-out",
    at("c-keys"),
    "--dry-run",
  ])
  expect(plan).toMatchObject({ code: 0, out: expect.stringContaining(", 0 of them new") as string })
  writeFileSync(at("log.vkey"), line.gateway.vkey)
  const checked = await cli(["backup", "verify", data, "--vkey", at("log.vkey")])
  expect(checked).toMatchObject({
    code: 0,
    out: expect.stringContaining("Whole: a backup of data of localhost/test") as string,
  })
  const restore = ["backup", "restore", "--data", data, "--keys", keys, "--key-files", at("pem")]
  const more = ["--shred-list", join(line.folder, "shred.list"), "--to", at("cli-restored")]
  expect(await cli([...restore, ...more])).toMatchObject({
    code: 2,
    err: expect.stringContaining("--checkpoint") as string,
  })
  expect(await cli([...restore, ...more, "--nothing-signed-since"])).toMatchObject({
    code: 0,
    out: expect.stringContaining("0 recordings erased since the backup stayed erased") as string,
  })
})

test("when its key epoch has ended, a backup opens nothing to anybody", { timeout: 30_000 }, async () => {
  // The copy of each private key comes before anything is wrapped to it, and goes with it.
  expect(readdirSync(at("copies"))).toEqual(["kek-1.pem"])
  renameSync(at("copies", "kek-1.pem"), at("away.pem"))
  expect((await line.send("POST", "/v1/keys/rotate")).status).toBeGreaterThanOrEqual(500)
  expect(existsSync(join(line.folder, "keys", "kek-1.pem"))).toBe(true)
  renameSync(at("away.pem"), at("copies", "kek-1.pem"))
  expect((await line.send("POST", "/v1/keys/rotate")).body).toMatchObject({ id: "kek-1", state: "destroyed" })
  expect(readdirSync(at("copies"))).toEqual(["kek-2.pem"])
  expect(readFileSync(at("copies", "kek-2.pem"))).toEqual(readFileSync(join(line.folder, "keys", "kek-2.pem")))
  const keyFiles = join(line.folder, "keys")
  await expect(restoreBackup(restoring(at("never"), { keyFiles }))).rejects.toMatchObject({
    code: "KEY_DESTROYED",
    message: expect.stringContaining("its epoch has ended") as string,
  })
  const provider = new FileKeyProvider(keyFiles)
  for (const folder of [old.data, old.keys]) {
    const { manifest } = await openManifest(folder, { vkey: line.gateway.vkey })
    await expect(openBackupKey(manifest.wrapped_key, provider, manifest.id)).rejects.toMatchObject({
      code: "KEY_DESTROYED",
    })
  }
  // What was handed out before the erasure, as anybody may have kept it.
  const keys = readFileSync(at("exported", "keys.json"), "utf8")
  expect(keys).toContain(wraps[0]!)
  const encryptedKey = Buffer.from(wraps[0]!.split(".")[1] ?? "", "base64url")
  await expect(provider.unwrapCek("kek-1", encryptedKey)).rejects.toMatchObject({ code: "KEY_DESTROYED" })
  expect(everyByte(at("exported")).includes(PERSON.slice(1))).toBe(false)
  const fresh = await backup("b")
  const again = { ...restoring(at("fresh"), { keyFiles, dryRun: true }), ...fresh }
  expect(await restoreBackup(again)).toMatchObject({ origin: "localhost/test" })
})

async function cli(
  argv: readonly string[],
  env: Record<string, string> = {},
): Promise<{ code: number; out: string; err: string }> {
  let out = ""
  let err = ""
  const io = {
    env,
    cwd: place,
    stdout: (text: string) => void (out += text),
    stderr: (text: string) => void (err += text),
    stdoutIsTty: false,
    stderrIsTty: false,
    confirm: null,
  }
  const code = await run(argv, io, [backupCommand, fsckCommand])
  return { code, out, err }
}
