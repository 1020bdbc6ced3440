/*
 * Server-sent events (HTML standard, 9.2): numbered, so that a reader that comes back with Last-Event-ID goes on where it
 * was; a comment every 15 seconds keeps proxies from cutting the line. A stream lives no longer than the right to it: once
 * the sign-in or token that opened it is ended, expired or has lost its permission, it ends within seconds.
 */
import { PassThrough } from "node:stream"
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { z } from "zod"
import { isStillLetIn } from "./permission.ts"

const HEARTBEAT_MS = 15_000
/** How often it is asked whether the reader may still read. */
const RECHECK_MS = 2000
/** A reader this far behind is cut off: events must not pile up in memory. It may come back with Last-Event-ID. */
const MAX_BEHIND_BYTES = 256 * 1024

export interface EventStream {
  /** What the reader has seen: 0 at first. */
  readonly seen: number
  /** Ignored once the reader is gone. */
  write(id: number, type: string, data: object): void
  end(): void
  onClose(stop: () => void): void
  /** The answer, to be returned by the handler. */
  send(): FastifyReply
}

/** @returns how the routes of `app` open a stream; all are ended when the gateway stops */
export function eventStreams(app: FastifyInstance, heartbeatMs = HEARTBEAT_MS) {
  const streams = new Set<PassThrough>()
  app.addHook("preClose", async () => {
    for (const stream of streams) stream.end()
  })

  return (request: FastifyRequest, reply: FastifyReply): EventStream => {
    const stream = new PassThrough()
    streams.add(stream)
    const beat = setInterval(() => stream.write(": still here\n\n"), heartbeatMs)
    const recheck = setInterval(() => {
      isStillLetIn(request).then(
        (may) => may || stream.end(),
        // Who cannot be asked after is not let in.
        () => stream.end(),
      )
    }, RECHECK_MS).unref()
    stream.once("close", () => {
      clearInterval(beat)
      clearInterval(recheck)
      streams.delete(stream)
    })
    const last = request.headers["last-event-id"]
    return {
      seen: typeof last === "string" && /^\d{1,9}$/.test(last) ? Number(last) : 0,
      write(id, type, data) {
        if (stream.writableEnded || stream.destroyed) return
        if (stream.writableLength + stream.readableLength > MAX_BEHIND_BYTES) {
          stream.destroy()
          return
        }
        stream.write(`id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`)
      },
      end: () => void stream.end(),
      onClose: (stop) => void stream.once("close", stop),
      send: () => reply.type("text/event-stream").header("x-accel-buffering", "no").send(stream),
    }
  }
}

export function eventStreamAnswer(description: string, example: string) {
  const schema = z.any().meta({ type: "string", examples: [example] })
  return { description, content: { "text/event-stream": { schema } } }
}
