/* Who is told what happens here: endpoints, by the Standard Webhooks (1.0). What was told is in webhook-deliveries.ts. */
import { z } from "zod"
import type { Endpoints } from "../webhooks/endpoints.ts"
import { type App, noQuery, problems, refuseBody } from "./app.ts"
import { ifMatch, requireMatch, withEtag } from "./etag.ts"
import { idInput, slug } from "./ids.ts"
import { type Pager, pageOf, pageQuery } from "./paging.ts"
import { actorOf } from "./permission.ts"
import {
  endpointView,
  eventFilter,
  lineFilter,
  newEndpointView,
  signature,
  viewOfEndpoint,
  viewOfNewEndpoint,
} from "./webhook-view.ts"

const tags = ["webhooks"]
const HOUR_MS = 3_600_000
const one = { params: z.strictObject({ id: idInput("whk") }), querystring: noQuery }
const url = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .meta({
    description: "https; plain http only in dev, to this machine. Private addresses are refused, also behind a name",
    example: "https://example.com/assent",
  })
const recipient = slug.meta({
  description: "A party on the register of recipients, with its country",
  example: "archive",
})

export function webhookRoutes(app: App, endpoints: Endpoints, page: Pager): void {
  app.get(
    "/webhooks",
    {
      config: { permission: "webhooks:read" },
      schema: {
        tags,
        summary: "Endpoints that are told what happens, newest first",
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(endpointView), ...problems },
      },
    },
    (request, reply) => page(request, reply, request.query, (want) => endpoints.list(want), viewOfEndpoint),
  )

  app.post(
    "/webhooks",
    {
      config: { permission: "webhooks:write" },
      schema: {
        tags,
        summary: "Add an endpoint: it is told what happens from now on",
        description:
          "Bodies hold a type, a time and ids: never a number. Each is signed (Standard Webhooks 1.0) and sent at least once, in order within a call; ten attempts in three days, then it can be replayed.",
        querystring: noQuery,
        body: z
          .strictObject({
            url,
            recipient,
            events: eventFilter.default(["*"]),
            lines: lineFilter.default(null),
            signature: signature.default("v1a"),
          })
          .meta({ example: { url: "https://example.com/assent", recipient: "archive", events: ["recording.stored"] } }),
        response: { 201: newEndpointView, ...problems },
      },
    },
    async (request, reply) => {
      const row = await endpoints.create(request.body, actorOf(request))
      void withEtag(reply, viewOfEndpoint(row))
      return reply.status(201).send(viewOfNewEndpoint(row))
    },
  )

  app.get(
    "/webhooks/:id",
    {
      config: { permission: "webhooks:read" },
      schema: { tags, summary: "One endpoint, with its ETag", ...one, response: { 200: endpointView, ...problems } },
    },
    async (request, reply) => withEtag(reply, viewOfEndpoint(await endpoints.get(request.params.id))),
  )

  app.patch(
    "/webhooks/:id",
    {
      config: { permission: "webhooks:write" },
      schema: {
        tags,
        summary: "Change an endpoint, or disable and enable it: what it was not told meanwhile is sent then",
        ...one,
        headers: ifMatch,
        body: z
          .strictObject({ url, recipient, events: eventFilter, lines: lineFilter, enabled: z.boolean() })
          .partial()
          .meta({ example: { enabled: true } }),
        response: { 200: endpointView, ...problems },
      },
    },
    async (request, reply) => {
      const row = await endpoints.get(request.params.id)
      requireMatch(request, reply, viewOfEndpoint(row))
      const sent = Object.entries(request.body).filter(([, value]) => value !== undefined)
      return withEtag(reply, viewOfEndpoint(await endpoints.change(row, Object.fromEntries(sent), actorOf(request))))
    },
  )

  app.delete(
    "/webhooks/:id",
    {
      config: { permission: "webhooks:write" },
      preValidation: refuseBody,
      schema: {
        tags,
        summary: "Remove an endpoint with its deliveries: it is told nothing more",
        ...one,
        headers: ifMatch,
        response: { 200: endpointView, ...problems },
      },
    },
    async (request, reply) => {
      const view = viewOfEndpoint(await endpoints.get(request.params.id))
      requireMatch(request, reply, view)
      await endpoints.remove(request.params.id, actorOf(request))
      return view
    },
  )

  app.post(
    "/webhooks/:id/rotate",
    {
      // The answer holds the secret, which is kept nowhere.
      config: { permission: "webhooks:write", idempotency: "none" },
      schema: {
        tags,
        summary: "Sign with a new key, and with the old one beside it until the overlap is over",
        ...one,
        body: z
          .strictObject({ overlap_hours: z.int().min(0).max(720).default(24) })
          .meta({ example: { overlap_hours: 24 } }),
        response: { 200: newEndpointView, ...problems },
      },
    },
    async (request, reply) => {
      const row = await endpoints.get(request.params.id)
      const next = await endpoints.rotate(row, request.body.overlap_hours * HOUR_MS, actorOf(request))
      void withEtag(reply, viewOfEndpoint(next))
      return viewOfNewEndpoint(next)
    },
  )

  app.post(
    "/webhooks/:id/test",
    {
      config: { permission: "webhooks:write", idempotency: "accepted" },
      preValidation: refuseBody,
      schema: {
        tags,
        summary: "Send a webhook.test event to this endpoint: its delivery shows what came of it",
        ...one,
        response: { 202: endpointView, ...problems },
      },
    },
    async (request, reply) => {
      await endpoints.test(request.params.id, actorOf(request))
      return reply.status(202).send(viewOfEndpoint(await endpoints.get(request.params.id)))
    },
  )
}
