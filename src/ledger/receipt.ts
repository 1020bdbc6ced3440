import { AssentError } from "../errors.ts"
import type { Leaf } from "./entry.ts"

const mint = Symbol("mint")

class LedgerReceipt {
  readonly #genuine = true
  readonly index: number
  readonly leaf: Leaf
  readonly leafHash: Uint8Array
  /** Monotonic ms (performance.now) at which the commit that holds the leaf had been acknowledged. */
  readonly durableAt: number

  constructor(token: symbol, facts: ReceiptFacts) {
    if (token !== mint) throw new AssentError("PERMIT_REFUSED", "a receipt exists only if the ledger wrote it")
    this.index = facts.index
    this.leaf = Object.freeze(facts.leaf)
    this.leafHash = facts.leafHash
    this.durableAt = facts.durableAt
    Object.freeze(this)
  }

  static isGenuine(value: unknown): value is LedgerReceipt {
    return typeof value === "object" && value !== null && #genuine in value && value.#genuine
  }
}

interface ReceiptFacts {
  readonly index: number
  readonly leaf: Leaf
  readonly leafHash: Uint8Array
  readonly durableAt: number
}

/** Proof that a leaf is durable in this process's ledger. Only the type is exported. */
export type Receipt = LedgerReceipt

export function isReceipt(value: unknown): value is Receipt {
  return LedgerReceipt.isGenuine(value)
}

/** Mints receipts. Imported by append.ts alone, which calls it only after a commit (the architecture test holds that). */
export function issueReceipt(facts: ReceiptFacts): Receipt {
  return new LedgerReceipt(mint, facts)
}
