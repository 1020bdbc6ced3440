/* What a person asks for and what the law says, through the real gateway. */
import { readdirSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { assent } from "../cli/cli-io.ts"
import { eventually, KEY, settled, testGateway, type TestGateway } from "./gateway.ts"

const AGREE = [{ whenPromptEnds: /^notice/, delay: 100, press: "1" as const }]
interface Item {
  readonly recording_id: string
  readonly outcome: string
}
const PERSON = "+4915112345678"

async function recorded(line: TestGateway, from: string): Promise<{ callId: string; rec: string }> {
  const call = await line.ring({ script: AGREE }, from)
  call.done.catch(() => undefined)
  await eventually(async () => {
    const { body } = await line.get("/v1/recordings?limit=100")
    return (body.data as { call_id: string }[]).some((row) => row.call_id === call.callId) ? true : null
  })
  await new Promise((resolve) => setTimeout(resolve, 300))
  call.hangup()
  const { recordings } = await settled(line, call.callId)
  return { callId: call.callId, rec: recordings[0].id }
}

test(
  "a held recording is refused with the hold's id, and erased by itself with its call's keys when the hold ends",
  { timeout: 60_000 },
  async () => {
    await using line = await testGateway()
    const held = await recorded(line, PERSON)
    const free = await recorded(line, PERSON)

    const hold = await line.send("POST", "/v1/holds", {
      recording_id: held.rec,
      reason: "case 4711",
      review_on: "2099-01-01",
    })
    expect(hold.status).toBe(201)
    expect(
      (await line.send("POST", "/v1/holds", { recording_id: held.rec, reason: "x", review_on: "2020-01-01" })).status,
    ).toBe(400)
    const refused = await line.send("DELETE", `/v1/recordings/${held.rec}`)
    expect(refused.status).toBe(409)
    expect(refused.body).toMatchObject({ code: "legal-hold", hold_id: hold.body.id, reason: "hold" })

    const plan = await line.send("POST", "/v1/erasures", { number: PERSON, dry_run: true })
    expect(plan.body).toMatchObject({ calls: 2, preview: expect.any(String) as string })
    const outcomes = Object.fromEntries((plan.body.items as Item[]).map((item) => [item.recording_id, item.outcome]))
    expect(outcomes).toEqual({ [held.rec]: "would_retain", [free.rec]: "would_erase" })
    expect((await line.send("POST", "/v1/erasures", { number: PERSON, preview: "of-something-else" })).status).toBe(412)
    const done = await line.send("POST", "/v1/erasures", { number: PERSON, preview: plan.body.preview })
    expect((done.body.items as Item[]).map((item) => [item.recording_id, item.outcome]).sort()).toEqual(
      [
        [free.rec, "erased"],
        [held.rec, "retained"],
      ].sort(),
    )
    expect((await line.get(`/v1/recordings/${held.rec}/audio`)).status).toBe(200)
    expect((await line.get(`/v1/recordings/${held.rec}/retention`)).body).toMatchObject({
      by: "hold",
      shred_from: null,
    })

    const released = await line.send("DELETE", `/v1/holds/${hold.body.id}`)
    expect(released.body.erasures).toBeGreaterThan(0)
    expect((await line.get(`/v1/recordings/${held.rec}`)).body.state).toBe("shredded")
    expect((await line.get(`/v1/recordings/${held.rec}/audio`)).status).toBe(410)
    expect((await line.send("POST", "/v1/erasures", { number: PERSON, dry_run: true })).body).toMatchObject({
      calls: 0,
    })
    expect(
      readdirSync(join(line.folder, "recordings"), { recursive: true, withFileTypes: true }).filter((entry) =>
        entry.isFile(),
      ),
    ).toEqual([])
  },
)

test(
  "a restriction makes a recording unplayable and keeps it; lifted, it is what it was",
  { timeout: 60_000 },
  async () => {
    await using line = await testGateway()
    const { rec } = await recorded(line, PERSON)
    expect((await line.send("PUT", `/v1/recordings/${rec}/restriction`, { reason: "accuracy contested" })).status).toBe(
      200,
    )
    expect((await line.send("PUT", `/v1/recordings/${rec}/restriction`, { reason: "again" })).status).toBe(409)
    expect((await line.get(`/v1/recordings/${rec}/audio`)).status).toBe(403)
    expect((await line.get(`/v1/recordings/${rec}/retention`)).body).toMatchObject({
      by: "restriction",
      playable: false,
    })
    expect((await line.send("DELETE", `/v1/recordings/${rec}/restriction`)).status).toBe(200)
    expect((await line.get(`/v1/recordings/${rec}`)).body.state).toBe("sealed")
  },
)

test(
  "a rule shows what it would do, moves what exists only with that preview, and keeps the law above a request",
  { timeout: 60_000 },
  async () => {
    await using line = await testGateway()
    const { rec } = await recorded(line, PERSON)
    const law = { kind: "minimum", days: 1825, basis: "MiFID II, Art. 16(7)" }
    const plan = await line.send("POST", "/v1/retention/rules", { ...law, dry_run: true })
    expect(plan.body).toMatchObject({ changes: 1, deletes: 0 })
    const before = (await line.get(`/v1/recordings/${rec}`)).body.delete_after
    expect((await line.send("POST", "/v1/retention/rules", { ...law, preview: "stale" })).status).toBe(412)
    const made = await line.send("POST", "/v1/retention/rules", { ...law, preview: plan.body.preview })
    expect(made.status).toBe(200)
    const after = (await line.get(`/v1/recordings/${rec}`)).body.delete_after
    expect(Date.parse(after) - Date.parse(before)).toBe((1825 - 365) * 86_400_000)

    const refused = await line.send("DELETE", `/v1/recordings/${rec}`)
    expect(refused).toMatchObject({
      status: 409,
      body: { code: "retained-by-law", rule_id: made.body.rule.id, until: after },
    })
    // The law is gone, for what exists too: the erasure that waited runs in the next round.
    const end = `/v1/retention/rules/${made.body.rule.id}/remove`
    const gone = await line.send("POST", end, { dry_run: true })
    expect((await line.send("POST", end, { preview: gone.body.preview })).status).toBe(200)
    await line.gateway.maintain()
    expect((await line.get(`/v1/recordings/${rec}`)).body.state).toBe("shredded")
    expect((await line.get("/v1/retention")).body).toMatchObject({
      retention_overdue: 0,
      asks: null,
      history_days: null,
    })
  },
)

test(
  "the recordings of a line and a period are erased as they were shown, and keys rotate under a running gateway",
  { timeout: 60_000 },
  async () => {
    await using line = await testGateway()
    const first = await recorded(line, PERSON)
    const rotated = await line.send("POST", "/v1/keys/rotate")
    expect(rotated.body).toMatchObject({ id: "kek-1", state: "destroyed" })
    expect(((await line.get("/v1/keys")).body.data as { state: string }[]).map((key) => key.state)).toEqual([
      "destroyed",
      "active",
    ])
    expect((await line.get(`/v1/recordings/${first.rec}/audio`)).status).toBe(200)
    const second = await recorded(line, "+4915187654321")
    const scope = { since: "2020-01-01T00:00:00Z" }
    expect((await line.send("POST", "/v1/erasures", scope)).status).toBe(400)
    const plan = await line.send("POST", "/v1/erasures", { ...scope, dry_run: true })
    expect(plan.body.items).toHaveLength(2)
    const begun = await line.send("POST", "/v1/erasures", { ...scope, preview: plan.body.preview })
    expect(begun.status).toBe(202)
    const job = `/v1/jobs/${begun.body.id}`
    const done = await eventually(async () => {
      const { body } = await line.get(job)
      return body.state === "done" ? body : null
    })
    expect(done).toMatchObject({ total: 2, done: 2, failed: 0 })
    const items = (await line.get(done.result_url)).body.data as Item[]
    expect(items.map((item) => item.outcome)).toEqual(["erased", "erased"])
    for (const { rec } of [first, second]) expect((await line.get(`/v1/recordings/${rec}`)).body.state).toBe("shredded")

    // The command line waits for its job.
    const third = await recorded(line, PERSON)
    const env = { ASSENT_URL: line.gateway.url, ASSENT_KEY: KEY }
    const told = await assent(["erase", "--from", "2020-01-01T00:00:00Z", "--yes"], { env })
    expect(told).toMatchObject({ code: 0, err: "" })
    expect(told.out).toMatch(/^1 of 1 recording decided, 0 failed\.\n.*\/v1\/jobs\/job_[0-9a-f-]{36}\/items\n$/)
    expect((await line.get(`/v1/recordings/${third.rec}`)).body.state).toBe("shredded")
  },
)
