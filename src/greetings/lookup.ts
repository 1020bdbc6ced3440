/* Finding things in the operator document. */
import { AssentError } from "../errors.ts"
import type { Line } from "./document-line.ts"
import { jsonHash } from "./hash.ts"
import type { OperatorDocument } from "./document.ts"
import type { Greeting, GreetingVersion } from "./document-greeting.ts"

/** @throws NOT_FOUND */
export function greetingOf(document: OperatorDocument, id: string): Greeting {
  const found = document.greetings.find((greeting) => greeting.id === id)
  if (found === undefined) throw new AssentError("NOT_FOUND", "there is no such greeting", { field: "greeting" })
  return found
}

/** @throws NOT_FOUND */
export function versionOf(greeting: Greeting, version: number): GreetingVersion {
  const found = greeting.versions.find((each) => each.version === version)
  if (found === undefined) throw new AssentError("NOT_FOUND", "there is no such version", { field: "version" })
  return found
}

/** @throws NOT_FOUND; CONFLICT when the version is published. */
export function draftOf(greeting: Greeting, version: number): GreetingVersion {
  const found = versionOf(greeting, version)
  if (found.state === "draft") return found
  const message =
    found.state === "scheduled"
      ? "this version is to be published as it is: take it off the schedule first"
      : "this version is published and never changes: add a new version"
  throw new AssentError("CONFLICT", message, { field: "version" })
}

/** What lines play now: of all that was published, the last. A scheduled one may have a lower number than its elders. */
export function newestPublished(greeting: Greeting): GreetingVersion | undefined {
  return greeting.versions
    .filter(({ state }) => state === "published")
    .reduce<GreetingVersion | undefined>((best, each) => (best && later(best, each) ? best : each), undefined)
}

function later(one: GreetingVersion, other: GreetingVersion): boolean {
  const [a, b] = [one.published_at ?? "", other.published_at ?? ""]
  return a === b ? one.version > other.version : a > b
}

/** Changes with the greeting: what an editor read is what it is while this is the same. */
export const tagOf = (greeting: Greeting): string => jsonHash(greeting)

/** @throws NOT_FOUND */
export function lineOf(document: OperatorDocument, id: string): Line {
  const found = document.lines.find((line) => line.id === id)
  if (found === undefined) throw new AssentError("NOT_FOUND", "there is no such line", { field: "line" })
  return found
}
