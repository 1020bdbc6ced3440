/* The plain pages beside the API: signing in, taking an invitation, and the agent's side of a live call. */
import { readFileSync } from "node:fs"
import type { FastifyInstance } from "fastify"
import { browserModule, servePage } from "./page-files.ts"

const folder = new URL("pages/", import.meta.url)
const modules = ["agent", "join", "session", "signin"] as const

/** No page here speaks to anything but this origin, or hears the microphone. */
const headers = {
  "content-security-policy":
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "permissions-policy": "microphone=(), camera=(), geolocation=()",
}

/** @param parts.provider whether people can sign in through a provider too; `dev`: by one click */
export function plainPages(app: FastifyInstance, parts: { readonly provider: boolean; readonly dev: boolean }): void {
  const file = (name: string): string => readFileSync(new URL(name, folder), "utf8")
  for (const name of ["signin", "join", "agent"]) {
    const html = file(`${name}.html`)
    // The page itself is the same for everybody; only these it could not ask of the API.
    const shown = (["provider", "dev"] as const).filter((part) => parts[part])
    const content = shown.reduce((text, part) => text.replace(` id="${part}" hidden`, ` id="${part}"`), html)
    servePage(app, { path: `/${name}`, type: "text/html", content, headers })
  }
  servePage(app, { path: "/pages/pages.css", type: "text/css", content: file("pages.css"), headers })
  for (const name of modules) {
    const content = browserModule(folder, name)
    servePage(app, { path: `/pages/${name}.js`, type: "text/javascript", content, headers })
  }
  app.get("/", { config: { permission: "public" }, schema: { hide: true } }, (_request, reply) =>
    reply.redirect("/console/", 302),
  )
}
