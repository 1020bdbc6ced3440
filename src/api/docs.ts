/* The API's own description: /openapi.json for programs, /docs for people. Neither holds data, so neither needs a key. */
import swagger from "@fastify/swagger"
import swaggerUi from "@fastify/swagger-ui"
import type { FastifyInstance } from "fastify"
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod"
import { z } from "zod"
import { type App, noQuery } from "./app.ts"
import { docsCsp } from "./headers.ts"
import { asksForKey } from "./idempotency.ts"
import type { ApiSettings } from "./parts.ts"

const tags = [
  { name: "calls", description: "Answered calls, their events, and control of the live ones" },
  { name: "consents", description: "What each party decided, as the ledger has it" },
  { name: "recordings", description: "Recordings: facts, playback, export, proof, erasure" },
  { name: "erasures", description: "Erasing what is held about a person" },
  { name: "jobs", description: "Work that goes on after its 202" },
  { name: "holds", description: "Legal holds, and restrictions of processing" },
  { name: "retention", description: "How long recordings are kept, and the sweeps that end them" },
  { name: "keys", description: "Key encryption keys, one per epoch" },
  { name: "requests", description: "What people, and authorities, ask of the data held about them" },
  { name: "contacts", description: "Who callers are, where it was written down" },
  { name: "agents", description: "Who speaks for the organisation on calls" },
  { name: "accountability", description: "What is stored and why, who receives it, and who had access" },
  { name: "lines", description: "Lines as the operator's document has them" },
  { name: "greetings", description: "What a line says: drafts, checks, publishing" },
  { name: "policy", description: "Which rule of which jurisdiction decides how callers are asked" },
  { name: "ledger", description: "The ledger's files, for auditors" },
  { name: "webhooks", description: "Where the gateway tells what happened, and what was delivered" },
  { name: "test calls", description: "Calls from the built-in test phone" },
  { name: "people", description: "Who may use the gateway: people, machines, their sign-ins and tokens" },
  { name: "operation", description: "Health and version" },
]

/** Register before any route: it collects them as they are declared. */
export async function describeApi(app: FastifyInstance, { version }: ApiSettings): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.1",
      info: {
        title: "Assent",
        version,
        description: "Consent and recording gateway for phone lines. All times are RFC 3339, UTC.",
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      // Relative: the page may be open under localhost and under 127.0.0.1, and may call only where it came from.
      servers: [{ url: "/" }],
      tags,
      components: {
        securitySchemes: {
          key: { type: "http", scheme: "bearer", bearerFormat: "asnt_..." },
          session: { type: "apiKey", in: "cookie", name: "__Host-assent" },
        },
      },
    },
    transform: (route) => {
      const { schema, url } = jsonSchemaTransform(route)
      const needsKey = /^\/(v1|ledger)\//.test(url)
      const { permission, idempotency } = route.route.config ?? {}
      const security = permission === "public" ? [] : [{ key: [] }, { session: [] }]
      const method = String(route.route.method)
      const operationId = idOf(method, url)
      const keyed = method === "POST" && permission !== "public" && idempotency !== "none"
      const headers = keyed ? { headers: withIdempotencyKey(schema.headers, asksForKey(idempotency)) } : {}
      const response = method === "GET" && needsKey ? { response: { ...object(schema.response), 304: unchanged } } : {}
      return { schema: { ...schema, ...headers, ...response, operationId, ...(needsKey ? { security } : {}) }, url }
    },
    transformObject: (document) => tidy(jsonSchemaTransformObject(document)),
  })
  await app.register(swaggerUi, { routePrefix: "/docs", staticCSP: docsCsp, theme: { title: "Assent API" } })
}

export function openApiRoute(app: App): void {
  app.get(
    "/openapi.json",
    {
      config: { permission: "public" },
      schema: {
        tags: ["operation"],
        summary: "This document (OpenAPI 3.1)",
        querystring: noQuery,
        response: { 200: z.any().meta({ type: "object", examples: [{ openapi: "3.1.1" }] }) },
      },
    },
    async () => app.swagger(),
  )
}

const unchanged = { description: "To If-None-Match with the ETag that would be answered", type: "null" }

function object(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {}
}

const idempotencyKey = {
  type: "string",
  minLength: 16,
  maxLength: 257,
  description: "A new UUID for each act. Sent again, it is answered again and not done again: for a day",
  example: "5e0d3cb4-8a0c-4a27-9c8e-0f6f3a1f7a11",
}

/** What idempotency.ts takes at every POST under a principal, beside the headers that the route names itself. */
function withIdempotencyKey(headers: unknown, required: boolean): object {
  const own = typeof headers === "object" && headers !== null && "properties" in headers ? headers.properties : {}
  const properties = { ...object(own), "Idempotency-Key": idempotencyKey }
  return { type: "object", properties, ...(required ? { required: ["Idempotency-Key"] } : {}) }
}

type ApiDocument = ReturnType<typeof jsonSchemaTransformObject>

/**
 * Mends what the generators leave behind: schemas nobody refers to, answers without a description, and Fastify's
 * wildcard, which is no name in a path template.
 */
function tidy(document: ApiDocument): ApiDocument {
  const schemas = new Map(Object.entries(schemasOf(document)))
  const after: unknown = JSON.parse(JSON.stringify(document), (key, value: unknown) => {
    if (value === "Default Response") return "Done"
    if (key === "name" && value === "*") return "path"
    if (key === "schemas") return outputsOnly(value)
    return key === "paths" ? renamed(value) : inputOf(value, schemas)
  })
  return isDocument(after) ? withoutUnused(after) : document
}

/** What only inputs named is written out by now. */
function withoutUnused(document: ApiDocument): ApiDocument {
  const text = JSON.stringify(document)
  const unused = Object.keys(schemasOf(document)).filter((name) => !text.includes(`"#/components/schemas/${name}"`))
  const after: unknown = JSON.parse(text, (key, value: unknown) =>
    key === "schemas"
      ? Object.fromEntries(Object.entries(value ?? {}).filter(([name]) => !unused.includes(name)))
      : value,
  )
  return isDocument(after) ? after : document
}

function schemasOf(document: object): object {
  const components: unknown = "components" in document ? document.components : undefined
  if (typeof components !== "object" || components === null || !("schemas" in components)) return {}
  return typeof components.schemas === "object" && components.schemas !== null ? components.schemas : {}
}

function isDocument(value: unknown): value is ApiDocument {
  return typeof value === "object" && value !== null && "openapi" in value
}

/** Every named schema is generated twice, as input too: inputs are written out where they are used, with their example. */
function outputsOnly(schemas: unknown): object {
  return Object.fromEntries(Object.entries(schemas ?? {}).filter(([name]) => !name.endsWith("Input")))
}

function inputOf(value: unknown, schemas: ReadonlyMap<string, unknown>): unknown {
  if (typeof value !== "object" || value === null || !("$ref" in value)) return value
  const name = /^#\/components\/schemas\/(\w+Input)$/.exec(String(value.$ref))?.[1]
  if (name === undefined) return value
  const schema: unknown = JSON.parse(JSON.stringify(schemas.get(name)), (_, inner: unknown) => inputOf(inner, schemas))
  return schema
}

function renamed(paths: unknown): object {
  return Object.fromEntries(Object.entries(paths ?? {}).map(([path, item]) => [path.replace("{*}", "{path}"), item]))
}

/** `GET /v1/calls/:id/events` -> `get_calls_id_events`: stable, since clients are generated from it. */
function idOf(method: string, url: string): string {
  const words =
    url
      .replace(/^\/ledger\//, "/ledger_files/")
      .replace(/^\/v1/, "")
      .match(/[A-Za-z]+/g) ?? []
  return [method.toLowerCase(), ...words].join("_").replaceAll("-", "_")
}
