/* A gateway in a process of its own, so that it can be killed. Started with a folder, a port, and what to add to its configuration. */
import { startGateway } from "../../src/main.ts"
import { testConfig } from "./gateway.ts"

const [folder = "", port = "0", more = "{}"] = process.argv.slice(2)
const config = testConfig(folder, Number(port), {
  limits: { calls_per_number: 1000 },
  log: { level: "error" },
  ...(JSON.parse(more) as object),
})
const gateway = await startGateway(config, { create: false })
process.stdout.write(`ready ${JSON.stringify(gateway.recovery)}\n`)
