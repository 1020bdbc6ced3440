import { spawn, type ChildProcess } from "node:child_process"
import { rmSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { afterAll, expect, test } from "vitest"
import { sha256, verifyEd25519 } from "../../src/ledger/node-crypto.ts"
import { fileSource } from "../../src/ledger/source.ts"
import { verifyLedger } from "../../src/ledger/verify.ts"
import { Canary, channel, eventually, everyByte, freePort, freshFolder, request, ring, testGateway } from "./gateway.ts"

const child = fileURLToPath(new URL("child.ts", import.meta.url))
const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

async function startChild(folder: string): Promise<{ process: ChildProcess; url: string }> {
  const port = await freePort()
  const started = spawn(process.execPath, [child, folder, String(port)], { stdio: ["ignore", "pipe", "inherit"] })
  await new Promise<void>((resolve, reject) => {
    started.stdout.on("data", (chunk: Buffer) => {
      if (chunk.toString().includes("ready")) resolve()
    })
    started.on("exit", (code) => reject(new Error(`the gateway ended with ${code}`)))
  })
  return { process: started, url: `http://127.0.0.1:${port}` }
}

const CALLS = 12
const TALK_MS = 3000

test(
  "kill -9 with calls in every phase: no acknowledged consent is lost, at most 1.1 s of audio per call, and no word from before the consent is anywhere",
  { timeout: 90_000 },
  async () => {
    const folder = await freshFolder()
    folders.push(folder)
    const { process: victim, url } = await startChild(folder)
    const canaries: Canary[] = []
    const acknowledged = new Set<string>()
    const startedAt: number[] = []
    const calls = []
    for (let i = 0; i < CALLS; i++) {
      const canary = new Canary(30)
      canaries.push(canary)
      const call = await ring(
        url,
        {
          audio: canary.audio(),
          keepAudio: false,
          // A third agrees, a third is still asked, a third refused.
          script:
            i % 3 === 0
              ? [{ whenPromptEnds: /^notice/, delay: 100, press: "1" }]
              : i % 3 === 1
                ? []
                : [{ whenPromptEnds: /^notice/, delay: 100, press: "2" }],
          onEvent: (event) => {
            if (event.type === "started") startedAt[i] = performance.now()
          },
        },
        `+49151000000${String(i).padStart(2, "0")}`,
      )
      call.done.catch(() => undefined)
      calls.push(call)
    }
    // What the API has shown to anybody is acknowledged.
    await eventually(async () => {
      const { body } = await request(url, "GET", "/v1/consents?limit=100")
      for (const consent of body.data) if (consent.state === "granted") acknowledged.add(consent.id)
      return acknowledged.size === CALLS / 3 ? true : null
    }, 30_000)
    await eventually(async () =>
      (await request(url, "GET", "/v1/recordings")).body.data.length === CALLS / 3 ? true : null,
    )
    await new Promise((resolve) => setTimeout(resolve, TALK_MS))
    victim.kill("SIGKILL")
    const killedAt = performance.now()
    await new Promise((resolve) => victim.on("close", resolve))

    const bytes = everyByte(folder)
    for (const canary of canaries) expect(canary.framesIn(bytes), "plaintext after the kill").toEqual([])

    await using line = await testGateway({ folder })
    const { recovery } = line.gateway
    expect(recovery).toMatchObject({ interruptedCalls: CALLS, recoveredRecordings: CALLS / 3, lostRecordings: 0 })

    const consents = (await line.get("/v1/consents?limit=100")).body.data as { id: string }[]
    for (const id of acknowledged) expect(consents.map((consent) => consent.id)).toContain(id)

    for (const [i, call] of calls.entries()) {
      const { body } = await line.get(`/v1/calls/${call.callId}`)
      expect(body.outcome).toBe("interrupted")
      expect(body.consent).toBe(i % 3 === 0 ? "granted" : i % 3 === 1 ? "failed" : "refused")
      expect(body.recordings).toHaveLength(i % 3 === 0 ? 1 : 0)
      if (i % 3 !== 0) continue
      expect(body.recordings[0].state).toBe("recovered")
      const wav = await line.get(`/v1/recordings/${body.recordings[0].id}/audio`)
      expect(wav.status).toBe(200)
      const kept = canaries[i]!.framesIn(channel(wav.bytes, "left"))
      // Unbroken from the first frame to the last, which was said at most 1.1 s before the kill.
      expect(kept.length).toBeGreaterThan(50)
      expect(kept.at(-1)! - kept[0]! + 1).toBe(kept.length)
      const lastSaidAt = startedAt[i]! + (kept.at(-1)! + 1) * 20
      expect(killedAt - lastSaidAt).toBeLessThan(1100)
    }

    const { gateway } = line
    const read = async (path: string) => {
      const answer = await line.get(`/ledger/${path}`)
      return answer.status === 200 ? answer.bytes : null
    }
    await eventually(async () => {
      const summary = await verifyLedger(fileSource(read), gateway.vkey, { hash: sha256, verify: verifyEd25519 })
      return summary.openCalls.length === 0 ? summary : null
    })
  },
)
