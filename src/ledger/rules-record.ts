/* What is held about people beside calls: nothing is reworded or erased that was not there, and nothing comes back. */
import type { LeafOf } from "./entry.ts"
import { contradiction } from "./rule-state.ts"

type RecordLeaf = LeafOf<"record.changed">

export class RecordRules {
  readonly #records = new Map<string, { readonly object: RecordLeaf["object"]; deleted: boolean }>()

  /** @throws LEDGER_CORRUPT. `continues`: records of an older origin may be named, and are not followed here. */
  see(index: number, leaf: RecordLeaf, continues: boolean): void {
    const known = this.#records.get(leaf.subject)
    if (!known) {
      if (leaf.state === "set") this.#records.set(leaf.subject, { object: leaf.object, deleted: false })
      else if (!continues) throw contradiction(index, "changes a record that was not set before")
      return
    }
    if (known.object !== leaf.object) throw contradiction(index, "makes another kind of a record")
    if (known.deleted) throw contradiction(index, "changes a record that was deleted")
    known.deleted = leaf.state === "deleted"
  }
}
