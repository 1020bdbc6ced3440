import { asking } from "./ask.ts"
import { commit, connected, cutOff, endUndecided, goOnUnrecorded, hangUpOn, linked, outcomeOf } from "./connect.ts"
import { recording } from "./recorded.ts"
import { announced, connectToBeAsked, refusedInstead, stated } from "./stated.ts"
import { BYPASS, EMERGENCY, type CallEvent, type CallState, type Choice, type Effect } from "./state.ts"
import type { Flow, In, PendingGrant, Step } from "./state.ts"

/*
 * The whole call flow (what `agent_asks` adds is in stated.ts). Pure: no clock, no I/O, no carrier. Anything unknown, late or out of place leaves the call
 * unrecorded. An event that belongs to an earlier prompt, timer or decision carries that one's id and is ignored.
 *
 *   ringing -> disclosing -> asking -> committing | refusing -> recording | unrecorded -> ended
 */
export function step(state: CallState, event: CallEvent, flow: Flow): Step {
  switch (state.phase) {
    case "ringing":
      return ringing(state, event, flow)
    case "disclosing":
      return disclosing(state, event, flow)
    case "asking":
      return asking(state, event, flow)
    case "committing":
      return committing(state, event, flow)
    case "refusing":
      return refusing(state, event)
    case "recording":
      return recording(state, event, flow)
    case "unrecorded":
      return unrecorded(state, event, flow)
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
      if (flow.notAsked === BYPASS || flow.notAsked === EMERGENCY) return bypass(flow.notAsked)
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

/** Neither a prompt nor the ledger is waited for. Nothing is kept of the call but that it was. */
function bypass(reason: string): Step {
  return [
    { phase: "unrecorded", connection: { agent: "dialing", owed: [] }, pending: null, stating: null },
    { type: "connect" },
    { type: "write-answered" },
    { type: "write-terminal", outcome: "not_asked", choice: nothingHeard, reason },
  ]
}

/** The notice plays. Keys mean nothing yet and are not kept for later. */
function disclosing(state: In<"disclosing">, event: CallEvent, flow: Flow): Step {
  const choice: Choice = { heard: state.heard, key: null, attempts: 0 }
  switch (event.type) {
    case "prompt-played": {
      if (event.promptId !== state.promptId) return [state]
      if (event.heard.bytes !== event.heard.total || event.heard.total === 0) {
        return noticeNotHeard({ ...choice, heard: event.heard }, "notice_incomplete")
      }
      const told: Choice = { ...choice, heard: event.heard }
      if (flow.mode === "agent_asks") return connectToBeAsked(told)
      if (flow.mode === "notice_only" || flow.mode === "legal_obligation") {
        return commit(state.promptId, { ...told, instead: "mode" }, flow)
      }
      const asked: In<"asking"> = {
        phase: "asking",
        promptId: "menu-2",
        heard: event.heard,
        noticeEndedAt: event.at,
        attempt: 1,
        repeated: 0,
        warned: false,
        pressed: null,
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
function committing(state: In<"committing">, event: CallEvent, flow: Flow): Step {
  const { decisionId, choice } = state
  switch (event.type) {
    case "consent-durable": {
      if (event.decisionId !== decisionId) return [state]
      const { permit } = event
      // "Recording starts now" thanks for a yes: where there was none, the plain fact is said.
      const [connection, ...connect] = connected(choice.instead === undefined ? "granted" : "in_progress")
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
        { phase: "unrecorded", connection, pending: { decisionId, choice, fate: "late" }, stating: null },
        { type: "write-blocked", reason: "commit_deadline" },
        ...connect,
      ]
    }
    case "digit":
      return event.digit === "2" && flow.mode !== "legal_obligation" ? revoke(state) : [state]
    case "command":
      return event.command === "withdraw" && flow.mode !== "legal_obligation" ? revoke(state) : [state]
    case "closed":
    case "shutdown":
      return [
        { phase: "ended", pending: { decisionId, choice, fate: "late", outcome: outcomeOf(event) } },
        ...hangUpOn(event),
      ]
    default:
      return [state]
  }
}

/** Taken back while it was being written: nothing starts, whatever the ledger answers. */
function revoke({ decisionId, choice }: In<"committing">): Step {
  const [connection, ...connect] = connected("refused")
  return [
    { phase: "unrecorded", connection, pending: { decisionId, choice, fate: "revoked" }, stating: null },
    ...connect,
  ]
}

/** The refusal is being written. It stands whatever comes of that, and nothing can follow it but the connection. */
function refusing(state: In<"refusing">, event: CallEvent): Step {
  switch (event.type) {
    case "refusal-settled":
    case "timer": {
      const mine =
        event.type === "timer" ? event.timerId === `commit-${state.decisionId}` : event.decisionId === state.decisionId
      if (!mine) return [state]
      const [connection, ...connect] = connected("refused")
      return [{ phase: "unrecorded", connection, pending: null, stating: null }, ...connect]
    }
    case "closed":
    case "shutdown":
      // `call.ended` is written after it: evidence is written in order.
      return [{ phase: "ended", pending: null }, ...hangUpOn(event), { type: "write-ended", outcome: outcomeOf(event) }]
    default:
      return [state]
  }
}

/** The caller talks to the agent, and nothing is kept. */
function unrecorded(state: In<"unrecorded">, event: CallEvent, flow: Flow): Step {
  const { pending, connection } = state
  switch (event.type) {
    case "agent-stated":
      return stated(state, event.statement, flow)
    case "digit":
      return event.digit === "2" ? refusedInstead(state) : [state]
    case "timer":
      if (pending?.fate !== "live" || event.timerId !== `commit-${pending.decisionId}`) return [state]
      return [
        { ...state, pending: { ...pending, fate: "late" } },
        { type: "write-blocked", reason: "commit_deadline" },
      ]
    case "consent-durable":
    case "consent-failed": {
      if (pending?.decisionId !== event.decisionId) return [state]
      if (pending.fate !== "live" || event.type !== "consent-durable") {
        return [{ ...state, pending: null }, ...settle(pending, event.type)]
      }
      const { permit } = event
      return [
        { phase: "recording", permit, choice: pending.choice, pauses: [], code: "", connection },
        { type: "start-recording", permit },
      ]
    }
    case "prompt-played":
    case "prompt-stopped":
    case "agent-prompt-ended": {
      const told = announced(state, event, flow)
      return told ?? linked(state, event, flow)
    }
    case "party-joined":
      return [state, { type: "write-party", what: "joined", party: event.party }]
    case "party-left":
      return [state, { type: "write-party", what: "left", party: event.party }]
    case "held":
      return [state, { type: "write-party", what: "held", party: event.party }]
    default:
      return linked(state, event, flow)
  }
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
function settle({ choice, fate }: PendingGrant, event: "consent-durable" | "consent-failed"): readonly Effect[] {
  const revoked = fate === "revoked"
  if (event === "consent-durable") return revoked ? [{ type: "write-withdrawn", choice }] : []
  if (revoked) return [{ type: "write-terminal", outcome: "refused", choice }]
  return [{ type: "write-terminal", outcome: "failed", choice, reason: "ledger_unavailable" }]
}
