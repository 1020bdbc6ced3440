/* What a request can be, as the API names it, with how it looks. */
import type { Schemas } from "../data/client.ts"
import type { Tone } from "../parts/badge.tsx"
import type { IconName } from "../parts/icon.tsx"

export type SubjectRequest = Schemas["SubjectRequest"]

export const kinds = ["access", "erasure", "restriction", "withdrawal", "rectification", "disclosure"] as const
export const states = ["received", "verified", "assessed", "executed", "refused", "notified"] as const
export const methods = ["call_back", "code", "account", "document", "court_order", "representative"] as const
export const grounds = ["17_1_a", "17_1_b", "17_1_c", "17_1_d", "17_1_e", "17_1_f"] as const
export const refusals = [
  "17_3_a",
  "17_3_b",
  "17_3_c",
  "17_3_d",
  "17_3_e",
  "12_5_excessive",
  "12_6_identity",
  "nothing_held",
  "no_legal_basis",
] as const
export const steps = ["identify", "verify", "preview", "approve", "certificate"] as const
export type Step = (typeof steps)[number]

export const stateLooks: Readonly<
  Record<SubjectRequest["state"], { readonly tone: Tone; readonly icon: IconName; readonly step: Step }>
> = {
  received: { tone: "info", icon: "clock", step: "verify" },
  verified: { tone: "info", icon: "person", step: "preview" },
  assessed: { tone: "warn", icon: "eye", step: "approve" },
  executed: { tone: "good", icon: "check", step: "certificate" },
  refused: { tone: "plain", icon: "cross", step: "certificate" },
  notified: { tone: "good", icon: "check", step: "certificate" },
}

export const isDecided = ({ state }: SubjectRequest): boolean =>
  state === "executed" || state === "refused" || state === "notified"

/** Whole days from today (UTC) to the last day for the answer; negative once it is over. */
export function daysLeft(dueOn: string): number {
  const today = Date.parse(new Date().toISOString().slice(0, 10))
  return Math.round((Date.parse(dueOn) - today) / 86_400_000)
}

/** What is typed to confirm: enough of the id to show that this very request is meant. */
export const confirmWord = (id: string): string => id.slice(-6)
