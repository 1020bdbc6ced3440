/*
 * What the call core needs from the outside. Carriers implement CallLeg, the recording folder implements Recorder,
 * consent/evidence implements Evidence; main.ts hands them in.
 *
 * leg: one party's connection.   disclosure: the notice that recording may happen.   ask: the question after it.
 * permit: the right to record one call.   receipt: proof that an entry is in the ledger.   tap: an open permit on a leg.
 * bridge: two legs hear each other; the gateway forwards frames and keeps none.
 */
import type { FrameSink } from "../audio/frame.ts"
import type { PromptName } from "../audio/prompt-name.ts"
import type { FrameCounters, Party } from "../ledger/entry.ts"
import type { Grant } from "../consent/evidence.ts"
import type { RecordingPermit } from "../consent/permit.ts"
import type { Ending } from "./state.ts"

export type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "*" | "#"

/** What a leg reports. Times are milliseconds of the monotonic clock (performance.now). */
export type LegEvent =
  /** The last byte of the prompt was proven to be played: its mark came back, and not sooner than the audio lasts. */
  | {
      readonly type: "prompt-played"
      readonly promptId: string
      readonly heardBytes: number
      readonly totalBytes: number
      /** What proves it, where it is not a mark: the carrier asked for what follows the prompt in its document. */
      readonly by?: "carrier_order"
    }
  /**
   * The prompt ended early: cleared by us, or the leg closed, or its marks cannot be true, or the far end did not prove
   * that it played it.
   */
  | {
      readonly type: "prompt-stopped"
      readonly promptId: string
      readonly heardBytes: number
      readonly totalBytes: number
      readonly reason: "cleared" | "closed" | "mark_too_early" | "unproven"
    }
  | { readonly type: "digit"; readonly digit: Digit; readonly at: number }
  | { readonly type: "held" }
  | { readonly type: "unheld" }
  /** The caller is still on the line, at the carrier, but can no longer be asked: what carried the question broke. */
  | { readonly type: "cut-off" }
  /** The last event of a leg, exactly once. `lost`: the connection broke without a stop; `protocol`: the peer broke the protocol. */
  | { readonly type: "closed"; readonly reason: "hangup" | "lost" | "protocol" }

/** An open permit. All three act synchronously: no frame that arrives after the call returns is passed on. */
export interface Tap {
  /** Frames are counted as `paused` and dropped until `resume`. */
  pause(): void
  resume(): void
  /**
   * For good. Frames that follow are counted as `after_withdrawal` when `why` is "withdrawn", as `paused` when it was
   * stopped by the agent's side, else as `before_consent`.
   */
  close(why: "withdrawn" | "ended" | "stopped"): void
}

export interface CallLeg {
  readonly callId: string
  readonly party: Party
  /** Events are delivered to the one listener, in order; those that came before it was set are kept for it. */
  listen(listener: (event: LegEvent) => void): void
  /**
   * Plays PCMU audio after whatever plays now. Answers later with prompt-played or prompt-stopped for this id.
   * While a prompt plays, bridged audio towards this leg is dropped.
   */
  play(promptId: string, audio: Uint8Array): void
  /** Stops and forgets everything that is queued; each prompt answers prompt-stopped. */
  clear(): void
  /**
   * The only way to hear this leg for keeps: both tracks, from the first frame captured at or after
   * `permit.effectiveAt`. One tap per permit, one open tap per leg.
   * @param onLost called at most once, when the leg lives on but its audio will not come (any more). The tap is to be closed then.
   * @throws PERMIT_REFUSED for anything that is not a genuine permit of this call, synchronously.
   */
  audio(permit: RecordingPermit, sink: FrameSink, onLost?: () => void): Tap
  /** Forwards this leg's inbound frames to `other` as they come, without keeping them. `null` stops. */
  bridge(other: CallLeg | null): void
  /** Takes a frame forwarded from another leg and plays it at once. `from` must be a leg that is bridged to this one. */
  relay(from: CallLeg, payload: Uint8Array): void
  counters(): FrameCounters
  /** Ends the leg. Its `closed` event follows. Idempotent. */
  hangup(): void
}

export interface CallStart {
  /** UUIDv7, made by the gateway. */
  readonly callId: string
  readonly lineId: string
  readonly trunk: string
  readonly carrierCallId: string
  /** E.164 or `null` when withheld or a placeholder. Never logged. */
  readonly from: string | null
  readonly to: string
  readonly direction: "inbound"
}

/** A recording in progress. The session closes it; everything durable about it is the recorder's. */
export interface Recording {
  readonly id: string
  /** Resolves when `recording.started` is durable. Rejects when it was blocked; nothing was kept then. */
  readonly started: Promise<void>
  /** Called at most once, when a recording that had started cannot go on (disk full, I/O error). Its tap is closed by then. */
  onFailure(listener: (reason: string) => void): void
  pause(reason: "card" | "hold" | "party" | "receipt"): void
  resume(): void
  /** Closes the tap before it returns, then seals. Resolves when `recording.sealed` (or its failure) is durable. */
  finish(why: Ending): Promise<void>
}

export interface Recorder {
  /** Opens the tap before it returns; throws PERMIT_REFUSED synchronously. */
  start(call: CallStart, leg: CallLeg, permit: RecordingPermit): Recording
}

/** Runs `fn` after `ms`; the returned function cancels. Injected so that tests own time. */
export interface Clock {
  /** Monotonic milliseconds. */
  now(): number
  after(ms: number, fn: () => void): () => void
}

export interface Destinations {
  /**
   * Places the agent leg. Resolves when it answered. @throws CARRIER_UNREACHABLE
   * @param recorded whether the call is being recorded at the moment of asking
   */
  dial(call: CallStart, recorded: () => boolean): Promise<CallLeg>
}

/** What the caller was asked with: one published greeting version in one language. */
export interface Script {
  /** `<greeting>/<version>/<language>` */
  readonly id: string
  /** base64url SHA-256 over audio, text, language and the meaning of each key. */
  readonly sha256: string
  readonly language: string
  /** Exact PCMU bytes by prompt name. */
  readonly audio: Readonly<Record<PromptName, Uint8Array>>
}

/** What is known of the caller's decision when it is written down. */
export interface Decision {
  readonly script: Script
  readonly heard: { readonly bytes: number; readonly total: number; readonly by?: "carrier_order" }
  /** The key pressed and its offset from the end of the notice; `null` where no key decided. */
  readonly key: { readonly digit: Digit; readonly offsetMs: number } | null
  /** How often the question was asked. */
  readonly attempts: number
  /** What stands in for the caller's key: the line's mode with its stated basis, or the agent's word. */
  readonly instead?: "mode" | { readonly statedBy: string; readonly note: string | null }
}

/** The ledger's side of one call. Every promise resolves only when its leaves are durable. */
export interface CallEvidence {
  /** `call.answered`. Must have resolved before the first prompt. */
  answered(): Promise<void>
  /** The caller's `consent.granted` (or `not_required`, where the mode stands in) and the agent side's basis, in one commit. */
  granted(decision: Decision): Promise<Grant>
  /** Of a refusal it resolves no sooner than `granted` would: where others have to sign a grant, they sign that too. */
  notGranted(outcome: NotGranted, decision: Decision, reason?: string): Promise<void>
  /** `consent.withdrawn` of an earlier grant. */
  withdrawn(decision: Decision): Promise<void>
  blocked(reason: string): Promise<void>
  party(what: "joined" | "left" | "held", party: string): Promise<void>
  ended(outcome: string, frames: FrameCounters, timeToAgentMs: number | null): Promise<void>
}
export type NotGranted = "refused" | "no_answer" | "failed" | "not_asked"

export interface EvidenceBook {
  open(call: CallStart): CallEvidence
}
