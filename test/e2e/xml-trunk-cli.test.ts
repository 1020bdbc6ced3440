import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { assent, type Ran } from "../cli/cli-io.ts"
import { readDocument } from "../fakes/xml/markup.ts"
import { bench, kinds, type Bench } from "./xml-bench.ts"

let b: Bench
let config: string

beforeAll(async () => {
  b = await bench()
  config = join(b.folder, "assent.json")
  writeFileSync(config, JSON.stringify({ ...b.line.config, data: "." }))
}, 60_000)
afterAll(() => b[Symbol.asyncDispose]())

const trunk = (verb: string, name: string): Promise<Ran> => assent(["trunk", verb, name, "--config", config, "--json"])

interface Finding {
  readonly name: string
  readonly status: string
}
/** The first document of an answer; a failure adds its own behind it. */
const findings = (out: string): Record<string, string> => {
  const { data } = JSON.parse(out.slice(0, out.indexOf("\n}\n") + 2)) as { data: readonly Finding[] }
  return Object.fromEntries(data.map(({ name, status }) => [name, status]))
}

test("what to paste at each carrier includes a document that it can run without any gateway", async () => {
  for (const kind of kinds) {
    const { code, out } = await trunk("urls", kind)
    expect(code).toBe(0)
    const { data } = JSON.parse(out) as { data: readonly { readonly value: string }[] }
    expect(data[0]?.value).toBe(`${b.line.gateway.url}/carriers/${kind}/voice`)
    expect(readDocument(data.at(-1)?.value ?? "", kind).map(({ name }) => name)).toEqual(["Say", "Hangup"])
  }
  expect(await trunk("urls", "nobody")).toMatchObject({ code: 2 })
})

test("a trunk that is set up as it should be is in order, and each thing that is not has its mend", async () => {
  for (const kind of kinds) {
    const carrier = b.carriers[kind]
    const at = `${b.line.gateway.url}/carriers/${kind}`
    carrier.setup = {
      voice_url: `${at}/voice`,
      voice_fallback_url: "https://elsewhere",
      status_callback: `${at}/status`,
    }
    const good = await trunk("check", kind)
    expect(good, good.out).toMatchObject({ code: 0 })
    expect(findings(good.out)).toEqual({
      reachable: "ok",
      credentials: "ok",
      clock: "ok",
      numbers: "ok",
      recordings: "ok",
    })

    carrier.setup = { voice_url: `${at}/voice`, voice_fallback_url: `${at}/fallback`, status_callback: null }
    carrier.recordings.set("CA1", ["RE1"])
    const lacking = await trunk("check", kind)
    expect(lacking.code).toBe(0)
    expect(findings(lacking.out)).toMatchObject({ fallback: "warning", status: "warning", recordings: "warning" })

    carrier.setup = { voice_url: "https://elsewhere/voice" }
    const lost = await trunk("check", kind)
    expect(lost.code).toBe(1)
    expect(findings(lost.out)).toMatchObject({ numbers: "broken" })
  }
})

test("wrong credentials and a gateway that nobody reaches are told apart", async () => {
  const file = { ...b.line.config, data: ".", public_url: "http://127.0.0.1:9" }
  const [twilio] = file.trunks
  writeFileSync(config, JSON.stringify({ ...file, trunks: [{ ...twilio, rest_url: "http://127.0.0.1:9" }] }))
  const { code, out } = await trunk("check", "twilio")
  expect(code).toBe(1)
  expect(findings(out)).toEqual({ reachable: "broken", credentials: "broken" })
})
