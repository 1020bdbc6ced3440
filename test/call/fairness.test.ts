/*
 * Ten thousand callers at the demo line, on a clock of their own: who refuses goes the same way to the same agent as who
 * agrees, by as many steps, and waits as long. What the figures of a greeting say of them is what happened to them.
 *
 * Two things are not in here, since no step of ours can make them equal: SignalWire Relay says "recording starts now" only
 * when its stream has come (at most 1.5 s), which nobody who refuses waits for; and who answers nothing waits out the time.
 */
import fc from "fast-check"
import { beforeAll, expect, test } from "vitest"
import type { CallEvent, CallState, Effect, Flow, SpokenPrompt } from "../../src/call/state.ts"
import { initialState, step } from "../../src/call/step.ts"
import { type CallWords, wordsOf } from "../../src/call/words.ts"
import { loadShippedPrompts, shippedLanguages } from "../../src/greetings/catalog.ts"
import { figuresOf, type FigureRow } from "../../src/greetings/figures.ts"
import { eachPrompt } from "../../src/audio/prompt-name.ts"
import { script } from "../fakes/call.ts"
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
/** What the shipped wording plays, by language. */
const spoken = new Map<string, CallWords>()
let lengthOf: (prompt: SpokenPrompt) => number
const FRAME_MS = 20

async function shippedWords(language: string): Promise<CallWords> {
  const { prompts, extra } = await loadShippedPrompts(PROMPTS, language)
  const audio = eachPrompt((name) => prompts[name].audio)
  return wordsOf({ ...script, language, audio }, extra.agent_unrecorded.audio)
}

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
      case "commit-refusal":
        outcome = "refused"
        later(ledgerMs, { type: "refusal-settled", decisionId: effect.decisionId })
        return false
      case "write-terminal":
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

function lengthsIn(language: string): (prompt: SpokenPrompt) => number {
  const words = new Map(Object.entries(spoken.get(language)!))
  return (prompt) => words.get(prompt)!.length / 8
}

const CALLS = 10_000
let calls: readonly (Caller & Outcome)[]
beforeAll(async () => {
  for (const language of shippedLanguages) spoken.set(language, await shippedWords(language))
  lengthOf = lengthsIn("en")
  const caller = fc.record({
    key: fc.constantFrom("1" as const, "2" as const, null),
    reactionMs: fc.integer({ min: 0, max: 6000 }),
    ringMs: fc.integer({ min: 200, max: 20_000 }),
    ledgerMs: fc.integer({ min: 1, max: 40 }),
  })
  calls = fc.sample(caller, { numRuns: CALLS, seed: 20_261_123 }).map((each) => ({ ...each, ...simulate(each) }))
})

const who = (state: Outcome["state"]) => calls.filter((call) => call.state === state)

test("every caller reaches the agent, by the same hops, whatever they decided", () => {
  expect(calls).toHaveLength(CALLS)
  for (const state of ["granted", "refused", "no_answer"] as const) expect(who(state).length).toBeGreaterThan(3000)
  const told = new Set(calls.map(({ hops }) => hops.toSorted().join(", ")))
  expect([...told]).toEqual(["agent is told, caller and agent talk, caller is told, the destination is rung"])
  const inOrder = (state: Outcome["state"]) => [...new Set(who(state).map(({ hops }) => hops.join(", ")))].sort()
  expect(inOrder("refused")).toEqual(inOrder("granted"))
})

test("the same caller waits exactly as long for refusing as for agreeing, in every language of the shipped wording", () => {
  for (const language of shippedLanguages) {
    lengthOf = lengthsIn(language)
    for (const call of calls.slice(0, 300)) {
      const agreed = simulate({ ...call, key: "1" })
      const refused = simulate({ ...call, key: "2" })
      expect(agreed.state).toBe("granted")
      expect(refused.state).toBe("refused")
      const { ringMs, ledgerMs } = call
      const wait = flow.chordMs + ledgerMs + Math.max(ringMs + lengthOf("in_progress"), lengthOf("granted"))
      expect(agreed.addedMs).toBeCloseTo(wait, 6)
      expect({ ...refused, state: "granted" }).toEqual(agreed)
    }
  }
  lengthOf = lengthsIn("en")
})

test("who refuses and who agrees reach the agent at the same times: one distribution, and means within one frame", () => {
  const mean = (of: readonly number[]) => of.reduce((sum, one) => sum + one, 0) / of.length
  // Each of the ten thousand callers once with either answer: chance then has no part in the difference.
  const waits = (key: "1" | "2") => calls.map((call) => simulate({ ...call, key }).timeToAgentMs)
  const [agreed, refused] = [waits("1"), waits("2")]
  expect(agreed).toHaveLength(CALLS)
  expect(Math.abs(mean(agreed) - mean(refused))).toBeLessThan(FRAME_MS)
  expect(refused.toSorted((a, b) => a - b)).toEqual(agreed.toSorted((a, b) => a - b))
  // Of those who chose by themselves: Kolmogorov and Smirnov find no difference at 1 %.
  const [yes, no] = (["granted", "refused"] as const).map((state) => who(state).map((call) => call.timeToAgentMs))
  expect(distance(yes!, no!)).toBeLessThan(1.63 * Math.sqrt((yes!.length + no!.length) / (yes!.length * no!.length)))
})

/** The largest distance of the two empirical distributions. */
function distance(one: readonly number[], other: readonly number[]): number {
  const all = [
    ...one.map((ms) => ({ ms, step: 1 / one.length })),
    ...other.map((ms) => ({ ms, step: -1 / other.length })),
  ]
  let [apart, most] = [0, 0]
  for (const [i, { ms, step }] of all.sort((a, b) => a.ms - b.ms).entries()) {
    apart += step
    if (all[i + 1]?.ms !== ms) most = Math.max(most, Math.abs(apart))
  }
  return most
}

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
