/* What an auditor takes away: everything about a period, signed. */
import { z } from "zod"
import { accessorOf, reasonHeader } from "./accessor.ts"
import { type App, bytesAnswer, problems } from "./app.ts"
import { sendArchive, tar } from "./evidence.ts"
import type { AuditExport } from "./access-parts.ts"
import { demand } from "./permission.ts"

const day = z.iso.date()

const packQuery = z.strictObject({
  from: day.meta({ example: "2026-01-01" }),
  to: day.meta({ example: "2026-12-31", description: "The last day (UTC) of the period" }),
  seed: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/, "letters, digits, . _ and -, at most 64")
    .optional()
    .meta({ description: "What the sample is drawn with: let the auditor choose it", example: "audit-2026" }),
  carrier_ids: z
    .enum(["true", "false"])
    .default("false")
    .meta({ description: "With the carriers' own ids of the calls, which takes calls:evidence as well" }),
})

export function auditRoutes(app: App, audit: AuditExport): void {
  app.get(
    "/audit-pack",
    {
      config: { permission: "audit:export" },
      exposeHeadRoute: false,
      schema: {
        tags: ["ledger"],
        summary: "The audit pack of a period: ledger, lists, questions, policies, sample, verifier, signed; as tar",
        description:
          "Checked offline by `assent verify`. On record in the ledger (access.exported) before its first byte.",
        querystring: packQuery,
        headers: reasonHeader,
        response: { 200: bytesAnswer("The archive", tar), ...problems },
      },
    },
    async (request, reply) => {
      const { from, to, seed = null, carrier_ids } = request.query
      const carrierIds = carrier_ids === "true"
      if (carrierIds) await demand(request, "calls:evidence")
      return sendArchive(reply, await audit.pack({ from, to, seed, carrierIds }, accessorOf(request)))
    },
  )
}
