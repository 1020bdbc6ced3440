/* A gateway as the service manager runs it: `assent serve` in a process of its own, stopped and reloaded by signals. */
import { type ChildProcess, spawn } from "node:child_process"
import { createHash } from "node:crypto"
import { rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, expect, test } from "vitest"
import { stringify } from "yaml"
import { eventually, freePort, freshFolder, KEY, request, ring, testGateway, type TestGateway } from "./gateway.ts"
import { agreeing } from "./recorded-call.ts"

const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url))
const cleanUp: (() => void)[] = []
afterAll(() => {
  for (const undo of cleanUp) undo()
})

const hashOf = (key: string): string => createHash("sha256").update(key).digest("hex")

interface Served extends Pick<TestGateway, "get" | "send" | "ring"> {
  readonly process: ChildProcess
  readonly ended: Promise<number | null>
  readonly folder: string
  readonly metrics: string
  readonly url: string
  said(): string
  configure(change: object): void
}

async function serve(change: object = {}): Promise<Served> {
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
  const child = spawn(process.execPath, [main, "serve", "--config", file], { stdio: ["ignore", "ignore", "pipe"] })
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
async function afterwards(folder: string, callId: string) {
  await using next = await testGateway({ folder })
  const { body } = await next.get(`/v1/calls/${callId}`)
  return { recovery: next.gateway.recovery, recordings: body.recordings, state: body.state }
}

const nothingToRecover = { interruptedCalls: 0, recoveredRecordings: 0, lostRecordings: 0, finishedErasures: 0 }

test(
  "SIGTERM takes no new call and lets a live one end by itself; a reload changes limits, and a bad file nothing",
  { timeout: 60_000 },
  async () => {
    const gateway = await serve({ drain_seconds: 60 })
    gateway.configure({ limits: { calls: "many" } })
    gateway.process.kill("SIGHUP")
    await eventually(() => (gateway.said().includes("the last good one stays") ? true : null))
    const keys = [KEY, "asnt_second"].map((key, i) => ({ id: `key${i}`, sha256: hashOf(key) }))
    gateway.configure({ limits: { calls: 7 }, data: "./elsewhere", api_keys: keys })
    gateway.process.kill("SIGHUP")
    await eventually(() => (gateway.said().includes('"needs_restart":["data"]') ? true : null))
    expect(gateway.said()).toContain('"changed":["api_keys","limits.calls"]')
    expect((await request(gateway.url, "GET", "/v1/me", undefined, "asnt_second")).status).toBe(200)

    const call = await agreeing(gateway)
    gateway.process.kill("SIGTERM")
    await eventually(async () => ((await fetch(`${gateway.metrics}/health/ready`)).status === 503 ? true : null))
    expect((await fetch(`${gateway.metrics}/health/live`)).status).toBe(200)
    expect(await gateway.send("POST", "/v1/test-calls", {})).toMatchObject({ status: 409 })
    const live = await gateway.get(`/v1/calls/${call.callId}`)
    expect(live.body.state).toBe("active")
    expect(await (await fetch(`${gateway.metrics}/metrics`)).text()).toContain("assent_draining 1")

    call.hangup()
    expect(await gateway.ended).toBe(0)
    expect(gateway.said()).not.toContain("still live")
    const left = await afterwards(gateway.folder, call.callId)
    expect(left).toMatchObject({ recovery: nothingToRecover, state: "ended", recordings: [{ state: "sealed" }] })
  },
)

test(
  "a second signal does not wait: the live call is ended, its recording sealed, and nothing is left to recover",
  { timeout: 60_000 },
  async () => {
    const gateway = await serve({ drain_seconds: 600 })
    const call = await agreeing(gateway)
    call.done.catch(() => undefined)
    gateway.process.kill("SIGTERM")
    await eventually(() => (gateway.said().includes("may end by themselves") ? true : null))
    gateway.process.kill("SIGTERM")
    expect(await gateway.ended).toBe(0)
    expect(gateway.said()).toContain("ended in an orderly way now")
    const left = await afterwards(gateway.folder, call.callId)
    expect(left).toMatchObject({ recovery: nothingToRecover, state: "ended", recordings: [{ state: "sealed" }] })
  },
)
