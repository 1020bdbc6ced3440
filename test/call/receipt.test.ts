import fc from "fast-check"
import { expect, test } from "vitest"
import { CallReceipt, type ReceiptOffer, type ReceiptParts } from "../../src/call/receipt.ts"
import { SAID } from "../../src/call/receipt-step.ts"
import type { CallEvent, CallState, Effect, Flow } from "../../src/call/state.ts"
import { initialState, step } from "../../src/call/step.ts"
import { call, receipts } from "../fakes/call.ts"
import { testPermit } from "../fakes/receipts.ts"

const flow: Flow = {
  mode: "opt_in",
  notAsked: null,
  tries: 2,
  repeats: 3,
  waitMs: 7000,
  lastWaitMs: 5000,
  chordMs: 500,
  commitMs: 1000,
  codeMs: 2000,
  withdrawCode: "*2",
}
const permit = testPermit("0190a000-0000-7000-8000-000000000001")
const heard = { bytes: 800, total: 800 }
const played = (promptId: string): CallEvent => ({ type: "prompt-played", promptId, heard, at: 1000 })
const pressed = (digit: "1" | "2" | "9" | "#"): CallEvent => ({ type: "digit", digit, at: 2000 })

/** A call with a receipt: what it is asked to do, in order. */
function told(offer: ReceiptOffer, desk: ReceiptParts["desk"] = receipts.desk) {
  const faults: unknown[] = []
  const receipt = new CallReceipt(call, { ...receipts, desk, offer }, (error) => faults.push(error))
  let state: CallState = initialState
  const effects: Effect[] = []
  const on = (event: CallEvent): readonly Effect[] => {
    const [next, ...made] = receipt.step(state, event, flow)
    state = next
    effects.push(...made)
    return made
  }
  /** Up to the menu, and until the code there may be is durable. */
  const asked = async (...keys: ("9" | "1" | "2")[]): Promise<void> => {
    on({ type: "start" })
    on({ type: "answered-durable" })
    on(played("notice-1"))
    for (const key of keys.filter((one) => one === "9")) on(pressed(key))
    await Promise.resolve()
    await Promise.resolve()
    const decision = keys.find((one) => one !== "9")
    if (!decision) return
    on(pressed(decision))
    on({ type: "timer", timerId: `chord-${now("asking").promptId}` })
    if (decision === "1") on({ type: "consent-durable", decisionId: now("committing").decisionId, permit })
    else on({ type: "refusal-settled", decisionId: now("refusing").decisionId })
  }
  function now<P extends CallState["phase"]>(phase: P): Extract<CallState, { phase: P }> {
    if (state.phase !== phase) throw new Error(`the call is ${state.phase}, not ${phase}`)
    return state as Extract<CallState, { phase: P }>
  }
  const said = () => effects.flatMap((each) => (each.type === "play" && each.to === "caller" ? [each.prompt] : []))
  return { receipt, on, asked, now, said, effects, faults, state: () => state }
}

test("the code is offered behind the menu, and the time to answer begins when the offer has ended", async () => {
  const desk = told("on_request")
  await desk.asked()
  expect(desk.said()).toEqual(["notice", "menu", "receipt_offer"])
  const { promptId } = desk.now("asking")
  expect(promptId).toMatch(/^receipt_offer-/)
  expect(desk.on(played(promptId))).toEqual([{ type: "start-timer", timerId: `wait-${promptId}`, ms: flow.waitMs }])
})

test.each(["1", "2"] as const)(
  "who asks for it with 9 and then presses %s hears it before the confirmation, while it rings",
  async (key) => {
    const desk = told("on_request")
    await desk.asked("9", key)
    const confirmation = key === "1" ? "granted" : "refused"
    expect(desk.said()).toEqual([
      "notice",
      "menu",
      "receipt_offer",
      "receipt_noted",
      "menu",
      "receipt_code",
      confirmation,
    ])
    const connect = desk.effects.findIndex(({ type }) => type === "connect")
    expect(connect).toBeLessThan(
      desk.effects.findIndex((each) => each.type === "play" && each.prompt === "receipt_code"),
    )
    // The destination waits for both, and for nothing else.
    desk.on({ type: "agent-answered" })
    const whisper = key === "1" ? "in_progress" : "not_recorded"
    desk.on({ type: "agent-prompt-ended", promptId: `${whisper}-agent` })
    desk.on(played(SAID))
    expect(desk.on(played(`${confirmation}-decided`)).map(({ type }) => type)).toEqual(["bridge"])
  },
)

test.each(["1", "2"] as const)("who does not ask for it goes on after %s exactly as without it", async (key) => {
  const desk = told("on_request")
  await desk.asked(key)
  let plain: CallState = initialState
  const effects: Effect[] = []
  const on = (event: CallEvent): void => {
    const [next, ...made] = step(plain, event, flow)
    plain = next
    effects.push(...made)
  }
  for (const event of [{ type: "start" }, { type: "answered-durable" }, played("notice-1"), pressed(key)] as const)
    on(event)
  if (plain.phase === "asking") on({ type: "timer", timerId: `chord-${plain.promptId}` })
  if (plain.phase === "committing") on({ type: "consent-durable", decisionId: plain.decisionId, permit })
  if (plain.phase === "refusing") on({ type: "refusal-settled", decisionId: plain.decisionId })
  const after = (all: readonly Effect[]) => all.slice(all.findIndex(({ type }) => type === "connect"))
  expect(after(desk.effects)).toEqual(after(effects))
  expect(after(effects).length).toBeGreaterThan(1)
})

test("nothing is recorded while the code is said, and everything from the confirmation on", async () => {
  const desk = told("on_request")
  await desk.asked("9", "1")
  const kinds = desk.effects.map(({ type }) => type)
  expect(kinds.slice(kinds.indexOf("start-recording")).slice(0, 2)).toEqual(["start-recording", "pause-recording"])
  expect(desk.now("recording").pauses).toEqual(["receipt"])
  expect(desk.on(played(SAID))[0]).toEqual({ type: "resume-recording" })
  expect(desk.now("recording").pauses).toEqual([])
})

test("a pause for a card that began meanwhile outlasts the code", async () => {
  const desk = told("on_request")
  await desk.asked("9", "1")
  desk.on({ type: "command", command: "pause" })
  expect(desk.on(played(SAID)).map(({ type }) => type)).not.toContain("resume-recording")
  expect(desk.on({ type: "command", command: "resume" })).toEqual([{ type: "resume-recording" }])
})

test("where everybody hears it, # skips it: the confirmation is said at once, and the recording goes on with it", async () => {
  const desk = told("always")
  await desk.asked("1")
  expect(desk.said()).toEqual(["notice", "menu", "receipt_code", "granted"])
  expect(desk.on(pressed("#")).map(({ type }) => type)).toEqual(["clear", "play"])
  expect(desk.on({ type: "prompt-stopped", promptId: SAID, heard, reason: "cleared" })).toEqual([
    { type: "resume-recording" },
  ])
  desk.on({ type: "prompt-stopped", promptId: "granted-decided", heard, reason: "cleared" })
  desk.on({ type: "agent-answered" })
  desk.on({ type: "agent-prompt-ended", promptId: "in_progress-agent" })
  expect(desk.on(played("granted-decided-again")).map(({ type }) => type)).toEqual(["bridge"])
  expect(desk.on(pressed("#"))).toEqual([])
})

test("a code that is not ready, or could not be made, is not said, and nobody waits for it", async () => {
  const never = told("always", { issue: () => new Promise(() => undefined), text: () => undefined })
  await never.asked("2")
  expect(never.said()).toEqual(["notice", "menu", "refused"])
  const failing = told("always", { issue: () => Promise.reject(new Error("disk")), text: () => undefined })
  await failing.asked("1")
  expect(failing.said()).toEqual(["notice", "menu", "granted"])
  expect(failing.faults).toHaveLength(1)
})

test("no code goes with a decision that nobody made", async () => {
  const desk = told("always")
  desk.on({ type: "start" })
  desk.on({ type: "answered-durable" })
  await Promise.resolve()
  desk.on({ type: "prompt-stopped", promptId: "notice-1", heard: { bytes: 0, total: 800 }, reason: "unproven" })
  expect(desk.said()).toEqual(["notice", "default_off"])
})

test("who has just refused is not asked again by the key for a code", async () => {
  const desk = told("on_request")
  await desk.asked()
  desk.on(pressed("2"))
  expect(desk.on(pressed("9"))).toEqual([])
  expect(desk.now("asking").pressed).toMatchObject({ digit: "2" })
})

test("the sounds of a code are as many and as long for every code, and the last that matters bears its id", async () => {
  const shapes = new Set<string>()
  for (const code of ["00000000", "12345678", "99999999"]) {
    const desk = told("always", { issue: async () => code, text: () => undefined })
    await desk.asked("2")
    const sounds = desk.receipt.sounds("receipt_code", SAID, "en")
    expect(sounds.at(-2)?.promptId).toBe(SAID)
    shapes.add(sounds.map(({ promptId, audio }) => `${promptId} ${audio.length}`).join())
  }
  expect(shapes.size).toBe(1)
})

test("who asked for the code by key is sent it too, once, when it is said; who only hears it is not", async () => {
  const sent: string[] = []
  const desk = {
    issue: async () => "31415926",
    text: (_: unknown, code: string, language: string) => void sent.push(`${code} ${language}`),
  }
  const asking = told("on_request", desk)
  await asking.asked("9", "2")
  expect(sent).toEqual([])
  asking.receipt.sounds("receipt_code", SAID, "de")
  asking.receipt.sounds("receipt_code", SAID, "de")
  expect(sent).toEqual(["31415926 de"])
  const hearing = told("always", desk)
  await hearing.asked("2")
  hearing.receipt.sounds("receipt_code", SAID, "de")
  expect(sent).toHaveLength(1)
})

test("whatever comes in whatever order: one end, one connection, one terminal state, and no sound of a code on a recording", async () => {
  const words = ["next", "next", "next", "1", "2", "9", "9", "#", "prompt-stopped", "agent-answered", "agent-failed"]
  const word = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...words) },
    { weight: 1, arbitrary: fc.constantFrom("agent-closed", "closed", "cut-off", "shutdown", "consent-failed") },
  )
  let recorded = 0
  let codes = 0
  const run = async (offer: ReceiptOffer, events: readonly string[]): Promise<void> => {
    const receipt = new CallReceipt(call, { ...receipts, offer }, () => undefined)
    let state: CallState = initialState
    let taped = false
    const written: string[] = []
    const on = async (event: CallEvent): Promise<void> => {
      const [next, ...made] = receipt.step(state, event, flow)
      state = next
      for (const each of made) {
        written.push(each.type)
        if (each.type === "start-recording" || each.type === "resume-recording") taped = true
        if (each.type === "pause-recording" || each.type === "stop-recording") taped = false
        if (each.type === "start-recording") recorded++
        if (each.type !== "play" || each.prompt !== "receipt_code") continue
        codes++
        expect(taped).toBe(false)
      }
      // A code is durable by the time somebody presses the next key.
      await Promise.resolve()
      await Promise.resolve()
    }
    await on({ type: "start" })
    await on({ type: "answered-durable" })
    await on(played("notice-1"))
    for (const one of events) await on(eventOf(one, state))
    await on({ type: "closed", reason: "hangup" })
    const ended = (): CallState => state
    const last = ended()
    if (last.phase === "ended" && last.pending) {
      await on({ type: "consent-failed", decisionId: last.pending.decisionId })
    }
    const times = (type: string): number => written.filter((each) => each === type).length
    expect(times("write-ended")).toBe(1)
    expect(times("connect")).toBeLessThanOrEqual(1)
    expect(times("write-terminal") + times("start-recording")).toBeLessThanOrEqual(1)
  }
  const offers = fc.constantFrom<ReceiptOffer>("on_request", "always")
  await fc.assert(fc.asyncProperty(offers, fc.array(word, { minLength: 4, maxLength: 20 }), run), { numRuns: 500 })
  expect(recorded).toBeGreaterThan(20)
  expect(codes).toBeGreaterThan(20)
})

/** An event that fits the state, so that interesting ones are reached. */
function eventOf(word: string, state: CallState): CallEvent {
  const promptId =
    "connection" in state ? (state.connection.owed[0] ?? "none") : "promptId" in state ? state.promptId : "none"
  const decisionId = "decisionId" in state ? state.decisionId : "none"
  switch (word) {
    case "1":
    case "2":
    case "9":
    case "#":
      return pressed(word)
    case "next":
      if (state.phase === "asking" && state.pressed) return { type: "timer", timerId: `chord-${promptId}` }
      if (state.phase === "refusing") return { type: "refusal-settled", decisionId }
      return state.phase === "committing" ? { type: "consent-durable", decisionId, permit } : played(promptId)
    case "prompt-stopped":
      return { type: "prompt-stopped", promptId, heard, reason: "cleared" }
    case "consent-failed":
      return { type: "consent-failed", decisionId }
    case "agent-answered":
    case "agent-failed":
    case "agent-closed":
    case "cut-off":
    case "shutdown":
      return { type: word }
    default:
      return { type: "closed", reason: "hangup" }
  }
}
