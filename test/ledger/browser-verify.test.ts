/* The verifier's own modules, unbundled, with their types stripped, in a real browser. */
import { once } from "node:events"
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { createServer, type Server } from "node:http"
import { stripTypeScriptTypes } from "node:module"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join, resolve, sep } from "node:path"
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { sha256 } from "../../src/ledger/node-crypto.ts"
import { portableSha256 } from "../../src/ledger/portable-sha256.ts"
import { openBrowser } from "../e2e/browser.ts"
import { frauds } from "../frauds/list.ts"
import { handOver, honest, honestFiles, SINCE, witnessKey, world } from "../frauds/scene.ts"
import { forge, signer } from "./leaves.ts"

test("the browser's SHA-256 is SHA-256, at every length about a block and on long input", () => {
  for (let length = 0; length < 300; length++) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + length) & 0xff)
    expect(Buffer.from(portableSha256(bytes)).toString("hex")).toBe(Buffer.from(sha256(bytes)).toString("hex"))
  }
  const long = Buffer.alloc(1_000_003, "assent")
  expect(Buffer.from(portableSha256(long.subarray(3)))).toEqual(Buffer.from(sha256(long.subarray(3))))
})

const repo = resolve(import.meta.dirname, "../..")
const page = `<!doctype html><script type="importmap">{"imports":{
  "zod":"/node_modules/zod/index.js","canonicalize":"/node_modules/canonicalize/lib/canonicalize.js"}}</script>
<script type="module">
import { verifyLedger } from "/src/ledger/verify.ts"
import { portableSha256 as hash } from "/src/ledger/portable-sha256.ts"
import { parseEntryBundle, tilePath, tilesOf } from "/src/ledger/tiles.ts"
const verify = async (key, message, signature) => crypto.subtle.verify("Ed25519",
  await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]), signature, message)
const read = async (folder, path) => {
  const response = await fetch("/ledgers/" + folder + "/" + path)
  return response.ok ? new Uint8Array(await response.arrayBuffer()) : null
}
const text = async (folder, path) => new TextDecoder().decode(await read(folder, path))
window.check = async (folder, vkey, options) => {
  const source = {
    checkpoint: () => text(folder, "checkpoint"), witnesses: async () => [], oldCheckpoint: async () => null,
    consistency: async () => null, tile: (tile) => read(folder, tilePath(tile)),
    entries: async function* (size) {
      for (const tile of tilesOf(size, "entries")) yield parseEntryBundle(await read(folder, tilePath(tile)), tile.width, true)
    },
  }
  try { return JSON.stringify(await verifyLedger(source, vkey, { hash, verify, ...options })) }
  catch (error) { return error.name + ": " + error.message }
}
window.ready = true
</script>`

let root: string
let server: Server
let browser: Browser
const asked = new Set<string>()
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "browser-ledger-"))
  server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://x").pathname)
    if (path === "/") return void response.writeHead(200, { "content-type": "text/html" }).end(page)
    const base = path.startsWith("/ledgers/") ? root : repo
    const file = join(base, path.replace(/^\/ledgers/, ""))
    if (!file.startsWith(base + sep) || !existsSync(file)) return void response.writeHead(404).end()
    const bytes = readFileSync(file)
    if (path.startsWith("/ledgers/")) return void response.writeHead(200).end(bytes)
    asked.add(path)
    const script = path.endsWith(".ts") ? stripTypeScriptTypes(bytes.toString()) : bytes
    response.writeHead(200, { "content-type": "text/javascript" }).end(script)
  }).listen(0, "127.0.0.1")
  await once(server, "listening")
  browser = await openBrowser()
}, 60_000)
afterAll(async () => {
  await browser.close()
  server.closeAllConnections()
  server.close()
  rmSync(root, { recursive: true })
})

test("the verifier runs in a browser: an honest ledger passes, a lying one is named", { timeout: 60_000 }, async () => {
  const { visited, newest } = await world()
  const options = { oldCheckpoint: visited, witnesses: [witnessKey.vkey], quorum: 1, since: SINCE }
  await handOver(join(root, "honest"), await forge(honest), newest, honestFiles())
  const tried = ["records a call that refused", "hides that somebody listened", "drops the frame counters"]
  const chosen = frauds.filter(({ name }) => tried.includes(name))
  expect(chosen).toHaveLength(3)
  const visits: string[] = []
  for (const [i, { plant }] of chosen.entries()) {
    const planted = await plant()
    visits.push(planted.visited)
    await handOver(join(root, `fraud-${i}`), planted.store, planted.note, planted.files)
  }
  const tab = await browser.newPage()
  const faults: string[] = []
  tab.on("pageerror", (error) => faults.push(error.message))
  await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  await tab.waitForFunction("window.ready").catch(() => undefined)
  expect(faults).toEqual([])
  const check = async (folder: string, given: object): Promise<string> =>
    tab.evaluate(`check(${JSON.stringify(folder)}, ${JSON.stringify(signer.vkey)}, ${JSON.stringify(given)})`)
  expect(JSON.parse(await check("honest", options))).toMatchObject({
    size: 25,
    calls: 4,
    anchoredSize: 25,
    extends: 10,
  })
  for (const [i, { found }] of chosen.entries()) {
    const said = await check(`fraud-${i}`, { ...options, oldCheckpoint: visits[i] })
    expect(said).toMatch(/^AssentError: /)
    expect(said).toMatch(found ?? /nothing/)
  }
  expect([...asked].filter((path) => path.startsWith("/src/ledger/")).length).toBeGreaterThan(10)
})
