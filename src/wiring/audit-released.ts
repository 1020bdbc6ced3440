import { parseDisclosure } from "../ledger/disclosure-check.ts"
import { parseLeaf } from "../ledger/jcs.ts"
import { RELEASED_CALLS, releasedFields, releasedPath } from "../ledger/released.ts"
import type { LedgerStore } from "../ledger/store.ts"
import { type ArchiveFile, archived } from "../ledger/tar.ts"
import type { KeyProvider, KeyStore } from "../keys/ports.ts"
import { openingsOf } from "./who-listened.ts"

export interface ReleaseParts {
  readonly ledgerStore: LedgerStore<unknown>
  readonly store: KeyStore
  readonly provider: KeyProvider
}

/**
 * The carrier's id and the trunk of each of these calls, opened with its key: a call whose key is destroyed has none. One
 * unwrapping a call, while the archive is read.
 * @param answered indexes of `call.answered`, in order
 */
export async function* releasedFiles(parts: ReleaseParts, answered: readonly number[]): AsyncGenerator<ArchiveFile> {
  for (let at = 0; at < answered.length; at += RELEASED_CALLS) {
    const lines: string[] = []
    for (const index of answered.slice(at, at + RELEASED_CALLS)) lines.push(...(await released(parts, index)))
    const file = releasedPath(at / RELEASED_CALLS)
    if (lines.length > 0) yield archived(file, lines.map((line) => `${line}\n`).join(""))
  }
}

async function released(parts: ReleaseParts, index: number): Promise<readonly string[]> {
  const row = await parts.ledgerStore.leaf(index)
  if (!row) return []
  const leaf = parseLeaf(row.entry)
  if (leaf.type !== "call.answered") return []
  const openings = await openingsOf(parts, leaf.call)
  return (openings?.get(leaf.id) ?? []).filter((line) => releasedFields.includes(parseDisclosure(line).name))
}
