import { parseLeaf } from "../ledger/jcs.ts"
import type { LedgerStore } from "../ledger/store.ts"
import type { RecordingRow } from "../recording/ports.ts"

/** What a recording was consented to for, by the leaf that it rests on. None where the ledger does not tell. */
export function purposesOf(
  store: Pick<LedgerStore<unknown>, "leaf">,
): (row: RecordingRow) => Promise<readonly string[]> {
  const leafAt = async (index: number) => {
    const found = await store.leaf(index)
    return found && parseLeaf(found.entry)
  }
  return async (row) => {
    const started = await leafAt(row.startedLeaf)
    if (started?.type !== "recording.started" || started.rec !== row.id) return []
    const authority = await leafAt(started.consent)
    if (authority?.type !== "consent.granted" && authority?.type !== "consent.not_required") return []
    return authority.call === row.callId ? authority.purpose : []
  }
}
