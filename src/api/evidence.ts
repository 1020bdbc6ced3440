/* One call's evidence for whoever has no access to the gateway, as an archive. */
import { Readable } from "node:stream"
import type { FastifyReply } from "fastify"
import { z } from "zod"
import { accessorForUse, accessorOf, useHeaders } from "./accessor.ts"
import { type App, bytesAnswer, problems } from "./app.ts"
import { idInput } from "./ids.ts"
import { type Archive, personalFields } from "./access-parts.ts"
import type { ApiParts } from "./parts.ts"
import { demand } from "./permission.ts"

const field = z.enum(personalFields)

const evidenceQuery = z.strictObject({
  release: z
    .string()
    .max(200)
    .transform((list) => [...new Set(list.split(","))])
    .pipe(z.array(field))
    .optional()
    .meta({
      description: `Personal fields to open, of ${personalFields.join(", ")}; without it none`,
      example: "digit",
    }),
  audio: z.enum(["true", "false"]).default("false").meta({ description: "With header, wrapped keys and ciphertext" }),
})

export const tar = "application/x-tar"

export function evidenceRoutes(app: App, { evidence }: Pick<ApiParts, "evidence">): void {
  app.get(
    "/calls/:id/evidence",
    {
      config: { permission: "calls:evidence", within: "call" },
      exposeHeadRoute: false,
      schema: {
        tags: ["calls"],
        summary: "One call's evidence bundle: leaves, proofs, consent record, as a tar archive",
        description:
          "Checked offline by `assent verify`. On record in the ledger (access.exported, and access.unmasked when the " +
          "number is released) before its first byte; 503 when it cannot be.",
        params: z.strictObject({ id: idInput("call") }),
        querystring: evidenceQuery,
        headers: useHeaders,
        response: { 200: bytesAnswer("The archive", tar), ...problems },
      },
    },
    async (request, reply) => {
      const { release = [], audio } = request.query
      if (release.some((name) => name === "number" || name === "called")) await demand(request, "calls:unmask")
      if (audio === "true") await demand(request, "recordings:export")
      const choice = { release, audio: audio === "true" }
      const by = choice.audio ? accessorForUse(request) : accessorOf(request)
      return sendArchive(reply, await evidence.ofCall(request.params.id, choice, by))
    },
  )
}

export function sendArchive(reply: FastifyReply, { fileName, bytes }: Archive): FastifyReply {
  return reply
    .headers({ "content-type": tar, "content-disposition": `attachment; filename="${fileName}"` })
    .send(Readable.from(bytes, { objectMode: false }))
}
