/*
 * How often one client may ask: each network, before anybody knows who asks, and each principal, wherever it asks from.
 * Generous: it stops loops and guessing of keys, not use.
 */
import rateLimit from "@fastify/rate-limit"
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { networkOf } from "../people/throttle.ts"
import type { ApiSettings } from "./parts.ts"
import { principalOf } from "./permission.ts"
import { sendProblem } from "./problem.ts"

type Hook = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>

/** onRequest hooks: `network` before the request is let in, `principal` after. */
export interface RequestLimits {
  readonly network: Hook
  readonly principal: Hook
}

/** What is left, under the names of draft-ietf-httpapi-ratelimit-headers-11. The tighter of both limits is told. */
export async function limitRequests(
  app: FastifyInstance,
  settings: Pick<ApiSettings, "rateLimit">,
): Promise<RequestLimits> {
  await app.register(rateLimit, { global: false })
  const { windowMs } = settings.rateLimit
  const policy = (): string => `"default";q=${settings.rateLimit.max};w=${Math.ceil(windowMs / 1000)}`

  function limit(keyOf: (request: FastifyRequest) => string): Hook {
    const check = app.createRateLimit({ max: () => settings.rateLimit.max, timeWindow: windowMs, keyGenerator: keyOf })
    return async (request, reply) => {
      if (request.routeOptions.config.rateLimit === false) return undefined
      const found = await check(request)
      if (found.isAllowed) return undefined
      const told = /r=(\d+)/.exec(String(reply.getHeader("ratelimit") ?? ""))?.[1]
      if (told === undefined || found.remaining < Number(told)) {
        reply.header("ratelimit-policy", policy())
        reply.header("ratelimit", `"default";r=${found.remaining};t=${found.ttlInSeconds}`)
      }
      if (!found.isExceeded) return undefined
      return sendProblem(reply, {
        status: 429,
        code: "too-many-requests",
        title: "Too Many Requests",
        detail: "too many requests: wait as long as Retry-After says",
        headers: { "retry-after": String(found.ttlInSeconds) },
      })
    }
  }

  return {
    network: limit((request) => `network ${networkOf(request.ip)}`),
    principal: limit((request) => `principal ${principalOf(request)?.id ?? networkOf(request.ip)}`),
  }
}
