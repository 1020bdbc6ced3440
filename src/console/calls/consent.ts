/* What was decided, as word, icon and tone: one place, so that it looks the same everywhere. */
import type { Schemas } from "../data/client.ts"
import type { Tone } from "../parts/badge.tsx"
import type { IconName } from "../parts/icon.tsx"

export const consentStates = [
  "granted",
  "refused",
  "no_answer",
  "withdrawn",
  "failed",
  "not_asked",
  "not_required",
] as const
export type ConsentState = NonNullable<Schemas["Call"]["consent"]>

interface Look {
  readonly tone: Tone
  readonly icon: IconName
}
const looks: Readonly<Record<ConsentState, Look>> = {
  granted: { tone: "good", icon: "check" },
  refused: { tone: "plain", icon: "cross" },
  no_answer: { tone: "plain", icon: "minus" },
  withdrawn: { tone: "warn", icon: "undo" },
  failed: { tone: "bad", icon: "warning" },
  not_asked: { tone: "plain", icon: "minus" },
  not_required: { tone: "info", icon: "info" },
}

export const lookOf = (state: ConsentState | null): Look =>
  state === null ? { tone: "info", icon: "clock" } : looks[state]
