/* What is held about people beside calls: contacts, agents, notes, tags, proofs of identity, through the real gateway. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import Database from "better-sqlite3"
import { unzipSync } from "fflate"
import { afterAll, beforeAll, expect, test } from "vitest"
import { assent } from "../cli/cli-io.ts"
import { agreeing, pause } from "./recorded-call.ts"
import { eventually, everyByte, KEY, settled, testGateway, type TestGateway } from "./gateway.ts"

const NUMBER = "+4915112345678"
const NAME = "Zenobia Quastenflosser"
let line: TestGateway
let root: string
const cli = (...argv: string[]) => assent(argv, { env: { ASSENT_URL: line.gateway.url, ASSENT_KEY: KEY }, cwd: root })

beforeAll(async () => {
  line = await testGateway()
  root = mkdtempSync(join(tmpdir(), "assent-records-"))
}, 60_000)
afterAll(async () => {
  await line[Symbol.asyncDispose]()
  rmSync(root, { recursive: true, force: true })
})

async function recorded(from = NUMBER): Promise<{ call: string; rec: string }> {
  const ringing = await agreeing(line, from)
  await pause(200)
  ringing.hangup()
  const { id, recordings } = await settled(line, ringing.callId)
  return { call: id as string, rec: recordings[0].id as string }
}

const searched = (text: string): boolean => {
  const bytes = everyByte(line.folder)
  return bytes.includes(text) || bytes.includes(Buffer.from(text).toString("base64url"))
}

test("a contact, a note and tags are sealed, corrected, and erased with the caller's calls in one act", async () => {
  const { call, rec } = await recorded()
  const made = await line.send("POST", "/v1/contacts", { name: NAME, numbers: [NUMBER] })
  expect(made).toMatchObject({ status: 201, body: { name: NAME, numbers: [NUMBER], waits: false } })
  const { id } = made.body
  expect((await line.send("PUT", `/v1/calls/${call}/notes`, { text: "Quibbled over invoices" })).status).toBe(200)
  expect(await cli("calls", "tags", call, "--set", "Grumblebox")).toMatchObject({ code: 0, out: "Grumblebox\n" })
  expect((await cli("calls", "note", call)).out).toBe("Quibbled over invoices\n")
  for (const secret of [NAME, NUMBER, "Quibbled", "Grumblebox"])
    expect([secret, searched(secret)]).toEqual([secret, false])

  const corrected = await line.send("PUT", `/v1/contacts/${id}`, { name: "Z. Quastenflosser", numbers: [NUMBER] })
  expect(corrected.body).toMatchObject({ id, name: "Z. Quastenflosser" })
  expect((await line.get(`/v1/contacts?number=${encodeURIComponent(NUMBER)}`)).body.data).toHaveLength(1)
  expect((await line.get(`/v1/calls/${call}/notes`)).body.text).toBe("Quibbled over invoices")
  expect((await line.get(`/v1/calls/${call}/tags`)).body.tags).toEqual(["Grumblebox"])

  const database = new Database(join(line.folder, "assent.db"), { readonly: true })
  const lookup = database.prepare("select lookup from person_number").pluck().get() as string
  database.close()
  expect(searched(lookup)).toBe(true)
  const plan = await line.send("DELETE", `/v1/contacts/${id}?dry_run=true`)
  expect(plan.body).toMatchObject({ contact: "would_erase", items: [{ recording_id: rec, outcome: "would_erase" }] })
  expect((await line.send("DELETE", `/v1/contacts/${id}?preview=of-something-else`)).status).toBe(412)
  const gone = await line.send("DELETE", `/v1/contacts/${id}?preview=${plan.body.preview}`)
  expect(gone.body).toMatchObject({ contact: "erased", calls: 1, items: [{ recording_id: rec, outcome: "erased" }] })
  for (const path of [`/v1/contacts/${id}`, `/v1/calls/${call}/notes`, `/v1/calls/${call}/tags`]) {
    expect([path, (await line.get(path)).status]).toEqual([path, 404])
  }
  expect((await line.get("/v1/contacts")).body.data).toEqual([])
  expect((await line.get(`/v1/contacts?number=${encodeURIComponent(NUMBER)}`)).body.data).toEqual([])
  // The keyed hash that found the contact is in no byte of any file either, write-ahead logs included.
  expect(searched(lookup)).toBe(false)
  expect((await line.send("PUT", `/v1/calls/${call}/notes`, { text: "once more" })).status).toBe(409)
  expect(await cli("verify")).toMatchObject({ code: 0 })
})

test("under a hold the note and the contact stay, and go by themselves with the call when the hold ends", async () => {
  const { call, rec } = await recorded()
  const { body: contact } = await line.send("POST", "/v1/contacts", { name: NAME, numbers: [NUMBER] })
  await line.send("PUT", `/v1/calls/${call}/notes`, { text: "said it was urgent" })
  const held = { recording_id: rec, reason: "case 7", owner: "legal", review_on: "2999-01-01" }
  const { body: hold } = await line.send("POST", "/v1/holds", held)
  expect((await line.send("DELETE", `/v1/calls/${call}/notes`)).status).toBe(409)
  expect((await line.send("PUT", `/v1/calls/${call}/notes`, { text: "changed" })).status).toBe(409)
  const plan = await line.send("DELETE", `/v1/contacts/${contact.id}?dry_run=true`)
  const kept = await line.send("DELETE", `/v1/contacts/${contact.id}?preview=${plan.body.preview}`)
  expect(kept.body).toMatchObject({ contact: "retained", items: [{ recording_id: rec, outcome: "retained" }] })
  expect((await line.get(`/v1/contacts/${contact.id}`)).body.waits).toBe(true)
  expect((await line.get(`/v1/calls/${call}/notes`)).body.text).toBe("said it was urgent")
  await line.send("DELETE", `/v1/holds/${hold.id}`)
  expect((await line.get(`/v1/contacts/${contact.id}`)).status).toBe(404)
  expect((await line.get(`/v1/calls/${call}/notes`)).status).toBe(404)
})

test("an erasure by number reaches the contact; one that a live call forbids touches nothing", async () => {
  const { body: contact } = await line.send("POST", "/v1/contacts", { name: NAME, numbers: [NUMBER] })
  const ringing = await agreeing(line, NUMBER)
  expect((await line.send("POST", "/v1/erasures", { number: NUMBER })).status).toBe(409)
  expect((await line.get(`/v1/contacts/${contact.id}`)).body).toMatchObject({ name: NAME, waits: false })
  ringing.hangup()
  await settled(line, ringing.callId)
  expect((await line.send("POST", "/v1/erasures", { number: NUMBER })).status).toBe(200)
  expect((await line.get(`/v1/contacts/${contact.id}`)).status).toBe(404)
})

test("an agent has a name, lines and calls; erased, the calls are nobody's", async () => {
  const { call } = await recorded("+4915187654321")
  expect((await line.send("PUT", `/v1/calls/${call}/agent`, { agent: "agent-7" })).status).toBe(404)
  const put = await line.send("PUT", "/v1/agents/agent-7", { name: "Ophelia Zwirbel", lines: ["main"] })
  expect(put.body).toMatchObject({ id: "agent-7", name: "Ophelia Zwirbel", lines: ["main"] })
  expect((await line.send("PUT", `/v1/calls/${call}/agent`, { agent: "agent-7" })).status).toBe(200)
  expect((await line.get(`/v1/calls/${call}/agent`)).body).toEqual({ agent: "agent-7" })
  expect(searched("Ophelia")).toBe(false)
  const today = new Date().toISOString().slice(0, 10)
  const period = ["--since", today, "--until", today, "--out", "theirs", "--json"]
  const exported = await cli("export", "calls", "--agent", "agent-7", ...period)
  expect(exported).toMatchObject({ code: 0 })
  expect(JSON.parse(exported.out)).toMatchObject({ agent: "agent-7", calls: 1 })
  expect(readFileSync(join(root, "theirs", "calls.csv"), "utf8")).toContain(call.slice(5))
  expect(await cli("export", "calls", "--agent", "agent-8", ...period.with(-2, "nobody"))).toMatchObject({ code: 1 })
  expect(await cli("export", "calls", ...period.with(-2, "neither"))).toMatchObject({ code: 2 })
  expect(searched("agent-7")).toBe(true)
  expect((await line.send("DELETE", "/v1/agents/agent-7")).body).toEqual({ calls: 1 })
  expect((await line.get(`/v1/calls/${call}/agent`)).body).toEqual({ agent: null })
  expect((await line.get("/v1/agents/agent-7")).status).toBe(404)
  expect(searched("agent-7")).toBe(false)
})

test("erasing an agent shows the recordings first, erases them with the agent's name, and says what a hold keeps", async () => {
  const [free, held, other] = await Promise.all([recorded("+4915187654321"), recorded("+4915187654322"), recorded()])
  expect(await cli("agent", "set", "agent-9", "--name", "Balthasar Knorzig", "--line", "main")).toMatchObject({
    code: 0,
  })
  for (const { call } of [free, held]) {
    expect(await cli("agent", "assign", call, "agent-9")).toMatchObject({ code: 0, err: "" })
  }
  expect((await cli("agent", "list")).out).toContain("Balthasar")
  const hold = { recording_id: held.rec, reason: "case 8", owner: "legal", review_on: "2999-01-01" }
  expect((await line.send("POST", "/v1/holds", hold)).status).toBe(201)
  const shown = JSON.parse((await cli("erase", "--agent", "agent-9", "--dry-run", "--json")).out)
  const outcomes = Object.fromEntries(
    (shown.items as { recording_id: string; outcome: string }[]).map((item) => [item.recording_id, item.outcome]),
  )
  expect(outcomes).toEqual({ [free.rec]: "would_erase", [held.rec]: "would_retain" })
  expect(await cli("erase", "--agent", "agent-9", "--preview", "of-something-else", "--yes")).toMatchObject({ code: 1 })
  expect(await cli("erase", "--agent", "agent-9", "--yes")).toMatchObject({ code: 0, err: "" })
  const stateOf = async (rec: string) => (await line.get(`/v1/recordings/${rec}`)).body.state as string
  expect([await stateOf(free.rec), await stateOf(held.rec), await stateOf(other.rec)]).toEqual([
    "shredded",
    "sealed",
    "sealed",
  ])
  expect((await line.get("/v1/agents/agent-9")).status).toBe(404)
  expect(await cli("erase", "--agent", "agent-9", "--yes")).toMatchObject({ code: 1 })
  expect([searched("agent-9"), searched("Balthasar")]).toEqual([false, false])
})

test("a call that a line leads to an agent is theirs by itself, and the agent stays while a line leads there", async () => {
  const destination = { kind: "phone", number: "+4930999888", agent: "agent-5" }
  const queue = { kind: "queue", targets: [{ ...destination, ring_seconds: 15 }] }
  const before = (await line.get("/v1/lines/demo")).body.destination as object
  const refused = await line.send("PATCH", "/v1/lines/demo", { destination: queue })
  expect(refused).toMatchObject({ status: 400, body: { errors: [{ pointer: "/body/destination/targets/0/agent" }] } })
  expect(await cli("agent", "set", "agent-5", "--name", "Kunibert Wusel")).toMatchObject({ code: 0 })
  const set = await cli("line", "set", "demo", `destination=${JSON.stringify(destination)}`)
  expect(set).toMatchObject({ code: 0, err: "" })
  const ringing = await agreeing(line, "+4915187654325")
  const at = `/v1/calls/${ringing.callId}/agent`
  // Until the prompt is over and the destination answers: then, and not before.
  expect(await eventually(async () => ((await line.get(at)).body.agent as string | null) ?? null)).toBe("agent-5")
  ringing.hangup()
  const rec = (await settled(line, ringing.callId)).recordings[0].id as string

  const database = new Database(join(line.folder, "assent.db"))
  database.prepare("update person_record set set_at = ? where slug = ?").run("2020-01-01T00:00:00.000Z", "agent-5")
  database.close()
  await line.gateway.maintain()
  for (const answer of [
    await line.send("DELETE", "/v1/agents/agent-5"),
    await line.send("POST", "/v1/erasures", { agent: "agent-5", dry_run: true }),
  ])
    expect(answer).toMatchObject({ status: 409, body: { detail: expect.stringContaining("demo") as string } })
  expect((await line.get("/v1/agents/agent-5")).status).toBe(200)

  expect((await line.send("PATCH", "/v1/lines/demo", { destination: before })).status).toBe(200)
  expect(await cli("erase", "--agent", "agent-5", "--yes")).toMatchObject({ code: 0, err: "" })
  expect((await line.get(`/v1/recordings/${rec}`)).body.state).toBe("shredded")
  expect([searched("agent-5"), searched("Kunibert")]).toEqual([false, false])
})

test("a rectification words anew what was wrong, and the wording before stays nowhere but as digests of its leaf", async () => {
  const { call, rec } = await recorded()
  const { body: contact } = await line.send("POST", "/v1/contacts", { name: "Wrongly Spelled", numbers: [NUMBER] })
  await line.send("PUT", `/v1/calls/${call}/notes`, { text: "never paid" })
  const filing = { kind: "rectification", number: NUMBER, statement: "my name is Zenobia" }
  const at = `/v1/requests/${(await line.send("POST", "/v1/requests", filing)).body.id as string}`
  await line.send("POST", `${at}/verify`, { verified_by: "account" })
  await line.send("POST", `${at}/assess`, {})
  expect((await line.send("POST", `${at}/execute`, {})).body.detail).toContain("what is put right")
  const corrections = [
    { contact: contact.id, name: NAME, numbers: [NUMBER] },
    { call, note: "paid at once" },
  ]
  expect((await line.send("POST", `${at}/execute`, { corrections })).body.state).toBe("executed")
  expect((await line.get(`/v1/contacts/${contact.id}`)).body.name).toBe(NAME)
  expect((await line.get(`/v1/calls/${call}/notes`)).body.text).toBe("paid at once")
  const leaves = everyByte(line.folder).toString("latin1")
  expect(leaves.match(new RegExp(`"request":"${at.slice(-36)}","state":"rectified"`, "g"))?.length).toBeGreaterThan(1)
  const filed = await line.send("POST", "/v1/requests", { kind: "access", recording_id: rec })
  const copy = `/v1/requests/${filed.body.id as string}`
  await line.send("POST", `${copy}/verify`, { verified_by: "account" })
  await line.send("POST", `${copy}/assess`, {})
  await line.send("POST", `${copy}/execute`, {})
  const files = unzipSync((await line.get(`${copy}/copy`)).bytes)
  const given = (name: string) => Buffer.from(files[`calls/${call.slice(5)}/${name}`] ?? []).toString()
  expect([given("contacts.json").includes(NAME), given("notes.json").includes("paid at once")]).toEqual([true, true])
  expect(await cli("verify")).toMatchObject({ code: 0 })
})

test("each kind ends by its own clock, except what a hold keeps", async () => {
  const [old, held] = await Promise.all([recorded("+4915187654323"), recorded("+4915187654324")])
  const { body: contact } = await line.send("POST", "/v1/contacts", { name: "Long Gone", numbers: [] })
  const { body: kept } = await line.send("POST", "/v1/contacts", { name: "Still Here", numbers: [] })
  for (const { call } of [old, held]) await line.send("PUT", `/v1/calls/${call}/notes`, { text: "noted long ago" })
  const hold = { recording_id: held.rec, reason: "case 9", owner: "legal", review_on: "2999-01-01" }
  expect((await line.send("POST", "/v1/holds", hold)).status).toBe(201)
  const database = new Database(join(line.folder, "assent.db"))
  const age = database.prepare("update person_record set set_at = ? where kind = ? and id <> ?")
  const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString()
  // A note is past its 365 days, a contact of the same age is not past its 730.
  age.run(daysAgo(366), "note", "")
  age.run(daysAgo(366), "contact", (kept.id as string).slice(4))
  await line.gateway.maintain()
  const statusOf = async (path: string) => (await line.get(path)).status
  expect(await statusOf(`/v1/calls/${old.call}/notes`)).toBe(404)
  expect(await statusOf(`/v1/calls/${held.call}/notes`)).toBe(200)
  expect(await statusOf(`/v1/contacts/${contact.id}`)).toBe(200)
  age.run(daysAgo(731), "contact", (kept.id as string).slice(4))
  database.close()
  await line.gateway.maintain()
  expect(await statusOf(`/v1/contacts/${contact.id}`)).toBe(404)
  expect(await statusOf(`/v1/contacts/${kept.id}`)).toBe(200)
})

test("a proof of identity is given back as it was added, and is nowhere in clear; removed, it is gone", async () => {
  const filed = await line.send("POST", "/v1/requests", { kind: "access", number: NUMBER })
  const at = `/v1/requests/${filed.body.id}/documents`
  const proof = Buffer.concat([Buffer.from("%PDF-1.7 passport of Zenobia "), Buffer.alloc(100_000, 7)])
  const content_base64 = proof.toString("base64")
  const added = await line.send("POST", at, { name: "passport.pdf", media_type: "application/pdf", content_base64 })
  expect(added).toMatchObject({ status: 201, body: { name: "passport.pdf" } })
  expect((await line.get(at)).body.data).toEqual([added.body])
  expect((await line.get(`${at}/${added.body.id}`)).bytes.equals(proof)).toBe(true)
  expect([searched("passport of Zenobia"), searched("passport.pdf")]).toEqual([false, false])
  expect((await line.send("DELETE", `${at}/${added.body.id}`)).status).toBe(200)
  expect((await line.get(`${at}/${added.body.id}`)).status).toBe(404)
  const odd = await line.send("POST", at, { name: "x", media_type: "text/html", content_base64 })
  expect(odd.status).toBe(400)
})
