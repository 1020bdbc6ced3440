/* Row 6: from the key press to the durable consent and the first recorded frame, through the real session. */
import { setTimeout as sleep } from "node:timers/promises"
import { quantile } from "../lib/figures.ts"
import type { Row } from "../report.ts"
import { CHORD_MS } from "../servers/chord.ts"
import { awaitRecording, Generator, LATE_MS, startServer, type Bench, type GatewayState } from "./bench.ts"
import { CALLS_PER_SECOND, checkGateway } from "./media.ts"
import { summarise, tally } from "./tally.ts"

interface Times {
  readonly index: number
  readonly committingAt: number | null
  readonly durableAt: number | null
  readonly startedAt: number | null
}

const FRAME_MS = 20

export async function consentRow(bench: Bench): Promise<readonly Row[]> {
  const calls = bench.quick ? 60 : 500
  const tries = bench.quick ? 1 : 3
  const server = startServer(bench, "servers/gateway.ts")
  const generator = new Generator(bench)
  const port = await server.ask<number>("listen")
  // Warm code first: a gateway has been up for longer than its first call.
  for (let i = 0; i < tries + 1; i++) {
    const count = i === 0 ? Math.min(bench.quick ? 20 : 100, calls) : calls
    // As a carrier streams a call that it asks with: the caller's track, and keys (a fork brings none).
    const key = { digit: "1", minMs: 0, maxMs: bench.quick ? 500 : 2000 }
    await generator.begin({ port, calls: count, tracks: ["inbound"], media: true, key })
    await generator.connect("/carriers/caller/media", 0, count, (count * 1000) / CALLS_PER_SECOND)
    const recording = await awaitRecording(server, count, 15_000)
    await sleep(500)
    const { late } = await generator.read()
    const times = await server.ask<readonly Times[]>("times")
    const { faults } = await server.ask<GatewayState>("state")
    await generator.end(calls * 4)
    const found = tally()
    await checkGateway(server, generator, found, 1)
    const keys = await generator.keyTimes()
    const valid = late.p99 <= LATE_MS && recording === count
    bench.say(
      `row 6, ${i === 0 ? "warming up" : `try ${i}`}: ${recording} of ${count}, lateness p99 ${late.p99.toFixed(1)} ms`,
    )
    if (i === 0 || (!valid && i < tries)) continue
    await generator.stop()
    await server.stop()

    const since = (of: (time: Times) => number | null, from: (time: Times) => number) =>
      times.map((time) => (of(time) ?? NaN) - from(time)).filter((ms) => !Number.isNaN(ms))
    const pressed = ({ index }: Times) => (keys[index] ?? NaN) + CHORD_MS
    const durable = since(({ durableAt }) => durableAt, pressed)
    const commit = since(
      ({ durableAt }) => durableAt,
      ({ committingAt }) => committingAt ?? NaN,
    )
    const started = since(
      ({ startedAt }) => startedAt,
      ({ durableAt }) => durableAt ?? NaN,
    )
    const [p50, p99] = [quantile(durable, 0.5), quantile(durable, 0.99)]
    // A frame that is sent now began to be spoken 20 ms ago: from its first sample on it is after the consent.
    const frame = quantile(found.delays, 0.99) - FRAME_MS
    const met = p99 <= FRAME_MS && frame <= FRAME_MS && found.early === 0 && found.beforeKey === 0
    const whole = found.problems.length === 0 && recording === count
    return [
      {
        row: 6,
        metric:
          "key press -> durable consent; -> first sample of the first recorded frame; frames from before the consent",
        calls: count,
        target: "p99 <= 20 ms; <= 20 ms; 0",
        measured: `p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)} ms; p99 ${frame.toFixed(1)} ms; ${found.early}`,
        verdict: !valid ? "not measured" : met && whole ? "met" : "missed",
        beside: [
          `without the ${CHORD_MS} ms in which a second key would turn the choice into a refusal; the caller waits p50 ${(p50 + CHORD_MS).toFixed(0)}, p99 ${(p99 + CHORD_MS).toFixed(0)} ms`,
          `the commit alone (openings sealed, key store, two leaves and their rows): p50 ${quantile(commit, 0.5).toFixed(1)}, p99 ${quantile(commit, 0.99).toFixed(1)} ms; recording.started durable after the consent: p50 ${quantile(started, 0.5).toFixed(1)}, p99 ${quantile(started, 0.99).toFixed(1)} ms, its audio waiting in memory`,
          `first recorded frame: from the durable consent to the sending of each track's first recorded frame, p50 ${quantile(found.delays, 0.5).toFixed(1)}, max ${quantile(found.delays, 1).toFixed(1)} ms`,
          `${recording} of ${count} recorded; ${summarise(found)}; ${found.beforeKey} tracks with a frame from before the key`,
          `send lateness p99 ${late.p99.toFixed(2)} ms${valid ? "" : " or a call without a recording: this round is INVALID"}`,
          ...faults.slice(0, 3).map((text) => `PROBLEM ${text}`),
        ],
      },
    ]
  }
  return []
}
