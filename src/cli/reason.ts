import { badInput } from "./exit.ts"

/** The header under which the gateway puts a reason on record. */
export function reasonHeaders(reason: string | undefined): Record<string, string> {
  if (reason === undefined) return {}
  if (reason.trim() === "" || reason.length > 200) throw badInput("--reason", "give a reason of 1 to 200 characters")
  return { "x-assent-reason": encodeURIComponent(reason) }
}
