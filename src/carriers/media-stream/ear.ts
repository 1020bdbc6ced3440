import type { CallLeg, Tap } from "../../call/ports.ts"
import type { FrameCounters } from "../../ledger/entry.ts"
import { AssentError } from "../../errors.ts"
import { isBridged } from "./bridges.ts"

/** The other end of a test call: is given the tester's frames as they come, plays nothing, and can be tapped by nobody. */
export class Ear implements CallLeg {
  readonly callId: string
  readonly party = "agent"
  readonly #onFrame: (payload: Uint8Array) => void

  constructor(callId: string, onFrame: (payload: Uint8Array) => void) {
    this.callId = callId
    this.#onFrame = onFrame
  }

  relay(from: CallLeg, payload: Uint8Array): void {
    if (isBridged(from, this)) this.#onFrame(payload)
  }

  audio(): Tap {
    throw new AssentError("PERMIT_REFUSED", "a test call is not recorded")
  }

  counters(): FrameCounters {
    return { received: 0, before_consent: 0, written: 0, paused: 0, after_withdrawal: 0, gaps: 0 }
  }

  listen(): void {
    return
  }

  play(): void {
    return
  }

  clear(): void {
    return
  }

  bridge(): void {
    return
  }

  hangup(): void {
    return
  }
}
