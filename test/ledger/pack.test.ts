/* The manifest of an audit pack, from a stranger: each thing that can be wrong with it, said in words. */
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto"
import { existsSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { checkPack } from "../../src/cli/verify-pack.ts"
import { noteSigner } from "../../src/ledger/node-crypto.ts"
import { spelledForPeople } from "../../src/ledger/strict-json.ts"

const ORIGIN = "ledger.example/pack"
const key = generateKeyPairSync("ed25519").privateKey
const { vkey } = noteSigner(ORIGIN, key)
const none = { bytes: 0, sha256: "A".repeat(43) }
const honest = {
  v: 1,
  made_at: "2026-11-23T16:20:00.000Z",
  origin: ORIGIN,
  from: "2026-11-01",
  to: "2026-11-30",
  ledger_size: 1,
  questions_missing: [],
  files: { "README.txt": none },
}

let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "assent-pack-"))
})
afterAll(() => rmSync(root, { recursive: true }))

const encoded = (bytes: Buffer | string): string => Buffer.from(bytes).toString("base64url")
const header = { alg: "EdDSA", kid: ORIGIN, typ: "assent-audit-manifest+jws" }

/** A manifest that is signed, whatever it says. */
function jwsOf(manifest: Buffer, by: KeyObject, protectedHeader: unknown = header): string {
  const input = `${encoded(typeof protectedHeader === "string" ? protectedHeader : JSON.stringify(protectedHeader))}.${encoded(manifest)}`
  return `${input}.${sign(null, Buffer.from(input), by).toString("base64url")}\n`
}

let packs = 0
function packOf(files: Readonly<Record<string, Buffer | string>>): string {
  const folder = join(root, String(++packs), "pack")
  for (const [name, content] of Object.entries({ "ledger/log.vkey": `${vkey}\n`, ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return folder
}

const signed = (manifest: Buffer | string, protectedHeader?: unknown): string => {
  const bytes = Buffer.from(manifest)
  return packOf({ "manifest.json": bytes, "manifest.jws": jwsOf(bytes, key, protectedHeader) })
}
const text = spelledForPeople(honest)
const naming = (path: string): string => spelledForPeople({ ...honest, files: { [path]: none } })
const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}\n`

test("an honest manifest is read, so that what follows is refused for its own reason", async () => {
  await expect(checkPack(signed(text), vkey)).rejects.toThrow(/^the pack lacks README.txt$/)
})

test.each<[string, () => string, RegExp]>([
  [
    "has a member twice",
    () => signed(text.replace('"v": 1', '"v": 1,\n  "v": 1')),
    /^the manifest is not spelled as it was/,
  ],
  ["has other spaces", () => signed(JSON.stringify(honest)), /^the manifest is not spelled as it was/],
  ["is nested without end", () => signed(deep), /^the manifest is nested too deeply$/],
  ["is not UTF-8", () => signed(Buffer.concat([Buffer.from(text), Buffer.of(0xff)])), /^the manifest is not UTF-8$/],
  ["is UTF-16", () => signed(Buffer.from(text, "utf16le")), /^the manifest is not (JSON|UTF-8)$/],
  ["begins with a byte order mark", () => signed(`\ufeff${text}`), /^the manifest is not JSON$/],
  ["has a member more", () => signed(spelledForPeople({ ...honest, more: 1 })), /^the manifest is not of the form/],
  ["is of a size that is none", () => signed(spelledForPeople({ ...honest, ledger_size: -1 })), /not of the form/],
  ["names its parent folder", () => signed(naming("../../etc/passwd")), /^the manifest names a file outside the pack$/],
  ["names an absolute path", () => signed(naming("/etc/passwd")), /^the manifest names a file outside the pack$/],
  ["names another system's path", () => signed(naming("C:\\boot.ini")), /^the manifest names a file outside the pack$/],
  ["names a hidden file", () => signed(naming(".ssh/authorized_keys")), /^the manifest names a file outside the pack$/],
  ["writes on the terminal", () => signed(naming("\u001b[2J")), /^the manifest names a file outside the pack$/],
  ["is of another prototype", () => signed(text.replace("README.txt", "__proto__")), /^the (manifest|pack)/],
  [
    "is signed with no algorithm",
    () => signed(text, { ...header, alg: "none" }),
    /no signature of the kind it must have$/,
  ],
  ["has a header that is nested", () => signed(text, deep), /no signature of the kind it must have$/],
  ["has a header with more", () => signed(text, { ...header, crit: [] }), /no signature of the kind it must have$/],
  [
    "is signed by another key of the same name",
    () => {
      const bytes = Buffer.from(text)
      const stranger = generateKeyPairSync("ed25519").privateKey
      return packOf({ "manifest.json": bytes, "manifest.jws": jwsOf(bytes, stranger) })
    },
    /^the manifest is not signed by the log's key$/,
  ],
  [
    "comes with another key of the same name",
    () => {
      const stranger = generateKeyPairSync("ed25519").privateKey
      const bytes = Buffer.from(text)
      const files = { "manifest.json": bytes, "manifest.jws": jwsOf(bytes, stranger) }
      return packOf({ ...files, "ledger/log.vkey": `${noteSigner(ORIGIN, stranger).vkey}\n` })
    },
    /^the pack names another log key than the one you gave$/,
  ],
  [
    "is oversized",
    () => {
      const folder = signed(text)
      // A hole: no disk is filled.
      truncateSync(join(folder, "manifest.json"), 5_000_000_000)
      return folder
    },
    /manifest.json is too large$/,
  ],
  ["has a key that is not text", () => packOf({ "ledger/log.vkey": Buffer.of(0xff, 0xfe) }), /text that is not UTF-8$/],
])("a pack whose manifest %s is refused, in words", async (_, pack, sentence) => {
  const verdict = checkPack(pack(), vkey)
  await expect(verdict).rejects.toThrow(sentence)
  await expect(verdict).rejects.toMatchObject({ code: "LEDGER_CORRUPT" })
  expect(existsSync(join(root, "etc"))).toBe(false)
})
