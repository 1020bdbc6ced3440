import { Option } from "commander"
import { badInput } from "./exit.ts"

export interface AccessOptions {
  readonly reason?: string
  readonly recipient?: string
  readonly country?: string
  readonly purpose?: string
}

/** Options of every export: why, and to whom it goes on. */
export const why = new Option("--reason <text>", "why: it is put on record with the export")
export const toWhom = new Option("--recipient <id>", "who it goes on to: refused unless `assent recipient list` has it")
export const whereTo = new Option(
  "--country <code>",
  "where it goes on to: refused unless the recipient is listed there",
)

export const whatFor = new Option(
  "--purpose <text>",
  "what it is used for: refused unless it was consented to for that",
)

export function accessHeaders({ reason, recipient, country, purpose }: AccessOptions): Record<string, string> {
  if (recipient !== undefined && !/^[a-z0-9][a-z0-9_-]{0,63}$/.test(recipient))
    throw badInput("--recipient", "give an id as `assent recipient list` shows it")
  if (country !== undefined && !/^[A-Za-z]{2}$/.test(country))
    throw badInput("--country", "give two letters such as DE")
  return {
    ...reasonHeaders(reason),
    ...purposeHeaders(purpose),
    ...(recipient === undefined ? {} : { "x-assent-recipient": recipient }),
    ...(country === undefined ? {} : { "x-assent-country": country }),
  }
}

/** The header by which audio is used for a purpose. */
export function purposeHeaders(purpose: string | undefined): Record<string, string> {
  if (purpose === undefined) return {}
  if (purpose.trim() === "" || purpose.length > 100)
    throw badInput("--purpose", "give a purpose of 1 to 100 characters")
  return { "x-assent-purpose": encodeURIComponent(purpose) }
}

/** The header under which the gateway puts a reason on record. */
export function reasonHeaders(reason: string | undefined): Record<string, string> {
  if (reason === undefined) return {}
  if (reason.trim() === "" || reason.length > 200) throw badInput("--reason", "give a reason of 1 to 200 characters")
  return { "x-assent-reason": encodeURIComponent(reason) }
}
