/* The kernel refuses, or kills, at a system call on a recording's file or the operator's; then the folder is compared. */
import { type ChildProcess, spawn } from "node:child_process"
import { rmSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, expect, test } from "vitest"
import { fsckCommand } from "../../src/cli/fsck.ts"
import { run } from "../../src/cli/program.ts"
import { blobUri } from "../../src/storage/embedded/blobs.ts"
import { eventually, freePort, freshFolder, request, ring, settled, testGateway } from "./gateway.ts"

const child = fileURLToPath(new URL("child.ts", import.meta.url))
const folders: string[] = []
const running: ChildProcess[] = []
afterAll(() => {
  for (const each of running) each.kill("SIGKILL")
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/**
 * Injects into the system calls of a running process.
 * @param path only into those on it; `null` for all, since strace asks of a rename's first name only
 * @returns how to let go of it; `null` where it may not trace
 */
async function inject(pid: number, path: string | null, fault: string): Promise<(() => Promise<void>) | null> {
  const on = path === null ? [] : ["-P", path]
  const args = ["-f", "-p", String(pid), "-o", "/dev/null", ...on, "-e", `inject=${fault}`]
  const tracer = spawn("strace", args, { stdio: ["ignore", "ignore", "pipe"] })
  running.push(tracer)
  const gone = new Promise<void>((resolve) => tracer.on("close", () => resolve()))
  const attached = await new Promise<boolean>((resolve) => {
    tracer.stderr.on("data", (chunk: Buffer) => {
      if (chunk.toString().includes("attached")) resolve(true)
    })
    tracer.on("error", () => resolve(false))
    tracer.on("close", () => resolve(false))
  })
  if (!attached) return null
  return async () => {
    tracer.kill("SIGINT")
    await gone
  }
}

/** Present is not enough: a container may forbid tracing, or the system allow it for one's own children only. */
const mayTrace = await (async () => {
  const idle = spawn("sleep", ["20"], { stdio: "ignore" })
  const letGo = await inject(idle.pid ?? 0, "/nowhere", "write:error=EIO")
  await letGo?.()
  idle.kill()
  return letGo !== null
})()

interface Child {
  readonly process: ChildProcess & { readonly pid: number }
  readonly url: string
  get(path: string): ReturnType<typeof request>
}

async function started(folder: string): Promise<Child> {
  const port = await freePort()
  const process_ = spawn(process.execPath, [child, folder, String(port)], { stdio: ["ignore", "pipe", "inherit"] })
  running.push(process_)
  await new Promise<void>((resolve, reject) => {
    process_.stdout.on("data", (chunk: Buffer) => {
      if (chunk.toString().includes("ready")) resolve()
    })
    process_.on("exit", (code) => reject(new Error(`the gateway ended with ${code}`)))
  })
  const url = `http://127.0.0.1:${port}`
  return { process: process_ as Child["process"], url, get: (path) => request(url, "GET", path) }
}

interface Recorded {
  readonly id: string
  readonly callId: string
  readonly hangup: () => void
}

/** A call that is being recorded. */
async function recording(gateway: Child): Promise<Recorded> {
  const call = await ring(gateway.url, {
    audio: Buffer.alloc(8000 * 20, 0x55),
    keepAudio: false,
    script: [{ whenPromptEnds: /^notice/, delay: 100, press: "1" }],
  })
  call.done.catch(() => undefined)
  const id = await eventually(async () => {
    const { body } = await gateway.get(`/v1/recordings?call=${call.callId}`)
    return (body.data[0]?.id as string | undefined) ?? null
  })
  return { id: id.slice(4), callId: call.callId, hangup: () => call.hangup() }
}

async function agrees(folder: string): Promise<string> {
  let out = ""
  const quiet = { env: {}, cwd: folder, stdoutIsTty: false, stderrIsTty: false, confirm: null }
  const io = { ...quiet, stdout: (text: string) => (out += text), stderr: () => undefined }
  await run(["fsck", "--data", folder], io, [fsckCommand])
  return out
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

if (mayTrace) {
  test(
    "at a write or a sync that fails the recording fails and the call goes on; at one that kills, what was whole is kept",
    { timeout: 90_000 },
    async () => {
      const folder = await freshFolder()
      folders.push(folder)
      const gateway = await started(folder)
      let lastFailed = ""
      for (const fault of ["write:error=EIO:when=2", "write:error=ENOSPC", "fdatasync:error=EIO"]) {
        const call = await recording(gateway)
        lastFailed = call.id
        const letGo = await inject(gateway.process.pid, join(folder, blobUri(call.id)), fault)
        const failed = async () =>
          (await gateway.get(`/v1/recordings/${call.id}`)).body.state === "failed" ? true : null
        if (fault.startsWith("write")) {
          await eventually(failed)
          expect((await gateway.get(`/v1/calls/${call.callId}`)).body.state, "the call goes on").toBe("active")
        }
        call.hangup()
        const ended = (await settled(gateway, call.callId)) as { outcome: string }
        expect([fault, ended.outcome]).toEqual([fault, "caller_hangup"])
        await eventually(failed)
        await letGo?.()
      }

      // A file whose name is not durable in its folder is none: nothing is recorded, and the call goes on.
      const month = dirname(join(folder, blobUri(lastFailed)))
      const synced = await inject(gateway.process.pid, month, "fsync:error=EIO")
      const nameless = await ring(gateway.url, {
        audio: Buffer.alloc(8000 * 20, 0x55),
        keepAudio: false,
        script: [{ whenPromptEnds: /^notice/, delay: 100, press: "1" }],
      })
      nameless.done.catch(() => undefined)
      const calledOn = async () =>
        (await gateway.get(`/v1/calls/${nameless.callId}`)).body as { consent: string; state: string }
      await eventually(async () => ((await calledOn()).consent === "granted" ? true : null))
      await pause(1500)
      expect((await calledOn()).state).toBe("active")
      nameless.hangup()
      const without = (await settled(gateway, nameless.callId)) as { recordings: { state: string }[] }
      expect(without.recordings.filter(({ state }) => state !== "failed")).toEqual([])
      await synced?.()

      const letGo = await inject(gateway.process.pid, null, "rename:error=EIO")
      const draft = () => request(gateway.url, "POST", "/v1/greetings/welcome/versions", {})
      expect((await draft()).status, "a rename that fails").toBeGreaterThanOrEqual(500)
      await letGo?.()
      expect((await draft()).status, "and the next, that does not").toBe(201)

      const last = await recording(gateway)
      await inject(gateway.process.pid, join(folder, blobUri(last.id)), "write:signal=KILL:when=3")
      await new Promise((resolve) => gateway.process.on("close", resolve))

      const again = await testGateway({ folder })
      expect(again.gateway.recovery).toMatchObject({ interruptedCalls: 1, recoveredRecordings: 1, lostRecordings: 0 })
      expect((await again.get(`/v1/recordings/${last.id}/audio`)).status).toBe(200)
      await again.gateway.close()
      expect(await agrees(folder)).toContain("Everything agrees")
    },
  )

  test("killed at the sync of its end, a recording is whole at the next start", { timeout: 60_000 }, async () => {
    const folder = await freshFolder()
    folders.push(folder)
    const gateway = await started(folder)
    const call = await recording(gateway)
    await inject(gateway.process.pid, join(folder, blobUri(call.id)), "fdatasync:signal=KILL:when=1")
    await pause(1500)
    call.hangup()
    await new Promise((resolve) => gateway.process.on("close", resolve))
    const again = await testGateway({ folder })
    expect(again.gateway.recovery).toMatchObject({ recoveredRecordings: 1, lostRecordings: 0 })
    await again.gateway.close()
    expect(await agrees(folder)).toContain("Everything agrees")
  })
} else {
  test("without strace the reason is printed", () => {
    process.stdout.write(
      "no faults were injected: strace is not on the PATH, or may not trace a running process here\n",
    )
    expect(mayTrace).toBe(false)
  })
}
