/* Signs committed heads, behind the appends. Never two roots for one size, never a tree that does not extend the last. */
import { AssentError, hasCode } from "../errors.ts"
import { sameBytes } from "./base64.ts"
import { openCheckpoint, signCheckpoint } from "./checkpoint.ts"
import { consistencyProof, isConsistent, rootOf } from "./merkle.ts"
import { type NoteCrypto, type NoteSigner, parseVkey } from "./note.ts"
import { storeNodes } from "./store-nodes.ts"
import type { LedgerStore } from "./store.ts"

export interface CheckpointerParts {
  readonly store: LedgerStore<unknown>
  readonly origin: string
  readonly signer: NoteSigner
  readonly crypto: NoteCrypto
}

/**
 * The signed note of the committed head: signs it unless it is signed already.
 * @throws LEDGER_CORRUPT when the head does not extend what was signed before; nothing is signed then.
 */
export async function signHead({ store, origin, signer, crypto }: CheckpointerParts): Promise<string> {
  const { hash } = crypto
  // The checkpoint first: the log may grow between the two reads, and must then be the larger one.
  const last = await store.latestCheckpoint()
  const head = await store.head()
  const root = rootOf(hash, head.frontier)
  if (last) {
    if (last.size > head.size) throw contradiction()
    const proof = await consistencyProof(hash, storeNodes(store), last.size, head.size)
    if (!isConsistent(hash, proof, last, { size: head.size, root })) throw contradiction()
    if (last.size === head.size) return last.note
  }
  const note = await signCheckpoint(hash, { origin, size: head.size, root }, signer)
  try {
    // THE commit point of a checkpoint. A crash before it has signed nothing that anyone saw.
    await store.insertCheckpoint({ size: head.size, root, note })
    return note
  } catch (error) {
    if (!hasCode(error, "LEDGER_CONFLICT")) throw error
    const theirs = await store.checkpointAt(head.size)
    if (!theirs) throw error
    const opened = await openCheckpoint(theirs.note, parseVkey(hash, signer.vkey), crypto).catch((cause: unknown) => {
      throw contradiction(cause)
    })
    if (opened.size !== head.size || !sameBytes(opened.root, root)) throw contradiction()
    return theirs.note
  }
}

function contradiction(cause?: unknown): AssentError {
  return new AssentError(
    "LEDGER_CORRUPT",
    "the log does not extend its last signed checkpoint; nothing more is signed or written",
    { cause },
  )
}
