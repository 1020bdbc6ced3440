/* Who asks, and why, for the leaf that tells of an access. */
import type { FastifyRequest } from "fastify"
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { actorOf, principalOf } from "./permission.ts"
import type { Accessor } from "./access-parts.ts"
import { destinationHeaders, destinationOf } from "./destination.ts"

/** A header, not a query: addresses are kept in histories and logs, and a reason can name a person. */
const NAME = "x-assent-reason"

export const reasonHeader = z.looseObject({
  [NAME]: z.string().min(1).max(600).optional().meta({
    description: "Why: stands in the ledger, sealed to the call's key. Percent-encode what is not ASCII (UTF-8)",
    example: "complaint 4711",
  }),
  ...destinationHeaders,
})

/** @throws INPUT_INVALID for a reason that is not percent-encoded UTF-8 or longer than 200 characters */
export function accessorOf(request: FastifyRequest): Accessor {
  const header = request.headers[NAME]
  const reason = typeof header === "string" ? decoded(header) : null
  return { actor: actorOf(request), reason, address: request.ip, to: destinationOf(request) }
}

/** As `accessorOf`, where a reason must be given. */
export function accessorWithReason(request: FastifyRequest): Accessor {
  const by = accessorOf(request)
  if (by.reason === null) throw refused("say why: this is put on record")
  return by
}

/** As `accessorOf`. A person says why; a machine was given its reason with its scopes. */
export function accessorToAudio(request: FastifyRequest): Accessor {
  return principalOf(request)?.kind === "user" ? accessorWithReason(request) : accessorOf(request)
}

function decoded(header: string): string {
  let text: string
  try {
    text = decodeURIComponent(header).trim()
  } catch {
    throw refused("percent-encode the reason as UTF-8")
  }
  if (text === "" || text.length > 200 || !text.isWellFormed()) throw refused("give a reason of 1 to 200 characters")
  return text
}

function refused(message: string): AssentError {
  return new AssentError("INPUT_INVALID", message, { field: `/headers/${NAME}` })
}
