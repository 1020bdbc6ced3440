/*
 * What a route asks of whoever calls it. Each names one permission in its `config`; one that names none stops the start,
 * so that no route is ever open by oversight.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { AssentError } from "../errors.ts"
import type { Permission } from "../people/permissions.ts"
import type { DeniedAbout, Principal } from "../people/principal.ts"
import type { ApiParts } from "./parts.ts"
import { problemOfError, sendProblem } from "./problem.ts"

declare module "fastify" {
  interface FastifyContextConfig {
    /** `signed-in`: any principal. `public`: nobody is asked. */
    readonly permission?: Permission | "signed-in" | "public"
    /** How a request names the line it is about. Who is limited to lines may use no route that does not say. */
    readonly within?: Within
  }
}

export type Within = "call" | "recording" | "consent" | "line" | "line-query" | "call-query"

/** Whoever was let in, with a way to put their refusals on record. */
interface Known {
  readonly principal: Principal
  readonly denied: ApiParts["people"]["denied"]
  /** Who its credential lets in now; `null`: nobody any more. No use of it: a sign-in that only watches ends as any idle one. */
  readonly now: () => Promise<Principal | null>
}
const known = new WeakMap<FastifyRequest, Known>()

export function letIn(request: FastifyRequest, who: Known): void {
  known.set(request, who)
}

export const principalOf = (request: FastifyRequest): Principal | null => known.get(request)?.principal ?? null

/** Who did it, for leaves and rows. */
export const actorOf = (request: FastifyRequest): string => principalOf(request)?.id ?? "unknown"

/** Before any route is declared. The files of the API's page carry no data and come from elsewhere. */
export function everyRouteNamesItsPermission(app: FastifyInstance): void {
  app.addHook("onRoute", ({ url, method, config }) => {
    if (url.startsWith("/docs") || config?.permission !== undefined) return
    throw new Error(`${[method].flat().join()} ${url} names no permission in its config: see people/permissions.ts`)
  })
}

/** Whether whoever was let in, minutes ago perhaps, would be let in to the same now. */
export async function isStillLetIn(request: FastifyRequest): Promise<boolean> {
  const who = known.get(request)
  const now = await who?.now()
  if (!who || !now) return false
  const { permission } = request.routeOptions.config
  const may = permission === "signed-in" || permission === "public" || (permission && now.permissions.has(permission))
  // Other lines than before: what was checked then no longer says anything.
  return may === true && String(now.lines) === String(who.principal.lines)
}

/** onRequest, after `letIn`. */
export async function requirePermission(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  const { permission } = request.routeOptions.config
  if (permission === undefined || permission === "public" || permission === "signed-in") return undefined
  try {
    await demand(request, permission)
    return undefined
  } catch (error) {
    return sendProblem(reply, problemOfError(error))
  }
}

/**
 * For what a route asks beyond its own permission. The refused attempt is on record before the answer.
 * @throws PERMISSION_DENIED
 */
export async function demand(request: FastifyRequest, permission: Permission): Promise<void> {
  const who = known.get(request)
  if (who?.principal.permissions.has(permission)) return
  if (who) await who.denied(who.principal, permission, aboutOf(request))
  throw new AssentError("PERMISSION_DENIED", `this asks for the permission ${permission}`)
}

/** preHandler, for whoever is limited to lines. What is of another line is not there for them, and the try is on record. */
export function keepWithinLines({ views, recording }: Pick<ApiParts, "views" | "recording">) {
  const lineOfCall = async (id: unknown): Promise<string | null> =>
    typeof id === "string" ? ((await views.call(id))?.lineId ?? null) : null

  async function lineOf(within: Within, request: FastifyRequest): Promise<string | null> {
    const id = member(request.params, "id")
    if (within === "line") return id
    if (within === "line-query") return member(request.query, "line")
    if (within === "call-query") return lineOfCall(member(request.query, "call"))
    if (id === null || within === "call") return lineOfCall(id)
    const row = within === "recording" ? await recording(id) : await views.consent(id)
    return lineOfCall(row?.callId)
  }

  return async (request: FastifyRequest): Promise<void> => {
    const who = known.get(request)
    const { permission, within } = request.routeOptions.config
    if (!who || who.principal.lines === null || permission === "signed-in" || permission === undefined) return
    if (permission === "public") return
    const line = within === undefined ? null : await lineOf(within, request)
    if (line !== null && who.principal.lines.includes(line)) return
    await who.denied(who.principal, permission, aboutOf(request))
    if (within === undefined || within.endsWith("-query")) {
      throw new AssentError("PERMISSION_DENIED", "you are limited to lines: ask for one of them, or for a call on one")
    }
    throw new AssentError("NOT_FOUND", "there is nothing under this id")
  }
}

/** The ids of a leaf, from an address that may be anything. */
function aboutOf(request: FastifyRequest): DeniedAbout {
  const { within } = request.routeOptions.config
  const id = /^(?:call_|rec_)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.exec(
    member(request.params, "id") ?? "",
  )?.[1]
  if (id === undefined) return {}
  if (within === "call") return { call: id.toLowerCase() }
  return within === "recording" ? { rec: id.toLowerCase() } : {}
}

function member(of: unknown, name: string): string | null {
  if (typeof of !== "object" || of === null) return null
  const value: unknown = Object.entries(of).find(([key]) => key === name)?.[1]
  return typeof value === "string" ? value : null
}
