import { AssentError } from "../../errors.ts"
import type { CallLeg } from "../../call/ports.ts"
import { CarrierAgentLeg } from "./agent-leg.ts"
import type { CarrierRest } from "./rest.ts"

export interface AgentSideParts {
  readonly callId: string
  readonly rest: CarrierRest
  /** The session hangs up on a destination that the carrier dialled. */
  readonly onHangup: () => void
  readonly onFault: (message: string, error: unknown) => void
}

/** One place that is being called. */
interface Attempt {
  readonly resolve: (leg: CallLeg) => void
  readonly reject: (error: Error) => void
  callSid: string | null
  state: "waiting" | "reached" | "over"
}

/** The way to one call's destination: one place after the other, each reached or not once, and none left ringing for nobody. */
export class AgentSide {
  readonly #parts: AgentSideParts
  #attempt: Attempt | null = null
  #leg: CarrierAgentLeg | null = null
  /** Calls that were placed and are wanted no more: what they still ask for or report is of no interest. */
  readonly #gone = new Set<string>()

  constructor(parts: AgentSideParts) {
    this.#parts = parts
  }

  /** @returns the leg, once the destination has answered. Rejects with CARRIER_UNREACHABLE. */
  wanted(): Promise<CallLeg> {
    this.unreached()
    const { promise, resolve, reject } = Promise.withResolvers<CallLeg>()
    this.#attempt = { resolve, reject, callSid: null, state: "waiting" }
    return promise
  }

  /** Calls the destination over REST. One that is reached no more, or wanted no more, is told to stop ringing. */
  place(call: {
    readonly to: string
    readonly from: string
    readonly url: string
    readonly statusUrl: string
    readonly ringSeconds: number
  }): void {
    const { rest, onFault } = this.#parts
    const attempt = this.#attempt
    if (attempt === null) return
    rest.createCall(call).then(
      (sid) => {
        attempt.callSid ??= sid
        if (attempt.state === "over" || attempt.callSid !== sid) this.#cancel(sid)
      },
      (error: unknown) => {
        onFault("the agent's call could not be placed", error)
        this.#over(attempt)
      },
    )
    setTimeout(() => this.#over(attempt), (call.ringSeconds + 10) * 1000).unref()
  }

  /** Not known to be another call than the one that was placed. */
  mayBe(callSid: string): boolean {
    const known = this.#attempt?.callSid ?? null
    return !this.#gone.has(callSid) && (known === null || callSid === known)
  }

  /** The placed call asks for its document. @returns false when nobody waits for it any more */
  came(callSid: string): boolean {
    if (!this.#attempt || !this.mayBe(callSid)) return false
    this.#attempt.callSid ??= callSid
    return this.#attempt.state === "waiting"
  }

  awaits(callSid: string): boolean {
    return this.#attempt?.state === "waiting" && callSid === this.#attempt.callSid
  }

  reached(leg: CallLeg): void {
    if (this.#attempt?.state !== "waiting") return
    this.#attempt.state = "reached"
    this.#attempt.resolve(leg)
  }

  /** The destination that the carrier dialled took the call. */
  answered(whispered: Uint8Array | null): void {
    if (this.#leg || this.#attempt?.state !== "waiting") return
    this.#leg = new CarrierAgentLeg(this.#parts.callId, whispered, this.#parts.onHangup)
    this.reached(this.#leg)
  }

  /** The destination that the carrier dialled has taken the call. */
  get connected(): boolean {
    return this.#leg !== null
  }

  /** The carrier's dialling is over: the destination left, or never came. */
  dialOver(): void {
    if (this.#leg) this.#leg.ended()
    else this.unreached()
  }

  /** The carrier reports that this call has ended. */
  gone(callSid: string): void {
    if (!this.mayBe(callSid)) return
    if (this.#attempt) this.#attempt.callSid ??= callSid
    this.unreached()
  }

  /** The destination cannot be had any more, or nobody wants it any more. */
  unreached(): void {
    if (this.#attempt) this.#over(this.#attempt)
  }

  #over(attempt: Attempt): void {
    if (attempt.state !== "waiting") return
    attempt.state = "over"
    attempt.reject(new AssentError("CARRIER_UNREACHABLE", "the destination did not answer"))
    if (attempt.callSid !== null) this.#cancel(attempt.callSid)
  }

  #cancel(callSid: string): void {
    this.#gone.add(callSid)
    this.#parts.rest
      .endCall(callSid)
      .catch((error: unknown) => this.#parts.onFault("a call that nobody wants any more could not be ended", error))
  }
}
