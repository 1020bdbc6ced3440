/* A gateway in a process of its own, so that it can be killed. Started by kill.test.ts with a folder and a port. */
import { createHash } from "node:crypto"
import { parseConfig } from "../../src/config.ts"
import { startGateway } from "../../src/main.ts"
import { KEY } from "./gateway.ts"

const [folder = "", port = "0"] = process.argv.slice(2)
const config = parseConfig({
  mode: "dev",
  listen: { host: "127.0.0.1", port: Number(port) },
  public_url: `http://127.0.0.1:${port}`,
  data: folder,
  ledger: { origin: "localhost/test" },
  keys: {},
  api_keys: [{ id: "test", sha256: createHash("sha256").update(KEY).digest("hex") }],
  trunks: [{ name: "test-phone", kind: "test-phone" }],
  limits: { calls_per_number: 1000 },
  log: { level: "error" },
})
const gateway = await startGateway(config, { create: false })
process.stdout.write(`ready ${JSON.stringify(gateway.recovery)}\n`)
