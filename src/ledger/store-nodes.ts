import { AssentError } from "../errors.ts"
import type { NodeReader } from "./merkle.ts"
import type { LedgerStore } from "./store.ts"

/** Reads the tree's nodes from a store. @throws LEDGER_CORRUPT when one is missing. */
export function storeNodes(store: LedgerStore<unknown>): NodeReader {
  return async (level, index) => {
    const hash = level === 0 ? (await store.leaf(index))?.hash : await store.node(level, index)
    if (!hash) throw new AssentError("LEDGER_CORRUPT", `the log lacks the node ${level}/${index} of its tree`)
    return hash
  }
}
