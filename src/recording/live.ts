import type { FrameSink } from "../audio/frame.ts"
import type { CallLeg, CallStart, Recording, Tap } from "../call/ports.ts"
import type { Ending } from "../call/state.ts"
import type { RecordingPermit } from "../consent/permit.ts"
import { AssentError, hasCode } from "../errors.ts"
import { uuidv7 } from "../ids.ts"
import { StereoAligner } from "./align.ts"
import { recordingAad } from "./format.ts"
import { closeOf, RecordingLeaves } from "./leaves.ts"
import type { RecorderParts } from "./recorder.ts"
import { SegmentSealer } from "./sealer.ts"
import { Spool } from "./spool.ts"

/** Two seconds of stereo: the most that waits in memory until `recording.started` is durable. */
const WAIT_BYTES = 2 * 16_000
/** Room for it at first: usually a few frames come before the leaf is durable. */
const FIRST_WAIT_BYTES = 4096
/** Without a frame for this long, ms, the timeline goes on as silence: no burst that late finds its place any more. */
const STALL_MS = 5000

type Phase = "starting" | "writing" | "sealing" | "sealed" | "blocked" | "failed"

/**
 * One recording, from the open tap to its last leaf.
 *
 *   starting -> writing -> sealing -> sealed        starting -> blocked        writing, sealing -> failed
 *
 * Audio waits in memory, aligned and bounded, until `recording.started` is durable; only then is it sealed and written.
 */
export class LiveRecording<Tx> implements Recording {
  readonly id: string
  readonly started: Promise<void>
  readonly #parts: RecorderParts<Tx>
  readonly #leaves: RecordingLeaves<Tx>
  readonly #callId: string
  readonly #tap: Tap
  readonly #aligner: StereoAligner
  readonly #spool: Spool
  readonly #startedResolvers = Promise.withResolvers<undefined>()
  /** Settles, never rejecting, when it is decided whether this recording started. */
  readonly #begun: Promise<void>
  #phase: Phase = "starting"
  #waiting: Buffer | null = Buffer.allocUnsafeSlow(FIRST_WAIT_BYTES)
  #waitingBytes = 0
  #sealer: SegmentSealer | null = null
  #created: Promise<void> = Promise.resolve()
  /** The leaf of a block or failure. */
  #aftermath: Promise<void> = Promise.resolve()
  #failure: string | null = null
  #listener: ((reason: string) => void) | null = null
  #finished: Promise<void> | null = null
  /** Smallest (monotonic arrival - media time) seen: now minus this is media time, or later. */
  #lag = Infinity
  #lastFrameAt: number
  #paused: { readonly at: number; readonly mediaMs: number } | null = null

  /** Opens the tap. @throws PERMIT_REFUSED */
  constructor(parts: RecorderParts<Tx>, call: CallStart, leg: CallLeg, permit: RecordingPermit) {
    this.#parts = parts
    this.#callId = call.callId
    this.id = uuidv7(parts.wallClock())
    this.#lastFrameAt = parts.clock.now()
    this.#aligner = new StereoAligner((bytes, start, end) => this.#keep(bytes, start, end))
    this.#spool = new Spool(
      () => parts.clock.now(),
      (error) => this.#fail(error),
    )
    this.#leaves = new RecordingLeaves(parts, this.id, call, permit)
    this.started = this.#startedResolvers.promise
    // Whoever does not wait for it learns of a block from `finish`.
    this.started.catch(() => undefined)
    const take: FrameSink = (track, timestampMs, payload) => {
      const now = parts.clock.now()
      this.#lastFrameAt = now
      if (now - timestampMs < this.#lag) this.#lag = now - timestampMs
      this.#aligner.frame(track, timestampMs, payload)
    }
    this.#tap = leg.audio(permit, take, () => this.#lost())
    this.#begun = this.#begin()
  }

  onFailure(listener: (reason: string) => void): void {
    this.#listener = listener
    const reason = this.#failure
    if (reason !== null) queueMicrotask(() => listener(reason))
  }

  pause(reason: "card" | "hold" | "party" | "receipt"): void {
    if (this.#paused || this.#over()) return
    this.#tap.pause()
    this.#paused = { at: this.#parts.clock.now(), mediaMs: this.#aligner.mediaMs }
    this.#leaves.paused(this.#paused.mediaMs, reason, this.#begun)
  }

  resume(): void {
    if (!this.#paused || this.#over()) return
    const { at, mediaMs } = this.#paused
    this.#paused = null
    this.#aligner.resumed()
    this.#tap.resume()
    // The recording's clock starts with its first frame: before that there is nothing to pause.
    const elapsed = this.#lag === Infinity ? 0 : Math.round(this.#parts.clock.now() - at)
    this.#leaves.resumed(mediaMs + elapsed, this.#begun)
  }

  finish(why: Ending): Promise<void> {
    this.#tap.close(closeOf(why))
    if (typeof why === "object" && !this.#over())
      this.#leaves.stopped(this.#aligner.mediaMs, why.stoppedBy, this.#begun)
    this.#finished ??= this.#finish(why, new Date(this.#parts.wallClock()))
    return this.#finished
  }

  /** Once a second. @returns false when there is nothing left to tick for */
  tick(): boolean {
    if (this.#phase !== "writing") return this.#phase === "starting"
    const now = this.#parts.clock.now()
    // Silence flows at the pace of the call, so that a long pause is not one burst on the disk.
    if (this.#paused) this.#aligner.advance(now - this.#lag)
    else if (now - this.#lastFrameAt > STALL_MS) this.#aligner.advance(now - this.#lag - STALL_MS)
    this.#spool.tick()
    return true
  }

  #over(): boolean {
    return this.#phase !== "starting" && this.#phase !== "writing"
  }

  #keep(bytes: Buffer, start: number, end: number): void {
    if (this.#phase === "writing") {
      this.#sealer?.push(bytes, start, end)
    } else if (this.#phase === "starting" && this.#waiting) {
      if (this.#waitingBytes + end - start > WAIT_BYTES) {
        this.#block("deadline")
        return
      }
      if (this.#waitingBytes + end - start > this.#waiting.length) this.#waiting = grown(this.#waiting)
      bytes.copy(this.#waiting, this.#waitingBytes, start, end)
      this.#waitingBytes += end - start
    }
  }

  async #begin(): Promise<void> {
    const { clock, deadlineMs, log } = this.#parts
    const cancel = clock.after(deadlineMs, () => this.#block("deadline"))
    try {
      const { key, headerSha256 } = await this.#leaves.started(() => this.#phase === "starting")
      try {
        if (this.#phase === "starting") this.#write(key.key, headerSha256)
      } finally {
        key.destroy()
      }
    } catch (error) {
      log.error({ callId: this.#callId, recordingId: this.id, code: codeOf(error) }, "a recording did not start")
      this.#block(reasonOf(error), error)
    } finally {
      cancel()
    }
    if (this.#phase === "blocked") await this.#leaves.settleUnstarted()
  }

  /** `recording.started` is durable: what waited is sealed, and the file is made. */
  #write(key: Buffer, headerSha256: Buffer): void {
    this.#sealer = new SegmentSealer(key, recordingAad(headerSha256), (bytes) => this.#spool.push(bytes))
    this.#phase = "writing"
    if (this.#waiting) this.#sealer.push(this.#waiting, 0, this.#waitingBytes)
    this.#forgetWaiting()
    this.#created = this.#parts.blobs.create(this.id).then(
      (writer) => this.#spool.attach(writer),
      (error: unknown) => this.#fail(error),
    )
    this.#startedResolvers.resolve(undefined)
  }

  #block(reason: string, cause?: unknown): void {
    if (this.#phase !== "starting") return
    this.#phase = "blocked"
    this.#tap.close("ended")
    this.#forgetWaiting()
    this.#aligner.destroy()
    this.#aftermath = this.#leaves.blocked(reason)
    this.#startedResolvers.reject(
      new AssentError("STORAGE_FAILED", "the recording was blocked before it started", { cause }),
    )
  }

  /** The leg lives on, and its audio does not come. */
  #lost(): void {
    this.#block("media")
    this.#fail(new AssentError("CARRIER_UNREACHABLE", "the carrier's audio did not come"))
  }

  #fail(error: unknown): void {
    if (this.#phase !== "writing" && this.#phase !== "sealing") return
    this.#phase = "failed"
    this.#tap.close("ended")
    this.#sealer?.destroy()
    this.#aligner.destroy()
    const reason = reasonOf(error)
    this.#failure = reason
    const { log } = this.#parts
    log.error({ callId: this.#callId, recordingId: this.id, code: codeOf(error) }, "a recording failed")
    this.#aftermath = this.#created.then(() => this.#spool.abandon()).then(() => this.#leaves.failed(reason))
    this.#listener?.(reason)
  }

  async #finish(why: Ending, endedAt: Date): Promise<void> {
    await this.#begun
    if (this.#phase === "writing") await this.#seal(why, endedAt)
    await this.#aftermath
    if (this.#failure !== null && why === "withdrawn") await this.#leaves.restricted(endedAt)
  }

  async #seal(why: Ending, endedAt: Date): Promise<void> {
    this.#aligner.flush()
    this.#phase = "sealing"
    this.#aligner.destroy()
    this.#sealer?.final()
    await this.#created
    const file = await this.#spool.drain().catch((error: unknown) => {
      this.#fail(error)
      return null
    })
    if (!file) return
    // Durable on disk first: the leaf states what can be checked.
    await this.#leaves.sealed({ ...file, segments: this.#sealer?.segments ?? 0 }, endedAt, why === "withdrawn")
    this.#phase = "sealed"
  }

  #forgetWaiting(): void {
    this.#waiting?.fill(0)
    this.#waiting = null
    this.#waitingBytes = 0
  }
}

/** The same bytes with all the room there may be; the old copy is zeroed. */
function grown(buffer: Buffer): Buffer {
  const larger = Buffer.allocUnsafeSlow(WAIT_BYTES)
  buffer.copy(larger)
  buffer.fill(0)
  return larger
}

function codeOf(error: unknown): string {
  return error instanceof AssentError ? error.code : "UNEXPECTED"
}

/** One constant word for the ledger. */
function reasonOf(error: unknown): string {
  if (hasCode(error, "KEY_REFUSED", "KEY_DESTROYED", "KEY_PROVIDER_UNREACHABLE")) return "key"
  if (hasCode(error, "LEDGER_UNAVAILABLE", "LEDGER_CONFLICT", "LEDGER_CORRUPT")) return "ledger"
  return hasCode(error, "CARRIER_UNREACHABLE") ? "media" : "storage"
}
