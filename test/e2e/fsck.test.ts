import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import Database from "better-sqlite3"
import { afterAll, beforeAll, expect, test } from "vitest"
import { fsckCommand } from "../../src/cli/fsck.ts"
import { run } from "../../src/cli/program.ts"
import { uuidv7 } from "../../src/ids.ts"
import { storeSource } from "../../src/ledger/source.ts"
import { sha256, verifyEd25519 } from "../../src/ledger/node-crypto.ts"
import { verifyLedger } from "../../src/ledger/verify.ts"
import { openEmbedded } from "../../src/storage/embedded/open.ts"
import { freshFolder, settled, testGateway } from "./gateway.ts"
import { agreeing, pause } from "./recorded-call.ts"

let root: string
let whole: string
let vkey: string
let kept: string
let erased: string
let keptFile: string

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "assent-fsck-"))
  whole = await freshFolder()
  const line = await testGateway({ folder: whole })
  const ids: string[] = []
  for (const from of ["+4915112345678", "+4915187654321"]) {
    const call = await agreeing(line, from)
    await pause(200)
    call.hangup()
    const ended = await settled(line, call.callId)
    ids.push(String(ended.recordings[0].id).slice(4))
  }
  ;[kept = "", erased = ""] = ids
  expect(await fsck(whole), "a running gateway holds the folder's lock").toMatchObject({
    code: 1,
    err: expect.stringContaining("another gateway uses"),
  })
  await line.send("DELETE", `/v1/recordings/${erased}`)
  const hold = { recording_id: `rec_${kept}`, reason: "case 4711", review_on: "2099-01-01" }
  expect((await line.send("POST", "/v1/holds", hold)).status).toBe(201)
  expect((await line.send("DELETE", `/v1/recordings/${kept}`)).status, "it waits for the hold to end").toBe(409)
  expect((await line.send("POST", "/v1/requests", { kind: "access", number: "+4915112345678" })).status).toBe(201)
  // Brings the ledger's index up.
  expect((await line.send("GET", `/v1/recordings/${kept}/access`)).status).toBe(200)
  vkey = line.gateway.vkey
  await line.gateway.close()
  const database = new Database(join(whole, "assent.db"))
  keptFile = (database.prepare("select blob_uri from recording where id = ?").get(kept) as { blob_uri: string })
    .blob_uri
  database.close()
}, 60_000)
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
  rmSync(whole, { recursive: true, force: true })
})

let copies = 0
function copy(damage: (folder: string) => void = () => undefined): string {
  const folder = join(root, `copy-${++copies}`)
  cpSync(whole, folder, { recursive: true })
  damage(folder)
  return folder
}
const sql =
  (file: string, ...statements: string[]) =>
  (folder: string) => {
    const database = new Database(join(folder, file))
    database.pragma("foreign_keys = off")
    for (const statement of statements) {
      const { changes } = database.prepare(statement).run()
      expect(changes, statement).toBeGreaterThan(0)
    }
    database.close()
  }
async function fsck(folder: string, ...more: string[]) {
  let out = ""
  let err = ""
  const io = {
    env: {},
    cwd: root,
    stdout: (text: string) => (out += text),
    stderr: (text: string) => (err += text),
    stdoutIsTty: false,
    stderrIsTty: false,
    confirm: null,
  }
  const code = await run(["fsck", "--data", folder, ...more], io, [fsckCommand])
  return { code, out, err }
}
async function verified(folder: string) {
  await using storage = await openEmbedded(folder)
  return await verifyLedger(storeSource(storage.ledgerStore), vkey, { hash: sha256, verify: verifyEd25519 })
}

test("a folder that was closed in order agrees with itself", async () => {
  expect(await fsck(copy())).toMatchObject({ code: 0, out: expect.stringContaining("Everything agrees"), err: "" })
  const { out } = await fsck(copy(), "--json")
  expect(JSON.parse(out)).toMatchObject({ calls: 2, recordings: 2, files: 1, findings: [] })
})

test.each<[string, (folder: string) => void, RegExp]>([
  [
    "a consent's row",
    sql("assent.db", "delete from consent where state = 'granted'"),
    /^repairable +row +\S+: the row of a consent is missing$/m,
  ],
  [
    "a call's end",
    sql("assent.db", "update call set ended_leaf = null, ended_at = null, state = 'active'"),
    /^repairable +row +\S+: the row of a call does not know its end$/m,
  ],
  [
    "a node of the tree",
    sql("assent.db", "delete from ledger_node where level = 1 and i = 2"),
    /^repairable +ledger +1 nodes of the tree are missing$/m,
  ],
  [
    "an entry of the ledger's index",
    sql("assent.db", "delete from leaf_about where subject in (select id from recording where state = 'sealed')"),
    /^repairable +ledger +the index of the ledger is not what its leaves give$/m,
  ],
  [
    "the order of the ledger's index",
    sql("assent.db", "update leaf_about set idx = idx + 100000"),
    /^repairable +ledger +the index of the ledger is not what its leaves give$/m,
  ],
])("%s that is gone is made again from the ledger", async (_, damage, sentence) => {
  const folder = copy((copied) => {
    dropTriggers(copied)
    damage(copied)
  })
  const looked = await fsck(folder)
  expect(looked.out).toMatch(sentence)
  expect(looked.code).toBe(1)
  const repaired = await fsck(folder, "--repair")
  expect(repaired, repaired.err).toMatchObject({ code: 0 })
  expect(repaired.out).toContain("repaired")
  expect(await fsck(folder)).toMatchObject({ code: 0, out: expect.stringContaining("Everything agrees") })
})

test("what should not be there goes: a stranger's file, a key of no recording, what came back of an erased one", async () => {
  const stranger = uuidv7()
  const folder = copy((copied) => {
    writeFileSync(join(copied, dirname(keptFile), `${stranger}.tink`), "nobody's")
    writeFileSync(join(copied, dirname(keptFile), `${erased}.tink`), "a backup's")
    sql(
      "keys.db",
      `insert into recording_key select '${uuidv7()}', call_key_id, gen, wrapped_jwe from recording_key limit 1`,
    )(copied)
    sql(
      "keys.db",
      `insert into recording_key select '${erased}', call_key_id, gen, wrapped_jwe from recording_key limit 1`,
    )(copied)
  })
  const { out, code } = await fsck(folder)
  expect(code).toBe(1)
  expect(out).toMatch(/repairable +file +\S+: a file that belongs to no recording/)
  expect(out).toMatch(/repairable +key +\S+: a key of no recording/)
  expect(out).toContain(`${erased}: the key of an erased recording is still there`)
  expect(out).toContain(`${erased}: the file of an erased recording is still there`)
  expect(existsSync(join(folder, dirname(keptFile), `${erased}.tink`)), "looking changes nothing").toBe(true)
  expect((await fsck(folder, "--repair")).code).toBe(0)
  expect(existsSync(join(folder, dirname(keptFile), `${erased}.tink`))).toBe(false)
  expect(await fsck(folder)).toMatchObject({ code: 0 })
})

test("a recording whose file is gone is named, enters the ledger as lost, and is then no news", async () => {
  const folder = copy((copied) => rmSync(join(copied, keptFile)))
  expect(await fsck(folder)).toMatchObject({
    code: 1,
    out: expect.stringMatching(new RegExp(`lost +file +${kept}: .*restore it from a backup`)),
  })
  const { size } = await verified(folder)
  expect((await fsck(folder, "--repair")).code).toBe(1)
  expect(await verified(folder)).toMatchObject({ size: size + 1 })
  expect(await fsck(folder)).toMatchObject({ code: 0 })
})

test.each<[string, (folder: string) => void, RegExp]>([
  [
    "a recording's key that is gone",
    sql("keys.db", "delete from recording_key"),
    /lost +key +\S+: the key of a recording is gone: restore keys.db/,
  ],
  [
    "a prompt that is gone",
    (folder) => rmSync(join(folder, "prompts"), { recursive: true }),
    /lost +prompt +welcome\/\d+\/en\/notice: .*restore prompts/,
  ],
  [
    "a ciphertext that was changed",
    (folder) => flip(join(folder, keptFile)),
    /contradiction +file +\S+: the file of a recording is not the one that was sealed/,
  ],
  [
    "a header that was changed",
    sql(
      "assent.db",
      "update recording set header = cast(replace(cast(header as text), 'PCMU', 'PCMA') as blob) where state = 'sealed'",
    ),
    /contradiction +row +\S+: the header of a recording was changed/,
  ],
  [
    "a consent that was turned into its contrary",
    sql("assent.db", "update consent set state = 'refused' where state = 'granted'"),
    /contradiction +row +\S+: a consent that the ledger does not have/,
  ],
  [
    "a call that never was",
    sql(
      "assent.db",
      `insert into call select '${uuidv7()}', line_id, trunk, direction, state, answered_at, ended_at, answered_leaf, ended_leaf, consent, outcome, time_to_agent_ms from call limit 1`,
    ),
    /contradiction +row +\S+: a call that the ledger did not answer there/,
  ],
  [
    "a hold that was taken away",
    sql("assent.db", "delete from hold"),
    /lost +row +\S+: a hold of the ledger has no row, so nothing holds the recording/,
  ],
  [
    "a hold that nobody set",
    sql("assent.db", `insert into hold select '${uuidv7()}', recording_id, reason, owner, review_on, set_at from hold`),
    /contradiction +row +\S+: a hold on a recording that the ledger did not set, or has released/,
  ],
  [
    "a restriction that nobody set",
    sql(
      "assent.db",
      "insert into restriction select id, 'art18', started_at, 'sealed' from recording where state = 'sealed'",
    ),
    /contradiction +row +\S+: a restriction that the ledger did not set, or has lifted/,
  ],
  [
    "a person's request that is gone",
    sql("assent.db", "delete from subject_request_act", "delete from subject_request"),
    /lost +row +\S+: the row of a person's request is gone/,
  ],
  [
    "a person's request that is said to be carried out",
    sql("assent.db", "update subject_request set state = 'executed'"),
    /contradiction +row +\S+: a person's request that the ledger does not have like this/,
  ],
  [
    "a retention rule of no kind",
    sql(
      "assent.db",
      `insert into retention_rule values ('${uuidv7()}', 'whim', 1, 'none', null, null, null, null, null, null)`,
    ),
    /contradiction +row +a retention rule is of no known kind: remove or restore it/,
  ],
  [
    "a key encryption key that was destroyed under its calls",
    sql("keys.db", "update kek set state = 'destroyed', destroyed_at = not_before"),
    /lost +key +kek-1: keys of calls are wrapped to a key encryption key that was destroyed/,
  ],
  [
    "a key encryption key whose row is gone",
    sql("keys.db", "delete from kek"),
    /lost +key +kek-1: the row of a key encryption key is gone/,
  ],
  [
    "a recording at a carrier, of a call that never was",
    (folder) => {
      const database = new Database(join(folder, "assent.db"))
      database.pragma("foreign_keys = off")
      const row = "insert into carrier_copy select ?, trunk, ?, 'x', 'x', 'x', null, answered_at from call limit 1"
      database.prepare(row).run(uuidv7(), uuidv7())
      database.close()
    },
    /contradiction +row +\S+: a recording at a carrier, of a call that the ledger did not answer/,
  ],
])("%s is named, and not repaired away", async (_, damage, sentence) => {
  const folder = copy(damage)
  for (const more of [[], ["--repair"]]) {
    const ran = await fsck(folder, ...more)
    expect(ran.out).toMatch(sentence)
    expect(ran.code).toBe(1)
  }
})

test("a ledger that contradicts itself measures nothing: its ways out are named and nothing else is touched", async () => {
  const stranger = uuidv7()
  const folder = copy((copied) => {
    dropTriggers(copied)
    sql(
      "assent.db",
      "update ledger_leaf set entry = cast(replace(cast(entry as text), 'consent.granted', 'consent.refused') as blob) where cast(entry as text) like '%consent.granted%'",
    )(copied)
    writeFileSync(join(copied, dirname(keptFile), `${stranger}.tink`), "nobody's")
  })
  const { out, code } = await fsck(folder, "--repair")
  expect(code).toBe(1)
  expect(out).toMatch(/contradiction +ledger +leaf \d+ has another hash than stored/)
  expect(out).toContain("restore the newest backup of the ledger")
  expect(existsSync(join(folder, dirname(keptFile), `${stranger}.tink`))).toBe(true)
})

test("a folder that is none is refused in words", async () => {
  expect(await fsck(join(root, "nowhere"))).toMatchObject({
    code: 2,
    err: expect.stringContaining("--data: there is no data folder"),
  })
  expect(existsSync(join(root, "nowhere"))).toBe(false)
})

/** As somebody with the database file can: the triggers that forbid changes are no obstacle. */
function dropTriggers(folder: string): void {
  const database = new Database(join(folder, "assent.db"))
  const triggers = database.prepare("select name from sqlite_master where type = 'trigger'").all() as { name: string }[]
  expect(triggers.length).toBeGreaterThan(3)
  for (const { name } of triggers) database.exec(`drop trigger "${name}"`)
  database.close()
}

function flip(file: string): void {
  const bytes = readFileSync(file)
  bytes[50]! ^= 1
  writeFileSync(file, bytes)
}
