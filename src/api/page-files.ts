/* Pages that are served as they are written: HTML, CSS, and TypeScript with its types stripped. Nothing is built. */
import { readFileSync } from "node:fs"
import { stripTypeScriptTypes } from "node:module"
// Adds `hide` to the schema of a route: pages are no part of the documented API.
import type {} from "@fastify/swagger"
import type { FastifyInstance } from "fastify"

/** For pages that talk to this gateway alone and hold no script or style of their own in the HTML. */
export const pageHeaders = {
  "content-security-policy": [
    "default-src 'self'",
    "connect-src 'self' ws:",
    "media-src blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "permissions-policy": "microphone=(self), camera=(), geolocation=()",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
}

export function servePage(
  app: FastifyInstance,
  file: { readonly path: string; readonly type: string; readonly content: string; readonly headers?: object },
): void {
  app.get(file.path, { config: { permission: "public" }, schema: { hide: true } }, (_request, reply) =>
    reply
      .headers({ ...pageHeaders, ...file.headers })
      .type(`${file.type}; charset=utf-8`)
      .send(file.content),
  )
}

/** A module of a page as the browser takes it: the repository holds TypeScript, the published package JavaScript. */
export function browserModule(folder: URL, name: string): string {
  if (!import.meta.url.endsWith(".ts")) return readFileSync(new URL(`${name}.js`, folder), "utf8")
  const source = stripQuietly(readFileSync(new URL(`${name}.ts`, folder), "utf8"))
  return source.replaceAll(/(from "\.{1,2}\/[a-z/-]+)\.ts"/g, '$1.js"')
}

/** Node still calls the function experimental, which is nothing to tell whoever starts a gateway. */
function stripQuietly(source: string): string {
  const emitWarning = process.emitWarning.bind(process)
  process.emitWarning = () => undefined
  try {
    return stripTypeScriptTypes(source)
  } finally {
    process.emitWarning = emitWarning
  }
}
