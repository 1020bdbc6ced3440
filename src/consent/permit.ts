import { AssentError } from "../errors.ts"
import type { Party } from "../ledger/entry.ts"
import { isReceipt, type Receipt } from "../ledger/receipt.ts"

// Known only to this module: `new permit.constructor(...)` cannot pass it.
const mint = Symbol("mint")

class Permit {
  /** Nominal in the types, and a brand that can be tested at run time. */
  readonly #genuine = true
  readonly callId: string
  /** Monotonic ms: the moment the last receipt counted. No frame captured before it may be kept. */
  readonly effectiveAt: number
  /** The caller's authority, which `recording.started` refers to. */
  readonly authority: Receipt

  constructor(token: symbol, callId: string, effectiveAt: number, authority: Receipt) {
    if (token !== mint) throw new AssentError("PERMIT_REFUSED", "a permit is made only from ledger receipts")
    this.callId = callId
    this.effectiveAt = effectiveAt
    this.authority = authority
    Object.freeze(this)
  }

  static isGenuine(value: unknown): value is Permit {
    return typeof value === "object" && value !== null && #genuine in value && value.#genuine
  }
}

/** The right to record one call. Only the type is exported: see `permitFor`. */
export type RecordingPermit = Permit

/** True only for a permit that `permitFor` made. */
export function isPermit(value: unknown): value is RecordingPermit {
  return Permit.isGenuine(value)
}

/**
 * Makes the permit for one call from durable receipts: each of `required` needs a grant, or a `not_required` with its
 * mode and stated basis, of this very call.
 * @param countsFrom monotonic ms: where a grant counts only once others have signed it too, when they had; `Infinity` if never
 * @throws PERMIT_REFUSED naming the party that is not covered.
 */
export function permitFor(
  callId: string,
  required: readonly Party[],
  receipts: readonly Receipt[],
  countsFrom = 0,
): RecordingPermit {
  const authorities = required.map((party) => {
    const receipt = receipts.find((candidate) => authorises(candidate, callId, party))
    if (!receipt) throw new AssentError("PERMIT_REFUSED", `the ${party} of this call is not covered by a receipt`)
    return receipt
  })
  const [first] = authorities
  if (!first) throw new AssentError("PERMIT_REFUSED", "a permit must cover at least one party")
  return new Permit(mint, callId, Math.max(countsFrom, ...authorities.map((receipt) => receipt.durableAt)), first)
}

function authorises(receipt: unknown, callId: string, party: Party): receipt is Receipt {
  if (!isReceipt(receipt)) return false
  const { leaf } = receipt
  if (leaf.type !== "consent.granted" && leaf.type !== "consent.not_required") return false
  return leaf.call === callId && leaf.party === party
}
