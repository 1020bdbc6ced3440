/* Headers every answer carries unless a page sets its own. What is served here is for one client, is never framed and is never kept by a cache. */
import type { FastifyReply, FastifyRequest } from "fastify"
import type { ApiSettings } from "./parts.ts"

const always = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "x-frame-options": "DENY",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cache-control": "no-store",
} as const

/** For data: a browser that shows it runs nothing of it. */
const dataCsp = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

const pages = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"

/** The API's page. Swagger UI sets style attributes at run time, and its icons are data URLs; it evaluates no strings. */
export const docsCsp = `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; ${pages}`

/** A year. Only where the public address is https: over http browsers ignore it (RFC 6797, 7.2). */
const hsts = { "strict-transport-security": "max-age=31536000" }

export function setSecurityHeaders(
  { baseUrl }: Pick<ApiSettings, "baseUrl">,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  reply.headers({
    ...(baseUrl.startsWith("https:") ? hsts : {}),
    ...always,
    "content-security-policy": dataCsp,
    "permissions-policy": "microphone=()",
    "x-request-id": request.id,
  })
}
