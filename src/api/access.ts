/* Who had access, and the one way to see a caller's whole number. Both are answered from the ledger. */
import { z } from "zod"
import { accessorWithReason, reasonHeader } from "./accessor.ts"
import { type App, noQuery, problems, refuseBody } from "./app.ts"
import { example, idInput, idOutput, shown } from "./ids.ts"
import { accessTypes } from "./access-parts.ts"
import type { ApiParts } from "./parts.ts"
import { foundRecording, oneRecording } from "./recordings.ts"

const accessView = z
  .strictObject({
    data: z.array(
      z.strictObject({
        at: z.string(),
        type: z
          .enum(accessTypes)
          .describe("key.used without a later access.played of the same actor: anything may have been heard"),
        leaf: z.int().describe("Its index in the ledger"),
        ranges: z.array(z.string()).describe("What went out, of the recording's time"),
        scope: z.string().nullable().describe("What was exported, what the key was for, or why it was denied"),
        actor: z.string().nullable().describe("Id of the API key; null once the call's key is destroyed"),
        reason: z.string().nullable(),
      }),
    ),
  })
  .meta({
    id: "AccessList",
    examples: [
      {
        data: [
          {
            at: "2026-11-23T17:02:11.000Z",
            type: "access.played",
            leaf: 52,
            ranges: ["0-10000ms"],
            scope: null,
            actor: "console",
            reason: "complaint 4711",
          },
        ],
      },
    ],
  })

const unmaskedView = z
  .strictObject({ id: idOutput("call"), number: z.string().nullable().describe("null when it was withheld") })
  .meta({ id: "UnmaskedCall", examples: [{ id: example("call"), number: "+4915112345678" }] })

type AccessRouteParts = Pick<ApiParts, "recording" | "access">

export function accessRoutes(app: App, { recording, access }: AccessRouteParts): void {
  app.get(
    "/recordings/:id/access",
    {
      config: { permission: "audit:read", within: "recording" },
      schema: {
        tags: ["recordings"],
        summary: "Who listened to this recording, exported it, or was denied, oldest first",
        params: oneRecording,
        querystring: noQuery,
        response: { 200: accessView, ...problems },
      },
    },
    async (request) => {
      const entries = await access.ofRecording(await foundRecording(recording, request.params.id))
      return { data: entries.map((entry) => ({ ...entry, ranges: [...entry.ranges] })) }
    },
  )

  app.post(
    "/calls/:id/unmask",
    {
      // Kept nowhere, not even sealed: asked twice, it is on record twice.
      config: { permission: "calls:unmask", within: "call", idempotency: "none" },
      preValidation: refuseBody,
      schema: {
        tags: ["calls"],
        summary: "The caller's whole number, with a reason, on record before it is answered",
        description: "X-Assent-Reason is required. 410 once the caller's data are erased.",
        params: z.strictObject({ id: idInput("call") }),
        querystring: noQuery,
        headers: reasonHeader,
        response: { 200: unmaskedView, ...problems },
      },
    },
    async (request) => {
      const { id } = request.params
      return { id: shown("call", id), number: await access.unmask(id, accessorWithReason(request)) }
    },
  )
}
