import { afterEach, beforeEach, expect, test } from "vitest"
import { checkRelayTrunk } from "../../src/carriers/relay/check.ts"
import type { RelaySettings } from "../../src/carriers/relay/trunk-options.ts"
import { PROJECT, RelayDouble, TOKEN } from "../fakes/relay-double.ts"

let double: RelayDouble
let settings: RelaySettings
beforeEach(async () => {
  double = await RelayDouble.open()
  settings = {
    name: "relay",
    project: PROJECT,
    token: TOKEN,
    topics: ["office"],
    host: double.host,
    record: "stream",
    publicUrl: "https://gateway.example",
    fetch,
    restUrl: double.restUrl,
  }
})
afterEach(async () => {
  await double.close()
  expect(double.violations).toEqual([])
})
const broken = async (changes: Partial<RelaySettings> = {}) =>
  (await checkRelayTrunk({ ...settings, ...changes }, 2000)).filter(({ status }) => status !== "ok")

test("a trunk that is right has nothing to mend", async () => {
  const findings = await checkRelayTrunk(settings)
  expect(findings.map(({ name }) => name)).toEqual([
    "relay host",
    "relay credentials",
    "topics",
    "rest",
    "recordings",
    "clock",
    "public_url",
  ])
  expect(findings.every(({ status, mend }) => status === "ok" && mend === null)).toBe(true)
  expect(double.calls.size).toBe(0)
})

test("each thing that is wrong is found by name, with its mend", async () => {
  const names = async (changes: Partial<RelaySettings> = {}) => (await broken(changes)).map(({ name }) => name)
  expect(await names({ token: "wrong" })).toEqual(["relay credentials", "rest"])
  expect(await names({ host: "ws://127.0.0.1:1" })).toEqual(["relay host"])
  expect(await names({ host: "no such host" })).toEqual(["relay host"])
  expect(await names({ restUrl: "http://127.0.0.1:1" })).toEqual(["rest"])
  expect(await names({ publicUrl: "http://gateway.example" })).toEqual(["public_url"])
  expect(await names({ record: "carrier-recording" })).toEqual(["copy at the carrier"])
  const caller = double.ring()
  caller.startRecording("the account's own")
  expect(await names()).toEqual(["recordings"])
  double.recordings.length = 0
  double.clockAheadS = 90
  expect(await names()).toEqual(["clock"])
  double.clockAheadS = 0
  double.faults.refuse.set("signalwire.receive", "500")
  expect(await names()).toEqual(["topics"])
  double.faults.restDown = true
  expect((await broken()).every(({ mend }) => mend !== null)).toBe(true)
})

test("no finding tells the token", async () => {
  for (const changes of [{}, { token: "PTsecret" }, { host: "ws://127.0.0.1:1" }]) {
    expect(JSON.stringify(await checkRelayTrunk({ ...settings, ...changes }, 2000))).not.toMatch(/PT(token|secret)/)
  }
})

test("a host that takes the connection and never answers the log-in is found in time", async () => {
  double.faults.silent.add("signalwire.connect")
  expect((await broken()).map(({ name }) => name)).toEqual(["relay credentials"])
})
