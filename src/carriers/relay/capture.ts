/*
 * The carrier's own recording of one leg: ordered, paused and ended with a control id of ours, then fetched as what may be
 * kept of it, and deleted there.
 *
 * Order: the copy is listed durably, then the command is given. A command without an answer may have run, so from the
 * listing on a copy may exist, and the list is cleared only when it was seen to be gone.
 */
import { setTimeout as sleep } from "node:timers/promises"
import { MULAW_SILENCE, FRAME_MS } from "../../audio/frame.ts"
import { isPermit, type RecordingPermit } from "../../consent/permit.ts"
import { AssentError } from "../../errors.ts"
import type { FrameCounters } from "../../ledger/entry.ts"
import { unsettled } from "./answer.ts"
import type { RelayLink } from "./connection.ts"
import type { CarrierCopies } from "./copies.ts"
import type { RelayEvent } from "./events.ts"
import { locate, removeCopy } from "./orphans.ts"
import type { RecordingsRest } from "./rest.ts"
import { CaptureTimeline } from "./timeline.ts"
import { stereoFrames, STEREO_FRAME_BYTES } from "./wav-stream.ts"

export interface CaptureOptions {
  readonly callId: string
  readonly trunk: string
  readonly target: { readonly call_id: string; readonly node_id: string }
  readonly link: RelayLink
  readonly rest: RecordingsRest
  readonly copies: CarrierCopies
  readonly controlId: string
  /** Aborted when the gateway closes: what is not fetched by then is not kept. */
  readonly closing: AbortSignal
  /** The copy was dealt with: events for it are of no more use. */
  readonly onOver: () => void
  /** How long the file may take to appear after the end. Default two minutes. */
  readonly fileMs?: number
  /** How long the carrier may take to say that it records, or that it has ended. Default 5 s. */
  readonly wordMs?: number
}

/** Nothing of SignalWire's defaults is wanted: they end a recording at the first second of silence. */
const AUDIO = {
  direction: "both",
  stereo: true,
  format: "wav",
  beep: false,
  initial_timeout: 0,
  end_silence_timeout: 0,
  terminators: "",
}
const WORD_MS = 5000
const FILE_MS = 120_000
/** Between looks at a file that is not there yet, ms; doubles up to ten times this. */
const LOOK_MS = 500
/** The carrier's word on the length and the file's own may differ by this, ms. */
const LENGTH_MS = 1500

type Word = Extract<RelayEvent, { type: "record" }>

export class Capture {
  readonly #options: CaptureOptions
  readonly #timeline = new CaptureTimeline()
  #listed = false
  #commanded = false
  #url: string | null = null
  #durationMs: number | null = null
  /** The carrier is known to have ended it, or never to have begun. */
  #stopped: Promise<boolean> = Promise.resolve(false)
  #finishedAt: number | null = null
  readonly #begun = Promise.withResolvers<boolean>()
  readonly #finished = Promise.withResolvers<undefined>()

  /** @throws PERMIT_REFUSED for anything but a genuine permit of this call */
  constructor(options: CaptureOptions, permit: RecordingPermit) {
    if (!isPermit(permit) || permit.callId !== options.callId) {
      throw new AssentError("PERMIT_REFUSED", "this is not a permit of this call that the ledger's receipts made")
    }
    this.#options = options
  }

  /** Resolves when the carrier records. @throws CARRIER_UNREACHABLE when it does not, or does not say so in time */
  async start(recordingId: string): Promise<void> {
    const { copies, link, target, controlId, callId, trunk } = this.#options
    await copies.expect({
      controlId,
      trunk,
      callId,
      recordingId,
      carrierCallId: target.call_id,
      nodeId: target.node_id,
      url: null,
      expectedAt: new Date().toISOString(),
    })
    this.#listed = true
    if (this.#timeline.over) throw new AssentError("CONFLICT", "this recording ended before it began")
    this.#timeline.commanded(performance.now())
    this.#commanded = true
    const answer = await link.execute("calling.record", { ...target, control_id: controlId, record: { audio: AUDIO } })
    if (answer.outcome === "done" && answer.url !== null) this.#located(answer.url)
    if (this.#timeline.paused) this.pause()
    if (answer.outcome === "gone" || answer.outcome === "refused") this.#begun.resolve(false)
    const records = await Promise.race([
      this.#begun.promise,
      sleep(this.#options.wordMs ?? WORD_MS, false, { ref: false }),
    ])
    if (!records) {
      this.end("ended")
      throw new AssentError("CARRIER_UNREACHABLE", "the carrier did not begin to record")
    }
  }

  event({ controlId, state, url, durationMs }: Word): void {
    if (controlId !== this.#options.controlId) return
    if (url !== null) this.#located(url)
    if (state === "recording") {
      this.#timeline.begun(performance.now())
      this.#begun.resolve(true)
    } else if (state === "finished" || state === "no_input" || state === "error") {
      this.#begun.resolve(state === "finished")
      this.#durationMs = durationMs
      this.#finishedAt = performance.now()
      this.#finished.resolve(undefined)
    }
  }

  get mediaMs(): number {
    return this.#timeline.mediaMs(performance.now())
  }

  pause(): void {
    this.#timeline.pause(performance.now())
    void this.#tell("calling.record.pause", { behavior: "silence" })
  }

  resume(): void {
    this.#timeline.resume(performance.now())
    void this.#tell("calling.record.resume", {})
  }

  /** Nothing that is captured from now on is kept. */
  end(why: "withdrawn" | "ended" | "stopped"): void {
    if (this.#timeline.over) return
    this.#timeline.end(performance.now(), why)
    this.#stopped = this.#tell("calling.record.stop", {})
  }

  /**
   * What may be kept: frames of stereo mu-law, those from a pause silenced, those from after the end left out.
   * @throws CARRIER_UNREACHABLE when the file does not come; CARRIER_PROTOCOL when it is not what was ordered
   */
  async *fetch(): AsyncGenerator<Uint8Array, undefined> {
    await Promise.race([this.#finished.promise, sleep(this.#options.wordMs ?? WORD_MS, null, { ref: false })])
    const knownBy = this.#finishedAt ?? performance.now()
    const body = await this.#file()
    const silence = new Uint8Array(STEREO_FRAME_BYTES).fill(MULAW_SILENCE)
    const frames = stereoFrames(body)
    // The length is known at the end only, so where the beginning is not known either, the carrier's word has to do.
    if (this.#durationMs !== null) this.#timeline.complete(knownBy, this.#durationMs)
    let mediaMs = 0
    for (;;) {
      const { done, value } = await frames.next()
      if (done) {
        this.#checkLength(value)
        return
      }
      // Two tracks, one verdict.
      const verdict = this.#timeline.admit(mediaMs)
      this.#timeline.admit(mediaMs)
      mediaMs += FRAME_MS
      if (verdict === "written") yield value
      else if (verdict === "paused") yield silence.subarray(0, value.length)
    }
  }

  /** Deletes the carrier's copy and looks whether it is gone. Never throws: what is left is found by the sweep. */
  async remove(): Promise<boolean> {
    const { rest, copies, controlId, target, onOver } = this.#options
    onOver()
    if (!this.#listed) return true
    try {
      // What is deleted while it is still being made may come again.
      if (!(await this.#stopped)) return false
      await removeCopy({ controlId, url: this.#url, carrierCallId: target.call_id }, rest, copies, this.#commanded)
      return true
    } catch {
      return false
    }
  }

  counters(): FrameCounters {
    return this.#timeline.counters()
  }

  async #tell(method: string, more: object): Promise<boolean> {
    if (!this.#commanded) return true
    const { link, target, controlId } = this.#options
    return !unsettled(await link.insist(method, { ...target, control_id: controlId, ...more }))
  }

  #located(url: string): void {
    if (this.#url === url) return
    this.#url = url
    void this.#options.copies.located(this.#options.controlId, url).catch(() => undefined)
  }

  /** The file may appear only some time after the end. */
  async #file(): Promise<AsyncIterable<Uint8Array>> {
    const { rest, closing, target, fileMs = FILE_MS } = this.#options
    const signal = AbortSignal.any([closing, AbortSignal.timeout(fileMs)])
    let wait = LOOK_MS
    while (!signal.aborted) {
      const url = this.#url ?? (await locate(rest, { url: null, carrierCallId: target.call_id }))?.url ?? null
      const response = url === null ? null : await rest.fetch(url, signal)
      if (response?.body) return response.body
      await sleep(wait, undefined, { signal, ref: false }).catch(() => undefined)
      wait = Math.min(wait * 2, LOOK_MS * 10)
    }
    throw new AssentError("CARRIER_UNREACHABLE", "the carrier's recording did not appear in time")
  }

  #checkLength(fileMs: number): void {
    if (this.#durationMs === null || Math.abs(fileMs - this.#durationMs) <= LENGTH_MS) return
    throw new AssentError("CARRIER_PROTOCOL", "the carrier's recording is not as long as the carrier says")
  }
}
