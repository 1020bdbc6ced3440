import { z } from "zod"
import { AssentError } from "../errors.ts"
import { type App, noQuery, problems, refuseBody } from "./app.ts"
import { anyOf, consentState, consentStates, consentView, viewOfConsent } from "./consents.ts"
import { e164, example, idInput, idOutput, shown, slug } from "./ids.ts"
import { type Pager, pageOf, pageQuery } from "./paging.ts"
import type { ApiParts } from "./parts.ts"
import { actorOf } from "./permission.ts"
import type { CallFilter, CallRow } from "./ports.ts"
import { recordingView, viewOfRecording } from "./recording-view.ts"

const callMembers = {
  id: idOutput("call"),
  line_id: z.string(),
  trunk: z.string(),
  direction: z.literal("inbound"),
  state: z.enum(["active", "ended"]),
  caller: z.string().nullable().describe("Masked; null when withheld or erased"),
  caller_state: z.enum(["known", "withheld", "erased"]).describe("Why there is no caller, where there is none"),
  answered_at: z.string(),
  ended_at: z.string().nullable(),
  consent: consentState.nullable().describe("The caller's; null until decided"),
  outcome: z.string().nullable(),
  time_to_agent_ms: z.int().nullable(),
  leaf_indexes: z.strictObject({ answered: z.int(), ended: z.int().nullable() }),
}

const callExample = {
  id: example("call"),
  line_id: "main",
  trunk: "test-phone",
  direction: "inbound" as const,
  state: "ended" as const,
  caller: "+49•••••56",
  caller_state: "known" as const,
  answered_at: "2026-11-23T16:20:00.000Z",
  ended_at: "2026-11-23T16:24:00.000Z",
  consent: "granted" as const,
  outcome: "completed",
  time_to_agent_ms: 8120,
  leaf_indexes: { answered: 41, ended: 48 },
}

const callView = z.strictObject(callMembers).meta({ id: "Call", examples: [callExample] })

const callDetail = z
  .strictObject({ ...callMembers, consents: z.array(consentView), recordings: z.array(recordingView) })
  .meta({ id: "CallDetail", examples: [{ ...callExample, consents: [], recordings: [] }] })

const statement = z
  .strictObject({
    stated_by: z.string().min(1).max(100).describe("Who asked the caller, as your own systems know them"),
    note: z
      .string()
      .min(1)
      .max(500)
      .optional()
      .describe("What the caller said. Sealed to the call's key, erased with it"),
  })
  .meta({ example: { stated_by: "agent-7", note: "said yes after the question was read out" } })
const actDone = z
  .strictObject({ id: idOutput("call"), done: z.enum(["paused", "resumed", "stopped", "withdrawn", "announced"]) })
  .meta({ id: "CallAct", examples: [{ id: example("call"), done: "paused" }] })

const moment = z.iso.datetime({ offset: true }).optional()

const listQuery = z.strictObject({
  ...pageQuery,
  line: slug.optional(),
  consent: anyOf(consentStates),
  number: e164.optional().meta({ description: "Calls of exactly this number (send the + as %2B)" }),
  "answered_at[gte]": moment,
  "answered_at[lt]": moment,
  state: z.enum(["active", "ended"]).optional().meta({ description: "active: live now" }),
})

const oneCall = { params: z.strictObject({ id: idInput("call") }), querystring: noQuery }

type CallParts = Pick<ApiParts, "views" | "subjects" | "calls" | "recipients" | "settings">

export function callRoutes(app: App, { views, subjects, calls, recipients, settings }: CallParts, page: Pager): void {
  const callerOf = async (id: string): Promise<Pick<z.infer<typeof callView>, "caller" | "caller_state">> => {
    const caller = await subjects.masked(id)
    if (caller !== null) return { caller, caller_state: "known" }
    return { caller, caller_state: (await subjects.erased(id)) ? "erased" : "withheld" }
  }

  const viewOf = async (row: CallRow): Promise<z.infer<typeof callView>> => ({
    id: shown("call", row.id),
    line_id: row.lineId,
    trunk: row.trunk,
    direction: row.direction,
    state: row.state,
    ...(await callerOf(row.id)),
    answered_at: row.answeredAt,
    ended_at: row.endedAt,
    consent: row.consent,
    outcome: row.outcome,
    time_to_agent_ms: row.timeToAgentMs,
    leaf_indexes: { answered: row.answeredLeaf, ended: row.endedLeaf },
  })

  async function found(id: string): Promise<CallRow> {
    const row = await views.call(id)
    if (!row) throw new AssentError("NOT_FOUND", "there is no such call")
    return row
  }

  async function filterOf(query: z.infer<typeof listQuery>): Promise<CallFilter> {
    const from = shownFrom(query["answered_at[gte]"], settings.historyDays)
    const to = query["answered_at[lt]"]
    return {
      ...(query.line === undefined ? {} : { line: query.line }),
      ...(query.consent === undefined ? {} : { consent: query.consent }),
      ...(query.number === undefined ? {} : { ids: await subjects.callsOf(query.number) }),
      // Rows hold UTC with milliseconds, and are compared as text.
      ...(from === undefined ? {} : { answeredFrom: from }),
      ...(to === undefined ? {} : { answeredTo: new Date(to).toISOString() }),
      ...(query.state === undefined ? {} : { state: query.state }),
    }
  }

  app.get(
    "/calls",
    {
      config: { permission: "calls:read", within: "line-query" },
      schema: {
        tags: ["calls"],
        summary: "Calls, live and ended, newest first",
        querystring: listQuery,
        response: { 200: pageOf(callView), ...problems },
      },
    },
    async (request, reply) => {
      const filter = await filterOf(request.query)
      return page(request, reply, request.query, (want) => views.calls(filter, want), viewOf)
    },
  )

  app.get(
    "/calls/:id",
    {
      config: { permission: "calls:read", within: "call" },
      schema: {
        tags: ["calls"],
        summary: "One call, with its consents and recordings",
        ...oneCall,
        response: { 200: callDetail, ...problems },
      },
    },
    async (request) => {
      const row = await found(request.params.id)
      const all = { limit: 100, after: null }
      const consents = await views.consents({ callId: row.id }, all)
      const recordings = await views.recordings({ callId: row.id }, all)
      return {
        ...(await viewOf(row)),
        consents: await Promise.all(consents.map((consent) => viewOfConsent(consent, recipients))),
        recordings: recordings.map(viewOfRecording),
      }
    },
  )

  const acts = [
    {
      verb: "pause",
      done: "paused",
      summary: "Stop keeping audio until resume, for example while a card number is given",
    },
    { verb: "resume", done: "resumed", summary: "Keep audio again after a pause" },
    {
      verb: "stop",
      done: "stopped",
      summary: "End the recording for good: what was recorded is kept as its retention says, and the ledger says who",
    },
    {
      verb: "withdraw",
      done: "withdrawn",
      summary: "Withdraw the caller's consent: recording stops at once, for good",
    },
  ] as const
  for (const { verb, done, summary } of acts) {
    app.post(
      `/calls/:id/${verb}`,
      {
        config: { permission: "calls:control", within: "call", idempotency: "accepted" },
        preValidation: refuseBody,
        schema: { tags: ["calls"], summary, ...oneCall, response: { 200: actDone, ...problems } },
      },
      async (request) => {
        const { id } = await found(request.params.id)
        await calls[verb](id, actorOf(request))
        return { id: shown("call", id), done }
      },
    )
  }

  app.post(
    "/calls/:id/consent",
    {
      config: { permission: "calls:control", within: "call", idempotency: "accepted" },
      schema: {
        tags: ["calls"],
        summary: "State that the caller agreed when asked by the agent (lines in agent_asks)",
        description:
          "Caller and agent are told first that recording begins; it does once that was heard and the statement is durable. A caller who presses 2 is not recorded.",
        ...oneCall,
        body: statement,
        response: { 202: actDone, ...problems },
      },
    },
    async (request, reply) => {
      const { id } = await found(request.params.id)
      const { stated_by: statedBy, note } = request.body
      await calls.consent(id, { statedBy, note: note ?? null })
      return reply.code(202).send({ id: shown("call", id), done: "announced" as const })
    },
  )
}

/** The later of what was asked for and what is listed at all. RFC 3339, UTC, with milliseconds. */
function shownFrom(asked: string | undefined, historyDays: number | null): string | undefined {
  const from = asked === undefined ? undefined : new Date(asked).toISOString()
  if (historyDays === null) return from
  const oldest = new Date(Date.now() - historyDays * 86_400_000).toISOString()
  return from === undefined || from < oldest ? oldest : from
}
