import { z } from "zod"
import { AssentError } from "../errors.ts"
import type { Line, OperatorStore } from "../greetings/document.ts"
import { type App, noQuery, problems } from "./app.ts"
import { slug } from "./ids.ts"
import { type Pager, pageOf, pageQuery, slicePage } from "./paging.ts"

const lineView = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    number: z.string().describe("The dialled number, E.164"),
    organisation: z.string(),
    language: z.string(),
    greeting_id: z.string(),
    mode: z.string().describe("opt_in: asked, recorded only after agreeing; off: never recorded"),
    purposes: z.array(z.string()),
    destination: z.string(),
    agent_basis: z.string().describe("Why the agent's side may be recorded"),
    retention: z.strictObject({ policy: z.string(), period: z.string().describe("ISO 8601, after the call") }),
    withdraw_keys: z.string(),
    on_withdrawal: z.string(),
  })
  .meta({
    id: "Line",
    examples: [
      {
        id: "main",
        name: "Main line",
        number: "+4930123456",
        organisation: "Example GmbH",
        language: "en",
        greeting_id: "standard",
        mode: "opt_in",
        purposes: ["quality"],
        destination: "test-agent",
        agent_basis: "works agreement",
        retention: { policy: "default-365d", period: "P365D" },
        withdraw_keys: "*2",
        on_withdrawal: "restrict_72h",
      },
    ],
  })

export function lineRoutes(app: App, operator: OperatorStore, page: Pager): void {
  app.get(
    "/lines",
    {
      config: { permission: "lines:read" },
      schema: {
        tags: ["lines"],
        summary: "Lines, in the order of the operator's document",
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(lineView), ...problems },
      },
    },
    (request, reply) =>
      page(request, reply, request.query, async (want) => slicePage(operator.current().lines, want), viewOf),
  )

  app.get(
    "/lines/:id",
    {
      config: { permission: "lines:read", within: "line" },
      schema: {
        tags: ["lines"],
        summary: "One line, as the operator's document has it",
        params: z.strictObject({ id: slug }),
        querystring: noQuery,
        response: { 200: lineView, ...problems },
      },
    },
    async (request) => {
      const line = operator.current().lines.find((candidate) => candidate.id === request.params.id)
      if (!line) throw new AssentError("NOT_FOUND", "there is no such line")
      return viewOf(line)
    },
  )
}

function viewOf(line: Line): z.infer<typeof lineView> {
  return {
    id: line.id,
    name: line.name,
    number: line.number,
    organisation: line.organisation,
    language: line.language,
    greeting_id: line.greeting,
    mode: line.mode,
    purposes: line.purposes,
    destination: line.destination.kind,
    agent_basis: line.agent_basis,
    retention: { policy: line.retention.policy, period: `P${line.retention.days}D` },
    withdraw_keys: line.keys.withdraw,
    on_withdrawal: line.on_withdrawal,
  }
}
