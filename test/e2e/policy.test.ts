import { readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import type { CallOptions } from "../../src/carriers/media-stream/caller.ts"
import { placeCall } from "../../src/carriers/media-stream/caller.ts"
import { assent } from "../cli/cli-io.ts"
import { eventually, freshFolder, KEY, settled, testGateway, type TestGateway } from "./gateway.ts"
import { pause } from "./recorded-call.ts"

const folder = await freshFolder()
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const shipped = JSON.parse(readFileSync(new URL("../../config/jurisdictions.json", import.meta.url), "utf8")) as {
  jurisdictions: { code: string; allows: string[] }[]
}
const [NEW_YORK, NEW_YORKER] = ["+12125550100", "+12125550199"]
const file = join(folder, "operator.json")
const document = JSON.parse(readFileSync(file, "utf8")) as { lines: object[] }
const notice = { mode: "notice_only", legal_basis: "business records", region: "us-ny" }
document.lines.push({ ...document.lines[0], id: "ny", number: NEW_YORK, ...notice })
writeFileSync(file, JSON.stringify(document))

const rules = (name: string, change: (row: { code: string; allows: string[] }) => object): string => {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify({ ...shipped, version: name, jurisdictions: shipped.jurisdictions.map(change) }))
  return path
}
const strict = rules("own.json", (row) => (row.code === "US-NY" ? { ...row, allows: ["opt_in"] } : row))
const wrong = rules("wrong.json", (row) => (row.code === "US-NY" ? { ...row, code: "US-NW", rule: "no_party" } : row))

async function call(gateway: TestGateway, options: Omit<CallOptions, "url" | "token"> = { script: [] }) {
  const { body } = await gateway.send("POST", "/v1/test-calls", { from: NEW_YORKER, to: NEW_YORK })
  const placed = placeCall({ ...options, url: body.media_url, token: body.token, callSid: body.call_sid })
  return { id: String(body.call_id), hangup: () => placed.hangup() }
}

test("a rule that changes counts for the calls after it, and the calls before it still follow from the rule of their time", async () => {
  const before = await testGateway({ folder })
  const first = await call(before)
  await eventually(async () => (await before.get(`/v1/recordings?call=${first.id}`)).body.data[0] ?? null)
  first.hangup()
  const { consents } = await settled(before, first.id)
  expect(consents).toContainEqual(expect.objectContaining({ party: "caller", state: "not_required" }))
  await eventually(async () => {
    const bundle = await before.get(`/v1/calls/${first.id}/evidence`)
    if (bundle.status !== 200) return null
    expect(bundle.bytes.toString("latin1")).toContain(
      '"jurisdiction": "caller US-NY, called US-NY, line US-NY; decided by US-NY on ',
    )
    return true
  })
  await before.gateway.close()

  const after = await testGateway({ folder, config: { policy: { jurisdictions: strict }, flow: { wait_ms: 500 } } })
  const second = await call(after)
  await pause(1200)
  second.hangup()
  expect((await settled(after, second.id)).consents).toMatchObject([{ party: "caller", state: "no_answer" }])
  const { body } = await after.get("/v1/policy/replay")
  expect(body).toMatchObject({ decisions: 2, different: 0 })
  expect(body.rules).toHaveLength(2)

  const ask = { from: NEW_YORKER, to: NEW_YORK }
  const now = await after.send("POST", "/v1/policy/explain", ask)
  expect(now.body).toMatchObject({ mode: "opt_in", line_mode: "notice_only", rules: { version: "own.json" } })
  const bad = await after.send("POST", "/v1/policy/explain", { ...ask, from: "0301234" })
  expect(bad).toMatchObject({ status: 400, body: { errors: [{ pointer: "/body/from" }] } })
  const none = await after.send("POST", "/v1/policy/explain", { to: "+4930999999" })
  expect(none).toMatchObject({ status: 404, body: { errors: [{ pointer: "/body/to" }] } })
  const elsewhere = { to: "+4930999999", mode: "legal_obligation", from: "+4915112345678", at: "2026-11-23T23:59:00Z" }
  expect((await after.send("POST", "/v1/policy/explain", elsewhere)).body).toMatchObject({
    mode: "legal_obligation",
    line_id: null,
    at: "2026-11-23",
    won: { jurisdiction: "DE" },
  })
  const env = { ASSENT_URL: after.gateway.url, ASSENT_KEY: KEY }
  expect((await assent(["policy", "rules"], { env })).out).toMatch(/US-NY +one_party +medium/)
  await after.gateway.close()
}, 30_000)

test("rules that cannot be used stop the start, and their check, with the path of each problem", async () => {
  const start = testGateway({ folder, config: { policy: { jurisdictions: wrong } } })
  await expect(start).rejects.toMatchObject({ code: "CONFIG_INVALID" })
  await expect(start).rejects.toThrow(/jurisdictions\.\d+\.code: not known[\s\S]*jurisdictions\.\d+\.rule: /)
  const checked = await assent(["policy", "rules", "--check", wrong])
  expect(checked.code).toBe(2)
  expect(checked.err).toMatch(/2 problem\(s\)/)
  expect((await assent(["policy", "rules", "--check", strict])).out).toMatch(
    /^84 rules of version own\.json can be used/,
  )
  expect((await assent(["policy", "rules", "--check", join(folder, "none.json")])).err).toMatch(/cannot be read/)
})
