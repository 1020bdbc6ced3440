import { AudioGate } from "../../call/gate.ts"
import type { CallLeg, LegEvent, Tap } from "../../call/ports.ts"
import type { FrameSink } from "../../audio/frame.ts"
import type { RecordingPermit } from "../../consent/permit.ts"
import type { FrameCounters } from "../../ledger/entry.ts"
import { LegEvents } from "../media-stream/leg-events.ts"

/** A destination that the carrier dialled and bridges: known only by what the carrier reports. */
export class CarrierAgentLeg implements CallLeg {
  readonly callId: string
  readonly party = "agent"
  readonly #gate: AudioGate
  readonly #events = new LegEvents()
  /** What the destination heard before it was connected. */
  readonly #whispered: Uint8Array | null
  readonly #onHangup: () => void

  constructor(callId: string, whispered: Uint8Array | null, onHangup: () => void) {
    this.callId = callId
    this.#gate = new AudioGate(callId)
    this.#whispered = whispered
    this.#onHangup = onHangup
  }

  listen(listener: (event: LegEvent) => void): void {
    this.#events.listen(listener)
  }

  /** Nothing can be played into a call that the carrier bridges; what the document whispered was heard already. */
  play(promptId: string, audio: Uint8Array): void {
    const totalBytes = audio.length
    if (audio === this.#whispered)
      this.#events.emitLater({
        type: "prompt-played",
        promptId,
        heardBytes: totalBytes,
        totalBytes,
        by: "carrier_order",
      })
    else this.#events.emitLater({ type: "prompt-stopped", promptId, heardBytes: 0, totalBytes, reason: "cleared" })
  }

  clear(): void {
    return
  }

  audio(permit: RecordingPermit, sink: FrameSink): Tap {
    return this.#gate.open(permit, sink)
  }

  bridge(): void {
    return
  }

  relay(): void {
    return
  }

  counters(): FrameCounters {
    return this.#gate.counters()
  }

  hangup(): void {
    if (this.#events.ended) return
    this.#events.emitLater({ type: "closed", reason: "hangup" })
    this.#onHangup()
  }

  /** The carrier says that the destination is gone. */
  ended(): void {
    this.#events.emit({ type: "closed", reason: "hangup" })
  }
}
