import type { PlacedLeaf } from "../ledger/call-facts.ts"
import { parseLeaf } from "../ledger/jcs.ts"
import { type LeafIndex, type LeafSubject, subjectsOf } from "../ledger/leaf-index.ts"
import type { LedgerStore } from "../ledger/store.ts"

export interface IndexedLedger {
  readonly ledgerStore: Pick<LedgerStore<unknown>, "head" | "leaf" | "leaves">
  readonly leafIndex: LeafIndex
}

export interface FoundLeaf extends PlacedLeaf {
  readonly entry: Uint8Array
}

const PAGE = 2000

/** Brings the index up to the log. It is behind it between two calls, so that no consent waits for its pages. */
export async function noteLeaves({ ledgerStore, leafIndex }: IndexedLedger): Promise<void> {
  const { size } = await ledgerStore.head()
  for (let from = await leafIndex.size(); from < size;) {
    const to = Math.min(size, from + PAGE)
    const subjects: LeafSubject[] = []
    for await (const { index, entry } of ledgerStore.leaves(from, to)) {
      for (const subject of subjectsOf(parseLeaf(entry))) subjects.push({ subject, index })
    }
    await leafIndex.note(from, to, subjects)
    from = await leafIndex.size()
  }
}

/** The leaves of from <= index < to that are about one of `subjects`, in order. */
export async function leavesAbout(
  ledger: IndexedLedger,
  range: { readonly from: number; readonly to: number },
  subjects: readonly string[],
): Promise<readonly FoundLeaf[]> {
  await noteLeaves(ledger)
  const found: FoundLeaf[] = []
  for (const index of await ledger.leafIndex.about(subjects, range.from, range.to)) {
    const row = await ledger.ledgerStore.leaf(index)
    const leaf = row && parseLeaf(row.entry)
    // The leaf has the word, whatever the index says of it.
    if (leaf && subjectsOf(leaf).some((subject) => subjects.includes(subject))) {
      found.push({ index, entry: row.entry, leaf })
    }
  }
  return found
}
