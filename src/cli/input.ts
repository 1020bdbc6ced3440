/* Arguments of the command line, checked before anything is done. Errors never repeat a number. */
import { existsSync, readFileSync } from "node:fs"
import { resolve } from "node:path"
import { parsePhoneNumberFromString } from "libphonenumber-js"
import { badInput } from "./exit.ts"
import type { Io } from "./io.ts"

const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"

/** An id with its prefix or bare; gives it with its prefix. */
export function idArgument(prefix: "call" | "rec" | "dsr" | "con" | "doc", value: string): string {
  const match = new RegExp(`^(?:${prefix}_)?(${uuid})$`, "i").exec(value)
  if (!match?.[1]) throw badInput("ID", `give an id such as ${prefix}_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091`)
  return `${prefix}_${match[1].toLowerCase()}`
}

/** E.164. */
export function numberOption(name: string, value: string): string {
  const parsed = value.startsWith("+") ? parsePhoneNumberFromString(value) : undefined
  if (!parsed?.isPossible()) throw badInput(name, "give a phone number with its country code, such as +4930123456")
  return parsed.number
}

/** `2s`, `500ms`, `1m`, in milliseconds. */
export function durationOption(name: string, value: string): number {
  const match = /^(\d{1,6}(?:\.\d{1,3})?)(ms|s|m)$/.exec(value)
  const unit = { ms: 1, s: 1000, m: 60_000 }[match?.[2] ?? ""]
  if (!match || unit === undefined) throw badInput(name, "give a time such as 2s, 500ms or 1m")
  return Number(match[1]) * unit
}

/** A moment with its zone; gives it as it was written. */
export function timeOption(name: string, value: string): string {
  const written = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(value)
  if (!written || Number.isNaN(Date.parse(value))) throw badInput(name, "give a time such as 2026-12-24T18:00:00+01:00")
  return value
}

export function limitOption(value: string): string {
  if (!/^([1-9]|[1-9]\d|100)$/.test(value)) throw badInput("--limit", "give a whole number from 1 to 100")
  return value
}

export function versionOption(value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw badInput("--version", "give a version number such as 3")
  return Number(value)
}

export function fileOption(io: Io, name: string, path: string): Buffer {
  try {
    return readFileSync(resolve(io.cwd, path))
  } catch {
    throw badInput(name, "this file cannot be read: check the path and its permissions")
  }
}

/** A folder to write to: nothing that is there is ever overwritten. */
export function outOption(io: Io, path: string, files: readonly string[]): string {
  const folder = resolve(io.cwd, path)
  if (files.some((file) => existsSync(resolve(folder, file)))) {
    throw badInput("--out", "this folder holds an export already: name a new one")
  }
  return folder
}
