import { expect, test } from "vitest"
import { buildApi } from "../../src/api/server.ts"
import { MemoryApi } from "../fakes/api.ts"

interface Media {
  readonly schema: Schema
  readonly example?: unknown
}
interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly tags: readonly string[]
  readonly security?: readonly object[]
  readonly parameters?: readonly { name: string; in: string; schema: object; example?: unknown }[]
  readonly requestBody?: { content: Record<string, { schema: Record<string, unknown> }> }
  readonly responses: Record<string, { description: string; content?: Record<string, Media> }>
}
interface Document {
  readonly openapi: string
  readonly tags: readonly { name: string }[]
  readonly paths: Record<string, Record<string, Operation>>
  readonly components: { schemas: Record<string, { examples?: unknown[]; properties?: object }> }
}

const app = buildApi(new MemoryApi().parts)
const declared: string[] = []
app.addHook("onRoute", ({ method, url, schema }) => {
  if (url.startsWith("/docs") || schema?.hide === true) return
  for (const verb of [method].flat()) if (verb !== "HEAD") declared.push(`${verb} ${url}`)
})
const response = await app.inject("/openapi.json")
const document = response.json<Document>()
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, path, operation })),
)

test("every route is in the description, and nothing else", () => {
  const expected = declared.map((route) => route.replace(/:(\w+)/g, "{$1}").replace("*", "{path}"))
  expect(operations.map(({ name }) => name).sort()).toEqual(expected.sort())
  expect(operations.length).toBeGreaterThan(30)
  expect(document.openapi).toBe("3.1.1")
})

test.each(operations)("$name is complete", ({ path, operation }) => {
  expect(operation.summary.length).toBeGreaterThan(10)
  expect(operation.operationId).toMatch(/^[a-z]+(_[a-zA-Z]+)+$/)
  expect(document.tags.map((tag) => tag.name)).toContain(operation.tags[0])
  expect(operation.security !== undefined).toBe(/^\/(v1|ledger)\//.test(path))
  const templated = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
  const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === "path")
  expect(inPath.map((parameter) => parameter.name).sort()).toEqual(templated.sort())
  for (const [status, answer] of Object.entries(operation.responses)) {
    expect(answer.description, status).not.toBe("Default Response")
    for (const [type, { schema, example }] of Object.entries(answer.content ?? {})) {
      if (type === "application/json") expect(example ?? exampleOf(schema), `${status} has no example`).toBeDefined()
    }
  }
  if (/^\/(v1|ledger)\//.test(path)) {
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(["4XX", "5XX"]))
    expect(operation.responses["4XX"]!.content).toHaveProperty(["application/problem+json"])
  }
})

test("operation ids are unique, every reference leads somewhere and every named schema has an example", () => {
  const ids = operations.map(({ operation }) => operation.operationId)
  expect(new Set(ids).size).toBe(ids.length)
  const references = new Set([...response.body.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map((m) => m[1]!))
  expect(references.size).toBeGreaterThan(10)
  for (const name of references) expect(document.components.schemas, name).toHaveProperty(name)
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    expect(schema.examples?.length, name).toBeGreaterThan(0)
    for (const property of Object.keys(schema.properties ?? {})) expect(property).toMatch(/^[a-z][a-z0-9_]*$/)
  }
})

test("inputs that are not plain names have an example", () => {
  for (const { name, operation } of operations) {
    for (const parameter of operation.parameters ?? []) {
      if (!("pattern" in parameter.schema) || parameter.name.startsWith("answered_at")) continue
      const example = parameter.example ?? ("example" in parameter.schema ? parameter.schema.example : undefined)
      expect(example, `${name} ${parameter.name}`).toMatch(new RegExp(String(parameter.schema.pattern), "u"))
    }
  }
})

test("the page of the description needs nothing from elsewhere, and no script inside it", async () => {
  const page = await app.inject("/docs/")
  expect(page.statusCode).toBe(200)
  expect(page.body).not.toMatch(/<script>|<script [^>]*>[^<\s]|(src|href)="https?:/)
  for (const [, file] of page.body.matchAll(/(?:src|href)="\.\/([^"]+)"/g)) {
    const asset = await app.inject(`/docs/${file}`)
    expect(asset.statusCode, file).toBe(200)
    expect(asset.headers["content-security-policy"]).toContain("script-src 'self';")
  }
  expect((await app.inject("/docs/json")).json<Document>().openapi).toBe("3.1.1")
})

interface Schema {
  readonly $ref?: string
  readonly examples?: readonly unknown[]
  readonly example?: unknown
  readonly properties?: { readonly data?: { readonly items?: Schema } }
}

function exampleOf({ $ref, examples, example, properties }: Schema): unknown {
  if ($ref !== undefined) return document.components.schemas[$ref.split("/").at(-1)!]?.examples?.[0]
  const items = properties?.data?.items
  return examples?.[0] ?? example ?? (items ? exampleOf(items) : undefined)
}
