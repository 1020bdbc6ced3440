import { setTimeout as sleep } from "node:timers/promises"
import { expect, test } from "vitest"
import type { CarrierLook, CarrierLooks } from "../../src/carriers/looks.ts"
import type { Leaf } from "../../src/ledger/entry.ts"
import { carrierLooking, type LookedTrunk } from "../../src/wiring/carrier-looks.ts"

/** A list, a ledger and a carrier in memory, and the gateway's look between them. */
function looking(more: Partial<LookedTrunk> = {}) {
  const rows = new Map<string, CarrierLook>()
  const leaves: Leaf[] = []
  const logged: string[] = []
  const at = new Map<string, string[]>()
  const asked: string[] = []
  const carrier = { down: false, keeps: false }
  const looks: CarrierLooks<null> = {
    due: async () => [...rows.values()],
    found: async (_tx, callId) => void rows.delete(callId),
    nothing: async (callId) => void rows.delete(callId),
  }
  const own = carrierLooking({
    ledger: {
      append: async (appended, write) => {
        leaves.push(...appended)
        await write?.(null, [])
        return []
      },
    },
    looks,
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: (_f, m) => logged.push(m) },
    timing: { listedAfterMs: 20, roundMs: 20, patienceMs: 30 },
  })
  const ended = own.watch({
    name: "main",
    removes: true,
    rest: {
      recordingsOf: async (sid) => {
        asked.push(sid)
        if (carrier.down) throw new Error("503")
        return at.get(sid) ?? []
      },
      removeRecording: async (id) => {
        if (carrier.keeps) throw new Error("409")
        for (const [sid, ids] of at)
          at.set(
            sid,
            ids.filter((each) => each !== id),
          )
      },
    },
    when: async () => "now",
    ...more,
  })
  const add = (callId: string, mayGoOn = false): void => {
    const row = { callId, carrierCallId: `CA${callId}`, answeredAt: new Date().toISOString(), mayGoOn }
    rows.set(callId, row)
  }
  return { rows, leaves, logged, at, asked, carrier, own, ended, add }
}

test("what an earlier process left is looked after at the start, and what it recorded is removed", async () => {
  const it = looking()
  it.add("1")
  it.add("2")
  it.at.set("CA2", ["RE1", "RE2"])
  it.own.start()
  await sleep(60)
  await it.own.stop()
  expect(it.rows.size).toBe(0)
  expect(it.at.get("CA2")).toEqual([])
  expect(it.leaves).toMatchObject([
    { type: "carrier.recording_found", call: "2", trunk: "main", recordings: 2, removed: true },
  ])
  expect(it.asked).toEqual(["CA1", "CA2"])
})

test("a carrier that does not answer is asked again, and not for every call", async () => {
  const it = looking()
  it.carrier.down = true
  it.add("1")
  it.add("2")
  it.own.start()
  await sleep(15)
  expect(it.asked).toEqual(["CA1"])
  it.carrier.down = false
  await sleep(150)
  await it.own.stop()
  expect(it.rows.size).toBe(0)
})

test("a recording that the carrier keeps is one alarm and one leaf while it is tried again, and a leaf when it is gone", async () => {
  const it = looking()
  it.carrier.keeps = true
  it.at.set("CA1", ["RE1"])
  it.add("1")
  it.own.start()
  await sleep(180)
  expect(it.asked.length).toBeGreaterThan(1)
  expect(it.rows.size).toBe(1)
  it.carrier.keeps = false
  await sleep(400)
  await it.own.stop()
  expect(it.rows.size).toBe(0)
  expect(it.leaves.map((leaf) => "removed" in leaf && leaf.removed)).toEqual([false, true])
})

test("a call that may go on is left on the list until the carrier says that it is over", async () => {
  let over = false
  const it = looking({ when: async ({ mayGoOn }) => (!mayGoOn || over ? "now" : "later") })
  it.add("1", true)
  it.own.start()
  await sleep(50)
  expect(it.asked).toEqual([])
  expect(it.rows.size).toBe(1)
  over = true
  await sleep(150)
  await it.own.stop()
  expect(it.rows.size).toBe(0)
})

test("a call of this process is looked after once, soon after its end, even where no list holds it", async () => {
  const it = looking()
  it.at.set("CA1", ["RE1"])
  it.own.start()
  it.add("1")
  it.ended({ callId: "1", carrierCallId: "CA1" })
  it.ended({ callId: "3", carrierCallId: "CA3" })
  await sleep(120)
  await it.own.stop()
  expect(it.asked.toSorted()).toEqual(["CA1", "CA3"])
  expect(it.leaves).toHaveLength(1)
})

test("after a stop nothing is begun, and what was not looked after stays", async () => {
  const it = looking()
  it.add("1")
  it.ended({ callId: "1", carrierCallId: "CA1" })
  await it.own.stop()
  await sleep(60)
  expect(it.asked).toEqual([])
  expect(it.rows.size).toBe(1)
})
