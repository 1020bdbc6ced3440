import type { FastifyInstance, FastifyReply } from "fastify"
// Adds `hide` to the schema of a route: webhooks are the carriers', not part of the documented API.
import type {} from "@fastify/swagger"
import type { XmlTrunk } from "./trunk.ts"

/** Carriers send two kilobytes. */
const BODY_LIMIT = 32 * 1024

/** Serves `/carriers/<trunk>/<step>` and the prompts that documents name. The raw body is kept: it is what was signed. */
export function carrierRoutes(
  app: FastifyInstance,
  trunks: readonly XmlTrunk[],
  /** Trunks that have prompts to be fetched, and no documents. */
  shelves: readonly Pick<XmlTrunk, "name" | "promptsShelf">[] = [],
): void {
  const byName = new Map(trunks.map((trunk) => [trunk.name, trunk]))
  const prompts = new Map([...trunks, ...shelves].map(({ name, promptsShelf }) => [name, promptsShelf]))
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "buffer", bodyLimit: BODY_LIMIT },
      (_request, body, done) => done(null, body),
    )
    scope.post<{ Params: { trunk: string; step: string } }>(
      "/carriers/:trunk/:step",
      { config: { permission: "public" }, schema: { hide: true }, bodyLimit: BODY_LIMIT },
      async (request, reply) => {
        const trunk = byName.get(request.params.trunk)
        if (!trunk) {
          reply.callNotFound()
          return reply
        }
        const target = request.raw.url ?? ""
        const { body, headers } = request
        const { status, xml } = await trunk.answer({
          step: request.params.step,
          query: new URL(target, "http://localhost").searchParams,
          headers,
          target,
          body: Buffer.isBuffer(body) ? body : new Uint8Array(),
        })
        return xmlAnswer(reply, status, xml)
      },
    )
    scope.get<{ Params: { trunk: string; name: string } }>(
      "/carriers/:trunk/prompts/:name",
      { config: { permission: "public" }, schema: { hide: true } },
      async (request, reply) => {
        const file = prompts.get(request.params.trunk)?.file(request.params.name) ?? null
        if (!file) {
          reply.callNotFound()
          return reply
        }
        return reply.type("audio/wav").header("cache-control", "public, max-age=31536000, immutable").send(file)
      },
    )
  })
}

function xmlAnswer(reply: FastifyReply, status: number, xml: string): FastifyReply {
  return reply.status(status).type("text/xml; charset=utf-8").header("cache-control", "no-store").send(xml)
}
