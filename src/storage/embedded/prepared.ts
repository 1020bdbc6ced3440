import { CompiledQuery, sql, type Compilable, type QueryResult, type RawBuilder } from "kysely"
import type { SqlValue } from "./connection.ts"

class Placeholder {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/** A statement that Kysely compiled once, with its parameters by name: compiling costs more than running it. */
export interface Prepared<P extends Record<string, SqlValue>, R = unknown> {
  readonly sql: string
  bind(parameters: P): SqlValue[]
  /** Carries the row type; never called. */
  readonly row?: (row: R) => void
}

type Parameter<P> = <K extends keyof P & string>(name: K) => RawBuilder<P[K]>

export function prepare<P extends Record<string, SqlValue>, R = unknown>(
  build: (parameter: Parameter<P>) => Compilable<R>,
): Prepared<P, R> {
  const compiled = build((name) => sql`${new Placeholder(name)}`).compile()
  // Constants of the query stay what they are; only placeholders are filled in.
  const slots = compiled.parameters.map((parameter) =>
    parameter instanceof Placeholder ? parameter.name : { constant: constant(parameter) },
  )
  return {
    sql: compiled.sql,
    bind: (parameters) => slots.map((slot) => (typeof slot === "string" ? (parameters[slot] ?? null) : slot.constant)),
  }
}

/** Runs a prepared statement on the reading connection. */
export async function fetchAll<P extends Record<string, SqlValue>, R>(
  read: { executeQuery<T>(query: CompiledQuery<T>): Promise<QueryResult<T>> },
  statement: Prepared<P, R>,
  parameters: P,
): Promise<R[]> {
  const query: CompiledQuery<R> = CompiledQuery.raw(statement.sql, statement.bind(parameters))
  return (await read.executeQuery(query)).rows
}

function constant(value: unknown): SqlValue {
  if (typeof value === "string" || typeof value === "number" || value === null) return value
  throw new TypeError("a prepared statement takes strings, numbers and placeholders")
}
