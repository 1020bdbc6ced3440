/* Requests of people about their data, as the API shows them. */
import { createHash } from "node:crypto"
import { z } from "zod"
import { requestKinds, requestStates } from "../ledger/entry.ts"
import { type Act, detailsSchema, languages, type SubjectRequest } from "../rights/ports.ts"
import { example, idOutput, shown } from "./ids.ts"

const requestExample = {
  id: example("dsr"),
  kind: "erasure" as const,
  state: "assessed" as const,
  received_at: "2026-11-23T16:20:00.000Z",
  due_on: "2026-12-23",
  extended: false,
  overdue: false,
  filed_by: "front-desk",
  decided_by: null,
  language: "en",
  number: "+49••••••••78",
  recording_id: null,
  details: { verified_by: "call_back", ground: "17_1_b" },
  items: [],
  certificate: false,
  manifest_sha256: null,
}

export const requestView = z
  .strictObject({
    id: idOutput("dsr"),
    kind: z.enum(requestKinds),
    state: z.enum(requestStates),
    received_at: z.string(),
    due_on: z.string().describe("Last calendar day (UTC) for the answer: one month, three when extended"),
    extended: z.boolean(),
    overdue: z.boolean(),
    filed_by: z.string().describe("Id of the API key"),
    decided_by: z.string().nullable(),
    language: z.enum(languages),
    number: z.string().nullable().describe("Masked"),
    recording_id: idOutput("rec").nullable(),
    details: detailsSchema,
    items: z.array(
      z.strictObject({
        recording_id: idOutput("rec"),
        call_id: idOutput("call"),
        outcome: z.enum(["held", "erased", "retained"]),
        reason: z.string().nullable(),
        basis: z.string().nullable(),
        until: z.string().nullable(),
      }),
    ),
    certificate: z.boolean().describe("Whether there is one to fetch"),
    manifest_sha256: z
      .string()
      .nullable()
      .describe("Disclosure: hash of the manifest of what was handed over, as in the leaf of the decision"),
  })
  .meta({
    id: "SubjectRequest",
    examples: [requestExample],
  })

const actExample = { at: "2026-11-23T16:20:00.000Z", actor: "front-desk", act: "file", denied: null }

export const actView = z
  .strictObject({ at: z.string(), actor: z.string(), act: z.string(), denied: z.string().nullable() })
  .meta({
    id: "RequestAct",
    examples: [actExample],
  })

export const requestWithHistory = requestView.extend({ history: z.array(actView) }).meta({
  id: "SubjectRequestWithHistory",
  examples: [{ ...requestExample, history: [actExample] }],
})

export function viewOfRequest(request: SubjectRequest): z.infer<typeof requestView> {
  const open = !["executed", "refused", "notified"].includes(request.state)
  return {
    id: shown("dsr", request.id),
    kind: request.kind,
    state: request.state,
    received_at: request.receivedAt,
    due_on: request.dueOn,
    extended: request.extended,
    overdue: open && new Date().toISOString().slice(0, 10) > request.dueOn,
    filed_by: request.filedBy,
    decided_by: request.decidedBy,
    language: request.language,
    number: request.masked,
    recording_id: request.recordingId === null ? null : shown("rec", request.recordingId),
    details: request.details,
    items: request.items.map((item) => ({
      ...item,
      recording_id: shown("rec", item.recording_id),
      call_id: shown("call", item.call_id),
    })),
    certificate: request.certificate !== null,
    manifest_sha256:
      request.manifest === null ? null : createHash("sha256").update(request.manifest).digest("base64url"),
  }
}

export function viewOfAct({ at, actor, act, denied }: Act): z.infer<typeof actView> {
  return { at, actor, act, denied }
}
