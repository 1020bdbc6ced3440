/* A greeting from nothing to what callers hear, and back, from the command line. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { encodeMulaw } from "../../src/audio/g711.ts"
import { promptNames } from "../../src/audio/prompt-name.ts"
import { toInt16 } from "../../src/audio/samples.ts"
import { sine } from "../../src/audio/tone.ts"
import { mulawWav } from "../../src/audio/wav-write.ts"
import { KEY, testGateway, type TestGateway } from "../e2e/gateway.ts"
import { assent, type Ran } from "./cli-io.ts"

let gateway: TestGateway
let cwd: string
const cli = (...argv: readonly string[]): Promise<Ran> =>
  assent(["greeting", ...argv], { cwd, env: { ASSENT_URL: gateway.gateway.url, ASSENT_KEY: KEY } })
/** A command that has to work. */
async function done(...argv: readonly string[]): Promise<string> {
  const ran = await cli(...argv)
  expect(ran, argv.join(" ")).toMatchObject({ code: 0, err: "" })
  return ran.out
}
const voice = mulawWav(encodeMulaw(toInt16(sine(600, 500, -19))))

beforeAll(async () => {
  gateway = await testGateway()
  cwd = mkdtempSync(join(tmpdir(), "assent-cli-greeting-"))
  writeFileSync(join(cwd, "voice.wav"), voice)
}, 60_000)
afterAll(async () => gateway[Symbol.asyncDispose]())

const words: Partial<Record<(typeof promptNames)[number], string>> = {
  notice: "Hello, this is Example Ltd. May we record this call to keep proof of it? We help you either way.",
  menu: "To agree, press 1. To continue without recording, press 2.",
  more: "Backups are gone 8 days later. You can ask for a copy: privacy@example.com.",
}

test("a greeting is made, filled, checked, waived, published and shown", async () => {
  await done("create", "evening", "--name", "After hours")
  expect(await done("draft", "evening")).toContain("Version 1")
  for (const name of promptNames) {
    await done("upload", "evening", name, "voice.wav", "--version", "1", "--text", words[name] ?? "Thank you.")
  }
  const refused = await cli("check", "evening", "--version", "1")
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining("cannot be published") as string })
  expect(refused.out).toContain("error contact_not_said at /languages/en/more/text")
  const version = ["--version", "1"]
  await done(
    "says",
    "evening",
    ...version,
    "--purpose",
    "to keep proof of it",
    "--free-choice",
    "We help you either way.",
  )
  await done("says", "evening", ...version, "--contact", "privacy@example.com")
  expect((await cli("publish", "evening", ...version, "--message", "first")).code).toBe(1)
  await done(
    "waive",
    "evening",
    "/languages/en/more/text",
    "rights_not_said",
    ...version,
    "--reason",
    "said by the agent",
  )
  expect(await done("check", "evening", ...version)).toMatch(
    /waived rights_not_said.*said by the agent[\s\S]*can be published/,
  )
  expect(await done("publish", "evening", ...version, "--message", "first")).toContain("live")
  const shown = await done("show", "evening")
  expect(shown).toMatch(/1 +live +20.*first/)
  expect(shown).toContain("Draft wording")
  expect(shown).toContain("Waived: rights_not_said")
  await done("review", "evening", ...version, "--by", "J. Doe, counsel")
  expect(await done("show", "evening")).not.toContain("Draft wording")
})

test("a second version is scheduled, taken off, published, compared, and rolled back", async () => {
  const other = mulawWav(encodeMulaw(toInt16(sine(900, 500, -19))))
  writeFileSync(join(cwd, "other.wav"), other)
  await done("upload", "evening", "granted", "other.wav", "--text", "Thank you very much.")
  const version = ["--version", "2"]
  const later = new Date(Date.now() + 3_600_000).toISOString()
  expect(await done("publish", "evening", ...version, "--message", "warmer", "--at", later)).toContain(later)
  expect((await cli("publish", "evening", ...version, "--message", "now")).err).toContain("schedule")
  await done("unschedule", "evening", ...version)
  expect((await cli("publish", "evening", ...version, "--message", "x", "--at", "2020-01-01T00:00:00Z")).code).toBe(2)
  await done("publish", "evening", ...version, "--message", "warmer")
  expect(await done("diff", "evening", "1", "2")).toMatch(
    /en granted: words and audio\n {2}- Thank you\.\n {2}\+ Thank you very much\./,
  )
  expect(await done("diff", "evening", "2", "2")).toContain("the same")
  expect(await done("rollback", "evening", "--to", "1", "--message", "too warm")).toMatch(
    /Version 3 is live.*version 1 again/,
  )
  expect((await cli("rollback", "evening", "--to", "3", "--message", "again")).code).toBe(1)
  expect(await done("list")).toMatch(/evening +After hours +3 +3 +en/)
})

test("a prompt is saved as on a phone line, once", async () => {
  const listen = ["listen", "evening", "granted", "--version", "3", "--out", "heard.wav"]
  await done(...listen)
  expect(readFileSync(join(cwd, "heard.wav")).length).toBe(44 + 2 * 4000)
  expect((await cli(...listen)).err).toContain("--out")
  expect((await cli("listen", "evening", "hello", "--version", "3", "--out", "no.wav")).code).toBe(2)
})

test("how callers answered is told, and --json is what the API answers", async () => {
  expect(await done("stats", "welcome")).toMatch(/version +language +agreed +refused/)
  const json: unknown = JSON.parse(await done("stats", "welcome", "--since", "2026-11-01T00:00:00Z", "--json"))
  expect(json).toEqual((await gateway.get("/v1/greetings/welcome/stats?since=2026-11-01T00:00:00Z")).body)
  expect((await cli("stats", "welcome", "--since", "yesterday")).code).toBe(2)
})

test("words in a script that the voice cannot read are refused before anything is spoken", async () => {
  await done("draft", "evening")
  const spoken = await cli("speak", "evening", "granted", "--version", "4", "--text", "Спасибо")
  expect(spoken).toMatchObject({ code: 2, err: expect.stringMatching(/text: .*script/) as string })
})
