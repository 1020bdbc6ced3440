/* Row 20: callers hear their prompts without a gap while others read through the API. */
import { setTimeout as sleep } from "node:timers/promises"
import type { Answers } from "../generator/requests.ts"
import { Child } from "../lib/child.ts"
import type { Row } from "../report.ts"
import { Generator, measure, startServer, type Bench } from "./bench.ts"

const PER_SECOND = 1000

export async function readsRow(bench: Bench): Promise<readonly Row[]> {
  const calls = bench.quick ? 50 : 200
  const server = startServer(bench, "servers/reads.ts")
  const generator = new Generator(bench)
  const reader = new Child("generator/requests.ts", bench.machine.pinned ? 1 : null)
  const port = await server.ask<number>("listen")
  await generator.begin({ port, calls, tracks: ["inbound"], media: false, key: null })
  await generator.connect("/carriers/caller/media", 0, calls, bench.quick ? 500 : 2000)
  await sleep(500)
  const quiet = await measure(server, generator, bench.quick ? 2000 : 5000)
  await reader.ask("begin", { port, perSecond: PER_SECOND, ...(await server.ask<object>("reads")) })
  await sleep(1000)
  await reader.ask("reset")
  const { cpuNs, seconds, reading } = await measure(server, generator, bench.quick ? 3000 : 15_000)
  const answers = await reader.ask<Answers>("read")
  await reader.ask("end")
  await generator.end(200)
  await generator.stop()
  await reader.stop()
  await server.stop()

  const rate = answers.answered / seconds
  const { gaps, gapCalls, gapMs, playedMs, loopLate } = reading.playout
  const valid = rate >= PER_SECOND * 0.98 && answers.refused === 0 && playedMs > 0
  const core = (ns: number, s: number): string => `${(ns / 1e7 / s).toFixed(0)} % of a core`
  return [
    {
      row: 20,
      metric: `${PER_SECOND} requests a second of mixed reads: gaps in what the callers hear`,
      calls,
      target: "0 gaps",
      measured: `${gaps} gaps at ${rate.toFixed(0)} answers a second`,
      verdict: !valid ? "not measured" : gaps === 0 ? "met" : "missed",
      beside: [
        `lists of 25, single calls and recordings from a store of 5000, over TCP; p50 ${answers.p50.toFixed(1)}, p99 ${answers.p99.toFixed(1)}, max ${answers.max.toFixed(0)} ms from when each was due; ${answers.refused} not answered 200${valid ? "" : ": this round is INVALID"}`,
        `${gaps} gaps in ${gapCalls} calls, ${gapMs.toFixed(0)} of ${playedMs.toFixed(0)} ms; without requests ${quiet.reading.playout.gaps} gaps; the listener's loop late by ${loopLate.p99.toFixed(1)} ms (p99)`,
        `${core(cpuNs, seconds)} with requests, ${core(quiet.cpuNs, quiet.seconds)} without`,
      ],
    },
  ]
}
