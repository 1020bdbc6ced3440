import { Option } from "commander"
import { badInput } from "./exit.ts"

export interface AccessOptions {
  readonly reason?: string
  readonly recipient?: string
  readonly country?: string
}

/** Options of every export: why, and to whom it goes on. */
export const why = new Option("--reason <text>", "why: it is put on record with the export")
export const toWhom = new Option("--recipient <id>", "who it goes on to: refused unless `assent recipient list` has it")
export const whereTo = new Option(
  "--country <code>",
  "where it goes on to: refused unless the recipient is listed there",
)

export function accessHeaders({ reason, recipient, country }: AccessOptions): Record<string, string> {
  if (recipient !== undefined && !/^[a-z0-9][a-z0-9_-]{0,63}$/.test(recipient))
    throw badInput("--recipient", "give an id as `assent recipient list` shows it")
  if (country !== undefined && !/^[A-Za-z]{2}$/.test(country))
    throw badInput("--country", "give two letters such as DE")
  return {
    ...reasonHeaders(reason),
    ...(recipient === undefined ? {} : { "x-assent-recipient": recipient }),
    ...(country === undefined ? {} : { "x-assent-country": country }),
  }
}

/** The header under which the gateway puts a reason on record. */
export function reasonHeaders(reason: string | undefined): Record<string, string> {
  if (reason === undefined) return {}
  if (reason.trim() === "" || reason.length > 200) throw badInput("--reason", "give a reason of 1 to 200 characters")
  return { "x-assent-reason": encodeURIComponent(reason) }
}
