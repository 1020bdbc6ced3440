/* What is wrong with a configuration, in words a person can act on. */
import { z } from "zod"

/** @returns one line per problem, beginning with the path of the member */
export function describeIssue(issue: z.core.$ZodIssue, schema: unknown): string[] {
  const path = issue.path.join(".")
  if (issue.code === "invalid_union" && issue.discriminator !== undefined) return unknownKind(issue)
  if (issue.code !== "unrecognized_keys") return [`${path || "the file"}: ${issue.message}`]
  const known = keysAt(schema, issue.path, member(issue.input, "kind"))
  return issue.keys.map((key) => unknownKey([...issue.path, key].join("."), key, known))
}

/** A member of a union has no or a wrong `kind`; often it was only misspelt. */
function unknownKind(issue: z.core.$ZodIssue): string[] {
  const path = issue.path.join(".")
  const given: unknown = issue.input
  const keys = typeof given === "object" && given !== null ? Object.keys(given) : []
  const near = keys.filter((key) => key !== "kind" && distance(key, "kind") <= 2)
  if (keys.includes("kind") || near.length === 0) return [`${path}: ${issue.message}`]
  const at = issue.path.slice(0, -1)
  return near.map((key) => unknownKey([...at, key].join("."), key, ["kind"]))
}

export function unknownKey(at: string, key: string, known: readonly string[]): string {
  const near = nearest(key, known)
  return near ? `${at}: unknown key; did you mean ${near}?` : `${at}: unknown key; known here: ${known.join(", ")}`
}

/** What was probably meant, or `undefined`. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  return known.filter((other) => distance(word, other) <= 2).sort((a, b) => distance(word, a) - distance(word, b))[0]
}

/** The keys the schema (as JSON Schema) knows at a path; `kind` tells the members of a union apart. */
function keysAt(schema: unknown, path: readonly PropertyKey[], kind: unknown): string[] {
  let at = schema
  for (const part of path) {
    at = typeof part === "number" ? member(at, "items") : member(member(at, "properties"), String(part))
  }
  const options = member(at, "oneOf")
  if (Array.isArray(options)) {
    at = options.find((option) => member(member(member(option, "properties"), "kind"), "const") === kind)
  }
  const branches = member(at, "anyOf")
  if (Array.isArray(branches)) at = branches.find((branch) => member(branch, "properties") !== undefined)
  const properties = member(at, "properties")
  return typeof properties === "object" && properties !== null ? Object.keys(properties) : []
}

export function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined
}

/** Levenshtein distance: how many letters to change, add or drop. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
