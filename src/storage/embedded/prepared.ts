import { sql, type Compilable, type RawBuilder } from "kysely"
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
  const names = compiled.parameters.map((parameter) => {
    if (parameter instanceof Placeholder) return parameter.name
    throw new TypeError("a prepared statement takes named parameters only")
  })
  return {
    sql: compiled.sql,
    bind: (parameters) => names.map((name) => parameters[name] ?? null),
  }
}
