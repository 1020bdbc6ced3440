/* Agents: who speaks for the organisation. Known by the id that the operator's own systems give them. */
import { z } from "zod"
import type { Agent } from "./record-parts.ts"
import { type App, noQuery, problems, refuseBody } from "./app.ts"
import { idInput, slug } from "./ids.ts"
import type { ApiParts } from "./parts.ts"
import { actorOf } from "./permission.ts"

const tags = ["agents"]
const agentId = slug.meta({ example: "agent-7" })
const agentExample = { id: "agent-7", name: "A. Agent", lines: ["main"], set_at: "2026-11-23T16:20:00.000Z" }
const agentView = z
  .strictObject({ id: z.string(), name: z.string().nullable(), lines: z.array(z.string()), set_at: z.string() })
  .meta({ id: "Agent", examples: [agentExample] })
const one = { params: z.strictObject({ id: agentId }), querystring: noQuery }
const oneCall = { params: z.strictObject({ id: idInput("call") }), querystring: noQuery }
const onCall = z
  .strictObject({ agent: z.string().nullable() })
  .meta({ id: "AgentOfCall", examples: [{ agent: "agent-7" }] })

export function agentRoutes(app: App, { records }: Pick<ApiParts, "records">): void {
  app.get(
    "/agents",
    {
      config: { permission: "contacts:read" },
      schema: {
        tags,
        summary: "Agents, newest first, at most 1000",
        querystring: noQuery,
        response: { 200: z.strictObject({ data: z.array(agentView) }), ...problems },
      },
    },
    async () => ({ data: (await records.agents({ limit: 1000, after: null })).map(viewOf) }),
  )

  app.get(
    "/agents/:id",
    {
      config: { permission: "contacts:read" },
      schema: { tags, summary: "One agent, with name and lines", ...one, response: { 200: agentView, ...problems } },
    },
    async (request) => viewOf(await records.agent(request.params.id)),
  )

  app.put(
    "/agents/:id",
    {
      config: { permission: "contacts:write" },
      schema: {
        tags,
        summary: "Write down an agent, or correct one: name and lines are sealed to a key of their own",
        ...one,
        body: z
          .strictObject({
            name: z.string().min(1).max(200).nullable().default(null),
            lines: z.array(slug).max(20).default([]),
          })
          .meta({ example: { name: "A. Agent", lines: ["main"] } }),
        response: { 200: agentView, ...problems },
      },
    },
    async (request) => viewOf(await records.putAgent({ id: request.params.id, ...request.body }, actorOf(request))),
  )

  app.delete(
    "/agents/:id",
    {
      config: { permission: "erasure:approve" },
      preValidation: refuseBody,
      schema: {
        tags,
        summary: "Erase an agent: the name for good, and whose calls were theirs",
        description:
          "Recordings of the agent's calls are the callers' as well: erase those first, with POST /v1/erasures and `agent`. 409 while a line leads to the agent.",
        ...one,
        response: {
          200: z
            .strictObject({ calls: z.int().describe("Calls that are nobody's now") })
            .meta({ examples: [{ calls: 12 }] }),
          ...problems,
        },
      },
    },
    async (request) => ({ calls: await records.removeAgent(request.params.id, actorOf(request)) }),
  )

  app.get(
    "/calls/:id/agent",
    {
      config: { permission: "calls:read", within: "call" },
      schema: { tags, summary: "Who spoke on a call", ...oneCall, response: { 200: onCall, ...problems } },
    },
    async (request) => ({ agent: await records.agentOf(request.params.id) }),
  )

  app.put(
    "/calls/:id/agent",
    {
      config: { permission: "calls:control", within: "call" },
      schema: {
        tags,
        summary: "Say who speaks on a call, live or ended",
        ...oneCall,
        body: z.strictObject({ agent: agentId.nullable() }).meta({ example: { agent: "agent-7" } }),
        response: { 200: onCall, ...problems },
      },
    },
    async (request) => {
      await records.setAgentOf(request.params.id, request.body.agent)
      return { agent: request.body.agent }
    },
  )
}

function viewOf({ id, name, lines, setAt }: Agent): z.infer<typeof agentView> {
  return { id, name, lines: [...lines], set_at: setAt }
}
