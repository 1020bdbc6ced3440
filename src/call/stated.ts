/*
 * Consent that the agent states in mid-call (`agent_asks`): the caller is connected unrecorded after the notice; the agent
 * asks in words and says so here; both sides are told that recording begins; then the grant is written; only then the tap
 * opens. Whatever fails on the way leaves the call unrecorded, and the agent may ask again until the grant is being written.
 */
import type { CallEvent, Choice, Effect, Flow, In, Statement, Step } from "./state.ts"

type Unrecorded = In<"unrecorded">

/** After the notice, which says all there is to say. No terminal state yet: the agent may still state one. */
export function connectToBeAsked(choice: Choice): Step {
  const connection = { agent: "dialing", owed: [] } as const
  return [
    { phase: "unrecorded", connection, pending: null, stating: { choice, owed: null, attempt: 0 } },
    { type: "connect" },
  ]
}

/** Nothing to state before the two talk to each other, nor twice at once, nor for ever. */
export function stated(state: Unrecorded, statement: Statement, flow: Flow): Step {
  const { stating, connection } = state
  if (stating?.owed !== null || connection.agent !== "bridged" || stating.attempt >= flow.tries) return [state]
  const attempt = stating.attempt + 1
  const choice: Choice = { ...stating.choice, attempts: attempt, instead: statement }
  const said = (to: "caller" | "agent"): Extract<Effect, { type: "play" }> => {
    return { type: "play", to, promptId: `in_progress-stated-${to}-${attempt}`, prompt: "in_progress" }
  }
  const plays = [said("caller"), said("agent")]
  return [{ ...state, stating: { choice, owed: plays.map(({ promptId }) => promptId), attempt } }, ...plays]
}

/** @returns `null` for a prompt that is none of the announcements */
export function announced(
  state: Unrecorded,
  event: Extract<CallEvent, { type: "prompt-played" | "prompt-stopped" | "agent-prompt-ended" }>,
  flow: Flow,
): Step | null {
  const { stating } = state
  if (!stating?.owed?.includes(event.promptId)) return null
  // A caller who was not told is not recorded; the agent may try again.
  if (event.type === "prompt-stopped") return [{ ...state, stating: { ...stating, owed: null } }]
  const owed = stating.owed.filter((promptId) => promptId !== event.promptId)
  if (owed.length > 0) return [{ ...state, stating: { ...stating, owed } }]
  const decisionId = `stated-${stating.attempt}`
  const { choice } = stating
  return [
    { ...state, stating: null, pending: { decisionId, choice, fate: "live" } },
    { type: "commit-consent", decisionId, choice },
    { type: "start-timer", timerId: `commit-${decisionId}`, ms: flow.grantMs ?? flow.commitMs },
  ]
}

/** The caller presses 2 where the agent may state, or has just stated, a consent: the caller's own word stands. */
export function refusedInstead(state: Unrecorded): Step {
  const { stating, pending, connection } = state
  const promptId = "refused-instead"
  const told: Effect[] = [{ type: "clear" }, { type: "play", to: "caller", promptId, prompt: "refused" }]
  // Before the two talk, keys mean nothing yet here; the notice's own end is still being told.
  if (connection.agent !== "bridged") return [state]
  if (stating) {
    const choice: Choice = { heard: stating.choice.heard, key: null, attempts: stating.attempt }
    return [{ ...state, stating: null }, { type: "write-terminal", outcome: "refused", choice }, ...told]
  }
  if (pending?.fate !== "live") return [state]
  return [{ ...state, pending: { ...pending, fate: "revoked" } }, ...told]
}

/** The call ends, and nobody stated anything. */
export function neverStated({ stating }: Unrecorded): readonly Effect[] {
  if (!stating) return []
  const choice: Choice = { heard: stating.choice.heard, key: null, attempts: stating.attempt }
  return [{ type: "write-terminal", outcome: "not_asked", choice, reason: "agent_did_not_ask" }]
}
