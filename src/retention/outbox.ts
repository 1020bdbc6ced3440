/*
 * The daily batch. Leaves of destruction wait here until their day is over and enter the ledger shuffled, their times
 * rounded to the day: a run of leaves must not be the list of one person's calls.
 */
import { randomInt, randomUUID } from "node:crypto"
import { AssentError } from "../errors.ts"
import { type Leaf, leafSchema } from "../ledger/entry.ts"
import type { OutboxLeaf, RetentionRows } from "./ports.ts"

/** The ledger's append: the leaves, and whatever `rows` writes, in one transaction. A leaf whose id is there is not appended twice. */
export interface BatchAppender<Tx> {
  append(leaves: readonly Leaf[], rows: (tx: Tx) => Promise<void>): Promise<unknown>
}

export interface OutboxDeps<Tx> {
  readonly rows: Pick<RetentionRows<Tx>, "outboxBefore" | "takeFromOutbox">
  readonly ledger: BatchAppender<Tx>
  /** How many leaves share one transaction, which holds the ledger's lock. */
  readonly batch?: number
}

/**
 * Appends every leaf of a day before `today` (`2026-11-23`, UTC), oldest day first, shuffled within its day.
 * A crash between two batches leaves the rest in the outbox; a leaf leaves it in the transaction that appends it.
 * @returns How many left the outbox.
 */
export async function flushOutbox<Tx>({ rows, ledger, batch = 256 }: OutboxDeps<Tx>, today: string): Promise<number> {
  const waiting = await rows.outboxBefore(today)
  const days = [...new Set(waiting.map((entry) => entry.day))].sort()
  for (const day of days) {
    const mixed = shuffled(waiting.filter((entry) => entry.day === day))
    for (let from = 0; from < mixed.length; from += batch) {
      const part = mixed.slice(from, from + batch)
      const ids = part.map((entry) => entry.id)
      await ledger.append(part.flatMap(leavesOf), (tx) => rows.takeFromOutbox(tx, ids))
    }
  }
  return waiting.length
}

/**
 * `erasure.executed` and `erasure.deferred` refer to a request that stands before it. Nothing files requests apart from executing them yet, so
 * the request enters with its execution, in one transaction.
 */
function leavesOf(entry: OutboxLeaf): readonly Leaf[] {
  const leaf = dated(entry)
  if (leaf.type !== "erasure.executed" && leaf.type !== "erasure.deferred") return [leaf]
  return [{ v: 1, id: randomUUID(), ts: leaf.ts, type: "erasure.requested", request: leaf.request }, leaf]
}

function dated(entry: OutboxLeaf): Leaf {
  const members: unknown = JSON.parse(entry.leaf)
  const parsed = leafSchema.safeParse(Object.assign({}, members, { ts: `${entry.day}T00:00:00.000Z` }))
  if (!parsed.success)
    throw new AssentError("STORAGE_FAILED", "a leaf in the outbox is damaged", { cause: parsed.error })
  return parsed.data
}

/** Fisher-Yates, with unbiased random numbers: the order must tell nothing. */
function shuffled<T>(items: readonly T[]): T[] {
  const rest = [...items]
  const out: T[] = []
  while (rest.length > 0) out.push(...rest.splice(randomInt(rest.length), 1))
  return out
}
