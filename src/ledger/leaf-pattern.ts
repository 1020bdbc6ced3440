/*
 * A fast way to see that a text is a leaf in canonical form. The members of a leaf stand in a fixed order and the plain
 * ones have one spelling each, so the leaves of one type are a regular language: one expression per type, made from the
 * schema itself. It says yes only where the schema would; where it says no (escapes, other scripts than ASCII, large
 * numbers, anything wrong) the schema has the word.
 */
import { z } from "zod"
import { type Leaf, leafSchema } from "./entry.ts"

interface Shape {
  readonly type?: string | undefined
  readonly const?: string | number | undefined
  readonly enum?: readonly string[] | undefined
  readonly pattern?: string | undefined
  readonly minLength?: number | undefined
  readonly maxLength?: number | undefined
  readonly maxItems?: number | undefined
  readonly items?: Shape | undefined
  readonly properties?: Readonly<Record<string, Shape>> | undefined
  readonly required?: readonly string[] | undefined
}

const shape: z.ZodType<Shape> = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    const: z.union([z.string(), z.number()]).optional(),
    enum: z.array(z.string()).optional(),
    pattern: z.string().optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    maxItems: z.number().optional(),
    items: shape.optional(),
    properties: z.record(z.string(), shape).optional(),
    required: z.array(z.string()).optional(),
  }),
)

let patterns: ReadonlyMap<string, RegExp> | null = null

/** Whether `text`, which was parsed to `value`, is a leaf in canonical form. `_sd` is not judged: its order is no matter of form. */
export function isPlainLeaf(text: string, value: unknown): value is Leaf {
  return typeof value === "object" && isPlainText(text)
}

/** The same of a text that nobody has parsed. */
export function isPlainText(text: string): boolean {
  patterns ??= leafPatterns()
  // A guess for what is no leaf; the expression holds the name as well, so that a wrong one takes nothing.
  const at = text.lastIndexOf(NAME) + NAME.length
  return patterns.get(text.slice(at, text.indexOf('"', at)))?.test(text) === true
}

/** Near the end of every leaf. */
const NAME = '"type":"'

/** The expression of each type's leaves. */
function leafPatterns(): ReadonlyMap<string, RegExp> {
  const { oneOf } = z.object({ oneOf: z.array(shape) }).parse(z.toJSONSchema(leafSchema))
  return new Map(
    oneOf.map((leaf) => [String(leaf.properties?.["type"]?.const), new RegExp(`^${patternOf(leaf)}$`)] as const),
  )
}

function patternOf(value: Shape): string {
  if (value.const !== undefined) return escape(JSON.stringify(value.const))
  if (value.enum) return `(?:${value.enum.map((text) => escape(JSON.stringify(text))).join("|")})`
  // Nothing is captured: `(` that opens a group of its own becomes `(?:`.
  if (value.pattern !== undefined) return `"(?:${value.pattern.replace(/^\^|\$$/g, "").replace(/\((?!\?)/g, "(?:")})"`
  switch (value.type) {
    case "string":
      // Printable ASCII but the quotation mark and the backslash: what JSON writes as it is.
      return `"[ !#-\\[\\]-~]{${value.minLength ?? 0},${value.maxLength ?? ""}}"`
    case "integer":
      // 15 digits are below 2^53.
      return "(?:0|[1-9][0-9]{0,14})"
    case "array": {
      const item = patternOf(value.items ?? {})
      return `\\[(?:${item}(?:,${item}){0,${(value.maxItems ?? 1) - 1}})?\\]`
    }
    case "object":
      return objectOf(value)
    default:
      // Never matches: left to the schema.
      return "(?!)"
  }
}

/** Members in the order of the schema, which is the canonical one; every object of a leaf ends with a required member. */
function objectOf({ properties = {}, required = [] }: Shape): string {
  const members = Object.entries(properties)
  const last = members.length - 1
  const parts = members.map(([name, value], i) => {
    const member = `${escape(JSON.stringify(name))}:${patternOf(value)}`
    if (required.includes(name)) return i === last ? member : `${member},`
    return i === last ? "(?!)" : `(?:${member},)?`
  })
  return `\\{${parts.join("")}\\}`
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
}
