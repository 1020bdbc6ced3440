import { z } from "zod"
import { greetingDraftRoutes } from "./greeting-drafts.ts"
import { greetingPublishingRoutes } from "./greeting-publishing.ts"
import { greetingReportRoutes } from "./greeting-reports.ts"
import { ofGreeting } from "./greeting-parts.ts"
import { greetingView, viewOfGreeting } from "./greeting-view.ts"
import { type App, noQuery, problems } from "./app.ts"
import { withEtag } from "./etag.ts"
import { slug } from "./ids.ts"
import { type Pager, pageOf, pageQuery, slicePage } from "./paging.ts"
import type { ApiParts } from "./parts.ts"
import { actorOf } from "./permission.ts"

export function greetingRoutes(app: App, parts: Pick<ApiParts, "greetings" | "views">, page: Pager): void {
  const { greetings } = parts

  app.get(
    "/greetings",
    {
      config: { permission: "greetings:read" },
      schema: {
        tags: ["greetings"],
        summary: "Greetings with all their versions",
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(greetingView), ...problems },
      },
    },
    (request, reply) =>
      page(request, reply, request.query, async (want) => slicePage(greetings.list(), want), viewOfGreeting),
  )

  app.post(
    "/greetings",
    {
      config: { permission: "greetings:write" },
      schema: {
        tags: ["greetings"],
        summary: "Add a greeting, still without a version",
        querystring: noQuery,
        body: z
          .strictObject({ id: slug, name: z.string().trim().min(1).max(200) })
          .meta({ example: { id: "evening", name: "After hours" } }),
        response: { 201: greetingView, ...problems },
      },
    },
    async (request, reply) => {
      const { id, name } = request.body
      const added = await greetings.add(id, name, { actor: actorOf(request) })
      return reply.status(201).send(withEtag(reply, viewOfGreeting(added)))
    },
  )

  app.get(
    "/greetings/:id",
    {
      config: { permission: "greetings:read" },
      schema: {
        ...ofGreeting,
        summary: "One greeting with all its versions, with its ETag",
        response: { 200: greetingView, ...problems },
      },
    },
    async (request, reply) => withEtag(reply, viewOfGreeting(greetings.get(request.params.id))),
  )

  greetingDraftRoutes(app, greetings)
  greetingPublishingRoutes(app, greetings)
  greetingReportRoutes(app, parts)
}
