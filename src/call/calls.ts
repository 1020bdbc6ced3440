import type { PolicyFacts } from "../ledger/entry.ts"
import type { Admission } from "./admission.ts"
import type { CallEvidence, CallLeg, CallStart, Script } from "./ports.ts"
import type { ReceiptOffer, ReceiptParts } from "./receipt.ts"
import { Session, type SessionParts } from "./session.ts"
import type { Command } from "./session-events.ts"
import type { Flow, Mode, Statement } from "./state.ts"

/** What a line asks its callers with, at the moment a call comes in. */
export interface LineOfCall {
  readonly script: Script
  /** Why the line does not ask at all, or `null`. */
  readonly notAsked: string | null
  readonly mode: Mode
  readonly withdrawCode: string
  readonly concurrentCalls: number
  /** To whom a receipt code is said; absent: to nobody. */
  readonly receipt?: ReceiptOffer
  /** Where the carrier does the waiting: times of the dialogue that differ from the gateway's. */
  readonly pace?: Partial<Pick<Flow, "chordMs" | "waitMs" | "lastWaitMs" | "grantMs">>
}

export interface CallsParts extends Omit<SessionParts, "flow" | "script" | "evidence" | "receipt"> {
  readonly flow: Omit<Flow, "mode" | "notAsked" | "withdrawCode">
  /** The mode in which this call is asked: its line's, or a stricter one where the law of the call wants it. */
  readonly policy: (call: CallStart, mode: Mode) => PolicyFacts
  /** With how the mode was decided; `null` where nobody is asked. */
  readonly evidence: { open(call: CallStart, policy: PolicyFacts | null): CallEvidence }
  readonly admission: Admission
  readonly receipts: Omit<ReceiptParts, "offer">
}

/** The calls in progress in this process. */
export class LiveCalls {
  readonly #parts: CallsParts
  readonly #live = new Map<string, Session>()

  constructor(parts: CallsParts) {
    this.#parts = parts
  }

  get count(): number {
    return this.#live.size
  }

  isLive(callId: string): boolean {
    return this.#live.has(callId)
  }

  /** How many of them are on this line. */
  onLine(lineId: string): number {
    return [...this.#live.values()].filter(({ call }) => call.lineId === lineId).length
  }

  /** Takes a call that a carrier brought. */
  take(call: CallStart, leg: CallLeg, line: LineOfCall): Session {
    const { admission, flow, policy: decide, evidence, receipts, ...parts } = this.#parts
    const entered = admission.enter(call.from, { id: call.lineId, concurrentCalls: line.concurrentCalls })
    const notAsked = line.notAsked ?? entered.notAsked
    const policy = notAsked === null ? decide(call, line.mode) : null
    const session = new Session(call, leg, {
      ...parts,
      script: line.script,
      // Without a number there is nothing to show the code with; where the agent asks, nobody is there to press a key.
      ...(line.receipt === undefined || call.from === null || policy === null || policy.mode === "agent_asks"
        ? {}
        : { receipt: { ...receipts, offer: line.receipt } }),
      evidence: { open: (started) => evidence.open(started, policy) },
      flow: {
        ...flow,
        ...line.pace,
        mode: policy?.mode ?? "opt_in",
        notAsked,
        withdrawCode: line.withdrawCode,
      },
    })
    this.#live.set(call.callId, session)
    void session.done.then(() => {
      this.#live.delete(call.callId)
      entered.leave()
    })
    return session
  }

  /** @returns false when the call is not live, or in no state that the command could act on. */
  command(callId: string, command: Command | Statement): boolean {
    return this.#live.get(callId)?.command(command) ?? false
  }

  /** Ends every call in an orderly way: recordings sealed, evidence written. */
  async shutdown(): Promise<void> {
    await Promise.all([...this.#live.values()].map((session) => session.shutdown()))
  }
}
