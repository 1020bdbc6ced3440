import { setTimeout as delay } from "node:timers/promises"
import { hasCode } from "../errors.ts"

const FIRST_RETRY_MS = 250
const LONGEST_RETRY_MS = 5000

/**
 * Runs work one after the other. While the ledger cannot be written, the work at the head is repeated with a growing
 * pause: leaves are idempotent by their id, so an append whose answer was lost is found again, not made twice.
 */
export class SerialUntilDurable {
  readonly #closing: AbortSignal
  #last: Promise<unknown> = Promise.resolve()

  /** @param closing ends the repeating; what was not written by then rejects with its last error. */
  constructor(closing: AbortSignal) {
    this.#closing = closing
  }

  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(() => this.#repeat(work))
    this.#last = result.catch(() => undefined)
    return result
  }

  async #repeat<T>(work: () => Promise<T>): Promise<T> {
    for (let pause = FIRST_RETRY_MS; ; pause = Math.min(pause * 2, LONGEST_RETRY_MS)) {
      try {
        return await work()
      } catch (error) {
        if (this.#closing.aborted || !hasCode(error, "LEDGER_UNAVAILABLE", "STORAGE_FAILED")) throw error
      }
      await delay(pause, undefined, { ref: false, signal: this.#closing }).catch(() => undefined)
    }
  }
}
