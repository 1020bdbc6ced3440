import { spawn } from "node:child_process"
import { once } from "node:events"
import { rmSync } from "node:fs"
import { setTimeout as sleep } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { assent } from "../cli/cli-io.ts"
import { RelayDouble } from "../fakes/relay-double.ts"
import { KIND, UNKIND, type Unknowns } from "../fakes/relay-wire.ts"
import { sha256, verifyEd25519 } from "../../src/ledger/node-crypto.ts"
import { fileSource } from "../../src/ledger/source.ts"
import { verifyLedger } from "../../src/ledger/verify.ts"
import { eventually, everyByte, freePort, KEY, request, testGateway } from "./gateway.ts"
import { relayCanary, relayFolder } from "./relay-line.ts"

const child = fileURLToPath(new URL("child.ts", import.meta.url))

const carriers: readonly (readonly [string, Unknowns])[] = [
  ["kind", KIND],
  ["unkind", UNKIND],
]

test.concurrent.each(carriers)(
  "kill -9 while a %s carrier records: the next start stops it, deletes the copy, sees that it is gone, and says so in the ledger",
  { timeout: 60_000 },
  async (_, unknowns) => {
    const double = await RelayDouble.open(unknowns)
    const { folder, trunk } = await relayFolder(double, "carrier-recording")
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const victim = spawn(process.execPath, [child, folder, String(port), JSON.stringify({ trunks: [trunk] })], {
      stdio: ["ignore", "ignore", "inherit"],
    })
    const said = relayCanary(30)
    await eventually(() => (double.subscribed ? true : null), 30_000)
    const caller = double.ring({ says: said.audio() })
    await eventually(() => (caller.heard.length >= 1 ? true : null))
    await sleep(100)
    await eventually(() => (caller.collect === null ? null : true))
    caller.press("1")
    await eventually(async () => ((await request(url, "GET", "/v1/recordings")).body.data[0] ? true : null))
    await sleep(1000)
    victim.kill("SIGKILL")
    await once(victim, "close")
    // Nobody tells the carrier to stop: the call goes on, and so does its recording, in clear.
    expect(caller.recording).toBe(true)
    expect(double.kept).toHaveLength(1)
    expect(said.framesIn(everyByte(folder)), "plaintext after the kill").toEqual([])

    await using line = await testGateway({ folder, config: { trunks: [trunk] } })
    expect(line.gateway.recovery).toMatchObject({ interruptedCalls: 1, recoveredRecordings: 0, lostRecordings: 1 })
    await eventually(() => (double.kept.length === 0 ? true : null))
    expect(caller.recording).toBe(false)
    const stopped = double.commands.findLastIndex(({ method }) => method === "calling.record.stop")
    expect(stopped).toBeGreaterThan(double.commands.findIndex(({ method }) => method === "calling.record"))

    const read = async (path: string) => {
      const answer = await line.get(`/ledger/${path}`)
      return answer.status === 200 ? answer.bytes : null
    }
    const leaves = await eventually(async () => {
      const { size } = await verifyLedger(fileSource(read), line.gateway.vkey, { hash: sha256, verify: verifyEd25519 })
      const texts: string[] = []
      for await (const batch of fileSource(read).entries(size))
        texts.push(...batch.map((leaf) => Buffer.from(leaf).toString()))
      return texts.some((text) => text.includes("carrier.recording_found")) ? texts : null
    })
    const id = String((await line.get("/v1/calls")).body.data[0].id)
    const { body } = await line.get(`/v1/calls/${id}`)
    expect(body).toMatchObject({ outcome: "interrupted", consent: "granted", recordings: [{ state: "lost" }] })
    const found = leaves.map((text) => JSON.parse(text)).filter(({ type }) => type === "carrier.recording_found")
    expect(found).toMatchObject([{ call: id.slice(5), trunk: "relay", recordings: 1, removed: true }])
    const out = `${folder}-evidence`
    const env = { ASSENT_URL: line.gateway.url, ASSENT_KEY: KEY }
    const made = await assent(["export", "evidence", "--call", id, "--audio", "--out", out], { env })
    expect(made, made.err).toMatchObject({ code: 0 })
    const checked = await assent(["verify", out])
    expect(checked, checked.err).toMatchObject({ code: 0 })
    expect(checked.out).toContain("not counted: the process that counted was killed")
    await line[Symbol.asyncDispose]()
    await double.close()
    expect(double.violations).toEqual([])
    expect(said.framesIn(everyByte(folder))).toEqual([])
    for (const made of [folder, out]) rmSync(made, { recursive: true, force: true })
  },
)
