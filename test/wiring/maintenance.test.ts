/* What a person hears of the rounds behind the calls. */
import { randomUUID } from "node:crypto"
import { expect, test } from "vitest"
import { createEraser } from "../../src/retention/erase.ts"
import { startMaintenance, type MaintenanceParts } from "../../src/wiring/maintenance.ts"
import { MemoryDestruction, type MemoryTx } from "../fakes/destruction.ts"

test("recordings without a policy raise an alarm, and so do an abnormal batch and an epoch that cannot end", async () => {
  const world = new MemoryDestruction()
  const deps = world.deps()
  const said: string[] = []
  const told = (level: string) => (facts: object, message: string) =>
    void said.push(`${level} ${JSON.stringify(facts)} ${message}`)
  const assess: typeof deps.assess = async (row, asked) => ({ ...(await deps.assess(row, asked)), policyLess: true })
  const untouched = (): never => {
    throw new Error("not part of this")
  }
  const ledger: MaintenanceParts<MemoryTx>["ledger"] = {
    append: async (leaves, rows) => {
      await world.appender.append(leaves, async (tx) => rows?.(tx, []))
      return []
    },
    size: untouched,
    checkpoint: untouched,
    close: untouched,
  }
  const add = (count: number): void => {
    for (let i = 0; i < count; i++) {
      const id = randomUUID()
      world.add(id, randomUUID(), null)
      world.recordings.set(id, { ...world.recordings.get(id)!, deleteAfter: "2026-01-01" })
    }
  }
  const storage = {
    ledgerStore: { head: async () => ({ size: 0, frontier: [] }), leaf: untouched, leaves: untouched },
    leafIndex: { size: async () => 0, note: untouched, about: untouched, noted: untouched, clear: untouched },
    accessEntries: { purge: async () => 0 },
  }
  const parts = {
    eraser: createEraser({ ...deps, assess }),
    rows: world.rows,
    recordings: {
      ...deps.recordings,
      opened: untouched,
      sealed: untouched,
      failed: untouched,
      restricted: untouched,
      open: untouched,
    },
    assess,
    rules: { resume: async () => 0 },
    epochs: {
      due: async () => true,
      rotate: async () => {
        throw new Error("the key service is away")
      },
    },
    endRecords: async () => {
      throw new Error("the disk is full")
    },
    ledger,
    everyMs: 3_600_000,
    log: { debug: told("debug"), info: told("info"), warn: told("warn"), error: told("error") },
    storage,
    auditDays: 2190,
  }
  const upkeep = startMaintenance<MemoryTx>(parts)
  add(2)
  await upkeep.round()
  expect(said).toContain('error {"policyLess":2} recordings have no readable retention policy')
  expect(said.join("\n")).toContain("the key epoch could not be ended: it is tried again in the next round")
  expect(said.join("\n")).toContain("what is held about people beside calls could not be ended")
  expect(upkeep.asks()).toBeNull()
  add(1001)
  await upkeep.round()
  expect(upkeep.asks()).toBe("batch_abnormal")
  expect(said.join("\n")).toContain("the retention sweep touched nothing: check the clock and the rules")
  expect(await upkeep.overdue()).toBe(1001)
  expect(await upkeep.confirm()).toBe(1001)
  await upkeep.round()
  expect(upkeep.asks()).toBeNull()
  expect(await upkeep.overdue()).toBe(0)
  await upkeep.stop()
})
