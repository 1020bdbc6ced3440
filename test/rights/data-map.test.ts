import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, relative } from "node:path"
import Database from "better-sqlite3"
import { afterAll, beforeAll, expect, test } from "vitest"
import { z } from "zod"
import { personalFields } from "../../src/api/access-parts.ts"
import { operatorDocument } from "../../src/greetings/document.ts"
import { dataMap } from "../../src/rights/data-map.ts"
import type { DataMapEntry } from "../../src/rights/data-map/entry.ts"
import { assent } from "../cli/cli-io.ts"
import { agreeing, pause } from "../e2e/recorded-call.ts"
import { KEY, settled, testGateway, type TestGateway } from "../e2e/gateway.ts"

let gateway: TestGateway
beforeAll(async () => {
  gateway = await testGateway()
  const call = await agreeing(gateway, "+4915112345678")
  await pause(200)
  call.hangup()
  await settled(gateway, call.callId)
}, 60_000)
afterAll(async () => gateway[Symbol.asyncDispose]())

const named = (place: DataMapEntry["place"]): string[] =>
  dataMap.filter((entry) => entry.place === place).map(({ object, field }) => `${object}.${field}`)

/** Every column of every table of a migrated database. */
function columnsOf(file: string): string[] {
  const database = new Database(file, { readonly: true })
  try {
    return database
      .prepare<[], { table: string; column: string }>(
        `select m.name as "table", c.name as "column" from sqlite_schema m, pragma_table_info(m.name) c
         where m.type = 'table' and m.name not like 'sqlite\\_%' escape '\\'`,
      )
      .all()
      .map(({ table, column }) => `${table}.${column}`)
  } finally {
    database.close()
  }
}

test.each(["assent.db", "keys.db"] as const)("every column of %s is on the map, and the map names no other", (file) => {
  const columns = columnsOf(join(gateway.folder, file))
  expect(columns.length).toBeGreaterThan(20)
  expect(named(file).sort()).toEqual(columns.sort())
})

test("every kind of file that a gateway makes is on the map, and the map names no other", () => {
  const kinds = dataMap
    .filter(({ place }) => place === "files")
    .map(({ object }) => ({
      object,
      pattern: new RegExp(`^${object.replaceAll(".", "\\.").replace(/<\w+>/g, "[^/]+")}$`),
    }))
  const found = readdirSync(gateway.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(gateway.folder, join(entry.parentPath, entry.name)))
  expect(found.some((path) => path.endsWith(".tink"))).toBe(true)
  expect(found.filter((path) => !kinds.some(({ pattern }) => pattern.test(path)))).toEqual([])
  const unseen = kinds.filter(({ pattern }) => !found.some((path) => pattern.test(path))).map(({ object }) => object)
  // What only a crash leaves, with the code that names it.
  const rare: Record<string, [file: string, words: string]> = {
    "<file>.<hex>.tmp": ["files.ts", ".tmp`"],
    "snapshot.tmp": ["snapshot.ts", '"snapshot.tmp"'],
    "backup.lock": ["snapshot.ts", '"backup.lock"'],
    "backup.lock-journal": ["snapshot.ts", '"backup.lock"'],
    restoring: ["open.ts", 'RESTORING = "restoring"'],
    "<keys.backup_folder>/kek-<epoch>.pem": ["../../keys/kek-copies.ts", "`${kek.id}.pem`"],
    "quarantine/<time>-<recording>.tink": ["blobs.ts", '"quarantine"'],
  }
  expect(unseen.sort()).toEqual(Object.keys(rare).sort())
  for (const [file, words] of Object.values(rare)) {
    expect(readFileSync(new URL(`../../src/storage/embedded/${file}`, import.meta.url), "utf8")).toContain(words)
  }
})

test("every member of the operator's document is on the map, and the map names no other", () => {
  const members = [...new Set(membersOf(schema.parse(z.toJSONSchema(operatorDocument, { io: "input" }))))]
  expect(members).toContain("lines.destination.number")
  expect(
    named("operator.json")
      .map((name) => name.replace(/\.$/, ""))
      .sort(),
  ).toEqual(members.sort())
})

test("every field that leaves hold as sealed disclosures is on the map, and the map names no other", () => {
  const records = ["name", "numbers", "lines", "text", "tags", "media_type", "key"].map((name) => `records.${name}`)
  const disclosures = personalFields.map((name) => `disclosures.${name}`)
  expect(named("openings").sort()).toEqual([...disclosures, ...records].sort())
})

test("nothing stands on the map twice, and a number in clear stands nowhere but sealed", () => {
  const keys = dataMap.map(({ place, object, field }) => `${place} ${object} ${field}`)
  expect(new Set(keys).size).toBe(keys.length)
  expect(
    dataMap.filter(({ place, personal }) => place === "assent.db" && personal === "yes").map(({ object }) => object),
  ).not.toContain("call")
})

test("the map is answered by the API, and printed by the command line", async () => {
  const body = answered.parse((await gateway.get("/v1/data-map")).body)
  expect(body.data).toHaveLength(dataMap.length)
  expect(body.data[0]).toMatchObject({ place: "assent.db", object: "call", field: "id", personal: "pseudonymous" })
  expect(body.data[0]?.["retention"]).toMatch(/ledger/)
  expect(body.not_processed.join()).toMatch(/messages[\s\S]*Payment[\s\S]*Device/)
  const cwd = mkdtempSync(join(tmpdir(), "assent-map-"))
  const changes = { cwd, env: { ASSENT_URL: gateway.gateway.url, ASSENT_KEY: KEY } }
  const words = await assent(["data-map"], changes)
  expect(words).toMatchObject({ code: 0, err: "" })
  expect(words.out).toMatch(/keys\.db +subject +masked +yes/)
  expect(JSON.parse((await assent(["data-map", "--json"], changes)).out)).toEqual(body)
  const md = await assent(["data-map", "register"], changes)
  expect(md).toMatchObject({ code: 0, err: "" })
  expect(md.out).toMatch(/^# Register of processing activities[\s\S]*## Not processed/)
  const json = await assent(["data-map", "register", "--format", "json"], changes)
  expect(JSON.parse(json.out)).toMatchObject({ data_subjects: ["Callers", expect.any(String), expect.any(String)] })
  expect((await assent(["data-map", "register", "--format", "pdf"], changes)).code).toBe(2)
  rmSync(cwd, { recursive: true, force: true })
})

const answered = z.strictObject({ data: z.array(z.record(z.string(), z.string())), not_processed: z.array(z.string()) })

interface Schema {
  readonly properties?: Record<string, Schema> | undefined
  readonly items?: Schema | undefined
  readonly oneOf?: Schema[] | undefined
  readonly anyOf?: Schema[] | undefined
  readonly additionalProperties?: Schema | boolean | undefined
}

const schema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    properties: z.record(z.string(), schema).optional(),
    items: schema.optional(),
    oneOf: z.array(schema).optional(),
    anyOf: z.array(schema).optional(),
    additionalProperties: z.union([schema, z.boolean()]).optional(),
  }),
)

/** The paths of a schema's leaves, lists left out and `*` for keys that vary. */
function membersOf(at: Schema): string[] {
  const options = at.oneOf ?? (at.anyOf?.some((option) => option.properties) ? at.anyOf : undefined)
  if (options) return options.flatMap(membersOf)
  if (at.items) return membersOf(at.items)
  const below = (name: string, inner: Schema): string[] => {
    const names = membersOf(inner)
    return names.map((rest) => (rest === "" ? name : `${name}.${rest}`))
  }
  if (at.properties) return Object.entries(at.properties).flatMap(([name, inner]) => below(name, inner))
  if (typeof at.additionalProperties === "object") return below("*", at.additionalProperties)
  return [""]
}
