/* Row 11: what one more connected, recording call keeps in memory. */
import { setTimeout as sleep } from "node:timers/promises"
import { median } from "../lib/figures.ts"
import type { Child } from "../lib/child.ts"
import type { Row } from "../report.ts"
import { awaitRecording, Generator, startServer, type Bench } from "./bench.ts"
import { CALLS_PER_SECOND, fork } from "./media.ts"

const LIMIT_KB = 100

export async function memoryRow(bench: Bench): Promise<readonly Row[]> {
  const first = bench.quick ? 20 : 50
  const more = bench.quick ? 60 : 300
  const server = startServer(bench, "servers/gateway.ts", ["--expose-gc"])
  const generator = new Generator(bench)
  const settleMs = bench.quick ? 1000 : 2500
  const port = await server.ask<number>("listen")
  const calls = first + more
  const idle = await settled(server)
  // The first calls bring in code and heap that every process has; what each further call adds is its own.
  await generator.begin(fork(port, calls, true))
  await generator.connect("/carriers/caller/media", 0, first, (first * 1000) / CALLS_PER_SECOND)
  await awaitRecording(server, first, 15_000)
  await sleep(settleMs)
  const low = await settled(server)
  const lowUse = await server.ask<NodeJS.MemoryUsage>("memory")
  await generator.connect("/carriers/caller/media", first, calls, (more * 1000) / CALLS_PER_SECOND)
  const recording = await awaitRecording(server, calls, 20_000)
  await sleep(settleMs)
  const uncollected = server.pssKb()
  const high = await settled(server)
  const highUse = await server.ask<NodeJS.MemoryUsage>("memory")
  const each = (name: keyof NodeJS.MemoryUsage) => ((highUse[name] - lowUse[name]) / 1024 / more).toFixed(0)
  await generator.end(500)
  await generator.stop()
  await server.stop()
  const growth = (high - low) / more
  return [
    {
      row: 11,
      metric: "memory of one more recording call (PSS), kB",
      calls,
      target: `<= ${LIMIT_KB}`,
      measured: growth.toFixed(0),
      verdict: recording < calls ? "not measured" : growth <= LIMIT_KB ? "met" : "missed",
      beside: [
        `PSS ${mb(idle)} MB idle, ${mb(low)} MB at ${first} recording calls, ${mb(high)} MB at ${recording}; garbage collected before each reading (without: ${mb(uncollected)} MB)`,
        `of the growth, kB a call: JavaScript heap in use ${each("heapUsed")}, reserved ${each("heapTotal")}, buffers ${each("arrayBuffers")}, other native ${each("external")} (with the buffers); resident ${each("rss")}`,
      ],
    },
  ]
}

/** The median of some readings after a full collection. */
async function settled(server: Child): Promise<number> {
  const readings: number[] = []
  for (let i = 0; i < 5; i++) {
    await server.ask("gc")
    await sleep(100)
    readings.push(server.pssKb())
  }
  return median(readings)
}

function mb(kb: number): string {
  return (kb / 1024).toFixed(1)
}
