import { createHash } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { parse } from "yaml"
import { z } from "zod"
import { configFields } from "../src/config-fields.ts"
import { parseConfig } from "../src/config.ts"

const folder = new URL("../config/", import.meta.url)
const isConfig = (name: string): boolean => name.endsWith(".yaml") && !/^(compose|alerts)\./.test(name)
const examples = readdirSync(folder).filter(isConfig)
const textOf = (name: string): string => readFileSync(new URL(name, folder), "utf8")

test("there is an example for each way of running", () => expect(examples).toEqual(["dev.yaml", "single-server.yaml"]))

for (const name of examples) {
  test(`the example ${name} is a configuration as it stands`, () => {
    expect(() => parseConfig(parse(textOf(name)))).not.toThrow()
  })

  test(`what ${name} shows as a comment is known to the configuration`, () => {
    // Each commented line that is `member:` alone, or `member: value # why`, by its last name.
    const names = new Set(configFields().map(({ path }) => path.split(".").at(-1)))
    const shown = [...textOf(name).matchAll(/^\s*# {1,7}(?:- )?([a-z][a-z0-9_]*):(?: |$)/gm)].map((match) => match[1])
    expect(shown.filter((each) => !names.has(each))).toEqual([])
  })
}

test("the example for trying things out is what assent dev runs with", () => {
  const source = readFileSync(fileURLToPath(new URL("../src/cli/dev.ts", import.meta.url)), "utf8")
  const key = /DEV_KEY = "([^"]+)"/.exec(source)?.[1] ?? ""
  const config = parseConfig(parse(textOf("dev.yaml")))
  expect(config.api_keys).toEqual([{ id: "dev", sha256: createHash("sha256").update(key).digest("hex") }])
  expect(config).toMatchObject({ mode: "dev", listen: { host: "127.0.0.1", port: 7080 }, log: { level: "warn" } })
  expect(z.string().parse(config.data)).toBe("../.assent-dev")
})
