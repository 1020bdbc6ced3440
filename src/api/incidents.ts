import { z } from "zod"
import type { Incident, IncidentQuery } from "../rights/incident.ts"
import type { Accessor } from "./access-parts.ts"
import { accessorWithReason, reasonHeader } from "./accessor.ts"
import { type App, noQuery, problems } from "./app.ts"
import { example, idOutput, shown } from "./ids.ts"

export type Incidents = (query: IncidentQuery, by: Accessor) => Promise<Incident>

const texts = z.array(z.string())
const incidentView = z
  .strictObject({
    accesses: z.int(),
    first_at: z.string().nullable(),
    last_at: z.string().nullable(),
    by_type: z.record(z.string(), z.int()),
    keys: texts.describe("Who: keys, tokens and people, by id"),
    addresses: texts,
    subjects: texts.describe(
      "Whose data: pseudonymous ids. Callers who withheld their number, or were erased, have none",
    ),
    calls: z.array(idOutput("call")),
    recordings: z.array(idOutput("rec")),
    unattributed: z
      .int()
      .describe("Accesses of the period from before the index: their leaves alone say whose they were"),
  })
  .meta({
    id: "Incident",
    examples: [
      {
        accesses: 2,
        first_at: "2026-11-23T17:02:11.000Z",
        last_at: "2026-11-23T17:02:12.000Z",
        by_type: { "key.used": 1, "access.played": 1 },
        keys: ["console"],
        addresses: ["203.0.113.7"],
        subjects: ["019ab3a4-5c1e-7d2f-8a3b-4c5d6e7f8091"],
        calls: [example("call")],
        recordings: [example("rec")],
        unattributed: 0,
      },
    ],
  })

export function incidentRoutes(app: App, incidents: Incidents): void {
  app.post(
    "/incidents/query",
    {
      config: { permission: "audit:read", idempotency: "none" },
      schema: {
        tags: ["accountability"],
        summary: "Whose data a key, an address or a period touched; with a reason, on record before it is answered",
        description: "X-Assent-Reason is required. Exports of many calls count for every call in them.",
        querystring: noQuery,
        headers: reasonHeader,
        body: z
          .strictObject({
            key: z.string().min(1).max(200).optional().describe("Id of the key, token or person"),
            address: z.string().max(64).optional().describe("An address, or a network in CIDR notation"),
            since: z.iso.datetime().optional(),
            until: z.iso.datetime().optional(),
          })
          .meta({ example: { key: "console", since: "2026-11-01T00:00:00.000Z" } }),
        response: { 200: incidentView, ...problems },
      },
    },
    async (request) => {
      const { since, until, ...who } = request.body
      const moment = (text: string | undefined) => (text === undefined ? undefined : new Date(text).toISOString())
      const found = await incidents({ ...who, since: moment(since), until: moment(until) }, accessorWithReason(request))
      return {
        ...found,
        by_type: { ...found.by_type },
        keys: [...found.keys],
        addresses: [...found.addresses],
        subjects: [...found.subjects],
        calls: found.calls.map((id) => shown("call", id)),
        recordings: found.recordings.map((id) => shown("rec", id)),
      }
    },
  )
}
