/* Who asks, and why, for the leaf that tells of an access. */
import type { FastifyRequest } from "fastify"
import { z } from "zod"
import { AssentError } from "../errors.ts"
import { actorOf, principalOf } from "./permission.ts"
import type { Accessor } from "./access-parts.ts"
import { destinationHeaders, destinationOf } from "./destination.ts"

/** A header, not a query: addresses are kept in histories and logs, and a reason can name a person. */
const NAME = "x-assent-reason"
const PURPOSE = "x-assent-purpose"

export const reasonHeader = z.looseObject({
  [NAME]: z.string().min(1).max(600).optional().meta({
    description: "Why: stands in the ledger, sealed to the call's key. Percent-encode what is not ASCII (UTF-8)",
    example: "complaint 4711",
  }),
  ...destinationHeaders,
})

export const useHeaders = reasonHeader.extend({
  [PURPOSE]: z.string().min(1).max(600).optional().meta({
    description: "What the audio is used for, as the consent names it: 403 unless it was consented to for that",
    example: "quality",
  }),
})

/** @throws INPUT_INVALID for a reason that is not percent-encoded UTF-8 or longer than 200 characters */
export function accessorOf(request: FastifyRequest): Accessor {
  const header = request.headers[NAME]
  const reason = typeof header === "string" ? decoded(header, NAME, 200) : null
  return { actor: actorOf(request), reason, address: request.ip, to: destinationOf(request) }
}

/** As `accessorOf`, where a reason must be given. */
export function accessorWithReason(request: FastifyRequest): Accessor {
  const by = accessorOf(request)
  if (by.reason === null) throw refused(NAME, "say why: this is put on record")
  return by
}

/** As `accessorOf`, of who uses the audio for a purpose of the operator's. */
export function accessorForUse(request: FastifyRequest): Accessor {
  const header = request.headers[PURPOSE]
  return { ...accessorOf(request), purpose: typeof header === "string" ? decoded(header, PURPOSE, 100) : null }
}

/** As `accessorForUse`. A person says why; a machine was given its reason with its scopes. */
export function accessorToAudio(request: FastifyRequest): Accessor {
  if (principalOf(request)?.kind === "user") accessorWithReason(request)
  return accessorForUse(request)
}

function decoded(header: string, name: string, longest: number): string {
  let text: string
  try {
    text = decodeURIComponent(header).trim()
  } catch {
    throw refused(name, "percent-encode it as UTF-8")
  }
  if (text === "" || text.length > longest || !text.isWellFormed())
    throw refused(name, `give 1 to ${longest} characters`)
  return text
}

function refused(name: string, message: string): AssentError {
  return new AssentError("INPUT_INVALID", message, { field: `/headers/${name}` })
}
