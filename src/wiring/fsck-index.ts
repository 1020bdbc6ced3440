/* The index of the ledger against the leaves it is made of. */
import { hasCode } from "../errors.ts"
import { parseLeaf } from "../ledger/jcs.ts"
import { type LeafSubject, subjectsOf } from "../ledger/leaf-index.ts"
import { noteLeaves } from "./leaves-about.ts"
import type { FsckParts, FsckRun } from "./fsck.ts"

const PAGE = 5000

export async function checkIndex<Tx>(parts: FsckParts<Tx>, run: FsckRun): Promise<void> {
  if (await agrees(parts)) return
  await run.mendable("ledger", null, "the index of the ledger is not what its leaves give", async () => {
    await parts.leafIndex.clear()
    await noteLeaves(parts)
  })
}

async function agrees<Tx>({ ledgerStore, leafIndex }: FsckParts<Tx>): Promise<boolean> {
  const noted = new Set<string>()
  let last: LeafSubject | null = null
  for (;;) {
    const page: readonly LeafSubject[] = await leafIndex.noted(last, PAGE)
    for (const { subject, index } of page) noted.add(`${index} ${subject}`)
    last = page.at(-1) ?? last
    if (page.length < PAGE) break
  }
  const size = await leafIndex.size()
  if (size > (await ledgerStore.head()).size) return false
  for await (const { index, entry } of ledgerStore.leaves(0, size)) {
    try {
      for (const subject of subjectsOf(parseLeaf(entry))) if (!noted.delete(`${index} ${subject}`)) return false
    } catch (error) {
      // What is no leaf is named with the ledger, and has no subject.
      if (!hasCode(error, "INPUT_INVALID")) throw error
    }
  }
  return noted.size === 0
}
