/* Row 4: prompts to many calls at once, through stalls of the event loop. */
import { setTimeout as sleep } from "node:timers/promises"
import { withRange, spread } from "../lib/figures.ts"
import type { Row } from "../report.ts"
import { Generator, measure, startServer, type Bench, type Window } from "./bench.ts"

const STALL_MS = 200
const servers = { product: "servers/playout.ts", interval: "servers/interval.ts" } as const

export async function playoutRow(bench: Bench): Promise<readonly Row[]> {
  const calls = bench.quick ? 200 : 1000
  const windowMs = bench.quick ? 3500 : 11_000
  const one = async (name: keyof typeof servers): Promise<Window> => {
    const server = startServer(bench, servers[name])
    const generator = new Generator(bench)
    const port = await server.ask<number>("listen")
    await generator.begin({ port, calls, tracks: ["inbound"], media: false, key: null })
    await generator.connect(name === "product" ? "/carriers/caller/media" : "/", 0, calls, bench.quick ? 500 : 3000)
    await sleep(500)
    await server.ask("stallEvery", { everyMs: bench.quick ? 1500 : 5000, ms: STALL_MS })
    const window = await measure(server, generator, windowMs)
    await generator.end(200)
    await generator.stop()
    await server.stop()
    return window
  }
  const rounds: { product: Window; interval: Window }[] = []
  for (let i = 0; i < (bench.quick ? 1 : 2); i++) {
    const product = await one("product")
    rounds.push({ product, interval: await one("interval") })
    bench.say(`row 4, round ${i + 1}: ${product.reading.playout.gaps} gaps`)
  }
  const gaps = rounds.reduce((sum, { product }) => sum + product.reading.playout.gaps, 0)
  const cpu = spread(rounds.map(({ product, interval }) => product.cpuNs / interval.cpuNs))
  const say = (name: keyof typeof servers): string =>
    rounds
      .map(({ [name]: { cpuNs, seconds, reading } }) => {
        const { gaps, gapMs, playedMs, gapCalls, messages, loopLate } = reading.playout
        const each = (cpuNs / 1e6 / (playedMs / 1000)).toFixed(2)
        const share = ((100 * gapMs) / Math.max(1, playedMs)).toFixed(2)
        return (
          `${(cpuNs / 1e7 / seconds).toFixed(1)} % of a core (${each} ms CPU for each second of audio that arrived), ${gaps} gaps in ${gapCalls} calls (${share} % of the time), ` +
          `${Math.round(messages / seconds)} messages a second, the listener's loop late by ${loopLate.p99.toFixed(1)} ms (p99)`
        )
      })
      .join("; ")
  return [
    {
      row: 4,
      metric: "playout with a 200 ms stall every 5 s: gaps at the callers; CPU / setInterval(20)",
      calls,
      target: "0 gaps; <= 0.30",
      measured: `${gaps} gaps; ${withRange(cpu)}`,
      verdict: gaps === 0 && cpu.median <= 0.3 ? "met" : "missed",
      beside: [`product: ${say("product")}`, `setInterval(20), stalled alike: ${say("interval")}`],
    },
  ]
}
