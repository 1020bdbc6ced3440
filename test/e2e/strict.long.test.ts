import { rmSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { placeCall } from "../../src/carriers/media-stream/caller.ts"
import { sha256, verifyEd25519 } from "../../src/ledger/node-crypto.ts"
import { parseVkey } from "../../src/ledger/note.ts"
import { fileSource } from "../../src/ledger/source.ts"
import { verifyLedger } from "../../src/ledger/verify.ts"
import { slowLine } from "../fakes/slow-line.ts"
import { type TestWitness, testWitness } from "../fakes/witness.ts"
import { Canary, channel, eventually, freshFolder, settled, testGateway, type TestGateway } from "./gateway.ts"

const agree = { script: [{ whenPromptEnds: /^notice/, delay: 100, press: "1" }] } as const

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
  rmSync(folder, { recursive: true, force: true })
})

const strictConfig = () => ({
  ledger: {
    origin: "localhost/test",
    witnesses: [first, second].map(({ url, vkey: key }) => ({ url, vkey: key })),
    witness_quorum: 2,
    strict: true,
  },
})

const recorded = (line: TestGateway, call: string): Promise<true> =>
  eventually(async () => ((await line.get(`/v1/recordings?call=${call}`)).body.data[0] ? true : null))

async function verified(line: TestGateway) {
  const read = async (path: string) => {
    const { status, bytes } = await line.get(`/ledger/${path}`)
    return status === 200 ? bytes : null
  }
  return verifyLedger(fileSource(read), vkey, { hash: sha256, verify: verifyEd25519 })
}

describe("a gateway in strict mode", { timeout: 60_000 }, () => {
  test("records only what the quorum has signed", async () => {
    const line = await testGateway({ folder, config: strictConfig() })
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
      const summary = await verified(line)
      // The consent itself stands: it was given, and nothing was recorded on it.
      expect(summary.recordings).toBe(summary.granted - 1)
    } finally {
      second.state.down = false
      await line[Symbol.asyncDispose]()
    }
  })

  test("keeps no frame from before the last witness signed, also when the line stalls meanwhile", async () => {
    const config = { ...strictConfig(), flow: { commit_ms: 5000 } }
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
})
