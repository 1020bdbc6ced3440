/* The ledger against itself: signature, tree and rules as any auditor checks them, then what is derived from its leaves. */
import { hasCode } from "../errors.ts"
import { sameBytes } from "../ledger/base64.ts"
import type { Leaf, LeafOf } from "../ledger/entry.ts"
import { parseLeaf } from "../ledger/jcs.ts"
import { appendLeaves, hashLeaf } from "../ledger/merkle.ts"
import { sha256, verifyEd25519 } from "../ledger/node-crypto.ts"
import { storeSource } from "../ledger/source.ts"
import type { LedgerStore, LogHead, NodeRow } from "../ledger/store.ts"
import { verifyLedger } from "../ledger/verify.ts"
import { ActsOfLedger } from "./fsck-acts.ts"
import { EpochsOfLedger } from "./fsck-keys.ts"
import type { FsckRun } from "./fsck.ts"

type ClosingLeaf = LeafOf<"recording.sealed" | "recording.recovered" | "recording.resealed">
type ConsentLeaf = Extract<Leaf, { readonly heard: unknown }>
interface Placed<L> {
  readonly index: number
  readonly leaf: L
}

/** What the ledger says there is. */
export interface KnownByLedger {
  readonly leaves: number
  readonly answered: ReadonlyMap<string, Placed<LeafOf<"call.answered">>>
  readonly ended: ReadonlyMap<string, Placed<LeafOf<"call.ended">>>
  /** By the leaf's own id. */
  readonly consents: ReadonlyMap<string, Placed<ConsentLeaf>>
  readonly started: ReadonlyMap<string, Placed<LeafOf<"recording.started">>>
  readonly closed: ReadonlyMap<string, Placed<ClosingLeaf>>
  readonly acts: ActsOfLedger
  readonly epochs: EpochsOfLedger
  /** Writes the nodes that are missing. */
  readonly mendNodes: () => Promise<void>
}

const WAYS_OUT =
  "restore the newest backup of the ledger with the log key that signed it, or begin a new origin that names the last checkpoint"

export async function checkLedger<Tx>(
  { ledgerStore: store, vkey }: { readonly ledgerStore: LedgerStore<Tx>; readonly vkey: string },
  run: FsckRun,
): Promise<KnownByLedger> {
  if (await store.latestCheckpoint()) {
    try {
      await verifyLedger(storeSource(store), vkey, { hash: sha256, verify: verifyEd25519 })
    } catch (error) {
      if (!hasCode(error, "LEDGER_CORRUPT", "INPUT_INVALID")) throw error
      run.tell("contradiction", "ledger", null, `${error.message}: ${WAYS_OUT}`)
    }
  }
  const answered = new Map<string, Placed<LeafOf<"call.answered">>>()
  const ended = new Map<string, Placed<LeafOf<"call.ended">>>()
  const consents = new Map<string, Placed<ConsentLeaf>>()
  const started = new Map<string, Placed<LeafOf<"recording.started">>>()
  const closed = new Map<string, Placed<ClosingLeaf>>()
  const acts = new ActsOfLedger()
  const epochs = new EpochsOfLedger()
  const missing: NodeRow[] = []
  const stored = await store.head()
  let head: LogHead = { size: 0, frontier: [] }
  for await (const { index, entry, hash, eventId } of store.leaves(0, stored.size)) {
    const computed = hashLeaf(sha256, entry)
    if (!sameBytes(hash, computed))
      run.tell("contradiction", "ledger", null, `leaf ${index} has another hash than stored`)
    const grown = appendLeaves(sha256, head, [Uint8Array.from(computed)])
    head = grown.head
    for (const node of grown.nodes) {
      const found = await store.node(node.level, node.index)
      if (!found) missing.push(node)
      else if (!sameBytes(found, node.hash)) {
        run.tell(
          "contradiction",
          "ledger",
          null,
          `node ${node.level}/${node.index} is not what its leaves give: ${WAYS_OUT}`,
        )
      }
    }
    const leaf = leafOrNull(entry)
    if (leaf?.id !== eventId) {
      run.tell("contradiction", "ledger", null, `leaf ${index} is stored under an id that is not its own`)
    }
    if (leaf) {
      acts.see(leaf)
      epochs.see(leaf)
    }
    if (leaf?.type === "call.answered") answered.set(leaf.call, { index, leaf })
    else if (leaf?.type === "call.ended") ended.set(leaf.call, { index, leaf })
    else if (leaf?.type === "recording.started") started.set(leaf.rec, { index, leaf })
    else if (leaf && "heard" in leaf) consents.set(leaf.id, { index, leaf })
    else if (leaf && "ciphertext_len" in leaf) closed.set(leaf.rec, { index, leaf })
  }
  if (
    head.size !== stored.size ||
    head.frontier.some((node, i) => !sameBytes(node, stored.frontier[i] ?? node.subarray(1)))
  ) {
    run.tell("contradiction", "ledger", null, `its leaves do not give its stored head: ${WAYS_OUT}`)
  }
  if (missing.length > 0) run.tell("repairable", "ledger", null, `${missing.length} nodes of the tree are missing`)
  const mendNodes = (): Promise<void> =>
    store.transact(async (tx) => {
      await tx.insert([], missing, await tx.head())
    })
  return { leaves: stored.size, answered, ended, consents, started, closed, acts, epochs, mendNodes }
}

function leafOrNull(entry: Uint8Array): Leaf | null {
  try {
    return parseLeaf(entry)
  } catch (error) {
    if (hasCode(error, "INPUT_INVALID")) return null
    throw error
  }
}
