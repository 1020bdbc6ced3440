/** Every way Assent can refuse. Match on `code`, never on text. */
export const errorCodes = [
  "CONFIG_INVALID",
  "INPUT_INVALID",
  "NOT_FOUND",
  "PERMISSION_DENIED",
  "SIGN_IN_REFUSED",
  "PROVIDER_UNREACHABLE",
  "CONFLICT",
  "VERSION_STALE",
  "VERSION_REQUIRED",
  "UNSUPPORTED_AUDIO",
  "FFMPEG_MISSING",
  "CARRIER_PROTOCOL",
  "CARRIER_UNREACHABLE",
  "PERMIT_REFUSED",
  "RECIPIENT_REFUSED",
  "PURPOSE_REFUSED",
  "ADDRESS_BLOCKED",
  "LEDGER_CONFLICT",
  "LEDGER_CORRUPT",
  "LEDGER_UNAVAILABLE",
  "KEY_REFUSED",
  "KEY_DESTROYED",
  "KEY_PROVIDER_UNREACHABLE",
  "RECORDING_CORRUPT",
  "RECORDING_ELSEWHERE",
  "RECORDING_ERASED",
  "RECORDING_RESTRICTED",
  "RECORDING_ON_HOLD",
  "RECORDING_RETAINED",
  "STORAGE_FAILED",
] as const

export type ErrorCode =
  | (typeof errorCodes)[number]
  /** For clients of the API: no gateway answers, or it answered with a refusal that none of the others names. */
  | "GATEWAY_UNREACHABLE"
  | "GATEWAY_REFUSED"

/**
 * The one error class. `message` is for people and never holds a number, digit, name or audio;
 * `field` names the input that has to change, where there is one.
 */
export class AssentError extends Error {
  override readonly name = "AssentError"
  readonly code: ErrorCode
  readonly field: string | undefined

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; field?: string } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.field = options.field
  }
}

/** True for an AssentError with one of `codes`. */
export function hasCode(error: unknown, ...codes: readonly ErrorCode[]): error is AssentError {
  return error instanceof AssentError && codes.includes(error.code)
}
