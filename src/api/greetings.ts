import { z } from "zod"
import { promptNames } from "../audio/prompt-name.ts"
import { AssentError } from "../errors.ts"
import type { Greeting } from "../greetings/document.ts"
import { type App, noQuery, problems } from "./app.ts"
import { type Pager, pageOf, pageQuery, slicePage } from "./paging.ts"
import type { ApiParts } from "./parts.ts"
import { slug } from "./ids.ts"
import { greetingView, versionView, viewOfGreeting, viewOfVersion } from "./greeting-view.ts"

export const MAX_PROMPT_BODY = 15 * 1024 * 1024

const versionNumber = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, "a version number")
  .transform(Number)
  .meta({ example: "3" })

const findings = z
  .strictObject({
    publishable: z.boolean(),
    findings: z.array(
      z.strictObject({
        pointer: z.string(),
        code: z.string(),
        detail: z.string(),
        severity: z.enum(["error", "warning"]),
      }),
    ),
  })
  .meta({
    id: "GreetingCheck",
    examples: [
      {
        publishable: false,
        findings: [
          { pointer: "/languages/en/menu", code: "prompt_missing", detail: "has no audio", severity: "error" },
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
  .meta({ description: "Any audio ffmpeg reads, base64", example: "UklGRiQAAABXQVZF..." })

const promptBody = z
  .strictObject({
    text: z.string().min(1).max(4000).meta({ description: "The exact words of the audio: this is the legal text" }),
    audio_base64: base64Audio,
  })
  .meta({ example: { text: "This call may be recorded.", audio_base64: "UklGRiQAAABXQVZF..." } })

type GreetingParts = Pick<ApiParts, "operator" | "greetings">

export function greetingRoutes(app: App, { operator, greetings }: GreetingParts, page: Pager): void {
  function found(id: string): Greeting {
    const greeting = operator.current().greetings.find((candidate) => candidate.id === id)
    if (!greeting) throw new AssentError("NOT_FOUND", "there is no such greeting")
    return greeting
  }
  const one = { tags: ["greetings"], querystring: noQuery }
  const oneVersion = { ...one, params: z.strictObject({ id: slug, version: versionNumber }) }

  app.get(
    "/greetings",
    {
      config: { permission: "greetings:read" },
      schema: {
        tags: ["greetings"],
        summary: "Greetings with all their versions",
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(greetingView), ...problems },
      },
    },
    (request, reply) =>
      page(
        request,
        reply,
        request.query,
        async (want) => slicePage(operator.current().greetings, want),
        viewOfGreeting,
      ),
  )

  app.get(
    "/greetings/:id",
    {
      config: { permission: "greetings:read" },
      schema: {
        ...one,
        summary: "One greeting with all its versions",
        params: z.strictObject({ id: slug }),
        response: { 200: greetingView, ...problems },
      },
    },
    async (request) => viewOfGreeting(found(request.params.id)),
  )

  app.post(
    "/greetings/:id/versions",
    {
      config: { permission: "greetings:write" },
      schema: {
        ...one,
        summary: "Begin a draft, copied from the newest version or from another",
        params: z.strictObject({ id: slug }),
        body: z
          .strictObject({ from: z.int().min(1).optional() })
          .nullish()
          .meta({ example: { from: 2 } }),
        response: { 201: versionView, ...problems },
      },
    },
    async (request, reply) => {
      const draft = await greetings.addVersion(found(request.params.id).id, request.body?.from)
      return reply.status(201).send(viewOfVersion(draft))
    },
  )

  app.put(
    "/greetings/:id/versions/:version/:language/:prompt",
    {
      config: { permission: "greetings:write" },
      bodyLimit: MAX_PROMPT_BODY,
      schema: {
        ...one,
        summary: "Set one prompt of a draft: its words and its audio",
        description: "409 once the version is published: what callers heard never changes.",
        params: z.strictObject({
          id: slug,
          version: versionNumber,
          language: z
            .string()
            .regex(/^[a-z]{2}(-[A-Z]{2})?$/, "a BCP 47 tag such as en or pt-BR")
            .meta({ example: "en" }),
          prompt: z.enum(promptNames),
        }),
        body: promptBody,
        response: { 200: versionView, ...problems },
      },
    },
    async (request) => {
      const { id, version, language, prompt } = request.params
      const { text, audio_base64: audio } = request.body
      return viewOfVersion(await greetings.putPrompt(found(id).id, version, language, prompt, { text, audio }))
    },
  )

  app.post(
    "/greetings/:id/versions/:version/validate",
    {
      config: { permission: "greetings:read" },
      schema: {
        ...oneVersion,
        summary: "Check a version as publishing would, and change nothing",
        body: z.strictObject({}).nullish(),
        response: { 200: findings, ...problems },
      },
    },
    async (request) => {
      const { id, version } = request.params
      const results = await greetings.check(found(id).id, version)
      return { publishable: !results.some(({ severity }) => severity === "error"), findings: [...results] }
    },
  )

  app.post(
    "/greetings/:id/versions/:version/publish",
    {
      config: { permission: "greetings:publish" },
      schema: {
        ...oneVersion,
        summary: "Publish a draft: immutable from now on, and played to new callers",
        body: z
          .strictObject({ message: z.string().min(1).max(500) })
          .meta({ example: { message: "Shorter notice, reviewed" } }),
        response: { 200: versionView, ...problems },
      },
    },
    async (request) => {
      const { id, version } = request.params
      return viewOfVersion(await greetings.publish(found(id).id, version, request.body.message))
    },
  )
}
