/* What the routes of greetings share. */
import type { FastifyReply, FastifyRequest } from "fastify"
import { z } from "zod"
import { promptNames } from "../audio/prompt-name.ts"
import type { Edit, GreetingDesk } from "../greetings/desk.ts"
import { tagOf } from "../greetings/lookup.ts"
import { noQuery } from "./app.ts"
import { requireMatch } from "./etag.ts"
import { viewOfGreeting } from "./greeting-view.ts"
import { slug } from "./ids.ts"
import { actorOf } from "./permission.ts"

export const versionNumber = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, "a version number")
  .transform(Number)
  .meta({ example: "3" })

export const languageParam = z
  .string()
  .regex(/^[a-z]{2}(-[A-Z]{2})?$/, "a BCP 47 tag such as en or pt-BR")
  .meta({ example: "en" })

export const promptParam = z.enum(promptNames)

export const message = z.string().trim().min(1).max(500).meta({ description: "Why, for whoever reads the versions" })

const tags = ["greetings"]
export const ofGreeting = { tags, querystring: noQuery, params: z.strictObject({ id: slug }) }
export const ofVersion = { tags, querystring: noQuery, params: z.strictObject({ id: slug, version: versionNumber }) }

/**
 * Who edits, and the greeting that they have seen. With If-Match it has to be the stored one (412), where `required` there
 * has to be one (428). The tag holds until the change is made. @throws NOT_FOUND, VERSION_REQUIRED, VERSION_STALE
 */
export function editOf(
  request: FastifyRequest,
  reply: FastifyReply,
  { desk, id, required }: { readonly desk: Pick<GreetingDesk, "get">; readonly id: string; readonly required: boolean },
): Edit {
  const greeting = desk.get(id)
  const sent = request.headers["if-match"]
  if (!required && sent === undefined) return { actor: actorOf(request) }
  requireMatch(request, reply, viewOfGreeting(greeting))
  return sent?.trim() === "*" ? { actor: actorOf(request) } : { actor: actorOf(request), match: tagOf(greeting) }
}
