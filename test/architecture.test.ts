import { readdirSync, readFileSync } from "node:fs"
import { dirname, join, relative } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, test } from "vitest"

const src = fileURLToPath(new URL("../src/", import.meta.url))

/** Who may import whom. main.ts may import everything; nobody imports main.ts but the command line. */
const allowed: Record<string, readonly string[]> = {
  audio: [],
  // outgoing: the one client that every request goes out by; others name the type of its fetch.
  outgoing: [],
  ledger: ["outgoing"],
  keys: [],
  // consent: evidence is leaves.
  consent: ["ledger"],
  greetings: ["audio", "ledger"],
  call: ["consent", "audio", "ledger"],
  carriers: ["call", "consent", "audio", "ledger", "outgoing"],
  recording: ["call", "consent", "audio", "keys", "ledger"],
  retention: ["ledger", "keys", "recording"],
  // rights: certificates are drawn by the page that draws consent records.
  rights: ["ledger", "keys", "recording", "retention", "consent"],
  // people: what is changed about them is leaves.
  people: ["ledger"],
  // backup: what it copies is sealed in the recordings' stream format and signed as the ledger is.
  backup: ["ledger", "keys", "recording"],
  // webhooks: what they tell is read from leaves, and sent by the one client.
  webhooks: ["ledger", "outgoing"],
  // storage implements the ports that the others declare.
  storage: [
    "ledger",
    "keys",
    "consent",
    "recording",
    "retention",
    "greetings",
    "api",
    "carriers",
    "rights",
    "people",
    "webhooks",
  ],
  // api: keys and audio for the names of things only.
  api: [
    "call",
    "consent",
    "ledger",
    "recording",
    "retention",
    "greetings",
    "audio",
    "keys",
    "rights",
    "people",
    "webhooks",
  ],
  cli: [
    "main",
    "outgoing",
    "wiring",
    "api",
    "call",
    "carriers",
    "ledger",
    "audio",
    "storage",
    "recording",
    "keys",
    "config",
    "greetings",
    "rights",
    "backup",
  ],
  // console: the API's contract and its types; and the verifier, which runs in browsers too.
  console: ["api", "ledger"],
  main: ["*"],
  // wiring: glue between the parts, of which main.ts is the plan.
  wiring: ["*"],
  // config: the names of roles.
  config: ["people"],
}
/** These belong to nobody. */
const shared = ["errors", "ids", "config", "version"]

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name))
}

const unit = (file: string) =>
  relative(src, file)
    .split("/")[0]
    ?.replace(/(-[a-z]+)?\.tsx?$/, "") ?? ""
const imports = (file: string) =>
  [...readFileSync(file, "utf8").matchAll(/(?:from|import)\s+"(\.[^"]+)"/g)].map((match) =>
    join(dirname(file), match[1] ?? ""),
  )

describe("the import table", () => {
  const files = sources(src)

  test("there is code to check", () => {
    expect(files.length).toBeGreaterThan(60)
  })

  test("every folder imports only what the table allows", () => {
    const broken = files.flatMap((file) => {
      const from = unit(file)
      const may = allowed[from] ?? (shared.includes(from) ? shared : [])
      return imports(file)
        .map(unit)
        .filter((to) => to !== from && !shared.includes(to) && !may.includes(to) && !may.includes("*"))
        .map((to) => `${relative(src, file)} imports ${to}`)
    })
    expect(broken).toEqual([])
  })

  test("the console knows of the gateway its contract, and of the ledger what needs no Node", () => {
    const known = /^(console\/|api\/openapi\.d\.ts$|ledger\/)/
    const inside = files.filter((file) => unit(file) === "console")
    expect(inside.length).toBeGreaterThan(20)
    const broken = inside.flatMap((file) =>
      imports(file)
        .map((to) => relative(src, to))
        .filter((to) => !known.test(to)),
    )
    expect(broken).toEqual([])
    expect(inside.filter((file) => readFileSync(file, "utf8").includes('"node:'))).toEqual([])
  })

  test("only main and the command line import the wiring", () => {
    const importers = files.filter((file) => imports(file).some((to) => unit(to) === "wiring")).map(unit)
    expect([...new Set(importers)].sort()).toEqual(["cli", "main", "wiring"])
  })

  test("only the command line imports main", () => {
    const importers = files.filter((file) => imports(file).some((to) => unit(to) === "main")).map(unit)
    expect(new Set(importers)).toEqual(new Set(["cli"]))
  })

  test("only the ledger issues receipts, and only the session relays between legs", () => {
    const issuers = files.filter((file) => /\bissueReceipt\b/.test(readFileSync(file, "utf8")))
    expect(issuers.map((file) => relative(src, file)).sort()).toEqual(["ledger/append.ts", "ledger/receipt.ts"])
    const relays = files.filter((file) => /\.relay\(/.test(readFileSync(file, "utf8"))).map(unit)
    expect(relays.every((name) => name === "carriers")).toBe(true)
  })

  test("the verifier and what it stands on need neither Node nor our storage", () => {
    const seen = new Set<string>()
    const visit = (file: string): void => {
      if (seen.has(file)) return
      seen.add(file)
      expect(readFileSync(file, "utf8"), relative(src, file)).not.toMatch(/from "node:/)
      for (const next of imports(file)) visit(next)
    }
    visit(join(src, "ledger/verify.ts"))
    visit(join(src, "ledger/verify-bundle.ts"))
    expect([...seen].map(unit).filter((name) => name !== "ledger" && !shared.includes(name))).toEqual([])
  })

  test("every request goes out by the guarded client", () => {
    // Commands ask whom their user names, from where their user sits; a page asks its own gateway.
    const exempt = /^(cli|outgoing|api\/[a-z]+)\//
    const asks = files.filter((file) => {
      const text = readFileSync(file, "utf8")
      const calls = /(?<![.*\w] ?)fetch\((?!\)|url: string)/.test(text) && !text.includes("OutgoingFetch")
      return calls || /\brequest\b[^\n]*from "node:https?"/.test(text)
    })
    const names = asks.map((file) => relative(src, file))
    expect(names.filter((name) => !exempt.test(name))).toEqual([])
    expect(names).toContain("outgoing/client.ts")
  })

  test("files are one to three screens", () => {
    // Types made from openapi.json are read by compilers.
    const written = files.filter((file) => !file.endsWith("openapi.d.ts"))
    const long = written.filter((file) => readFileSync(file, "utf8").split("\n").length > 301)
    expect(long.map((file) => relative(src, file))).toEqual([])
  })
})
