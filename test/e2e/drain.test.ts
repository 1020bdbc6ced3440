/* Signals to a served gateway: a drain that waits, and a reload. That a second signal does not wait is in drain.long. */
import { expect, test } from "vitest"
import { eventually, KEY, request } from "./gateway.ts"
import { agreeing } from "./recorded-call.ts"
import { afterwards, hashOf, nothingToRecover, serve } from "./served.ts"

test(
  "SIGTERM takes no new call and lets a live one end by itself; a reload changes limits, and a bad file nothing",
  { timeout: 60_000 },
  async () => {
    const gateway = await serve({ drain_seconds: 60 })
    gateway.configure({ limits: { calls: "many" } })
    gateway.process.kill("SIGHUP")
    await eventually(() => (gateway.said().includes("the last good one stays") ? true : null))
    const keys = [KEY, "asnt_second"].map((key, i) => ({ id: `key${i}`, sha256: hashOf(key) }))
    gateway.configure({ limits: { calls: 7 }, data: "./elsewhere", api_keys: keys })
    gateway.process.kill("SIGHUP")
    await eventually(() => (gateway.said().includes('"needs_restart":["data"]') ? true : null))
    expect(gateway.said()).toContain('"changed":["api_keys","limits.calls"]')
    expect((await request(gateway.url, "GET", "/v1/me", undefined, "asnt_second")).status).toBe(200)

    const call = await agreeing(gateway)
    gateway.process.kill("SIGTERM")
    await eventually(async () => ((await fetch(`${gateway.metrics}/health/ready`)).status === 503 ? true : null))
    expect((await fetch(`${gateway.metrics}/health/live`)).status).toBe(200)
    expect(await gateway.send("POST", "/v1/test-calls", {})).toMatchObject({ status: 409 })
    const live = await gateway.get(`/v1/calls/${call.callId}`)
    expect(live.body.state).toBe("active")
    expect(await (await fetch(`${gateway.metrics}/metrics`)).text()).toContain("assent_draining 1")

    call.hangup()
    expect(await gateway.ended).toBe(0)
    expect(gateway.said()).not.toContain("still live")
    const left = await afterwards(gateway.folder, call.callId)
    expect(left).toMatchObject({ recovery: nothingToRecover, state: "ended", recordings: [{ state: "sealed" }] })
  },
)
