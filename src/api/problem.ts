/*
 * Problem documents (RFC 9457): the one shape of every refusal. Nothing a client or a caller sent is repeated in them,
 * since a number can hide in any value; what has to change is named by a pointer.
 */
import type { FastifyReply } from "fastify"
import { z } from "zod"
import { AssentError, type ErrorCode } from "../errors.ts"
import type { RecordingRow } from "../recording/ports.ts"
import type { Retained } from "../retention/eraser.ts"
import type { Erased } from "../retention/tombstone.ts"

export const problemSchema = z
  .looseObject({
    type: z.string().describe("urn:assent:problem:<code>"),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().describe("Stable: match on this, never on text"),
    request_id: z.string().describe("Also in X-Request-Id and in the gateway's log"),
    errors: z
      .array(
        z.strictObject({
          pointer: z.string().describe("JSON pointer into {path, query, headers, body} of the request"),
          code: z.string(),
          detail: z.string(),
        }),
      )
      .optional(),
    current_etag: z.string().optional().describe("Only with version-stale: what If-Match would have to say now"),
    erased_at: z.string().optional().describe("Only with recording-erased"),
    tombstone_sha256: z
      .string()
      .optional()
      .describe("Only with recording-erased: base64url SHA-256 over its tombstone"),
    recipient: z.string().optional().describe("Only with recording-elsewhere: who holds the ciphertext"),
    moved_at: z.string().optional().describe("Only with recording-elsewhere"),
  })
  .meta({
    id: "Problem",
    examples: [
      {
        type: "urn:assent:problem:not-found",
        title: "Not found",
        status: 404,
        detail: "there is no such recording",
        code: "not-found",
        request_id: "5e0d3cb4-8a0c-4a27-9c8e-0f6f3a1f7a11",
      },
    ],
  })

export interface FieldError {
  readonly pointer: string
  readonly code: string
  readonly detail: string
}

export interface Problem {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly errors?: readonly FieldError[]
  /** Further members, and headers where the status asks for them. */
  readonly members?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const { status, code, title, detail, errors, members, headers } = problem
  return reply
    .status(status)
    .headers({ ...headers })
    .type("application/problem+json")
    .serializer(JSON.stringify)
    .send({
      type: `urn:assent:problem:${code}`,
      title,
      status,
      detail,
      code,
      request_id: reply.request.id,
      ...(errors ? { errors } : {}),
      ...members,
    })
}

const byCode: Partial<Record<ErrorCode, Pick<Problem, "status" | "code" | "title">>> = {
  INPUT_INVALID: { status: 400, code: "input-invalid", title: "Invalid input" },
  NOT_FOUND: { status: 404, code: "not-found", title: "Not found" },
  PERMISSION_DENIED: { status: 403, code: "permission-denied", title: "Not permitted" },
  SIGN_IN_REFUSED: { status: 401, code: "sign-in-refused", title: "Not signed in" },
  PROVIDER_UNREACHABLE: { status: 503, code: "provider-unreachable", title: "Sign-in provider unreachable" },
  CONFLICT: { status: 409, code: "conflict", title: "Not possible in this state" },
  VERSION_REQUIRED: { status: 428, code: "version-required", title: "Say which version you mean" },
  VERSION_STALE: { status: 412, code: "version-stale", title: "Changed meanwhile" },
  UNSUPPORTED_AUDIO: { status: 415, code: "unsupported-audio", title: "Unsupported audio" },
  RECORDING_ERASED: { status: 410, code: "recording-erased", title: "Erased" },
  KEY_DESTROYED: { status: 410, code: "recording-erased", title: "Erased" },
  RECORDING_ELSEWHERE: { status: 409, code: "recording-elsewhere", title: "Kept elsewhere" },
  RECORDING_ON_HOLD: { status: 409, code: "legal-hold", title: "A legal hold stands" },
  RECORDING_RETAINED: { status: 409, code: "retained-by-law", title: "The law asks to keep it" },
  RECIPIENT_REFUSED: { status: 403, code: "recipient-not-listed", title: "Not a listed recipient" },
  ADDRESS_BLOCKED: { status: 400, code: "address-blocked", title: "Address not allowed" },
  PURPOSE_REFUSED: { status: 403, code: "purpose-not-consented", title: "Not consented to for this purpose" },
  RECORDING_RESTRICTED: { status: 403, code: "recording-restricted", title: "Restricted" },
  FFMPEG_MISSING: { status: 503, code: "ffmpeg-missing", title: "ffmpeg is missing" },
  CARRIER_UNREACHABLE: { status: 503, code: "carrier-unreachable", title: "Carrier unreachable" },
  LEDGER_UNAVAILABLE: { status: 503, code: "ledger-unavailable", title: "Ledger unavailable" },
  KEY_PROVIDER_UNREACHABLE: { status: 503, code: "key-provider-unreachable", title: "Key provider unreachable" },
  RECORDING_CORRUPT: { status: 500, code: "recording-corrupt", title: "Damaged recording" },
}

const internal: Problem = {
  status: 500,
  code: "internal",
  title: "Internal error",
  detail: "the gateway could not do this; its log has the cause under this request id",
}

/** Messages of AssentErrors are constant and hold nothing personal, so they may be shown; those of other errors may not. */
export function problemOfError(error: unknown): Problem {
  if (!(error instanceof AssentError)) return internal
  const known = byCode[error.code]
  if (!known) return internal
  const field = error.field === undefined ? {} : { errors: [fieldError(error.field, error.message)] }
  return { ...known, detail: error.message, ...field }
}

function fieldError(field: string, detail: string): FieldError {
  const pointer = field.startsWith("/") ? field : `/body/${field.replaceAll(".", "/")}`
  return { pointer, code: "invalid", detail }
}

const erasureWaits = {
  held: "a legal hold stands on this recording: it is erased by itself when the hold ends",
  kept: "this recording must be kept: it is erased by itself when that time is over",
}
const fileStays = {
  held: "a legal hold stands on this recording: its file stays here until the hold ends",
  kept: "the law asks to keep this recording: its file stays here until that time is over",
}

/** What must be kept, with what keeps it. @param act what was asked: to erase it, or to remove the file that is here */
export function retainedProblem(retained: Retained, act: "erase" | "move" = "erase"): Problem {
  const held = retained.reason === "hold"
  const known = byCode[held ? "RECORDING_ON_HOLD" : "RECORDING_RETAINED"] ?? internal
  const detail = (act === "erase" ? erasureWaits : fileStays)[held ? "held" : "kept"]
  const until = retained.until === null ? {} : { until: retained.until }
  const rule = retained.rule === null ? {} : held ? { hold_id: `hold_${retained.rule}` } : { rule_id: retained.rule }
  return { ...known, detail, members: { reason: retained.reason, ...rule, ...until } }
}

/** Its audio is not here. @returns `null` while it is */
export function elsewhereProblem({ elsewhere }: Pick<RecordingRow, "elsewhere">): Problem | null {
  if (!elsewhere) return null
  const known = byCode.RECORDING_ELSEWHERE ?? internal
  const detail =
    "the recipient that `recipient` names holds the ciphertext of this recording: ask there. Its keys are here"
  return { ...known, detail, members: { recipient: elsewhere.place, moved_at: elsewhere.movedAt } }
}

export function erasedProblem(tombstone: Erased): Problem {
  return {
    status: 410,
    code: "recording-erased",
    title: "Erased",
    detail: "this recording was erased for good: its keys and its audio no longer exist",
    members: { erased_at: tombstone.erasedAt, tombstone_sha256: tombstone.tombstoneSha256 },
  }
}
