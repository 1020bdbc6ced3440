import type { LiveCalls as CallControl } from "../api/parts.ts"
import type { LiveCalls } from "../call/calls.ts"
import type { Command } from "../call/session-events.ts"
import { AssentError } from "../errors.ts"

/** What the API may do to a call in progress. */
export function commandCalls(calls: LiveCalls): CallControl {
  const command = async (callId: string, what: Command): Promise<void> => {
    if (!calls.isLive(callId)) throw new AssentError("CONFLICT", "this call is not in progress")
    if (!calls.command(callId, what)) throw new AssentError("CONFLICT", "this call is not being recorded")
  }
  return {
    pause: (callId) => command(callId, "pause"),
    resume: (callId) => command(callId, "resume"),
    stop: (callId, by) => command(callId, { stoppedBy: by }),
    withdraw: (callId) => command(callId, "withdraw"),
    consent: async (callId, statement) => {
      if (!calls.isLive(callId)) throw new AssentError("CONFLICT", "this call is not in progress")
      if (!calls.command(callId, statement)) {
        const why =
          "consent can be stated only on a line in agent_asks, once the two talk, and while nothing is decided"
        throw new AssentError("CONFLICT", why)
      }
    },
  }
}
