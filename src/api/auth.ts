/* Who may ask: keys of the configuration, tokens of machines, sign-ins of people, and no other web page. */
import { createHash, timingSafeEqual } from "node:crypto"
import type { FastifyReply, FastifyRequest } from "fastify"
import { permissions } from "../people/permissions.ts"
import type { Principal } from "../people/principal.ts"
import { isCsrfOf } from "../people/secrets.ts"
import { sessionCookie } from "./cookies.ts"
import type { ApiKey, ApiParts, ApiSettings } from "./parts.ts"
import { letIn } from "./permission.ts"
import { type Problem, sendProblem } from "./problem.ts"

type Hook = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>

const everything = new Set(permissions)

const keyRequired: Problem = {
  status: 401,
  code: "key-required",
  title: "API key required",
  detail: "send a valid key as `Authorization: Bearer asnt_...`, or sign in",
  headers: { "www-authenticate": 'Bearer realm="assent"' },
}

const csrfRequired: Problem = {
  status: 403,
  code: "csrf-token-required",
  title: "Not from our own page",
  detail: "a change under a sign-in carries X-Assent-CSRF: csrf_token of GET /v1/me",
}

/** Lets a request in, or answers 401. A bearer counts before a cookie: whoever sends one means it. */
export function authenticate({ settings, people }: Pick<ApiParts, "settings" | "people">): Hook {
  const cookie = sessionCookie(settings)

  async function bearer(header: string, address: string): Promise<Principal | null> {
    const token = /^Bearer ([\x21-\x7e]{1,512})$/i.exec(header)?.[1]
    if (token === undefined) return null
    const key = findKey(settings.keys, token)
    if (!key) return people.accounts.authenticate(token, address)
    // Whoever can write the configuration owns the gateway.
    return { id: key.id, kind: "key", permissions: everything, lines: null, credential: null }
  }

  return async (request, reply) => {
    if (request.routeOptions.config.permission === "public") return undefined
    const { authorization } = request.headers
    if (authorization !== undefined) {
      const principal = await bearer(authorization, request.ip)
      if (!principal) return sendProblem(reply, keyRequired)
      const now = () => bearer(authorization, request.ip)
      letIn(request, { principal, denied: people.denied, now })
      return undefined
    }
    const secret = cookie.read(request)
    const found = secret === null ? null : await people.sessions.find(secret)
    if (secret === null || !found) return sendProblem(reply, keyRequired)
    if (changes(request.method) && !isOwnPages(request, secret)) return sendProblem(reply, csrfRequired)
    const now = async () => (await people.sessions.look(secret))?.principal ?? null
    letIn(request, { principal: found.principal, denied: people.denied, now })
    return undefined
  }
}

const changes = (method: string): boolean => !["GET", "HEAD", "OPTIONS"].includes(method)

/** The browser says where a request comes from, and only our page can read the token: either alone would do. */
function isOwnPages({ headers }: FastifyRequest, secret: string): boolean {
  const site = headers["sec-fetch-site"]
  const token = headers["x-assent-csrf"]
  return (site === undefined || site === "same-origin") && typeof token === "string" && isCsrfOf(secret, token)
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
