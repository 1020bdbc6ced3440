/* What holds on a line at a moment, and why: for whoever asks "what do callers hear on Christmas Eve?". */
import { z } from "zod"
import { destination } from "../greetings/document-destination.ts"
import type { OperatorStore } from "../greetings/document.ts"
import { languageFor, lineAt, scheduleOf } from "../greetings/line-at.ts"
import { lineOf, newestPublished } from "../greetings/lookup.ts"
import { openingUntil } from "../greetings/schedule.ts"
import { type App, problems } from "./app.ts"
import { e164, slug } from "./ids.ts"

const explained = z
  .strictObject({
    line_id: z.string(),
    at: z.string(),
    opening: z
      .strictObject({
        open: z.boolean(),
        by: z.enum(["override", "holiday", "weekly"]).describe("What decided, strongest first"),
        name: z.string().nullable().describe("Of the override or holiday"),
        until: z.string().nullable().describe("The next change; null: none within 400 days"),
      })
      .nullable()
      .describe("null: the line keeps no schedule and is always open"),
    greeting: z.string(),
    greeting_version: z
      .int()
      .nullable()
      .describe("What is live now; null: nothing is published, and callers are not asked"),
    language: z.string(),
    destination,
    mode: z.string(),
  })
  .meta({
    id: "LineExplained",
    examples: [
      {
        line_id: "main",
        at: "2026-12-24T17:00:00.000Z",
        opening: { open: false, by: "holiday", name: "Christmas Eve", until: "2026-12-28T08:00:00.000Z" },
        greeting: "closed",
        greeting_version: 2,
        language: "de",
        destination: { kind: "hang-up" },
        mode: "opt_in",
      },
    ],
  })

export function lineExplainRoute(app: App, operator: OperatorStore): void {
  app.get(
    "/lines/:id/explain",
    {
      config: { permission: "lines:read", within: "line" },
      schema: {
        tags: ["lines"],
        summary: "What a call at a moment would meet: open or closed and until when, greeting, language, destination",
        params: z.strictObject({ id: slug }),
        querystring: z.strictObject({
          at: z.iso
            .datetime({ offset: true })
            .optional()
            .meta({ description: "Default: now", example: "2026-12-24T18:00:00+01:00" }),
          from: e164.optional().meta({ description: "The caller's number, where the language goes by it" }),
        }),
        response: { 200: explained, ...problems },
      },
    },
    async ({ params, query }) => {
      const document = operator.current()
      const line = lineOf(document, params.id)
      const at = query.at === undefined ? new Date() : new Date(query.at)
      const schedules = document.schedules ?? []
      const { greeting, destination: to } = lineAt(line, schedules, at)
      const kept = scheduleOf(line, schedules)
      const played = document.greetings.find(({ id }) => id === greeting)
      const opening = kept ? openingUntil(kept, at) : null
      return {
        line_id: line.id,
        at: at.toISOString(),
        opening: opening && { ...opening, until: opening.until?.toISOString() ?? null },
        greeting,
        greeting_version: (played && newestPublished(played)?.version) ?? null,
        language: languageFor(line, query.from ?? null),
        destination: to,
        mode: line.mode,
      }
    },
  )
}
