/* What routes share that edit one line or one schedule. */
import type { FastifyReply, FastifyRequest } from "fastify"
import { z } from "zod"
import { hasCode } from "../errors.ts"
import type { EditBy, PartDesk } from "../greetings/part-desk.ts"
import { etagOf, requireMatch, withEtag } from "./etag.ts"
import { actorOf } from "./permission.ts"

export const dryRunQuery = {
  dry_run: z
    .enum(["true", "false"])
    .default("false")
    .meta({ description: "true: check everything, answer what would be, and change nothing" }),
}

type Edit = FastifyRequest<{ Querystring: { dry_run: "true" | "false" } }>

/** Who edits, and whether it is meant. */
export function editBy(request: Edit): EditBy {
  return { by: actorOf(request), dryRun: request.query.dry_run === "true" }
}

/** Changes what the request's If-Match is about. @throws VERSION_REQUIRED, VERSION_STALE; the answer then has the ETag */
export async function edited<T extends { readonly id: string }>(
  request: FastifyRequest,
  reply: FastifyReply,
  desk: PartDesk<T>,
  id: string,
  change: (seen: T) => Promise<T>,
): Promise<T> {
  const seen = desk.get(id)
  requireMatch(request, reply, seen)
  try {
    return withEtag(reply, await change(seen))
  } catch (error) {
    // Somebody came in between.
    if (hasCode(error, "VERSION_STALE")) void reply.header("etag", etagOf(desk.get(id)))
    throw error
  }
}
