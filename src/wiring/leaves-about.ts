import { parseLeaf } from "../ledger/jcs.ts"
import type { PlacedLeaf } from "../ledger/call-facts.ts"
import type { LedgerStore } from "../ledger/store.ts"

export interface FoundLeaf extends PlacedLeaf {
  readonly entry: Uint8Array
}

/**
 * The leaves of from <= index < to whose bytes hold one of `words`. Reads them all, some 30,000 a second on a busy core:
 * what asks for this (evidence, who listened) is rare, and an index beside the ledger could lie about it.
 */
export async function leavesHolding(
  store: LedgerStore<unknown>,
  range: { readonly from: number; readonly to: number },
  words: readonly string[],
): Promise<readonly FoundLeaf[]> {
  const found: FoundLeaf[] = []
  for await (const { index, entry } of store.leaves(range.from, range.to)) {
    const bytes = Buffer.from(entry.buffer, entry.byteOffset, entry.length)
    if (words.some((word) => bytes.includes(word))) found.push({ index, entry, leaf: parseLeaf(entry) })
  }
  return found
}
