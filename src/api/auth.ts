/* Who may ask: bearer keys for machines and the console, and no other web page. */
import { createHash, timingSafeEqual } from "node:crypto"
import type { FastifyReply, FastifyRequest } from "fastify"
import type { ApiKey, ApiSettings } from "./parts.ts"
import { sendProblem } from "./problem.ts"

type Hook = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>

/** Key ids of requests that were let in, for the log. */
export const keyOfRequest = new WeakMap<FastifyRequest, string>()

export function requireKey(keys: readonly ApiKey[]): Hook {
  return async (request, reply) => {
    const token = /^Bearer ([\x21-\x7e]{1,512})$/i.exec(request.headers.authorization ?? "")?.[1]
    const key = token === undefined ? null : findKey(keys, token)
    if (!key) {
      return sendProblem(reply, {
        status: 401,
        code: "key-required",
        title: "API key required",
        detail: "send a valid key as `Authorization: Bearer asnt_...`",
        headers: { "www-authenticate": 'Bearer realm="assent"' },
      })
    }
    keyOfRequest.set(request, key.id)
    return undefined
  }
}

/** Compares hashes, each in constant time and always all of them: neither time nor order tells how close a guess was. */
function findKey(keys: readonly ApiKey[], token: string): ApiKey | null {
  const hash = createHash("sha256").update(token).digest()
  let found: ApiKey | null = null
  for (const key of keys) {
    if (key.sha256.length === hash.length && timingSafeEqual(key.sha256, hash)) found = key
  }
  return found
}

/**
 * Refuses pages of other origins (there is no CORS here) and, in dev, names that only pretend to be this machine: a
 * page of another site that rebinds its DNS name to loopback carries its own name in Host.
 */
export function refuseStrangers({ dev, baseUrl }: Pick<ApiSettings, "dev" | "baseUrl">): Hook {
  const own = new URL(baseUrl).origin
  return async (request, reply) => {
    const { host, origin } = request.headers
    if (dev && !isLoopback(host)) {
      return sendProblem(reply, {
        status: 403,
        code: "foreign-host",
        title: "Foreign host",
        detail: "a development gateway answers only to localhost and loopback addresses",
      })
    }
    if (origin === undefined || origin === own || (dev && isSameHost(origin, host))) return undefined
    return sendProblem(reply, {
      status: 403,
      code: "foreign-origin",
      title: "Foreign origin",
      detail: "web pages of other origins may not use this gateway",
    })
  }
}

export function isLoopback(host: string | undefined): boolean {
  const name = host === undefined ? undefined : parseUrl(`http://${host}`)?.hostname
  return name !== undefined && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(name)
}

function isSameHost(origin: string, host: string | undefined): boolean {
  const url = parseUrl(origin)
  return url !== null && host !== undefined && url.protocol === "http:" && url.host === parseUrl(`http://${host}`)?.host
}

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null
}
