/* Work on a draft: words and audio, what the words say, what may stand although a check found it. */
import { z } from "zod"
import type { GreetingDesk } from "../greetings/desk.ts"
import { statements } from "../greetings/document-greeting.ts"
import { blocks } from "../greetings/finding.ts"
import { type App, problems } from "./app.ts"
import { ifMatch } from "./etag.ts"
import { editOf, languageParam, ofGreeting, ofVersion, promptParam, versionNumber } from "./greeting-parts.ts"
import { versionView, viewOfVersion, waiverView } from "./greeting-view.ts"
import { slug } from "./ids.ts"

export const MAX_PROMPT_BODY = 15 * 1024 * 1024

const findings = z
  .strictObject({
    publishable: z.boolean(),
    findings: z.array(
      z.strictObject({
        pointer: z.string(),
        code: z.string(),
        detail: z.string(),
        severity: z.enum(["error", "warning"]).describe("An error stands in the way unless it is waived"),
        waivable: z.boolean(),
        waived: waiverView.nullable(),
      }),
    ),
  })
  .meta({
    id: "GreetingCheck",
    examples: [
      {
        publishable: false,
        findings: [
          {
            pointer: "/languages/en/menu",
            code: "prompt_missing",
            detail: "has no audio",
            severity: "error",
            waivable: false,
            waived: null,
          },
        ],
      },
    ],
  })

/** Buffer.from ignores what is not base64; only a string that comes out again as it went in was base64. */
const base64Audio = z
  .string()
  .min(1)
  .transform((text, context) => {
    const bytes = Buffer.from(text, "base64")
    if (bytes.length > 0 && bytes.toString("base64") === text) return bytes
    context.addIssue({ code: "custom", message: "standard base64, padded, without line breaks" })
    return z.NEVER
  })
  .meta({
    description: "WAV, MP3, M4A, AAC, Ogg, Opus, WebM, FLAC, AIFF or AMR; base64",
    example: "UklGRiQAAABXQVZF...",
  })

const promptBody = z
  .strictObject({
    text: z.string().min(1).max(4000).meta({ description: "The exact words of the audio: this is the legal text" }),
    audio_base64: base64Audio,
  })
  .meta({ example: { text: "This call may be recorded.", audio_base64: "UklGRiQAAABXQVZF..." } })

export function greetingDraftRoutes(app: App, desk: GreetingDesk): void {
  app.post(
    "/greetings/:id/versions",
    {
      config: { permission: "greetings:write" },
      schema: {
        ...ofGreeting,
        summary: "Begin a draft, copied from the newest version or from another",
        body: z
          .strictObject({ from: z.int().min(1).optional() })
          .nullish()
          .meta({ example: { from: 2 } }),
        response: { 201: versionView, ...problems },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const edit = editOf(request, reply, { desk, id, required: false })
      return reply.status(201).send(viewOfVersion(await desk.addVersion(id, request.body?.from, edit)))
    },
  )

  app.put(
    "/greetings/:id/versions/:version/:language/:prompt",
    {
      config: { permission: "greetings:write" },
      bodyLimit: MAX_PROMPT_BODY,
      schema: {
        ...ofVersion,
        summary: "Set one prompt of a draft: its words and its audio",
        description:
          "If-Match names the greeting. 409 once the version is published: what callers heard never changes.",
        headers: ifMatch,
        params: z.strictObject({ id: slug, version: versionNumber, language: languageParam, prompt: promptParam }),
        body: promptBody,
        response: { 200: versionView, ...problems },
      },
    },
    async (request, reply) => {
      const { id, version, language, prompt } = request.params
      const { text, audio_base64: audio } = request.body
      const edit = editOf(request, reply, { desk, id, required: true })
      return viewOfVersion(await desk.putPrompt(id, version, language, prompt, { text, audio }, edit))
    },
  )

  app.post(
    "/greetings/:id/versions/:version/:language/:prompt/speech",
    {
      config: { permission: "greetings:write", idempotency: "accepted" },
      schema: {
        ...ofVersion,
        summary: "Set one prompt of a draft: its words, spoken by the synthetic voice for drafts",
        description:
          "404 where espeak-ng is not installed or has no voice for the language; 400 for letters that the voice cannot read.",
        params: z.strictObject({ id: slug, version: versionNumber, language: languageParam, prompt: promptParam }),
        body: promptBody.omit({ audio_base64: true }).meta({ example: { text: "This call may be recorded." } }),
        response: { 200: versionView, ...problems },
      },
    },
    async (request, reply) => {
      const { id, version, language, prompt } = request.params
      const edit = editOf(request, reply, { desk, id, required: false })
      return viewOfVersion(await desk.speak(id, version, language, prompt, request.body.text, edit))
    },
  )

  app.put(
    "/greetings/:id/versions/:version/says/:language",
    {
      config: { permission: "greetings:write" },
      schema: {
        ...ofVersion,
        summary: "Point at the words that say what must be said",
        description:
          "Each is quoted from the prompt: `purpose` and `free_choice` from the notice, `rights` and `contact` from `more`.",
        headers: ifMatch,
        params: z.strictObject({ id: slug, version: versionNumber, language: languageParam }),
        body: statements.meta({ id: "GreetingStatements", example: { purpose: "to improve our service" } }),
        response: { 200: versionView, ...problems },
      },
    },
    async (request, reply) => {
      const { id, version, language } = request.params
      const edit = editOf(request, reply, { desk, id, required: true })
      return viewOfVersion(await desk.putStatements(id, version, language, request.body, edit))
    },
  )

  app.post(
    "/greetings/:id/versions/:version/validate",
    {
      config: { permission: "greetings:read", idempotency: "accepted" },
      schema: {
        ...ofVersion,
        summary: "Check a version as publishing would, and change nothing",
        body: z.strictObject({}).nullish(),
        response: { 200: findings, ...problems },
      },
    },
    async (request) => {
      const { id, version } = request.params
      const results = await desk.check(id, version)
      return { publishable: !results.some(blocks), findings: [...results] }
    },
  )

  app.post(
    "/greetings/:id/versions/:version/waivers",
    {
      config: { permission: "greetings:write", idempotency: "accepted" },
      schema: {
        ...ofVersion,
        summary: "Let a check that does not pass stand, with a reason that is kept",
        description: "`pointer` and `code` are a finding's. Falls when the words or the audio that it is about change.",
        body: z
          .strictObject({
            pointer: z.string().min(1).max(200),
            code: z.string().min(1).max(60),
            reason: z.string().trim().min(1).max(500),
          })
          .meta({
            example: {
              pointer: "/languages/en/more/text",
              code: "contact_not_said",
              reason: "Callers are members, who have the address on their card",
            },
          }),
        response: { 201: versionView, ...problems },
      },
    },
    async (request, reply) => {
      const { id, version } = request.params
      const edit = editOf(request, reply, { desk, id, required: false })
      return reply.status(201).send(viewOfVersion(await desk.waive(id, version, request.body, edit)))
    },
  )
}
