/* Consents that are withdrawn after the call. */
import { expect, test } from "vitest"
import type { ConsentRow } from "../../src/consent/ports.ts"
import type { Leaf } from "../../src/ledger/entry.ts"
import { canonicalBytes } from "../../src/ledger/jcs.ts"
import type { RecordingRow } from "../../src/recording/ports.ts"
import type { Resolution } from "../../src/retention/schedule.ts"
import { openWithdrawals, type WithdrawalParts } from "../../src/wiring/withdrawals.ts"
import { consent, uuid } from "../ledger/leaves.ts"

type Parts = WithdrawalParts<unknown>

function world(options: { choice?: "restrict_72h" | "shred_at_once"; state?: "granted" | "not_required" } = {}) {
  const { choice = "restrict_72h", state = "granted" } = options
  const call = uuid()
  const decided = [{ id: uuid(), callId: call, party: "caller", state, leaf: 5 }] as unknown as ConsentRow[]
  const recording = { id: uuid(), callId: call, state: "sealed", shredAt: null as string | null }
  const leaves: Leaf[] = []
  const erased: string[] = []
  const now = { live: false, held: false }
  const parts = {
    ledger: {
      append: async (more: readonly Leaf[], rows?: (tx: unknown, indexes: readonly number[]) => Promise<void>) => {
        await rows?.(
          null,
          more.map((_, i) => 10 + i),
        )
        leaves.push(...more)
        return []
      },
    },
    ledgerStore: { leaf: async () => ({ entry: canonicalBytes(consent("consent.granted", call, 1)) }) },
    views: {
      call: async () => ({ id: call, lineId: "main", state: now.live ? "active" : "ended" }),
      consents: async (filter: { state?: readonly string[] }) =>
        decided.filter((row) => filter.state?.includes(row.state)),
    },
    calls: { consent: async (_tx: unknown, row: ConsentRow) => void decided.push(row) },
    recordings: {
      ofCall: async () => [recording as unknown as RecordingRow],
      restricted: async (_tx: unknown, _id: string, shredAt: string) => {
        Object.assign(recording, { state: "restricted", shredAt })
      },
    },
    operator: { current: () => ({ lines: [{ id: "main", on_withdrawal: choice }] }) },
    assess: async (): Promise<Partial<Resolution>> => {
      const { shredAt } = recording
      if (now.held) return { by: "hold", rule: "h", basis: "case 7", shredFrom: null, sentence: "held" }
      if (shredAt !== null) return { by: "withdrawal", rule: null, basis: null, shredFrom: shredAt, sentence: "soon" }
      return {
        by: "captured",
        rule: "default-365d",
        basis: null,
        shredFrom: "2999-01-01T00:00:00.000Z",
        sentence: "kept",
      }
    },
    eraser: {
      eraseRecording: async (id: string, reason: string) => {
        recording.state = "shredded"
        erased.push(`${id} ${reason}`)
      },
    },
  }
  const withdrawals = openWithdrawals(parts as unknown as Parts)
  const withdraw = (calls: readonly string[]) => withdrawals.withdraw(calls)
  return { call, recording, leaves, erased, now, withdraw, types: () => leaves.map(({ type }) => type) }
}

test("the withdrawal and the restriction are one commit, and what is kept says until when", async () => {
  const { call, recording, types, withdraw, erased } = world()
  const kept = await withdraw([call])
  expect(types()).toEqual(["consent.withdrawn", "restriction.set"])
  expect(recording.state).toBe("restricted")
  expect(kept).toMatchObject([
    { recordingId: recording.id, reason: "withdrawal", until: recording.shredAt?.slice(0, 10) },
  ])
  expect(erased).toEqual([])
})

test("a line that shreds at once does, except what a legal hold keeps", async () => {
  const free = world({ choice: "shred_at_once" })
  expect(await free.withdraw([free.call])).toEqual([])
  expect(free.erased).toEqual([`${free.recording.id} withdrawal`])
  const held = world({ choice: "shred_at_once" })
  held.now.held = true
  expect(await held.withdraw([held.call])).toMatchObject([{ reason: "hold", basis: "case 7", until: null }])
  expect([held.erased, held.recording.state]).toEqual([[], "restricted"])
})

test("twice at once is one withdrawal", async () => {
  const { call, types, withdraw } = world()
  await Promise.all([withdraw([call]), withdraw([call]), withdraw([call, call])])
  expect(types()).toEqual(["consent.withdrawn", "restriction.set"])
})

test("a live call is refused before anything is written; what needed no consent stays and says why", async () => {
  const live = world()
  live.now.live = true
  await expect(live.withdraw([live.call])).rejects.toMatchObject({ code: "CONFLICT" })
  expect(live.leaves).toEqual([])
  live.now.live = false
  await live.withdraw([live.call])
  expect(live.leaves).toHaveLength(2)
  const lawful = world({ state: "not_required" })
  expect(await lawful.withdraw([lawful.call])).toMatchObject([{ reason: "captured", sentence: "kept" }])
  expect([lawful.leaves, lawful.recording.state]).toEqual([[], "sealed"])
})
