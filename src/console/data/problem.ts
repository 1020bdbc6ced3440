/* What the gateway says when it refuses: RFC 9457 problem documents, read into a typed error. */
export interface FieldProblem {
  readonly pointer: string
  readonly detail: string
}

export class Problem extends Error {
  readonly status: number
  /** Stable, to match on. */
  readonly code: string
  readonly fields: readonly FieldProblem[]
  /** For whoever looks into the gateway's log. */
  readonly requestId: string | null

  constructor(facts: {
    status: number
    code: string
    detail: string
    fields: readonly FieldProblem[]
    requestId: string | null
  }) {
    super(facts.detail)
    this.name = "Problem"
    this.status = facts.status
    this.code = facts.code
    this.fields = facts.fields
    this.requestId = facts.requestId
  }

  /** What is wrong with the field at `pointer`, such as `/login`. */
  at(pointer: string): string | null {
    return this.fields.find((field) => field.pointer === pointer)?.detail ?? null
  }
}

export function problemOf(response: Pick<Response, "status" | "headers">, body: unknown): Problem {
  return new Problem({
    status: response.status,
    code: textAt(body, "code") ?? "unknown",
    detail: textAt(body, "detail") ?? textAt(body, "title") ?? `HTTP ${response.status}`,
    fields: listAt(body, "errors").map((one) => ({
      pointer: textAt(one, "pointer") ?? "",
      detail: textAt(one, "detail") ?? "",
    })),
    requestId: response.headers.get("x-request-id"),
  })
}

/** A member of a value whose shape nobody vouches for. */
export function at(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined
  const found: unknown = Object.entries(value).find(([key]) => key === name)?.[1]
  return found
}

export function textAt(value: unknown, name: string): string | null {
  const found = at(value, name)
  return typeof found === "string" ? found : null
}

export function numberAt(value: unknown, name: string): number | null {
  const found = at(value, name)
  return typeof found === "number" ? found : null
}

export function listAt(value: unknown, name: string): readonly unknown[] {
  const found = at(value, name)
  if (!Array.isArray(found)) return []
  const list: readonly unknown[] = found
  return list
}
