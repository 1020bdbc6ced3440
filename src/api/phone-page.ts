import { readFileSync } from "node:fs"
import type { FastifyInstance, FastifyReply } from "fastify"
import { AssentError } from "../errors.ts"
import { isOwnPage } from "./own-page.ts"
import { browserModule, pageHeaders, servePage } from "./page-files.ts"

export interface PhoneSession {
  /** The development key: the page is an API client like any other. */
  readonly key: string
  readonly lines: readonly { readonly id: string; readonly name: string; readonly number: string }[]
}

export interface PhonePageParts {
  /** What the page needs to ring a line; `null` outside dev, where no key is ever handed to a browser. */
  readonly session: (() => PhoneSession) | null
}

const folder = new URL("phone/", import.meta.url)

const modules = [
  "call",
  "capture",
  "dom",
  "gateway",
  "mulaw",
  "phone",
  "playout",
  "proof",
  "resample",
  "result",
  "sound",
  "stream",
  "timeline",
  "words",
  "worklet",
] as const

/** Serves the test phone under /phone. Nothing is built: TypeScript is served with its types stripped. */
export function phonePage(app: FastifyInstance, parts: PhonePageParts): void {
  const serve = (path: string, type: string, content: string): void => servePage(app, { path, type, content })
  const asset = (name: string): string => readFileSync(new URL(name, folder), "utf8")
  serve("/phone", "text/html", asset("index.html"))
  serve("/phone/phone.css", "text/css", asset("phone.css"))
  serve("/phone/icon.svg", "image/svg+xml", asset("icon.svg"))
  for (const name of modules) serve(`/phone/${name}.js`, "text/javascript", browserModule(folder, name))

  app.get(
    "/phone/session",
    { config: { permission: "public" }, schema: { hide: true } },
    (request, reply: FastifyReply) => {
      if (parts.session === null)
        throw new AssentError("NOT_FOUND", "this gateway offers no test phone; start `assent dev`")
      if (!isOwnPage(request)) {
        return reply.code(403).headers(pageHeaders).type("application/problem+json").send({
          type: "about:blank",
          title: "Forbidden",
          status: 403,
          detail: "only the test phone's own page, opened on this machine, may ask for the development key",
        })
      }
      return reply.headers(pageHeaders).send(parts.session())
    },
  )
}
