import { z } from "zod"
import { type App, noQuery, problems } from "./app.ts"
import type { ApiSettings, Health } from "./parts.ts"

const checks = z
  .strictObject({
    status: z.enum(["ok", "failed"]),
    checks: z.array(
      z.strictObject({ name: z.string(), status: z.enum(["ok", "failed"]), detail: z.string().nullable() }),
    ),
  })
  .meta({
    id: "Readiness",
    examples: [{ status: "ok", checks: [{ name: "ledger", status: "ok", detail: null }] }],
  })

export function healthRoutes(app: App, health: Health): void {
  app.get(
    "/health/live",
    {
      config: { permission: "public", rateLimit: false },
      schema: {
        tags: ["operation"],
        summary: "The process answers",
        querystring: noQuery,
        response: { 200: z.strictObject({ status: z.literal("ok") }).meta({ examples: [{ status: "ok" }] }) },
      },
    },
    async () => ({ status: "ok" as const }),
  )

  app.get(
    "/health/ready",
    {
      config: { permission: "public", rateLimit: false },
      schema: {
        tags: ["operation"],
        summary: "Calls can be taken and recorded: storage, ledger, keys",
        querystring: noQuery,
        response: { 200: checks, 503: checks },
      },
    },
    async (_request, reply) => {
      const results = await health.ready()
      const ok = results.every((check) => check.status === "ok")
      return reply.status(ok ? 200 : 503).send({ status: ok ? "ok" : "failed", checks: [...results] })
    },
  )
}

/** What a person should know of, for whoever may look at the operation. The port of `metrics` has it without sign-in. */
export function deepHealthRoute(app: App, health: Health): void {
  app.get(
    "/health/deep",
    {
      config: { permission: "audit:read" },
      schema: {
        tags: ["operation"],
        summary: "Readiness, and the key round trip, the ledger's continuation, retention, backlog and disk",
        querystring: noQuery,
        response: { 200: checks, 503: checks, ...problems },
      },
    },
    async (_request, reply) => {
      const results = await health.deep()
      const ok = results.every((check) => check.status === "ok")
      return reply.status(ok ? 200 : 503).send({ status: ok ? "ok" : "failed", checks: [...results] })
    },
  )
}

export function versionRoute(app: App, { version }: Pick<ApiSettings, "version">): void {
  app.get(
    "/version",
    {
      config: { permission: "signed-in" },
      schema: {
        tags: ["operation"],
        summary: "What runs here",
        querystring: noQuery,
        response: {
          200: z
            .strictObject({ name: z.literal("assent"), version: z.string(), api: z.literal("v1") })
            .meta({ id: "Version", examples: [{ name: "assent", version: "0.1.0", api: "v1" }] }),
          ...problems,
        },
      },
    },
    async () => ({ name: "assent" as const, version, api: "v1" as const }),
  )
}
