import { afterEach, expect } from "vitest"
import type { TestResult } from "../../src/carriers/tested-keys.ts"
import type { DoubleCall } from "../fakes/relay-call.ts"
import { RelayDouble } from "../fakes/relay-double.ts"
import { relayGateway, type RelayGateway } from "../fakes/relay-gateway.ts"
import { KIND, type Unknowns } from "../fakes/relay-wire.ts"
import { reached } from "./leg.conformance.ts"

const TESTER = "+4915112345678"
export const all = { "1": "event", "2": "event", "*": "event", "0": "event" } as const
export const none = { "1": "none", "2": "none", "*": "none", "0": "none" } as const
type Timing = NonNullable<Parameters<typeof relayGateway>[1]>["timing"]

/** A Relay trunk that places test calls, on the double; closed after each test, and looked at. */
export class Tested {
  double!: RelayDouble
  gateway!: RelayGateway

  constructor() {
    afterEach(() => this.close())
  }

  async open(unknowns: Unknowns = KIND, timing: Timing = {}): Promise<void> {
    this.double = await RelayDouble.open(unknowns)
    this.gateway = await relayGateway(this.double, { timing: { ...timing } })
    await reached(() => this.double.subscribed)
  }

  async close(): Promise<void> {
    await this.gateway.close()
    await this.double.close()
    expect(this.double.violations).toEqual([])
    expect(JSON.stringify(this.gateway.said)).not.toContain(TESTER.slice(1))
  }

  place(partMs = 300): string {
    return this.gateway.trunk.testCalls.place({ to: TESTER, from: "+12125550100", partMs })
  }

  result(id: string): TestResult {
    const found = this.gateway.trunk.testCalls.result(id)
    if (!found) throw new Error("no such test call")
    return found
  }

  async ended(id: string): Promise<TestResult> {
    await reached(() => this.result(id).state === "ended", 8000)
    return this.result(id)
  }

  /** The tester's phone, when the nth one was dialled. */
  async phone(nth = 1): Promise<DoubleCall> {
    await reached(() => this.double.calls.size >= nth)
    return [...this.double.calls.values()].at(-1)!
  }
}

/** Waits until the sentence of the nth part was begun. */
export const asked = (call: DoubleCall, n: number) => reached(() => call.said.length > n)

export async function press(call: DoubleCall, keys: string): Promise<void> {
  for (const key of keys) {
    await reached(() => call.collect !== null)
    call.press(key)
  }
}
