import { asking } from "./ask.ts"
import { connected, cutOff, endUndecided, goOnUnrecorded, hangUpOn, link, outcomeOf, sayToBoth } from "./connect.ts"
import type { CallEvent, CallState, Choice, Effect, Flow, In, PauseReason, PendingGrant, Step } from "./state.ts"

/*
 * The whole call flow. Pure: no clock, no I/O, no carrier. Anything unknown, late or out of place leaves the call
 * unrecorded. An event that belongs to an earlier prompt, timer or decision carries that one's id and is ignored.
 *
 *   ringing -> disclosing -> asking -> committing -> recording | unrecorded -> ended
 */
export function step(state: CallState, event: CallEvent, flow: Flow): Step {
  switch (state.phase) {
    case "ringing":
      return ringing(state, event, flow)
    case "disclosing":
      return disclosing(state, event)
    case "asking":
      return asking(state, event, flow)
    case "committing":
      return committing(state, event)
    case "recording":
      return recording(state, event, flow)
    case "unrecorded":
      return unrecorded(state, event)
    case "ended":
      return ended(state, event)
  }
}

export const initialState: CallState = { phase: "ringing" }

const nothingHeard: Choice = { heard: { bytes: 0, total: 0 }, key: null, attempts: 0 }

/** The call is up, and its first leaf is being written. No prompt before that leaf is durable. */
function ringing(state: In<"ringing">, event: CallEvent, flow: Flow): Step {
  switch (event.type) {
    case "start":
      return [state, { type: "write-answered" }, { type: "start-timer", timerId: "answered", ms: flow.commitMs }]
    case "answered-durable":
      if (flow.notAsked !== null) {
        return goOnUnrecorded({
          type: "write-terminal",
          outcome: "not_asked",
          choice: nothingHeard,
          reason: flow.notAsked,
        })
      }
      return [
        { phase: "disclosing", promptId: "notice-1", heard: nothingHeard.heard },
        { type: "play", to: "caller", promptId: "notice-1", prompt: "notice" },
      ]
    case "answered-failed":
    case "timer":
      // Too late or never: a call without its first leaf is not asked.
      return goOnUnrecorded({
        type: "write-terminal",
        outcome: "failed",
        choice: nothingHeard,
        reason: "ledger_unavailable",
      })
    case "cut-off":
      return cutOff(nothingHeard)
    case "closed":
    case "shutdown":
      return endUndecided(nothingHeard, event)
    default:
      return [state]
  }
}

/** The notice plays. Keys mean nothing yet and are not kept for later. */
function disclosing(state: In<"disclosing">, event: CallEvent): Step {
  const choice: Choice = { heard: state.heard, key: null, attempts: 0 }
  switch (event.type) {
    case "prompt-played": {
      if (event.promptId !== state.promptId) return [state]
      if (event.heard.bytes !== event.heard.total || event.heard.total === 0) {
        return noticeNotHeard({ ...choice, heard: event.heard }, "notice_incomplete")
      }
      const asked: In<"asking"> = {
        phase: "asking",
        promptId: "menu-2",
        heard: event.heard,
        noticeEndedAt: event.at,
        attempt: 1,
        repeated: 0,
        warned: false,
        agreed: null,
        prompts: 2,
      }
      return [asked, { type: "play", to: "caller", promptId: "menu-2", prompt: "menu" }]
    }
    case "prompt-stopped":
      if (event.promptId !== state.promptId) return [state]
      // The leg closed under the notice: `closed` follows and ends the call.
      if (event.reason === "closed") return [{ ...state, heard: event.heard }]
      return noticeNotHeard({ ...choice, heard: event.heard }, `notice_${event.reason}`)
    case "cut-off":
      return cutOff(choice)
    case "closed":
    case "shutdown":
      return endUndecided(choice, event)
    default:
      return [state]
  }
}

function noticeNotHeard(choice: Choice, reason: string): Step {
  return goOnUnrecorded({ type: "write-terminal", outcome: "failed", choice, reason })
}

/** The grant is being written. Only its receipts, in time, open the tap. */
function committing(state: In<"committing">, event: CallEvent): Step {
  const { decisionId, choice } = state
  switch (event.type) {
    case "consent-durable": {
      if (event.decisionId !== decisionId) return [state]
      const { permit } = event
      const [connection, ...connect] = connected("granted")
      return [
        { phase: "recording", permit, choice, pauses: [], code: "", connection },
        { type: "start-recording", permit },
        ...connect,
      ]
    }
    case "consent-failed":
      if (event.decisionId !== decisionId) return [state]
      return goOnUnrecorded({ type: "write-terminal", outcome: "failed", choice, reason: "ledger_unavailable" })
    case "timer": {
      if (event.timerId !== `commit-${decisionId}`) return [state]
      const [connection, ...connect] = connected("default_off")
      return [
        { phase: "unrecorded", connection, pending: { decisionId, choice, revoked: false } },
        { type: "write-blocked", reason: "commit_deadline" },
        ...connect,
      ]
    }
    case "digit":
      return event.digit === "2" ? revoke(state) : [state]
    case "command":
      return event.command === "withdraw" ? revoke(state) : [state]
    case "closed":
    case "shutdown":
      return [
        { phase: "ended", pending: { decisionId, choice, revoked: false, outcome: outcomeOf(event) } },
        ...hangUpOn(event),
      ]
    default:
      return [state]
  }
}

/** Taken back while it was being written: nothing starts, whatever the ledger answers. */
function revoke({ decisionId, choice }: In<"committing">): Step {
  const [connection, ...connect] = connected("refused")
  return [{ phase: "unrecorded", connection, pending: { decisionId, choice, revoked: true } }, ...connect]
}

/** The tap is open, or paused. Withdrawing closes it before anything else happens. */
function recording(state: In<"recording">, event: CallEvent, flow: Flow): Step {
  switch (event.type) {
    case "digit": {
      const code = (state.code + event.digit).slice(-flow.withdrawCode.length)
      if (code === flow.withdrawCode) return withdraw(state)
      // Only a key that may begin the code is remembered, and not for long: no other digit stays anywhere.
      const begun = flow.withdrawCode.startsWith(event.digit) ? event.digit : ""
      if (!begun) return [{ ...state, code: "" }]
      return [
        { ...state, code: begun },
        { type: "start-timer", timerId: "code", ms: flow.codeMs },
      ]
    }
    case "timer":
      return event.timerId === "code" ? [{ ...state, code: "" }] : [state]
    case "command":
      if (event.command === "withdraw") return withdraw(state)
      return event.command === "pause" ? pause(state, "card") : resume(state, "card")
    case "held":
      return [...pause(state, "hold"), { type: "write-party", what: "held", party: event.party }]
    case "unheld":
      return resume(state, "hold")
    case "party-joined":
      return [...pause(state, "party"), { type: "write-party", what: "joined", party: event.party }]
    case "party-left":
      return [...resume(state, "party"), { type: "write-party", what: "left", party: event.party }]
    case "recording-failed":
      return [
        { phase: "unrecorded", connection: state.connection, pending: null },
        ...sayToBoth("stopped", state.connection),
      ]
    default:
      return linked(state, event, { type: "stop-recording", why: "ended" })
  }
}

function withdraw({ connection, choice }: In<"recording">): Step {
  return [
    { phase: "unrecorded", connection, pending: null },
    { type: "stop-recording", why: "withdrawn" },
    { type: "write-withdrawn", choice },
    ...sayToBoth("stopped", connection),
  ]
}

function pause(state: In<"recording">, reason: PauseReason): Step {
  if (state.pauses.includes(reason)) return [state]
  const next = { ...state, pauses: [...state.pauses, reason] }
  return state.pauses.length > 0 ? [next] : [next, { type: "pause-recording", reason }]
}

function resume(state: In<"recording">, reason: PauseReason): Step {
  if (!state.pauses.includes(reason)) return [state]
  const pauses = state.pauses.filter((other) => other !== reason)
  return pauses.length > 0 ? [{ ...state, pauses }] : [{ ...state, pauses }, { type: "resume-recording" }]
}

/** The caller talks to the agent, and nothing is kept. */
function unrecorded(state: In<"unrecorded">, event: CallEvent): Step {
  const { pending } = state
  switch (event.type) {
    case "consent-durable":
    case "consent-failed":
      if (pending?.decisionId !== event.decisionId) return [state]
      return [{ ...state, pending: null }, ...settle(pending, event.type)]
    case "party-joined":
      return [state, { type: "write-party", what: "joined", party: event.party }]
    case "party-left":
      return [state, { type: "write-party", what: "left", party: event.party }]
    case "held":
      return [state, { type: "write-party", what: "held", party: event.party }]
    default:
      return linked(state, event)
  }
}

/** What follows in `recording` and `unrecorded` alike: the agent is reached, the bridge opens, somebody hangs up. */
function linked(state: In<"recording"> | In<"unrecorded">, event: CallEvent, ...stop: readonly Effect[]): Step {
  const result = link(state, event)
  if (!result.over) return [{ ...state, connection: result.connection }, ...result.effects]
  const { outcome } = result
  if (state.phase === "unrecorded" && state.pending) {
    return [{ phase: "ended", pending: { ...state.pending, outcome } }, ...result.effects]
  }
  return [{ phase: "ended", pending: null }, ...stop, ...result.effects, { type: "write-ended", outcome }]
}

/** Over. A grant that was still being written ends in exactly one terminal state first. */
function ended(state: In<"ended">, event: CallEvent): Step {
  switch (event.type) {
    case "consent-durable":
    case "consent-failed":
      if (state.pending?.decisionId !== event.decisionId) return [state]
      return [
        { phase: "ended", pending: null },
        ...settle(state.pending, event.type),
        { type: "write-ended", outcome: state.pending.outcome },
      ]
    case "agent-answered":
      return [state, { type: "hang-up", leg: "agent" }]
    default:
      return [state]
  }
}

/** A grant that came too late stays a grant and starts nothing; one that was taken back is withdrawn. */
function settle({ choice, revoked }: PendingGrant, event: "consent-durable" | "consent-failed"): readonly Effect[] {
  if (event === "consent-durable") return revoked ? [{ type: "write-withdrawn", choice }] : []
  if (revoked) return [{ type: "write-terminal", outcome: "refused", choice }]
  return [{ type: "write-terminal", outcome: "failed", choice, reason: "ledger_unavailable" }]
}
