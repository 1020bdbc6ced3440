/*
 * Lists: newest first, a page at a time, by a cursor that clients cannot make or alter. It is bound to its list and its
 * filters, so that a page never continues another question.
 */
import { createHash, createHmac, timingSafeEqual } from "node:crypto"
import type { FastifyReply, FastifyRequest } from "fastify"
import { z } from "zod"
import { AssentError } from "../errors.ts"
import type { Page } from "./ports.ts"

export const pageQuery = {
  limit: z
    .string()
    .regex(/^([1-9]|[1-9]\d|100)$/, "a whole number from 1 to 100")
    .transform(Number)
    .default(25)
    .meta({ description: "How many at most, 1 to 100; 25 when absent", example: "25" }),
  cursor: z.string().max(200).optional().meta({ description: "next_cursor of the page before, with the same filters" }),
}

export function pageOf<T extends z.ZodType>(item: T) {
  return z.strictObject({
    data: z.array(item),
    next_cursor: z.string().nullable(),
    has_more: z.boolean(),
  })
}

export interface PageRequest {
  readonly limit: number
  readonly cursor?: string | undefined
}

interface Row {
  readonly id: string
}

const TAG_BYTES = 16

export function createPager(secret: Uint8Array) {
  const tagOf = (list: string, after: string): Buffer =>
    createHmac("sha256", secret).update(`${list}\n${after}`).digest().subarray(0, TAG_BYTES)

  function open(list: string, cursor: string): string {
    const bytes = Buffer.from(cursor, "base64url")
    const after = bytes.subarray(TAG_BYTES).toString("utf8")
    const tag = bytes.subarray(0, TAG_BYTES)
    if (tag.length === TAG_BYTES && timingSafeEqual(tag, tagOf(list, after))) return after
    throw new AssentError("INPUT_INVALID", "this cursor belongs to another list, other filters or an earlier run", {
      field: "/query/cursor",
    })
  }

  /** Asks `load` for one row more than wanted, which says whether there is a next page, and sets the Link header. */
  return async function page<R extends Row, V>(
    request: FastifyRequest,
    reply: FastifyReply,
    { limit, cursor }: PageRequest,
    load: (page: Page) => Promise<readonly R[]>,
    view: (row: R) => V | Promise<V>,
  ): Promise<{ data: V[]; next_cursor: string | null; has_more: boolean }> {
    const list = listName(request)
    const rows = await load({ limit: limit + 1, after: cursor === undefined ? null : open(list, cursor) })
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    const more = rows.length > limit && last !== undefined
    const next = more ? Buffer.concat([tagOf(list, last.id), Buffer.from(last.id)]).toString("base64url") : null
    if (next !== null) reply.header("link", `<${nextUrl(request, next)}>; rel="next"`)
    return { data: await Promise.all(shown.map(view)), next_cursor: next, has_more: more }
  }
}

export type Pager = ReturnType<typeof createPager>

/** One page of a list that is in memory, in the list's own order. */
export function slicePage<R extends Row>(rows: readonly R[], { limit, after }: Page): readonly R[] {
  const at = after === null ? 0 : rows.findIndex((row) => row.id === after) + 1
  return rows.slice(at, at + limit)
}

function listName(request: FastifyRequest): string {
  const query = new URL(request.url, "http://localhost").searchParams
  query.delete("cursor")
  query.delete("limit")
  query.sort()
  // Hashed: a filter can be a number.
  return `${request.routeOptions.url ?? ""} ${createHash("sha256").update(query.toString()).digest("base64url")}`
}

function nextUrl(request: FastifyRequest, cursor: string): string {
  const url = new URL(request.url, "http://localhost")
  url.searchParams.set("cursor", cursor)
  return `${url.pathname}${url.search}`
}
