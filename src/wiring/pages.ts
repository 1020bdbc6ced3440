/* The pages beside the API: test phone, sign-in, agent's page, console. */
import type { FastifyInstance } from "fastify"
import { consolePage } from "../api/console-page.ts"
import { devSignIn, type DevSignInParts } from "../api/dev-sign-in.ts"
import type { PeopleParts } from "../api/people-parts.ts"
import { plainPages } from "../api/pages.ts"
import { phonePage, type PhoneSession } from "../api/phone-page.ts"

export function openPages(
  app: FastifyInstance,
  parts: {
    readonly people: PeopleParts
    readonly settings: DevSignInParts["settings"]
    /** `null` outside dev. */
    readonly devKey: string | null
    readonly lines: () => PhoneSession["lines"]
  },
): void {
  const { people, settings, devKey, lines } = parts
  phonePage(app, { session: devKey === null ? null : () => ({ key: devKey, lines: lines() }) })
  plainPages(app, { provider: people.provider !== null, dev: devKey !== null })
  consolePage(app)
  if (devKey !== null) devSignIn(app, { people, settings })
}
