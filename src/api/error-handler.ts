/* The one place where a failed request becomes an answer, and a line in the log. */
import { STATUS_CODES } from "node:http"
import type { Socket } from "node:net"
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify"
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod"
import type { ApiLog } from "./parts.ts"
import { type FieldError, type Problem, problemOfError, sendProblem } from "./problem.ts"

export function errorHandler(log: ApiLog) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const problem = problemOf(error)
    if (problem.status >= 500) {
      log.error({ request_id: request.id, route: request.routeOptions.url, ...errorFacts(error) }, "request failed")
    }
    // Whoever is told that it was changed meanwhile is told what it is now.
    const etag = reply.getHeader("etag")
    const members = problem.status === 412 && typeof etag === "string" ? { current_etag: etag } : {}
    return sendProblem(reply, { ...problem, members: { ...problem.members, ...members } })
  }
}

export function notFoundHandler(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(reply, {
    status: 404,
    code: "no-such-route",
    title: "Not found",
    detail: "there is nothing at this address: /openapi.json lists every route",
  })
}

/** What a request that is not even HTTP gets. The bytes are the client's, so nothing of them is repeated or logged. */
export function clientErrorHandler(_error: Error, socket: Socket): void {
  if (!socket.writable) return
  const body = JSON.stringify({
    type: "urn:assent:problem:malformed-request",
    title: "Malformed request",
    status: 400,
    detail: "this is not an HTTP request the gateway can read",
    code: "malformed-request",
  })
  const head = `HTTP/1.1 400 Bad Request\r\nContent-Type: application/problem+json\r\nConnection: close\r\n`
  socket.end(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
}

function problemOf(error: unknown): Problem {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const place = placeNames[error.validationContext ?? "body"] ?? "body"
    const errors = error.validation.flatMap((item) => fieldErrors(place, item))
    return {
      status: 400,
      code: "input-invalid",
      title: "Invalid input",
      detail: "the request does not fit: see errors for what has to change",
      errors,
    }
  }
  return isFastifyError(error) ? problemOfFastify(error) : problemOfError(error)
}

const placeNames: Readonly<Record<string, string>> = {
  querystring: "query",
  params: "path",
  body: "body",
  headers: "headers",
}

function fieldErrors(
  place: string,
  item: {
    readonly instancePath: string
    readonly keyword: string
    readonly params: unknown
    readonly message?: string
  },
): readonly FieldError[] {
  const at = `/${place}${item.instancePath === "/" ? "" : item.instancePath}`
  if (item.keyword !== "unrecognized_keys") {
    return [{ pointer: at, code: item.keyword, detail: item.message ?? "does not fit" }]
  }
  // A key is the client's too. Only what looks like a name is repeated: a number must not come back in an error.
  return unknownKeys(item.params).map((key) => ({
    pointer: /^[a-z][a-z_-]{0,40}(\[[a-z]{1,10}\])?$/i.test(key) ? `${at}/${key}` : at,
    code: item.keyword,
    detail: "unknown: /openapi.json says what is accepted here",
  }))
}

function unknownKeys(params: unknown): readonly string[] {
  if (typeof params !== "object" || params === null || !("keys" in params) || !Array.isArray(params.keys)) return [""]
  return params.keys.filter((key) => typeof key === "string").slice(0, 20)
}

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && "statusCode" in error && typeof error.statusCode === "number"
}

/** Refusals by Fastify itself (body too large, not JSON, unknown media type): the status is right, the text may quote the client. */
function problemOfFastify(error: FastifyError): Problem {
  const status = error.statusCode ?? 500
  if (status < 400 || status >= 500) return problemOfError(error)
  const detail = fastifyDetails[error.code] ?? fastifyDetails[status] ?? "the request could not be read"
  const title = STATUS_CODES[status] ?? "Bad request"
  return { status, code: title.toLowerCase().replaceAll(/[^a-z]+/g, "-"), title, detail }
}

const fastifyDetails: Readonly<Record<string, string>> = {
  FST_ERR_CTP_EMPTY_JSON_BODY: "the body is empty and its content-type says JSON",
  FST_ERR_BAD_URL: "the address holds a malformed percent-encoding",
  400: "the body is not valid JSON",
  414: "a part of the address is longer than any id or name",
  413: "the body is larger than this route accepts",
  415: "send the body as application/json",
  429: "too many requests: wait as long as Retry-After says",
}

/** What may be logged of an error: its kind and where it arose. Messages of libraries can quote rows or requests. */
export function errorFacts(error: unknown): object {
  if (!(error instanceof Error)) return { error: "not an error" }
  const stack = (error.stack ?? "").split("\n").filter((line) => line.startsWith("    at "))
  const code = "code" in error && typeof error.code === "string" ? { error_code: error.code } : {}
  const cause = error.cause instanceof Error ? { cause: errorFacts(error.cause) } : {}
  return { error: error.name, ...code, stack: stack.slice(0, 8).map((line) => line.trim()), ...cause }
}
