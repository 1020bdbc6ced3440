/* What a released client relies on stays, unless somebody says otherwise on purpose. */
import { expect, test } from "vitest"
import { breaksOf, type Document } from "./breaks.ts"
import { committed } from "./contract.ts"

test("nothing that the last release offered was taken away", () => {
  const released = JSON.parse(committed("released")) as Document
  const now = JSON.parse(committed("document")) as Document
  expect(Object.keys(released.paths).length).toBeGreaterThan(60)
  const mend =
    "keep what clients rely on; where the break is meant, release it: node config/setup.mjs openapi --released"
  expect(breaksOf(released, now), mend).toEqual([])
})

const item = {
  type: "object",
  properties: { id: { type: "string" }, state: { type: "string", enum: ["on", "off"] } },
  required: ["id"],
} as const
const base = {
  paths: {
    "/v1/things": {
      post: {
        parameters: [{ name: "limit", in: "query", schema: { type: "integer" } }],
        requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } } },
        responses: { "200": { content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } } } },
      },
    },
  },
  components: { schemas: { Thing: item } },
} satisfies Document
const { post } = base.paths["/v1/things"]
const withOperation = (change: object): Document => ({
  ...base,
  paths: { "/v1/things": { post: { ...post, ...change } } },
})
const withThing = (change: object): Document => ({
  ...base,
  components: { schemas: { Thing: { ...item, ...change } } },
})
const { id, state } = item.properties

test.each<[string, Document, string]>([
  ["a path", { ...base, paths: {} }, "POST /v1/things was removed"],
  ["a parameter", withOperation({ parameters: [] }), "POST /v1/things: query limit was removed"],
  [
    "a parameter that is asked for now",
    withOperation({ parameters: [{ ...post.parameters[0], required: true }] }),
    "POST /v1/things: query limit is required now",
  ],
  [
    "a parameter's type",
    withOperation({ parameters: [{ ...post.parameters[0], schema: { type: "string" } }] }),
    "POST /v1/things: query limit was of type integer and is of type string",
  ],
  ["a status", withOperation({ responses: {} }), "POST /v1/things no longer answers 200"],
  ["a field", withThing({ properties: { id } }), "POST /v1/things 200.state was removed"],
  [
    "a field that is asked for now",
    withThing({ required: ["id", "state"] }),
    "POST /v1/things: body.state is required now",
  ],
  ["a field that may be missing now", withThing({ required: [] }), "POST /v1/things 200.id may be missing now"],
  [
    "a value",
    withThing({ properties: { id, state: { ...state, enum: ["on"] } } }),
    "POST /v1/things: body.state no longer takes off",
  ],
])("of what is taken away, %s is named", (_, after, sentence) => {
  expect(breaksOf(base, after)).toContain(sentence)
})

test("what is added breaks nothing", () => {
  const more = { ...post, parameters: [...post.parameters, { name: "more", in: "query", schema: { type: "string" } }] }
  const grown: Document = {
    paths: { "/v1/things": { post: more, get: post } },
    components: {
      schemas: {
        Thing: {
          ...item,
          properties: { id, state: { ...state, enum: ["on", "off", "idle"] }, name: { type: "string" } },
        },
      },
    },
  }
  expect(breaksOf(base, grown)).toEqual([])
})
