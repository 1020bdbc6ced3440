import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { assent, type Ran } from "../cli/cli-io.ts"
import { KEY, settled, testGateway, type TestGateway } from "./gateway.ts"

let gateway: TestGateway
const cwd = mkdtempSync(join(tmpdir(), "assent-lines-"))
const cli = (argv: readonly string[]): Promise<Ran> =>
  assent(argv, { cwd, env: { ASSENT_URL: gateway.gateway.url, ASSENT_KEY: KEY } })
const json = async (...argv: string[]): Promise<any> => {
  const ran = await cli([...argv, "--json"])
  expect(ran).toMatchObject({ code: 0, err: "" })
  return JSON.parse(ran.out)
}
const file = (name: string, value: unknown): string => {
  writeFileSync(join(cwd, name), JSON.stringify(value))
  return name
}
beforeAll(async () => void (gateway = await testGateway()), 60_000)
afterAll(async () => {
  await gateway[Symbol.asyncDispose]()
  rmSync(cwd, { recursive: true })
})

/** The script that a call from this number was asked with. */
async function script(from: string): Promise<string> {
  const call = await gateway.ring({ audio: new Uint8Array(8000), script: [] }, from)
  setTimeout(() => call.hangup(), 400)
  const { consents } = await settled(gateway, call.callId)
  return consents[0].script
}

test("an admin adds, changes and deletes a line and its hours on the command line", async () => {
  const demo = await json("line", "show", "demo")
  const created = file("line.json", { ...demo, id: "second", name: "Second", number: "+493023125001" })
  expect((await cli(["line", "create", "--file", created, "--dry-run"])).out).toMatch(
    /could be added.*Nothing was changed/,
  )
  expect((await cli(["line", "list"])).out).not.toContain("second")
  expect(await json("line", "create", "--file", created)).toMatchObject({ id: "second" })
  expect((await cli(["line", "list"])).out).toMatch(/second +\+493023125001 +Second +en/)
  const changed = await json("line", "set", "second", "name=Front desk", 'retention={"policy":"quarter","days":90}')
  expect(changed).toMatchObject({ name: "Front desk", retention: { policy: "quarter", days: 90 } })
  const bad = await cli(["line", "set", "second", "number=+99912345678"])
  expect(bad).toMatchObject({ code: 2, out: "" })
  expect(bad.err).toMatch(/^assent: number: .*not a number/)
  const stale = await cli(["line", "set", "second", "name=Late", "--if-match", '"of-an-earlier-state"'])
  expect(stale.code).toBe(1)
  expect(stale.err).toMatch(/changed meanwhile/)
  expect((await cli(["line", "delete", "second"])).err).toMatch(/--yes/)
  expect((await cli(["line", "delete", "second", "--yes"])).code).toBe(0)
  const last = await cli(["line", "delete", "demo", "--yes"])
  expect([last.code, last.err]).toEqual([1, expect.stringMatching(/only line that the test phone can ring/)])
})

test("hours decide what a call meets, by its own moment; the language goes by the caller's number", async () => {
  const zone = { time_zone: "Europe/Berlin", weekly: [] }
  const open = { name: "Today", from: "2020-01-01", to: "2090-01-01", hours: [{ from: "00:00", to: "24:00" }] }
  await json(
    "schedule",
    "create",
    "--file",
    file("s.json", { id: "always", name: "Always", ...zone, overrides: [open] }),
  )
  const prefixes = 'language_by_prefix={"+33":"fr","+4989":"de"}'
  await json("line", "set", "demo", "schedule=always", 'closed={"greeting":"welcome"}', prefixes)
  expect(await script("+33123456789")).toBe("welcome/2/fr")
  expect(await script("+498912345678")).toBe("welcome/2/de")
  expect(await script("+4915112345678")).toBe("welcome/2/en")
  const { out } = await cli(["line", "explain", "demo", "--at", "2026-12-24T18:00:00+01:00", "--from", "+33123456789"])
  expect(out).toMatch(/open, by override: Today[\s\S]*Greeting +welcome, version 2[\s\S]*Language +fr/)
  expect((await cli(["schedule", "delete", "always", "--yes"])).err).toMatch(/keep these hours: demo/)
  expect((await cli(["schedule", "list"])).out).toMatch(/always +Always +Europe\/Berlin/)
})

test("an emergency line connects at once, with no word before, and nothing of it is recorded", async () => {
  await json("line", "set", "demo", "bypass=true", "mode=off")
  const call = await gateway.ring({ audio: new Uint8Array(8000), script: [] })
  setTimeout(() => call.hangup(), 2000)
  const ended = await settled(gateway, call.callId)
  expect(ended).toMatchObject({ outcome: "caller_hangup", recordings: [], consents: [{ state: "not_asked" }] })
  // The test agent rings for 1.2 s; the shortest prompt here lasts half a second.
  expect(ended.time_to_agent_ms).toBeLessThan(1600)
  const { events } = await call.done
  expect(events.filter(({ type }) => type === "mark")).toEqual([])
  await json("line", "set", "demo", "bypass=null", "mode=opt_in")
})

test("who calls from an emergency number is connected at once on any line, and the ledger says why nobody was asked", async () => {
  const call = await gateway.ring({ audio: new Uint8Array(8000), script: [] }, "+49112")
  setTimeout(() => call.hangup(), 2500)
  const ended = await settled(gateway, call.callId)
  expect(ended).toMatchObject({ recordings: [], consents: [{ state: "not_asked" }] })
  expect(ended.time_to_agent_ms).not.toBeNull()
  const { events } = await call.done
  expect(events.filter(({ type }) => type === "mark")).toEqual([])
})

test("a line whose hours call for a greeting that says nothing in the caller's language does not ask, and says why", async () => {
  await json("line", "set", "demo", 'language_by_prefix={"+48":"pl"}')
  const call = await gateway.ring({ audio: new Uint8Array(8000), script: [] }, "+48221234567")
  setTimeout(() => call.hangup(), 400)
  const { consents } = await settled(gateway, call.callId)
  expect(consents[0]).toMatchObject({ state: "not_asked" })
})
