import { join } from "node:path"
import Database from "better-sqlite3"
import { Kysely, SqliteDialect } from "kysely"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { CallRow } from "../../src/api/ports.ts"
import { uuidv7 } from "../../src/ids.ts"
import { type AccessEntry, network } from "../../src/rights/incident.ts"
import { assentMigrations, openEmbedded } from "../../src/storage/embedded/open.ts"
import { incidents } from "../../src/wiring/incidents.ts"
import { assent } from "../cli/cli-io.ts"
import { KEY, settled, testGateway, type TestGateway } from "../e2e/gateway.ts"
import { agreeing, pause } from "../e2e/recorded-call.ts"
import { openFresh, type Fresh } from "../storage/embedded/folder.ts"

describe("a network", () => {
  test.each([
    ["203.0.113.0/24", ["203.0.113.7", "203.0.113.255"], ["203.0.114.1", "::1", "junk"]],
    ["203.0.113.7", ["203.0.113.7"], ["203.0.113.8"]],
    ["2001:db8::/32", ["2001:db8:1::2"], ["2001:db9::1", "203.0.113.7"]],
    ["0.0.0.0/0", ["1.2.3.4"], ["junk"]],
  ])("%s holds its own addresses and no others", (text, inside, outside) => {
    const holds = network(text)
    expect(inside.filter((address) => !holds(address))).toEqual([])
    expect(outside.filter(holds)).toEqual([])
  })

  test.each(["", "example.org", "203.0.113.0/33", "203.0.113.0/-1", "203.0.113.0/8/8", "2001:db8::/129"])(
    "is not %j",
    (text) => expect(() => network(text)).toThrow(expect.objectContaining({ code: "INPUT_INVALID", field: "address" })),
  )
})

describe("100,000 accesses", () => {
  const DAY = 86_400_000
  const start = Date.parse("2026-01-01T00:00:00.000Z")
  const total = 100_000
  let storage: Fresh
  const asked: string[] = []
  const by = { actor: "officer", reason: "a key was leaked" }
  const entry = (n: number): AccessEntry => ({
    id: uuidv7(start + n),
    at: new Date(start + Math.floor((n / total) * 100 * DAY)).toISOString(),
    type: n % 2 === 0 ? "key.used" : "access.played",
    actor: n < 10 ? null : n % 1000 === 0 ? "leaked" : "console",
    address: n % 500 === 0 ? `203.0.113.${(n / 500) % 200}` : "198.51.100.1",
    callId: `call-${Math.floor(n / 2) % 5000}`,
    recordingId: `rec-${Math.floor(n / 2) % 5000}`,
    bulk: null,
  })
  const query = () =>
    incidents({
      entries: storage.accessEntries,
      views: { calls: async () => [{ id: "call-of-the-export" } as CallRow] },
      evidence: {
        packed: async (scope) => {
          asked.push(scope)
          return []
        },
      },
    })

  beforeAll(async () => {
    storage = await openFresh()
    for (let n = 0; n < total; n += 5000) {
      await storage.ledgerStore.transact(async ({ rows }) => {
        for (let i = n; i < n + 5000; i += 1) await storage.accessEntries.add(rows, entry(i))
      })
    }
    for (let n = 0; n < 20; n += 1) {
      await storage.keyStore.linkSubject(`lookup-${n % 4}`, "masked", {
        callId: `call-${n * 500}`,
        callKeyId: `ck-${n}`,
      })
    }
  }, 60_000)
  afterAll(async () => storage.close())

  test("are searched by key, address and period within seconds, and answer whose data it was", async () => {
    const began = performance.now()
    const leaked = await query()({ key: "leaked" }, by)
    expect(leaked).toMatchObject({ accesses: 99, keys: ["leaked"], unattributed: 10, by_type: { "key.used": 99 } })
    // Every 1000th access is of every 500th call, round and round.
    expect(leaked.calls).toHaveLength(10)
    expect(leaked.subjects).toHaveLength(4)
    const net = await query()({ address: "203.0.113.0/25" }, by)
    expect(net.addresses.length).toBe(128)
    expect(net.accesses).toBe(128)
    const month = await query()({ since: "2026-02-01T00:00:00.000Z", until: "2026-02-11T00:00:00.000Z" }, by)
    expect(month.accesses).toBe(10_000)
    expect(month.first_at! >= "2026-02-01" && month.last_at! < "2026-02-11").toBe(true)
    const all = await query()({ since: "2026-01-01T00:00:00.000Z" }, by)
    expect([all.accesses, all.calls.length, all.recordings.length]).toEqual([total, 5000, 5000])
    expect(performance.now() - began).toBeLessThan(10_000)
    expect(asked).toEqual(Array<string>(4).fill("incident query"))
  }, 30_000)

  test("a whole export counts for every call in it, a question about nothing is refused, and old entries go", async () => {
    await storage.ledgerStore.transact(async ({ rows }) => {
      const bulk = { line: "main", since: "2026-01-01", until: "2026-01-31" }
      const exported = { ...entry(1), id: uuidv7(), actor: "exporter", callId: null, recordingId: null, bulk }
      await storage.accessEntries.add(rows, exported)
    })
    expect((await query()({ key: "exporter" }, by)).calls).toEqual(["call-of-the-export"])
    await expect(query()({ until: "2026-02-01T00:00:00.000Z" }, by)).rejects.toMatchObject({ code: "INPUT_INVALID" })
    await storage.accessEntries.purge("2026-04-01T00:00:00.000Z")
    const left = await query()({ since: "2026-01-01T00:00:00.000Z" }, by)
    expect(left.accesses).toBe(10_000)
    expect(left.first_at! >= "2026-04-01").toBe(true)
  })
})

describe("a gateway", () => {
  let line: TestGateway
  beforeAll(async () => {
    line = await testGateway()
  }, 60_000)
  afterAll(async () => line[Symbol.asyncDispose]())
  const cli = (...argv: string[]) => assent(argv, { env: { ASSENT_URL: line.gateway.url, ASSENT_KEY: KEY } })

  test("tells whose recordings a key heard, from where, and puts the question itself on record", async () => {
    const call = await agreeing(line, "+4915112345678")
    await pause(200)
    call.hangup()
    const { id, recordings } = (await settled(line, call.callId)) as { id: string; recordings: { id: string }[] }
    await line.get(`/v1/recordings/${recordings[0]!.id}/audio`)
    expect((await line.send("POST", "/v1/incidents/query", { key: "test" })).status).toBe(400)
    const asked = await cli("audit", "incident", "--address", "127.0.0.0/8", "--reason", "a laptop was lost", "--json")
    expect(asked).toMatchObject({ code: 0, err: "" })
    const found = JSON.parse(asked.out) as Record<string, unknown>
    expect(found).toMatchObject({
      calls: [id],
      recordings: [recordings[0]!.id],
      addresses: ["127.0.0.1"],
      unattributed: 0,
    })
    expect(found["subjects"]).toHaveLength(1)
    expect(found["by_type"]).toMatchObject({ "key.used": 1 })
    const again = await cli("audit", "incident", "--since", "2020-01-01", "--reason", "the same")
    expect(again.out).toMatch(/1 subjects\n {2}[0-9a-f-]{36}/)
    expect(again.out).not.toContain("12345678")
    // The questions are accesses too, this one among them.
    expect(
      JSON.parse((await cli("audit", "incident", "--since", "2020-01-01", "--reason", "x", "--json")).out),
    ).toMatchObject({
      by_type: { "access.exported": 3 },
    })
    expect((await cli("audit", "incident", "--reason", "x")).code).toBe(2)
  }, 20_000)

  test("finds what was on record before there was an index, and says that its key is not known", async () => {
    await line.gateway.close()
    const database = new Database(join(line.folder, "assent.db"))
    const before = database.prepare("select id, at, type, call_id, recording_id from access_entry order by id").all()
    database.exec("drop table access_entry")
    // As the upgrade that brought the index does it, whatever has come since.
    await assentMigrations["0040_access_entry"]!.up(new Kysely({ dialect: new SqliteDialect({ database }) }))
    database.close()
    expect(before.length).toBeGreaterThan(4)
    const storage = await openEmbedded(line.folder)
    const found = await storage.accessEntries.find({}, { limit: 100, after: null })
    await storage.close()
    const ids = found.map(({ id, at, type, callId, recordingId }) => ({
      id,
      at,
      type,
      call_id: callId,
      recording_id: recordingId,
    }))
    expect(ids.sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(before)
    expect(found.filter(({ actor }) => actor !== null)).toEqual([])
  }, 20_000)
})
