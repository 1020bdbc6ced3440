/* Signing in through the provider of the configuration: to it, and back. */
import { randomBytes } from "node:crypto"
import { z } from "zod"
import { AssentError } from "../errors.ts"
import type { OidcFlow } from "../people/oidc.ts"
import { type App, noQuery, problems } from "./app.ts"
import { flowCookie, sessionCookie } from "./cookies.ts"
import type { ApiParts } from "./parts.ts"

const tags = ["people"]
const VALID_MS = 10 * 60_000
const MAX_BEGUN = 1000

export function providerRoutes(app: App, { people, settings }: Pick<ApiParts, "people" | "settings">): void {
  const { provider, sessions } = people
  const cookie = sessionCookie(settings)
  const pending = flowCookie(settings)
  const redirectUri = `${settings.baseUrl}/v1/session/oidc/callback`
  /** Begun and not finished, by what the browser's cookie names. Each is taken once. */
  const begun = new Map<string, { readonly flow: OidcFlow; readonly until: number }>()

  const missing = (): never => {
    throw new AssentError("NOT_FOUND", "this gateway has no sign-in provider")
  }

  app.get(
    "/session/oidc",
    {
      config: { permission: "public" },
      exposeHeadRoute: false,
      schema: {
        tags,
        summary: "Go to the sign-in provider",
        querystring: noQuery,
        response: { 302: z.null().describe("To the provider"), ...problems },
      },
    },
    async (_request, reply) => {
      if (!provider) return missing()
      const { url, flow } = await provider.oidc.begin(redirectUri)
      const id = randomBytes(32).toString("base64url")
      for (const [old, { until }] of begun) if (until < Date.now() || begun.size >= MAX_BEGUN) begun.delete(old)
      begun.set(id, { flow, until: Date.now() + VALID_MS })
      pending.set(reply, id, new Date(Date.now() + VALID_MS))
      return reply.redirect(url, 302)
    },
  )

  app.get(
    "/session/oidc/callback",
    {
      config: { permission: "public" },
      exposeHeadRoute: false,
      schema: {
        tags,
        summary: "Where the provider sends the browser back to; signs in",
        // What a provider adds is its own affair.
        querystring: z.looseObject({}),
        response: { 302: z.null().describe("To the page that says who is signed in"), ...problems },
      },
    },
    async (request, reply) => {
      if (!provider) return missing()
      const id = pending.read(request) ?? ""
      const found = begun.get(id)
      begun.delete(id)
      pending.clear(reply)
      if (!found || found.until < Date.now()) {
        throw new AssentError("SIGN_IN_REFUSED", "this sign-in was not begun here, or too long ago: begin again")
      }
      // Host and scheme are ours by configuration, whatever a header says.
      const callback = new URL(redirectUri)
      callback.search = new URL(request.url, settings.baseUrl).search
      const user = await provider.provided(await provider.oidc.finish(callback, found.flow))
      const signedIn = await sessions.begin(user, "oidc", cookie.read(request))
      cookie.set(reply, signedIn.secret, new Date(signedIn.session.expiresAt))
      return reply.redirect(`${settings.baseUrl}/signin`, 302)
    },
  )
}
