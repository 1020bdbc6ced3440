/* A gateway as the service manager runs it: `assent serve` in a process of its own, to be stopped and reloaded by signals. */
import { type ChildProcess, spawn } from "node:child_process"
import { createHash } from "node:crypto"
import { rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll } from "vitest"
import { stringify } from "yaml"
import { eventually, freePort, freshFolder, KEY, request, ring, testGateway, type TestGateway } from "./gateway.ts"

const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url))
const cleanUp: (() => void)[] = []
afterAll(() => {
  for (const undo of cleanUp) undo()
})

export const hashOf = (key: string): string => createHash("sha256").update(key).digest("hex")

export interface Served extends Pick<TestGateway, "get" | "send" | "ring"> {
  readonly process: ChildProcess
  readonly ended: Promise<number | null>
  readonly folder: string
  readonly metrics: string
  readonly url: string
  said(): string
  configure(change: object): void
}

export async function serve(change: object = {}): Promise<Served> {
  const folder = await freshFolder()
  const [port, second] = [await freePort(), await freePort()]
  const url = `http://127.0.0.1:${port}`
  const file = join(folder, "assent.yaml")
  const config = {
    mode: "dev",
    listen: { host: "127.0.0.1", port },
    metrics: { port: second },
    public_url: url,
    data: ".",
    ledger: { origin: "localhost/test" },
    api_keys: [{ id: "test", sha256: hashOf(KEY) }],
    trunks: [{ name: "test-phone", kind: "test-phone" }],
  }
  const configure = (next: object) => writeFileSync(file, stringify({ ...config, ...change, ...next }))
  configure({})
  const child = spawn(process.execPath, [main, "serve", "--config", file], {
    stdio: ["ignore", "ignore", "pipe"],
    // Nothing of this process: every ASSENT_ variable would be a setting.
    env: { PATH: process.env["PATH"] },
  })
  cleanUp.push(() => {
    child.kill("SIGKILL")
    rmSync(folder, { recursive: true, force: true })
  })
  let said = ""
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()))
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve))
  await eventually(() => (said.includes("takes calls") ? true : null), 30_000)
  const send: Served["send"] = (method, path, body) => request(url, method, path, body)
  return {
    process: child,
    ended,
    folder,
    url,
    metrics: `http://127.0.0.1:${second}`,
    said: () => said,
    configure,
    send,
    get: (path) => send("GET", path),
    ring: (script, from) => ring(url, script, from),
  }
}

/** Opens what the process left, as the next start would. */
export async function afterwards(folder: string, callId: string) {
  await using next = await testGateway({ folder })
  const { body } = await next.get(`/v1/calls/${callId}`)
  return { recovery: next.gateway.recovery, recordings: body.recordings, state: body.state }
}

export const nothingToRecover = { interruptedCalls: 0, recoveredRecordings: 0, lostRecordings: 0, finishedErasures: 0 }
