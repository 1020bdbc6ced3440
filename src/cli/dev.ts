import { createHash } from "node:crypto"
import { existsSync, rmSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import type { Command } from "commander"
import { parseConfig, type Config } from "../config.ts"
import { startGateway, type Gateway } from "../main.ts"
import { openLog } from "../wiring/log.ts"
import { openClient } from "./client.ts"
import { placeDemoCalls } from "./demo.ts"
import { badInput } from "./exit.ts"
import { DEV_FOLDER } from "./find-gateway.ts"
import { endProgress, paint, print, progress, type Io } from "./io.ts"
import { untilStopped } from "./signals.ts"

/** Fixed, since it opens nothing but a gateway on this machine's loopback address. Everything else is generated. */
const DEV_KEY = "asnt_dev_loopback_only_not_a_secret"

interface DevOptions {
  readonly port: string
  readonly data: string
  readonly demo: boolean
}

export function devCommand(program: Command, io: Io): void {
  program
    .command("dev")
    .description("start a gateway on this machine to try everything: test phone, API, three demo calls")
    .option("--port <port>", "port on 127.0.0.1", "7080")
    .option("--data <folder>", "where it keeps everything; delete it to start anew", DEV_FOLDER)
    .option("--no-demo", "place no demo calls")
    .addHelpText("after", "\nExamples:\n  assent dev\n  assent dev --port 7081 --data /tmp/other-dev --no-demo")
    .action((options: DevOptions) => dev(io, options))
}

async function dev(io: Io, options: DevOptions): Promise<void> {
  const config = devConfig(io, options)
  const first = !existsSync(join(config.data, "assent.db"))
  if (first) print(io, "First start: making the keys and the ledger of this folder (some seconds)")
  const started = performance.now()
  const ticking = setInterval(() => progress(io, `${Math.round((performance.now() - started) / 1000)} s`), 1000)
  let gateway: Gateway
  try {
    gateway = await startGateway(config, { create: true, devKey: DEV_KEY, log: openLog(config.log.level) })
  } finally {
    clearInterval(ticking)
    endProgress(io)
  }
  // Lets every other command find this gateway by itself.
  const address = join(config.data, "gateway.json")
  writeFileSync(address, JSON.stringify({ url: gateway.url, key: DEV_KEY, pid: process.pid }), { mode: 0o600 })
  try {
    tellRecovery(io, gateway)
    box(io, gateway, options.data)
    const stopping = new AbortController()
    const stopped = untilStopped().then(() => stopping.abort())
    if (options.demo) {
      const client = openClient({ ...io, env: { ASSENT_URL: gateway.url, ASSENT_KEY: DEV_KEY } })
      await Promise.race([placeDemoCalls(io, client, stopping.signal), stopped])
    }
    await stopped
    print(io, "\nStopping: ending calls, sealing what is open")
  } finally {
    rmSync(address, { force: true })
    await gateway.close()
  }
}

function devConfig(io: Io, { port, data }: DevOptions): Config {
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) {
    throw badInput("--port", "give a port between 1 and 65535")
  }
  const file = {
    mode: "dev",
    listen: { host: "127.0.0.1", port: Number(port) },
    public_url: `http://127.0.0.1:${port}`,
    data: resolve(io.cwd, data),
    ledger: { origin: "localhost/assent-dev" },
    keys: {},
    api_keys: [{ id: "dev", sha256: createHash("sha256").update(DEV_KEY).digest("hex") }],
    trunks: [{ name: "test-phone", kind: "test-phone" }],
    log: { level: "warn" },
  }
  return parseConfig(file, io.env)
}

function tellRecovery(io: Io, { recovery }: Gateway): void {
  const { interruptedCalls, recoveredRecordings, lostRecordings, finishedErasures } = recovery
  if (interruptedCalls + recoveredRecordings + lostRecordings + finishedErasures === 0) return
  print(
    io,
    `Put in order what the last process left: ${interruptedCalls} interrupted call(s) ended in the ledger, ` +
      `${recoveredRecordings} recording(s) recovered, ${lostRecordings} lost, ${finishedErasures} erasure(s) finished`,
  )
}

function box(io: Io, { url }: Gateway, data: string): void {
  const lines = [
    ["Console", `${url}/console/`, "calls, consents, recordings; sign in by one click"],
    ["Test phone", `${url}/phone`, "press 1 or 2, hear it, see the proof"],
    ["API", `${url}/v1`, `key  ${DEV_KEY}`],
    ["Docs", `${url}/docs`, "every route, with examples"],
  ] as const
  const wide = Math.max(...lines.map(([, address]) => address.length))
  const rows = [
    `assent dev   NOT FOR PRODUCTION: fixed key, data in ${data} (delete it to reset)`,
    "",
    ...lines.map(([name, address, note]) => `${name.padEnd(11)}  ${address.padEnd(wide)}   ${note}`),
    "",
    "Try, in another terminal:",
    "  npx assent call --press 1          agree, and be recorded",
    "  npx assent recordings list         what was kept",
    "  npx assent verify                  check the whole ledger",
  ]
  const width = Math.max(...rows.map((row) => row.length))
  print(io)
  print(io, `┌${"─".repeat(width + 4)}┐`)
  for (const [i, row] of rows.entries()) {
    const padded = row.padEnd(width)
    print(io, `│  ${i === 0 ? paint(io, "bold", padded) : padded}  │`)
  }
  print(io, `└${"─".repeat(width + 4)}┘`)
}
