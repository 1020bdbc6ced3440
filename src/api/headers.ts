/* Headers every answer carries unless a page sets its own. What is served here is for one client, is never framed and is never kept by a cache. */
import type { FastifyReply, FastifyRequest } from "fastify"
import helmet from "helmet"
import type { ApiSettings } from "./parts.ts"

/** For data: a browser that shows it runs nothing of it. Pages bring a policy of their own. */
const dataCsp = {
  useDefaults: false,
  directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"] },
}

const pages = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"

/** The API's page. Swagger UI sets style attributes at run time, and its icons are data URLs; it evaluates no strings. */
export const docsCsp = `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; ${pages}`

/** A year. Only where the public address is https: over http browsers ignore it (RFC 6797, 7.2). */
const hsts = { maxAge: 31_536_000, includeSubDomains: false }

/**
 * Helmet by itself, not as Fastify's plugin: a request that no hook has seen, or that an earlier hook refused, is answered with
 * these headers too.
 */
export function securityHeaders({ baseUrl }: Pick<ApiSettings, "baseUrl">) {
  const set = helmet({
    contentSecurityPolicy: dataCsp,
    strictTransportSecurity: baseUrl.startsWith("https:") ? hsts : false,
    xFrameOptions: { action: "deny" },
  })
  return (request: FastifyRequest, reply: FastifyReply): void => {
    set(request.raw, reply.raw, () => undefined)
    reply.headers({
      "cache-control": "no-store",
      "permissions-policy": "microphone=()",
      "x-request-id": request.id,
    })
  }
}
