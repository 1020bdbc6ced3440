/* From a draft to what callers hear, and back. */
import { z } from "zod"
import type { GreetingDesk } from "../greetings/desk.ts"
import { type App, problems, refuseBody } from "./app.ts"
import { editOf, message, ofGreeting, ofVersion } from "./greeting-parts.ts"
import { versionView, viewOfVersion } from "./greeting-view.ts"

export function greetingPublishingRoutes(app: App, desk: GreetingDesk): void {
  app.post(
    "/greetings/:id/versions/:version/review",
    {
      config: { permission: "greetings:publish", idempotency: "accepted" },
      schema: {
        ...ofVersion,
        summary: "Name who reviewed the words: they are draft wording no more",
        body: z
          .strictObject({ reviewed_by: z.string().trim().min(1).max(200) })
          .meta({ example: { reviewed_by: "J. Doe, counsel" } }),
        response: { 200: versionView, ...problems },
      },
    },
    async (request, reply) => {
      const { id, version } = request.params
      const edit = editOf(request, reply, { desk, id, required: false })
      return viewOfVersion(await desk.review(id, version, request.body.reviewed_by, edit))
    },
  )

  app.post(
    "/greetings/:id/versions/:version/publish",
    {
      config: { permission: "greetings:publish" },
      schema: {
        ...ofVersion,
        summary: "Publish a draft, now or at a time: immutable from then on, and played to new callers",
        description:
          "Every check passes or is waived, else 409 with the finding's pointer. At `at` it is checked again; what is no longer true for its lines stays a draft and says why.",
        body: z
          .strictObject({ message, at: z.iso.datetime().optional().describe("Default: now") })
          .meta({ example: { message: "Shorter notice, reviewed" } }),
        response: { 200: versionView, ...problems },
      },
    },
    async (request, reply) => {
      const { id, version } = request.params
      const { message: why, at } = request.body
      const edit = editOf(request, reply, { desk, id, required: false })
      const done =
        at === undefined
          ? await desk.publish(id, version, why, edit)
          : await desk.schedule(id, version, why, new Date(at), edit)
      return viewOfVersion(done)
    },
  )

  app.delete(
    "/greetings/:id/versions/:version/schedule",
    {
      config: { permission: "greetings:publish" },
      preValidation: refuseBody,
      schema: {
        ...ofVersion,
        summary: "Take a version off the schedule: it is a draft again",
        response: { 200: versionView, ...problems },
      },
    },
    async (request, reply) => {
      const { id, version } = request.params
      const edit = editOf(request, reply, { desk, id, required: false })
      return viewOfVersion(await desk.unschedule(id, version, edit))
    },
  )

  app.post(
    "/greetings/:id/rollback",
    {
      config: { permission: "greetings:publish" },
      schema: {
        ...ofGreeting,
        summary: "Bring an earlier published version back, as a new one",
        description: "What was played when stays as it was. 409 when its words are no longer true for a line.",
        body: z
          .strictObject({ to: z.int().min(1), message })
          .meta({ example: { to: 2, message: "The new notice was misunderstood" } }),
        response: { 201: versionView, ...problems },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const edit = editOf(request, reply, { desk, id, required: false })
      const { to, message: why } = request.body
      return reply.status(201).send(viewOfVersion(await desk.rollBack(id, to, why, edit)))
    },
  )
}
