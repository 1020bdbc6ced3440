/* Work behind a 202: how far it is, what became of each, and stopping it. */
import { z } from "zod"
import type { Job, JobItem } from "../retention/jobs.ts"
import { tombstoneOf } from "../retention/tombstone.ts"
import { type App, noQuery, problems, refuseBody } from "./app.ts"
import { erasureItem, viewOfRetained } from "./erasures.ts"
import { idInput, shown } from "./ids.ts"
import { jobView, viewOfJob } from "./job-view.ts"
import { type Pager, pageOf, pageQuery } from "./paging.ts"
import type { ApiParts } from "./parts.ts"
import { eventStreamAnswer, eventStreams } from "./sse.ts"

const tags = ["jobs"]

export function jobRoutes(app: App, { jobs, recording }: Pick<ApiParts, "jobs" | "recording">, page: Pager): void {
  const open = eventStreams(app)
  const one = { params: z.strictObject({ id: idInput("job") }), querystring: noQuery }

  app.get(
    "/jobs",
    {
      config: { permission: "erasure:file" },
      schema: {
        tags,
        summary: "Jobs, newest first; one that ended more than a month ago may be gone",
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(jobView), ...problems },
      },
    },
    (request, reply) => page(request, reply, request.query, (want) => jobs.list(want), viewOfJob),
  )

  app.get(
    "/jobs/:id",
    {
      config: { permission: "erasure:file" },
      schema: { tags, summary: "How far a job is", ...one, response: { 200: jobView, ...problems } },
    },
    async (request) => viewOfJob(await jobs.get(request.params.id)),
  )

  app.get(
    "/jobs/:id/items",
    {
      config: { permission: "erasure:file" },
      schema: {
        tags,
        summary: "What became of each recording, by its id",
        params: one.params,
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(erasureItem), ...problems },
      },
    },
    async (request, reply) => {
      const { id } = await jobs.get(request.params.id)
      const rows = async (want: { limit: number; after: string | null }) =>
        (await jobs.items(id, want)).map((item) => ({ ...item, id: item.recordingId }))
      return page(request, reply, request.query, rows, viewOfItem)
    },
  )

  app.post(
    "/jobs/:id/cancel",
    {
      config: { permission: "erasure:approve", idempotency: "accepted" },
      preValidation: refuseBody,
      schema: {
        tags,
        summary: "Stop a job: what is erased stays erased, the rest stays as it is",
        description: "409 when it has ended.",
        ...one,
        response: { 200: jobView, ...problems },
      },
    },
    async (request) => viewOfJob(await jobs.cancel(request.params.id)),
  )

  app.get(
    "/jobs/:id/events",
    {
      config: { permission: "erasure:file" },
      exposeHeadRoute: false,
      schema: {
        tags,
        summary: "Progress as server-sent events, until the job has ended",
        description:
          "Each event is the job as it then stands; its id grows. Who comes back with `Last-Event-ID` is told where it stands now, unless they know. A comment line every 15 seconds keeps the connection alive.",
        ...one,
        response: {
          200: eventStreamAnswer(
            "id, event (job.progress or job.ended) and data: the job",
            'id: 301\nevent: job.progress\ndata: {"id":"job_019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091","done":300}\n\n',
          ),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const { id } = await jobs.get(request.params.id)
      const stream = open(request, reply)
      let seen = stream.seen
      const write = (job: Job): void => {
        const number = job.done + job.failed + (job.state === "running" ? 1 : 2)
        if (number > seen) stream.write(number, job.state === "running" ? "job.progress" : "job.ended", viewOfJob(job))
        seen = Math.max(seen, number)
        if (job.state !== "running") stream.end()
      }
      stream.onClose(jobs.follow(id, write))
      // After following: a step in between would otherwise be told to nobody.
      write(await jobs.get(id))
      return stream.send()
    },
  )

  async function viewOfItem({ recordingId, outcome, retained }: JobItem): Promise<z.infer<typeof erasureItem>> {
    const row = outcome === "erased" ? await recording(recordingId) : null
    const tombstone = row && tombstoneOf(row)
    return {
      recording_id: shown("rec", recordingId),
      outcome: outcome ?? "waiting",
      erased_at: tombstone?.erasedAt ?? null,
      tombstone_sha256: tombstone?.tombstoneSha256 ?? null,
      retained: retained && viewOfRetained(retained),
    }
  }
}
