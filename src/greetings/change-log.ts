/*
 * The operator document with a `config.changed` leaf for every change, whoever makes it.
 *
 *   update the document   a crash before: nothing happened
 *                         THE commit point: from here on the change is live
 *   append the leaf       a crash before: the change is live without its leaf; `reconcile` at the next start writes it
 *
 * A leaf's id is made of what it states, so repeating it adds nothing. Evidence of calls does not wait for it: a call's
 * own leaves carry the hash of what was played.
 */
import { AssentError, hasCode } from "../errors.ts"
import { disclose } from "../ledger/disclosure.ts"
import type { Leaf } from "../ledger/entry.ts"
import type { OperatorDocument, OperatorStore } from "./document.ts"
import { hashUuid, jsonHash } from "./hash.ts"

/** The ledger's append, as far as it is needed here. */
export interface ChangeLedger {
  /** Durable when it resolves. @throws LEDGER_CONFLICT for an id that stands for other bytes; LEDGER_UNAVAILABLE. */
  append(leaves: readonly Leaf[]): Promise<unknown>
}

/** Seals the disclosures of one leaf, durable when it resolves. Called before the leaf is written: an orphan is harmless. */
export type KeepOpenings = (leafId: string, disclosures: readonly string[]) => Promise<void>

export interface LedgeredStore extends OperatorStore {
  /** `actor` (who changed it) is stored as a disclosure of the leaf, where openings are kept. */
  update(change: (draft: OperatorDocument) => void, expected?: number, actor?: string): Promise<OperatorDocument>
  /**
   * At start-up: writes the leaf that a crash left out. Its `before` equals its `after`, which says that the document
   * was found like this.
   */
  reconcile(): Promise<void>
}

export function ledgered(store: OperatorStore, ledger: ChangeLedger, keep?: KeepOpenings): LedgeredStore {
  /** Live changes whose leaf could not be written yet, oldest first. */
  const owed: Leaf[] = []
  let appending: Promise<void> = Promise.resolve()

  async function settle(): Promise<void> {
    for (let next = owed[0]; next !== undefined; next = owed[0]) {
      try {
        await ledger.append([next])
      } catch (cause) {
        throw new AssentError(
          "LEDGER_UNAVAILABLE",
          "the change is stored and live, but not in the ledger yet: it follows with the next change or start",
          { cause },
        )
      }
      owed.shift()
    }
  }

  return {
    current: () => store.current(),

    async update(change, expected, actor) {
      let before = ""
      const document = await store.update((draft) => {
        before = jsonHash(draft)
        change(draft)
      }, expected)
      owed.push(await leafOf(document, before, actor, keep))
      // One after another, so that leaves stand in the order of the changes.
      const mine = appending.then(settle)
      appending = mine.catch(() => undefined)
      await mine
      return document
    },

    async reconcile() {
      const document = store.current()
      if (document.version === 0) return
      try {
        await ledger.append([await leafOf(document, jsonHash(document))])
      } catch (error) {
        // The id is taken: the leaf of this very document is already there.
        if (!hasCode(error, "LEDGER_CONFLICT")) throw error
      }
    },
  }
}

async function leafOf(document: OperatorDocument, before: string, actor?: string, keep?: KeepOpenings): Promise<Leaf> {
  const after = jsonHash(document)
  const leaf = {
    v: 1 as const,
    type: "config.changed" as const,
    id: hashUuid({ type: "config.changed", after, document_version: document.version }),
    ts: new Date().toISOString(),
    before,
    after,
    document_version: document.version,
  }
  if (actor === undefined || keep === undefined) return leaf
  const { digests, disclosures } = disclose({ actor })
  await keep(leaf.id, disclosures)
  return { ...leaf, _sd: [...digests], _sd_alg: "sha-256" }
}
