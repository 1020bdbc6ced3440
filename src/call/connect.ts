/* How a decided call reaches its agent. The hops are the same whatever the caller decided. */
import type { CallEvent, Choice, Connection, Effect, Flow, In, SpokenPrompt, Step } from "./state.ts"
import { neverStated } from "./stated.ts"

type Decided = In<"recording"> | In<"unrecorded">

/** Dials, and tells the caller what was decided. In this order: where the carrier dials, the prompt belongs to its document. */
export function connected(prompt: SpokenPrompt): readonly [Connection, ...Effect[]] {
  const promptId = `${prompt}-decided`
  return [{ agent: "dialing", owed: [promptId] }, { type: "connect" }, { type: "play", to: "caller", promptId, prompt }]
}

/** Writes the one terminal state, tells the caller, and dials. */
export function goOnUnrecorded(
  terminal: Extract<Effect, { type: "write-terminal" }>,
  prompt: SpokenPrompt = "default_off",
): Step {
  const [connection, ...connect] = connected(prompt)
  return [{ phase: "unrecorded", connection, pending: null, stating: null }, terminal, { type: "clear" }, ...connect]
}

/** Has the authority to record written. Only its receipts, in time, open the tap. */
export function commit(decisionId: string, choice: Choice, flow: Flow): Step {
  return [
    { phase: "committing", decisionId, choice },
    { type: "commit-consent", decisionId, choice },
    { type: "start-timer", timerId: `commit-${decisionId}`, ms: flow.grantMs ?? flow.commitMs },
  ]
}

/**
 * Has the refusal written, and waits for that as for a grant: no later and no sooner. Nothing depends on it but when the
 * destination is rung.
 */
export function refuse(decisionId: string, choice: Choice, flow: Flow): Step {
  return [
    { phase: "refusing", decisionId },
    { type: "commit-refusal", decisionId, choice },
    { type: "start-timer", timerId: `commit-${decisionId}`, ms: flow.grantMs ?? flow.commitMs },
  ]
}

/** Who cannot be asked any more, and is still on the line, is connected unrecorded. */
export function cutOff(choice: Choice): Step {
  return goOnUnrecorded({ type: "write-terminal", outcome: "failed", choice, reason: "media_lost" })
}

/** Says `prompt` in place of whatever plays, to everybody who is there. */
export function sayToBoth(prompt: SpokenPrompt, connection: Connection): readonly Effect[] {
  const promptId = `${prompt}-told`
  const caller: Effect[] = [{ type: "clear" }, { type: "play", to: "caller", promptId, prompt }]
  if (connection.agent === "dialing" || connection.agent === "none") return caller
  return [...caller, { type: "play", to: "agent", promptId, prompt }]
}

type Linked =
  | { readonly over: false; readonly connection: Connection; readonly effects: readonly Effect[] }
  | { readonly over: true; readonly outcome: string; readonly effects: readonly Effect[] }

/** What an agent is told who takes a call: where callers are asked, what came of it; elsewhere, only of a recording. */
export function whisperOf(recorded: boolean, flow: Flow): "in_progress" | "not_recorded" | null {
  if (recorded) return "in_progress"
  return flow.notAsked === null && flow.mode !== "agent_asks" ? "not_recorded" : null
}

/** The bridge opens when the agent answered and nobody is owed a prompt. */
function link(state: Decided, event: CallEvent, flow: Flow): Linked {
  const { connection } = state
  switch (event.type) {
    case "agent-answered": {
      if (connection.agent !== "dialing") return goOn(connection)
      const prompt = whisperOf(state.phase === "recording", flow)
      if (prompt === null) return bridgeWhenReady({ ...connection, agent: "answered" })
      const promptId = `${prompt}-agent`
      return goOn({ agent: "answered", owed: [...connection.owed, promptId] }, [
        { type: "play", to: "agent", promptId, prompt },
      ])
    }
    case "prompt-played":
    case "prompt-stopped":
    case "agent-prompt-ended": {
      const owed = connection.owed.filter((promptId) => promptId !== event.promptId)
      if (owed.length === connection.owed.length) return goOn(connection)
      if (connection.agent === "none" && owed.length === 0) return over("agent_unavailable", ["caller"])
      return bridgeWhenReady({ ...connection, owed })
    }
    case "agent-failed":
      if (connection.agent !== "dialing") return goOn(connection)
      return goOn({ agent: "none", owed: ["unavailable-decided"] }, [
        { type: "play", to: "caller", promptId: "unavailable-decided", prompt: "unavailable" },
      ])
    case "agent-closed":
      return connection.agent === "none" ? goOn(connection) : over("agent_hangup", ["caller"])
    case "closed":
    case "shutdown":
      return over(outcomeOf(event), connection.agent === "none" ? [] : ["agent"], event.type === "shutdown")
    default:
      return goOn(connection)
  }
}

/** What follows in `recording` and `unrecorded` alike: the agent is reached, the bridge opens, somebody hangs up. */
export function linked(state: Decided, event: CallEvent, flow: Flow, ...stop: readonly Effect[]): Step {
  const result = link(state, event, flow)
  // What changes nothing gives the same state: a command that could act on nothing is refused by that.
  if (!result.over && result.connection === state.connection) return [state, ...result.effects]
  if (!result.over) return [{ ...state, connection: result.connection }, ...result.effects]
  const { outcome } = result
  if (state.phase === "unrecorded" && state.pending) {
    const pending = { ...state.pending, fate: state.pending.fate === "revoked" ? "revoked" : "late", outcome } as const
    return [{ phase: "ended", pending }, ...result.effects]
  }
  const unasked = state.phase === "unrecorded" ? neverStated(state) : []
  return [{ phase: "ended", pending: null }, ...unasked, ...stop, ...result.effects, { type: "write-ended", outcome }]
}

function goOn(connection: Connection, effects: readonly Effect[] = []): Linked {
  return { over: false, connection, effects }
}

function bridgeWhenReady(connection: Connection): Linked {
  if (connection.agent !== "answered" || connection.owed.length > 0) return goOn(connection)
  return goOn({ ...connection, agent: "bridged" }, [{ type: "bridge" }])
}

function over(outcome: string, legs: readonly ("caller" | "agent")[], both = false): Linked {
  const all = both ? (["caller", ...legs] as const) : legs
  return { over: true, outcome, effects: all.map((leg) => ({ type: "hang-up", leg })) }
}

/** `call.ended`'s word for the event that ended the call. */
export function outcomeOf(event: Extract<CallEvent, { type: "closed" | "shutdown" }>): string {
  if (event.type === "shutdown") return "shutdown"
  return event.reason === "hangup" ? "caller_hangup" : event.reason === "lost" ? "connection_lost" : "protocol_error"
}

/** Ends a call whose caller had not decided, or whose refusal is still to be written: not consent, and evidence too. */
export function endUndecided(
  choice: Choice,
  event: Extract<CallEvent, { type: "closed" | "shutdown" }>,
  refusal?: Effect,
): Step {
  const terminal: Effect =
    refusal ??
    (event.type === "shutdown"
      ? { type: "write-terminal", outcome: "failed", choice, reason: "shutdown" }
      : { type: "write-terminal", outcome: "no_answer", choice })
  return [
    { phase: "ended", pending: null },
    terminal,
    ...hangUpOn(event),
    { type: "write-ended", outcome: outcomeOf(event) },
  ]
}

/** The caller is still on the line only when the gateway is what ends the call. */
export function hangUpOn(event: Extract<CallEvent, { type: "closed" | "shutdown" }>): readonly Effect[] {
  return event.type === "shutdown" ? [{ type: "hang-up", leg: "caller" }] : []
}
