import { z } from "zod"
import type { ErasePlan } from "../retention/erase.ts"
import type { Erased } from "../retention/tombstone.ts"
import { type App, noQuery, problems } from "./app.ts"
import { e164, example, idInput, idOutput, shown } from "./ids.ts"
import type { ApiParts } from "./parts.ts"

const itemExample = {
  recording_id: example("rec"),
  outcome: "erased" as const,
  erased_at: "2026-11-23T16:30:00.000Z",
  tombstone_sha256: "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
}

export const erasureItem = z
  .strictObject({
    recording_id: idOutput("rec"),
    outcome: z.enum(["erased", "would_erase", "already_erased", "call_in_progress"]),
    erased_at: z.string().nullable(),
    tombstone_sha256: z.string().nullable().describe("base64url SHA-256 over what is left of it"),
  })
  .meta({ id: "ErasedRecording", examples: [itemExample] })

const erasureView = z
  .strictObject({
    id: idOutput("ers")
      .nullable()
      .describe("The request in the erasure.executed leaf; null in a dry run or for one recording"),
    dry_run: z.boolean(),
    calls: z.int().nullable().describe("How many calls' keys were (or would be) destroyed; null for one recording"),
    items: z.array(erasureItem),
    disclosure: z
      .string()
      .nullable()
      .describe("Opens the count in the erasure.executed leaf (RFC 9901). Keep it: it is stored nowhere else"),
  })
  .meta({
    id: "Erasure",
    examples: [{ id: example("ers"), dry_run: false, calls: 1, items: [itemExample], disclosure: "WyJ..." }],
  })

const erasureBody = z
  .strictObject({
    number: e164.optional().describe("Erase everything held about this caller"),
    recording_id: idInput("rec").optional().describe("Erase one recording"),
    dry_run: z.boolean().default(false).describe("Say what would happen and change nothing"),
  })
  .refine((body) => (body.number === undefined) !== (body.recording_id === undefined), {
    message: "give either number or recording_id",
  })
  .meta({ example: { number: "+4930123456", dry_run: true } })

export function erasureRoutes(app: App, { eraser, lookup }: Pick<ApiParts, "eraser" | "lookup">): void {
  app.post(
    "/erasures",
    {
      schema: {
        tags: ["erasures"],
        summary: "Erase a caller, or one recording, for good",
        description:
          "A number nothing is held under gives an empty list. 409 while a call of the person goes on; nothing is destroyed then.",
        querystring: noQuery,
        body: erasureBody,
        response: { 200: erasureView, ...problems },
      },
    },
    async (request) => {
      const { number, recording_id: recordingId, dry_run: dryRun } = request.body
      if (recordingId !== undefined) {
        const item = dryRun
          ? itemOfPlan(await eraser.planRecording(recordingId), null)
          : itemOfErased(await eraser.eraseRecording(recordingId, "request"))
        return { id: null, dry_run: dryRun, calls: null, items: [item], disclosure: null }
      }
      const subject = await lookup(number ?? "")
      if (dryRun) {
        const plan = await eraser.planSubject(subject)
        const items = plan.recordings.map((item) => itemOfPlan(item, null))
        return { id: null, dry_run: true, calls: plan.calls, items, disclosure: null }
      }
      const { requestId, calls, recordings, disclosure } = await eraser.eraseSubject(subject)
      return { id: shown("ers", requestId), dry_run: false, calls, items: recordings.map(itemOfErased), disclosure }
    },
  )
}

export function itemOfErased(erased: Erased): z.infer<typeof erasureItem> {
  return {
    recording_id: shown("rec", erased.recordingId),
    outcome: "erased",
    erased_at: erased.erasedAt,
    tombstone_sha256: erased.tombstoneSha256,
  }
}

export function itemOfPlan(plan: ErasePlan, tombstone: Erased | null): z.infer<typeof erasureItem> {
  return {
    recording_id: shown("rec", plan.recordingId),
    outcome: plan.outcome,
    erased_at: tombstone?.erasedAt ?? null,
    tombstone_sha256: tombstone?.tombstoneSha256 ?? null,
  }
}
