import { Spectral } from "@stoplight/spectral-core"
import { oas } from "@stoplight/spectral-rulesets"
import { expect, test } from "vitest"
import { committed, servedDocument, typesOf } from "./contract.ts"

const refresh = "run `npm run openapi`, look at the diff, and commit it"

test("what is served is what is committed", async () => {
  expect(JSON.parse(await servedDocument()), refresh).toEqual(JSON.parse(committed("document")))
})

test("the types of the client are those of the committed document", async () => {
  expect((await typesOf(committed("document"))) === committed("types"), refresh).toBe(true)
})

test("the document keeps the rules of OpenAPI and of our own style", async () => {
  const spectral = new Spectral()
  spectral.setRuleset({
    extends: [[oas as never, "all"]],
    rules: {
      // A program has no address of its own; its licence is named by its SPDX identifier, which excludes a URL.
      "info-contact": "off",
      "license-url": "off",
      // A summary each is enough where there is nothing to add, and {id} needs no words.
      "operation-description": "off",
      "oas3-parameter-description": "off",
      // In the order in which somebody reads them.
      "openapi-tags-alphabetical": "off",
    },
  })
  const found = await spectral.run(committed("document"))
  const said = found.map(({ code, path, message }) => `${String(code)} ${path.join("/")}: ${message}`)
  // The linter reads patterns without the u flag, which JSON Schema asks for (2020-12, 6.4).
  expect(said.filter((text) => !text.includes("\\p{C}"))).toEqual([])
})

test("no parameter is spelt in a second way", () => {
  const names = [...committed("document").matchAll(/"in": "(?:query|path)",\s+"name": "([^"]+)"/g)].map(
    ([, name]) => name,
  )
  expect(names.length).toBeGreaterThan(30)
  for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9_]*(\[[a-z]+\])?$/)
})
