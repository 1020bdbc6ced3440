/* Row 16: what bridging adds between a frame in on one leg and out on the other, while the call is recorded. */
import { setTimeout as sleep } from "node:timers/promises"
import type { Row } from "../report.ts"
import { CALLS_PER_SECOND } from "./media.ts"
import { awaitRecording, Generator, LATE_MS, measure, startServer, type Bench, type GatewayState } from "./bench.ts"
import { summarise, tally } from "./tally.ts"
import type { CallCheck } from "../servers/check.ts"

const LIMIT_MS = 20

export async function bridgeRow(bench: Bench): Promise<readonly Row[]> {
  // Two legs a call keep one core of generator busy: with too many it is the generator that is late, so then with fewer.
  for (const calls of bench.quick ? [40] : [500, 350, 250, 150]) {
    const row = await bridging(bench, calls)
    if (row.verdict !== "not measured" || calls === 150) return [row]
    bench.say(`row 16: the generator did not keep its time with ${calls} calls`)
  }
  return []
}

async function bridging(bench: Bench, calls: number): Promise<Row> {
  const server = startServer(bench, "servers/gateway.ts")
  const generator = new Generator(bench)
  const port = await server.ask<number>("listen")
  await server.ask("agents", calls)
  await generator.begin({
    port,
    calls: 2 * calls,
    tracks: ["inbound"],
    media: true,
    key: { digit: "1", minMs: 0, maxMs: 1000 },
  })
  // The agents' legs are there first; each waits for its caller.
  await generator.connect("/carriers/agent/media", calls, 2 * calls, calls * 4)
  await generator.connect("/carriers/caller/media", 0, calls, (calls * 1000) / CALLS_PER_SECOND)
  const recording = await awaitRecording(server, calls, 20_000)
  await sleep(bench.quick ? 1500 : 2500)
  const { cpuNs, seconds, reading } = await measure(server, generator, bench.quick ? 2000 : 8000)
  const { stats, faults } = await server.ask<GatewayState>("state")
  await generator.end(calls * 2)
  await server.ask("idle")
  const found = tally()
  const heard = tally()
  for (const { call, tracks, problem } of await server.ask<readonly CallCheck[]>("check")) {
    if (tracks) {
      found.add(tracks[0])
      heard.add(tracks[1])
    } else found.problems.push(`call ${call}: ${problem ?? ""}`)
  }
  found.problems.push(...faults)
  await generator.stop()
  await server.stop()

  const { relay, late, sent } = reading
  const valid = late.p99 <= LATE_MS && recording === calls && relay.frames > 0
  const core = (cpuNs / 1e7 / seconds).toFixed(0)
  return {
    row: 16,
    metric: "bridging: added between a frame in on one leg and out on the other, p99",
    calls,
    target: `<= ${LIMIT_MS} ms`,
    measured: `${relay.p99.toFixed(1)} ms`,
    verdict: !valid ? "not measured" : relay.p99 <= LIMIT_MS ? "met" : "missed",
    beside: [
      `p50 ${relay.p50.toFixed(2)}, max ${relay.max.toFixed(1)} ms from the sending of a frame to its arrival at the other party, both ways, loopback included; mouth to ear that is ${(20 + relay.p50).toFixed(0)} ms with the frame's own 20 ms, before what carriers and their playout buffers add`,
      `${recording} of ${calls} calls recorded meanwhile, ${relay.frames} of ${sent} frames heard, ${stats["relayDropped"] ?? 0} dropped since the start (most while prompts play), ${core} % of a core; send lateness p99 ${late.p99.toFixed(2)} ms${valid ? "" : ": this round is INVALID"}`,
      `recordings, what the caller said: ${summarise(found)}`,
      `recordings, what the caller heard of the agent: ${summarise(heard)} (a frame that a prompt or a burst kept from the caller's ear is in no recording either)`,
    ],
  }
}
