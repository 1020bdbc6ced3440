/* The cookie of a sign-in. `__Host-`: only over TLS, only for this host, never set by a neighbour (RFC 6265bis, 4.1.3.2). */
import type { FastifyReply, FastifyRequest } from "fastify"
import type { ApiSettings } from "./parts.ts"

export interface CookieJar {
  read(request: FastifyRequest): string | null
  set(reply: FastifyReply, secret: string, expires: Date): void
  clear(reply: FastifyReply): void
}

/** Over plain HTTP, which is loopback, browsers keep no `__Host-` cookie: there it is called assent_dev. */
export function sessionCookie(settings: Pick<ApiSettings, "baseUrl">): CookieJar {
  return jar(settings, "assent", "strict")
}

/** Of a sign-in that is on its way through a provider: `lax`, since it must come back with the provider's redirect. */
export function flowCookie(settings: Pick<ApiSettings, "baseUrl">): CookieJar {
  return jar(settings, "assent-oidc", "lax")
}

function jar({ baseUrl }: Pick<ApiSettings, "baseUrl">, plain: string, sameSite: "strict" | "lax"): CookieJar {
  const secure = baseUrl.startsWith("https:")
  const name = secure ? `__Host-${plain}` : `${plain.replaceAll("-", "_")}_dev`
  const options = { path: "/", httpOnly: true, sameSite, secure } as const
  return {
    read: (request) => request.cookies[name] ?? null,
    set: (reply, secret, expires) => void reply.setCookie(name, secret, { ...options, expires }),
    clear: (reply) => void reply.clearCookie(name, options),
  }
}
