import { BYTES_PER_MS, FRAME_MS, type FrameSink } from "../../audio/frame.ts"
import { AudioGate } from "../../call/gate.ts"
import { saysCode } from "../../call/receipt.ts"
import type { CallLeg, Digit, LegEvent, Tap } from "../../call/ports.ts"
import type { RecordingPermit } from "../../consent/permit.ts"
import type { FrameCounters } from "../../ledger/entry.ts"
import { LegEvents } from "../media-stream/leg-events.ts"
import type { SocketLeg } from "../media-stream/socket-leg.ts"

/** How much sooner than its audio lasts the carrier may ask for what follows a prompt. */
const ORDER_TOLERANCE_MS = 120

export interface QueuedPrompt {
  readonly promptId: string
  readonly audio: Uint8Array
}

/** What says the caller's code, and the rest. */
export function splitCode(prompts: readonly QueuedPrompt[]): [readonly QueuedPrompt[], readonly QueuedPrompt[]] {
  return [prompts.filter(({ promptId }) => saysCode(promptId)), prompts.filter(({ promptId }) => !saysCode(promptId))]
}

interface Served extends QueuedPrompt {
  /** Monotonic ms before which it cannot have been heard to its end. */
  readonly notBefore: number
}

/**
 * A caller whose call the carrier runs. It outlives its sockets: first, where the line asks by stream, the asking socket
 * is its ear and mouth; what is played after that, or without it, waits for the next document; once the call is handed
 * over, a forked socket feeds the same gate. One gate from the first frame to the last, so one set of counters.
 */
export class CallerLeg implements CallLeg {
  readonly callId: string
  readonly party = "caller"
  readonly gate: AudioGate
  readonly #events = new LegEvents()
  readonly #onHangup: () => void
  #state: "asking" | "handed-over" | "over" = "asking"
  #asking: SocketLeg | null = null
  #fork: SocketLeg | null = null
  /** Monotonic ms at which the first copy began, and the last one broke off. */
  #forks: { readonly firstAt: number; brokeAt: number } | null = null
  /** From the time of the copy that runs to that of the first: each counts from nought. */
  #offsetMs = 0
  #recorded = false
  #onLost: (() => void) | null = null
  #queue: QueuedPrompt[] = []
  #served: Served[] = []
  #waiting: (() => void)[] = []

  /** @param onHangup the session ended the call, so somebody has to tell the carrier */
  constructor(callId: string, onHangup: () => void) {
    this.callId = callId
    this.gate = new AudioGate(callId)
    this.#onHangup = onHangup
  }

  get state(): "asking" | "handed-over" | "over" {
    return this.#state
  }

  /** A tap is open: the next document may ask for the copy of both tracks. */
  get recorded(): boolean {
    return this.#recorded
  }

  /** The copy of both tracks is coming in. */
  get forked(): boolean {
    return this.#fork !== null
  }

  get hasQueued(): boolean {
    return this.#queue.length > 0
  }

  /** Resolves at the next change of what a document could say, or after `ms`. */
  changed(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#waiting.push(() => {
        clearTimeout(timer)
        resolve()
      })
    })
  }

  listen(listener: (event: LegEvent) => void): void {
    this.#events.listen(listener)
  }

  /** The asking socket is open: until the hand-over it is this leg. */
  ask(socket: SocketLeg, onLost: () => void): void {
    this.#asking = socket
    socket.listen((event) => {
      if (this.#state !== "asking") return
      // A connection that breaks ends the stream, not the call: the carrier goes on to the next document.
      if (event.type !== "closed") this.#events.emit(event)
      else if (event.reason === "hangup") this.ended()
      else {
        this.#asking = null
        onLost()
      }
    })
  }

  /** The carrier runs the call from here on. */
  handOver(): void {
    if (this.#state !== "asking") return
    this.#state = "handed-over"
    this.#asking?.hangup()
    this.#asking = null
    this.#change()
  }

  /** The copy of both tracks begins, or comes again. Its end is not the end of the call. */
  fork(socket: SocketLeg, onClosed: () => void): void {
    const now = performance.now()
    // What nobody copied meanwhile is missing, of both tracks, and the evidence says so.
    if (this.#forks) this.gate.gaps(2 * Math.round((now - this.#forks.brokeAt) / FRAME_MS))
    this.#forks ??= { firstAt: now, brokeAt: now }
    this.#offsetMs = now - this.#forks.firstAt
    const forks = this.#forks
    this.#fork = socket
    // The document plays the caller's code, and then asks for the copy: what carries it out does so in order.
    this.#heard(({ promptId }) => saysCode(promptId))
    socket.listen((event) => {
      if (event.type === "digit") this.#events.emit(event)
      if (event.type !== "closed") return
      this.#fork = null
      forks.brokeAt = performance.now()
      onClosed()
    })
  }

  /** There will be no copy any more, though the call goes on. */
  copyLost(): void {
    const onLost = this.#onLost
    this.#onLost = null
    if (this.#recorded) onLost?.()
  }

  /** Nobody can ask this caller any more, unless a document can. */
  cutOff(): void {
    if (this.#state !== "asking") return
    this.#asking = null
    this.#events.emit({ type: "cut-off" })
  }

  /** A key that a document gathered. */
  digit(digit: Digit): void {
    this.#events.emit({ type: "digit", digit, at: performance.now() })
  }

  /** Takes what waits, for the document that is made now. */
  serve(): readonly QueuedPrompt[] {
    const prompts = this.#queue
    this.#queue = []
    let notBefore = performance.now() - ORDER_TOLERANCE_MS
    for (const prompt of prompts) {
      notBefore += prompt.audio.length / BYTES_PER_MS
      this.#served.push({ ...prompt, notBefore })
    }
    return prompts
  }

  /** The carrier asks for what follows its last document, so what that document played was heard: if it was long enough ago. */
  heardInOrder(): void {
    this.#heard(() => true)
  }

  #heard(which: (prompt: Served) => boolean): void {
    const now = performance.now()
    const heard = this.#served.filter(which)
    this.#served = this.#served.filter((prompt) => !heard.includes(prompt))
    for (const { promptId, audio, notBefore } of heard) {
      const facts = { promptId, totalBytes: audio.length }
      if (now >= notBefore)
        this.#events.emit({ ...facts, type: "prompt-played", heardBytes: audio.length, by: "carrier_order" })
      else this.#events.emit({ ...facts, type: "prompt-stopped", heardBytes: 0, reason: "mark_too_early" })
    }
  }

  play(promptId: string, audio: Uint8Array): void {
    if (this.#state === "asking" && this.#asking) {
      this.#asking.play(promptId, audio)
      return
    }
    this.#queue.push({ promptId, audio })
    if (this.#state === "over") this.#stopPrompts("closed")
    else this.#change()
  }

  clear(): void {
    this.#asking?.clear()
    this.#stopPrompts("cleared")
  }

  audio(permit: RecordingPermit, sink: FrameSink, onLost?: () => void): Tap {
    const tap = this.gate.open(permit, (track, timestampMs, payload) =>
      sink(track, this.#offsetMs + timestampMs, payload),
    )
    this.#recorded = true
    this.#onLost = onLost ?? null
    return {
      pause: () => tap.pause(),
      resume: () => tap.resume(),
      close: (why) => {
        tap.close(why)
        this.#recorded = false
        // For good: nothing of this call has to come here any more.
        this.#fork?.hangup()
      },
    }
  }

  /** The carrier bridges. */
  bridge(): void {
    return
  }

  relay(): void {
    return
  }

  counters(): FrameCounters {
    return this.gate.counters()
  }

  hangup(): void {
    if (this.#state === "over") return
    this.#close()
    this.#events.emitLater({ type: "closed", reason: "hangup" })
    this.#onHangup()
  }

  /** The destination is gone, and the carrier has not said yet what becomes of the caller. */
  parted(): void {
    if (this.#state === "handed-over" && this.#recorded) this.#events.emit({ type: "held" })
  }

  /** The carrier says that the call is over. */
  ended(): void {
    if (this.#state === "over") return
    this.#close()
    this.#events.emit({ type: "closed", reason: "hangup" })
  }

  #close(): void {
    this.#state = "over"
    this.#stopPrompts("closed")
    this.#asking?.hangup()
    this.#fork?.hangup()
    this.#change()
  }

  #stopPrompts(reason: "cleared" | "closed"): void {
    for (const { promptId, audio } of [...this.#served.splice(0), ...this.#queue.splice(0)]) {
      this.#events.emitLater({ type: "prompt-stopped", promptId, heardBytes: 0, totalBytes: audio.length, reason })
    }
  }

  #change(): void {
    for (const wake of this.#waiting.splice(0)) wake()
  }
}
