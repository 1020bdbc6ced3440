/* Changes of rules on the real storage and ledger, cut off at every step. */
import { rm } from "node:fs/promises"
import { expect, test } from "vitest"
import { uuidv7 } from "../../src/ids.ts"
import type { Leaf } from "../../src/ledger/entry.ts"
import { openLedger } from "../../src/ledger/ledger.ts"
import { assessor } from "../../src/retention/assess.ts"
import { createRules, type NewRule, type Rules } from "../../src/retention/rules.ts"
import { type Embedded, openEmbedded, type SqliteTx } from "../../src/storage/embedded/open.ts"
import { answered, ORIGIN, signer } from "../ledger/leaves.ts"
import { freshFolder } from "../storage/embedded/folder.ts"
import { answeredRow, openedRow, sealedFacts } from "../storage/rows.ts"

const shorter: NewRule = {
  kind: "maximum",
  days: 30,
  basis: "minimisation",
  line: null,
  category: null,
  purpose: null,
  region: null,
}
const RECORDINGS = 4
/** sealedFacts end on 2026-11-24. */
const FOLLOWED = "2026-12-23"

interface Opened {
  readonly storage: Embedded
  readonly rules: Rules
  /** Every retention.changed leaf that the ledger took. */
  readonly changed: string[]
  readonly close: () => Promise<void>
}

/** @param dies is asked before and after each write of a change; what it throws is the crash */
async function open(folder: string, dies: (step: string, done: boolean) => void = () => undefined): Promise<Opened> {
  const storage = await openEmbedded(folder, { quickCheck: false })
  const ledger = await openLedger({ store: storage.ledgerStore, origin: ORIGIN, signer, create: true })
  const changed: string[] = []
  const around = async <T>(step: string, work: () => Promise<T>): Promise<T> => {
    dies(step, false)
    const result = await work()
    dies(step, true)
    return result
  }
  const { rules: rows, holds, retention } = storage
  const rules = await createRules<SqliteTx>({
    rows: {
      ...rows,
      putRule: (rule, applies) => around("putRule", () => rows.putRule(rule, applies)),
      applied: () => around("applied", () => rows.applied()),
    },
    sweeps: {
      sweepState: () => retention.sweepState(),
      putSweepState: (state) => around("putSweepState", () => retention.putSweepState(state)),
    },
    assess: assessor({ rules: rows, holds, rows: retention, lineOf: async () => null }),
    ledger: {
      append: (leaves: readonly Leaf[], write?: (tx: SqliteTx) => Promise<void>) =>
        around("append", async () => {
          const receipts = await ledger.append(leaves, write)
          changed.push(...leaves.map((leaf) => ("rec" in leaf ? String(leaf.rec) : leaf.type)))
          return receipts
        }),
    },
    now: () => new Date("2026-11-25T00:00:00.000Z"),
  })
  const close = async (): Promise<void> => {
    await ledger.close()
    await storage.close()
  }
  return { storage, rules, changed, close }
}

async function fill(storage: Embedded): Promise<string[]> {
  const ledger = await openLedger({ store: storage.ledgerStore, origin: ORIGIN, signer, create: true })
  const ids = Array.from({ length: RECORDINGS }, (_, i) => uuidv7(Date.parse("2026-11-23T16:00:00Z") + i))
  for (const id of ids) {
    await ledger.append([answered(id)], async (tx) => {
      await storage.calls.answered(tx, answeredRow(id))
      await storage.recordings.opened(tx, openedRow(id, id))
      await storage.recordings.sealed(tx, id, "sealed", sealedFacts)
    })
  }
  await ledger.close()
  return ids
}

const lastDays = async ({ recordings }: Embedded, ids: readonly string[]): Promise<(string | undefined)[]> =>
  Promise.all(ids.map(async (id) => (await recordings.get(id))?.deleteAfter))

const crashes = [
  { step: "putSweepState", at: 1 },
  { step: "putRule", at: 1 },
  ...[1, 2, RECORDINGS].map((at) => ({ step: "append", at })),
  { step: "applied", at: 1 },
].flatMap((crash) => [false, true].map((done) => ({ ...crash, done })))

test.each(crashes)(
  "a change that dies at $step number $at (after it took effect: $done) is finished by the next start, once",
  async ({ step, at, done }) => {
    const folder = await freshFolder()
    let seen = 0
    let dead = false
    const first = await open(folder, (now, after) => {
      if (now !== step || after !== done || ++seen !== at) return
      dead = true
      throw new Error("dies here")
    })
    const ids = await fill(first.storage)
    const [before] = await lastDays(first.storage, ids)
    const { preview, changes } = await first.rules.preview(shorter)
    expect(changes).toBe(RECORDINGS)
    await expect(first.rules.change(shorter, preview)).rejects.toThrow("dies here")
    expect(dead).toBe(true)
    await first.close()

    const again = await open(folder)
    const stands = (await again.rules.list()).length === 1
    expect(stands).toBe(step !== "putSweepState" && !(step === "putRule" && !done))
    await again.rules.resume()
    expect(await lastDays(again.storage, ids)).toEqual(ids.map(() => (stands ? FOLLOWED : before)))
    const all = [...first.changed, ...again.changed]
    expect(all.sort()).toEqual(stands ? [...ids].sort() : [])
    expect(await again.rules.resume()).toBe(0)
    expect(await again.storage.rules.isApplying()).toBe(false)
    await again.close()
    await rm(folder, { recursive: true })
  },
)

test("a change for calls to come leaves existing recordings alone, also at the next start", async () => {
  const folder = await freshFolder()
  const { storage, rules, changed, close } = await open(folder)
  const ids = await fill(storage)
  const before = await lastDays(storage, ids)
  await rules.change(shorter, null)
  expect(await rules.resume()).toBe(0)
  expect(await lastDays(storage, ids)).toEqual(before)
  expect(changed).toEqual([])
  await close()
  await rm(folder, { recursive: true })
})
