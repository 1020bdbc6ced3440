import type { RecordingPermit } from "../consent/permit.ts"
import type { CallLeg, CallStart, Recorder, Recording } from "./ports.ts"
import type { Ending, PauseReason } from "./state.ts"

export interface RecordingHooks {
  readonly notice: (type: string, facts: Readonly<Record<string, string | number>>) => void
  /** The recording did not start, or cannot go on. Its tap is closed by then. */
  readonly failed: (reason: string) => void
  readonly onFault: (message: string, error: unknown) => void
}

/** The one recording a call may have, from the tap to the seal. */
export class SessionRecording {
  readonly #recorder: Recorder
  readonly #hooks: RecordingHooks
  #recording: Recording | null = null
  #sealed: Promise<void> = Promise.resolve()

  constructor(recorder: Recorder, hooks: RecordingHooks) {
    this.#recorder = recorder
    this.#hooks = hooks
  }

  /** Resolves when what was stopped is sealed, or its failure is written. */
  get sealed(): Promise<void> {
    return this.#sealed
  }

  start(call: CallStart, leg: CallLeg, permit: RecordingPermit): void {
    const { notice, failed, onFault } = this.#hooks
    try {
      const recording = this.#recorder.start(call, leg, permit)
      this.#recording = recording
      recording.onFailure((reason) => {
        notice("recording.failed", { reason })
        failed(reason)
      })
      recording.started.then(
        () => notice("recording.started", { recording: recording.id }),
        (error: unknown) => {
          notice("recording.blocked", {})
          onFault("the recording did not start", error)
          failed("blocked")
        },
      )
    } catch (error) {
      onFault("the recorder refused to start", error)
      failed("refused")
    }
  }

  pause(reason: PauseReason): void {
    this.#recording?.pause(reason)
    this.#hooks.notice("recording.paused", { reason })
  }

  resume(): void {
    this.#recording?.resume()
    this.#hooks.notice("recording.resumed", {})
  }

  /** The tap is closed when this returns; sealing follows. */
  stop(why: Ending): void {
    const recording = this.#recording
    if (!recording) return
    this.#recording = null
    if (typeof why === "object") this.#hooks.notice("recording.stopped", {})
    this.#sealed = recording.finish(why).then(
      () => this.#hooks.notice("recording.sealed", { recording: recording.id }),
      (error: unknown) => this.#hooks.onFault("the recording was not sealed", error),
    )
  }
}
