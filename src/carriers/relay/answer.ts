import { z } from "zod"

/**
 * What became of a command. `unknown` is the dangerous one: the connection went while it was on its way, and the SDK may
 * still send what it has queued, so the carrier may have done it, or may yet do it.
 */
export type Answer =
  | { readonly outcome: "done"; readonly url: string | null }
  /** The carrier knows no such call or action any more: normal at the end of a call. */
  | { readonly outcome: "gone" }
  /** The carrier said no, or the command was never handed over: it was not done. */
  | { readonly outcome: "refused"; readonly code: string }
  | { readonly outcome: "unknown" }

/** Whether it was done is not known, or it was not handed over: it is to be given again, if it may be done twice. */
export function unsettled(answer: Answer): boolean {
  return answer.outcome === "unknown" || notSent(answer)
}

/** It was certainly not done: there was no connection to send it on. */
export function notSent(answer: Answer): boolean {
  return answer.outcome === "refused" && answer.code === OFFLINE
}

/** The code of a command that was not sent because there is no connection. */
export const OFFLINE = "offline"

const refusal = z.object({ code: z.union([z.string().max(20), z.number()]) })
const result = z.object({ code: z.string().optional(), url: z.string().max(2000).optional() })

/** Reads what the SDK resolved a command with. `undefined` is its word for a command that was never answered. */
export function answered(value: unknown): Answer {
  const read = result.safeParse(value)
  if (!read.success) return { outcome: "unknown" }
  return { outcome: "done", url: read.data.url ?? null }
}

/** Reads what the SDK rejected a command with: the carrier's own refusal, or a symbol for a connection that went. */
export function rejected(reason: unknown): Answer {
  const read = refusal.safeParse(reason)
  if (!read.success) return { outcome: "unknown" }
  const code = String(read.data.code)
  return code === "404" || code === "410" ? { outcome: "gone" } : { outcome: "refused", code }
}
