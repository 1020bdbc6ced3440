/* A data folder of an older schema, with a call, a consent and a recording in it, under today's gateway. */
import { renameSync, rmSync } from "node:fs"
import { join } from "node:path"
import Sqlite from "better-sqlite3"
import { afterAll, expect, test } from "vitest"
import { z } from "zod"
import { ledgerFailures, storageFailures } from "../../src/storage/embedded/failure.ts"
import { openDatabase } from "../../src/storage/embedded/database.ts"
import { assentMigrations, keyMigrations } from "../../src/storage/embedded/open.ts"
import { assent } from "../cli/cli-io.ts"
import { KEY, freshFolder, settled, testGateway } from "./gateway.ts"
import { agreeing, pause } from "./recorded-call.ts"

/** What the first gateway that recorded calls had, of each database. */
const OLDEST = { "assent.db": "0006", "keys.db": "0001" } as const
const current = { "assent.db": assentMigrations, "keys.db": keyMigrations }
const codes = { "assent.db": ledgerFailures, "keys.db": storageFailures }
const files = ["assent.db", "keys.db"] as const

const facts = z.object({
  state: z.string(),
  recordings: z.array(z.object({ id: z.string(), state: z.string() })).length(1),
})
let folder = ""
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const upTo = (name: (typeof files)[number]) => {
  const names = Object.entries(current[name]).filter(([each]) => each.slice(0, 4) <= OLDEST[name])
  return Object.fromEntries(names)
}

/** The same rows in a database that knows the older migrations alone; what they have no place for is not there. */
async function age(name: (typeof files)[number]): Promise<number> {
  const path = join(folder, name)
  const old = join(folder, `old-${name}`)
  await (await openDatabase(old, { migrations: upTo(name), codes: codes[name], quickCheck: false })).close()
  const db = new Sqlite(old)
  db.pragma("foreign_keys = off")
  db.prepare("attach ? as now").run(path)
  const tablesOf = (schema: string) =>
    db
      .prepare(`select name from ${schema}.sqlite_master where type = 'table' and name not like 'kysely%'`)
      .pluck()
      .all()
  const columnsOf = (schema: string, table: string) =>
    db.prepare(`select name from pragma_table_info(?, ?)`).pluck().all(table, schema) as string[]
  let rows = 0
  for (const table of tablesOf("main") as string[]) {
    const there = columnsOf("now", table)
    const columns = columnsOf("main", table).filter((column) => there.includes(column))
    if (columns.length === 0) continue
    const list = columns.map((column) => `"${column}"`).join(", ")
    rows += db
      .prepare(`insert or replace into main."${table}" (${list}) select ${list} from now."${table}"`)
      .run().changes
  }
  db.close()
  for (const ending of ["", "-wal", "-shm"]) rmSync(path + ending, { force: true })
  renameSync(old, path)
  return rows
}

test(
  "is brought up to date at the start: the call is listed, the recording plays, the whole ledger verifies",
  { timeout: 60_000 },
  async () => {
    folder = await freshFolder()
    let callId = ""
    let audio: Buffer
    let before: z.infer<typeof facts>
    {
      await using gateway = await testGateway({ folder })
      const call = await agreeing(gateway)
      callId = call.callId
      await pause(600)
      call.hangup()
      before = facts.parse(await settled(gateway, callId))
      audio = (await gateway.get(`/v1/recordings/${before.recordings[0]?.id}/audio`)).bytes
      expect(audio.length).toBeGreaterThan(1000)
    }
    for (const name of files) {
      expect(Object.keys(upTo(name)).length).toBeLessThan(Object.keys(current[name]).length)
      expect(await age(name), name).toBeGreaterThan(3)
    }

    await using gateway = await testGateway({ folder })
    expect(gateway.gateway.recovery).toEqual({
      interruptedCalls: 0,
      recoveredRecordings: 0,
      lostRecordings: 0,
      finishedErasures: 0,
    })
    expect(facts.parse(await settled(gateway, callId))).toEqual(before)
    const id = before.recordings[0]?.id ?? ""
    expect((await gateway.get(`/v1/recordings/${id}/audio`)).bytes.equals(audio)).toBe(true)
    const env = { ASSENT_URL: gateway.gateway.url, ASSENT_KEY: KEY }
    expect(await assent(["verify"], { env })).toMatchObject({ code: 0 })
    // And it goes on: what is newer than the old schema works on the old rows.
    expect((await gateway.get(`/v1/recordings/${id}/access`)).status).toBe(200)
    expect((await gateway.send("DELETE", `/v1/recordings/${id}`)).status).toBeLessThan(300)
    expect((await gateway.get(`/v1/recordings/${id}/audio`)).status).toBe(410)
  },
)

test("an older version refuses the newer schema, and changes nothing", async () => {
  const options = { migrations: upTo("assent.db"), codes: ledgerFailures, quickCheck: false }
  await expect(openDatabase(join(folder, "assent.db"), options)).rejects.toMatchObject({ code: "STORAGE_FAILED" })
  await using gateway = await testGateway({ folder })
  expect((await gateway.get("/v1/calls")).body.data.length).toBeGreaterThan(0)
})
