import { linked, sayToBoth } from "./connect.ts"
import type { CallEvent, CallState, Effect, Ending, Flow, In, PauseReason, Step } from "./state.ts"

/** The tap is open, or paused. Withdrawing closes it before anything else happens. */
export function recording(state: In<"recording">, event: CallEvent, flow: Flow): Step {
  switch (event.type) {
    case "digit": {
      if (flow.mode === "legal_obligation") return [state]
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
      if (event.command === "withdraw") return flow.mode === "legal_obligation" ? [state] : withdraw(state)
      return event.command === "pause" ? pause(state, "card") : resume(state, "card")
    case "stopped":
      return flow.mode === "legal_obligation" ? [state] : over(state.connection, { stoppedBy: event.by })
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
        { phase: "unrecorded", connection: state.connection, pending: null, stating: null },
        ...sayToBoth("stopped", state.connection),
      ]
    default:
      return linked(state, event, flow, { type: "stop-recording", why: "ended" })
  }
}

function withdraw({ connection, choice }: In<"recording">): Step {
  const [next, stop, ...said] = over(connection, "withdrawn")
  return [next, stop, { type: "write-withdrawn", choice }, ...said]
}

/** For good: nothing in this call can begin another recording. */
function over(connection: In<"recording">["connection"], why: Ending): readonly [CallState, Effect, ...Effect[]] {
  return [
    { phase: "unrecorded", connection, pending: null, stating: null },
    { type: "stop-recording", why },
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
