import { hasCode } from "../errors.ts"
import type { AnchorStore } from "../ledger/anchor-store.ts"
import { parseCheckpoint } from "../ledger/checkpoint.ts"
import { sha256, verifyEd25519 } from "../ledger/node-crypto.ts"
import { parseNote } from "../ledger/note.ts"
import type { LedgerStore } from "../ledger/store.ts"
import { submit, type WitnessLink } from "../ledger/witness-client.ts"
import type { GatewayLog } from "./log.ts"

const crypto = { hash: sha256, verify: verifyEd25519 }
/** A witness that failed is asked again with the next checkpoint, but not more often than this. */
const RETRY_MS = 1000

/** One witness: one request at a time, always with the newest checkpoint that waits. */
export class WitnessRunner {
  readonly name: string
  readonly #link: WitnessLink
  readonly #store: LedgerStore<unknown>
  readonly #anchors: AnchorStore
  readonly #log: GatewayLog
  #size = 0
  #believed = 0
  #failing = false
  #ahead = false
  #failedAt = -Infinity
  #waiting: string | null = null
  #running: Promise<void> | null = null
  #stopped = false

  constructor(link: WitnessLink, store: LedgerStore<unknown>, anchors: AnchorStore, log: GatewayLog) {
    this.name = link.vkey.name
    this.#link = link
    this.#store = store
    this.#anchors = anchors
    this.#log = log
  }

  /** The largest tree it cosigned since this start. */
  get size(): number {
    return this.#size
  }

  /** It did not sign when it was last asked. */
  get failing(): boolean {
    return this.#failing
  }

  /** It says it has signed a larger tree of this log than was ever submitted, or another one of the same size. */
  get ahead(): boolean {
    return this.#ahead
  }

  /** @returns whether it has cosigned this checkpoint or a later one, once the request for it is over. Never rejects. */
  async reach(note: string): Promise<boolean> {
    const { size } = parseCheckpoint(parseNote(note).text)
    while (this.#size < size && !this.#stopped) {
      if (performance.now() - this.#failedAt < RETRY_MS) return false
      if (this.#waiting === null || parseCheckpoint(parseNote(this.#waiting).text).size < size) this.#waiting = note
      this.#running ??= this.#work().finally(() => (this.#running = null))
      await this.#running
    }
    return this.#size >= size
  }

  /** The request that is under way is the last. */
  stop(): void {
    this.#stopped = true
  }

  async #work(): Promise<void> {
    const note = this.#waiting
    this.#waiting = null
    if (note === null) return
    const { size } = parseCheckpoint(parseNote(note).text)
    try {
      const answer = await submit(this.#store, this.#link, note, this.#believed, crypto)
      if (answer.kind === "ahead") {
        this.#ahead = true
        this.#failed(
          { witness: this.name, size: answer.size },
          "a witness has signed a larger or another tree than ours",
        )
        return
      }
      await this.#anchors.insertCosignature({ size, witness: this.name, line: answer.line })
      this.#size = this.#believed = size
      this.#ahead = false
      if (this.#failing) this.#log.info({ witness: this.name }, "the witness signs again")
      this.#failing = false
    } catch (error) {
      const code = hasCode(error, "GATEWAY_UNREACHABLE") ? "it does not answer" : "it does not sign"
      this.#failed({ witness: this.name, err: error }, `a witness is missing: ${code}`)
    }
  }

  /** One alarm for each time it begins to fail. */
  #failed(facts: object, message: string): void {
    this.#failedAt = performance.now()
    if (!this.#failing) this.#log.error(facts, message)
    this.#failing = true
  }
}
