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
import type { Leaf } from "../ledger/entry.ts"
import type { OperatorDocument, OperatorStore } from "./document.ts"
import { hashUuid, jsonHash } from "./hash.ts"

/** The ledger's append, as far as it is needed here. */
export interface ChangeLedger {
  /** Durable when it resolves. @throws LEDGER_CONFLICT for an id that stands for other bytes; LEDGER_UNAVAILABLE. */
  append(leaves: readonly Leaf[]): Promise<unknown>
}

export interface LedgeredStore extends OperatorStore {
  /** `by` is the principal's id, as in `people.changed`; left out where the gateway itself changes the document. */
  update(change: (draft: OperatorDocument) => void, expected?: number, by?: string): Promise<OperatorDocument>
  /**
   * At start-up: writes the leaf that a crash left out. Its `before` equals its `after`, which says that the document
   * was found like this.
   */
  reconcile(): Promise<void>
}

export function ledgered(store: OperatorStore, ledger: ChangeLedger): LedgeredStore {
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

    async update(change, expected, by) {
      let before = ""
      const document = await store.update((draft) => {
        before = jsonHash(draft)
        change(draft)
        // What has no canonical form could not be put on record: refused before it is stored.
        jsonHash(draft)
      }, expected)
      owed.push(leafOf(document, before, by))
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
        await ledger.append([leafOf(document, jsonHash(document))])
      } catch (error) {
        // The id is taken: the leaf of this very document is already there.
        if (!hasCode(error, "LEDGER_CONFLICT")) throw error
      }
    },
  }
}

function leafOf(document: OperatorDocument, before: string, by?: string): Leaf {
  const after = jsonHash(document)
  return {
    v: 1,
    type: "config.changed",
    id: hashUuid({ type: "config.changed", after, document_version: document.version }),
    ts: new Date().toISOString(),
    before,
    after,
    document_version: document.version,
    ...(by === undefined ? {} : { by }),
  }
}
