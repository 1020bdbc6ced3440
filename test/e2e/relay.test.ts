import { rmSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { describe, expect, test } from "vitest"
import { FileKeyProvider } from "../../src/keys/kek.ts"
import { openRecordingKey } from "../../src/keys/recording-key.ts"
import { sha256, verifyEd25519 } from "../../src/ledger/node-crypto.ts"
import { fileSource } from "../../src/ledger/source.ts"
import { verifyLedger } from "../../src/ledger/verify.ts"
import { openPlayback } from "../../src/recording/playback.ts"
import { openEmbedded } from "../../src/storage/embedded/open.ts"
import type { DoubleCall } from "../fakes/relay-call.ts"
import { RelayDouble } from "../fakes/relay-double.ts"
import { KIND, UNKIND, type Unknowns } from "../fakes/relay-wire.ts"
import { Canary, channel, eventually, everyByte, settled, testGateway, type TestGateway } from "./gateway.ts"
import { relayCanary, relayFolder } from "./relay-line.ts"

type Way = "stream" | "carrier-recording"

async function relayLine(way: Way, unknowns: Unknowns) {
  const double = await RelayDouble.open(unknowns)
  const { folder, trunk } = await relayFolder(double, way)
  const line = await testGateway({ folder, config: { trunks: [trunk] } })
  await eventually(() => (double.subscribed ? true : null))
  const read = async (path: string) => {
    const answer = await line.get(`/ledger/${path}`)
    return answer.status === 200 ? answer.bytes : null
  }
  const summary = () => verifyLedger(fileSource(read), line.gateway.vkey, { hash: sha256, verify: verifyEd25519 })
  return {
    double,
    folder,
    line,
    verified: () =>
      eventually(async () => {
        const now = await summary()
        return now.openCalls.length === 0 ? now : null
      }),
    leaves: async () => {
      const { size } = await summary()
      const texts: string[] = []
      for await (const batch of fileSource(read).entries(size))
        texts.push(...batch.map((leaf) => Buffer.from(leaf).toString("utf8")))
      return texts
    },
    close: async () => {
      await line.gateway.close()
      await double.close()
    },
    forget: () => rmSync(folder, { recursive: true, force: true }),
  }
}

const callId = (line: TestGateway): Promise<string> =>
  eventually(async () => (await line.get("/v1/calls")).body?.data?.[0]?.id ?? null)
const frame = (call: DoubleCall) => Math.floor((performance.now() - call.answeredAt) / 20)
const pressed = async (call: DoubleCall, digit: string): Promise<void> => {
  await eventually(() => (call.collect === null ? null : true))
  call.press(digit)
}

async function decrypted(folder: string, recordingId: string): Promise<Buffer> {
  await using storage = await openEmbedded(folder, { quickCheck: false })
  expect(await storage.carrierCopies.list("relay")).toEqual([])
  const row = await storage.recordings.get(recordingId)
  if (!row) throw new Error("no such recording")
  const key = await openRecordingKey(
    storage.keyStore,
    new FileKeyProvider(join(folder, "keys")),
    row.id,
    row.headerSha256,
  )
  const size = (await storage.blobs.size(row.blobUri)) ?? 0
  const source = { size, read: (offset: number, length: number) => storage.blobs.read(row.blobUri, offset, length) }
  const playback = await openPlayback({ header: row.header, key, source })
  const parts: Uint8Array[] = []
  for await (const part of playback.read(0, playback.totalBytes)) parts.push(part)
  return Buffer.concat(parts)
}

const ways: readonly (readonly [Way, string, Unknowns])[] = [
  ["stream", "kind", KIND],
  ["stream", "unkind", UNKIND],
  ["carrier-recording", "kind", KIND],
  ["carrier-recording", "unkind", UNKIND],
]

describe.concurrent("a call through SignalWire Relay", { timeout: 60_000 }, () => {
  for (const [way, kind, unknowns] of ways) {
    test(`recorded by ${way}, carrier ${kind}: only what was said inside the consent is in any byte`, async () => {
      const [said, answered] = [relayCanary(40), relayCanary(40)]
      const { double, folder, line, verified, close, forget } = await relayLine(way, unknowns)
      double.agent = { answersAfterMs: 50, says: answered.audio() }
      let recording = ""
      const at = { pressed: 0, asked: 0, paused: 0, resumed: 0, withdrawn: 0 }
      try {
        const caller = double.ring({ says: said.audio() })
        await eventually(() => (caller.heard.length >= 1 ? true : null))
        expect(double.commands.some(({ method }) => /record|stream/.test(method))).toBe(false)
        await sleep(200)
        at.pressed = frame(caller)
        await pressed(caller, "1")
        await eventually(() => caller.peer)
        const id = await callId(line)
        await sleep(1200)
        at.asked = frame(caller)
        expect((await line.send("POST", `/v1/calls/${id}/pause`)).status).toBeLessThan(300)
        at.paused = frame(caller)
        await sleep(700)
        at.resumed = frame(caller)
        expect((await line.send("POST", `/v1/calls/${id}/resume`)).status).toBeLessThan(300)
        await sleep(1000)
        await pressed(caller, "*")
        await sleep(60)
        await pressed(caller, "2")
        at.withdrawn = frame(caller)
        await sleep(500)
        caller.end()
        const ended = await settled(line, id)
        expect(ended).toMatchObject({ consent: "withdrawn", recordings: [{ state: "restricted" }] })
        recording = String(ended.recordings[0].id).replace(/^rec_/, "")
        const summary = await verified()
        expect(summary.openCalls).toEqual([])
        await eventually(() => (double.kept.length === 0 ? true : null))
      } finally {
        await close()
      }
      expect(double.violations).toEqual([])
      const bytes = everyByte(folder)
      expect(said.framesIn(bytes), "plaintext on disk").toEqual([])
      expect(answered.framesIn(bytes), "plaintext on disk").toEqual([])

      const wav = await decrypted(folder, recording)
      const left = said.framesIn(channel(wav, "left"))
      expect(left.length).toBeGreaterThan(60)
      // Half a second passes after the key before it counts.
      expect(Math.min(...left)).toBeGreaterThan(at.pressed + 25)
      expect(left.filter((n) => n > at.paused + 1 && n < at.resumed - 1)).toEqual([])
      expect(left.filter((n) => n < at.asked).length).toBeGreaterThan(20)
      expect(left.filter((n) => n > at.resumed).length).toBeGreaterThan(20)
      expect(Math.max(...left)).toBeLessThanOrEqual(at.withdrawn + 10)
      expect(answered.framesIn(channel(wav, "right")).length).toBeGreaterThan(40)
      forget()
    })
  }

  test("that is refused is connected, and the carrier is asked for no audio at all", async () => {
    const said = new Canary(20)
    const { double, folder, line, verified, close, forget } = await relayLine("carrier-recording", KIND)
    try {
      const caller = double.ring({ says: said.audio() })
      await eventually(() => (caller.heard.length >= 1 ? true : null))
      await sleep(100)
      await pressed(caller, "2")
      const agent = await eventually(() => caller.peer)
      await sleep(300)
      agent.end()
      expect(await settled(line, await callId(line))).toMatchObject({ consent: "refused", recordings: [] })
      await eventually(() => (caller.state === "ended" ? true : null))
      await verified()
      expect(double.commands.filter(({ method }) => /record|stream/.test(method))).toEqual([])
      expect(double.recordings).toEqual([])
    } finally {
      await close()
    }
    expect(double.violations).toEqual([])
    expect(said.framesIn(everyByte(folder))).toEqual([])
    forget()
  })

  test("whose carrier does not begin to record goes on unrecorded, is told so, and leaves no copy", async () => {
    const { double, line, verified, close, forget } = await relayLine("carrier-recording", KIND)
    try {
      double.faults.refuse.set("calling.record", "500")
      const caller = double.ring()
      await eventually(() => (caller.heard.length >= 1 ? true : null))
      await sleep(100)
      await pressed(caller, "1")
      const agent = await eventually(() => caller.peer)
      expect(caller.state).toBe("answered")
      agent.end()
      const ended = await settled(line, await callId(line))
      expect(ended).toMatchObject({ consent: "granted", recordings: [{ state: "failed" }] })
      await verified()
    } finally {
      await close()
      forget()
    }
    expect(double.violations).toEqual([])
  })

  test("that still goes on when the gateway stops is ended, fetched, sealed, and gone from the carrier", async () => {
    const said = relayCanary(20)
    const { double, folder, line, close, forget } = await relayLine("carrier-recording", UNKIND)
    let id = ""
    try {
      const caller = double.ring({ says: said.audio() })
      await eventually(() => (caller.heard.length >= 1 ? true : null))
      await sleep(100)
      await pressed(caller, "1")
      await eventually(() => caller.peer)
      await sleep(800)
      id = await callId(line)
    } finally {
      await close()
    }
    expect(double.kept).toEqual([])
    expect([...double.calls.values()].map(({ state }) => state)).toEqual(["ended", "ended"])
    await using storage = await openEmbedded(folder, { quickCheck: false })
    const [row] = await storage.recordings.ofCall(id.replace(/^call_/, ""))
    expect(row).toMatchObject({ state: "sealed" })
    expect(await storage.carrierCopies.list("relay")).toEqual([])
    expect(double.violations).toEqual([])
    forget()
  })

  test("that the carrier recorded by itself raises an alarm, and a leaf", async () => {
    const { double, line, leaves, close, forget } = await relayLine("stream", KIND)
    try {
      const caller = double.ring()
      await eventually(() => (caller.heard.length >= 1 ? true : null))
      caller.startRecording("the account's own")
      caller.end()
      await settled(line, await callId(line))
      const found = await eventually(async () => {
        for (const leaf of await leaves()) if (leaf.includes("carrier.recording_found")) return leaf
        return null
      })
      expect(JSON.parse(found)).toMatchObject({ trunk: "relay", recordings: 1, removed: false })
    } finally {
      await close()
      forget()
    }
  })
})
