import { expect, test } from "vitest"
import { eventually } from "./gateway.ts"
import { agreeing } from "./recorded-call.ts"
import { afterwards, nothingToRecover, serve } from "./served.ts"

test(
  "a second signal does not wait: the live call is ended, its recording sealed, and nothing is left to recover",
  { timeout: 60_000 },
  async () => {
    const gateway = await serve({ drain_seconds: 600 })
    const call = await agreeing(gateway)
    call.done.catch(() => undefined)
    gateway.process.kill("SIGTERM")
    await eventually(() => (gateway.said().includes("may end by themselves") ? true : null))
    gateway.process.kill("SIGTERM")
    expect(await gateway.ended).toBe(0)
    expect(gateway.said()).toContain("ended in an orderly way now")
    const left = await afterwards(gateway.folder, call.callId)
    expect(left).toMatchObject({ recovery: nothingToRecover, state: "ended", recordings: [{ state: "sealed" }] })
  },
)
