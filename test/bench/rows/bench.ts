import { setTimeout as sleep } from "node:timers/promises"
import type { Reading, Scenario } from "../generator/scenario.ts"
import { Child } from "../lib/child.ts"
import type { Machine } from "../lib/machine.ts"

/** What every row gets. */
export interface Bench {
  readonly machine: Machine
  readonly quick: boolean
  /** Where servers leave CPU profiles, or `null`: a profiled figure is no figure. */
  readonly profiles: string | null
  /** One line of progress, to stderr. */
  readonly say: (text: string) => void
}

/** A round is invalid when the generator sent later than this (p99): a starved generator bunches frames and flatters the server. */
export const LATE_MS = 5

export function startServer({ machine, profiles }: Bench, file: string, execArgv: readonly string[] = []): Child {
  const profile = profiles === null ? [] : ["--cpu-prof", `--cpu-prof-dir=${profiles}`]
  return new Child(file, machine.pinned ? 0 : null, [...execArgv, ...profile], [machine.scratch])
}

export class Generator {
  readonly #child: Child

  constructor({ machine }: Bench) {
    this.#child = new Child("generator/main.ts", machine.pinned ? 1 : null)
  }

  async begin(scenario: Scenario): Promise<void> {
    await this.#child.ask("prepare", scenario)
  }

  async connect(path: string, from: number, to: number, spreadMs: number): Promise<void> {
    await this.#child.ask("connect", { path, from, to, spreadMs })
  }

  reset(): Promise<void> {
    return this.#child.ask("reset")
  }

  read(): Promise<Reading> {
    return this.#child.ask("read")
  }

  keyTimes(): Promise<readonly (number | null)[]> {
    return this.#child.ask("keyTimes")
  }

  sentAt(frames: readonly { call: number; track: number; sequence: number }[]): Promise<readonly (number | null)[]> {
    return this.#child.ask("sentAt", frames)
  }

  /** Hangs all calls up, spread over `spreadMs`. */
  async end(spreadMs: number): Promise<void> {
    await this.#child.ask("end", spreadMs)
    await this.#child.ask("stop")
  }

  stop(): Promise<void> {
    return this.#child.stop()
  }
}

export interface Window {
  readonly cpuNs: number
  readonly seconds: number
  readonly reading: Reading
}

/** CPU of the server and what the generator saw, over `ms`. */
export async function measure(server: Child, generator: Generator, ms: number): Promise<Window> {
  await generator.reset()
  const cpu = server.cpuNs()
  const began = performance.now()
  await sleep(ms)
  const seconds = (performance.now() - began) / 1000
  const cpuNs = server.cpuNs() - cpu
  return { cpuNs, seconds, reading: await generator.read() }
}

export interface GatewayState {
  readonly live: number
  readonly recording: number
  readonly seen: number
  readonly stats: Readonly<Record<string, number>>
  readonly faults: readonly string[]
}

/** Waits until `wanted` calls are being recorded. @returns how many are, after at most `ms` */
export async function awaitRecording(gateway: Child, wanted: number, ms: number): Promise<number> {
  const deadline = performance.now() + ms
  for (;;) {
    const { recording } = await gateway.ask<GatewayState>("state")
    if (recording >= wanted || performance.now() > deadline) return recording
    await sleep(100)
  }
}
