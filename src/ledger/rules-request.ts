/* Requests of people about their data go one way: nothing is carried out unassessed, and nobody is told before it is. */
import type { LeafOf, requestStates } from "./entry.ts"
import { contradiction } from "./rule-state.ts"

type State = (typeof requestStates)[number]
type RequestLeaf = LeafOf<"request.changed" | "request.extended" | "request.denied">

/** What may follow each state. */
export const nextStates: Readonly<Record<State, readonly State[]>> = {
  received: ["verified", "refused"],
  verified: ["assessed", "refused"],
  // Assessed again when what is held has changed.
  assessed: ["assessed", "executed", "refused"],
  executed: ["notified"],
  refused: ["notified"],
  notified: [],
}

export class RequestRules {
  readonly #requests = new Map<string, { readonly kind: string; state: State; extended: boolean }>()

  /** @throws LEDGER_CORRUPT. `continues`: requests of an older origin may be named, and are not followed here. */
  see(index: number, leaf: RequestLeaf, continues: boolean): void {
    const known = this.#requests.get(leaf.request)
    if (!known) {
      if (leaf.type === "request.changed" && leaf.state === "received") {
        this.#requests.set(leaf.request, { kind: leaf.kind, state: leaf.state, extended: false })
      } else if (!continues) throw contradiction(index, "is about a request that was not received before")
      return
    }
    if (leaf.type === "request.changed") {
      if (leaf.kind !== known.kind) throw contradiction(index, "makes another kind of a request")
      if (!nextStates[known.state].includes(leaf.state)) {
        throw contradiction(index, `makes a request ${leaf.state} that was ${known.state}`)
      }
      known.state = leaf.state
    } else if (leaf.type === "request.extended") {
      if (known.extended) throw contradiction(index, "extends a request a second time")
      if (!nextStates[known.state].includes("refused")) throw contradiction(index, "extends a request that was decided")
      known.extended = true
    }
  }
}
