import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { parseConfig } from "../src/config.ts"

const base = {
  mode: "production",
  listen: { host: "127.0.0.1", port: 7080 },
  public_url: "https://assent.example.org",
  data: "data",
  keys: {},
  api_keys: [{ id: "operator", sha256: "0".repeat(64) }],
  trunks: [{ name: "test-phone", kind: "test-phone" }],
}
const vkey = `auditor.example/w+0123abcd+B${"A".repeat(43)}`
const witness = { url: "http://127.0.0.1:7090/", vkey }
const ca = readFileSync(new URL("vectors/ledger/timestamp/ca.pem", import.meta.url), "utf8")
const parse = (ledger: object) => parseConfig({ ...base, ledger: { origin: "a.example/main", ...ledger } }).ledger

describe("what others sign is configured", () => {
  test("by nothing: then nobody is asked", () => {
    expect(parse({})).toMatchObject({ witnesses: [], witness_quorum: 0, strict: false, timestamp_authority: null })
  })

  test("by witnesses, a quorum and a timestamp authority", () => {
    const ledger = parse({
      witnesses: [witness],
      witness_quorum: 1,
      strict: true,
      timestamp_authority: { url: "https://tsa.example/", ca_pem: ca },
    })
    expect(ledger.witnesses[0]?.url).toBe("http://127.0.0.1:7090")
    expect(ledger.timestamp_authority?.url).toBe("https://tsa.example")
  })

  test.each([
    ["a quorum that can never be", { witnesses: [witness], witness_quorum: 2 }, /witness_quorum: 2 of 1/],
    ["strictness without witnesses", { strict: true }, /ledger.strict: needs witnesses/],
    ["two witnesses of one name", { witnesses: [witness, witness] }, /two of them have the same name/],
    ["a log's key as a witness's", { witnesses: [{ ...witness, vkey: vkey.replace("+B", "+A") }] }, /assent witness/],
    ["an address that is none", { witnesses: [{ ...witness, url: "ftp://x" }] }, /witnesses.0.url/],
    ["a CA that is none", { timestamp_authority: { url: "https://tsa.example", ca_pem: "x" } }, /PEM certificates/],
    ["a misspelt key", { witness: [] }, /ledger.witness: unknown key/],
  ])("and %s is refused", (_, ledger, sentence) => {
    expect(() => parse(ledger)).toThrow(sentence)
  })
})
