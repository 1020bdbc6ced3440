import { once } from "node:events"
import { cpSync, mkdtempSync, rmSync } from "node:fs"
import type { Server } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { verifyMain } from "../../src/cli/assent-verify.ts"
import { sha256, verifyEd25519 } from "../../src/ledger/node-crypto.ts"
import { parseVkey } from "../../src/ledger/note.ts"
import { fileSource } from "../../src/ledger/source.ts"
import { checkTimestamp } from "../../src/ledger/timestamp.ts"
import { type LedgerSummary, verifyLedger } from "../../src/ledger/verify.ts"
import { type TestWitness, testWitness } from "../fakes/witness.ts"
import { serveAuthority, testAuthority } from "../ledger/tsa.ts"
import { eventually, freshFolder, KEY, settled, testGateway, type TestGateway } from "./gateway.ts"

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

let folder: string
let vkey: string
let first: TestWitness
let second: TestWitness
beforeAll(async () => {
  folder = await freshFolder()
  const once = await testGateway({ folder })
  vkey = once.gateway.vkey
  await once[Symbol.asyncDispose]()
  first = await testWitness("one.example/w")
  second = await testWitness("two.example/w")
  for (const { logs } of [first, second]) logs.push(parseVkey(sha256, vkey))
}, 60_000)
afterAll(() => {
  for (const each of [first, second]) each.close()
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
