/* Row 19: what 2,500 calls through the Relay SDK leave behind, in memory and in the time the next call takes. */
import { setTimeout as sleep } from "node:timers/promises"
import { RelayDouble } from "../../fakes/relay-double.ts"
import type { Row } from "../report.ts"
import { startServer, type Bench } from "./bench.ts"

interface State {
  readonly ended: number
  readonly frames: number
  readonly unproven: number
  readonly heap: number
  readonly legs: number
  readonly tasks: number
}

const AT_ONCE = 20
const TARGET = { bytes: 1024, time: 1.15 }

export async function relayRow(bench: Bench): Promise<readonly Row[]> {
  const calls = bench.quick ? 400 : 2500
  const first = calls / 5
  const double = await RelayDouble.open()
  const server = startServer(bench, "servers/relay.ts", ["--expose-gc"])
  await server.ask("connect", { host: double.host, restUrl: double.restUrl })
  while (!double.subscribed) await sleep(10)

  const lasted: number[] = []
  const one = async (): Promise<void> => {
    const began = performance.now()
    const call = double.ring({ says: new Uint8Array(8 * 2000).fill(0x55) })
    await until(() => call.heard.length > 0 && call.collect !== null)
    call.press("1")
    await until(() => call.state === "ended")
    lasted.push(performance.now() - began)
    double.calls.delete(call.callId)
  }
  const run = async (count: number): Promise<{ cpuMs: number; callMs: number; state: State }> => {
    lasted.length = 0
    const cpu = server.cpuNs()
    let left = count
    const lane = async (): Promise<void> => {
      while (left-- > 0) await one()
    }
    await Promise.all(Array.from({ length: AT_ONCE }, lane))
    const cpuMs = (server.cpuNs() - cpu) / 1e6 / count
    await sleep(500)
    const state = await server.ask<State>("read")
    return { cpuMs, callMs: lasted.reduce((a, b) => a + b, 0) / lasted.length, state }
  }

  await run(first)
  const early = await run(first)
  const pssEarly = server.pssKb()
  await run(calls - 3 * first)
  const late = await run(first)
  const pssLate = server.pssKb()
  await server.stop()
  await double.close()

  const between = calls - 2 * first
  const bytes = (late.state.heap - early.state.heap) / between
  const time = late.cpuMs / early.cpuMs
  const clean = double.violations.length === 0 && late.state.unproven === 0 && late.state.ended === calls
  return [
    {
      row: 19,
      metric: "Relay: heap that one past call leaves, bytes; CPU of a call, last fifth / second fifth",
      calls,
      target: `<= ${TARGET.bytes}; <= ${TARGET.time}`,
      measured: `${bytes.toFixed(0)}; ${time.toFixed(2)}`,
      verdict: !clean ? "not measured" : bytes <= TARGET.bytes && time <= TARGET.time ? "met" : "missed",
      beside: [
        `heap ${mb(early.state.heap)} MB after ${2 * first} calls, ${mb(late.state.heap)} MB after ${calls}; PSS ${(pssEarly / 1024).toFixed(1)} and ${(pssLate / 1024).toFixed(1)} MB`,
        `CPU of a call ${early.cpuMs.toFixed(2)} and ${late.cpuMs.toFixed(2)} ms, its length ${early.callMs.toFixed(0)} and ${late.callMs.toFixed(0)} ms, ${AT_ONCE} at once`,
        `at the end the SDK holds ${late.state.tasks} tasks and the trunk ${late.state.legs} legs; ${late.state.unproven} prompts unproven, ${double.violations.length} frames a carrier would refuse`,
      ],
    },
  ]
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = performance.now() + 20_000
  while (!holds()) {
    if (performance.now() > deadline) throw new Error("a Relay call got stuck")
    await sleep(5)
  }
}

function mb(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1)
}
