/* The timeline of one call as server-sent events: what happened so far, then what happens, until the call has ended. */
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { type App, noQuery, problems } from "./app.ts"
import { idInput, shown, slug } from "./ids.ts"
import type { Notice, Timeline } from "./parts.ts"
import type { Views } from "./ports.ts"
import { type EventStream, eventStreamAnswer, eventStreams } from "./sse.ts"

export function eventRoutes(app: App, views: Views, timeline: Timeline, heartbeatMs?: number): void {
  const open = eventStreams(app, heartbeatMs)

  app.get(
    "/calls/:id/events",
    {
      config: { permission: "calls:read", within: "call" },
      exposeHeadRoute: false,
      schema: {
        tags: ["calls"],
        summary: "The call's timeline as server-sent events, past first, until call.ended",
        description: "Resumes after `Last-Event-ID`. A comment line every 15 seconds keeps the connection alive.",
        params: z.strictObject({ id: idInput("call") }),
        querystring: noQuery,
        response: {
          200: eventStreamAnswer(
            "id, event (the type) and data: {at, offset_ms, type, facts}",
            'id: 1\nevent: call.answered\ndata: {"at":"2026-11-23T16:20:00.000Z","offset_ms":0,"type":"call.answered","facts":{}}\n\n',
          ),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const call = await views.call(request.params.id)
      if (!call) throw new AssentError("NOT_FOUND", "there is no such call")
      const stream = open(request, reply)
      const write = writer(stream)
      const feed = timeline.subscribe(call.id, write)
      stream.onClose(feed.stop)
      feed.past.forEach(write)
      // A call of an earlier run of the gateway: nothing more will come.
      if (call.state === "ended") stream.end()
      return stream.send()
    },
  )
}

/** What happens on all lines, for whoever watches. Nothing is kept: what was missed is read from the lists. */
export function liveEventRoutes(app: App, views: Views, timeline: Timeline, heartbeatMs?: number): void {
  const open = eventStreams(app, heartbeatMs)

  app.get(
    "/events",
    {
      config: { permission: "calls:read", within: "line-query" },
      exposeHeadRoute: false,
      schema: {
        tags: ["calls"],
        summary: "What happens on all calls, as server-sent events, from now on",
        description: "No number and no digit. Nothing is sent again: who was cut off reads the lists anew.",
        querystring: z.strictObject({ line: slug.optional() }),
        response: {
          200: eventStreamAnswer(
            "`ready` first; then event (the type) and data: {call_id, line_id, at, offset_ms, type}",
            'id: 1\nevent: call.answered\ndata: {"call_id":"call_019ab3a4-0001-7000-8000-000000000000","line_id":"main","at":"2026-11-23T16:20:00.000Z","offset_ms":0,"type":"call.answered"}\n\n',
          ),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const { line } = request.query
      const stream = open(request, reply)
      let id = 0
      // One after the other: the line of a call is asked for, and the order must stay.
      let turn = Promise.resolve()
      const stop = timeline.watch((callId, { at, offset_ms, type }) => {
        turn = turn.then(async () => {
          const call = await views.call(callId)
          if (!call || (line !== undefined && call.lineId !== line)) return
          id += 1
          stream.write(id, type, { call_id: shown("call", callId), line_id: call.lineId, at, offset_ms, type })
        })
        // A database that cannot be read says so where it is asked for more than this.
        turn = turn.catch(() => undefined)
      })
      stream.onClose(stop)
      // Nothing from here on is missed: whoever hears this reads the lists anew.
      stream.write(0, "ready", {})
      return stream.send()
    },
  )
}

function writer(stream: EventStream): (notice: Notice) => void {
  let id = 0
  return (notice) => {
    id += 1
    if (id <= stream.seen) return
    stream.write(id, notice.type, notice)
    if (notice.type === "call.ended") stream.end()
  }
}
