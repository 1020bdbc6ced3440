/* `assent trunk check --call` over Relay: the same command, API and words as for carriers that run documents. */
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { press } from "../carriers/relay-tested.ts"
import { assent } from "../cli/cli-io.ts"
import type { DoubleCall } from "../fakes/relay-call.ts"
import { RelayDouble } from "../fakes/relay-double.ts"
import { eventually, everyByte, KEY, testGateway } from "./gateway.ts"
import { relayFolder } from "./relay-line.ts"

const TESTER = "+4915112345678"
interface Finding {
  readonly name: string
  readonly status: string
  readonly detail: string
  readonly mend: string | null
}

test.each(["stream", "carrier-recording"] as const)(
  "on a trunk with record: %s the keys that arrive are told, with a mend for those that do not, and nothing is kept",
  { timeout: 60_000 },
  async (record) => {
    const double = await RelayDouble.open()
    const { folder, trunk } = await relayFolder(double, record)
    const line = await testGateway({ folder, config: { trunks: [{ ...trunk, caller_id: "+12125550100" }] } })
    await eventually(() => (double.subscribed ? true : null))
    const config = join(folder, "assent.json")
    writeFileSync(config, JSON.stringify({ ...line.config, data: "." }))
    const env = { ASSENT_URL: line.gateway.url, ASSENT_KEY: KEY }
    const known = new Set<string>()
    const check = async (tester: (call: DoubleCall) => Promise<void>) => {
      const args = ["--config", config, "--call", TESTER, "--part", "1s", "--json"]
      const running = assent(["trunk", "check", "relay", ...args], { env })
      const call = await eventually(() => [...double.calls.values()].find((each) => !known.has(each.callId)) ?? null)
      known.add(call.callId)
      await tester(call)
      const { out, err } = await running
      const { data } = JSON.parse(out.slice(0, out.indexOf("\n}\n") + 2)) as { data: readonly Finding[] }
      expect(out + err).not.toContain(TESTER)
      return (name: string) => data.find((each) => each.name === name)
    }
    const asked = (call: DoubleCall, n: number) => eventually(() => (call.said.length > n ? true : null))
    try {
      const all = await check(async (call) => {
        for (const [n, keys] of ["12*0", "0*21", "120*"].entries()) {
          await asked(call, n)
          await press(call, keys)
        }
      })
      for (const part of ["notice", "silence", "talk"])
        expect(all(`keys-${part}`)).toMatchObject({ status: "ok", mend: null })
      expect(all("keys-menu")).toBeUndefined()
      expect(all("test-call")).toBeUndefined()

      const few = await check(async (call) => {
        await asked(call, 0)
        await press(call, "120")
        await asked(call, 2)
        call.end()
      })
      expect(few("keys-notice")).toMatchObject({ status: "warning", mend: "choose a withdraw code without star" })
      expect(few("keys-silence")).toMatchObject({ status: "broken", mend: expect.stringContaining("another trunk") })
      expect(few("keys-talk")?.mend).toContain("this trunk's lines")
      expect(few("test-call")).toMatchObject({ status: "warning" })

      expect(double.commands.some(({ method }) => method.startsWith("calling.record"))).toBe(false)
      expect((await line.get("/v1/calls")).body.data).toEqual([])
      expect(everyByte(folder).includes(TESTER.slice(1)), "the tester's number is on no disk").toBe(false)
      expect(double.violations).toEqual([])
    } finally {
      await line.gateway.close()
      await double.close()
    }
  },
)
