/* Test calls over Relay: tones, and each way in which the carrier, the tester or the line may leave one alone. */
import { describe, expect, test } from "vitest"
import { keyTone } from "../fakes/key-tone.ts"
import { KIND } from "../fakes/relay-wire.ts"
import { reached } from "./leg.conformance.ts"
import { all, asked, none, press, Tested } from "./relay-tested.ts"

const t = new Tested()

test("keys that are only tones in the audio are told apart from none", async () => {
  await t.open()
  const gap = new Uint8Array(480).fill(0xff)
  const cycle = Buffer.concat(["1", "*"].flatMap((key) => [keyTone(key, 80), gap]))
  t.double.agent = { answersAfterMs: 10, says: Buffer.concat(Array.from({ length: 30 }, () => cycle)) }
  const id = t.place(600)
  const { parts, outcome } = await t.ended(id)
  expect(outcome).toBe("complete")
  expect(parts.at(-1)).toEqual({ part: "talk", keys: { ...none, "1": "tone", "*": "tone" } })
})

describe("watchdogs", () => {
  test("a tester who hangs up in the middle of a sentence learns what was tried until then", async () => {
    await t.open()
    const id = t.place()
    const call = await t.phone()
    await asked(call, 0)
    await press(call, "12*0")
    await asked(call, 1)
    call.startRecording("the account records by itself")
    call.end()
    const { outcome, parts } = await t.ended(id)
    expect(outcome).toBe("cut_short")
    expect(parts[0]).toEqual({ part: "notice", keys: all })
    await reached(() => t.result(id).carrierRecordings === 1, 4000)
  })

  test("a call that rings too long, or is answered after it was given up, is ended at the carrier", async () => {
    await t.open(KIND, { ringMs: 100 })
    t.double.agent = { answersAfterMs: 60_000, says: new Uint8Array() }
    expect(await t.ended(t.place())).toMatchObject({ outcome: "no_answer" })
    const ringing = await t.phone()
    await reached(() => ringing.state === "ended")
    // The carrier dialled, and its word did not come.
    t.double.faults.breakAfter.add("calling.dial")
    t.double.agent = { answersAfterMs: 1500, says: new Uint8Array() }
    expect(await t.ended(t.place())).toMatchObject({ outcome: "no_answer" })
    await reached(
      () => t.double.calls.size === 2 && [...t.double.calls.values()].every(({ state }) => state === "ended"),
      5000,
    )
    expect(t.double.commands.filter(({ method }) => method === "calling.dial")).toHaveLength(2)
  })

  test("results that are lost end no part late, and an end that is lost is found", async () => {
    await t.open(KIND, { sayMs: 150, lateMs: 100, streamMs: 200 })
    for (const lost of ["calling.call.play", "calling.call.dial", "calling.call.collect"])
      t.double.faults.loseEvents.add(lost)
    t.double.faults.forgeStream = "token"
    const id = t.place(100)
    const call = await t.phone()
    await asked(call, 1)
    await press(call, "1")
    expect(await t.ended(id)).toMatchObject({
      outcome: "complete",
      parts: [{ keys: none }, { keys: none }, { keys: none }],
    })
    expect(t.gateway.said.map(({ message }) => message)).toContain(
      "the media stream of a test call did not come: its tones are not heard",
    )
    await reached(() => call.state === "ended")

    t.double.faults.loseEvents.clear()
    const second = t.place(100)
    await reached(() => t.double.calls.size === 2)
    const other = await t.phone()
    await asked(other, 0)
    t.double.faults.loseEvents.add("calling.call.state")
    other.end()
    expect(await t.ended(second)).toMatchObject({ outcome: "cut_short" })
  })

  test("one that would never end is ended, and so is one whose gateway closes", async () => {
    await t.open(KIND, { testMs: 100 })
    const id = t.place(50)
    const call = await t.phone()
    t.double.faults.silent.add("calling.play")
    expect(await t.ended(id)).toMatchObject({ outcome: "cut_short" })
    await reached(() => call.state === "ended")
    t.double.faults.silent.clear()
    const second = t.place(20_000)
    await reached(() => t.double.calls.size === 2)
    const other = await t.phone()
    await asked(other, 0)
    expect(() => t.place()).toThrow(expect.objectContaining({ code: "CONFLICT" }))
    await t.gateway.close()
    await reached(() => other.state === "ended")
    expect(t.result(second)).toMatchObject({ outcome: "cut_short" })
  })
})
