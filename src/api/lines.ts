import { z } from "zod"
import { AssentError, hasCode } from "../errors.ts"
import { line, type Line, lineMembers } from "../greetings/document-line.ts"
import { agentsOf } from "../greetings/line-at.ts"
import { type App, noQuery, problems, refuseBody } from "./app.ts"
import { ifMatch, withEtag } from "./etag.ts"
import { slug } from "./ids.ts"
import type { ApiParts } from "./parts.ts"
import { type Pager, pageOf, pageQuery, slicePage } from "./paging.ts"
import { dryRunQuery, editBy, edited } from "./part-edit.ts"

const example: Line = {
  id: "main",
  name: "Main line",
  number: "+4930123456",
  organisation: "Example GmbH",
  language: "en",
  language_by_prefix: { "+49": "de", "+33": "fr" },
  greeting: "standard",
  mode: "opt_in",
  purposes: ["quality"],
  destination: { kind: "phone", number: "+4930999888" },
  agent_basis: "works agreement",
  retention: { policy: "default-365d", days: 365 },
  keys: { agree: "1", refuse: "2", repeat: "*", more: "0", withdraw: "*2" },
  on_withdrawal: "restrict_72h",
  limits: { concurrent_calls: 100 },
}

const lineView = z.strictObject(lineMembers).meta({ id: "Line", examples: [example] })

const may = lineMembers
const patch = z.strictObject(lineMembers).omit({ id: true }).partial().extend({
  language_by_prefix: may.language_by_prefix.nullable(),
  bypass: may.bypass.nullable(),
  legal_basis: may.legal_basis.nullable(),
  schedule: may.schedule.nullable(),
  closed: may.closed.nullable(),
  carry: may.carry.nullable(),
  receipt: may.receipt.nullable(),
  wait_seconds: may.wait_seconds.nullable(),
  category: may.category.nullable(),
  region: may.region.nullable(),
})

const tags = ["lines"]
const one = { tags, params: z.strictObject({ id: slug }) }
const change = { ...one, querystring: z.strictObject(dryRunQuery), headers: ifMatch }

export function lineRoutes(
  app: App,
  { operator, desks: { lines }, records }: Pick<ApiParts, "operator" | "desks" | "records">,
  page: Pager,
): void {
  /** @throws INPUT_INVALID: a mistyped agent would be nobody, and the calls nobody's */
  async function agentsMustExist(sent: Parameters<typeof agentsOf>[0]): Promise<void> {
    for (const { agent, field } of agentsOf(sent)) {
      await records.agent(agent).catch((error: unknown) => {
        if (!hasCode(error, "NOT_FOUND")) throw error
        throw new AssentError("INPUT_INVALID", "there is no such agent: write the agent down first", { field })
      })
    }
  }

  app.get(
    "/lines",
    {
      config: { permission: "lines:read" },
      schema: {
        tags,
        summary: "Lines, in the order of the operator's document",
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(lineView), ...problems },
      },
    },
    (request, reply) =>
      page(
        request,
        reply,
        request.query,
        async (want) => slicePage(operator.current().lines, want),
        (each) => each,
      ),
  )

  app.get(
    "/lines/:id",
    {
      config: { permission: "lines:read", within: "line" },
      schema: {
        ...one,
        summary: "One line as the operator's document has it, with its ETag",
        querystring: noQuery,
        response: { 200: lineView, ...problems },
      },
    },
    async (request, reply) => withEtag(reply, lines.get(request.params.id)),
  )

  app.post(
    "/lines",
    {
      config: { permission: "lines:write" },
      schema: {
        tags,
        summary: "Add a line: it takes calls from now on",
        description:
          "409 for an id that is taken, 400 for a number that another line has, and for an agent who is not written down. A dry run answers 200.",
        querystring: z.strictObject(dryRunQuery),
        body: line.meta({ example }),
        response: { 200: lineView, 201: lineView, ...problems },
      },
    },
    async (request, reply) => {
      const edit = editBy(request)
      await agentsMustExist(request.body)
      const made = await lines.add(request.body, edit)
      return reply.status(edit.dryRun ? 200 : 201).send(withEtag(reply, made))
    },
  )

  app.patch(
    "/lines/:id",
    {
      config: { permission: "lines:write", within: "line" },
      schema: {
        ...change,
        summary: "Change members of a line, for calls that come from now on",
        description: "Each member that is sent replaces the whole stored one; null takes an optional one away.",
        body: patch.meta({ example: { name: "Front desk", retention: { policy: "quarter", days: 90 } } }),
        response: { 200: lineView, ...problems },
      },
    },
    async (request, reply) => {
      await agentsMustExist(request.body)
      return edited(request, reply, lines, request.params.id, (seen) =>
        lines.change(seen, request.body, editBy(request)),
      )
    },
  )

  app.delete(
    "/lines/:id",
    {
      config: { permission: "lines:write", within: "line" },
      preValidation: refuseBody,
      schema: {
        ...change,
        summary: "Delete a line: its number is not answered any more",
        description:
          "409 while calls are in progress on it, or when it is all that the test phone can ring. Its calls, consents and recordings stay as they are.",
        response: { 200: lineView, ...problems },
      },
    },
    (request, reply) => edited(request, reply, lines, request.params.id, (seen) => lines.remove(seen, editBy(request))),
  )
}
