/* Erasure reaches what is held beside calls, whatever fails in between. */
import { expect, test } from "vitest"
import { AssentError } from "../../src/errors.ts"
import type { Eraser, SubjectErased } from "../../src/retention/eraser.ts"
import type { RecordRow, RecordRows } from "../../src/rights/record-ports.ts"
import { reaching } from "../../src/wiring/records-erased.ts"

const done: SubjectErased = { requestId: "r", calls: 1, recordings: [], retained: [], disclosure: null }

function world() {
  const rows = new Map<string, RecordRow>()
  const add = (id: string, kind: RecordRow["kind"], about: string | null = null): void => {
    rows.set(id, { id, kind, about, slug: null, version: id, keyId: id, leaf: 1, setAt: "", asked: false })
  }
  add("contact", "contact")
  add("note", "note", "call")
  add("other note", "note", "kept call")
  const keys = new Set(["call", "kept call"])
  const waiting = new Set<string>()
  const state = { fails: null as Error | null, diesAfter: false, removalFails: false }
  const base = {
    eraseSubject: async () => {
      if (state.fails) throw state.fails
      keys.delete("call")
      if (state.diesAfter) throw new Error("killed")
      return done
    },
    runWaiting: async () => 0,
    resume: async () => ({ finished: 0, failures: [] }),
  }
  const never = (): never => {
    throw new Error("not asked for here")
  }
  const port: Pick<RecordRows<unknown>, "byLookup" | "onCalls" | "ask" | "asked" | "lookupsOf"> = {
    byLookup: async () => [...rows.values()].filter(({ kind }) => kind === "contact"),
    onCalls: async (calls) => [...rows.values()].filter(({ about }) => about !== null && calls.includes(about)),
    ask: async (ids, asked) => {
      for (const id of ids) rows.set(id, { ...rows.get(id)!, asked })
    },
    asked: async () => [...rows.values()].filter(({ asked }) => asked),
    lookupsOf: async () => ["lookup"],
  }
  const eraser = reaching({
    eraser: base as unknown as Eraser,
    rows: new Proxy(port as RecordRows<unknown>, {
      get: (target, name) => (Reflect.get(target, name) as unknown) ?? never,
    }),
    records: {
      remove: async ({ id }) => {
        if (state.removalFails) throw new Error("the disk is full")
        rows.delete(id)
      },
      settle: async () => 0,
    },
    keys: {
      callsOfSubject: async () => [...keys].map((callId) => ({ callId, callKeyId: callId })),
      callKeyOfCall: async (id) => (keys.has(id) ? ({ id } as never) : null),
    },
    waiting: async () => [...waiting].map((callId) => ({ callId, recordingId: null, requestedAt: "" })),
  })
  return { rows, keys, waiting, state, eraser, left: () => [...rows.keys()] }
}

test("what a hold keeps stays with its call, and the contact with it; both go when the call may go", async () => {
  const { eraser, waiting, keys, left } = world()
  waiting.add("kept call")
  await eraser.eraseSubject("lookup")
  expect(left()).toEqual(["contact", "other note"])
  waiting.clear()
  keys.clear()
  await eraser.runWaiting()
  expect(left()).toEqual([])
})

test("an erasure that is refused leaves everything as it was, also what was asked for before", async () => {
  const { eraser, rows, state, left } = world()
  state.fails = new AssentError("CONFLICT", "a call of this person is still in progress")
  await expect(eraser.eraseSubject("lookup")).rejects.toThrow("still in progress")
  expect([...rows.values()].some(({ asked }) => asked)).toBe(false)
  rows.set("contact", { ...rows.get("contact")!, asked: true })
  await expect(eraser.eraseSubject("lookup")).rejects.toThrow("still in progress")
  expect(rows.get("contact")?.asked).toBe(true)
  expect(left()).toHaveLength(3)
})

test("a process that dies between the calls' keys and the notes finishes at the next start", async () => {
  for (const how of ["diesAfter", "removalFails"] as const) {
    const { eraser, keys, state, left } = world()
    keys.delete("kept call")
    state[how] = true
    await expect(eraser.eraseSubject("lookup")).rejects.toThrow()
    expect(left(), how).toContain("contact")
    state[how] = false
    await eraser.resume()
    expect(left(), how).not.toContain("contact")
    expect(left(), how).not.toContain("note")
  }
})
