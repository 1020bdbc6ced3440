import { z } from "zod"
import { AssentError, hasCode } from "../errors.ts"
import type { ErasePlan, Eraser, Retained, SubjectErased } from "../retention/eraser.ts"
import type { KeptItem } from "../retention/jobs.ts"
import type { Erased } from "../retention/tombstone.ts"
import { type App, noQuery, problems } from "./app.ts"
import { e164, example, idInput, idOutput, shown, slug } from "./ids.ts"
import { jobView, viewOfJob } from "./job-view.ts"
import type { ApiParts } from "./parts.ts"
import { actorOf, demand, principalOf } from "./permission.ts"
import { retainedProblem, sendProblem } from "./problem.ts"

/** More than this at once is several erasures: what one dry run shows, somebody can still look through. */
const MAX_BULK = 10_000

const itemExample = {
  recording_id: example("rec"),
  outcome: "erased" as const,
  erased_at: "2026-11-23T16:30:00.000Z",
  tombstone_sha256: "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
  retained: null,
}

const retainedView = z
  .strictObject({
    reason: z.string().describe("hold, minimum, ..."),
    rule: z.string().nullable().describe("Id of the hold or of the rule"),
    basis: z.string().nullable(),
    until: z.string().nullable().describe("The last day of the reason; null when somebody has to end it"),
    sentence: z.string().describe("For the person"),
  })
  .meta({
    id: "Retained",
    examples: [
      {
        reason: "minimum",
        rule: "019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091",
        basis: "MiFID II, Art. 16(7)",
        until: "2031-11-23",
        sentence: "asked to be erased, and kept until the end of 2031-11-23 (UTC), because the law asks for it",
      },
    ],
  })

export const erasureItem = z
  .strictObject({
    recording_id: idOutput("rec"),
    outcome: z.enum([
      "erased",
      "retained",
      "failed",
      "waiting",
      "would_erase",
      "would_retain",
      "already_erased",
      "call_in_progress",
    ]),
    erased_at: z.string().nullable(),
    tombstone_sha256: z.string().nullable().describe("base64url SHA-256 over what is left of it"),
    retained: retainedView.nullable().describe("Why it is kept: it is erased by itself when the reason ends"),
  })
  .meta({ id: "ErasedRecording", examples: [itemExample] })

const erasureView = z
  .strictObject({
    id: idOutput("ers")
      .nullable()
      .describe("The request in the erasure.executed leaf; null in a dry run and for recordings"),
    dry_run: z.boolean(),
    calls: z.int().nullable().describe("How many calls' keys were (or would be) destroyed; null for recordings"),
    items: z.array(erasureItem),
    preview: z.string().nullable().describe("Names what a dry run showed: send it to erase exactly that"),
    disclosure: z
      .string()
      .nullable()
      .describe("Opens the count in the erasure.executed leaf (RFC 9901). Keep it: it is stored nowhere else"),
  })
  .meta({
    id: "Erasure",
    examples: [
      { id: example("ers"), dry_run: false, calls: 1, items: [itemExample], preview: null, disclosure: "WyJ..." },
    ],
  })

const bulkScope = {
  line: slug.optional().describe("Every recording of this line"),
  agent: slug.optional().describe("Every recording of this agent's calls, and the agent: name, lines, whose calls"),
  since: z.iso.datetime().optional().describe("Of calls answered from here on"),
  before: z.iso.datetime().optional().describe("Of calls answered before"),
}

const erasureBody = z
  .strictObject({
    number: e164.optional().describe("Erase everything held about this caller"),
    recording_id: idInput("rec").optional().describe("Erase one recording"),
    ...bulkScope,
    dry_run: z.boolean().default(false).describe("Say what would happen and change nothing"),
    preview: z.string().max(64).optional().describe("Of the dry run. Always needed for a line or a period"),
  })
  .refine(
    ({ number, recording_id: one, line, agent, since, before }) =>
      [number, one, line ?? agent ?? since ?? before].filter((scope) => scope !== undefined).length === 1,
    { message: "give either number, or recording_id, or line, agent and period" },
  )
  .meta({ example: { number: "+4930123456", dry_run: true } })
type Body = z.infer<typeof erasureBody>

type Needed = "records" | "eraser" | "jobs" | "lookup" | "approvals" | "views"

export function erasureRoutes(app: App, parts: Pick<ApiParts, Needed>): void {
  const { eraser, approvals } = parts
  app.post(
    "/erasures",
    {
      config: { permission: "erasure:file" },
      schema: {
        tags: ["erasures"],
        summary: "Erase a caller, one recording, or the recordings of a line and a period, for good",
        description:
          "A number nothing is held under gives an empty list. What a hold or the law keeps is listed with its reason and erased by itself when that ends. 409 while a call of the person goes on, while a line leads to the agent, or when a second person must approve; 412 when the preview is stale: nothing is destroyed then. A line or a period is a job: 202, and Location says where it stands. Idempotency-Key is required but for a dry run.",
        querystring: noQuery,
        body: erasureBody,
        response: { 200: erasureView, 202: jobView, ...problems },
      },
    },
    async (request, reply) => {
      const { body } = request
      const dryRun = body.dry_run
      if (!dryRun) await demand(request, "erasure:approve")
      const none = { id: null, dry_run: dryRun, calls: null, preview: null, disclosure: null }
      if (body.recording_id !== undefined) {
        if (dryRun) return { ...none, items: [itemOfPlan(await eraser.planRecording(body.recording_id), null)] }
        const done = await eraseOne(eraser, body.recording_id)
        if ("sentence" in done) return sendProblem(reply, retainedProblem(done))
        return { ...none, items: [itemOfErased(done)] }
      }
      const by = actorOf(request)
      // Whoever may make tokens could otherwise look with one, and approve by themselves.
      const looker = principalOf(request)?.kind === "service_account" ? null : by
      const { number } = body
      if (number !== undefined) {
        const subject = await parts.lookup(number)
        const plan = await eraser.planSubject(subject)
        if (dryRun) return planned(plan.calls, plan.recordings, approvals.shown(subject, plan.recordings, looker))
        // Nothing to erase is nothing to approve.
        if (plan.calls > 0) approvals.allow(subject, plan.recordings, body.preview ?? null, by)
        return executed(await eraser.eraseSubject(subject))
      }
      const { agent } = body
      // With a period or a line, the agent is there for the other calls.
      const wholeAgent = agent !== undefined && (body.since ?? body.before ?? body.line) === undefined
      if (wholeAgent) await parts.records.mayRemoveAgent(agent)
      else if (agent !== undefined) await parts.records.agent(agent)
      const scope = JSON.stringify([body.line, body.since, body.before, agent])
      const plan: ErasePlan[] = []
      for (const id of await recordingsIn(parts, body)) plan.push(await eraser.planRecording(id))
      if (dryRun) return planned(null, plan, approvals.shown(scope, plan, looker))
      if (body.preview === undefined) {
        throw new AssentError("INPUT_INVALID", "do a dry run first and send its preview", { field: "preview" })
      }
      approvals.allow(scope, plan, body.preview, by)
      if (plan.some(({ outcome }) => outcome === "call_in_progress")) {
        throw new AssentError("CONFLICT", "a recording is still being made: erase again when its call has ended")
      }
      const ids = plan.filter(({ outcome }) => outcome !== "already_erased").map((item) => item.recordingId)
      const job = viewOfJob(await parts.jobs.start(ids, by))
      // The recordings' intents are durable: a crash before this is mended by erasing the agent again.
      if (wholeAgent) await parts.records.removeAgent(agent, by)
      return reply
        .code(202)
        .headers({ location: `/v1/jobs/${job.id}`, "retry-after": "1" })
        .send(job)
    },
  )
}

/** @throws INPUT_INVALID when there are too many for one erasure */
async function recordingsIn(
  { views, records }: Pick<ApiParts, "views" | "records">,
  { line, agent, since, before }: Body,
): Promise<readonly string[]> {
  const filter = {
    ...(agent === undefined ? {} : { ids: await records.callsOfAgent(agent) }),
    ...(line === undefined ? {} : { line }),
    ...(since === undefined ? {} : { answeredFrom: since }),
    ...(before === undefined ? {} : { answeredTo: before }),
  }
  const ids: string[] = []
  for (let after: string | null = null; ;) {
    const calls = await views.calls(filter, { limit: 200, after })
    for (const call of calls) {
      after = call.id
      const rows = await views.recordings({ callId: call.id }, { limit: 100, after: null })
      ids.push(...rows.filter((row) => row.state !== "shredded").map((row) => row.id))
      if (ids.length > MAX_BULK)
        throw new AssentError("INPUT_INVALID", "these are more than 10000 recordings: take a shorter period", {
          field: "before",
        })
    }
    if (calls.length < 200) return ids
  }
}

/** @returns the tombstone, or why it must wait */
export async function eraseOne(eraser: Eraser, id: string): Promise<Erased | Retained> {
  try {
    return await eraser.eraseRecording(id, "request")
  } catch (error) {
    if (!hasCode(error, "RECORDING_ON_HOLD", "RECORDING_RETAINED")) throw error
    const { retained } = await eraser.planRecording(id)
    if (!retained) throw error
    return retained
  }
}

function planned(calls: number | null, plan: readonly ErasePlan[], preview: string): z.infer<typeof erasureView> {
  const items = plan.map((item) => itemOfPlan(item, null))
  return { id: null, dry_run: true, calls, items, preview, disclosure: null }
}

function executed({ requestId, calls, recordings, retained, disclosure }: SubjectErased): z.infer<typeof erasureView> {
  const items = [...recordings.map(itemOfErased), ...retained.map(itemOfRetained)]
  return { id: shown("ers", requestId), dry_run: false, calls, items, preview: null, disclosure }
}

export function itemOfErased(erased: Erased): z.infer<typeof erasureItem> {
  return {
    recording_id: shown("rec", erased.recordingId),
    outcome: "erased",
    erased_at: erased.erasedAt,
    tombstone_sha256: erased.tombstoneSha256,
    retained: null,
  }
}

export function itemOfRetained(retained: Retained): z.infer<typeof erasureItem> {
  return {
    recording_id: shown("rec", retained.recordingId),
    outcome: "retained",
    erased_at: null,
    tombstone_sha256: null,
    retained: viewOfRetained(retained),
  }
}

export function viewOfRetained({ reason, rule, basis, until, sentence }: KeptItem): z.infer<typeof retainedView> {
  return { reason, rule, basis, until, sentence }
}

export function itemOfPlan(plan: ErasePlan, tombstone: Erased | null): z.infer<typeof erasureItem> {
  return {
    recording_id: shown("rec", plan.recordingId),
    outcome: plan.outcome,
    erased_at: tombstone?.erasedAt ?? null,
    tombstone_sha256: tombstone?.tombstoneSha256 ?? null,
    retained: plan.retained ? viewOfRetained(plan.retained) : null,
  }
}
