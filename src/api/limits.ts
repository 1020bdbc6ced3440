/* How often one client may ask. Generous: it stops loops and guessing of keys, not use. */
import rateLimit from "@fastify/rate-limit"
import type { FastifyInstance } from "fastify"
import type { ApiSettings } from "./parts.ts"

/** The names of draft-ietf-httpapi-ratelimit-headers-11, in place of the plugin's own. */
export async function limitRequests(app: FastifyInstance, { max, windowMs }: ApiSettings["rateLimit"]): Promise<void> {
  await app.register(rateLimit, { max, timeWindow: windowMs, global: true })
  app.addHook("onSend", async (_request, reply) => {
    const left = reply.getHeader("x-ratelimit-remaining")
    const reset = reply.getHeader("x-ratelimit-reset")
    if (left === undefined || reset === undefined) return
    for (const name of ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"]) reply.removeHeader(name)
    reply.header("ratelimit-policy", `"default";q=${max};w=${Math.ceil(windowMs / 1000)}`)
    reply.header("ratelimit", `"default";r=${String(left)};t=${String(reset)}`)
  })
}
