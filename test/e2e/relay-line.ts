import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { PROJECT, type RelayDouble, TOKEN } from "../fakes/relay-double.ts"
import { Canary, freshFolder } from "./gateway.ts"

/** A data folder whose line is reached by a Relay trunk on the double, and that trunk. */
export async function relayFolder(double: RelayDouble, record: "stream" | "carrier-recording") {
  const folder = await freshFolder()
  const file = join(folder, "operator.json")
  const document = JSON.parse(readFileSync(file, "utf8")) as { lines: object[] }
  const destination = { kind: "phone", number: "+12125550177" }
  document.lines = [{ ...document.lines[0], number: "+12125550100", destination }]
  writeFileSync(file, JSON.stringify(document))
  const trunk = { name: "relay", kind: "signalwire-relay", project: PROJECT, token: TOKEN, topics: ["office"] }
  return { folder, trunk: { ...trunk, host: double.host, rest_url: double.restUrl, record } }
}

/** The carrier's 16-bit file has one zero where mu-law has two: stamps that must survive it have only that one. */
export function relayCanary(seconds: number): Canary {
  const made = new Canary(seconds)
  for (const stamp of made.stamps) for (const [i, byte] of stamp.entries()) if (byte === 0x7f) stamp[i] = 0x7e
  return made
}
