import { z } from "zod"
import { type App, noQuery, problems, refuseBody } from "./app.ts"
import { ifMatch, requireMatch, withEtag } from "./etag.ts"
import { example, idInput } from "./ids.ts"
import { type Pager, pageOf, pageQuery } from "./paging.ts"
import type { PeopleParts } from "./people-parts.ts"
import { lines, login, role, userView, viewOfUser } from "./people-view.ts"
import { actorOf } from "./permission.ts"
import type { ApiSettings } from "./parts.ts"

const tags = ["people"]
const one = { params: z.strictObject({ id: idInput("user") }), querystring: noQuery }

const invited = z
  .strictObject({
    user: userView,
    invitation: z.string().describe("Opens once, for 24 hours: the person sets a password with it. Shown this once"),
  })
  .meta({
    id: "InvitedUser",
    examples: [
      {
        user: {
          id: example("user"),
          login: "mira@example.org",
          role: "auditor",
          lines: null,
          state: "invited",
          second_factor: false,
          signs_in_by: null,
          created_at: "2026-11-23T16:30:00.000Z",
        },
        invitation: "https://assent.example.org/join#6d1kJz...",
      },
    ],
  })

export function userRoutes(app: App, { users }: PeopleParts, settings: ApiSettings, page: Pager): void {
  /** After the #: browsers send that part to nobody, so that no log of a proxy holds it. */
  const linkOf = (secret: string): string => `${settings.baseUrl}/join#${secret}`

  app.get(
    "/users",
    {
      config: { permission: "people:read" },
      schema: {
        tags,
        summary: "People who may sign in, newest first",
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(userView), ...problems },
      },
    },
    (request, reply) => page(request, reply, request.query, (want) => users.list(want), viewOfUser),
  )

  app.post(
    "/users",
    {
      config: { permission: "people:write" },
      schema: {
        tags,
        summary: "Invite a person: the link sets a password, and a second factor where the role asks for one",
        querystring: noQuery,
        body: z
          .strictObject({ login, role, lines: lines.default(null) })
          .meta({ example: { login: "mira@example.org", role: "auditor" } }),
        response: { 201: invited, ...problems },
      },
    },
    async (request, reply) => {
      const { user, secret } = await users.invite(request.body, actorOf(request))
      return reply.status(201).send({ user: viewOfUser(user), invitation: linkOf(secret) })
    },
  )

  app.get(
    "/users/:id",
    {
      config: { permission: "people:read" },
      schema: { tags, summary: "One person who may sign in", ...one, response: { 200: userView, ...problems } },
    },
    async (request, reply) => withEtag(reply, viewOfUser(await users.get(request.params.id))),
  )

  app.patch(
    "/users/:id",
    {
      config: { permission: "people:write" },
      schema: {
        tags,
        summary: "Change a person's role or lines, or disable them: every sign-in of theirs ends",
        description: "409 where nobody would be owner any more, and for a role whose second factor is missing.",
        ...one,
        headers: ifMatch,
        body: z
          .strictObject({
            role: role.optional(),
            lines: lines.optional(),
            state: z.enum(["active", "disabled"]).optional(),
          })
          .meta({ example: { state: "disabled" } }),
        response: { 200: userView, ...problems },
      },
    },
    async (request, reply) => {
      requireMatch(request, reply, viewOfUser(await users.get(request.params.id)))
      const change = Object.fromEntries(Object.entries(request.body).filter(([, value]) => value !== undefined))
      return withEtag(reply, viewOfUser(await users.change(request.params.id, change, actorOf(request))))
    },
  )

  app.post(
    "/users/:id/invite",
    {
      config: { permission: "people:write" },
      preValidation: refuseBody,
      schema: {
        tags,
        summary: "A new link for who lost password or telephone; the old ones hold until it is taken",
        ...one,
        response: { 200: invited, ...problems },
      },
    },
    async (request) => {
      const { user, secret } = await users.inviteAgain(request.params.id, actorOf(request))
      return { user: viewOfUser(user), invitation: linkOf(secret) }
    },
  )
}
