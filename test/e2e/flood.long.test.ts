import { expect, test } from "vitest"
import { settled, testGateway } from "./gateway.ts"

test(
  "what is over a limit is answered and connected, not asked and not recorded, and says why in the ledger",
  { timeout: 40_000 },
  async () => {
    await using line = await testGateway({ config: { limits: { calls_per_number: 1 } } })
    const agrees = [
      { whenPromptEnds: /^notice/, delay: 100, press: "1" as const },
      { after: 3500, hangup: true as const },
    ]
    const first = await line.ring({ script: agrees }, "+4915112345678")
    const second = await line.ring({ script: agrees }, "+4915112345678")
    const stranger = await line.ring({ script: agrees }, "+4915187654321")
    // The second is never asked, so its script would wait for a notice for ever.
    setTimeout(() => second.hangup(), 4000)
    await Promise.all([first.done, second.done, stranger.done])

    expect(await settled(line, first.callId)).toMatchObject({ consent: "granted" })
    expect(await settled(line, stranger.callId)).toMatchObject({ consent: "granted" })
    const over = await settled(line, second.callId)
    expect(over).toMatchObject({ consent: "not_asked", recordings: [] })
    // Connected all the same.
    expect(over.time_to_agent_ms).toBeGreaterThan(0)

    // Its place is free again.
    const later = await line.ring({ script: agrees }, "+4915112345678")
    await later.done
    expect(await settled(line, later.callId)).toMatchObject({ consent: "granted" })
  },
)

test(
  "a shutdown with calls in progress seals what is open, and the next start has nothing to put in order",
  { timeout: 40_000 },
  async () => {
    const line = await testGateway()
    const call = await line.ring({ script: [{ whenPromptEnds: /^notice/, delay: 100, press: "1" }] })
    await new Promise((resolve) => setTimeout(resolve, 3000))
    await line.gateway.close()
    await using again = await testGateway({ folder: line.folder })
    expect(again.gateway.recovery).toEqual({
      interruptedCalls: 0,
      recoveredRecordings: 0,
      lostRecordings: 0,
      finishedErasures: 0,
    })
    const { body } = await again.get(`/v1/calls/${call.callId}`)
    expect(body).toMatchObject({ consent: "granted", outcome: "shutdown" })
    expect(body.recordings).toMatchObject([{ state: "sealed" }])
  },
)
