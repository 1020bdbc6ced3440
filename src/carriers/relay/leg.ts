import { AudioGate } from "../../call/gate.ts"
import type { FrameSink } from "../../audio/frame.ts"
import type { CallLeg, LegEvent, Tap } from "../../call/ports.ts"
import type { RecordingPermit } from "../../consent/permit.ts"
import { AssentError } from "../../errors.ts"
import type { FrameCounters, Party } from "../../ledger/entry.ts"
import { LegEvents } from "../media-stream/leg-events.ts"
import type { Capture } from "./capture.ts"
import type { RelayLink } from "./connection.ts"
import type { RelayEvent } from "./events.ts"
import { RelayKeys } from "./keys.ts"
import { RelayPrompts } from "./prompts.ts"
import { RelayStream, type MediaDoor } from "./stream.ts"

export interface RelayLegOptions {
  readonly callId: string
  readonly party: Party
  readonly target: { readonly call_id: string; readonly node_id: string }
  readonly link: RelayLink
  readonly urlOf: (audio: Uint8Array) => string
  /** Where the carrier streams to; `null` on a trunk where it records by itself. */
  readonly door: MediaDoor | null
  /** The caller's keys matter; the agent's do not. */
  readonly listens: boolean
  /** The leg has ended, for whatever reason: nothing about it is to be kept. */
  readonly onEnded: () => void
  /** A constant sentence about what this leg met. */
  readonly onTrouble: (message: string) => void
  readonly timing: { readonly lateMs?: number; readonly streamMs?: number }
}

/** How long a prompt waits for the stream of a recording that is to begin with it. */
const STREAM_FIRST_MS = 1500

/**
 * One party of a call that the carrier holds: it plays, listens and bridges, at our command. Audio reaches us only as the
 * stream that an open tap asks for.
 */
export class RelayLeg implements CallLeg {
  readonly callId: string
  readonly party: Party
  readonly target: RelayLegOptions["target"]
  readonly #options: RelayLegOptions
  readonly #events = new LegEvents()
  readonly #gate: AudioGate
  readonly #prompts: RelayPrompts
  readonly #keys: RelayKeys | null
  #stream: RelayStream | null = null
  #capture: Capture | null = null
  #holding: NodeJS.Timeout | null = null
  readonly #idle: (() => void)[] = []
  readonly #over: (() => void)[] = []
  /** Prompts that have not answered yet. */
  #owed = 0

  constructor(options: RelayLegOptions) {
    const { callId, party, target, link, listens, onTrouble } = options
    this.callId = callId
    this.party = party
    this.target = target
    this.#options = options
    this.#gate = new AudioGate(callId)
    const onGone = (): void => this.ended("hangup")
    this.#prompts = new RelayPrompts({
      link,
      target,
      urlOf: options.urlOf,
      emit: (event, later) => this.#promptEvent(event, later),
      onGone,
      ...(options.timing.lateMs === undefined ? {} : { lateMs: options.timing.lateMs }),
    })
    this.#keys = listens
      ? new RelayKeys({
          link,
          target,
          onDigit: (digit) => this.#events.emit({ type: "digit", digit, at: performance.now() }),
          onGone,
          onDeaf: () => {
            onTrouble("the carrier hands on no keys of this call")
            this.#events.emit({ type: "cut-off" })
          },
        })
      : null
    this.#keys?.listen()
  }

  listen(listener: (event: LegEvent) => void): void {
    this.#events.listen(listener)
  }

  play(promptId: string, audio: Uint8Array): void {
    this.#owed++
    this.#prompts.play(promptId, audio)
  }

  clear(): void {
    if (!this.#events.ended) this.#prompts.clear()
  }

  audio(permit: RecordingPermit, sink: FrameSink, onLost?: () => void): Tap {
    const { door, link, target, onTrouble, timing } = this.#options
    const tap = this.#gate.open(permit, (track, timestampMs, payload) =>
      sink(track, stream.offsetMs + timestampMs, payload),
    )
    if (!door) {
      tap.close("ended")
      throw new AssentError("PERMIT_REFUSED", "this trunk's carrier records by itself: it streams nothing")
    }
    const stream = new RelayStream({
      callId: this.callId,
      link,
      target,
      gate: this.#gate,
      door,
      ...(timing.streamMs === undefined ? {} : { openMs: timing.streamMs }),
      onOpen: () => this.#release(),
      onLost: () => {
        onTrouble("the carrier's media stream did not come, or broke")
        this.#release()
        onLost?.()
      },
    })
    this.#stream = stream
    if (!this.#events.ended) {
      this.#hold()
      stream.open()
    }
    return {
      pause: () => tap.pause(),
      resume: () => tap.resume(),
      close: (why) => {
        tap.close(why)
        stream.close()
        if (this.#stream === stream) this.#release()
      },
    }
  }

  /** The carrier holds the bridge; there is nothing to forward here. */
  bridge(): void {
    return
  }

  relay(): void {
    return
  }

  counters(): FrameCounters {
    return this.#capture?.counters() ?? this.#gate.counters()
  }

  hangup(): void {
    if (this.#events.ended) return
    void this.#options.link.insist("calling.end", { ...this.target, reason: "hangup" })
    this.ended("hangup")
  }

  /** The carrier's own recording of this leg, whose frames are counted as the leg's. */
  set capture(capture: Capture) {
    this.#capture = capture
  }

  get over(): boolean {
    return this.#events.ended
  }

  /** Resolves when no prompt plays or waits. */
  quiet(): Promise<void> {
    if (this.#owed === 0 || this.#events.ended) return Promise.resolve()
    return new Promise((resolve) => this.#idle.push(resolve))
  }

  /** Calls `fn` when the leg ends, or at once when it has. */
  whenOver(fn: () => void): void {
    if (this.#events.ended) fn()
    else this.#over.push(fn)
  }

  event(event: RelayEvent): void {
    if (this.#events.ended) return
    if (event.type === "play") this.#prompts.event(event)
    else if (event.type === "collect") this.#keys?.event(event)
  }

  /** The two parties stopped, or began again, to hear each other, and both are still there. */
  held(held: boolean): void {
    this.#events.emit({ type: held ? "held" : "unheld" })
  }

  /** Its end may have been missed. Asking for keys anew also tells whether the call still lives. */
  probe(): void {
    if (!this.#events.ended) this.#keys?.listen()
  }

  ended(reason: "hangup" | "lost"): void {
    if (this.#events.ended) return
    this.#prompts.close()
    this.#keys?.close()
    this.#stream?.close()
    this.#release()
    this.#events.emitLater({ type: "closed", reason })
    for (const idle of this.#idle.splice(0)) idle()
    for (const over of this.#over.splice(0)) over()
    this.#options.onEnded()
  }

  #promptEvent(event: LegEvent, later: boolean): void {
    this.#owed--
    if (later) this.#events.emitLater(event)
    else this.#events.emit(event)
    if (this.#owed === 0) for (const idle of this.#idle.splice(0)) idle()
  }

  /** So that the words "recording starts now" are the first sound of the recording. */
  #hold(): void {
    this.#prompts.hold(true)
    this.#holding = setTimeout(() => this.#release(), STREAM_FIRST_MS).unref()
  }

  #release(): void {
    if (!this.#holding) return
    clearTimeout(this.#holding)
    this.#holding = null
    this.#prompts.hold(false)
  }
}
