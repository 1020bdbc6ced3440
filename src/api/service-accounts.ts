import { z } from "zod"
import { type App, noQuery, problems, refuseBody } from "./app.ts"
import { example, idInput } from "./ids.ts"
import { type Pager, pageOf, pageQuery } from "./paging.ts"
import type { PeopleParts } from "./people-parts.ts"
import { accountView, lines, newTokenView, role, scope, tokenView, viewOfAccount, viewOfToken } from "./people-view.ts"
import { actorOf } from "./permission.ts"

const tags = ["people"]
const one = { params: z.strictObject({ id: idInput("svc") }), querystring: noQuery }

const withTokens = z
  .strictObject({ account: accountView, tokens: z.array(tokenView).describe("Newest first, revoked ones too") })
  .meta({
    id: "ServiceAccountWithTokens",
    examples: [
      {
        account: {
          id: example("svc"),
          name: "crm",
          role: "integrator",
          lines: null,
          state: "active",
          scopes: ["calls:read"],
          created_at: "2026-11-23T16:30:00.000Z",
        },
        tokens: [],
      },
    ],
  })

export function serviceAccountRoutes(app: App, { accounts }: PeopleParts, page: Pager): void {
  app.get(
    "/service-accounts",
    {
      config: { permission: "people:read" },
      schema: {
        tags,
        summary: "Machines that may use the API, newest first",
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(accountView), ...problems },
      },
    },
    (request, reply) => page(request, reply, request.query, (want) => accounts.list(want), viewOfAccount),
  )

  app.post(
    "/service-accounts",
    {
      config: { permission: "people:write" },
      schema: {
        tags,
        summary: "Make a service account: its tokens do what their scopes name",
        querystring: noQuery,
        body: z
          .strictObject({
            name: z.string().min(1).max(100),
            role: role.default("integrator"),
            lines: lines.default(null),
          })
          .meta({ example: { name: "crm" } }),
        response: { 201: accountView, ...problems },
      },
    },
    async (request, reply) =>
      reply.status(201).send(viewOfAccount(await accounts.create(request.body, actorOf(request)))),
  )

  app.get(
    "/service-accounts/:id",
    {
      config: { permission: "people:read" },
      schema: {
        tags,
        summary: "One service account with its tokens, and when each was last used",
        ...one,
        response: { 200: withTokens, ...problems },
      },
    },
    async ({ params: { id } }) => ({
      account: viewOfAccount(await accounts.get(id)),
      tokens: (await accounts.tokens(id)).map(viewOfToken),
    }),
  )

  app.post(
    "/service-accounts/:id/disable",
    {
      config: { permission: "people:write" },
      preValidation: refuseBody,
      schema: {
        tags,
        summary: "Disable a service account for good: none of its tokens opens anything any more",
        ...one,
        response: { 200: accountView, ...problems },
      },
    },
    async (request) => viewOfAccount(await accounts.disable(request.params.id, actorOf(request))),
  )

  app.post(
    "/service-accounts/:id/tokens",
    {
      config: { permission: "people:write" },
      schema: {
        tags,
        summary: "Issue a token. To rotate: issue the next, use it, then revoke this one",
        ...one,
        body: z
          .strictObject({
            scopes: z.array(scope).min(1).max(50),
            networks: z
              .array(z.string().max(50))
              .max(50)
              .default([])
              .describe("Where it may be used from; empty: anywhere"),
            expires_in_days: z.int().min(1).max(366).default(90),
          })
          .meta({ example: { scopes: ["calls:read"], networks: ["192.0.2.0/24"] } }),
        response: { 201: newTokenView, ...problems },
      },
    },
    async (request, reply) => {
      const { scopes, networks, expires_in_days: days } = request.body
      const order = { scopes: [...new Set(scopes)], networks, days }
      const { row, token } = await accounts.issue(request.params.id, order, actorOf(request))
      return reply.status(201).send({ ...viewOfToken(row), token })
    },
  )

  app.delete(
    "/service-accounts/:id/tokens/:token",
    {
      config: { permission: "people:write" },
      preValidation: refuseBody,
      schema: {
        tags,
        summary: "Revoke a token: it opens nothing from now on",
        params: z.strictObject({ id: idInput("svc"), token: idInput("tok") }),
        querystring: noQuery,
        response: { 200: tokenView, ...problems },
      },
    },
    async (request) => viewOfToken(await accounts.revoke(request.params.id, request.params.token, actorOf(request))),
  )
}
