/* The timeline of one call as server-sent events: what happened so far, then what happens, until the call has ended. */
import { PassThrough } from "node:stream"
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { type App, noQuery, problems } from "./app.ts"
import { idInput } from "./ids.ts"
import type { Notice, Timeline } from "./parts.ts"
import type { Views } from "./ports.ts"

const HEARTBEAT_MS = 15_000
/** A reader this far behind is cut off: a call's events must not pile up in memory. It may come back with Last-Event-ID. */
const MAX_BEHIND_BYTES = 256 * 1024

export function eventRoutes(app: App, views: Views, timeline: Timeline, heartbeatMs = HEARTBEAT_MS): void {
  const streams = new Set<PassThrough>()
  app.addHook("preClose", async () => {
    for (const stream of streams) stream.end()
  })

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
          200: {
            description: "id, event (the type) and data: {at, offset_ms, type, facts}",
            content: {
              "text/event-stream": {
                schema: z.any().meta({
                  type: "string",
                  examples: [
                    'id: 1\nevent: call.answered\ndata: {"at":"2026-11-23T16:20:00.000Z","offset_ms":0,"type":"call.answered","facts":{}}\n\n',
                  ],
                }),
              },
            },
          },
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const call = await views.call(request.params.id)
      if (!call) throw new AssentError("NOT_FOUND", "there is no such call")
      const stream = new PassThrough()
      streams.add(stream)
      const write = writer(stream, request.headers["last-event-id"])
      const feed = timeline.subscribe(call.id, write)
      const beat = setInterval(() => stream.write(": still here\n\n"), heartbeatMs)
      stream.once("close", () => {
        clearInterval(beat)
        feed.stop()
        streams.delete(stream)
      })
      feed.past.forEach(write)
      // A call of an earlier run of the gateway: nothing more will come.
      if (call.state === "ended") stream.end()
      return reply.type("text/event-stream").header("x-accel-buffering", "no").send(stream)
    },
  )
}

function writer(stream: PassThrough, lastEventId: string | string[] | undefined): (notice: Notice) => void {
  const seen = typeof lastEventId === "string" && /^\d{1,9}$/.test(lastEventId) ? Number(lastEventId) : 0
  let id = 0
  return (notice) => {
    id += 1
    if (id <= seen || stream.writableEnded || stream.destroyed) return
    if (stream.writableLength + stream.readableLength > MAX_BEHIND_BYTES) {
      stream.destroy()
      return
    }
    stream.write(`id: ${id}\nevent: ${notice.type}\ndata: ${JSON.stringify(notice)}\n\n`)
    if (notice.type === "call.ended") stream.end()
  }
}
