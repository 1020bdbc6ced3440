/*
 * A gateway in a process of its own that tells which packages of SignalWire it has loaded. Started by
 * relay-lazy.test.ts with a folder, a port and its trunks; answers each line on its standard input with one of its own.
 */
import { registerHooks } from "node:module"
import { createInterface } from "node:readline"

const loaded: string[] = []
registerHooks({
  load: (url, context, next) => {
    const name = /node_modules\/(@signalwire\/[^/]+)\//.exec(url)?.[1]
    if (name !== undefined) loaded.push(name)
    return next(url, context)
  },
})
const { startGateway } = await import("../../src/main.ts")
const { testConfig } = await import("./gateway.ts")

const [folder = "", port = "0", trunks = "[]"] = process.argv.slice(2)
const gateway = await startGateway(testConfig(folder, Number(port), { trunks: JSON.parse(trunks) as unknown }), {
  create: false,
})
const lines = createInterface({ input: process.stdin })
lines.on("line", () => process.stdout.write(`${JSON.stringify([...new Set(loaded)])}\n`))
lines.once("close", () => void gateway.close())
