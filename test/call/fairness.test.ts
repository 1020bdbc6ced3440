/*
 * Ten thousand callers at the demo line, on a clock of their own: who refuses goes the same way to the same agent as who
 * agrees, and never waits longer. What the figures of a greeting say of them is what happened to them.
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import fc from "fast-check"
import { beforeAll, expect, test } from "vitest"
import type { CallEvent, CallState, Effect, Flow } from "../../src/call/state.ts"
import { initialState, step } from "../../src/call/step.ts"
import { builtPrompts } from "../../src/greetings/catalog.ts"
import { figuresOf, type FigureRow } from "../../src/greetings/figures.ts"
import { testPermit } from "../fakes/receipts.ts"
import { PROMPTS } from "../greetings/support.ts"

const flow: Flow = {
  mode: "opt_in",
  notAsked: null,
  tries: 2,
  repeats: 10,
  waitMs: 7000,
  lastWaitMs: 5000,
  chordMs: 500,
  commitMs: 1000,
  codeMs: 2000,
  withdrawCode: "*2",
}
const permit = testPermit("0190a000-0000-7000-8000-000000000001")
const built = builtPrompts.parse(JSON.parse(readFileSync(join(PROMPTS, "en", "built.json"), "utf8")))
const lengthOf = (prompt: string): number => Math.round(built[prompt]?.ms ?? 0)

interface Caller {
  readonly key: "1" | "2" | null
  /** From the end of the notice to the key. */
  readonly reactionMs: number
  readonly ringMs: number
  readonly ledgerMs: number
}

interface Outcome {
  readonly state: "granted" | "refused" | "no_answer"
  /** From the key (or the end of the last wait) to the agent. */
  readonly addedMs: number
  readonly timeToAgentMs: number
  /** What was done about the call from the decision on, without what is written and timed. */
  readonly hops: readonly string[]
}

/** Carries out what `step` asks for, on a clock that jumps from event to event. */
function simulate({ key, reactionMs, ringMs, ledgerMs }: Caller): Outcome {
  let state: CallState = initialState
  let now = 0
  let decidedAt = 0
  let outcome: Outcome["state"] = "no_answer"
  let hops: string[] = []
  const queue: { readonly at: number; readonly event: CallEvent }[] = [{ at: 0, event: { type: "start" } }]
  /** Prompts to the caller play one after the other; `clear` throws away those that have not ended. */
  let playing: { readonly promptId: string; readonly ends: number }[] = []
  const later = (ms: number, event: CallEvent): number => queue.push({ at: now + ms, event })
  const heard = { bytes: 800, total: 800 }
  const decided = (): void => {
    decidedAt = now
    hops = []
  }

  const carryOut = (effect: Effect): boolean => {
    switch (effect.type) {
      case "write-answered":
        later(ledgerMs, { type: "answered-durable" })
        return false
      case "start-timer":
        later(effect.ms, { type: "timer", timerId: effect.timerId })
        return false
      case "clear":
        for (const { promptId } of playing.filter(({ ends }) => ends > now)) {
          const at = queue.findIndex(({ event }) => event.type === "prompt-played" && event.promptId === promptId)
          if (at !== -1) queue.splice(at, 1)
          later(0, { type: "prompt-stopped", promptId, heard, reason: "cleared" })
        }
        playing = []
        return false
      case "play": {
        if (effect.to === "agent") {
          hops.push("agent is told")
          later(lengthOf(effect.prompt), { type: "agent-prompt-ended", promptId: effect.promptId })
          return false
        }
        hops.push("caller is told")
        const begins = Math.max(now, ...playing.map(({ ends }) => ends))
        const ends = begins + lengthOf(effect.prompt)
        playing.push({ promptId: effect.promptId, ends })
        queue.push({ at: ends, event: { type: "prompt-played", promptId: effect.promptId, heard, at: ends } })
        if (effect.prompt === "notice" && key !== null) {
          queue.push({ at: ends + 1 + reactionMs, event: { type: "digit", digit: key, at: ends + 1 + reactionMs } })
        }
        return false
      }
      case "commit-consent":
        outcome = "granted"
        later(ledgerMs, { type: "consent-durable", decisionId: effect.decisionId, permit })
        return false
      case "write-terminal":
        if (effect.outcome === "refused") outcome = "refused"
        if (key === null) decided()
        return false
      case "connect":
        hops.push("the destination is rung")
        later(ringMs, { type: "agent-answered" })
        return false
      case "bridge":
        hops.push("caller and agent talk")
        return true
      default:
        return false
    }
  }

  for (;;) {
    queue.sort((a, b) => a.at - b.at)
    const next = queue.shift()
    if (next === undefined) throw new Error("the caller never reached the agent")
    now = next.at
    if (next.event.type === "digit") decided()
    const [after, ...effects] = step(state, next.event, flow)
    state = after
    for (const effect of effects) {
      if (carryOut(effect)) return { state: outcome, addedMs: now - decidedAt, timeToAgentMs: now, hops }
    }
  }
}

const CALLS = 10_000
let calls: readonly (Caller & Outcome)[]
beforeAll(() => {
  const caller = fc.record({
    key: fc.constantFrom("1" as const, "2" as const, null),
    reactionMs: fc.integer({ min: 0, max: 6000 }),
    ringMs: fc.integer({ min: 200, max: 20_000 }),
    ledgerMs: fc.integer({ min: 1, max: 40 }),
  })
  calls = fc.sample(caller, { numRuns: CALLS, seed: 20_261_123 }).map((each) => ({ ...each, ...simulate(each) }))
})

const who = (state: Outcome["state"]) => calls.filter((call) => call.state === state)
const WHISPER = lengthOf("in_progress")

test("every caller reaches the agent, by the same hops, whatever they decided", () => {
  expect(calls).toHaveLength(CALLS)
  for (const state of ["granted", "refused", "no_answer"] as const) expect(who(state).length).toBeGreaterThan(3000)
  const ways = new Map(
    (["granted", "refused", "no_answer"] as const).map((state) => [
      state,
      new Set(
        who(state).map(({ hops }) =>
          hops
            .filter((hop) => hop !== "agent is told")
            .sort()
            .join(", "),
        ),
      ),
    ]),
  )
  const same = new Set(["caller and agent talk, caller is told, the destination is rung"])
  expect([...ways.values()]).toEqual([same, same, same])
  for (const { state, hops } of calls) {
    expect(hops.filter((hop) => hop === "agent is told")).toHaveLength(state === "granted" ? 1 : 0)
  }
})

test("the same caller waits no longer for refusing than for agreeing: what agreeing adds is the ledger, the chord and the agent's notice", () => {
  for (const call of calls.slice(0, 2000)) {
    const agreed = simulate({ ...call, key: "1" })
    const refused = simulate({ ...call, key: "2" })
    expect(agreed.state).toBe("granted")
    expect(refused.state).toBe("refused")
    const { ringMs, ledgerMs } = call
    expect(refused.addedMs).toBe(Math.max(ringMs, lengthOf("refused")))
    expect(agreed.addedMs).toBe(flow.chordMs + ledgerMs + Math.max(ringMs + WHISPER, lengthOf("granted")))
    expect(refused.addedMs).toBeLessThanOrEqual(agreed.addedMs)
  }
})

test("the figures of a greeting say what happened: how many refused, and the medians of both", () => {
  const rows: FigureRow[] = calls.map(({ state, timeToAgentMs }) => ({
    script: "welcome/3/en",
    state,
    timeToAgentMs,
    calls: 1,
  }))
  const [figures, ...others] = figuresOf(rows)
  expect(others).toEqual([])
  const median = (waits: readonly number[]) => [...waits].sort((a, b) => a - b)[Math.ceil(waits.length / 2) - 1]
  for (const state of ["granted", "refused", "no_answer"] as const) {
    const waits = who(state).map(({ timeToAgentMs }) => timeToAgentMs)
    expect(figures?.calls[state]).toBe(waits.length)
    expect(figures?.time_to_agent[state]).toMatchObject({ calls: waits.length, median_ms: median(waits) })
  }
  expect(figures?.refusal_rate).toBeCloseTo(who("refused").length / CALLS, 10)
  const { granted, refused } = figures!.time_to_agent
  const difference = granted.median_ms! - refused.median_ms!
  expect(difference).toBeGreaterThan(0)
  expect(difference).toBeLessThan(flow.chordMs + WHISPER + 1000)
})

test("figures add up versions and languages apart, and say nothing where nobody was", () => {
  const row = { script: "welcome/2/en", state: "refused", timeToAgentMs: null, calls: 3 }
  const figures = figuresOf([
    row,
    { ...row, script: "welcome/2/de", state: "failed" },
    { ...row, script: "welcome/10/en" },
  ])
  expect(figures.map(({ version, language, refusal_rate: rate }) => [version, language, rate])).toEqual([
    [2, "de", null],
    [2, "en", 1],
    [10, "en", 1],
  ])
  expect(figures[1]?.time_to_agent.refused).toEqual({ calls: 0, median_ms: null, p90_ms: null })
})
