import { z } from "zod"
import { AssentError } from "../errors.ts"
import { type App, noQuery, problems } from "./app.ts"
import { e164, example, idOutput, shown } from "./ids.ts"
import type { TestPhone } from "./parts.ts"

const placed = z
  .strictObject({
    media_url: z.string().describe("The WebSocket to speak the Media Streams dialect on"),
    token: z.string().describe("Opens this one call, once"),
    call_sid: z.string(),
    call_id: idOutput("call").describe("What the call is found by once it was answered"),
  })
  .meta({
    id: "TestCall",
    examples: [
      {
        media_url: "ws://127.0.0.1:7080/media/test",
        token: "k3J...",
        call_sid: "CA0123456789abcdef",
        call_id: example("call"),
      },
    ],
  })

export function testCallRoutes(app: App, testPhone: TestPhone | null): void {
  app.post(
    "/test-calls",
    {
      config: { permission: "calls:test", idempotency: "accepted" },
      schema: {
        tags: ["test calls"],
        summary: "Place a call from the test phone, through the real pipeline",
        querystring: noQuery,
        body: z
          .strictObject({
            from: e164.nullish().describe("The caller; null or absent: withheld"),
            to: e164.nullish().describe("The line's number; null or absent: the first line"),
          })
          .nullish()
          .meta({ example: { from: "+491511234567" } }),
        response: { 201: placed, ...problems },
      },
    },
    async (request, reply) => {
      if (!testPhone) throw new AssentError("NOT_FOUND", "this gateway offers no test phone")
      const { from, to } = request.body ?? {}
      const call = await testPhone.place({ from: from ?? null, to: to ?? null })
      return reply.status(201).send({
        media_url: call.mediaUrl,
        token: call.token,
        call_sid: call.callSid,
        call_id: shown("call", call.callId),
      })
    },
  )
}
