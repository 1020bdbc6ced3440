/* Frauds on the data folder of a real gateway: its operator stops it, edits files and rows as root, and signs anew. */
import { createHash } from "node:crypto"
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import Database from "better-sqlite3"
import { afterAll, beforeAll, expect, test } from "vitest"
import { fsckCommand } from "../../src/cli/fsck.ts"
import { run } from "../../src/cli/program.ts"
import { FileKeyProvider } from "../../src/keys/kek.ts"
import { openLogKey } from "../../src/keys/log-key.ts"
import { signCheckpoint } from "../../src/ledger/checkpoint.ts"
import type { Leaf } from "../../src/ledger/entry.ts"
import { exportLedger, writeBundle } from "../../src/ledger/export.ts"
import { parseLeaf } from "../../src/ledger/jcs.ts"
import { appendLeaves, rootOf } from "../../src/ledger/merkle.ts"
import { noteSigner, sha256, verifyEd25519 } from "../../src/ledger/node-crypto.ts"
import { sealLeaf } from "../../src/ledger/seal.ts"
import { folderSource } from "../../src/ledger/source.ts"
import { type LedgerSummary, verifyLedger } from "../../src/ledger/verify.ts"
import { openStored } from "../../src/recording/playback.ts"
import { openEmbedded } from "../../src/storage/embedded/open.ts"
import { freshFolder, settled, testGateway } from "../e2e/gateway.ts"
import { agreeing, pause } from "../e2e/recorded-call.ts"

const ORIGIN = "localhost/test"
const ofHistory = /not those of the old checkpoint|an old checkpoint signed \d+|two different logs of \d+ leaves/
const bare = (id: unknown): string => String(id).slice(String(id).indexOf("_") + 1)

let root: string
/** As the gateway left it, and as it was before somebody's recording was erased. */
let whole: string
let before: string
let vkey: string
/** The checkpoint that the auditor took home from the last visit. */
let visited: string
let kept: string
let erased: string
let refused: string

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "assent-root-"))
  whole = await freshFolder()
  const first = await testGateway({ folder: whole })
  const recordings: string[] = []
  for (const from of ["+4915112345678", "+4915187654321"]) {
    const call = await agreeing(first, from)
    await pause(200)
    call.hangup()
    const ended = (await settled(first, call.callId)) as { recordings: { id: string }[] }
    recordings.push(bare(ended.recordings[0]?.id))
  }
  ;[kept = "", erased = ""] = recordings
  const no = await first.ring({
    audio: Buffer.alloc(8000 * 3, 0x55),
    keepAudio: false,
    script: [
      { whenPromptEnds: /^notice/, delay: 100, press: "2" },
      { whenPromptEnds: /^refused/, delay: 100, hangup: true },
    ],
  })
  await settled(first, no.callId)
  refused = bare(no.callId)
  await first.gateway.close()
  before = join(root, "before")
  cpSync(whole, before, { recursive: true })
  const line = await testGateway({ folder: whole })
  expect((await line.send("DELETE", `/v1/recordings/${erased}`)).status).toBeLessThan(300)
  expect((await line.get(`/v1/recordings/${kept}/audio`)).status).toBe(200)
  vkey = line.gateway.vkey
  await line.gateway.close()
  await using storage = await openEmbedded(whole)
  visited = (await storage.ledgerStore.latestCheckpoint())!.note
}, 60_000)
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
  rmSync(whole, { recursive: true, force: true })
})

let copies = 0
async function planted(fraud: (folder: string) => Promise<void> | void): Promise<string> {
  const folder = join(root, `copy-${++copies}`)
  cpSync(whole, folder, { recursive: true })
  await fraud(folder)
  return folder
}

function rows(folder: string, work: (database: Database.Database) => void): void {
  const database = new Database(join(folder, "assent.db"))
  database.pragma("foreign_keys = off")
  work(database)
  database.close()
}

/** Tells the whole log anew, as the operator likes it, and signs it with the log's own key. */
async function retell(folder: string, change: (leaves: Leaf[]) => Leaf[]): Promise<void> {
  const signer = noteSigner(ORIGIN, await openLogKey(join(folder, "keys", "log.pem"), false))
  const entries: Uint8Array[] = []
  await (async () => {
    await using storage = await openEmbedded(folder)
    for await (const { entry } of storage.ledgerStore.leaves(0, 10_000)) entries.push(entry)
  })()
  const leaves = change(entries.map(parseLeaf)).map((leaf) => sealLeaf(leaf))
  const hashes = leaves.map(({ hash }) => hash)
  const { head, nodes } = appendLeaves(sha256, { size: 0, frontier: [] }, hashes)
  const root = rootOf(sha256, head.frontier)
  const note = await signCheckpoint(sha256, { origin: ORIGIN, size: head.size, root }, signer)
  rows(folder, (database) => {
    const triggers = database.prepare("select name from sqlite_master where type = 'trigger'").all()
    for (const { name } of triggers as { name: string }[]) database.exec(`drop trigger "${name}"`)
    for (const table of ["ledger_leaf", "ledger_node", "ledger_checkpoint", "leaf_about"]) {
      database.exec(`delete from ${table}`)
    }
    database.exec("update leaf_about_size set size = 0")
    const leaf = database.prepare("insert into ledger_leaf values (?, ?, ?, ?)")
    leaves.forEach((each, i) => leaf.run(i, each.leaf.id, each.entry, each.hash))
    const node = database.prepare("insert into ledger_node values (?, ?, ?)")
    for (const { level, index, hash } of nodes) node.run(level, index, hash)
    database.prepare("update ledger_log set size = ?, frontier = ?").run(head.size, Buffer.concat(head.frontier))
    database.prepare("insert into ledger_checkpoint values (?, ?, ?)").run(head.size, root, note)
  })
}

/** Leaves out what `drop` names; every reference follows. */
function without(leaves: readonly Leaf[], drop: (leaf: Leaf) => boolean): Leaf[] {
  const moved = leaves.map((_, index) => index - leaves.slice(0, index).filter(drop).length)
  return leaves
    .filter((leaf) => !drop(leaf))
    .map((leaf) => ({
      ...leaf,
      ...("answered" in leaf ? { answered: moved[leaf.answered]! } : {}),
      ...("consent" in leaf ? { consent: moved[leaf.consent]! } : {}),
    }))
}

/** What an auditor does with the export of such a folder. */
async function audited(folder: string, oldCheckpoint: string | null = visited): Promise<LedgerSummary> {
  const out = join(root, `export-${++copies}`)
  await using storage = await openEmbedded(folder)
  const { note } = (await storage.ledgerStore.latestCheckpoint())!
  await writeBundle(out, exportLedger({ store: storage.ledgerStore, vkey, checkpoint: note }))
  const options = { hash: sha256, verify: verifyEd25519, ...(oldCheckpoint === null ? {} : { oldCheckpoint }) }
  return await verifyLedger(folderSource(out), vkey, options)
}

async function fsck(folder: string): Promise<{ code: number; out: string }> {
  let out = ""
  const quiet = { env: {}, cwd: root, stdoutIsTty: false, stderrIsTty: false, confirm: null }
  const io = { ...quiet, stdout: (text: string) => (out += text), stderr: () => undefined }
  return { code: await run(["fsck", "--data", folder], io, [fsckCommand]), out }
}

test("the honest folder passes, from outside and from inside", async () => {
  const folder = await planted(() => undefined)
  expect(await audited(folder)).toMatchObject({ calls: 3, refused: 1, recordings: 2 })
  expect(await fsck(folder)).toMatchObject({ code: 0, out: expect.stringContaining("Everything agrees") as string })
})

test("a call that is cut out of rows and log, which is signed anew, is missed by whoever kept a checkpoint", async () => {
  const folder = await planted(async (copied) => {
    await retell(copied, (leaves) => without(leaves, (leaf) => "call" in leaf && leaf.call === refused))
    rows(copied, (database) => {
      database.prepare("delete from consent where call_id = ?").run(refused)
      database.prepare("delete from call where id = ?").run(refused)
    })
  })
  await expect(audited(folder)).rejects.toThrow(ofHistory)
  // As CAN-CHEAT.md says: nobody else vouches for it, so to somebody new it is a log like any other.
  expect(await audited(folder, null)).toMatchObject({ calls: 2, refused: 0, anchoredSize: 0, extends: null })
})

test("a refusal that becomes a grant is missed by whoever kept a checkpoint, and in rows alone by fsck", async () => {
  const asGrant = (database: Database.Database): void => {
    const { changes } = database.prepare("update consent set state = 'granted' where call_id = ?").run(refused)
    expect(changes).toBeGreaterThan(0)
  }
  const folder = await planted(async (copied) => {
    await retell(copied, (leaves) =>
      leaves.map((leaf) =>
        leaf.type === "consent.refused" ? { ...leaf, type: "consent.granted", attempts: 1 } : leaf,
      ),
    )
    rows(copied, asGrant)
  })
  await expect(audited(folder)).rejects.toThrow(ofHistory)
  const inRows = await fsck(await planted((copied) => rows(copied, asGrant)))
  expect(inRows.out).toMatch(/contradiction +row +\S+: a consent that the ledger does not have like this/)
})

test("a greeting's audio that is swapped is named, under its old name and under a new one", async () => {
  const other = Buffer.alloc(4000, 0x7f)
  const document = readFileSync(join(whole, "operator.json"), "utf8")
  const [, notice = ""] = /"notice":\s*\{[^}]*"audio_sha256":\s*"([^"]+)"/.exec(document) ?? []
  expect(notice).toHaveLength(43)
  const same = await planted((copied) => writeFileSync(join(copied, "prompts", `${notice}.ulaw`), other))
  expect((await fsck(same)).out).toMatch(/lost +prompt +\S+: the audio of a published prompt is gone or damaged/)
  const renamed = await planted((copied) => {
    const hash = createHash("sha256").update(other).digest("base64url")
    writeFileSync(join(copied, "prompts", `${hash}.ulaw`), other)
    writeFileSync(join(copied, "operator.json"), document.replaceAll(notice, hash))
  })
  expect((await fsck(renamed)).out).toMatch(/repairable +row +operator.json is not what the ledger last knew/)
})

test("an erased recording whose row, file and key come back from a backup is named, and an erasure that is hidden too", async () => {
  const folder = await planted((copied) => {
    cpSync(join(before, "recordings"), join(copied, "recordings"), { recursive: true })
    for (const file of ["keys.db", "keys.db-wal", "keys.db-shm"]) rmSync(join(copied, file), { force: true })
    cpSync(join(before, "keys.db"), join(copied, "keys.db"))
    rows(copied, (database) => {
      const revive = "update recording set state = 'sealed', shredded_at = null, shred_reason = null where id = ?"
      expect(database.prepare(revive).run(erased).changes).toBe(1)
    })
  })
  expect((await fsck(folder)).out).toMatch(
    new RegExp(`contradiction +row +${erased}: a recording is there that was erased`),
  )
  const hidden = await planted((copied) => rows(copied, (database) => database.exec("delete from leaf_outbox")))
  expect((await fsck(hidden)).out).toMatch(
    new RegExp(`contradiction +row +${erased}: an erased recording of which neither ledger nor the day's batch knows`),
  )
})

test("a playback whose leaf is cut out of the log is missed by whoever kept a checkpoint", async () => {
  const folder = await planted((copied) =>
    retell(copied, (leaves) => {
      const listened = ({ type }: Leaf): boolean => type === "access.played" || type === "key.used"
      expect(leaves.some(listened)).toBe(true)
      return without(leaves, listened)
    }),
  )
  await expect(audited(folder)).rejects.toThrow(ofHistory)
})

test("a database put back to what it was yesterday is shorter than what the auditor saw", async () => {
  const folder = await planted((copied) => {
    for (const file of ["assent.db", "assent.db-wal", "assent.db-shm"]) rmSync(join(copied, file), { force: true })
    cpSync(join(before, "assent.db"), join(copied, "assent.db"))
  })
  await expect(audited(folder)).rejects.toThrow(/an old checkpoint signed \d+: it was cut or replaced/)
})

test("who copies the keys listens unseen: nothing shows, as CAN-CHEAT.md says", async () => {
  const folder = await planted(() => undefined)
  const copy = join(root, "stolen")
  cpSync(folder, copy, { recursive: true })
  await (async () => {
    await using stolen = await openEmbedded(copy)
    const row = (await stolen.recordings.get(kept))!
    const provider = new FileKeyProvider(join(copy, "keys"))
    const heard = await openStored(row, { store: stolen.keyStore, provider, blobs: stolen.blobs })
    expect(heard.totalBytes).toBeGreaterThan(1000)
    heard.close()
  })()
  expect(await audited(folder)).toMatchObject({ calls: 3 })
  expect((await fsck(folder)).code).toBe(0)
  const page = readFileSync(new URL("../../src/ledger/CAN-CHEAT.md", import.meta.url), "utf8")
  expect(page).toContain("It copies the key and listens without a leaf")
})
