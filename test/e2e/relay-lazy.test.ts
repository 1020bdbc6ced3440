import { spawn } from "node:child_process"
import { once } from "node:events"
import { rmSync } from "node:fs"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { PROJECT, RelayDouble, TOKEN } from "../fakes/relay-double.ts"
import { eventually, freePort, freshFolder } from "./gateway.ts"

const child = fileURLToPath(new URL("loaded.ts", import.meta.url))

/** What a gateway with these trunks has loaded of SignalWire's packages, once `ready`. */
async function loadedWith(trunks: readonly object[], ready: () => Promise<unknown>): Promise<readonly string[]> {
  const folder = await freshFolder()
  const gateway = spawn(process.execPath, [child, folder, String(await freePort()), JSON.stringify(trunks)], {
    stdio: ["pipe", "pipe", "inherit"],
  })
  try {
    await ready()
    gateway.stdin.write("\n")
    const [answer] = (await once(createInterface({ input: gateway.stdout }), "line")) as [string]
    return JSON.parse(answer) as string[]
  } finally {
    gateway.stdin.end()
    await once(gateway, "exit")
    rmSync(folder, { recursive: true, force: true })
  }
}

test("SignalWire's SDK is loaded only by a gateway that has a Relay trunk", { timeout: 60_000 }, async () => {
  const phone = { name: "test-phone", kind: "test-phone" }
  expect(await loadedWith([phone], async () => undefined)).toEqual([])

  const double = await RelayDouble.open()
  const at = { host: double.host, rest_url: double.restUrl, topics: ["office"] }
  const relay = { name: "relay", kind: "signalwire-relay", project: PROJECT, token: TOKEN, ...at }
  const subscribed = () => eventually(() => (double.subscribed ? true : null), 30_000)
  expect(await loadedWith([phone, relay], subscribed)).toContain("@signalwire/realtime-api")
  await double.close()
})
