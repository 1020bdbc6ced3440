/* What is checked before the first append: a ledger that does not continue what was signed is refused. */
import { AssentError } from "../errors.ts"
import { sameBytes } from "./base64.ts"
import { openCheckpoint } from "./checkpoint.ts"
import { appendLeaves, frontierNodes, hashLeaf, rootOf } from "./merkle.ts"
import { type NoteCrypto, type Vkey } from "./note.ts"
import { storeNodes } from "./store-nodes.ts"
import type { LedgerStore } from "./store.ts"

const TILE = 256

/**
 * The log must be at least as long as its last checkpoint, have the signed root at that size, and carry a frontier that
 * its last leaves give. The whole of it is checked by `verifyLedger`.
 * @throws LEDGER_CORRUPT naming the ways out.
 */
export async function checkContinuation(store: LedgerStore<unknown>, vkey: Vkey, crypto: NoteCrypto): Promise<void> {
  const { hash } = crypto
  const read = storeNodes(store)
  const frontierAt = (size: number): Promise<Uint8Array[]> =>
    Promise.all(frontierNodes(size).map(({ level, index }) => read(level, index)))

  const last = await store.latestCheckpoint()
  const head = await store.head()
  if (last) {
    const signed = await openCheckpoint(last.note, vkey, crypto).catch((cause: unknown) => {
      throw refused("its last checkpoint is not signed by this log key", cause)
    })
    if (signed.size !== last.size || !sameBytes(signed.root, last.root)) throw refused("its last checkpoint was edited")
    if (head.size < signed.size) throw refused("it is shorter than its last signed checkpoint")
    if (!sameBytes(rootOf(hash, await frontierAt(signed.size)), signed.root)) {
      throw refused("its root is not the one that was signed")
    }
  }

  const full = head.size - (head.size % TILE)
  const hashes: Uint8Array[] = []
  for await (const row of store.leaves(full, head.size)) hashes.push(hashLeaf(hash, row.entry))
  const recomputed = appendLeaves(hash, { size: full, frontier: await frontierAt(full) }, hashes).head
  if (
    recomputed.size !== head.size ||
    recomputed.frontier.length !== head.frontier.length ||
    !recomputed.frontier.every((node, i) => sameBytes(node, head.frontier[i] ?? new Uint8Array(0)))
  ) {
    throw refused("its last leaves do not give its stored frontier")
  }
}

function refused(why: string, cause?: unknown): AssentError {
  return new AssentError(
    "LEDGER_CORRUPT",
    `the ledger is refused: ${why}. Restore the newest backup of it with the log key that signed it, or begin a new origin that names the last checkpoint`,
    { cause },
  )
}
