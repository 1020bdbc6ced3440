import { once } from "node:events"
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import type { Server } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { verifyEvidence } from "../../src/cli/verify-evidence.ts"
import { assent } from "../cli/cli-io.ts"
import { serveAuthority, testAuthority } from "../ledger/tsa.ts"
import { KEY, settled, testGateway, type TestGateway } from "./gateway.ts"
import { agreeing, pause } from "./recorded-call.ts"

const authority = testAuthority()
let server: Server | null = null
let line: TestGateway
let root: string
let bundle: string
let rec: string

/** A call that agreed, was paused, and withdrew, on a gateway whose checkpoints an authority stamps. */
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "assent-anchored-"))
  const ledger: Record<string, unknown> = { origin: "localhost/test" }
  if (authority) {
    server = serveAuthority(authority).listen(0, "127.0.0.1")
    await once(server, "listening")
    const address = server.address()
    const port = typeof address === "object" ? address?.port : null
    ledger["timestamp_authority"] = { url: `http://127.0.0.1:${port}`, ca_pem: authority.caPem }
  }
  line = await testGateway({ config: { ledger } })
  const call = await agreeing(line)
  await pause(800)
  await line.send("POST", `/v1/calls/${call.callId}/pause`)
  await pause(300)
  await line.send("POST", `/v1/calls/${call.callId}/withdraw`)
  await pause(400)
  call.hangup()
  const ended = await settled(line, call.callId)
  rec = String(ended.recordings[0].id).slice(4)
  bundle = join(root, "bundle")
  const argv = ["export", "evidence", "--call", call.callId, "--out", bundle, "--audio"]
  const made = await assent(argv, { env: { ASSENT_URL: line.gateway.url, ASSENT_KEY: KEY }, cwd: root })
  expect(made, made.err).toMatchObject({ code: 0 })
}, 60_000)
afterAll(async () => {
  await line[Symbol.asyncDispose]()
  server?.close()
  rmSync(root, { recursive: true, force: true })
})

test("a withdrawn call's evidence tells when it stopped, and its audio stays in the house", async () => {
  const { facts, recordingsChecked } = await verifyEvidence(bundle, null)
  expect(facts.consents.map(({ state }) => state)).toEqual(["granted", "not_required", "withdrawn"])
  const [recording] = facts.recordings
  expect(recording?.rec).toBe(rec)
  expect(recording?.restricted).toMatchObject({ reason: "withdrawn" })
  // It was paused when it ended, so that nothing was kept behind the pause.
  expect(recording?.kept_ms).toHaveLength(1)
  expect(recording?.pauses).toMatchObject([{ to_ms: null, reason: "card" }])
  expect(facts.frames?.after_withdrawal).toBeGreaterThan(5)
  expect(recordingsChecked).toBe(0)
  expect(facts.access).toContainEqual(expect.objectContaining({ kind: "access.denied", rec, reason: "restricted" }))
  expect(JSON.parse(readFileSync(join(bundle, "consent-record.json"), "utf8"))).toMatchObject({
    event_state: "withdrawn",
  })
})

test("the authority's stamp is checked with the bundle, and refused on another's checkpoint", async () => {
  const { timestamp } = await verifyEvidence(bundle, null)
  if (!authority) {
    // No openssl on this machine, so nobody to stamp: then there is no stamp to be believed either.
    expect(timestamp).toBeNull()
    return
  }
  expect(Math.abs(Date.parse(timestamp?.at ?? "") - Date.now())).toBeLessThan(120_000)
  const copy = join(root, "copy")
  cpSync(bundle, copy, { recursive: true })
  const tsr = readFileSync(join(copy, "checkpoint.tsr"))
  tsr[tsr.length - 10]! ^= 1
  writeFileSync(join(copy, "checkpoint.tsr"), tsr)
  await expect(verifyEvidence(copy, null)).rejects.toThrow(/^the timestamp: /)
  rmSync(join(copy, "tsa.pem"))
  await expect(verifyEvidence(copy, null)).rejects.toThrow("without its authority's certificates")
})
