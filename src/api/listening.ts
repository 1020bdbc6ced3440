/*
 * How a page plays a recording by the browser's own player, which can send no reason: the reason is given once, and the
 * address that comes back stands for it. It opens nothing without the sign-in it was given to.
 */
import { randomBytes } from "node:crypto"
import type { FastifyRequest } from "fastify"
import { AssentError } from "../errors.ts"
import type { Accessor } from "./access-parts.ts"
import { accessorToAudio } from "./accessor.ts"
import { actorOf } from "./permission.ts"

/** As long as somebody may sit over one recording. */
const LISTENING_MS = 2 * 3_600_000
/** Of all people together. The oldest goes first. */
const MOST = 1000

interface Given {
  readonly recording: string
  readonly by: Accessor
  readonly until: number
}

export interface Listenings {
  begin(recording: string, by: Accessor): { readonly key: string; readonly expiresAt: string }
  /** Who asks and why: by the request's own headers, or as it was given before. @throws INPUT_INVALID */
  accessor(request: FastifyRequest, recording: string, key: string | undefined): Accessor
}

export function listenings(now = () => Date.now()): Listenings {
  const given = new Map<string, Given>()
  return {
    begin(recording, by) {
      const oldest = given.size >= MOST ? given.keys().next().value : undefined
      if (oldest !== undefined) given.delete(oldest)
      const key = randomBytes(16).toString("base64url")
      const until = now() + LISTENING_MS
      given.set(key, { recording, by, until })
      return { key, expiresAt: new Date(until).toISOString() }
    },
    accessor(request, recording, key) {
      if (key === undefined) return accessorToAudio(request)
      const found = given.get(key)
      const own = found && found.recording === recording && found.by.actor === actorOf(request) && found.until > now()
      if (!own)
        throw new AssentError("INPUT_INVALID", "say again why: this is no longer open", { field: "/query/listening" })
      return { ...found.by, address: request.ip }
    },
  }
}
