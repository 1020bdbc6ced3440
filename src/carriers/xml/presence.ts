import type { CarrierRest } from "./rest.ts"

/** How long the carrier has to end a call by itself before it is told to. */
const HANGUP_GRACE_MS = 2000
/** When the carrier is asked whether a call still is: after what carried it broke off, and now and then. */
export const LOOK_MS = 1000
const POLL_MS = 60_000

export interface PresenceParts {
  readonly callSid: string
  readonly rest: CarrierRest
  /** The carrier says that the call is over. */
  readonly onOver: () => void
  /** The gateway is stopping: what the carrier carries goes on without it. */
  readonly stopping: () => boolean
  readonly onFault: (message: string, error: unknown) => void
}

/** Whether one call still is at its carrier: by its reports, by asking it, or because it was told to end it. */
export class Presence {
  readonly #parts: PresenceParts
  over = false

  constructor(parts: PresenceParts) {
    this.#parts = parts
  }

  /** Asks the carrier: its reports may be lost. @returns whether the call is over; false too when it says nothing */
  async look(afterMs: number): Promise<boolean> {
    const { callSid, rest, onOver, onFault } = this.#parts
    await new Promise((resolve) => setTimeout(resolve, afterMs).unref())
    if (this.over) return true
    try {
      if (await rest.isOver(callSid)) onOver()
    } catch (error) {
      onFault("the carrier did not say whether the call goes on", error)
    }
    return this.over
  }

  /** Asks now and then. @returns how to stop */
  poll(): () => void {
    const timer = setInterval(() => void this.look(0), POLL_MS).unref()
    return () => clearInterval(timer)
  }

  /** The session ended the call. The carrier hears it from the next document, or, if it asks for none, by REST. */
  hangUpLater(): void {
    const { callSid, rest, stopping, onFault } = this.#parts
    if (stopping() || this.over) return
    setTimeout(() => {
      if (this.over || stopping()) return
      this.over = true
      rest.endCall(callSid).catch((error: unknown) => onFault("the carrier could not be told to end a call", error))
    }, HANGUP_GRACE_MS).unref()
  }
}
