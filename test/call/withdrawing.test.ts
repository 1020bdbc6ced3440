/*
 * Withdrawing is as easy as giving (Art. 7(3) GDPR), measured on the shipped dialogue and its shipped words: by keys in the
 * call here; by one request at the door in test/e2e/receipt.long.test.ts; by one press on the page in door-pages.test.ts.
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import type { CallEvent, CallState, Effect, Flow } from "../../src/call/state.ts"
import { initialState, step } from "../../src/call/step.ts"
import { parseConfig } from "../../src/config.ts"
import { builtPrompts, shippedLanguages } from "../../src/greetings/catalog.ts"
import { flowOf } from "../../src/wiring/flow.ts"
import { testPermit } from "../fakes/receipts.ts"
import { PROMPTS } from "../greetings/support.ts"

const config = parseConfig({
  mode: "dev",
  listen: { host: "127.0.0.1", port: 8080 },
  public_url: "http://127.0.0.1:8080",
  data: "nowhere",
  ledger: { origin: "localhost/test" },
  keys: {},
  trunks: [{ name: "test-phone", kind: "test-phone" }],
})
const flow: Flow = { ...flowOf(config), mode: "opt_in", notAsked: null, withdrawCode: "*2" }
const permit = testPermit("0190a000-0000-7000-8000-000000000001")
const heard = { bytes: 800, total: 800 }

interface Way {
  /** From the first thing the caller has to do or to wait for. */
  readonly ms: number
  readonly keys: number
  /** Prompts that have to be heard in full on the way. */
  readonly prompts: number
}

/** The quickest yes there is, and the slowest withdrawal: its second key comes when the first is just about forgotten. */
function measured(noticeMs: number): { readonly giving: Way; readonly withdrawing: Way } {
  let state: CallState = initialState
  const on = (event: CallEvent): readonly Effect[] => {
    const [next, ...effects] = step(state, event, flow)
    state = next
    return effects
  }
  const phase = (): CallState => state
  on({ type: "start" })
  on({ type: "answered-durable" })
  on({ type: "prompt-played", promptId: "notice-1", heard, at: noticeMs })
  on({ type: "digit", digit: "1", at: noticeMs })
  const asked = phase()
  if (asked.phase !== "asking") throw new Error("the caller was not asked")
  on({ type: "timer", timerId: `chord-${asked.promptId}` })
  const committing = phase()
  if (committing.phase !== "committing") throw new Error("there was no yes")
  on({ type: "consent-durable", decisionId: committing.decisionId, permit })
  expect(phase().phase).toBe("recording")

  const given = noticeMs + flow.chordMs
  on({ type: "digit", digit: "*", at: given })
  const [first, ...rest] = on({ type: "digit", digit: "2", at: given + flow.codeMs })
  // In the same step as the key, before anything that takes time.
  expect(first).toEqual({ type: "stop-recording", why: "withdrawn" })
  expect(rest.map(({ type }) => type)).toContain("write-withdrawn")
  expect(phase().phase).toBe("unrecorded")
  return {
    giving: { ms: given, keys: 1, prompts: 1 },
    withdrawing: { ms: flow.codeMs, keys: flow.withdrawCode.length, prompts: 0 },
  }
}

test.each(shippedLanguages)("%s: the slowest withdrawal by keys takes less than the quickest yes", (language) => {
  const built = builtPrompts.parse(JSON.parse(readFileSync(join(PROMPTS, language, "built.json"), "utf8")))
  const { giving, withdrawing } = measured(built["notice"]?.ms ?? 0)
  expect(giving.ms).toBeGreaterThan(4000)
  expect(withdrawing.ms).toBeLessThan(giving.ms)
  // Neither way has more to it than the other: a notice and a key, or two keys.
  expect(withdrawing.keys + withdrawing.prompts).toBeLessThanOrEqual(giving.keys + giving.prompts)
})
