/* What legs report, as events of the call flow, and as notices for those who watch the call. */
import type { LegEvent } from "./ports.ts"
import { heardOf, type CallEvent, type Statement } from "./state.ts"

export type Command = "withdraw" | "pause" | "resume" | { readonly stoppedBy: string }

export function eventOf(command: Command | Statement): CallEvent {
  if (typeof command === "string") return { type: "command", command }
  return "stoppedBy" in command
    ? { type: "stopped", by: command.stoppedBy }
    : { type: "agent-stated", statement: command }
}

/** @param now monotonic ms */
export function callerEvent(event: LegEvent, now: number): CallEvent {
  switch (event.type) {
    case "prompt-played":
      return { type: "prompt-played", promptId: event.promptId, heard: heardOf(event), at: now }
    case "prompt-stopped":
      return { type: "prompt-stopped", promptId: event.promptId, heard: heardOf(event), reason: event.reason }
    case "held":
    case "unheld":
      return { type: event.type, party: "caller" }
    default:
      return event
  }
}

/** `null`: the agent's keys are the agent's own business, and never decide for the caller. */
export function agentEvent(event: LegEvent): CallEvent | null {
  switch (event.type) {
    case "prompt-played":
    case "prompt-stopped":
      return { type: "agent-prompt-ended", promptId: event.promptId }
    case "held":
    case "unheld":
      return { type: event.type, party: "agent" }
    case "closed":
      return { type: "agent-closed" }
    default:
      return null
  }
}

export interface LegNotice {
  readonly type: string
  readonly facts: Readonly<Record<string, string | number>>
}

/** What watchers learn of the caller's leg: never which key. */
export function callerNotice(event: LegEvent): LegNotice | null {
  switch (event.type) {
    case "prompt-played":
      return { type: "prompt.played", facts: { prompt: event.promptId, heard_bytes: event.heardBytes } }
    case "prompt-stopped": {
      const { promptId: prompt, reason, heardBytes } = event
      return { type: "prompt.stopped", facts: { prompt, reason, heard_bytes: heardBytes } }
    }
    case "digit":
      return { type: "key.pressed", facts: {} }
    default:
      return null
  }
}
