/* The calls of a line over a period, for whoever answers for the line. */
import { z } from "zod"
import type { CallsExport } from "./access-parts.ts"
import { accessorOf, reasonHeader } from "./accessor.ts"
import { type App, bytesAnswer, problems } from "./app.ts"
import { sendArchive, tar } from "./evidence.ts"
import { slug } from "./ids.ts"

const query = z.strictObject({
  line: slug,
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
        summary: "The calls of a line over a period that have ended: CSV and JSON with a signed manifest, as tar",
        description: "On record in the ledger (access.exported) before its first byte. Holds no number.",
        querystring: query,
        headers: reasonHeader,
        response: { 200: bytesAnswer("The archive", tar), ...problems },
      },
    },
    async (request, reply) => sendArchive(reply, await exports.ofLine(request.query, accessorOf(request))),
  )
}
