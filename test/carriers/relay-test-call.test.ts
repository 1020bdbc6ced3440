/* Test calls over Relay at the trunk itself: each way a key may come. */
import { expect, test } from "vitest"
import { KIND, UNKIND } from "../fakes/relay-wire.ts"
import { reached } from "./leg.conformance.ts"
import { all, asked, none, press, Tested } from "./relay-tested.ts"

const t = new Tested()

test.each(Object.entries({ kind: KIND, unkind: UNKIND }))(
  "on a carrier that is %s every key arrives in every part, and nothing of the call stays",
  async (_, unknowns) => {
    await t.open(unknowns)
    const before = t.gateway.trunk.stats().tasks
    t.double.faults.doubleEvents = true
    const id = t.place()
    expect(t.result(id)).toEqual({ state: "calling", outcome: null, parts: [], carrierRecordings: null })
    const call = await t.phone()
    for (const n of [0, 1, 2]) {
      await asked(call, n)
      // Words like those of a notice play besides the sentence, in the first part alone.
      if (n === 0) await reached(() => call.heard.length > 2)
      await reached(() => n < 2 || call.streaming)
      await press(call, "12*0")
    }
    const parts = ["notice", "silence", "talk"].map((part) => ({ part, keys: all }))
    expect(await t.ended(id)).toMatchObject({ state: "ended", outcome: "complete", parts })
    await reached(() => call.state === "ended")
    expect(t.double.commands.filter(({ method }) => method === "calling.dial")).toHaveLength(1)
    expect(t.double.commands.some(({ method }) => method.startsWith("calling.record"))).toBe(false)
    await reached(() => t.gateway.trunk.stats().tasks === before)
    expect(t.gateway.trunk.stats()).toMatchObject({ calls: 0, legs: 0, malformed: 0, strangers: 0 })
    expect(t.gateway.ended).toEqual([])
  },
)

test("a key in the burst of the collect's answer counts, and one that comes late is the part's it was pressed in", async () => {
  await t.open(UNKIND)
  t.double.agent = { answersAfterMs: 10, says: new Uint8Array(), typesAhead: "1" }
  const id = t.place(50)
  const call = await t.phone()
  await asked(call, 1)
  await press(call, "0")
  const { parts } = await t.ended(id)
  expect(parts.map(({ keys }) => keys)).toEqual([{ ...none, "1": "event", "0": "event" }, none, none])
})

test("nobody answers; nobody has the number; the carrier will not dial", async () => {
  for (const unknowns of [KIND, UNKIND]) {
    await t.open(unknowns, { ringMs: 400 })
    t.double.agent = { answersAfterMs: null, says: new Uint8Array() }
    expect(await t.ended(t.place())).toMatchObject({ outcome: "no_answer", parts: [] })
    t.double.agent = { answersAfterMs: 10, says: new Uint8Array(), wrong: true }
    expect(await t.ended(t.place())).toMatchObject({ outcome: "refused", parts: [] })
    t.double.faults.refuse.set("calling.dial", "402")
    expect(await t.ended(t.place())).toMatchObject({ outcome: "refused" })
    expect(t.gateway.said).toContainEqual({ level: "error", message: "a test call could not be placed" })
    if (unknowns === KIND) {
      await t.gateway.close()
      await t.double.close()
    }
  }
})
