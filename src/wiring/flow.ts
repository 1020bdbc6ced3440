import type { Limits } from "../call/admission.ts"
import type { CallsParts } from "../call/calls.ts"
import type { Config } from "../config.ts"

/** How every line's callers are asked; what differs by line stands in the line. */
export function flowOf({ flow }: Pick<Config, "flow">): CallsParts["flow"] {
  return {
    tries: flow.tries,
    repeats: flow.repeats,
    waitMs: flow.wait_ms,
    lastWaitMs: flow.last_wait_ms,
    chordMs: flow.chord_ms,
    commitMs: flow.commit_ms,
    codeMs: flow.code_ms,
  }
}

/** Read afresh for each call. */
export function limitsOf(now: () => Pick<Config, "limits">): Limits {
  return {
    get calls() {
      return now().limits.calls
    },
    get callsPerNumber() {
      return now().limits.calls_per_number
    },
  }
}
