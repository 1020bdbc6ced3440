import { pino } from "pino"
import { errorFacts } from "../api/error-handler.ts"
import type { Config } from "../config.ts"

/** A constant message, and facts as fields. People are not facts: ids go in, numbers, digits and names do not. */
export interface GatewayLog {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** One whose level a reload changes; a test's has none. */
export interface LeveledLog extends GatewayLog {
  level?: string
}

/** JSON lines on standard error. Of errors go name, code and stack: a library's message may quote what it choked on. */
export function openLog(level: Config["log"]["level"]): LeveledLog {
  const serializers = { err: errorFacts }
  return pino(
    { level, base: null, serializers, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: false }),
  )
}
