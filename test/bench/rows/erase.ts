/* Row 10: a person with ten recordings is erased; what it costs must not grow with what else is stored. */
import { spread, withRange } from "../lib/figures.ts"
import type { Row } from "../report.ts"
import { startServer, type Bench } from "./bench.ts"

const SETTLE = 5

export async function eraseRow(bench: Bench): Promise<readonly Row[]> {
  const rounds = bench.quick ? 15 : 60
  const [small, large] = bench.quick ? [1_000, 20_000] : [10_000, 1_000_000]
  const server = startServer(bench, "servers/erase.ts")
  for (const recordings of [small, large]) {
    bench.say(`writing a store of ${recordings} recordings`)
    await server.ask("prepare", { recordings, subjects: rounds + SETTLE })
  }
  const erase = (recordings: number) => server.ask<number>("erase", recordings)
  const seen: { small: number; large: number }[] = []
  const raws: number[] = []
  for (let i = -SETTLE; i < rounds; i++) {
    // One after the other, so that a disk that is slow for a while is slow for both; which is first alternates.
    const first = i % 2 === 0 ? small : large
    const a = await erase(first)
    const b = await erase(first === small ? large : small)
    raws.push(await server.ask<number>("raw"))
    if (i >= 0) seen.push(first === small ? { small: a, large: b } : { small: b, large: a })
  }
  await server.ask("end")
  await server.stop()
  const at = (name: "small" | "large") => spread(seen.map((round) => round[name]))
  const ratio = at("large").median / at("small").median
  const { median } = at("large")
  const full = !bench.quick
  return [
    {
      row: 10,
      metric: "erase a subject of 10 recordings, durable, ms: with 1 M stored; to that with 10 k",
      calls: null,
      target: "<= 5 ms; <= 1.3",
      measured: `${median.toFixed(1)} ms; ${ratio.toFixed(2)}`,
      verdict: !full ? "not measured" : median <= 5 && ratio <= 1.3 ? "met" : "missed",
      beside: [
        `${withRange(at("large"), 1)} ms of ${large} recordings, ${withRange(at("small"), 1)} of ${small}; ${rounds} interleaved rounds; a raw write + fdatasync ${withRange(spread(raws))} ms`,
        "durable: shred list, keys (secure delete, log truncated), 10 files of 480 kB, tombstones, and the entries for the day's batch",
        ...(full ? [] : ["the quick run's stores are too small for a verdict"]),
      ],
    },
  ]
}
