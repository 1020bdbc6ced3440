/*
 * Files that the configuration names. Relative ones are relative to the configuration itself; `credential:NAME` is a
 * service credential, which systemd (LoadCredential=NAME:...) hands over in $CREDENTIALS_DIRECTORY.
 */
import { join, resolve } from "node:path"
import { member } from "./config-problems.ts"

const CREDENTIAL = "credential:"

export interface FilePlaces {
  /** The folder of the configuration. */
  readonly folder: string
  /** $CREDENTIALS_DIRECTORY, where the process has one. */
  readonly credentials: string | undefined
}

/** Members beside `*_file` that name a file or a folder. */
const paths = ["data", "keys.shred_list", "keys.backup_folder", "policy.jurisdictions"]

/** @returns the configuration with absolute paths, and what cannot be one */
export function withPaths(
  config: unknown,
  places: FilePlaces,
): { readonly config: unknown; readonly problems: readonly string[] } {
  const problems: string[] = []
  const placed = (at: string, value: string): string => {
    if (!value.startsWith(CREDENTIAL)) return resolve(places.folder, value)
    const name = value.slice(CREDENTIAL.length)
    if (!/^[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(name)) {
      problems.push(`${at}: after ${CREDENTIAL} comes a name of letters, digits, dot, dash and underscore`)
    } else if (places.credentials === undefined) {
      problems.push(
        `${at}: a service credential, but $CREDENTIALS_DIRECTORY is not set: add LoadCredential=${name}:FILE`,
      )
    }
    return join(places.credentials ?? places.folder, name)
  }
  const walk = (value: unknown, at: string): unknown => {
    if (typeof value === "string") return at.endsWith("_file") || paths.includes(at) ? placed(at, value) : value
    if (Array.isArray(value)) return value.map((item, i) => walk(item, `${at}.${i}`))
    if (typeof value !== "object" || value === null) return value
    return Object.fromEntries(
      Object.keys(value).map((key) => [key, walk(member(value, key), at === "" ? key : `${at}.${key}`)]),
    )
  }
  return { config: walk(config, ""), problems }
}

/** Every `*_file` of a parsed configuration, with its path in it. */
export function namedFiles(config: unknown, at = ""): readonly { readonly at: string; readonly file: string }[] {
  if (typeof config === "string") return at.endsWith("_file") ? [{ at, file: config }] : []
  if (typeof config !== "object" || config === null) return []
  return Object.entries(config).flatMap(([key, value]) => namedFiles(value, at === "" ? key : `${at}.${key}`))
}
