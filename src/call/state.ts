/*
 * disclosure: the notice that recording may happen; it cannot be cut short, and keys during it are ignored, not queued.
 * ask: the menu after it, which a key may cut short.   try: one asking; silence and wrong keys use one up.
 * decision: what the caller did, with how much of the notice was proven heard.   commit: writing it to the ledger.
 * permit: the right to record, made from durable receipts; only the phase `recording` holds one.
 * bridge: caller and agent hear each other.   terminal: granted, refused, no_answer, failed or not_asked, once per call.
 */
import type { PromptName } from "../audio/prompt-name.ts"
import type { RecordingPermit } from "../consent/permit.ts"
import type { Digit, NotGranted } from "./ports.ts"

/**
 * What a recording on this line rests on. `opt_in`: the caller's yes. `opt_out`: a stated basis, unless the caller says no.
 * `notice_only`, `legal_obligation`: a stated basis once the notice was heard; the latter leaves the caller no choice.
 * `agent_asks`: the agent states, in mid-call, that the caller said yes.
 */
export type Mode = "opt_in" | "opt_out" | "notice_only" | "legal_obligation" | "agent_asks"

/** Why nobody is asked on a line of emergencies: its callers are connected at once, with not a word before. */
export const BYPASS = "line_bypass"
/** The same, for a call from or to an emergency or crisis service, on whatever line. */
export const EMERGENCY = "emergency_number"

/** How a line wants its callers asked. Times in milliseconds. */
export interface Flow {
  readonly mode: Mode
  /** Why this caller is not asked (line switched off, too many calls); `null` asks. Who is not asked is not recorded. */
  readonly notAsked: string | null
  readonly tries: number
  /** How often star and 0 may be used before the try counts as over. */
  readonly repeats: number
  /** Silence after the menu. */
  readonly waitMs: number
  /** Silence after the time warning, which is spoken in the last try only. */
  readonly lastWaitMs: number
  /** A key counts once this has passed, whichever it is. Two different keys within it are not a choice: the refusal wins. */
  readonly chordMs: number
  /** What is not durable by then counts as not written: no notice before `call.answered`, no recording without the grant. */
  readonly commitMs: number
  /** The same for the caller's decision alone, where a carrier waits for its next document. Default: `commitMs`. */
  readonly grantMs?: number
  /** How long the first key of the withdrawal code waits for the second. */
  readonly codeMs: number
  /** Two keys, for example `*2`. */
  readonly withdrawCode: string
}

/** Bytes of the notice that were proven to be played: by a mark, or by the order of the carrier's requests. */
export interface Heard {
  readonly bytes: number
  readonly total: number
  readonly by?: "carrier_order"
}

export function heardOf(event: { heardBytes: number; totalBytes: number; by?: "carrier_order" }): Heard {
  const { heardBytes, totalBytes, by } = event
  return { bytes: heardBytes, total: totalBytes, ...(by === undefined ? {} : { by }) }
}

/** Who says that the caller agreed, when the caller pressed nothing. */
export interface Statement {
  readonly statedBy: string
  readonly note: string | null
}

export interface Choice {
  readonly heard: Heard
  readonly key: { readonly digit: Digit; readonly offsetMs: number } | null
  readonly attempts: number
  /** What stands in for the caller's key: the line's mode with its basis, or the agent's word. Absent: nothing does. */
  readonly instead?: "mode" | Statement
}

/**
 * Where the agent may still state consent: `open` until then; then both sides are told, and then it is being written.
 * Nothing is recorded before all three are through.
 */
export interface Stating {
  readonly choice: Choice
  /** Ids of the announcements that were not heard yet; `null` while the agent has stated nothing. */
  readonly owed: readonly string[] | null
  readonly attempt: number
}

/** How far the connection to the agent is. The bridge opens when the agent answered and no prompt is still owed. */
export interface Connection {
  readonly agent: "dialing" | "answered" | "bridged" | "none"
  readonly owed: readonly string[]
}

/**
 * A grant that is being written while the call goes on without it. `live`: it may still start a recording, which only a
 * stated one may; `revoked`: the caller took it back.
 */
export interface PendingGrant {
  readonly decisionId: string
  readonly choice: Choice
  readonly fate: "live" | "late" | "revoked"
}

/** `receipt`: the caller hears their receipt code, which is for nobody else. */
export type PauseReason = "card" | "hold" | "party" | "receipt"

export type CallState =
  | { readonly phase: "ringing" }
  | { readonly phase: "disclosing"; readonly promptId: string; readonly heard: Heard }
  | {
      readonly phase: "asking"
      /** The menu (or time warning) whose end, or whose timer, moves the question on. */
      readonly promptId: string
      readonly heard: Heard
      /** Monotonic ms at which the notice had been played in full. */
      readonly noticeEndedAt: number
      readonly attempt: number
      readonly repeated: number
      readonly warned: boolean
      /** What was pressed; it counts once the chord window has passed. No other key takes the place of a refusal. */
      readonly pressed: { readonly digit: "1" | "2"; readonly offsetMs: number } | null
      /** How many prompts were played, so that each gets an id of its own. */
      readonly prompts: number
    }
  | { readonly phase: "committing"; readonly decisionId: string; readonly choice: Choice }
  | { readonly phase: "refusing"; readonly decisionId: string }
  | {
      readonly phase: "recording"
      readonly permit: RecordingPermit
      readonly choice: Choice
      readonly pauses: readonly PauseReason[]
      /** Keys of the withdrawal code pressed so far. */
      readonly code: string
      readonly connection: Connection
    }
  | {
      readonly phase: "unrecorded"
      readonly connection: Connection
      readonly pending: PendingGrant | null
      /** `null` where the one terminal consent state was written, or is `pending`. */
      readonly stating: Stating | null
    }
  | {
      readonly phase: "ended"
      /** `call.ended` waits for a grant that was still being written, so that it comes after the one terminal state. */
      readonly pending: (PendingGrant & { readonly outcome: string }) | null
    }

/** The state of one phase. */
export type In<P extends CallState["phase"]> = Extract<CallState, { phase: P }>

export type CallEvent =
  | { readonly type: "start" }
  | { readonly type: "answered-durable" }
  | { readonly type: "answered-failed" }
  | { readonly type: "prompt-played"; readonly promptId: string; readonly heard: Heard; readonly at: number }
  | {
      readonly type: "prompt-stopped"
      readonly promptId: string
      readonly heard: Heard
      readonly reason: "cleared" | "closed" | "mark_too_early" | "unproven"
    }
  | { readonly type: "digit"; readonly digit: Digit; readonly at: number }
  | { readonly type: "timer"; readonly timerId: string }
  | { readonly type: "consent-durable"; readonly decisionId: string; readonly permit: RecordingPermit }
  | { readonly type: "consent-failed"; readonly decisionId: string }
  /** The refusal is durable, or could not be written. */
  | { readonly type: "refusal-settled"; readonly decisionId: string }
  | { readonly type: "recording-failed"; readonly reason: string }
  | { readonly type: "agent-answered" }
  | { readonly type: "agent-failed" }
  | { readonly type: "agent-closed" }
  | { readonly type: "agent-prompt-ended"; readonly promptId: string }
  | { readonly type: "held"; readonly party: "caller" | "agent" }
  | { readonly type: "unheld"; readonly party: "caller" | "agent" }
  | { readonly type: "cut-off" }
  | { readonly type: "party-joined"; readonly party: string }
  | { readonly type: "party-left"; readonly party: string }
  /** From the agent, an API call or the test phone: never from the caller's keys. */
  /** Somebody on the agent's side ends the recording for good. `by`: the principal. */
  | { readonly type: "stopped"; readonly by: string }
  | { readonly type: "command"; readonly command: "withdraw" | "pause" | "resume" }
  | { readonly type: "agent-stated"; readonly statement: Statement }
  | { readonly type: "closed"; readonly reason: "hangup" | "lost" | "protocol" }
  /** The gateway is stopping. */
  | { readonly type: "shutdown" }

/** Why a recording ends before or with its call. `by`: the principal who stopped it. */
export type Ending = "ended" | "withdrawn" | { readonly stoppedBy: string }

export type ReceiptPrompt = "receipt_offer" | "receipt_noted" | "receipt_code"
export type SpokenPrompt = PromptName | ReceiptPrompt | "unavailable" | "not_recorded"

export type Effect =
  | { readonly type: "write-answered" }
  | { readonly type: "play"; readonly to: "caller" | "agent"; readonly promptId: string; readonly prompt: SpokenPrompt }
  | { readonly type: "clear" }
  | { readonly type: "start-timer"; readonly timerId: string; readonly ms: number }
  | { readonly type: "commit-consent"; readonly decisionId: string; readonly choice: Choice }
  /** Writes the one terminal state of who refused, and says when that is done. */
  | { readonly type: "commit-refusal"; readonly decisionId: string; readonly choice: Choice }
  | { readonly type: "write-terminal"; readonly outcome: NotGranted; readonly choice: Choice; readonly reason?: string }
  | { readonly type: "write-withdrawn"; readonly choice: Choice }
  | { readonly type: "write-blocked"; readonly reason: string }
  | { readonly type: "write-party"; readonly what: "joined" | "left" | "held"; readonly party: string }
  | { readonly type: "start-recording"; readonly permit: RecordingPermit }
  | { readonly type: "pause-recording"; readonly reason: PauseReason }
  | { readonly type: "resume-recording" }
  | { readonly type: "stop-recording"; readonly why: Ending }
  | { readonly type: "connect" }
  | { readonly type: "bridge" }
  | { readonly type: "hang-up"; readonly leg: "caller" | "agent" }
  | { readonly type: "write-ended"; readonly outcome: string }

/** The next state, and what is to be done about it, in this order. */
export type Step = readonly [CallState, ...Effect[]]
