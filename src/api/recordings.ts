import { z } from "zod"
import { AssentError } from "../errors.ts"
import type { RecordingRow } from "../recording/ports.ts"
import { tombstoneOf } from "../retention/tombstone.ts"
import { type App, noQuery, problems, refuseBody } from "./app.ts"
import { anyOf } from "./consents.ts"
import { eraseOne, erasureItem, itemOfErased, itemOfPlan } from "./erasures.ts"
import { idInput } from "./ids.ts"
import { type Pager, pageOf, pageQuery } from "./paging.ts"
import type { ApiParts } from "./parts.ts"
import { demand } from "./permission.ts"
import { retainedProblem, sendProblem } from "./problem.ts"
import { recordingStates, recordingView, viewOfRecording } from "./recording-view.ts"

type RecordingParts = Pick<ApiParts, "views" | "recording" | "eraser">

export const oneRecording = z.strictObject({ id: idInput("rec") })

export async function foundRecording(recording: ApiParts["recording"], id: string): Promise<RecordingRow> {
  const row = await recording(id)
  if (!row) throw new AssentError("NOT_FOUND", "there is no such recording")
  return row
}

export function recordingRoutes(app: App, { views, recording, eraser }: RecordingParts, page: Pager): void {
  app.get(
    "/recordings",
    {
      config: { permission: "recordings:read", within: "call-query" },
      schema: {
        tags: ["recordings"],
        summary: "Recordings, newest first; erased ones as their tombstones",
        querystring: z.strictObject({
          ...pageQuery,
          call: idInput("call").optional(),
          state: anyOf(recordingStates),
        }),
        response: { 200: pageOf(recordingView), ...problems },
      },
    },
    (request, reply) => {
      const { call, state } = request.query
      const filter = { ...(call === undefined ? {} : { callId: call }), ...(state === undefined ? {} : { state }) }
      return page(request, reply, request.query, (want) => views.recordings(filter, want), viewOfRecording)
    },
  )

  app.get(
    "/recordings/:id",
    {
      config: { permission: "recordings:read", within: "recording" },
      schema: {
        tags: ["recordings"],
        summary: "One recording: its state, its hashes and its retention, never its audio",
        params: oneRecording,
        querystring: noQuery,
        response: { 200: recordingView, ...problems },
      },
    },
    async (request) => viewOfRecording(await foundRecording(recording, request.params.id)),
  )

  app.delete(
    "/recordings/:id",
    {
      config: { permission: "erasure:file", within: "recording" },
      preValidation: refuseBody,
      schema: {
        tags: ["recordings"],
        summary: "Erase one recording for good: its key, its audio, then leave the tombstone",
        description:
          "Erasing again gives the same answer again. 409 while the recording is still being made, or must be kept: legal-hold and retained-by-law name the reason, and it is erased when that ends.",
        params: oneRecording,
        querystring: z.strictObject({ dry_run: z.enum(["true", "false"]).default("false") }),
        response: { 200: erasureItem, ...problems },
      },
    },
    async (request, reply) => {
      const row = await foundRecording(recording, request.params.id)
      if (request.query.dry_run === "true") return itemOfPlan(await eraser.planRecording(row.id), tombstoneOf(row))
      await demand(request, "erasure:approve")
      const done = await eraseOne(eraser, row.id)
      return "tombstoneSha256" in done ? itemOfErased(done) : sendProblem(reply, retainedProblem(done))
    },
  )
}
