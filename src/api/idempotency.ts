/*
 * Idempotency-Key (draft-ietf-httpapi-idempotency-key-header-07): a POST that is sent twice is done once, and answered
 * twice. Every POST under a principal takes one, and asks for it, so a new route that creates or erases has nothing to do.
 * One that moves what is there from one state to the next, where a second time changes nothing, says `idempotency:
 * "accepted"` in its config; one that only reads, or must not be kept, says `"none"`.
 *
 * The key is taken, durably, before the handler runs. A refusal has changed nothing and frees it again; only a success is
 * kept. A crash between the act and its answer leaves a key whose outcome nobody knows, and that is what is then said.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { sessionCookie } from "./cookies.ts"
import { idOf, type Sealed, sealFor } from "./idempotency-seal.ts"
import type { ApiParts } from "./parts.ts"
import { principalOf } from "./permission.ts"
import { type Problem, sendProblem } from "./problem.ts"

export type Idempotency = "required" | "month" | "accepted" | "none"

/** Whether a POST without the header is refused. A dry run is not: it does nothing. */
export const asksForKey = (rule: Idempotency | undefined): boolean => rule !== "accepted" && rule !== "none"

declare module "fastify" {
  interface FastifyContextConfig {
    /** Default `required`. `month`: and kept for 30 days, since a person's request is sent again later than a machine's. */
    readonly idempotency?: Idempotency
  }
}

const DAY_MS = 86_400_000
const PURGE_MS = 3_600_000
/** Long enough not to be guessed; the draft's quoted string, or bare. */
const KEY = /^("?)([\x21\x23-\x7e]{16,255})\1$/
const kept = ["content-type", "location", "etag"] as const

type Parts = Pick<ApiParts, "idempotency" | "settings" | "log">

interface Claim {
  readonly id: string
  readonly sealed: Sealed
}

/** Hooks of a scope whose routes know their principal. */
export function idempotentPosts(scope: FastifyInstance, { idempotency: rows, settings, log }: Parts): void {
  const cookie = sessionCookie(settings)
  const claims = new WeakMap<FastifyRequest, Claim>()
  const running = new Set<string>()
  const timer = setInterval(() => {
    rows.purge(new Date().toISOString()).catch(() => log.warn({}, "expired idempotency keys could not be removed"))
  }, PURGE_MS).unref()
  scope.addHook("onClose", async () => clearInterval(timer))

  scope.addHook("preHandler", async (request, reply): Promise<FastifyReply | undefined> => {
    const rule = request.routeOptions.config.idempotency
    const who = principalOf(request)
    if (request.method !== "POST" || rule === "none" || !who) return undefined
    const header = request.headers["idempotency-key"]
    if (header === undefined) {
      return asksForKey(rule) && !isDryRun(request) ? sendProblem(reply, keyProblem("required")) : undefined
    }
    const key = typeof header === "string" ? KEY.exec(header)?.[2] : undefined
    if (key === undefined) return sendProblem(reply, keyProblem("malformed"))

    const path = request.url.split("?")[0] ?? ""
    // The body as its schema read it: what two spellings of one request have in common.
    const sealed = sealFor(key, credentialOf(request), JSON.stringify([request.query ?? {}, request.body ?? null]))
    const id = idOf(who.id, request.method, path, key)
    // Before it is in the store: of two that come at once, the second must find one or the other.
    if (running.has(id)) return sendProblem(reply, inProgress)
    running.add(id)
    const claim = await claimed(id, sealed.fingerprint, rule === "month" ? 30 : 1)
    if (claim === null) {
      claims.set(request, { id, sealed })
      return undefined
    }
    running.delete(id)
    if (claim.fingerprint !== sealed.fingerprint) return sendProblem(reply, reused)
    if (claim.answer === null) return sendProblem(reply, unknownOutcome)
    const { status, headers, body } = sealed.open(claim.answer)
    return reply
      .code(status)
      .headers({ ...headers, "idempotent-replayed": "true" })
      .send(body)
  })

  // Of the reply, not of the connection: who hangs up early and asks again is told what became of it.
  scope.addHook("onSend", async (request, reply, payload) => {
    const claim = claims.get(request)
    if (!claim) return payload
    claims.delete(request)
    try {
      if (reply.statusCode < 300 && typeof payload === "string") {
        await rows.finish(
          claim.id,
          claim.sealed.seal({ status: reply.statusCode, headers: kinds(reply), body: payload }),
        )
      } else await rows.release(claim.id)
    } catch {
      // It was done: the answer goes out, and a repetition is told that nobody knows.
      log.error({ request_id: request.id }, "an answer could not be kept under its Idempotency-Key")
    }
    running.delete(claim.id)
    return payload
  })

  async function claimed(id: string, fingerprint: string, days: number) {
    const now = Date.now()
    try {
      return await rows.claim({
        id,
        fingerprint,
        now: new Date(now).toISOString(),
        expiresAt: new Date(now + days * DAY_MS).toISOString(),
      })
    } catch (error) {
      running.delete(id)
      throw error
    }
  }

  function credentialOf(request: FastifyRequest): string {
    return request.headers.authorization ?? cookie.read(request) ?? ""
  }
}

function kinds(reply: FastifyReply): Record<string, string> {
  return Object.fromEntries(
    kept.flatMap((name) => {
      const value = reply.getHeader(name)
      return typeof value === "string" ? [[name, value]] : []
    }),
  )
}

function isDryRun({ body, query }: FastifyRequest): boolean {
  return says(body, true) || says(query, "true")
}

function says(of: unknown, value: unknown): boolean {
  return typeof of === "object" && of !== null && "dry_run" in of && of.dry_run === value
}

function keyProblem(code: "required" | "malformed"): Problem {
  const detail =
    code === "required"
      ? "send an Idempotency-Key (a new UUID): what is done twice by mistake is made twice, or cannot be brought back"
      : "16 to 255 visible characters that nobody can guess: a UUID"
  return {
    status: 400,
    code: "input-invalid",
    title: "Invalid input",
    detail,
    errors: [{ pointer: "/headers/idempotency-key", code, detail }],
  }
}

const inProgress: Problem = {
  status: 409,
  code: "request-in-progress",
  title: "Still being done",
  detail: "the first request with this Idempotency-Key is still being done: ask again for its answer",
  headers: { "retry-after": "1" },
}

const unknownOutcome: Problem = {
  status: 409,
  code: "outcome-unknown",
  title: "Outcome unknown",
  detail: "the gateway stopped while it did this: look whether it was done, then use a new Idempotency-Key",
}

const reused: Problem = {
  status: 422,
  code: "idempotency-key-reused",
  title: "Key used before",
  detail: "this Idempotency-Key was used for another request, or with another token: use a new one",
}
