import { describe, expect, test } from "vitest"
import { parseConfig } from "../src/config.ts"

const dev = {
  mode: "dev",
  listen: { host: "127.0.0.1", port: 7080 },
  public_url: "http://127.0.0.1:7080/",
  data: ".assent-dev",
  ledger: { origin: "localhost/dev" },
  keys: {},
  trunks: [{ name: "test-phone", kind: "test-phone" }],
}

function problemsOf(file: unknown, env = {}): string {
  try {
    parseConfig(file, env)
  } catch (error) {
    if (error instanceof Error) return error.message
  }
  return ""
}

describe("the configuration", () => {
  test("fills in what is not said, takes the last slash off the public URL, and is frozen", () => {
    const config = parseConfig(dev)
    expect(config.public_url).toBe("http://127.0.0.1:7080")
    expect(config.flow).toMatchObject({ tries: 2, wait_ms: 7000, chord_ms: 500 })
    expect(() => Object.assign(config.flow, { tries: 1 })).toThrow()
  })

  test("reports every problem at once, with a suggestion for a misspelt key", () => {
    const problems = problemsOf({
      ...dev,
      listne: {},
      listen: { host: "127.0.0.1", prot: 1 },
      flow: { tries: 9 },
      trunks: [{ name: "a", knid: "x" }],
    })
    expect(problems).toContain("listne: unknown key; did you mean listen?")
    expect(problems).toContain("listen.prot: unknown key; did you mean port?")
    expect(problems).toContain("trunks.0.knid: unknown key; did you mean kind?")
    expect(problems).toContain("flow.tries:")
    expect(problems).toContain("listen.port:")
  })

  test("dev refuses an address that others can reach, production refuses to run without a key", () => {
    expect(problemsOf({ ...dev, listen: { host: "0.0.0.0", port: 7080 } })).toContain("listen.host")
    expect(problemsOf({ ...dev, mode: "production" })).toContain("api_keys")
  })

  test("the environment overrides the file, and a misspelt variable is an unknown key", () => {
    expect(parseConfig(dev, { ASSENT_LISTEN__PORT: "7081", ASSENT_URL: "x" }).listen.port).toBe(7081)
    expect(problemsOf(dev, { ASSENT_LISTEN__PROT: "7081" })).toContain("did you mean port?")
  })

  test("two trunks of one name are refused", () => {
    expect(problemsOf({ ...dev, trunks: [...dev.trunks, ...dev.trunks] })).toContain("two trunks are called test-phone")
  })

  test("anything but an object is refused in words", () => {
    for (const file of [null, "text", 7, []]) expect(problemsOf(file)).toContain("the file:")
  })
})
