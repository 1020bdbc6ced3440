/*
 * What a change of the contract takes from those who are written against the last release. Additions take nothing: a new
 * path, a field more in an answer, a value more that is accepted, a new value in an answer. Everything else is named.
 */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
}
interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema: Schema
}
type Content = Readonly<Record<string, { readonly schema?: Schema }>>
interface Operation {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly required?: boolean; readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>
}
export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> }
}
/** in: clients send it. out: they read it. */
type Way = "in" | "out"

/** @returns a sentence for each break, none when clients of `before` can go on with `after` */
export function breaksOf(before: Document, after: Document): readonly string[] {
  const found: string[] = []
  const find = (of: Document, schema: Schema): Schema =>
    schema.$ref === undefined
      ? schema
      : (of.components?.schemas?.[schema.$ref.slice("#/components/schemas/".length)] ?? {})

  function schemas(old: Schema, now: Schema, way: Way, at: string, seen: readonly string[] = []): void {
    if (old.$ref !== undefined && seen.includes(old.$ref)) return
    const inner = old.$ref === undefined ? seen : [...seen, old.$ref]
    const [a, b] = [find(before, old), find(after, now)]
    if (a.type !== undefined && JSON.stringify(a.type) !== JSON.stringify(b.type)) {
      found.push(`${at} was of type ${String(a.type)} and is of type ${String(b.type)}`)
      return
    }
    if (way === "in") {
      for (const value of valuesOf(a)) {
        if (valuesOf(b).length > 0 && !valuesOf(b).includes(value)) found.push(`${at} no longer takes ${String(value)}`)
      }
      for (const name of b.required ?? []) {
        if (a.properties && !(a.required ?? []).includes(name)) found.push(`${at}.${name} is required now`)
      }
    } else {
      for (const name of a.required ?? []) {
        if (b.properties && name in b.properties && !(b.required ?? []).includes(name))
          found.push(`${at}.${name} may be missing now`)
      }
    }
    for (const [name, member] of Object.entries(a.properties ?? {})) {
      const same = b.properties?.[name]
      if (!same) found.push(`${at}.${name} was removed`)
      else schemas(member, same, way, `${at}.${name}`, inner)
    }
    if (a.items && b.items) schemas(a.items, b.items, way, `${at}[]`, inner)
    const [some, others] = [a.anyOf ?? a.oneOf ?? [], b.anyOf ?? b.oneOf ?? []]
    if (others.length < some.length) found.push(`${at} has fewer alternatives`)
    else some.forEach((each, i) => schemas(each, others[i] ?? {}, way, at, inner))
  }

  function contents(old: Content, now: Content, way: Way, at: string): void {
    for (const [type, { schema }] of Object.entries(old)) {
      const same = now[type]
      if (!same) found.push(`${at} is no longer ${way === "in" ? "taken" : "given"} as ${type}`)
      else if (schema && same.schema) schemas(schema, same.schema, way, at)
    }
  }

  for (const [path, item] of Object.entries(before.paths)) {
    for (const [method, old] of Object.entries(item)) {
      const at = `${method.toUpperCase()} ${path}`
      const now = after.paths[path]?.[method]
      if (!now) {
        found.push(`${at} was removed`)
        continue
      }
      const key = ({ name, in: place }: Parameter): string => `${place} ${name}`
      const known = new Map((old.parameters ?? []).map((parameter) => [key(parameter), parameter]))
      const given = new Map((now.parameters ?? []).map((parameter) => [key(parameter), parameter]))
      for (const [name, parameter] of known) {
        const same = given.get(name)
        if (!same) found.push(`${at}: ${name} was removed`)
        else schemas(parameter.schema, same.schema, "in", `${at}: ${name}`)
      }
      for (const [name, { required }] of given) {
        if (required === true && known.get(name)?.required !== true) found.push(`${at}: ${name} is required now`)
      }
      if (old.requestBody && !now.requestBody) found.push(`${at} no longer takes a body`)
      if (now.requestBody?.required === true && old.requestBody?.required !== true)
        found.push(`${at} asks for a body now`)
      if (old.requestBody && now.requestBody)
        contents(old.requestBody.content, now.requestBody.content, "in", `${at}: body`)
      for (const [status, answer] of Object.entries(old.responses)) {
        const same = now.responses[status]
        if (!same) found.push(`${at} no longer answers ${status}`)
        else contents(answer.content ?? {}, same.content ?? {}, "out", `${at} ${status}`)
      }
    }
  }
  return found
}

function valuesOf(schema: Schema): readonly unknown[] {
  return schema.enum ?? (schema.const === undefined ? [] : [schema.const])
}
