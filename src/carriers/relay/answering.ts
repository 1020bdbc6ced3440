import type { RelayLink } from "./connection.ts"

interface Target {
  readonly call_id: string
  readonly node_id: string
}

const ANSWER_MS = 10_000
/** Calls that ended lately, whose late and doubled events are to be known for what they are. */
const REMEMBERED = 5000

/** Calls that are being answered, and those that are over: each offer counts once. */
export class Answering {
  readonly #answerMs: number
  readonly #ringing = new Map<string, (answered: boolean) => void>()
  readonly #past = new Set<string>()

  constructor(answerMs = ANSWER_MS) {
    this.#answerMs = answerMs
  }

  rings(carrierCallId: string): boolean {
    return this.#ringing.has(carrierCallId)
  }

  /** It rang, and is over or was never answered. */
  wasHere(carrierCallId: string): boolean {
    return this.#past.has(carrierCallId)
  }

  over(carrierCallId: string): void {
    this.#past.add(carrierCallId)
    const oldest = this.#past.size > REMEMBERED ? this.#past.values().next().value : undefined
    if (oldest !== undefined) this.#past.delete(oldest)
  }

  /**
   * Answers a call. It is answered when the carrier's reply or its event says so, whichever comes; it is not when the call
   * ends, or when nothing comes.
   */
  answer(link: RelayLink, target: Target): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const settle = (answered: boolean): void => {
      if (!this.#ringing.delete(target.call_id)) return
      clearTimeout(timer)
      if (!answered) this.over(target.call_id)
      resolve(answered)
    }
    const timer = setTimeout(() => {
      // It may have been answered all the same; nobody is to wait in silence.
      void link.insist("calling.end", { ...target, reason: "error" })
      settle(false)
    }, this.#answerMs).unref()
    this.#ringing.set(target.call_id, settle)
    void link.insist("calling.answer", { ...target }).then(({ outcome }) => {
      if (outcome !== "unknown") settle(outcome === "done")
    })
    return promise
  }

  /** The carrier's event. @returns false for a call that does not ring */
  state(carrierCallId: string, answered: boolean): boolean {
    const settle = this.#ringing.get(carrierCallId)
    settle?.(answered)
    return settle !== undefined
  }
}
