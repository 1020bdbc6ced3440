/* What evidence needs from storage and keys. Rows are written in the transaction `tx` of the leaf they belong to. */
import type { Party } from "../ledger/entry.ts"

export interface AnsweredRow {
  readonly id: string
  readonly lineId: string
  readonly trunk: string
  readonly direction: "inbound"
  readonly answeredAt: string
  readonly answeredLeaf: number
  /** Of a call at a carrier that could make a copy by itself: once the call is over, the carrier is asked about it. */
  readonly carrierCallId?: string
}

export interface ConsentRow {
  /** The leaf's own id. */
  readonly id: string
  readonly callId: string
  readonly party: Party
  /** The leaf's type without `consent.` */
  readonly state: "granted" | "refused" | "no_answer" | "failed" | "not_asked" | "not_required" | "withdrawn"
  readonly method: string
  readonly script: string
  readonly scriptSha256: string
  readonly heardBytes: number
  readonly heardTotal: number
  readonly at: string
  readonly leaf: number
}

export interface EndedRow {
  readonly endedAt: string
  readonly endedLeaf: number
  readonly outcome: string
  readonly timeToAgentMs: number | null
}

export interface CallRows<Tx> {
  answered(tx: Tx, row: AnsweredRow): Promise<void>
  /** Also sets the call's `outcome` so far, for the caller's party. */
  consent(tx: Tx, row: ConsentRow): Promise<void>
  ended(tx: Tx, callId: string, row: EndedRow): Promise<void>
  /** Calls that were answered and never ended: at start-up these are what a killed process left. */
  unfinished(): Promise<
    readonly { readonly id: string; readonly answeredLeaf: number; readonly consents: readonly ConsentRow[] }[]
  >
}

/** The sets of jurisdiction rules that decisions were made by, as they were. None is ever changed or removed. */
export interface PolicyRules {
  /** Keeps a set; durable when it resolves. A set that is there already stays as it is. */
  keep(set: KeptRules): Promise<void>
  kept(sha256: string): Promise<KeptRules | null>
}

export interface KeptRules {
  /** base64url SHA-256 of `content`. */
  readonly sha256: string
  /** Canonical JSON. */
  readonly content: string
  /** RFC 3339, UTC, ms: when it was first used. */
  readonly firstUsedAt: string
}

/** Seals the personal fields of a call's leaves to the call's key, and files the call under its subject. */
export interface OpeningSealer {
  /**
   * Makes the call key (durable when it resolves) and links the call to the caller's subject, if there is a number.
   * Called while the call rings.
   */
  begin(callId: string, from: string | null): Promise<void>
  /** Stores the sealed disclosures of one leaf, durable when it resolves. An orphan is harmless. */
  seal(callId: string, leafId: string, disclosures: readonly string[]): Promise<void>
  /** Forgets the call's key in memory. */
  end(callId: string): void
}
