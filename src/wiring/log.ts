import { pino } from "pino"
import type { Config } from "../config.ts"

/** A constant message, and facts as fields. People are not facts: ids go in, numbers, digits and names do not. */
export interface GatewayLog {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** JSON lines on standard error. */
export function openLog(level: Config["log"]["level"]): GatewayLog {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ fd: 2, sync: false }))
}
