/*
 * What a receipt code adds to the steps of a call: an offer behind the menu, a key that asks for it, and the code itself,
 * said to whoever wants it before the confirmation of what was decided, while the destination rings. Who agrees and who
 * refuses hears it at the same place. Nothing here decides anything: what is written, connected and recorded is `step`'s.
 *
 * A recording that begins is paused while the code is said, so that nobody who hears it later hears the code.
 */
import type { CallEvent, CallState, Effect, Flow, PauseReason, Step } from "./state.ts"

/** Asks for the code in the menu; on a line whose languages do not use the key. */
export const RECEIPT_KEY = "9"
/** Skips the code. */
export const SKIP_KEY = "#"
/** The id of the last sound of the code. */
export const SAID = "receipt_code-decided"

type Play = Extract<Effect, { type: "play" }>
const PAUSE: PauseReason = "receipt"

const isPlay = (effect: Effect): effect is Play => effect.type === "play" && effect.to === "caller"

export function asksForReceipt(state: CallState, event: CallEvent): boolean {
  // Who has just refused is asked nothing more.
  if (state.phase !== "asking" || state.pressed?.digit === "2") return false
  return event.type === "digit" && event.digit === RECEIPT_KEY
}

/** Behind each menu. The question goes on when the offer has ended. */
export function offered([state, ...effects]: Step): Step {
  const said = effects.filter(isPlay)
  if (state.phase !== "asking" || said.at(-1)?.promptId !== state.promptId) return [state, ...effects]
  if (!said.some(({ prompt }) => prompt === "menu")) return [state, ...effects]
  const prompts = state.prompts + 1
  const promptId = `receipt_offer-${prompts}`
  return [
    { ...state, promptId, prompts },
    ...effects,
    { type: "play", to: "caller", promptId, prompt: "receipt_offer" },
  ]
}

/** The menu is said again, and before it that there will be a code. */
export function noted([state, ...effects]: Step): Step {
  if (state.phase !== "asking") return [state, ...effects]
  const prompts = state.prompts + 1
  const play: Effect = { type: "play", to: "caller", promptId: `receipt_noted-${prompts}`, prompt: "receipt_noted" }
  const at = effects.findIndex(isPlay)
  return [{ ...state, prompts }, ...effects.slice(0, at), play, ...effects.slice(at)]
}

/** The confirmation of a decision of the caller's own, which a code goes before; `null` where nothing was decided. */
export function decidedBy(before: CallState, [, ...effects]: Step): Play | null {
  if (before.phase === "ringing") return null
  const undecided = effects.some(
    (effect) =>
      effect.type === "write-blocked" ||
      (effect.type === "write-terminal" && (effect.outcome === "failed" || effect.outcome === "not_asked")),
  )
  if (undecided || !effects.some(({ type }) => type === "connect")) return null
  return effects.findLast(isPlay) ?? null
}

/** Says the code before `confirmation`. The bridge waits for it, as for the confirmation. */
export function withCode([state, ...effects]: Step, confirmation: Play): Step {
  if (state.phase !== "recording" && state.phase !== "unrecorded") return [state, ...effects]
  const connection = { ...state.connection, owed: [SAID, ...state.connection.owed] }
  const said = effects.flatMap((effect): Effect[] => {
    if (effect === confirmation) return [{ type: "play", to: "caller", promptId: SAID, prompt: "receipt_code" }, effect]
    return effect.type === "start-recording" ? [effect, { type: "pause-recording", reason: PAUSE }] : [effect]
  })
  if (state.phase === "unrecorded") return [{ ...state, connection }, ...said]
  return [{ ...state, connection, pauses: [...state.pauses, PAUSE] }, ...said]
}

/** Whether `event` says that the code was said, or will not be. */
export function endsCode(event: CallEvent): boolean {
  return (event.type === "prompt-played" || event.type === "prompt-stopped") && event.promptId === SAID
}

export function afterCode([state, ...effects]: Step): Step {
  if (state.phase !== "recording" || !state.pauses.includes(PAUSE)) return [state, ...effects]
  const pauses = state.pauses.filter((reason) => reason !== PAUSE)
  if (pauses.length > 0) return [{ ...state, pauses }, ...effects]
  return [{ ...state, pauses }, { type: "resume-recording" }, ...effects]
}

/** @returns `null` where no code is being said, or the key is part of another code */
export function skipped(state: CallState, event: CallEvent, flow: Flow, confirmation: Play | null): Step | null {
  if (event.type !== "digit" || event.digit !== SKIP_KEY || flow.withdrawCode.includes(SKIP_KEY)) return null
  if (state.phase !== "recording" && state.phase !== "unrecorded") return null
  const { owed } = state.connection
  if (!confirmation || !owed.includes(SAID) || !owed.includes(confirmation.promptId)) return null
  // What is cleared reports its end by itself, and is owed no more then.
  const again = { ...confirmation, promptId: `${confirmation.promptId}-again` }
  return [{ ...state, connection: { ...state.connection, owed: [...owed, again.promptId] } }, { type: "clear" }, again]
}
