/* Row 9: how fast an auditor checks a ledger, against hashing alone. */
import { spread, withRange } from "../lib/figures.ts"
import type { Row } from "../report.ts"
import { startServer, type Bench } from "./bench.ts"

export async function verifyRow(bench: Bench): Promise<readonly Row[]> {
  const leaves = bench.quick ? 200_000 : 1_000_000
  // A program of its own, and not beside a gateway: it has the machine, and may use more than a core.
  const server = startServer({ ...bench, machine: { ...bench.machine, pinned: false } }, "servers/verify.ts")
  await server.ask("prepare", leaves)
  await server.ask("verify")
  // Of one verification: what is hashed for comparison below is all kept in memory.
  const memory = await server.ask<number>("memory")
  const rates: number[] = []
  const floors: number[] = []
  for (let i = 0; i < (bench.quick ? 2 : 3); i++) {
    floors.push(await server.ask<number>("floor"))
    rates.push(await server.ask<number>("verify"))
  }
  await server.stop()
  const rate = spread(rates)
  const ratio = spread(rates.map((each, i) => each / (floors[i] ?? each)))
  return [
    {
      row: 9,
      metric: "leaves a second verified from disk, tree and every rule",
      calls: null,
      target: ">= 150000",
      measured: withRange(rate, 0),
      verdict: rate.median >= 150_000 ? "met" : "missed",
      beside: [
        `${leaves} leaves in ${(leaves / rate.median).toFixed(1)} s on two threads, free to use every core; of the rate of SHA-256 alone on one: ${withRange(ratio)}; at most ${memory.toFixed(0)} MB`,
      ],
    },
  ]
}
