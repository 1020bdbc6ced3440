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

/** The way to one call's destination: wanted once, reached or not once, and never left ringing for nobody. */
export class AgentSide {
  readonly #parts: AgentSideParts
  #dialling: { readonly resolve: (leg: CallLeg) => void; readonly reject: (error: Error) => void } | null = null
  #leg: CarrierAgentLeg | null = null
  #callSid: string | null = null
  #placing = false

  constructor(parts: AgentSideParts) {
    this.#parts = parts
  }

  /** @returns the leg, once the destination has answered. Rejects with CARRIER_UNREACHABLE. */
  wanted(): Promise<CallLeg> {
    const { promise, resolve, reject } = Promise.withResolvers<CallLeg>()
    this.#dialling = { resolve, reject }
    return promise
  }

  /** Calls the destination over REST. One that is reached no more, or wanted no more, is told to stop ringing. */
  place(call: {
    readonly to: string | null
    readonly from: string
    readonly url: string
    readonly statusUrl: string
    readonly ringSeconds: number
  }): void {
    const { rest, onFault } = this.#parts
    const { to } = call
    if (to === null) {
      this.unreached()
      return
    }
    this.#placing = true
    rest.createCall({ ...call, to }).then(
      (sid) => {
        this.#callSid ??= sid
        if (!this.#placing) this.#cancel(sid)
      },
      (error: unknown) => {
        onFault("the agent's call could not be placed", error)
        this.unreached()
      },
    )
    setTimeout(() => this.unreached(), (call.ringSeconds + 10) * 1000).unref()
  }

  /** Not known to be another call than the one that was placed. */
  mayBe(callSid: string): boolean {
    return this.#callSid === null || callSid === this.#callSid
  }

  /** The placed call asks for its document. @returns false when nobody waits for it any more */
  came(callSid: string): boolean {
    this.#callSid ??= callSid
    return this.#dialling !== null && callSid === this.#callSid
  }

  awaits(callSid: string): boolean {
    return this.#dialling !== null && callSid === this.#callSid
  }

  reached(leg: CallLeg): void {
    this.#placing = true
    this.#dialling?.resolve(leg)
    this.#dialling = null
  }

  /** The destination that the carrier dialled took the call. */
  answered(whispered: Uint8Array | null): void {
    if (this.#leg || !this.#dialling) return
    this.#leg = new CarrierAgentLeg(this.#parts.callId, whispered, this.#parts.onHangup)
    this.reached(this.#leg)
  }

  /** The carrier's dialling is over: the destination left, or never came. */
  dialOver(): void {
    if (this.#leg) this.#leg.ended()
    else this.unreached()
  }

  /** The destination cannot be had any more, or nobody wants it any more. */
  unreached(): void {
    const dialling = this.#dialling
    this.#dialling = null
    if (!dialling) return
    this.#placing = false
    dialling.reject(new AssentError("CARRIER_UNREACHABLE", "the destination did not answer"))
    if (this.#callSid !== null) this.#cancel(this.#callSid)
  }

  #cancel(callSid: string): void {
    this.#parts.rest
      .endCall(callSid)
      .catch((error: unknown) => this.#parts.onFault("a call that nobody wants any more could not be ended", error))
  }
}
