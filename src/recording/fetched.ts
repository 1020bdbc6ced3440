/*
 * A recording that the carrier makes, and that we fetch when it has ended. The same leaves, format and keys as one that
 * streams, in the same order:
 *
 *   recording.started durable -> the carrier is told to record -> ... -> the end -> fetch, judge and seal frame by frame
 *   -> recording.sealed durable -> the carrier's copy is deleted and seen to be gone
 *
 * So the ledger's rules hold: it starts after its grant, and `call.ended`, which waits for `finish`, counts exactly the
 * frames that were fetched. What cannot be fetched is recording.failed. A process that is killed loses the recording
 * (recording.lost at the next start), since it keeps no key that reads; the copy is deleted from the list of what may exist.
 */
import type { CallLeg, CallStart, Recorder, Recording } from "../call/ports.ts"
import type { Ending } from "../call/state.ts"
import type { RecordingPermit } from "../consent/permit.ts"
import { AssentError, hasCode } from "../errors.ts"
import { uuidv7 } from "../ids.ts"
import { recordingAad } from "./format.ts"
import { closeOf, RecordingLeaves } from "./leaves.ts"
import type { RecorderOptions, RecorderParts } from "./recorder.ts"
import { SegmentSealer } from "./sealer.ts"
import { Spool } from "./spool.ts"

/** A carrier's recording, as it is made, and as what may be kept of it. */
export interface CarrierCapture {
  /** Resolves when the carrier records. Whatever it answers, a copy may exist from now on. */
  start(recordingId: string): Promise<void>
  /** Position on its own clock, ms. */
  readonly mediaMs: number
  pause(): void
  resume(): void
  /** Nothing that is captured from now on is kept. */
  end(why: "withdrawn" | "ended" | "stopped"): void
  /** After the end: interleaved stereo mu-law, inbound left. @throws when it does not come, or is not what it should be */
  fetch(): AsyncIterable<Uint8Array>
  /** Deletes the carrier's copy. @returns whether it is gone for certain; what is not is tried again elsewhere */
  remove(): Promise<boolean>
}

/**
 * Records calls whose carrier records.
 * @param captureOf prepares the carrier's recording of a leg; throws PERMIT_REFUSED synchronously
 */
export function createFetchedRecorder<Tx>(
  options: RecorderOptions<Tx>,
  captureOf: (call: CallStart, leg: CallLeg, permit: RecordingPermit) => CarrierCapture,
): Recorder {
  const parts: RecorderParts<Tx> = { wallClock: Date.now, deadlineMs: 1000, ...options }
  return { start: (call, leg, permit) => new FetchedRecording(parts, call, captureOf(call, leg, permit), permit) }
}

type Phase = "starting" | "recording" | "over" | "blocked" | "failed"

export class FetchedRecording<Tx> implements Recording {
  readonly id: string
  readonly started: Promise<void>
  readonly #parts: RecorderParts<Tx>
  readonly #leaves: RecordingLeaves<Tx>
  readonly #callId: string
  readonly #capture: CarrierCapture
  readonly #startedResolvers = Promise.withResolvers<undefined>()
  readonly #begun: Promise<void>
  #phase: Phase = "starting"
  #sealer: SegmentSealer | null = null
  /** The stream's own header, until there is a file for it. */
  #head: Buffer[] = []
  #spool: Spool | null = null
  #failure: string | null = null
  #aftermath: Promise<void> = Promise.resolve()
  #listener: ((reason: string) => void) | null = null
  #finished: Promise<void> | null = null

  constructor(parts: RecorderParts<Tx>, call: CallStart, capture: CarrierCapture, permit: RecordingPermit) {
    this.#parts = parts
    this.#callId = call.callId
    this.#capture = capture
    this.id = uuidv7(parts.wallClock())
    this.#leaves = new RecordingLeaves(parts, this.id, call, permit)
    this.started = this.#startedResolvers.promise
    this.started.catch(() => undefined)
    this.#begun = this.#begin()
  }

  onFailure(listener: (reason: string) => void): void {
    this.#listener = listener
    const reason = this.#failure
    if (reason !== null) queueMicrotask(() => listener(reason))
  }

  pause(reason: "card" | "hold" | "party" | "receipt"): void {
    if (this.#over()) return
    this.#capture.pause()
    this.#leaves.paused(this.#capture.mediaMs, reason, this.#begun)
  }

  resume(): void {
    if (this.#over()) return
    this.#capture.resume()
    this.#leaves.resumed(this.#capture.mediaMs, this.#begun)
  }

  finish(why: Ending): Promise<void> {
    this.#capture.end(closeOf(why))
    if (typeof why === "object" && !this.#over())
      this.#leaves.stopped(this.#capture.mediaMs, why.stoppedBy, this.#begun)
    this.#finished ??= this.#finish(why, new Date(this.#parts.wallClock()))
    return this.#finished
  }

  #over(): boolean {
    return this.#phase !== "starting" && this.#phase !== "recording"
  }

  async #begin(): Promise<void> {
    const { clock, deadlineMs, log } = this.#parts
    const cancel = clock.after(deadlineMs, () => this.#block("deadline"))
    try {
      const { key, headerSha256 } = await this.#leaves.started(() => this.#phase === "starting")
      try {
        if (this.#phase === "starting") {
          this.#sealer = new SegmentSealer(key.key, recordingAad(headerSha256), (bytes) => this.#emit(bytes))
          this.#phase = "recording"
          this.#startedResolvers.resolve(undefined)
        }
      } finally {
        key.destroy()
      }
    } catch (error) {
      log.error({ callId: this.#callId, recordingId: this.id, code: codeOf(error) }, "a recording did not start")
      this.#block(hasCode(error, "KEY_REFUSED", "KEY_DESTROYED", "KEY_PROVIDER_UNREACHABLE") ? "key" : "ledger", error)
    } finally {
      cancel()
    }
    if (this.#phase === "blocked") await this.#leaves.settleUnstarted()
    if (this.#phase !== "recording") return
    // Only now, with its leaf durable, may the carrier begin.
    await this.#capture.start(this.id).catch((error: unknown) => this.#fail("carrier", error))
  }

  #emit(bytes: Buffer): void {
    if (this.#spool) this.#spool.push(bytes)
    else this.#head.push(bytes)
  }

  #block(reason: string, cause?: unknown): void {
    if (this.#phase !== "starting") return
    this.#phase = "blocked"
    this.#capture.end("ended")
    this.#aftermath = this.#leaves.blocked(reason).then(() => this.#removed())
    const blocked = new AssentError("STORAGE_FAILED", "the recording was blocked before it started", { cause })
    this.#startedResolvers.reject(blocked)
  }

  #fail(reason: string, error: unknown): void {
    if (this.#phase === "failed") return
    this.#phase = "failed"
    this.#capture.end("ended")
    this.#sealer?.destroy()
    this.#failure = reason
    const { log } = this.#parts
    log.error({ callId: this.#callId, recordingId: this.id, code: codeOf(error) }, "a recording failed")
    const spool = this.#spool
    this.#aftermath = (spool?.abandon() ?? Promise.resolve())
      .then(() => this.#leaves.failed(reason))
      .then(() => this.#removed())
    this.#listener?.(reason)
  }

  async #finish(why: Ending, endedAt: Date): Promise<void> {
    await this.#begun
    if (this.#phase === "recording") {
      this.#phase = "over"
      await this.#fetchAndSeal(why, endedAt)
    }
    await this.#aftermath
    if (this.#failure !== null && why === "withdrawn") await this.#leaves.restricted(endedAt)
  }

  async #fetchAndSeal(why: Ending, endedAt: Date): Promise<void> {
    const { blobs, clock } = this.#parts
    const sealer = this.#sealer
    if (!sealer) return
    try {
      const broken: Error[] = []
      const spool = new Spool(
        () => clock.now(),
        (error) => {
          broken.push(
            error instanceof Error ? error : new AssentError("STORAGE_FAILED", "the disk refused the recording"),
          )
        },
      )
      this.#spool = spool
      spool.attach(await blobs.create(this.id))
      for (const bytes of this.#head.splice(0)) spool.push(bytes)
      for await (const frame of this.#capture.fetch()) {
        sealer.push(Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength))
        // The file comes faster than a call does: the disk sets the pace.
        await spool.caughtUp()
        if (broken[0]) throw broken[0]
      }
      sealer.final()
      const file = await spool.drain()
      await this.#leaves.sealed({ ...file, segments: sealer.segments }, endedAt, why === "withdrawn")
    } catch (error) {
      const carrier = hasCode(error, "CARRIER_UNREACHABLE", "CARRIER_PROTOCOL", "CONFIG_INVALID")
      this.#fail(carrier ? "carrier" : "storage", error)
      return
    }
    await this.#removed()
  }

  async #removed(): Promise<void> {
    if (await this.#capture.remove()) return
    const facts = { callId: this.#callId, recordingId: this.id }
    this.#parts.log.error(facts, "the carrier's copy of a recording could not be deleted; it is tried again")
  }
}

function codeOf(error: unknown): string {
  return error instanceof AssentError ? error.code : "UNEXPECTED"
}
