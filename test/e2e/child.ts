/* A gateway in a process of its own, so that it can be killed. Started by kill.test.ts with a folder and a port. */
import { startGateway } from "../../src/main.ts"
import { testConfig } from "./gateway.ts"

const [folder = "", port = "0"] = process.argv.slice(2)
const config = testConfig(folder, Number(port), { limits: { calls_per_number: 1000 }, log: { level: "error" } })
const gateway = await startGateway(config, { create: false })
process.stdout.write(`ready ${JSON.stringify(gateway.recovery)}\n`)
