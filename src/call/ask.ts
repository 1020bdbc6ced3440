import { commit, cutOff, endUndecided, goOnUnrecorded, refuse } from "./connect.ts"
import type { Digit } from "./ports.ts"
import type { CallEvent, Choice, Effect, Flow, In, Step } from "./state.ts"

/** The menu plays, or the gateway waits for a key. Only 1, alone, is a yes; only silence, in `opt_out`, is no objection. */
export function asking(state: In<"asking">, event: CallEvent, flow: Flow): Step {
  switch (event.type) {
    case "digit":
      return key(state, event.digit, event.at - state.noticeEndedAt, flow)
    case "prompt-played":
    case "prompt-stopped":
      if (event.promptId !== state.promptId || state.pressed) return [state]
      if (event.type === "prompt-stopped" && event.reason === "closed") return [state]
      return [
        state,
        { type: "start-timer", timerId: `wait-${state.promptId}`, ms: state.warned ? flow.lastWaitMs : flow.waitMs },
      ]
    case "timer":
      if (state.pressed && event.timerId === `chord-${state.promptId}`) {
        const decided = state.pressed.digit === "2" ? refuse : commit
        return decided(state.promptId, choiceOf(state, state.pressed), flow)
      }
      if (!state.pressed && event.timerId === `wait-${state.promptId}`) return silence(state, flow)
      return [state]
    case "cut-off": {
      const refusal = refusalOf(state)
      return refusal ? goOnUnrecorded(refusal, "refused") : cutOff(choiceOf(state, null))
    }
    case "closed":
    case "shutdown":
      return endUndecided(choiceOf(state, null), event, refusalOf(state))
    default:
      return [state]
  }
}

function key(state: In<"asking">, digit: Digit, offsetMs: number, flow: Flow): Step {
  const calm = { ...state, pressed: null }
  const { pressed } = state
  if (pressed?.digit === "2" || pressed?.digit === digit) return [state]
  switch (digit) {
    case "1":
    case "2": {
      if (pressed) return [{ ...state, pressed: { digit, offsetMs } }]
      // A new prompt id retires the menu, its timer, and any answer still on its way for them.
      const promptId = `pressed-${state.prompts + 1}`
      return [
        { ...state, promptId, pressed: { digit, offsetMs }, prompts: state.prompts + 1 },
        { type: "clear" },
        { type: "start-timer", timerId: `chord-${promptId}`, ms: flow.chordMs },
      ]
    }
    case "*":
    case "0":
      if (state.repeated >= flow.repeats) return tryOver(calm, [], flow)
      return say({ ...calm, repeated: state.repeated + 1, warned: false }, digit === "0" ? ["more", "menu"] : ["menu"])
    default:
      return tryOver(calm, ["invalid"], flow)
  }
}

/** Nothing was pressed. In the last try a warning comes before the end of the time; who was to object has not. */
function silence(state: In<"asking">, flow: Flow): Step {
  if (flow.mode === "opt_out") return commit(state.promptId, { ...choiceOf(state, null), instead: "mode" }, flow)
  if (state.attempt === flow.tries && !state.warned) return say({ ...state, warned: true }, ["time_warning"])
  return tryOver(state, ["no_input"], flow)
}

function tryOver(state: In<"asking">, first: readonly ("invalid" | "no_input")[], flow: Flow): Step {
  if (state.attempt < flow.tries)
    return say({ ...state, attempt: state.attempt + 1, warned: false }, [...first, "menu"])
  return goOnUnrecorded({ type: "write-terminal", outcome: "no_answer", choice: choiceOf(state, null) })
}

/** Plays `names` in turn, in place of what plays now. The question goes on when the last of them ends. */
function say(state: In<"asking">, names: readonly ("menu" | "more" | "invalid" | "no_input" | "time_warning")[]): Step {
  const plays = names.map((prompt, i): Extract<Effect, { type: "play" }> => {
    return { type: "play", to: "caller", promptId: `${prompt}-${state.prompts + 1 + i}`, prompt }
  })
  const promptId = plays.at(-1)?.promptId ?? state.promptId
  return [{ ...state, promptId, prompts: state.prompts + names.length }, { type: "clear" }, ...plays]
}

/** A refusal stands from the key on, also where the call does not wait for the window to pass. */
function refusalOf(state: In<"asking">): Extract<Effect, { type: "write-terminal" }> | undefined {
  if (state.pressed?.digit !== "2") return undefined
  return { type: "write-terminal", outcome: "refused", choice: choiceOf(state, state.pressed) }
}

function choiceOf(state: In<"asking">, pressed: Choice["key"]): Choice {
  return { heard: state.heard, key: pressed, attempts: state.attempt }
}
