import { generateKeyPairSync } from "node:crypto"
import { once } from "node:events"
import { cpSync, mkdtempSync, rmSync } from "node:fs"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { placeCall } from "../../src/carriers/media-stream/caller.ts"
import { verifyMain } from "../../src/cli/assent-verify.ts"
import { sha256, verifyEd25519, witnessSigner } from "../../src/ledger/node-crypto.ts"
import { parseVkey, type Vkey } from "../../src/ledger/note.ts"
import { fileSource } from "../../src/ledger/source.ts"
import { checkTimestamp } from "../../src/ledger/timestamp.ts"
import { type LedgerSummary, verifyLedger } from "../../src/ledger/verify.ts"
import type { WitnessedTree } from "../../src/ledger/witness.ts"
import { witnessServer } from "../../src/ledger/witness-server.ts"
import { slowLine } from "../fakes/slow-line.ts"
import { serveAuthority, testAuthority } from "../ledger/tsa.ts"
import { Canary, channel, eventually, freshFolder, KEY, settled, testGateway, type TestGateway } from "./gateway.ts"

const crypto = { hash: sha256, verify: verifyEd25519 }
const agree = { script: [{ whenPromptEnds: /^notice/, delay: 100, press: "1" }] } as const
const authority = testAuthority()

const servers: Server[] = []
async function listening(server: Server): Promise<string> {
  servers.push(server)
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** An honest witness whose memory is in this process; `down` makes it fail every request, `before` takes its time. */
async function witness(name: string) {
  const signer = witnessSigner(name, generateKeyPairSync("ed25519").privateKey)
  const seen = new Map<string, WitnessedTree>()
  const logs: Vkey[] = []
  const state = { down: false, before: async (): Promise<void> => undefined }
  const store = {
    last: (origin: string) => {
      if (state.down) throw new Error("the witness is down")
      return seen.get(origin) ?? null
    },
    advance: (origin: string, _from: WitnessedTree | null, to: WitnessedTree) => {
      seen.set(origin, to)
      return true
    },
  }
  const now = () => Math.floor(Date.now() / 1000)
  const honest = witnessServer({ store, signer, logs, crypto, now }, () => undefined)
  const server = createServer((request, response) => {
    void state.before().then(() => honest.emit("request", request, response))
  })
  const url = await listening(server)
  return { url, vkey: signer.vkey, state, logs, seen }
}

let folder: string
let vkey: string
let first: Awaited<ReturnType<typeof witness>>
let second: Awaited<ReturnType<typeof witness>>
beforeAll(async () => {
  folder = await freshFolder()
  const once = await testGateway({ folder })
  vkey = once.gateway.vkey
  await once[Symbol.asyncDispose]()
  first = await witness("one.example/w")
  second = await witness("two.example/w")
  for (const { logs } of [first, second]) logs.push(parseVkey(sha256, vkey))
}, 60_000)
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
  rmSync(folder, { recursive: true, force: true })
})

const ledgerConfig = async (more: object) => ({
  ledger: {
    origin: "localhost/test",
    witnesses: [first, second].map(({ url, vkey: key }) => ({ url, vkey: key })),
    witness_quorum: 2,
    timestamp_authority: authority
      ? { url: await listening(serveAuthority(authority)), ca_pem: authority.caPem }
      : null,
    ...more,
  },
})

const recorded = (line: TestGateway, call: string): Promise<true> =>
  eventually(async () => ((await line.get(`/v1/recordings?call=${call}`)).body.data[0] ? true : null))

async function verified(line: TestGateway, quorum: number): Promise<LedgerSummary> {
  const read = async (path: string) => {
    const { status, bytes } = await line.get(`/ledger/${path}`)
    return status === 200 ? bytes : null
  }
  const source = fileSource(read, { timestamp: (size) => read(`timestamp/${size}`) })
  return verifyLedger(source, vkey, {
    ...crypto,
    quorum,
    ...(authority ? { timestamp: (text, tsr) => checkTimestamp(tsr, text, authority.caPem) } : {}),
  })
}

describe("a gateway whose checkpoints others sign", { timeout: 60_000 }, () => {
  test("serves them with the cosignatures and a timestamp, and goes on when a witness is down", async () => {
    const line = await testGateway({ folder, config: await ledgerConfig({}) })
    try {
      const call = await line.ring(agree)
      await recorded(line, call.callId)
      call.hangup()
      await settled(line, call.callId)
      const summary = await eventually(async () => {
        const seen = await verified(line, 2)
        return seen.granted > 0 && seen.openCalls.length === 0 ? seen : null
      })
      expect(summary.anchoredBy.filter(({ kind }) => kind === "witness").map(({ name }) => name)).toEqual([
        "one.example/w",
        "two.example/w",
      ])
      expect(summary.anchoredSize).toBe(summary.size)
      if (authority) expect(summary.anchoredBy.find(({ kind }) => kind === "timestamp")).toBeDefined()
      else process.stdout.write("openssl is not on this machine: the gateway asked no timestamp authority\n")

      process.env["ASSENT_KEY"] = KEY
      expect(await verifyMain([`${line.gateway.url}/ledger`, "--quorum", "2", "--json"])).toBe(0)

      second.state.down = true
      const again = await line.ring(agree)
      await recorded(line, again.callId)
      again.hangup()
      await settled(line, again.callId)
      await eventually(async () => {
        const seen = await verified(line, 0)
        return seen.granted > 1 && seen.openCalls.length === 0 && seen.anchoredBy.length > 0 ? seen : null
      })
    } finally {
      second.state.down = false
      await line[Symbol.asyncDispose]()
    }
  })

  test("records in strict mode only what the quorum has signed", async () => {
    const line = await testGateway({ folder, config: await ledgerConfig({ strict: true }) })
    try {
      const signed = await line.ring(agree)
      await eventually(async () =>
        (await line.get(`/v1/recordings?call=${signed.callId}`)).body.data[0] ? true : null,
      )
      signed.hangup()
      await settled(line, signed.callId)

      second.state.down = true
      const unsigned = await line.ring(agree)
      await new Promise((resolve) => setTimeout(resolve, 4000))
      unsigned.hangup()
      const body: unknown = await settled(line, unsigned.callId)
      expect((await line.get(`/v1/recordings?call=${unsigned.callId}`)).body.data).toEqual([])
      expect(JSON.stringify(body)).not.toContain("rec_")
      second.state.down = false
      const summary = await verified(line, 0)
      // The consent itself stands: it was given, and nothing was recorded on it.
      expect(summary.recordings).toBe(summary.granted - 1)
    } finally {
      second.state.down = false
      await line[Symbol.asyncDispose]()
    }
  })

  test("keeps in strict mode no frame from before the last witness signed, also when the line stalls meanwhile", async () => {
    const config = { ...(await ledgerConfig({ strict: true })), flow: { commit_ms: 5000 } }
    const line = await testGateway({ folder, config })
    const network = await slowLine(line.gateway.url)
    const said = new Canary(15)
    const at = { started: 0, pressed: 0, signed: 0, flows: 0 }
    try {
      const { body } = await line.send("POST", "/v1/test-calls", {})
      // The key counts after half a second; what is signed before is of the time before.
      const grant = async (): Promise<void> => {
        if (performance.now() - at.pressed < 450) return
        second.state.before = async () => undefined
        network.stall()
        await new Promise((resolve) => setTimeout(resolve, 700))
        at.signed = performance.now()
        // What is later than a fifth of a second is left out anyway, to keep the two sides together.
        setTimeout(() => {
          at.flows = performance.now()
          network.flow()
        }, 120)
      }
      const call = placeCall({
        ...agree,
        url: network.through(body.media_url),
        token: body.token,
        callSid: body.call_sid,
        audio: said.audio(),
        keepAudio: false,
        onEvent: ({ type }) => {
          if (type === "started") at.started = performance.now()
          if (type !== "pressed") return
          at.pressed = performance.now()
          second.state.before = grant
        },
      })
      await recorded(line, body.call_id)
      await eventually(() => (at.flows > 0 ? true : null))
      await new Promise((resolve) => setTimeout(resolve, 800))
      call.hangup()
      const { recordings } = await settled(line, body.call_id)
      // The grant itself had been durable all the while that the witness took.
      const [{ at: granted }] = (await line.get(`/v1/consents?call=${body.call_id}`)).body.data
      expect(Date.parse(granted)).toBeLessThan(performance.timeOrigin + at.signed - 600)
      const wav = await line.get(`/v1/recordings/${recordings[0].id}/audio`)
      const kept = said.framesIn(channel(wav.bytes, "left")).map((n) => at.started + n * 20)
      expect(kept.length).toBeGreaterThan(30)
      // A frame is captured when it has been said: 20 ms after it begins.
      expect(kept[0]! + 20).toBeGreaterThanOrEqual(at.signed)
      // What was said in the stall, after they had signed, came late and is there.
      expect(kept[0]!).toBeLessThan(at.flows)
    } finally {
      second.state.before = async () => undefined
      await network[Symbol.asyncDispose]()
      await line[Symbol.asyncDispose]()
    }
  })

  test("refuses to start on a copy of the ledger that is older than what a witness has signed", async () => {
    const backup = mkdtempSync(join(tmpdir(), "assent-backup-"))
    cpSync(folder, backup, { recursive: true })
    const line = await testGateway({ folder, config: await ledgerConfig({}) })
    const call = await line.ring(agree)
    await recorded(line, call.callId)
    call.hangup()
    await settled(line, call.callId)
    await line[Symbol.asyncDispose]()
    const restored = testGateway({ folder: backup, config: await ledgerConfig({}) })
    await expect(restored).rejects.toMatchObject({ code: "LEDGER_CORRUPT" })
    await expect(restored).rejects.toThrow(/one\.example\/w has signed a larger/)
    rmSync(backup, { recursive: true, force: true })
  })
})
