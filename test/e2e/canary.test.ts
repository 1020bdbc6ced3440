import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { FileKeyProvider } from "../../src/keys/kek.ts"
import { openRecordingKey } from "../../src/keys/recording-key.ts"
import { openPlayback } from "../../src/recording/playback.ts"
import { openEmbedded } from "../../src/storage/embedded/open.ts"
import { Canary, channel, eventually, everyByte, settled, testGateway } from "./gateway.ts"

/** What a recording really holds, read as only the holder of the KEK can, whatever the API would allow. */
async function decrypted(folder: string, recordingId: string): Promise<Buffer> {
  await using storage = await openEmbedded(folder, { quickCheck: false })
  const row = await storage.recordings.get(recordingId)
  if (!row) throw new Error("no such recording")
  const provider = new FileKeyProvider(join(folder, "keys"))
  const key = await openRecordingKey(storage.keyStore, provider, row.id, row.headerSha256)
  const size = (await storage.blobs.size(row.blobUri)) ?? 0
  const source = { size, read: (offset: number, length: number) => storage.blobs.read(row.blobUri, offset, length) }
  const recovered = row.state === "recovered" && row.segments !== null ? { recoveredSegments: row.segments } : {}
  const playback = await openPlayback({ header: row.header, key, source, ...recovered })
  const parts: Uint8Array[] = []
  for await (const part of playback.read(0, playback.totalBytes)) parts.push(part)
  return Buffer.concat(parts)
}
const uuid = (id: string) => id.slice(id.indexOf("_") + 1)
const frameAt = (ms: number) => Math.floor(ms / 20)

describe("what the caller says outside the consent is in no byte the gateway writes", () => {
  test("before the consent, while paused, and after the withdrawal", { timeout: 60_000 }, async () => {
    const canary = new Canary(60)
    const line = await testGateway()
    const { folder } = line
    let recording = ""
    let pressedAt = 0
    const marks = { paused: 0, resumed: 0, withdrawn: 0 }
    try {
      let started = 0
      const call = await line.ring({
        audio: canary.audio(),
        keepAudio: false,
        script: [{ whenPromptEnds: /^notice/, delay: 200, press: "1" }],
        onEvent: (event) => {
          if (event.type === "started") started = performance.now()
          if (event.type === "pressed" && pressedAt === 0) pressedAt = event.at
        },
      })
      const now = () => performance.now() - started
      await eventually(
        async () => ((await line.get(`/v1/recordings?call=${call.callId}`)).body.data[0] ? true : null),
        30_000,
      )
      await pause(1500)
      expect((await line.send("POST", `/v1/calls/${call.callId}/pause`)).status).toBeLessThan(300)
      marks.paused = now()
      await pause(1500)
      marks.resumed = now()
      expect((await line.send("POST", `/v1/calls/${call.callId}/resume`)).status).toBeLessThan(300)
      await pause(1500)
      call.press("*")
      call.press("2")
      marks.withdrawn = now()
      await pause(1500)
      call.hangup()
      const ended = await settled(line, call.callId)
      expect(ended.consent).toBe("withdrawn")
      expect(ended.recordings).toHaveLength(1)
      expect(ended.recordings[0].state).toBe("restricted")
      recording = uuid(ended.recordings[0].id)
      expect((await line.get(`/v1/recordings/${recording}/audio`)).status).toBe(403)
    } finally {
      await line.gateway.close()
    }

    expect(canary.framesIn(everyByte(folder)), "plaintext on disk").toEqual([])

    const kept = canary.framesIn(channel(await decrypted(folder, recording), "left"))
    expect(kept.length).toBeGreaterThan(100)
    // Half a second passes after the key before it counts.
    expect(Math.min(...kept)).toBeGreaterThan(frameAt(pressedAt + 500))
    const inPause = kept.filter((frame) => frame > frameAt(marks.paused) && frame < frameAt(marks.resumed) - 2)
    expect(inPause).toEqual([])
    expect(kept.filter((frame) => frame > frameAt(marks.resumed)).length).toBeGreaterThan(50)
    expect(Math.max(...kept)).toBeLessThanOrEqual(frameAt(marks.withdrawn) + 2)
  })

  test("of a call that is refused, and of one that hangs up in the menu", { timeout: 60_000 }, async () => {
    const canary = new Canary(30)
    const line = await testGateway()
    try {
      const refused = await line.ring({
        audio: canary.audio(),
        keepAudio: false,
        script: [
          { whenPromptEnds: /^notice/, delay: 200, press: "2" },
          { whenPromptEnds: /^refused/, delay: 1500, hangup: true },
        ],
      })
      const gone = await line.ring({
        audio: canary.audio(),
        keepAudio: false,
        script: [
          { whenPromptEnds: /^notice/, delay: 200, press: "1" },
          { after: 100, hangup: true },
        ],
      })
      await Promise.all([refused.done, gone.done])
      expect(await settled(line, refused.callId)).toMatchObject({ consent: "refused", recordings: [] })
      expect(await settled(line, gone.callId)).toMatchObject({ consent: "no_answer", recordings: [] })
      expect((await line.get("/v1/recordings")).body.data).toEqual([])
    } finally {
      await line.gateway.close()
    }
    expect(canary.framesIn(everyByte(line.folder))).toEqual([])
  })
})

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
