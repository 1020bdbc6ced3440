import { z } from "zod"
import { registerMarkdown } from "../rights/register-md.ts"
import type { ProcessingRegister } from "../rights/register.ts"
import { type App, problems } from "./app.ts"

const party = z.strictObject({ name: z.string(), contact: z.string(), address: z.string().nullable() })
const placed = party.extend({ country: z.string().nullable() })
const texts = z.array(z.string())

const registerView = z
  .strictObject({
    made_at: z.string(),
    controller: placed,
    representative: party.nullable(),
    dpo: party.nullable().describe("The data protection officer"),
    processor: placed.nullable(),
    data_subjects: texts,
    activities: z.array(
      z.strictObject({ purpose: z.string(), data: texts, legal_bases: texts, time_limits: texts, fields: z.int() }),
    ),
    recipients: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        role: z.string(),
        purpose: z.string(),
        country: z.string().nullable(),
        transfer: z.string().nullable(),
      }),
    ),
    transfers: z.array(
      z.strictObject({ recipient: z.string(), country: z.string().nullable(), mechanism: z.string().nullable() }),
    ),
    time_limits: z.array(z.strictObject({ what: z.string(), limit: z.string() })),
    security_measures: texts,
    not_processed: texts,
  })
  .meta({
    id: "ProcessingRegister",
    examples: [
      {
        made_at: "2026-11-23T16:30:00.000Z",
        controller: { name: "Example GmbH", contact: "privacy@example.org", address: null, country: "DE" },
        representative: null,
        dpo: null,
        processor: null,
        data_subjects: ["Callers"],
        activities: [],
        recipients: [],
        transfers: [],
        time_limits: [{ what: "recordings of the line main, for quality", limit: "365 days after the call" }],
        security_measures: [],
        not_processed: ["Text messages, and their content"],
      },
    ],
  })

const markdown = "text/markdown; charset=utf-8"

export function processingRegisterRoutes(app: App, register: () => ProcessingRegister): void {
  app.get(
    "/processing-register",
    {
      config: { permission: "audit:read" },
      schema: {
        tags: ["accountability"],
        summary: "The register of processing activities (Art. 30 GDPR), made of the data map and the configuration",
        querystring: z.strictObject({ format: z.enum(["json", "md"]).default("json") }),
        response: {
          200: {
            description: "The register",
            content: {
              "application/json": { schema: registerView },
              "text/markdown": { schema: z.string().meta({ example: "# Register of processing activities" }) },
            },
          },
          ...problems,
        },
      },
    },
    async (request, reply) => {
      if (request.query.format === "json") return register()
      return reply.type(markdown).serializer(String).send(registerMarkdown(register()))
    },
  )
}
