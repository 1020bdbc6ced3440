import { AssentError, hasCode } from "../errors.ts"

/** 0 ok, 1 failed or contradicted, 2 usage or bad input, 3 gateway not reachable. */
export const exitCodes = { ok: 0, failed: 1, input: 2, unreachable: 3 } as const

export function exitCodeOf(error: unknown): number {
  if (hasCode(error, "INPUT_INVALID", "CONFIG_INVALID", "UNSUPPORTED_AUDIO")) return exitCodes.input
  if (hasCode(error, "GATEWAY_UNREACHABLE", "CARRIER_UNREACHABLE")) return exitCodes.unreachable
  return exitCodes.failed
}

/** One line for a person. What is not an AssentError is a mistake of ours, and says so. */
export function sentenceOf(error: unknown): string {
  if (error instanceof AssentError)
    return error.field === undefined ? error.message : `${error.field}: ${error.message}`
  return `this should not have happened: ${error instanceof Error ? error.message : String(error)}`
}

export function badInput(field: string, message: string): AssentError {
  return new AssentError("INPUT_INVALID", message, { field })
}
