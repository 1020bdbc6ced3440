/*
 * Keys, as long as the call lasts: one collect of one digit, asked to go on, and begun anew whenever it ends. A result
 * counts only under the control id that is in force, so that no digit is taken twice.
 */
import { randomUUID } from "node:crypto"
import type { Digit } from "../../call/ports.ts"
import { unsettled } from "./answer.ts"
import type { RelayLink } from "./connection.ts"
import type { RelayEvent } from "./events.ts"

export interface KeysOptions {
  readonly link: RelayLink
  readonly target: { readonly call_id: string; readonly node_id: string }
  readonly onDigit: (digit: Digit) => void
  /** The carrier knows no such call any more. */
  readonly onGone: () => void
  /** No keys reach us: the caller cannot answer, nor withdraw. */
  readonly onDeaf: () => void
}

const AGAIN_MS = 1000
const TWICE_MS = 40
/** A collect that ends this often without a single digit will not listen at all. */
const MAX_EMPTY = 20

export class RelayKeys {
  readonly #options: KeysOptions
  #controlId: string | null = null
  #closed = false
  #empty = 0
  #last: { readonly digit: Digit | null; readonly at: number } = { digit: null, at: 0 }
  #timer: NodeJS.Timeout | null = null

  constructor(options: KeysOptions) {
    this.#options = options
  }

  /** Begins to listen, or begins anew: then the answer also tells whether the call still lives. */
  listen(): void {
    if (this.#closed) return
    const { link, target, onGone, onDeaf } = this.#options
    const before = this.#controlId
    const controlId = randomUUID()
    this.#controlId = controlId
    const collect = { digits: { max: 1, digit_timeout: 1 }, continuous: true, start_input_timers: false }
    void link.execute("calling.collect", { ...target, control_id: controlId, ...collect }).then((answer) => {
      if (this.#closed || this.#controlId !== controlId || answer.outcome === "done") return
      if (answer.outcome === "gone") onGone()
      // The one before listens still.
      else if (answer.outcome === "refused" && answer.code === "409" && before !== null) this.#controlId = before
      else if (answer.outcome === "refused" && !unsettled(answer)) onDeaf()
      else this.#again()
    })
  }

  event({ controlId, digits, going }: Extract<RelayEvent, { type: "collect" }>): void {
    if (this.#closed || controlId !== this.#controlId) return
    const now = performance.now()
    for (const digit of digits) {
      // An event that came twice: nobody presses one key twice so fast.
      if (digit === this.#last.digit && now - this.#last.at < TWICE_MS) continue
      this.#last = { digit, at: now }
      this.#options.onDigit(digit)
    }
    this.#empty = digits.length > 0 ? 0 : this.#empty + 1
    if (going) return
    if (this.#empty > MAX_EMPTY) this.#options.onDeaf()
    else if (digits.length > 0) this.listen()
    else this.#again()
  }

  close(): void {
    this.#closed = true
    if (this.#timer) clearTimeout(this.#timer)
  }

  #again(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.listen(), AGAIN_MS).unref()
  }
}
