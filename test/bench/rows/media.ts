/* Rows 1 and 2: CPU of a recorded, encrypted call against the sample server (A) and against receive-and-drop (B). */
import { readFile, rm } from "node:fs/promises"
import { setTimeout as sleep } from "node:timers/promises"
import type { Scenario } from "../generator/scenario.ts"
import { Child } from "../lib/child.ts"
import { median, spread, withRange, type Spread } from "../lib/figures.ts"
import { checkTrack } from "../lib/stamp.ts"
import type { Row } from "../report.ts"
import type { CallCheck } from "../servers/check.ts"
import { awaitRecording, Generator, LATE_MS, measure, startServer, type Bench, type GatewayState } from "./bench.ts"
import { summarise, tally, type Tally } from "./tally.ts"

const names = ["A", "B", "G"] as const
type Name = (typeof names)[number]
const paths: Readonly<Record<Name, string>> = { A: "/", B: "/", G: "/carriers/caller/media" }
const files: Readonly<Record<Name, string>> = { A: "servers/sample.ts", B: "servers/drop.ts", G: "servers/gateway.ts" }

/** How fast calls come in: twenty times what keeps 250 calls of two minutes up. */
export const CALLS_PER_SECOND = 40

interface Cell {
  readonly usPerFrame: number
  /** Per cent of a core that one call takes. */
  readonly perCall: number
  readonly lateP99: number
  /** CPU ms of bringing one call up to its recording, and of ending it, media not counted. */
  readonly callMs: number
  readonly problem: string | null
}
interface Round {
  readonly cells: Readonly<Record<Name, Cell>>
  readonly valid: boolean
}

export async function mediaRows(bench: Bench): Promise<readonly Row[]> {
  const calls = bench.quick ? 50 : 250
  const rounds = bench.quick ? 1 : 9
  const windowMs = bench.quick ? 2000 : 4500
  const servers = { A: startServer(bench, files.A), B: startServer(bench, files.B), G: startServer(bench, files.G) }
  const generator = new Generator(bench)
  const ports = {
    A: await servers.A.ask<number>("listen"),
    B: await servers.B.ask<number>("listen"),
    G: await servers.G.ask<number>("listen"),
  }
  const stamps = { A: tally(), G: tally() }
  const cell = async (name: Name, ms: number): Promise<Cell> => {
    const server = servers[name]
    await generator.begin(fork(ports[name], calls, name === "G"))
    const cold = server.cpuNs()
    await generator.connect(paths[name], 0, calls, name === "G" ? (calls * 1000) / CALLS_PER_SECOND : 1000)
    const recording = name === "G" ? await awaitRecording(server, calls, 15_000) : calls
    await sleep(300)
    const before = (await generator.read()).sent
    const up = server.cpuNs()
    const { cpuNs, seconds, reading } = await measure(server, generator, ms)
    const measured = server.cpuNs()
    const problem = recording < calls ? `only ${recording} of ${calls} calls were recording` : null
    await generator.end(500)
    if (name === "G") await server.ask("idle")
    const once = up - cold + server.cpuNs() - measured
    if (name === "G") await checkGateway(server, generator, stamps.G)
    if (name === "A") await checkSample(server, stamps.A)
    const us = cpuNs / 1000
    return {
      usPerFrame: us / reading.sent,
      perCall: us / 1e4 / seconds / calls,
      lateP99: reading.late.p99,
      callMs: (once - (before * cpuNs) / reading.sent) / 1e6 / calls,
      problem,
    }
  }

  // The first calls of each server run cold code: not counted.
  for (const name of names) await cell(name, bench.quick ? 500 : 2000)
  const done: Round[] = []
  const tries = rounds + (bench.quick ? 1 : 4)
  for (let i = 0; i < tries && done.filter(({ valid }) => valid).length < rounds; i++) {
    const order = names.map((_, k) => names[(i + k) % 3] ?? "A")
    const cells: Partial<Record<Name, Cell>> = {}
    for (const name of order) cells[name] = await cell(name, windowMs)
    const whole = cells as Record<Name, Cell>
    const valid = names.every((name) => whole[name].lateP99 <= LATE_MS && whole[name].problem === null)
    done.push({ cells: whole, valid })
    const figures = names.map((name) => `${name} ${whole[name].usPerFrame.toFixed(1)}`).join(", ")
    bench.say(`rows 1 and 2, round ${done.length}: ${figures} us/frame${valid ? "" : " (invalid)"}`)
  }
  for (const server of Object.values(servers)) await server.stop()
  await generator.stop()
  return asRows(done, rounds, calls, stamps)
}

/** A fork: the carrier sends both tracks of a call that it bridges itself. */
export function fork(port: number, calls: number, asked: boolean): Scenario {
  const key = asked ? { digit: "1", minMs: 0, maxMs: 400 } : null
  return { port, calls, tracks: ["inbound", "outbound"], media: true, key }
}

/** Every recording of the run decrypted, each frame named by its stamp, against when the frames were sent. */
export async function checkGateway(server: Child, generator: Generator, into: Tally, tracks = 2): Promise<void> {
  if (!(await server.ask<boolean>("idle"))) into.problems.push("not all calls ended")
  const times = await server.ask<readonly { index: number; durableAt: number }[]>("times")
  const durable = new Map(times.map(({ index, durableAt }) => [index, durableAt]))
  const keys = await generator.keyTimes()
  for (const check of await server.ask<readonly CallCheck[]>("check")) {
    if (!check.tracks) {
      into.problems.push(`call ${check.call}: ${check.problem ?? ""}`)
      continue
    }
    for (const [track, facts] of check.tracks.slice(0, tracks).entries()) {
      into.add(facts)
      if (facts.frames === 0) into.problems.push(`call ${check.call}: a track without a frame`)
      const [sentAt] = await generator.sentAt([{ call: check.call, track, sequence: facts.first }])
      into.first(sentAt ?? NaN, keys[check.call] ?? NaN, durable.get(check.call) ?? NaN)
    }
  }
  const { faults } = await server.ask<GatewayState>("state")
  into.problems.push(...faults)
  await server.ask("forget")
}

async function checkSample(server: Child, into: Tally): Promise<void> {
  await sleep(700)
  for (const { call, track, path } of await server.ask<{ call: number; track: number; path: string }[]>("finished")) {
    into.add(checkTrack((await readFile(path)).subarray(58), call, track))
    await rm(path)
  }
}

function asRows(done: readonly Round[], wanted: number, calls: number, stamps: { A: Tally; G: Tally }): Row[] {
  const valid = done.filter((round) => round.valid)
  const used = valid.length > 0 ? valid : done
  const of = (name: Name) => spread(used.map(({ cells }) => cells[name].usPerFrame))
  const ratio = (a: Name, b: Name): Spread => spread(used.map(({ cells }) => cells[a].usPerFrame / cells[b].usPerFrame))
  const perCall = (name: Name) => median(used.map(({ cells }) => cells[name].perCall)).toFixed(2)
  const late = Math.max(...used.flatMap(({ cells }) => names.map((name) => cells[name].lateP99)))
  const rounds = `${valid.length} valid of ${done.length} rounds (${wanted} wanted)`
  const lateness = `the generator's send lateness p99 was at most ${late.toFixed(2)} ms (a round counts up to ${LATE_MS})`
  const problems = [...new Set(done.flatMap(({ cells }) => names.map((name) => cells[name].problem)))].filter(
    (problem) => problem !== null,
  )
  const [ga, gb] = [ratio("G", "A"), ratio("G", "B")]
  const figures = names.map((name) => `${name} ${withRange(of(name), 1)} us/frame, ${perCall(name)} % of a core a call`)
  return [
    {
      row: 1,
      metric: "CPU per recorded, encrypted call / sample server A",
      calls,
      target: "<= 0.40",
      measured: withRange(ga),
      verdict: valid.length === 0 ? "not measured" : ga.median <= 0.4 ? "met" : "missed",
      beside: [
        `${figures.join("; ")}; frames are one track's 20 ms, ${calls * 100} a second`,
        `${rounds}; ${lateness}`,
        `G's CPU once for each call, beside its media: ${median(used.map(({ cells }) => cells.G.callMs)).toFixed(1)} ms (keys made and wrapped, leaves, sealing); ${CALLS_PER_SECOND} calls a second were brought up`,
        ...problems,
        `G's recordings, decrypted and read stamp by stamp: ${summarise(stamps.G)}`,
        `A's files, read the same way: ${summarise(stamps.A)}`,
      ],
    },
    {
      row: 2,
      metric: "the same / receive and drop B",
      calls,
      target: "<= 1.15 (stretch 1.00)",
      measured: withRange(gb),
      verdict: valid.length === 0 ? "not measured" : gb.median <= 1.15 ? "met" : "missed",
      beside: [`medians of G/B paired by round; A/B ${withRange(ratio("A", "B"), 1)}`],
    },
  ]
}
