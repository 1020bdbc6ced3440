/* What endpoints were told, attempt by attempt, and telling them again. */
import { z } from "zod"
import type { Endpoints } from "../webhooks/endpoints.ts"
import { eventTypes, TEST_EVENT } from "../webhooks/events.ts"
import { deliveryStates } from "../webhooks/ports.ts"
import { type App, noQuery, problems, refuseBody } from "./app.ts"
import { idInput } from "./ids.ts"
import { type Pager, pageOf, pageQuery } from "./paging.ts"
import { deliveryDetail, deliveryView, detailOf, viewOfDelivery } from "./webhook-view.ts"

const tags = ["webhooks"]
const params = z.strictObject({ id: idInput("whk") })
const one = { params: z.strictObject({ id: idInput("whk"), delivery: idInput("dlv") }), querystring: noQuery }
const moment = z.iso.datetime().meta({ example: "2026-11-23T16:30:00Z" })

export function webhookDeliveryRoutes(app: App, endpoints: Endpoints, page: Pager): void {
  app.get(
    "/webhooks/:id/deliveries",
    {
      config: { permission: "webhooks:read" },
      schema: {
        tags,
        summary: "Deliveries of an endpoint, newest first; kept for 30 days after they ended",
        params,
        querystring: z.strictObject({
          ...pageQuery,
          state: z.enum(deliveryStates).optional().meta({ description: "Only in this state", example: "failed" }),
          type: z
            .enum([...eventTypes, TEST_EVENT])
            .optional()
            .meta({ description: "Only of this event type", example: "recording.stored" }),
        }),
        response: { 200: pageOf(deliveryView), ...problems },
      },
    },
    (request, reply) => {
      const { state, type } = request.query
      const load = (want: Parameters<Endpoints["list"]>[0]) =>
        endpoints.deliveries(request.params.id, { state, type }, want)
      return page(request, reply, request.query, load, viewOfDelivery)
    },
  )

  app.get(
    "/webhooks/:id/deliveries/:delivery",
    {
      config: { permission: "webhooks:read" },
      schema: {
        tags,
        summary: "One delivery: its exact body, and what came of every attempt",
        ...one,
        response: { 200: deliveryDetail, ...problems },
      },
    },
    async ({ params: { id, delivery } }) => {
      const { row, attempts } = await endpoints.delivery(id, delivery)
      return detailOf(row, attempts)
    },
  )

  app.post(
    "/webhooks/:id/deliveries/:delivery/replay",
    {
      config: { permission: "webhooks:write", idempotency: "accepted" },
      preValidation: refuseBody,
      schema: {
        tags,
        summary: "Send a delivery that ended once more, under its own id; 409 while it is under way",
        ...one,
        response: { 202: deliveryView, ...problems },
      },
    },
    async (request, reply) => {
      const { id, delivery } = request.params
      return reply.status(202).send(viewOfDelivery(await endpoints.replay(id, delivery)))
    },
  )

  app.post(
    "/webhooks/:id/replay",
    {
      config: { permission: "webhooks:write", idempotency: "accepted" },
      schema: {
        tags,
        summary: "Send again what failed, or what was delivered, in a period",
        params,
        querystring: noQuery,
        body: z
          .strictObject({ state: z.enum(["failed", "delivered"]).default("failed"), since: moment, until: moment })
          .meta({ example: { since: "2026-11-23T00:00:00Z", until: "2026-11-24T00:00:00Z" } }),
        response: {
          202: z.strictObject({ replayed: z.int() }).meta({ id: "WebhookReplay", examples: [{ replayed: 12 }] }),
          ...problems,
        },
      },
    },
    async (request, reply) =>
      reply.status(202).send({ replayed: await endpoints.replayAll(request.params.id, request.body) }),
  )
}
