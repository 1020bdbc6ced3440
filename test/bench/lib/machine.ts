import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readFileSync, statfsSync } from "node:fs"
import { availableParallelism, cpus, platform, release, tmpdir, totalmem } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

export interface Machine {
  readonly date: string
  readonly node: string
  readonly os: string
  readonly cpu: string
  readonly cores: number
  readonly memoryGb: number
  /** Server on core 0 and generator on core 1; or the kernel's choice. */
  readonly pinned: boolean
  readonly scratch: string
}

const TMPFS = 0x01021994
const RAMFS = 0x858458f6

/** @throws on anything but Linux: CPU and memory are read from /proc. */
export function describeMachine(): Machine {
  if (!existsSync("/proc/self/schedstat")) {
    throw new Error("the benchmark reads CPU time and memory from /proc (schedstat, smaps_rollup): run it on Linux")
  }
  const cores = availableParallelism()
  const pinned = cores >= 2 && spawnSync("taskset", ["-c", "1", "true"]).status === 0
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    os: `${platform()} ${release()}`,
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    pinned,
    scratch: scratchFolder(),
  }
}

/** A new folder on a real disk: on tmpfs an fsync costs nothing and every figure of durability would be a lie. */
function scratchFolder(): string {
  const { type } = statfsSync(tmpdir())
  const inRoot = fileURLToPath(new URL("../../../node_modules/.bench", import.meta.url))
  const base = type === TMPFS || type === RAMFS ? inRoot : tmpdir()
  mkdirSync(base, { recursive: true })
  return mkdtempSync(join(base, "assent-bench-"))
}

/** The 1-minute load average, to tell a quiet machine from a busy one. */
export function load(): number {
  return Number(readFileSync("/proc/loadavg", "utf8").split(" ")[0])
}
