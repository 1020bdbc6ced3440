import { z } from "zod"
import type { Hold } from "../retention/ports.ts"
import { accessorOf } from "./accessor.ts"
import { type App, noQuery, problems } from "./app.ts"
import { example, idInput, idOutput, shown } from "./ids.ts"
import type { ApiParts } from "./parts.ts"
import { oneRecording } from "./recordings.ts"

const words = z.string().min(1).max(300)

const holdView = z
  .strictObject({
    id: idOutput("hold"),
    recording_id: idOutput("rec"),
    reason: z.string(),
    owner: z.string(),
    review_on: z.string(),
    set_at: z.string(),
  })
  .meta({
    id: "Hold",
    examples: [
      {
        id: example("hold"),
        recording_id: example("rec"),
        reason: "case 4711",
        owner: "legal",
        review_on: "2027-05-01",
        set_at: "2026-11-23T16:30:00.000Z",
      },
    ],
  })

export function holdRoutes(app: App, { holds }: Pick<ApiParts, "holds">): void {
  app.get(
    "/holds",
    {
      config: { permission: "retention:read" },
      schema: {
        tags: ["holds"],
        summary: "Legal holds that stand, newest first, at most 1000; of one recording with recording_id",
        querystring: z.strictObject({ recording_id: idInput("rec").optional() }),
        response: { 200: z.strictObject({ data: z.array(holdView) }), ...problems },
      },
    },
    async (request) => {
      const { recording_id: one } = request.query
      const found = one === undefined ? await holds.list(1000, null) : await holds.ofRecording(one)
      return { data: found.map(viewOf) }
    },
  )

  app.post(
    "/holds",
    {
      config: { permission: "retention:write" },
      schema: {
        tags: ["holds"],
        summary: "Forbid that a recording is erased, by a person or by retention, until the hold is released",
        querystring: noQuery,
        body: z
          .strictObject({
            recording_id: idInput("rec"),
            reason: words,
            owner: words.optional().describe("Who answers for it; default: the API key's id"),
            review_on: z.iso.date().describe("When somebody looks at it again"),
          })
          .meta({ example: { recording_id: example("rec"), reason: "case 4711", review_on: "2027-05-01" } }),
        response: { 201: holdView, ...problems },
      },
    },
    async (request, reply) => {
      const { recording_id: recordingId, reason, review_on: reviewOn } = request.body
      const owner = request.body.owner ?? accessorOf(request).actor
      return reply.status(201).send(viewOf(await holds.set({ recordingId, reason, owner, reviewOn })))
    },
  )

  app.delete(
    "/holds/:id",
    {
      config: { permission: "retention:write" },
      schema: {
        tags: ["holds"],
        summary: "Release a hold; an erasure that waited for it runs now",
        params: z.strictObject({ id: idInput("hold") }),
        querystring: noQuery,
        response: {
          200: z
            .strictObject({ erasures: z.int().describe("Erasures that waited and ran") })
            .meta({ examples: [{ erasures: 1 }] }),
          ...problems,
        },
      },
    },
    async (request) => ({ erasures: await holds.release(request.params.id) }),
  )

  app.put(
    "/recordings/:id/restriction",
    {
      config: { permission: "retention:write", within: "recording" },
      schema: {
        tags: ["holds"],
        summary: "Restrict the processing of a recording (Art. 18 GDPR): kept, and not playable",
        params: oneRecording,
        querystring: noQuery,
        body: z.strictObject({ reason: words }).meta({ example: { reason: "accuracy contested" } }),
        response: {
          200: z
            .strictObject({ reason: z.string(), set_at: z.string() })
            .meta({ examples: [{ reason: "accuracy contested", set_at: "2026-11-23T16:30:00.000Z" }] }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { reason, setAt } = await holds.restrict(request.params.id, request.body.reason)
      return { reason, set_at: setAt }
    },
  )

  app.delete(
    "/recordings/:id/restriction",
    {
      config: { permission: "retention:write", within: "recording" },
      schema: {
        tags: ["holds"],
        summary: "Lift a restriction: the recording is again what it was",
        params: oneRecording,
        querystring: noQuery,
        response: {
          200: z.strictObject({ restricted: z.boolean() }).meta({ examples: [{ restricted: false }] }),
          ...problems,
        },
      },
    },
    async (request) => {
      await holds.lift(request.params.id)
      return { restricted: false }
    },
  )
}

function viewOf(hold: Hold): z.infer<typeof holdView> {
  return {
    id: shown("hold", hold.id),
    recording_id: shown("rec", hold.recordingId),
    reason: hold.reason,
    owner: hold.owner,
    review_on: hold.reviewOn,
    set_at: hold.setAt,
  }
}
