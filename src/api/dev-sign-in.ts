/*
 * Dev only: signing in as any role by one click. They are people of this gateway like any others, made at the first
 * click, with passwords and second factors that nobody was ever told.
 */
import { randomBytes } from "node:crypto"
import cookies from "@fastify/cookie"
import type { FastifyInstance } from "fastify"
import type { ZodTypeProvider } from "fastify-type-provider-zod"
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { type Role, roles } from "../people/permissions.ts"
import type { UserRow } from "../people/ports.ts"
import { refuseStrangers } from "./auth.ts"
import { sessionCookie } from "./cookies.ts"
import { isOwnPage } from "./own-page.ts"
import type { ApiSettings } from "./parts.ts"
import type { PeopleParts } from "./people-parts.ts"

export interface DevSignInParts {
  readonly people: Pick<PeopleParts, "users" | "sessions">
  readonly settings: Pick<ApiSettings, "baseUrl">
}

const loginOf = (role: Role): string => `demo-${role.replaceAll("_", "-")}@localhost`

/** Declared in dev alone: see wiring/pages.ts. */
export function devSignIn(app: FastifyInstance, { people, settings }: DevSignInParts): void {
  const { users, sessions } = people
  const cookie = sessionCookie(settings)

  async function personOf(role: Role): Promise<UserRow> {
    const login = loginOf(role)
    for (let after: string | null = null; ;) {
      const page: readonly UserRow[] = await users.list({ limit: 100, after })
      const known = page.find((user) => user.login === login)
      if (known?.state === "active") return known
      if (known) throw new AssentError("CONFLICT", "this demo person was disabled: enable them first")
      if (page.length < 100) break
      after = page.at(-1)?.id ?? null
    }
    const { secret } = await users.invite({ login, role, lines: null }, "dev")
    const { user } = await users.join(secret, randomBytes(32).toString("base64url"), false)
    return user
  }

  app.register(async (scope) => {
    await scope.register(cookies)
    scope.addHook("onRequest", refuseStrangers({ dev: true, baseUrl: settings.baseUrl }))
    scope
      .withTypeProvider<ZodTypeProvider>()
      .post(
        "/signin/dev",
        { config: { permission: "public" }, schema: { hide: true, body: z.strictObject({ role: z.enum(roles) }) } },
        async (request, reply) => {
          if (!isOwnPage(request)) {
            throw new AssentError("PERMISSION_DENIED", "only the sign-in page of this machine's gateway may ask this")
          }
          const signedIn = await sessions.begin(await personOf(request.body.role), "password", cookie.read(request))
          cookie.set(reply, signedIn.secret, new Date(signedIn.session.expiresAt))
          return reply.code(204).send()
        },
      )
  })
}
