/*
 * Environment over file: ASSENT_<SECTION>__<MEMBER>, in capitals, two underscores between levels, numbers for items of
 * a list (ASSENT_TRUNKS__0__TOKEN_FILE). A value that is JSON is taken as such; a text that looks like JSON is put in
 * quotes: ASSENT_PEOPLE__OIDC__CLIENT_ID='"12345"'.
 */
import { member } from "./config-problems.ts"

const PREFIX = "ASSENT_"
/** Said to commands, not settings. */
const notSettings = new Set(["ASSENT_URL", "ASSENT_KEY", "ASSENT_NODE"])

export type Environment = Readonly<Record<string, string | undefined>>

export function withEnvironment(file: unknown, env: Environment): unknown {
  let merged = file
  for (const [variable, value] of Object.entries(env)) {
    if (!variable.startsWith(PREFIX) || value === undefined || notSettings.has(variable)) continue
    merged = set(merged, variable.slice(PREFIX.length).toLowerCase().split("__"), parseValue(value))
  }
  return merged
}

function set(target: unknown, [head = "", ...rest]: readonly string[], value: unknown): unknown {
  const inner = rest.length === 0 ? value : set(member(target, head), rest, value)
  if (Array.isArray(target) && /^\d{1,4}$/.test(head) && Number(head) <= target.length) {
    const list: readonly unknown[] = target
    return [...list.slice(0, Number(head)), inner, ...list.slice(Number(head) + 1)]
  }
  const object = typeof target === "object" && target !== null && !Array.isArray(target) ? { ...target } : {}
  return { ...object, [head]: inner }
}

function parseValue(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
