/* The calls of a line or of an agent over a period, for whoever answers for them. */
import { z } from "zod"
import type { CallsExport } from "./access-parts.ts"
import { accessorOf, reasonHeader } from "./accessor.ts"
import { type App, bytesAnswer, problems } from "./app.ts"
import { sendArchive, tar } from "./evidence.ts"
import { slug } from "./ids.ts"

const query = z.strictObject({
  line: slug.optional().describe("Calls of this line. Who is limited to lines names one of them"),
  agent: slug.optional().meta({ example: "agent-7", description: "Calls that this agent spoke on" }),
  since: z.iso.date().meta({ example: "2026-01-01", description: "First day (UTC) on which calls were answered" }),
  until: z.iso.date().meta({ example: "2026-06-30", description: "Last day (UTC)" }),
})

export function callsExportRoutes(app: App, exports: CallsExport): void {
  app.get(
    "/exports/calls",
    {
      config: { permission: "audit:export", within: "line-query" },
      exposeHeadRoute: false,
      schema: {
        tags: ["calls"],
        summary:
          "The calls of a line, of an agent or of both that have ended: CSV and JSON with a signed manifest, as tar",
        description:
          "Give line, agent or both. On record in the ledger (access.exported) before its first byte. Holds no number, and of an agent no more than the id.",
        querystring: query,
        headers: reasonHeader,
        response: { 200: bytesAnswer("The archive", tar), ...problems },
      },
    },
    async (request, reply) => sendArchive(reply, await exports.of(request.query, accessorOf(request))),
  )
}
