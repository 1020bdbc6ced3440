import { z } from "zod"
import { type Job, jobStates } from "../retention/jobs.ts"
import { example, idOutput, shown } from "./ids.ts"

export const jobView = z
  .strictObject({
    id: idOutput("job"),
    kind: z.literal("erasure"),
    state: z.enum(jobStates),
    total: z.int(),
    done: z.int().describe("Erased, or kept for a reason"),
    failed: z.int().describe("Could not be erased now; what was begun is finished when the gateway next starts"),
    eta_s: z
      .int()
      .nullable()
      .describe("About how many seconds are left; null before the first are done, and at the end"),
    created_at: z.string(),
    ended_at: z.string().nullable(),
    result_url: z.string().describe("What became of each"),
  })
  .meta({
    id: "Job",
    examples: [
      {
        id: example("job"),
        kind: "erasure",
        state: "running",
        total: 1200,
        done: 300,
        failed: 0,
        eta_s: 12,
        created_at: "2026-11-23T16:30:00.000Z",
        ended_at: null,
        result_url: `/v1/jobs/${example("job")}/items`,
      },
    ],
  })

export function viewOfJob(job: Job): z.infer<typeof jobView> {
  const { total, done, failed, createdAt } = job
  const decided = done + failed
  const elapsed = Date.now() - Date.parse(createdAt)
  const eta = job.endedAt === null && decided > 0 ? Math.round((elapsed / decided / 1000) * (total - decided)) : null
  const id = shown("job", job.id)
  return {
    id,
    kind: "erasure",
    state: job.state,
    total,
    done,
    failed,
    eta_s: eta,
    created_at: createdAt,
    ended_at: job.endedAt,
    result_url: `/v1/jobs/${id}/items`,
  }
}
