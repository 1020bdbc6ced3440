import { spawn } from "node:child_process"
import { createPrivateKey } from "node:crypto"
import { once } from "node:events"
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { compactDecrypt, decodeProtectedHeader, importJWK } from "jose"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { verifyEvidence } from "../../src/cli/verify-evidence.ts"
import { openPlayback } from "../../src/recording/playback.ts"
import { assent } from "../cli/cli-io.ts"
import { Canary, channel, eventually, freePort, freshFolder, KEY, request, ring, testGateway } from "./gateway.ts"
import type { TestGateway } from "./gateway.ts"
import { pause } from "./recorded-call.ts"

const child = fileURLToPath(new URL("child.ts", import.meta.url))
const said = new Canary(15)

let line: TestGateway
let folder: string
let root: string
let recorded: string
let asked: string

/** One call is being recorded and another is being asked when their gateway is killed; then it is started again. */
beforeAll(async () => {
  folder = await freshFolder()
  root = mkdtempSync(join(tmpdir(), "assent-interrupted-"))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const victim = spawn(process.execPath, [child, folder, String(port)], { stdio: ["ignore", "pipe", "inherit"] })
  await once(victim.stdout, "data")
  const talk = { audio: said.audio(), keepAudio: false }
  const agrees = await ring(url, { ...talk, script: [{ whenPromptEnds: /^notice/, delay: 100, press: "1" }] })
  const waits = await ring(url, { ...talk, script: [] }, "+4915112345679")
  for (const { done } of [agrees, waits]) done.catch(() => undefined)
  await eventually(async () => ((await request(url, "GET", "/v1/recordings")).body.data[0] ? true : null))
  await pause(2500)
  victim.kill("SIGKILL")
  await once(victim, "close")
  recorded = agrees.callId
  asked = waits.callId
  line = await testGateway({ folder })
}, 60_000)
afterAll(async () => {
  await line[Symbol.asyncDispose]()
  for (const made of [folder, root]) rmSync(made, { recursive: true, force: true })
})

let exports = 0
async function exported(call: string, ...more: string[]): Promise<string> {
  const bundle = join(root, `bundle-${++exports}`)
  const env = { ASSENT_URL: line.gateway.url, ASSENT_KEY: KEY }
  const made = await assent(["export", "evidence", "--call", call, "--out", bundle, ...more], { env, cwd: root })
  expect(made, made.err).toMatchObject({ code: 0 })
  return bundle
}

/** As the holder of the KEK opens it, with public specifications and the bundle alone. */
async function opened(bundle: string, kek: string): Promise<Buffer> {
  const { facts } = await verifyEvidence(bundle, null)
  const { rec, file } = facts.recordings[0]!
  const at = join(bundle, "recordings", rec)
  const keys = JSON.parse(readFileSync(join(at, "keys.json"), "utf8"))
  const callKey = await compactDecrypt(
    keys.call_key,
    createPrivateKey(readFileSync(join(folder, "keys", `${kek}.pem`))),
  )
  const jwk = await importJWK(JSON.parse(Buffer.from(callKey.plaintext).toString()), "ECDH-ES+A256KW")
  const { plaintext: key } = await compactDecrypt(keys.recording_key, jwk)
  const stream = readFileSync(join(at, "recording.tink"))
  const source = {
    size: stream.length,
    read: async (from: number, length: number) => stream.subarray(from, from + length),
  }
  const header = readFileSync(join(at, "header.json"))
  const playback = await openPlayback({ header, key, source, recoveredSegments: file?.segments ?? 0 })
  const parts: Uint8Array[] = []
  for await (const part of playback.read(0, playback.totalBytes)) parts.push(part)
  return Buffer.concat(parts)
}

describe("the evidence of a call whose gateway was killed", () => {
  test("is checked like any other: its recording is the whole segments that were found, and opens", async () => {
    const bundle = await exported(recorded, "--audio", "--release", "digit")
    const { facts, recordingsChecked, question, released } = await verifyEvidence(bundle, null)
    expect(facts.consents.map(({ state }) => state)).toEqual(["granted", "not_required"])
    expect(facts.ended).toMatchObject({ outcome: "interrupted" })
    expect(facts.recordings).toHaveLength(1)
    expect(recordingsChecked).toBe(1)
    expect(question).toBe("checked")
    expect(released.map(({ fields }) => fields)).toEqual([{ digit: "1" }])
    const words = await assent(["verify", bundle])
    expect(words, words.err).toMatchObject({ code: 0 })
    expect(words.out).toContain("not counted: the process that counted was killed")
    const kept = said.framesIn(channel(await opened(bundle, "kek-1"), "left"))
    expect(kept.length).toBeGreaterThan(50)
    expect(kept.at(-1)! - kept[0]! + 1).toBe(kept.length)
  })

  test("that was never answered says that nothing was decided, and that nothing was kept", async () => {
    const { facts } = await verifyEvidence(await exported(asked, "--audio"), null)
    expect(facts.consents.map(({ state, party }) => [party, state])).toEqual([["caller", "failed"]])
    expect(facts.recordings).toEqual([])
  })

  test("is whole again after the KEK has changed, under the new one, and what was exported before stays true", async () => {
    const before = await exported(recorded, "--audio", "--release", "number,digit")
    const rotated = await line.send("POST", "/v1/keys/rotate")
    expect(rotated.body).toMatchObject({ id: "kek-1", state: "destroyed" })
    expect(existsSync(join(folder, "keys/kek-1.pem"))).toBe(false)

    const after = await exported(recorded, "--audio", "--release", "number,digit")
    const words = await assent(["verify", after])
    expect(words, words.err).toMatchObject({ code: 0 })
    const { released, recordingsChecked } = await verifyEvidence(after, null)
    expect(recordingsChecked).toBe(1)
    expect(released.flatMap(({ fields }) => Object.keys(fields)).sort()).toEqual(["digit", "number"])
    expect(said.framesIn(channel(await opened(after, "kek-2"), "left")).length).toBeGreaterThan(50)

    // The leaves and the stream did not change; only the wrap did.
    expect(await verifyEvidence(before, null)).toMatchObject({ recordingsChecked: 1 })
    const { rec = "" } = (await verifyEvidence(before, null)).facts.recordings[0] ?? {}
    const bytes = (bundle: string, name: string) => readFileSync(join(bundle, "recordings", rec, name))
    expect(bytes(after, "recording.tink").equals(bytes(before, "recording.tink"))).toBe(true)
    expect(bytes(after, "keys.json").equals(bytes(before, "keys.json"))).toBe(false)
  })

  test("of a call after the change is under the new KEK from the start", async () => {
    const talk = { audio: said.audio(), keepAudio: false }
    const call = await line.ring({ ...talk, script: [{ whenPromptEnds: /^notice/, delay: 100, press: "1" }] })
    await eventually(async () => ((await line.get(`/v1/recordings?call=${call.callId}`)).body.data[0] ? true : null))
    await pause(1200)
    call.hangup()
    await eventually(async () => ((await line.get(`/v1/calls/${call.callId}`)).body.state === "ended" ? true : null))
    const bundle = await exported(call.callId, "--audio")
    expect(await verifyEvidence(bundle, null)).toMatchObject({ recordingsChecked: 1 })
    const { facts } = await verifyEvidence(bundle, null)
    expect(facts.frames?.written).toBeGreaterThan(20)
    const { rec = "" } = facts.recordings[0] ?? {}
    const { call_key } = JSON.parse(readFileSync(join(bundle, "recordings", rec, "keys.json"), "utf8"))
    expect(decodeProtectedHeader(call_key)).toMatchObject({ kid: "kek-2" })
  })
})
