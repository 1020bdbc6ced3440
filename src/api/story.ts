/* What the ledger says of one call, on one clock: from answering to the last access, without anything personal. */
import { z } from "zod"
import type { CallFacts } from "../ledger/call-facts.ts"
import { type App, noQuery, problems } from "./app.ts"
import { example, idInput, idOutput, shown } from "./ids.ts"
import type { ApiParts } from "./parts.ts"

const span = { from_ms: z.int(), to_ms: z.int().nullable().describe("null: to the end") }

const entry = z.strictObject({
  at: z.string(),
  offset_ms: z.int().nullable().describe("Since the call was answered; null for what came after the call"),
  leaf: z.int().describe("Where it stands in the ledger"),
  type: z.string().describe("As in the ledger: call.answered, consent.granted, recording.started, access.played ..."),
  party: z.enum(["caller", "agent"]).nullable(),
  method: z.string().nullable(),
  script: z.string().nullable().describe("<greeting>/<version>/<language>"),
  heard: z
    .strictObject({ bytes: z.int(), total: z.int() })
    .nullable()
    .describe("Of the notice, at 8 bytes a millisecond"),
  recording_id: z.string().nullable(),
  detail: z.string().nullable().describe("A reason or an outcome that the ledger names"),
})

const recording = z.strictObject({
  id: idOutput("rec"),
  started_offset_ms: z.int(),
  kept: z.array(z.strictObject(span)).describe("On the recording's own clock: what was kept of the call"),
  pauses: z.array(z.strictObject({ ...span, reason: z.string().nullable() })),
})

const storyView = z
  .strictObject({
    call_id: idOutput("call"),
    answered_at: z.string(),
    entries: z.array(entry),
    recordings: z.array(recording),
  })
  .meta({
    id: "CallStory",
    examples: [
      {
        call_id: example("call"),
        answered_at: "2026-11-23T16:20:00.000Z",
        entries: [
          {
            at: "2026-11-23T16:20:07.123Z",
            offset_ms: 7123,
            leaf: 42,
            type: "consent.granted",
            party: "caller" as const,
            method: "dtmf",
            script: "standard/3/en",
            heard: { bytes: 64000, total: 64000 },
            recording_id: null,
            detail: null,
          },
        ],
        recordings: [
          {
            id: example("rec"),
            started_offset_ms: 8000,
            kept: [{ from_ms: 0, to_ms: 232000 }],
            pauses: [],
          },
        ],
      },
    ],
  })

type Entry = z.infer<typeof entry>

export function storyRoute(app: App, access: Pick<ApiParts["access"], "story">): void {
  app.get(
    "/calls/:id/timeline",
    {
      config: { permission: "calls:read", within: "call" },
      schema: {
        tags: ["calls"],
        summary: "The call's timeline as the ledger has it, with what was kept and what was paused",
        params: z.strictObject({ id: idInput("call") }),
        querystring: noQuery,
        response: { 200: storyView, ...problems },
      },
    },
    async (request) => viewOf(await access.story(request.params.id)),
  )
}

function viewOf(facts: CallFacts): z.infer<typeof storyView> {
  const start = Date.parse(facts.answered.at)
  const end = facts.ended ? facts.ended.index : Infinity
  const line = (
    { index, at }: { readonly index: number; readonly at: string },
    type: string,
    more: Partial<Entry> = {},
  ): Entry => ({
    at,
    offset_ms: index > end ? null : Math.max(0, Date.parse(at) - start),
    leaf: index,
    type,
    party: null,
    method: null,
    script: null,
    heard: null,
    recording_id: null,
    detail: null,
    ...more,
  })
  const entries = [
    line(facts.answered, "call.answered"),
    ...facts.consents.map(({ index, at, state, party, method, script, heard, reason, basis }) =>
      line({ index, at }, `consent.${state}`, {
        party,
        method,
        script,
        heard: { bytes: heard.bytes, total: heard.total },
        detail: reason ?? basis ?? null,
      }),
    ),
    ...facts.blocked.map((blocked) => line(blocked, "recording.blocked", { detail: blocked.reason })),
    ...facts.recordings.flatMap((each) => recordingLines(each, line)),
    ...(facts.ended ? [line(facts.ended, "call.ended", { detail: facts.ended.outcome })] : []),
    ...facts.access.map((each) =>
      line(each, each.kind, {
        recording_id: each.rec === null ? null : shown("rec", each.rec),
        detail: each.ranges?.join(", ") ?? each.scope ?? each.reason ?? null,
      }),
    ),
  ]
  return {
    call_id: shown("call", facts.call),
    answered_at: facts.answered.at,
    entries: entries.sort((a, b) => a.leaf - b.leaf),
    recordings: facts.recordings.map(({ rec, started, kept_ms, pauses }) => ({
      id: shown("rec", rec),
      started_offset_ms: Math.max(0, Date.parse(started.at) - start),
      kept: kept_ms.map(([from_ms, to_ms]) => ({ from_ms, to_ms })),
      pauses: pauses.map((pause) => ({ ...pause })),
    })),
  }
}

type LineOf = (at: { readonly index: number; readonly at: string }, type: string, more?: Partial<Entry>) => Entry

function recordingLines(
  { rec, started, file, restricted, erased }: CallFacts["recordings"][number],
  line: LineOf,
): Entry[] {
  const recording_id = shown("rec", rec)
  return [
    line(started, "recording.started", { recording_id }),
    ...(file ? [line(file, `recording.${file.how}`, { recording_id })] : []),
    ...(restricted ? [line(restricted, "restriction.set", { recording_id, detail: restricted.reason })] : []),
    ...(erased ? [line(erased, "recording.shredded", { recording_id, detail: erased.reason })] : []),
  ]
}
