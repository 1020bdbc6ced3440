/* Values that a JSON Schema allows, for property tests: only what the document of our API uses. */
import fc from "fast-check"

export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Schema | boolean
  readonly example?: unknown
  readonly examples?: readonly unknown[]
}

const moment = fc
  .date({ min: new Date("2026-01-01T00:00:00Z"), max: new Date("2027-12-31T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString())

function textOf(schema: Schema): fc.Arbitrary<unknown> {
  const example = schema.example ?? schema.examples?.[0]
  const shown = example === undefined ? [] : [fc.constant(example)]
  if (schema.format === "date-time") return moment
  if (schema.format === "date") return moment.map((text) => text.slice(0, 10))
  // A pattern with lookaheads is beyond the generator: the example has to do.
  if (schema.pattern !== undefined) {
    if (/\(\?/.test(schema.pattern)) return shown[0] ?? fc.constant("")
    const { maxLength = 200 } = schema
    const matching = fc.stringMatching(new RegExp(schema.pattern)).filter((text) => text.length <= maxLength)
    return fc.oneof(...shown, matching)
  }
  const { minLength = 0, maxLength = 40 } = schema
  return fc.oneof(...shown, fc.string({ minLength, maxLength: Math.max(minLength, Math.min(maxLength, 40)) }))
}

/** @param find what a `$ref` names */
export function valuesOf(schema: Schema, find: (ref: string) => Schema, depth = 0): fc.Arbitrary<unknown> {
  const next = (inner: Schema) => valuesOf(inner, find, depth + 1)
  if (schema.$ref !== undefined) return next(find(schema.$ref))
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const options = schema.anyOf ?? schema.oneOf
  if (options) return fc.oneof(...options.map(next))
  if (schema.allOf) {
    return fc.tuple(...schema.allOf.map(next)).map((parts) => Object.assign({}, ...parts) as unknown)
  }
  switch (typeof schema.type === "string" ? schema.type : schema.type?.[0]) {
    case "string":
      return textOf(schema)
    case "integer":
      return fc.integer({ min: Math.max(schema.minimum ?? 0, -1e6), max: Math.min(schema.maximum ?? 1000, 1e6) })
    case "number":
      return fc.double({ min: schema.minimum ?? 0, max: schema.maximum ?? 1000, noNaN: true })
    case "boolean":
      return fc.boolean()
    case "null":
      return fc.constant(null)
    case "array":
      return fc.array(next(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, Math.max(schema.minItems ?? 0, 3)),
      })
    case "object":
      return objectOf(schema, next, depth)
    default:
      return fc.constantFrom("text", 1, null)
  }
}

function objectOf(schema: Schema, next: (inner: Schema) => fc.Arbitrary<unknown>, depth: number): fc.Arbitrary<object> {
  const properties = Object.entries(schema.properties ?? {})
  const required = (schema.required ?? []).filter((name) => schema.properties?.[name] !== undefined)
  const model = Object.fromEntries(properties.map(([name, inner]) => [name, next(inner)]))
  const made = fc.record(model, { requiredKeys: depth > 3 ? Object.keys(model) : required })
  const more = schema.additionalProperties
  if (properties.length > 0 || typeof more !== "object") {
    const shown = schema.example ?? schema.examples?.[0]
    return typeof shown === "object" && shown !== null ? fc.oneof(fc.constant(shown), made) : made
  }
  return fc.dictionary(fc.stringMatching(/^[a-z]{2}$/), next(more), { maxKeys: 2 })
}
