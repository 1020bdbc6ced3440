/* What the configuration may say, member by member: for people who ask, and for whoever hides secrets. */
import { configSchema, parseConfig, type Config } from "./config.ts"
import { member } from "./config-problems.ts"
import { reloads } from "./config-reload.ts"

export interface Field {
  /** `listen.port`, `trunks.*.token_file`: a star stands for any item of a list, and for any name of a record. */
  readonly path: string
  /** Of which kinds of trunk; empty where that makes no difference. */
  readonly kinds: readonly string[]
  readonly meaning: string
  /** In words: `integer 1 to 365`, `one of: dev, production`. */
  readonly takes: string
  readonly unit: string | null
  /** `undefined`: none. */
  readonly fallback: unknown
  readonly required: boolean
  readonly secret: boolean
  readonly change: "reload" | "restart"
}

/** Every member, sections before what is in them. */
export function configFields(): readonly Field[] {
  const found = sectionFields(configSchema(), "", [])
  // JSON Schema leaves out the default of whatever is rewritten as it is read, such as an address.
  const defaults = parseConfig(least)
  const merged = new Map<string, Field>()
  for (const field of found) {
    const key = `${field.path} ${field.meaning}`
    const same = merged.get(key)
    const takes =
      same?.takes.split(", or ").includes(field.takes) === false ? [same.takes, field.takes].join(", or ") : field.takes
    merged.set(key, same ? { ...same, takes, kinds: [...same.kinds, ...field.kinds] } : field)
  }
  return [...merged.values()].map((field) =>
    field.required || field.fallback !== undefined ? field : { ...field, fallback: valueAt(defaults, field.path) },
  )
}

/** The least that is a configuration. */
const least = {
  mode: "dev",
  listen: { host: "127.0.0.1", port: 7080 },
  public_url: "http://127.0.0.1:7080",
  data: "data",
  ledger: { origin: "localhost/least" },
  trunks: [{ name: "test-phone", kind: "test-phone" }],
}

function valueAt(config: unknown, path: string): unknown {
  const value = path.split(".").reduce(member, config)
  return typeof value === "object" && value !== null && !Array.isArray(value) ? undefined : value
}

/** The configuration with `(hidden)` for each secret, and for whatever an address carries before its @. */
export function withoutSecrets(config: Config): unknown {
  const secret = new Set(configFields().flatMap((field) => (field.secret ? [field.path] : [])))
  const hide = (value: unknown, path: string): unknown => {
    if (secret.has(path) && value !== undefined) return "(hidden)"
    if (typeof value === "string") return value.replace(/(:\/\/)[^/@\s]*@/, "$1(hidden)@")
    if (Array.isArray(value)) return value.map((item: unknown) => hide(item, `${path}.*`))
    if (typeof value !== "object" || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, hide(inner, path === "" ? key : `${path}.${key}`)]),
    )
  }
  return hide(config, "")
}

function sectionFields(schema: unknown, path: string, kinds: readonly string[]): readonly Field[] {
  const properties = member(schema, "properties")
  if (typeof properties !== "object" || properties === null) return []
  const required = listOf(member(schema, "required"))
  return Object.entries(properties).flatMap(([name, inner]: [string, unknown]) => {
    const at = path === "" ? name : `${path}.${name}`
    return [fieldOf(inner, at, kinds, required.includes(name)), ...insideOf(inner, at, kinds)]
  })
}

function insideOf(schema: unknown, path: string, kinds: readonly string[]): readonly Field[] {
  const items = member(schema, "items")
  if (items !== undefined) return insideOf(items, `${path}.*`, kinds)
  const trunks = member(schema, "oneOf")
  if (Array.isArray(trunks)) {
    return trunks.flatMap((each) => {
      const kind = member(member(member(each, "properties"), "kind"), "const")
      return sectionFields(each, path, typeof kind === "string" ? [kind] : kinds)
    })
  }
  const either = member(schema, "anyOf")
  if (Array.isArray(either)) return either.flatMap((each) => sectionFields(each, path, kinds))
  return sectionFields(schema, path, kinds)
}

function fieldOf(schema: unknown, path: string, kinds: readonly string[], required: boolean): Field {
  const meaning = member(schema, "description")
  return {
    path,
    kinds,
    meaning: typeof meaning === "string" ? meaning : "",
    takes: takesOf(schema),
    unit: unitOf(schema, path),
    fallback: member(schema, "default"),
    required: required && member(schema, "default") === undefined,
    secret: member(schema, "secret") === true,
    change: reloads(path) ? "reload" : "restart",
  }
}

const units = {
  _ms: "milliseconds",
  _seconds: "seconds",
  _minutes: "minutes",
  _hours: "hours",
  _days: "days",
  _per_minute: "per minute",
}

function unitOf(schema: unknown, path: string): string | null {
  const said = member(schema, "unit")
  if (typeof said === "string") return said
  return Object.entries(units).find(([ending]) => path.endsWith(ending))?.[1] ?? null
}

function takesOf(schema: unknown): string {
  const choices = listOf(member(schema, "enum"))
  if (choices.length > 0) return choices.length > 12 ? "a code" : `one of: ${choices.join(", ")}`
  const only = member(schema, "const")
  if (typeof only === "string") return only
  const branches = member(schema, "anyOf") ?? member(schema, "oneOf")
  if (Array.isArray(branches)) return [...new Set(branches.map(takesOf))].join(", or ")
  const types = listOf(member(schema, "type"))
  const type = types.length > 0 ? types.join(" or ") : member(schema, "type")
  if (type === "array") return `list of ${takesOf(member(schema, "items"))}`
  if (type === "object") return "section"
  const [least, most] = [member(schema, "minimum"), member(schema, "maximum")]
  const range = typeof least === "number" && typeof most === "number" ? ` ${least} to ${most}` : ""
  return `${typeof type === "string" ? type.replace("string", "text") : "value"}${range}`
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : []
}
