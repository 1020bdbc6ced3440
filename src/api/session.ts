/* Signing in and out, who one is, and taking an invitation. */
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { roles } from "../people/permissions.ts"
import type { SignedIn } from "../people/sessions.ts"
import { csrfOf } from "../people/secrets.ts"
import { TooManyTries } from "../people/sign-in.ts"
import { type App, noQuery, problems, refuseBody } from "./app.ts"
import { sessionCookie } from "./cookies.ts"
import { example, idInput } from "./ids.ts"
import type { ApiParts } from "./parts.ts"
import { login, scope, sessionView, userView, viewOfSession, viewOfUser } from "./people-view.ts"
import { principalOf } from "./permission.ts"
import { sendProblem } from "./problem.ts"

const tags = ["people"]
const password = z.string().min(1).max(200)

const me = z
  .strictObject({
    id: z.string().describe("user_..., svc_... or the id of a key in the configuration"),
    kind: z.enum(["user", "service_account", "key"]),
    login: z.string().nullable(),
    role: z.enum(roles).nullable(),
    permissions: z.array(scope),
    lines: z.array(z.string()).nullable(),
    csrf_token: z.string().nullable().describe("Send it as X-Assent-CSRF with every change; null without a sign-in"),
  })
  .meta({
    id: "Me",
    examples: [
      {
        id: example("user"),
        kind: "user",
        login: "mira@example.org",
        role: "auditor",
        permissions: ["calls:read"],
        lines: null,
        csrf_token: "6d1kJz...",
      },
    ],
  })

const signedInView = z.strictObject({ user: userView, csrf_token: z.string(), expires_at: z.string() }).meta({
  id: "SignedIn",
  examples: [
    {
      user: {
        id: example("user"),
        login: "mira@example.org",
        role: "auditor",
        lines: null,
        state: "active",
        second_factor: true,
        signs_in_by: "password",
        created_at: "2026-11-23T16:30:00.000Z",
      },
      csrf_token: "6d1kJz...",
      expires_at: "2026-11-24T04:30:00.000Z",
    },
  ],
})

const joinedView = z
  .strictObject({
    user: userView,
    totp_uri: z
      .string()
      .nullable()
      .describe("For the authenticator app. Shown this once; null without a second factor"),
    recovery_codes: z.array(z.string()).describe("Each signs in once in place of a code. Shown this once"),
  })
  .meta({
    id: "Joined",
    examples: [
      {
        user: {
          id: example("user"),
          login: "mira@example.org",
          role: "owner",
          lines: null,
          state: "active",
          second_factor: true,
          signs_in_by: "password",
          created_at: "2026-11-23T16:30:00.000Z",
        },
        totp_uri: "otpauth://totp/Assent:mira%40example.org?issuer=Assent&secret=...",
        recovery_codes: ["7XKQ2-M9PWD"],
      },
    ],
  })

const done = z.strictObject({ ended: z.boolean() }).meta({ examples: [{ ended: true }] })

export function sessionRoutes(app: App, { people, settings }: Pick<ApiParts, "people" | "settings">): void {
  const { users, sessions, signIn } = people
  const cookie = sessionCookie(settings)
  const viewOf = ({ user, session, secret }: SignedIn): z.infer<typeof signedInView> => ({
    user: viewOfUser(user),
    csrf_token: csrfOf(secret),
    expires_at: session.expiresAt,
  })

  app.post(
    "/session",
    {
      config: { permission: "public" },
      schema: {
        tags,
        summary: "Sign in with password and code: answers with a cookie",
        description:
          "401 says not which part was wrong. After several failures 429 with Retry-After; no account is ever locked.",
        querystring: noQuery,
        body: z
          .strictObject({ login, password, code: z.string().min(6).max(20).optional() })
          .meta({ example: { login: "mira@example.org", password: "correct horse battery", code: "123456" } }),
        response: { 200: signedInView, ...problems },
      },
    },
    async (request, reply) => {
      const { code = null, ...rest } = request.body
      try {
        const user = await signIn({ ...rest, code, address: request.ip })
        const signedIn = await sessions.begin(user, "password", cookie.read(request))
        cookie.set(reply, signedIn.secret, new Date(signedIn.session.expiresAt))
        return viewOf(signedIn)
      } catch (error) {
        if (!(error instanceof TooManyTries)) throw error
        return sendProblem(reply, {
          status: 429,
          code: "too-many-tries",
          title: "Too many tries",
          detail: "wait as long as Retry-After says; a new invitation link needs no waiting",
          headers: { "retry-after": String(Math.ceil(error.retryAfterMs / 1000)) },
        })
      }
    },
  )

  app.delete(
    "/session",
    {
      config: { permission: "signed-in" },
      preValidation: refuseBody,
      schema: {
        tags,
        summary: "Sign out: the cookie opens nothing any more",
        querystring: noQuery,
        response: { 200: done, ...problems },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request)
      const ended = await endOf(principal?.id ?? "", principal?.credential ?? "")
      cookie.clear(reply)
      return { ended }
    },
  )

  app.get(
    "/me",
    {
      config: { permission: "signed-in" },
      schema: {
        tags,
        summary: "Who asks, and what they may do",
        querystring: noQuery,
        response: { 200: me, ...problems },
      },
    },
    async (request) => {
      const principal = principalOf(request)
      if (!principal) throw new AssentError("SIGN_IN_REFUSED", "sign in first")
      const { id, kind, lines } = principal
      const user = kind === "user" ? await users.get(id.slice(-36)) : null
      const secret = kind === "user" ? cookie.read(request) : null
      return {
        id,
        kind,
        login: user?.login ?? null,
        role: user?.role ?? null,
        permissions: [...principal.permissions],
        lines: lines === null ? null : [...lines],
        csrf_token: secret === null ? null : csrfOf(secret),
      }
    },
  )

  app.get(
    "/sessions",
    {
      config: { permission: "signed-in" },
      schema: {
        tags,
        summary: "One's own sign-ins that hold, newest first",
        querystring: noQuery,
        response: { 200: z.strictObject({ data: z.array(sessionView) }), ...problems },
      },
    },
    async (request) => {
      const principal = principalOf(request)
      const found = principal?.kind === "user" ? await sessions.list(principal.id.slice(-36)) : []
      return { data: found.map((session) => viewOfSession(session, principal?.credential ?? null)) }
    },
  )

  app.delete(
    "/sessions/:id",
    {
      config: { permission: "signed-in" },
      preValidation: refuseBody,
      schema: {
        tags,
        summary: "End one of one's own sign-ins",
        params: z.strictObject({ id: idInput("ses") }),
        querystring: noQuery,
        response: { 200: done, ...problems },
      },
    },
    async (request) => {
      if (!(await endOf(principalOf(request)?.id ?? "", `ses_${request.params.id}`))) {
        throw new AssentError("NOT_FOUND", "you have no such sign-in")
      }
      return { ended: true }
    },
  )

  app.post(
    "/invitations",
    {
      config: { permission: "public" },
      schema: {
        tags,
        summary: "Take an invitation: set the password; then sign in",
        querystring: noQuery,
        body: z
          .strictObject({
            invitation: z.string().min(20).max(100).describe("What follows the # in the link"),
            password: password.describe("12 to 200 characters"),
            second_factor: z.boolean().default(false).describe("Wanted where the role does not ask for it"),
          })
          .meta({ example: { invitation: "6d1kJz...6d1kJz...6d1k", password: "correct horse battery" } }),
        response: { 200: joinedView, ...problems },
      },
    },
    async ({ body }) => {
      const { user, totpUri, recoveryCodes } = await users.join(body.invitation, body.password, body.second_factor)
      return { user: viewOfUser(user), totp_uri: totpUri, recovery_codes: [...recoveryCodes] }
    },
  )

  /** Only of a person, and only their own. */
  async function endOf(principal: string, credential: string): Promise<boolean> {
    if (!principal.startsWith("user_") || !credential.startsWith("ses_")) return false
    return sessions.end(principal.slice(-36), credential.slice(-36))
  }
}
