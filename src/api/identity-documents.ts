/* Documents that prove who makes a request: sealed, and kept for days, not for as long as the request. */
import { z } from "zod"
import type { IdentityDocument } from "./record-parts.ts"
import { AssentError } from "../errors.ts"
import { type App, bytesAnswer, noQuery, problems, refuseBody } from "./app.ts"
import { example, idInput, idOutput, shown } from "./ids.ts"
import type { ApiParts } from "./parts.ts"
import { actorOf } from "./permission.ts"

const MAX_BYTES = 4 * 1024 * 1024
const tags = ["requests"]
const mediaTypes = ["application/pdf", "image/jpeg", "image/png"] as const
const documentExample = {
  id: example("doc"),
  name: "passport.jpg",
  media_type: "image/jpeg" as const,
  set_at: "2026-11-23T16:20:00.000Z",
}
const documentView = z
  .strictObject({ id: idOutput("doc"), name: z.string(), media_type: z.string(), set_at: z.string() })
  .meta({ id: "IdentityDocument", examples: [documentExample] })
const ofRequest = { params: z.strictObject({ id: idInput("dsr") }), querystring: noQuery }
const one = { params: z.strictObject({ id: idInput("dsr"), document: idInput("doc") }), querystring: noQuery }

export function identityDocumentRoutes(app: App, { records }: Pick<ApiParts, "records">): void {
  const config = { permission: "requests:handle" } as const

  app.get(
    "/requests/:id/documents",
    {
      config,
      schema: {
        tags,
        summary: "The documents that prove who makes a request, newest first",
        ...ofRequest,
        response: { 200: z.strictObject({ data: z.array(documentView) }), ...problems },
      },
    },
    async (request) => ({ data: (await records.documents(request.params.id)).map(viewOf) }),
  )

  app.post(
    "/requests/:id/documents",
    {
      config,
      bodyLimit: 6 * 1024 * 1024,
      schema: {
        tags,
        summary: "Add a document that proves who makes a request. It is sealed, and destroyed after days",
        ...ofRequest,
        body: z
          .strictObject({
            name: z.string().min(1).max(100),
            media_type: z.enum(mediaTypes),
            content_base64: z.base64().min(4),
          })
          .meta({ example: { name: "passport.jpg", media_type: "image/jpeg", content_base64: "/9j/4AAQ" } }),
        response: { 201: documentView, ...problems },
      },
    },
    async (request, reply) => {
      const { name, media_type: mediaType, content_base64: text } = request.body
      const bytes = Buffer.from(text, "base64")
      if (bytes.length > MAX_BYTES) {
        throw new AssentError("INPUT_INVALID", "a document is at most 4 MiB", { field: "content_base64" })
      }
      const added = await records.addDocument(request.params.id, { name, mediaType, bytes }, actorOf(request))
      return reply.status(201).send(viewOf(added))
    },
  )

  app.get(
    "/requests/:id/documents/:document",
    {
      config,
      exposeHeadRoute: false,
      schema: {
        tags,
        summary: "One document, as it was added",
        ...one,
        response: { 200: bytesAnswer("The document", ...mediaTypes), ...problems },
      },
    },
    async (request, reply) => {
      const { id, document } = request.params
      const { mediaType, bytes } = await records.openDocument(id, document)
      // Never shown by a browser in place: what it holds came from a stranger.
      const disposition = `attachment; filename="document_${document}"`
      return reply.headers({ "content-type": mediaType, "content-disposition": disposition }).send(Buffer.from(bytes))
    },
  )

  app.delete(
    "/requests/:id/documents/:document",
    {
      config,
      preValidation: refuseBody,
      schema: {
        tags,
        summary: "Destroy a document for good",
        ...one,
        response: { 200: z.strictObject({ erased: z.boolean() }).meta({ examples: [{ erased: true }] }), ...problems },
      },
    },
    async (request) => {
      const { id, document } = request.params
      await records.removeDocument(id, document, actorOf(request))
      return { erased: true }
    },
  )
}

function viewOf({ id, name, mediaType, setAt }: IdentityDocument): z.infer<typeof documentView> {
  return { id: shown("doc", id), name, media_type: mediaType, set_at: setAt }
}
