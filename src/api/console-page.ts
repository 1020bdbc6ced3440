/* Serves the built console under /console/, from the same origin as the API and under a policy without exceptions. */
import { randomBytes } from "node:crypto"
import { existsSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import files from "@fastify/static"
import type { FastifyInstance, FastifyReply } from "fastify"
import { pageHeaders } from "./page-files.ts"
import { sendProblem } from "./problem.ts"

const built = fileURLToPath(new URL("../../dist/console/", import.meta.url))

/** Their names hold a hash of what they are. */
const forever = "public, max-age=31536000, immutable"

/** For this one answer: styles that Mantine adds at run time carry it, and nothing else may. */
const newNonce = (): string => randomBytes(16).toString("base64")

const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "media-src 'self' blob:",
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ")

export function consolePage(app: FastifyInstance): void {
  app.register(async (scope) => {
    // Only for reply.sendFile: the routes are ours, so that each names its permission.
    await scope.register(files, { root: built, serve: false, preCompressed: true, cacheControl: false })
    const open = { config: { permission: "public" }, schema: { hide: true } } as const
    scope.get("/console", open, (_request, reply) => reply.redirect("/console/", 302))
    scope.get<{ Params: { file: string } }>("/console/assets/:file", open, (request, reply) =>
      reply
        .headers({ ...pageHeaders, "content-security-policy": "default-src 'none'", "cache-control": forever })
        .sendFile(`assets/${request.params.file}`),
    )
    scope.get("/console/*", open, (request, reply) => {
      // A view of the console. What asks for anything but a page has mistaken the address.
      const wantsPage = /text\/html|\*\/\*/.test(request.headers.accept ?? "*/*")
      if (wantsPage) return sendIndex(reply)
      reply.callNotFound()
      return reply
    })
  })
}

function sendIndex(reply: FastifyReply): FastifyReply {
  const index = `${built}index.html`
  if (!existsSync(index)) {
    return sendProblem(reply, {
      status: 503,
      code: "console-not-built",
      title: "No console",
      detail: "the console was not built: run `npm run console`; the API, the test phone and the sign-in work without",
    })
  }
  const nonce = newNonce()
  // Read at each answer: a new build is served without a restart.
  const html = readFileSync(index, "utf8").replaceAll("{{nonce}}", nonce)
  return reply
    .headers({ ...pageHeaders, "content-security-policy": policy(nonce) })
    .type("text/html; charset=utf-8")
    .send(html)
}
