/* Finding things in the operator document. */
import { AssentError } from "../errors.ts"
import type { Greeting, GreetingVersion, Line, OperatorDocument } from "./document.ts"

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
  throw new AssentError("CONFLICT", "this version is published and never changes: add a new version", {
    field: "version",
  })
}

/** What lines play now. */
export function newestPublished(greeting: Greeting): GreetingVersion | undefined {
  return greeting.versions
    .filter(({ state }) => state === "published")
    .reduce<GreetingVersion | undefined>((best, each) => (best && best.version > each.version ? best : each), undefined)
}

/** @throws NOT_FOUND */
export function lineOf(document: OperatorDocument, id: string): Line {
  const found = document.lines.find((line) => line.id === id)
  if (found === undefined) throw new AssentError("NOT_FOUND", "there is no such line", { field: "line" })
  return found
}
