import { readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { parse } from "yaml"
import { parseConfig } from "../src/config.ts"

const folder = new URL("../config/", import.meta.url)
const examples = readdirSync(folder).filter((name) => name.endsWith(".yaml") && name !== "compose.yaml")

test("there are examples", () => expect(examples).toContain("single-server.yaml"))

for (const name of examples) {
  test(`the example ${name} is a configuration as it stands`, () => {
    expect(() => parseConfig(parse(readFileSync(new URL(name, folder), "utf8")))).not.toThrow()
  })
}
