/*
 * The receipt code of one call. It is made while the question is still open, so that its digest is durable before it is said;
 * a code that is not ready is not said, and nobody waits for it. It is said digit by digit from sounds of one length: no
 * file, no mark and no figure of bytes tells it, and it is in memory no longer than the call.
 */
import { SAMPLE_RATE } from "../audio/frame.ts"
import type { CallStart } from "./ports.ts"
import { afterCode, asksForReceipt, decidedBy, endsCode, noted, offered, skipped, withCode } from "./receipt-step.ts"
import type { CallEvent, CallState, Effect, Flow, ReceiptPrompt, Step } from "./state.ts"
import { step } from "./step.ts"

/** PCMU. All digits are of one length. */
export interface ReceiptWords {
  readonly offer: Uint8Array
  readonly noted: Uint8Array
  readonly code: Uint8Array
  readonly again: Uint8Array
  readonly digits: readonly Uint8Array[]
}

export interface ReceiptDesk {
  /** The code, once what finds the call by it is durable; `null` for a caller without a number to show beside it. */
  issue(call: CallStart): Promise<string | null>
  /** Sends it by text, where that is configured. Never throws, and nobody waits for it. */
  text(call: CallStart, code: string, language: string): void
}

/** `on_request`: to whoever presses the key for it. `always`: to everybody who was asked; the key to skip it is `#`. */
export type ReceiptOffer = "on_request" | "always"

export interface ReceiptParts {
  readonly offer: ReceiptOffer
  readonly desk: ReceiptDesk
  /** In the language, or in one that is shipped. */
  readonly wordsIn: (language: string) => ReceiptWords
}

export function isReceiptPrompt(prompt: string): prompt is ReceiptPrompt {
  return prompt === "receipt_offer" || prompt === "receipt_noted" || prompt === "receipt_code"
}

/** Whether a prompt of a leg is part of a code. */
export function saysCode(promptId: string): boolean {
  return promptId.startsWith("receipt_code")
}

interface Sound {
  readonly promptId: string
  readonly audio: Uint8Array
}

const silence = (ms: number): Uint8Array => new Uint8Array((SAMPLE_RATE * ms) / 1000).fill(0xff)
const BETWEEN_GROUPS = silence(300)
/** Before what is said next, which may be the first sound of a recording. */
const AFTER = silence(400)

export class CallReceipt {
  readonly #call: CallStart
  readonly #parts: ReceiptParts
  readonly #onFault: (error: unknown) => void
  #issued = false
  #code: string | null = null
  /** Asked for by key, and not sent by text yet. */
  #toBeSent = false
  #confirmation: Extract<Effect, { type: "play" }> | null = null

  constructor(call: CallStart, parts: ReceiptParts, onFault: (error: unknown) => void) {
    this.#call = call
    this.#parts = parts
    this.#onFault = onFault
  }

  /** `step`, with what the code adds. */
  readonly step = (state: CallState, event: CallEvent, flow: Flow): Step => {
    const { offer } = this.#parts
    if (event.type === "answered-durable" && offer === "always" && flow.notAsked === null) this.#prepare()
    if (event.type === "digit" && asksForReceipt(state, event)) {
      this.#toBeSent = true
      this.#prepare()
      return noted(step(state, { ...event, digit: "*" }, flow))
    }
    const skip = skipped(state, event, flow, this.#confirmation)
    if (skip) return skip
    const made = step(state, event, flow)
    if (endsCode(event)) return afterCode(made)
    const confirmation = decidedBy(state, made)
    if (confirmation && this.#code !== null) {
      this.#confirmation = confirmation
      return withCode(made, confirmation)
    }
    return offer === "on_request" && !this.#issued ? offered(made) : made
  }

  #prepare(): void {
    if (this.#issued) return
    this.#issued = true
    this.#parts.desk.issue(this.#call).then((code) => void (this.#code = code), this.#onFault)
  }

  /** What is played for a prompt, in turn; the last sound that matters has the prompt's own id. Nothing: it is not ready. */
  sounds(prompt: ReceiptPrompt, promptId: string, language: string): readonly Sound[] {
    const words = this.#parts.wordsIn(language)
    if (prompt === "receipt_offer") return [{ promptId, audio: words.offer }]
    if (prompt === "receipt_noted") return [{ promptId, audio: words.noted }]
    const code = this.#code
    if (code === null) return []
    if (this.#toBeSent) this.#parts.desk.text(this.#call, code, language)
    this.#toBeSent = false
    const digits = Array.from(code, (digit) => words.digits[Number(digit)] ?? AFTER)
    const half = digits.length >> 1
    const once = [...digits.slice(0, half), BETWEEN_GROUPS, ...digits.slice(half)]
    const spoken = [words.code, ...once, BETWEEN_GROUPS, words.again, ...once]
    const last = spoken.length - 1
    return [
      ...spoken.map((audio, i) => ({ promptId: i === last ? promptId : `${promptId}-${i + 1}`, audio })),
      { promptId: `${promptId}-rest`, audio: AFTER },
    ]
  }
}
