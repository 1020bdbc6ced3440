/* One transaction for all appends that wait: leaves, business rows and the frontier commit together or not at all. */
import { performance } from "node:perf_hooks"
import { AssentError } from "../errors.ts"
import { sameBytes } from "./base64.ts"
import { appendLeaves, type Hash } from "./merkle.ts"
import { issueReceipt, type Receipt } from "./receipt.ts"
import { laterThan } from "./references.ts"
import type { SealedLeaf } from "./seal.ts"
import type { LeafRow, LedgerStore, LedgerTx } from "./store.ts"

/** Writes business rows beside the leaves. `indexes` are those of the leaves, in their order. May be undone. */
export type RowsWork<Tx> = (tx: Tx, indexes: readonly number[]) => Promise<void>

export interface Waiting<Tx> {
  readonly leaves: readonly SealedLeaf[]
  readonly rows: RowsWork<Tx> | undefined
  readonly resolve: (receipts: readonly Receipt[]) => void
  readonly reject: (reason: unknown) => void
}

/** Where one append ended up. `found`: its leaves were there before, so its rows were too and are not written again. */
type Place =
  | { readonly kind: "written"; readonly indexes: readonly number[] }
  | { readonly kind: "found"; readonly indexes: readonly number[] }
  | { readonly kind: "refused"; readonly reason: unknown }

const unplaced: Place = { kind: "refused", reason: new AssentError("LEDGER_UNAVAILABLE", "the append was not placed") }

/**
 * Commits `group` and settles each of its appends. An append whose rows fail is refused alone and takes no index.
 * Never rejects.
 * @returns Whether leaves were added.
 */
export async function commitGroup<Tx>(
  store: LedgerStore<Tx>,
  hash: Hash,
  group: readonly Waiting<Tx>[],
): Promise<boolean> {
  let places: readonly Place[]
  try {
    places = await store.transact((tx) => place(tx, hash, group))
  } catch (error) {
    places = await lookUp(store, group, error)
  }
  // THE commit point lies behind us: from here on the leaves have happened, whatever becomes of this process.
  const durableAt = performance.now()
  const checks: Promise<void>[] = []
  group.forEach((waiting, i) => {
    const outcome = places[i] ?? unplaced
    if (outcome.kind === "written") waiting.resolve(receipts(waiting, outcome.indexes, durableAt))
    else if (outcome.kind === "found") checks.push(settleFound(store, waiting, outcome.indexes, durableAt))
    else waiting.reject(outcome.reason)
  })
  await Promise.all(checks)
  return places.some((outcome) => outcome.kind === "written")
}

async function place<Tx>(tx: LedgerTx<Tx>, hash: Hash, group: readonly Waiting<Tx>[]): Promise<readonly Place[]> {
  const head = await tx.head()
  const known = await indexes(tx, group)
  const places: Place[] = []
  const added: LeafRow[] = []
  for (const waiting of group) {
    const earlier = placeOfKnown(waiting, known)
    if (earlier) {
      places.push(earlier)
      continue
    }
    const first = head.size + added.length
    const at = waiting.leaves.map((_, i) => first + i)
    const refusal = await refusalOf(tx, waiting, at, group.length > 1)
    if (refusal) {
      places.push(refusal)
      continue
    }
    waiting.leaves.forEach(({ leaf, entry, hash }, i) => {
      known.set(leaf.id, first + i)
      added.push({ index: first + i, eventId: leaf.id, entry, hash })
    })
    places.push({ kind: "written", indexes: at })
  }
  if (added.length > 0) {
    const next = appendLeaves(
      hash,
      head,
      added.map((row) => row.hash),
    )
    await tx.insert(added, next.nodes, next.head)
  }
  return places
}

/** Writes the rows of one append; says why not if that is this append's own fault, throws if it is the store's. */
async function refusalOf<Tx>(
  tx: LedgerTx<Tx>,
  { leaves, rows }: Waiting<Tx>,
  at: readonly number[],
  shared: boolean,
): Promise<Place | null> {
  const late = leaves.some(({ leaf }, i) => laterThan(leaf, at[i] ?? 0))
  if (late) {
    const reason = new AssentError("INPUT_INVALID", "a leaf refers to a leaf that does not come before it")
    return { kind: "refused", reason }
  }
  if (!rows) return null
  if (!shared) {
    // Alone in its transaction: undoing this append and undoing the transaction are the same.
    await rows(tx.rows, at).catch((reason: unknown) => {
      throw new RowsFailed(reason)
    })
    return null
  }
  try {
    await tx.isolated(() =>
      rows(tx.rows, at).catch((reason: unknown) => {
        throw new RowsFailed(reason)
      }),
    )
    return null
  } catch (error) {
    // Any other error is the store's, which could not undo to the savepoint.
    if (!(error instanceof RowsFailed)) throw error
    return { kind: "refused", reason: error.reason }
  }
}

/**
 * After a failed transaction: a commit whose answer was lost has happened all the same, and its consent counts. Only
 * the log can say, so it is asked once.
 */
async function lookUp<Tx>(
  store: LedgerStore<Tx>,
  group: readonly Waiting<Tx>[],
  error: unknown,
): Promise<readonly Place[]> {
  if (error instanceof RowsFailed) return group.map(() => ({ kind: "refused", reason: error.reason }))
  const reason = new AssentError("LEDGER_UNAVAILABLE", "the ledger cannot be written", { cause: error })
  const refused: Place = { kind: "refused", reason }
  try {
    const known = await store.transact((tx) => indexes(tx, group))
    return group.map((waiting) => placeOfKnown(waiting, known) ?? refused)
  } catch {
    return group.map(() => refused)
  }
}

async function indexes<Tx>(tx: LedgerTx<Tx>, group: readonly Waiting<Tx>[]): Promise<Map<string, number>> {
  const ids = group.flatMap(({ leaves }) => leaves.map(({ leaf }) => leaf.id))
  const found = await Promise.all(ids.map((id) => tx.indexOf(id)))
  const known = new Map<string, number>()
  found.forEach((index, i) => {
    const id = ids[i]
    if (index !== null && id !== undefined) known.set(id, index)
  })
  return known
}

/** `null` when none of its leaves is in the log. */
function placeOfKnown<Tx>({ leaves }: Waiting<Tx>, known: ReadonlyMap<string, number>): Place | null {
  const at = leaves.flatMap(({ leaf }) => known.get(leaf.id) ?? [])
  if (at.length === 0) return null
  if (at.length === leaves.length) return { kind: "found", indexes: at }
  const reason = new AssentError("LEDGER_CONFLICT", "some of these leaves are in the ledger already and some are not")
  return { kind: "refused", reason }
}

/** A retry gets a receipt for what is there, if it is the same to the byte. */
async function settleFound<Tx>(
  store: LedgerStore<Tx>,
  waiting: Waiting<Tx>,
  at: readonly number[],
  durableAt: number,
): Promise<void> {
  try {
    const rows = await Promise.all(at.map((index) => store.leaf(index)))
    const same = waiting.leaves.every(({ entry }, i) => {
      const row = rows[i]
      return row && sameBytes(row.entry, entry)
    })
    if (!same) throw new AssentError("LEDGER_CONFLICT", "another leaf with this id is in the ledger")
    waiting.resolve(receipts(waiting, at, durableAt))
  } catch (error) {
    waiting.reject(error)
  }
}

function receipts<Tx>({ leaves }: Waiting<Tx>, at: readonly number[], durableAt: number): readonly Receipt[] {
  return leaves.map(({ leaf, hash }, i) => issueReceipt({ index: at[i] ?? -1, leaf, leafHash: hash, durableAt }))
}

/** Tells an append's own failure from the store's. */
class RowsFailed extends Error {
  readonly reason: unknown

  constructor(reason: unknown) {
    super("the rows of an append failed")
    this.reason = reason
  }
}
