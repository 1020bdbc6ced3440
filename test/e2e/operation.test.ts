/* The second port of a real gateway: health, figures, and what watches them. */
import { readFileSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { parse } from "yaml"
import { z } from "zod"
import { agreeing } from "./recorded-call.ts"
import { eventually, freePort, settled, testGateway, type TestGateway } from "./gateway.ts"

const NUMBER = "+4915158264913"
const metric = z.object({ name: z.string(), labels: z.record(z.string(), z.string()), value: z.number() })
let line: TestGateway
let at: string

beforeAll(async () => {
  const port = await freePort()
  at = `http://127.0.0.1:${port}`
  line = await testGateway({ config: { metrics: { port }, log: { level: "silent" } } })
}, 60_000)
afterAll(() => line[Symbol.asyncDispose]())

async function figures(): Promise<readonly z.infer<typeof metric>[]> {
  const text = await (await fetch(`${at}/metrics`)).text()
  return text.split("\n").flatMap((row) => {
    const [, name, labels = "", value] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(row) ?? []
    if (name === undefined) return []
    const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, text_]) => [key, text_])
    return [metric.parse({ name, labels: Object.fromEntries(pairs), value: Number(value) })]
  })
}

const health = z.object({ status: z.string(), checks: z.array(z.object({ name: z.string(), status: z.string() })) })

describe("the second port", () => {
  test(
    "tells what happened on calls, and not one label or value of it says who called",
    { timeout: 40_000 },
    async () => {
      const agreed = await agreeing(line, NUMBER)
      expect((await figures()).find(({ name }) => name === "assent_calls_active")?.value).toBe(1)
      const refused = await line.ring({ script: [{ whenPromptEnds: /^notice/, delay: 50, press: "2" }] }, NUMBER)
      await eventually(async () => {
        const { body } = await line.get(`/v1/calls/${refused.callId}`)
        return JSON.stringify(body).includes('"refused"') ? true : null
      })
      agreed.hangup()
      refused.hangup()
      await Promise.all([settled(line, agreed.callId), settled(line, refused.callId)])
      await line.get(`/v1/calls?number=${encodeURIComponent(NUMBER)}`)

      const found = await figures()
      const sum = (name: string, labels: Readonly<Record<string, string>> = {}): number =>
        found
          .filter((each) => each.name === `assent_${name}`)
          .filter((each) => Object.entries(labels).every(([label, value]) => each.labels[label] === value))
          .reduce((total, { value }) => total + value, 0)
      expect(sum("consent_outcomes_total", { outcome: "granted", method: "key", lang: "en" })).toBe(1)
      expect(sum("consent_outcomes_total", { outcome: "refused" })).toBe(1)
      expect(sum("consent_decision_seconds_count")).toBe(2)
      expect(sum("calls_total")).toBe(2)
      expect(sum("recordings_total", { result: "ok" })).toBe(1)
      expect(sum("recording_seal_seconds_count")).toBe(1)
      expect(sum("recording_frames_total", { what: "written" })).toBeGreaterThan(0)
      expect(sum("recordings_without_consent_total") + sum("recording_frames_dropped_total")).toBe(0)
      expect(sum("audit_chain_valid")).toBe(1)
      expect(sum("http_request_duration_seconds_count", { route: "/v1/calls/:id" })).toBeGreaterThan(0)

      const text = await (await fetch(`${at}/metrics`)).text()
      for (const spelling of [NUMBER.slice(1), NUMBER.slice(3), "5826491", agreed.callId, agreed.callId.slice(5)]) {
        expect(text).not.toContain(spelling)
      }
      const known =
        /^(outcome|method|lang|result|what|kind|version|route|code|le|quantile|type|space|major|minor|patch)$/
      const series = found.filter(({ name }) => name.startsWith("assent_"))
      for (const { name, labels } of series) {
        for (const [label, value] of Object.entries(labels)) {
          expect(label, name).toMatch(known)
          // Words, patterns of routes and numbers of three digits: no id, no number, no name.
          expect(value, `${name} ${label}`).toMatch(
            /^([a-z_]{1,30}|[A-Z]{3,7}|(\/v1)?\/[a-z_\-/:.*]*|\d{3}|\d+\.\d+\.\d+|[\d.]+|\+Inf)$/,
          )
        }
      }
      expect(series.length).toBeGreaterThan(40)
    },
  )

  test("says live, ready and deep without sign-in; the API says deep to whoever may look at the operation", async () => {
    expect((await fetch(`${at}/health/live`)).status).toBe(200)
    for (const path of ["/health/ready", "/health/deep"]) {
      const response = await fetch(at + path)
      const { checks } = health.parse(await response.json())
      expect([response.status, checks.filter(({ status }) => status !== "ok")], path).toEqual([200, []])
    }
    const deep = health.parse((await line.get("/v1/health/deep")).body)
    expect(deep.checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["storage", "key_round_trip", "ledger_continues", "recordings_without_consent"]),
    )
    expect((await fetch(`${line.gateway.url}/v1/health/deep`)).status).toBe(401)
    expect((await fetch(`${at}/v1/calls`)).status).toBe(404)
    expect((await fetch(`${at}/metrics`, { method: "POST" })).status).toBe(404)
  })

  test("alerts and boards ask only for figures that exist, by labels that they have", async () => {
    const config = (name: string) => readFileSync(new URL(`../../config/${name}`, import.meta.url), "utf8")
    const rules = z
      .object({
        groups: z.array(
          z.object({
            rules: z.array(
              z.object({
                alert: z.string(),
                expr: z.string(),
                labels: z.object({ severity: z.enum(["info", "warning", "critical"]) }),
                annotations: z.object({ summary: z.string(), description: z.string() }),
              }),
            ),
          }),
        ),
      })
      .parse(parse(config("alerts.yaml")))
      .groups.flatMap((group) => group.rules)
    const board = z.object({ panels: z.array(z.object({ targets: z.array(z.object({ expr: z.string() })) })) })
    const asked = ["operation", "promises"].flatMap((name) =>
      board.parse(JSON.parse(config(`grafana/${name}.json`))).panels.flatMap(({ targets }) => targets),
    )
    const expressions = [...rules, ...asked].map(({ expr }) => expr)
    expect(expressions.length).toBeGreaterThan(30)

    const text = await (await fetch(`${at}/metrics`)).text()
    const names = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map((match) => match[1] ?? ""))
    const used = expressions.flatMap((expr) => expr.match(/\b(?:assent|nodejs|process)_\w+/g) ?? [])
    const bare = (name: string) => (names.has(name) ? name : name.replace(/_(bucket|count|sum)$/, ""))
    expect([...new Set(used)].filter((name) => !names.has(bare(name)))).toEqual([])
    // And of ours none is counted for nothing: each that can raise an alarm or be looked at is asked for somewhere.
    const idle = [...names].filter((name) => name.startsWith("assent_") && !used.some((each) => bare(each) === name))
    expect(idle.sort()).toEqual(["assent_ledger_entries", "assent_recordings_kept"])
  })
})
