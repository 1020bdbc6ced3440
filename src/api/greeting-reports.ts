/* What can be read off a greeting: what changed, how it sounds, how callers answered it. */
import { z } from "zod"
import { promptNames } from "../audio/prompt-name.ts"
import { diffVersions } from "../greetings/diff.ts"
import { figuresOf } from "../greetings/figures.ts"
import { newestPublished, versionOf } from "../greetings/lookup.ts"
import { type App, bytesAnswer, problems } from "./app.ts"
import { languageParam, ofGreeting, ofVersion, promptParam, versionNumber } from "./greeting-parts.ts"
import { slug } from "./ids.ts"
import type { ApiParts } from "./parts.ts"

const DEFAULT_DAYS = 90

const side = z.strictObject({ text: z.string(), audio_sha256: z.string() }).nullable()
const diffView = z
  .strictObject({
    from: z.int(),
    to: z.int(),
    changes: z.array(
      z.strictObject({
        language: z.string(),
        prompt: z.enum(promptNames),
        words: z.boolean().describe("The words differ"),
        audio: z.boolean().describe("The bytes that are played differ"),
        before: side.describe("null: the version has no such prompt"),
        after: side,
      }),
    ),
  })
  .meta({
    id: "GreetingDiff",
    examples: [
      {
        from: 2,
        to: 3,
        changes: [
          {
            language: "en",
            prompt: "granted",
            words: true,
            audio: true,
            before: { text: "Thank you.", audio_sha256: "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU" },
            after: {
              text: "Thank you. Recording starts now.",
              audio_sha256: "ar9AW1jOH7wk7u3SQAvfaqVMwHlN_Tii0_2zypjDT-k",
            },
          },
        ],
      },
    ],
  })

const waits = z.strictObject({ calls: z.int(), median_ms: z.int().nullable(), p90_ms: z.int().nullable() })
const statsView = z
  .strictObject({
    since: z.string(),
    versions: z.array(
      z.strictObject({
        version: z.int(),
        language: z.string(),
        live: z.boolean(),
        calls: z
          .record(z.string(), z.int())
          .describe("By the first decision: granted, refused, no_answer, failed, ..."),
        refusal_rate: z.number().nullable().describe("Refused, of all who heard the question"),
        time_to_agent: z
          .strictObject({ granted: waits, refused: waits, no_answer: waits })
          .describe("From the answer to the agent: refusing must not take longer than agreeing"),
      }),
    ),
  })
  .meta({
    id: "GreetingStats",
    examples: [
      {
        since: "2026-08-25T10:00:00.000Z",
        versions: [
          {
            version: 3,
            language: "en",
            live: true,
            calls: { granted: 61, refused: 24, no_answer: 9 },
            refusal_rate: 0.255,
            time_to_agent: {
              granted: { calls: 61, median_ms: 16200, p90_ms: 19400 },
              refused: { calls: 24, median_ms: 16000, p90_ms: 19100 },
              no_answer: { calls: 9, median_ms: 33000, p90_ms: 34000 },
            },
          },
        ],
      },
    ],
  })

const sideOf = (prompt: { readonly text: string; readonly audio_sha256: string } | null) =>
  prompt && { text: prompt.text, audio_sha256: prompt.audio_sha256 }

export function greetingReportRoutes(app: App, { greetings, views }: Pick<ApiParts, "greetings" | "views">): void {
  app.get(
    "/greetings/:id/diff",
    {
      config: { permission: "greetings:read" },
      schema: {
        ...ofGreeting,
        summary: "What a caller hears differently in two versions",
        querystring: z.strictObject({ from: versionNumber, to: versionNumber }),
        response: { 200: diffView, ...problems },
      },
    },
    async (request) => {
      const greeting = greetings.get(request.params.id)
      const { from, to } = request.query
      const changes = diffVersions(versionOf(greeting, from), versionOf(greeting, to))
      return {
        from,
        to,
        changes: changes.map((change) => ({ ...change, before: sideOf(change.before), after: sideOf(change.after) })),
      }
    },
  )

  app.get(
    "/greetings/:id/versions/:version/:language/:prompt/preview",
    {
      config: { permission: "greetings:read" },
      schema: {
        ...ofVersion,
        summary: "Hear a prompt as on a phone line",
        description: "Decoded from the very bytes that the line plays, whose hash is `audio_sha256`.",
        params: z.strictObject({ id: slug, version: versionNumber, language: languageParam, prompt: promptParam }),
        response: { 200: bytesAnswer("A WAV file: 16 bits, 8 kHz, mono", "audio/wav"), ...problems },
      },
    },
    async (request, reply) => {
      const { id, version, language, prompt } = request.params
      const wav = await greetings.preview(id, version, language, prompt)
      return reply.type("audio/wav").send(Buffer.from(wav.buffer, wav.byteOffset, wav.byteLength))
    },
  )

  app.get(
    "/greetings/:id/stats",
    {
      config: { permission: "greetings:read" },
      schema: {
        ...ofGreeting,
        summary: "How callers answered each version, and how long they waited for the agent",
        querystring: z.strictObject({
          since: z.iso
            .datetime()
            .optional()
            .meta({
              description: `Of calls answered from here on; default: ${DEFAULT_DAYS} days ago`,
              example: "2026-11-01T00:00:00Z",
            }),
        }),
        response: { 200: statsView, ...problems },
      },
    },
    async (request) => {
      const greeting = greetings.get(request.params.id)
      const since = request.query.since ?? new Date(Date.now() - DEFAULT_DAYS * 86_400_000).toISOString()
      const live = newestPublished(greeting)?.version
      const figures = figuresOf(await views.greetingFigures(greeting.id, since))
      return { since, versions: figures.map((each) => ({ ...each, live: each.version === live })) }
    },
  )
}
