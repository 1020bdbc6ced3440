/* Who had access, read back from the ledger; and the way to a caller's whole number, which is on record before it is shown. */
import { type Access, type AccessEntry, accessTypes } from "../api/access-parts.ts"
import type { Views } from "../api/ports.ts"
import { AssentError } from "../errors.ts"
import { openOpenings } from "../keys/opening.ts"
import type { KeyProvider, KeyStore } from "../keys/ports.ts"
import { factsOfCall } from "../ledger/call-facts.ts"
import { checkDisclosures } from "../ledger/disclosure.ts"
import type { Leaf } from "../ledger/entry.ts"
import { parseLeaf } from "../ledger/jcs.ts"
import type { Ledger } from "../ledger/ledger.ts"
import type { AccessEvidence } from "./access.ts"
import { type IndexedLedger, leavesAbout } from "./leaves-about.ts"

export interface WhoListenedParts extends IndexedLedger {
  readonly ledger: Pick<Ledger<unknown>, "size">
  readonly views: Pick<Views, "call" | "recordings">
  readonly store: KeyStore
  readonly provider: KeyProvider
  readonly evidence: AccessEvidence
}

export function whoListened(parts: WhoListenedParts): Access {
  const { ledger, ledgerStore, views, evidence } = parts
  return {
    denied: (about, reason, by) => evidence.denied(about, reason, by),

    ofRecording: async (row) => {
      const range = { from: row.startedLeaf, to: await ledger.size() }
      const found = await leavesAbout(parts, range, [row.id, row.callId])
      const entries = found.flatMap(({ index, leaf }) => {
        const type = accessTypes.find((each) => each === leaf.type)
        const about = ("rec" in leaf && leaf.rec === row.id) || ("call" in leaf && leaf.call === row.callId)
        return type !== undefined && about ? [{ index, leaf, type }] : []
      })
      if (entries.length === 0) return []
      const openings = await openingsOf(parts, row.callId)
      return entries.map(({ index, leaf, type }) => {
        const { actor, reason } = checkDisclosures(leaf, openings?.get(leaf.id) ?? [])
        return { at: leaf.ts, type, leaf: index, ...said(leaf), actor: textOf(actor), reason: textOf(reason) }
      })
    },

    unmask: async (callId, by) => {
      const call = await views.call(callId)
      if (!call) throw new AssentError("NOT_FOUND", "there is no such call")
      const openings = await openingsOf(parts, callId)
      if (!openings) throw new AssentError("KEY_DESTROYED", "the caller's data of this call were erased")
      const row = await ledgerStore.leaf(call.answeredLeaf)
      if (!row) throw new AssentError("LEDGER_CORRUPT", "the log lacks the answering of this call")
      await evidence.unmasked(callId, by)
      const leaf = parseLeaf(row.entry)
      const number = checkDisclosures(leaf, openings.get(leaf.id) ?? [])["number"]
      return typeof number === "string" && number.startsWith("+") ? number : null
    },

    story: async (callId) => {
      const call = await views.call(callId)
      if (!call) throw new AssentError("NOT_FOUND", "there is no such call")
      const recordings = await views.recordings({ callId }, { limit: 100, after: null })
      const range = { from: call.answeredLeaf, to: await ledger.size() }
      const facts = factsOfCall(callId, await leavesAbout(parts, range, [callId, ...recordings.map(({ id }) => id)]))
      if (!facts) throw new AssentError("LEDGER_CORRUPT", "the log lacks the answering of this call")
      return facts
    },
  }
}

/** The disclosures of a call's leaves by the leaf's id; `null` when its key is destroyed. */
export async function openingsOf(
  { store, provider }: { readonly store: KeyStore; readonly provider: KeyProvider },
  callId: string,
): Promise<ReadonlyMap<string, readonly string[]> | null> {
  const callKey = await store.callKeyOfCall(callId)
  if (!callKey) return null
  const openings = await openOpenings(store, provider, callKey.id)
  return new Map(openings.map(({ leafId, disclosures }) => [leafId, disclosures]))
}

function said(leaf: Leaf): Pick<AccessEntry, "ranges" | "scope"> {
  const ranges = leaf.type === "access.played" ? leaf.ranges : []
  if (leaf.type === "access.exported") return { ranges, scope: leaf.scope ?? null }
  if (leaf.type === "access.denied") return { ranges, scope: leaf.reason }
  return { ranges, scope: leaf.type === "key.used" ? leaf.purpose : null }
}

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null)
