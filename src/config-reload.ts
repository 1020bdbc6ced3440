/* What SIGHUP changes in a running gateway, and what needs a restart. */
import { member } from "./config-problems.ts"

/** Members, and sections with all that is in them. Calls that live keep what they began with. */
const reloadable = [
  "log.level",
  "drain_seconds",
  "limits",
  "api_keys",
  "listen.tls.cert_file",
  "listen.tls.key_file",
  "flow.tries",
  "flow.repeats",
  "flow.wait_ms",
  "flow.last_wait_ms",
  "flow.chord_ms",
  "flow.commit_ms",
  "flow.code_ms",
]

/** @param path with or without a star for items of lists */
export function reloads(path: string): boolean {
  return reloadable.some((each) => path === each || path.startsWith(`${each}.`))
}

/** Which members differ. A list counts as one member, and so does a section that one of both has not. */
export function changedPaths(before: unknown, after: unknown, path = ""): readonly string[] {
  if (isSection(before) && isSection(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)])
    return [...names].flatMap((name) =>
      changedPaths(member(before, name), member(after, name), path === "" ? name : `${path}.${name}`),
    )
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [path]
}

function isSection(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
