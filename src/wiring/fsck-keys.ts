/* Key epochs and what may be left at a carrier, against leaves and calls. */
import type { Leaf, LeafOf } from "../ledger/entry.ts"
import type { FsckParts, FsckRun } from "./fsck.ts"

/** The epochs as the leaves tell of them, by fingerprint. */
export class EpochsOfLedger {
  readonly created = new Map<string, string>()
  readonly destroyed = new Set<string>()

  see(leaf: Leaf): void {
    if (leaf.type === "kek.created") this.created.set(leaf.fingerprint, leaf.kek)
    else if (leaf.type === "kek.destroyed") this.destroyed.add(leaf.fingerprint)
  }
}

export async function checkEpochs<Tx>(
  { keyStore }: FsckParts<Tx>,
  epochs: EpochsOfLedger,
  run: FsckRun,
): Promise<void> {
  const rows = await keyStore.keks()
  for (const { id, fingerprint, state } of rows) {
    if (epochs.destroyed.has(fingerprint) && state !== "destroyed") {
      run.tell("contradiction", "key", id, "a key encryption key that the ledger says was destroyed (an old backup?)")
    } else if (!epochs.created.has(fingerprint) || (state === "destroyed" && !epochs.destroyed.has(fingerprint))) {
      run.tell(
        "repairable",
        "key",
        id,
        "the ledger does not know this key encryption key as it is: the next start says it",
      )
    }
    if (state === "destroyed" && (await keyStore.callKeysUnder(id, "", 1)).length > 0) {
      run.tell("lost", "key", id, "keys of calls are wrapped to a key encryption key that was destroyed")
    }
  }
  const known = new Set(rows.map(({ fingerprint }) => fingerprint))
  for (const [fingerprint, id] of epochs.created) {
    if (known.has(fingerprint) || epochs.destroyed.has(fingerprint)) continue
    run.tell("lost", "key", id, "the row of a key encryption key is gone: restore keys.db from a backup")
  }
}

/** @param trunks of all calls @param answered the calls of the ledger */
export async function checkCarrierCopies<Tx>(
  { carrierCopies }: FsckParts<Tx>,
  trunks: ReadonlySet<string>,
  answered: ReadonlyMap<string, { readonly leaf: LeafOf<"call.answered"> }>,
  run: FsckRun,
): Promise<void> {
  for (const trunk of trunks) {
    for (const { controlId, callId } of await carrierCopies.list(trunk)) {
      if (answered.has(callId)) continue
      run.tell("contradiction", "row", controlId, "a recording at a carrier, of a call that the ledger did not answer")
    }
  }
}
