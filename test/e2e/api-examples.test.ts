import { execFile } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { afterAll, beforeAll, expect, test } from "vitest"
import { KEY, settled, testGateway, type TestGateway } from "./gateway.ts"
import { agreeing, pause } from "./recorded-call.ts"

const readme = readFileSync(new URL("../../src/api/README.md", import.meta.url), "utf8")
const folder = mkdtempSync(join(tmpdir(), "assent-examples-"))
let line: TestGateway
let recording = ""

beforeAll(async () => {
  line = await testGateway()
  const call = await agreeing(line, "+4915112345678")
  await pause(300)
  call.hangup()
  const { recordings } = await settled(line, call.callId)
  recording = String(recordings[0].id)
}, 60_000)
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await line[Symbol.asyncDispose]()
})

/** Runs the example as it stands in the page. @returns what it printed */
async function run(language: string, program: string, ...args: readonly string[]): Promise<string> {
  const example = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1]
  if (example === undefined) throw new Error(`the page has no example in ${language}`)
  const env = { PATH: process.env["PATH"], ASSENT_URL: line.gateway.url, ASSENT_KEY: KEY }
  return (await promisify(execFile)(program, [...args, example], { cwd: folder, env })).stdout
}

test("the example for curl lists the calls and plans an erasure", async () => {
  const printed = await run("sh", "sh", "-ec")
  const [calls = "", plan = ""] = printed.split(/(?<=\})(?=\{)/)
  expect(JSON.parse(calls)).toMatchObject({
    data: [{ consent: "granted", caller: expect.stringMatching(/•/) as string }],
  })
  expect(JSON.parse(plan)).toMatchObject({ dry_run: true, calls: 1, items: [{ recording_id: recording }] })
})

test("the example for Node fetches every recording", async () => {
  expect(await run("js", process.execPath, "--input-type=module", "-e")).toBe(`${recording}.wav\n`)
  expect(statSync(join(folder, `${recording}.wav`)).size).toBeGreaterThan(1000)
})

test("the example for Python erases a caller, once", async () => {
  expect(await run("python", "python3", "-c")).toBe("1 call erased; again: True true\n")
  expect((await line.get(`/v1/recordings/${recording}`)).body.state).toBe("shredded")
})
