/* Rows 7 and 8: durable appends against a raw write and fdatasync of a record of the same size, on the same disk. */
import { spread, withRange } from "../lib/figures.ts"
import type { Row } from "../report.ts"
import { startServer, type Bench } from "./bench.ts"

export async function ledgerRows(bench: Bench): Promise<readonly Row[]> {
  const rounds = bench.quick ? 2 : 7
  const ms = bench.quick ? 400 : 1000
  const server = startServer(bench, "servers/ledger.ts")
  const append = (clients: number, time: number) => server.ask<number>("append", { clients, ms: time })
  await server.ask("raw", 200)
  await append(1, 300)
  await append(64, 300)
  const seen: { raw: number; one: number; many: number }[] = []
  for (let i = 0; i < rounds; i++) {
    // Raw before and after: a disk that is slower for a while is slower for both.
    const before = await server.ask<number>("raw", ms / 2)
    const one = await append(1, ms)
    const many = await append(64, ms)
    const after = await server.ask<number>("raw", ms / 2)
    seen.push({ raw: (before + after) / 2, one, many })
  }
  const fullOne = await server.ask<number>("fullPath", { clients: 1, each: bench.quick ? 64 : 256 })
  const fullMany = await server.ask<number>("fullPath", { clients: 64, each: bench.quick ? 2 : 6 })
  await server.stop()
  const of = (name: "raw" | "one" | "many") => withRange(spread(seen.map((round) => round[name])), 0)
  const one = spread(seen.map((round) => round.one / round.raw))
  const many = spread(seen.map((round) => round.many / round.raw))
  return [
    {
      row: 7,
      metric: "durable appends a second, one client / raw write + fdatasync",
      calls: null,
      target: ">= 0.65",
      measured: withRange(one),
      verdict: one.median >= 0.65 ? "met" : "missed",
      beside: [
        `${of("one")} appends a second (leaf, business rows and frontier in one transaction); raw ${of("raw")} of 212 bytes; ${rounds} interleaved rounds`,
        `the full path of a key press, with the key-store write before it and two leaves: ${fullOne.toFixed(0)} a second one after the other, ${fullMany.toFixed(0)} with 64 in flight`,
      ],
    },
    {
      row: 8,
      metric: "durable appends a second, 64 in flight / the same",
      calls: null,
      target: ">= 15",
      measured: withRange(many, 1),
      verdict: many.median >= 15 ? "met" : "missed",
      beside: [`${of("many")} appends a second`],
    },
  ]
}
