import { expect, test } from "vitest"
import { channel, eventually, settled, testGateway } from "./gateway.ts"
import { agreeing, pause } from "./recorded-call.ts"
import { sha256, verifyEd25519 } from "../../src/ledger/node-crypto.ts"
import { fileSource } from "../../src/ledger/source.ts"
import { verifyLedger } from "../../src/ledger/verify.ts"

test(
  "a KEK that changes in mid-call costs the recording nothing, and what was wrapped for the old one is readable",
  { timeout: 60_000 },
  async () => {
    await using line = await testGateway()
    const call = await agreeing(line)
    await pause(500)
    const rotated = await line.send("POST", "/v1/keys/rotate")
    expect(rotated.body).toMatchObject({ id: "kek-1", state: "destroyed" })
    expect((await line.get(`/v1/calls/${call.callId}`)).body.state).toBe("active")
    await pause(700)
    call.hangup()
    const ended = await settled(line, call.callId)
    expect(ended).toMatchObject({ consent: "granted", outcome: "caller_hangup" })
    const [recording] = ended.recordings
    expect(recording.state).toBe("sealed")
    const wav = await line.get(`/v1/recordings/${recording.id}/audio`)
    expect(wav.status).toBe(200)
    // More than a second of one sound, through the change without a break.
    const left = channel(wav.bytes, "left")
    expect(left.filter((byte) => byte === 0x55).length).toBeGreaterThan(8000)
    expect((await line.get("/v1/keys")).body.data).toMatchObject([{ state: "destroyed" }, { state: "active" }])

    // A call that begins after it stands under the new one.
    const next = await agreeing(line, "+4915112345679")
    await pause(300)
    next.hangup()
    const after = await settled(line, next.callId)
    expect((await line.get(`/v1/recordings/${after.recordings[0].id}/audio`)).status).toBe(200)
    const read = async (path: string) => {
      const answer = await line.get(`/ledger/${path}`)
      return answer.status === 200 ? answer.bytes : null
    }
    const summary = await eventually(async () => {
      const found = await verifyLedger(fileSource(read), line.gateway.vkey, { hash: sha256, verify: verifyEd25519 })
      return found.openCalls.length === 0 ? found : null
    })
    expect(summary).toMatchObject({ granted: 2, recordings: 2 })
  },
)
