/*
 * Editing what somebody else may edit too. Whatever an operator can change is shown with a strong ETag (RFC 9110, 8.8.3)
 * and is changed under If-Match alone: 428 without one (RFC 6585, 3), 412 with the current ETag for a stale one.
 *
 * In a resource's file:
 *   GET:              `return withEtag(reply, viewOf(row))`
 *   PUT/PATCH/DELETE: `headers: ifMatch` in the schema, then, right before the change,
 *                     `requireMatch(request, reply, viewOf(row))`, and `withEtag` around the view that is answered.
 * The store's own check covers the moment between the two.
 */
import { createHash } from "node:crypto"
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { z } from "zod"
import { AssentError } from "../errors.ts"

/** Optional for the schema: it is missing with a 428, not a 400. */
export const ifMatch = z.looseObject({
  "if-match": z.string().min(1).max(400).optional().meta({
    description: "Required: the ETag of what you change, as you last saw it; * for whatever there is",
    example: '"8f3yT0bq7mXkq1PvWn2cRg"',
  }),
})

/** Of a view, so that nobody has to look at what they were not shown. */
export function etagOf(view: unknown): string {
  return `"${createHash("sha256").update(JSON.stringify(view)).digest().subarray(0, 16).toString("base64url")}"`
}

export function withEtag<V>(reply: FastifyReply, view: V): V {
  void reply.header("etag", etagOf(view))
  return view
}

/**
 * @param current the view of what is about to be changed
 * @throws VERSION_REQUIRED, VERSION_STALE; the answer then carries the current ETag
 */
export function requireMatch(request: FastifyRequest, reply: FastifyReply, current: unknown): void {
  const sent = request.headers["if-match"]
  const etag = etagOf(current)
  const tags = sent?.split(",").map((tag) => tag.trim())
  if (tags?.includes("*") || tags?.includes(etag)) return
  void reply.header("etag", etag)
  const field = "/headers/if-match"
  if (tags === undefined) {
    throw new AssentError("VERSION_REQUIRED", "send If-Match with the ETag of what you change", { field })
  }
  throw new AssentError("VERSION_STALE", "this was changed meanwhile: look again", { field })
}

/** Answers 304 to who has it already (RFC 9110, 13.1.2). */
export function answerNotModified(scope: FastifyInstance): void {
  scope.addHook("onSend", async (request, reply, payload) => {
    const etag = reply.getHeader("etag")
    const known = request.headers["if-none-match"]
    const asks = request.method === "GET" && reply.statusCode === 200 && typeof payload === "string"
    if (!asks || typeof etag !== "string" || known === undefined) return payload
    const tags = known.split(",").map((tag) => tag.trim().replace(/^W\//, ""))
    if (!tags.includes(etag) && !tags.includes("*")) return payload
    void reply.code(304).removeHeader("content-type").removeHeader("content-length")
    return ""
  })
}
