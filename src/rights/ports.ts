/* Requests of people about their data, as stored: each with the history of every attempt on it. */
import { z } from "zod"
import type { requestKinds, requestStates } from "../ledger/entry.ts"

export type RequestKind = (typeof requestKinds)[number]
export type RequestState = (typeof requestStates)[number]

export const verifyMethods = ["call_back", "code", "account", "document", "court_order", "representative"] as const
/** Art. 17(1) GDPR. */
export const grounds = ["17_1_a", "17_1_b", "17_1_c", "17_1_d", "17_1_e", "17_1_f"] as const
/** Art. 17(3) GDPR, Art. 12(5) and (6), and what a person cannot be given since nothing is held. */
export const refusals = [
  "17_3_a",
  "17_3_b",
  "17_3_c",
  "17_3_d",
  "17_3_e",
  "12_5_excessive",
  "12_6_identity",
  "nothing_held",
  "no_legal_basis",
] as const
export const languages = ["en", "de", "fr", "es"] as const

const words = z.string().min(1).max(2000)

/** What a request says beside its kind. Only `disclosure` and `rectification` need words of their own. */
export const detailsSchema = z.strictObject({
  /** Disclosure: who asks, by what law or order, for what. */
  authority: words.optional(),
  legal_reference: words.optional(),
  scope: words.optional(),
  /** Rectification: what the person states to be right. */
  statement: words.optional(),
  verified_by: z.enum(verifyMethods).optional(),
  /** Where the proof of identity is filed; the proof itself is not stored here. */
  verified_reference: words.optional(),
  ground: z.enum(grounds).optional(),
  refusal: z.enum(refusals).optional(),
  extension_reason: words.optional(),
  handed_over: words.optional(),
})
export type Details = Readonly<z.infer<typeof detailsSchema>>

/** One recording, as assessed and as it was found after the execution. */
export const itemSchema = z.strictObject({
  recording_id: z.uuid(),
  call_id: z.uuid(),
  outcome: z.enum(["held", "erased", "retained"]),
  reason: z.string().nullable(),
  basis: z.string().nullable(),
  until: z.string().nullable(),
})
export type Item = Readonly<z.infer<typeof itemSchema>>

export interface SubjectRequest {
  readonly id: string
  readonly kind: RequestKind
  readonly state: RequestState
  readonly receivedAt: string
  /** Calendar day (UTC). */
  readonly dueOn: string
  readonly extended: boolean
  /** Key that filed it, and key that decided it. */
  readonly filedBy: string
  readonly decidedBy: string | null
  readonly language: (typeof languages)[number]
  /** The keyed hash of the number; gone once the request is decided, unless something had to be kept. */
  readonly subjectLookup: string | null
  readonly masked: string | null
  readonly recordingId: string | null
  readonly details: Details
  readonly items: readonly Item[]
  /** Keys of the calls as assessed: what an erasure is checked against afterwards. */
  readonly callKeyIds: readonly string[]
  /** Compact JWS. */
  readonly certificate: string | null
  /** Disclosure: what was handed over, as the exact bytes whose hash stands in the leaf. */
  readonly manifest: string | null
}

/** One attempt. `denied` says why it was not done. */
export interface Act {
  readonly requestId: string
  readonly at: string
  readonly actor: string
  readonly act: string
  readonly denied: string | null
}

export interface RequestRows<Tx> {
  /** Each writes the act in the same transaction. */
  add(tx: Tx, request: SubjectRequest, act: Act): Promise<void>
  /** @throws CONFLICT when the stored state is no longer `before` */
  change(tx: Tx, before: RequestState, request: SubjectRequest, act: Act): Promise<void>
  deny(tx: Tx, act: Act): Promise<void>
  get(id: string): Promise<SubjectRequest | null>
  acts(id: string): Promise<readonly Act[]>
  /** Newest first. */
  list(
    filter: { readonly state?: RequestState; readonly kind?: RequestKind },
    page: { readonly limit: number; readonly after: string | null },
  ): Promise<readonly SubjectRequest[]>
}
