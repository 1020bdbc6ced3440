/* Sends a file that is made while it is read, whole or in part. */
import { Readable } from "node:stream"
import type { FastifyReply, FastifyRequest } from "fastify"
import { sendProblem } from "./problem.ts"
import { parseRange } from "./ranges.ts"

export interface ByteSource {
  readonly total: number
  /** A strong validator, quoted: the bytes never change under it. */
  readonly etag: string
  /** base64url SHA-256 of the whole, where it is known before the bytes are. */
  readonly sha256?: string
  readonly type: string
  readonly fileName: string
  /** start <= i < end. What it throws is answered as a problem: nothing was sent yet. */
  readonly begin: (start: number, end: number) => Promise<AsyncIterable<Uint8Array>>
}

export async function sendBytes(
  request: FastifyRequest,
  reply: FastifyReply,
  source: ByteSource,
): Promise<FastifyReply> {
  const { total, etag } = source
  reply.headers({ "accept-ranges": "bytes", etag })
  if (source.sha256 !== undefined) {
    // Of the whole, also beside a part of it (RFC 9530, 3): who has fetched all parts can check what they have.
    reply.header("repr-digest", `sha-256=:${Buffer.from(source.sha256, "base64url").toString("base64")}:`)
  }
  if (request.headers["if-none-match"] === etag) return reply.status(304).send()

  // A range of other bytes than the client holds would be spliced into them: If-Range says which it means.
  const ifRange = request.headers["if-range"]
  const range = ifRange === undefined || ifRange === etag ? parseRange(request.headers.range, total) : null
  if (range === "unsatisfiable") {
    return sendProblem(reply, {
      status: 416,
      code: "range-not-satisfiable",
      title: "Range not satisfiable",
      detail: "the range begins after the end",
      headers: { "content-range": `bytes */${total}` },
    })
  }
  const { start, end } = range ?? { start: 0, end: total }
  const bytes = request.method === "HEAD" ? null : await source.begin(start, end)
  if (range) reply.status(206).header("content-range", `bytes ${start}-${end - 1}/${total}`)
  reply.headers({
    "content-length": end - start,
    "content-disposition": `inline; filename="${source.fileName}"`,
    "content-type": source.type,
  })
  return bytes ? reply.send(Readable.from(bytes, { objectMode: false })) : reply.send()
}
