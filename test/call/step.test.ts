import { describe, expect, test } from "vitest"
import { BYPASS, EMERGENCY, type CallEvent, type CallState, type Effect, type Flow } from "../../src/call/state.ts"
import { initialState, step } from "../../src/call/step.ts"
import { testPermit } from "../fakes/receipts.ts"

const flow: Flow = {
  mode: "opt_in",
  notAsked: null,
  tries: 2,
  repeats: 2,
  waitMs: 7000,
  lastWaitMs: 5000,
  chordMs: 500,
  commitMs: 1000,
  codeMs: 2000,
  withdrawCode: "*2",
}
const permit = testPermit("0190a000-0000-7000-8000-000000000001")
const statement = { statedBy: "agent-7", note: null }
const full = { bytes: 800, total: 800 }
const part = { bytes: 400, total: 800 }

/** Every event that could reach `state`, those that answer its own questions and those that answer another's. */
function eventsFor(state: CallState): CallEvent[] {
  const prompts = ["notice-1", "stale-9"]
  const timers = ["answered", "code", "stale"]
  const decisions = ["agreed-0"]
  if ("promptId" in state) {
    prompts.push(state.promptId)
    timers.push(`wait-${state.promptId}`, `chord-${state.promptId}`)
  }
  if (state.phase === "committing" || state.phase === "refusing") {
    timers.push(`commit-${state.decisionId}`)
    decisions.push(state.decisionId)
  }
  if ("pending" in state && state.pending) decisions.push(state.pending.decisionId)
  if ("connection" in state) prompts.push(...state.connection.owed)
  if (state.phase === "unrecorded") {
    prompts.push(...(state.stating?.owed ?? []))
    if (state.pending) timers.push(`commit-${state.pending.decisionId}`)
  }
  return [
    { type: "start" },
    { type: "answered-durable" },
    { type: "answered-failed" },
    ...prompts.flatMap((promptId): CallEvent[] => [
      { type: "prompt-played", promptId, heard: full, at: 1000 },
      { type: "prompt-played", promptId, heard: part, at: 1000 },
      { type: "prompt-stopped", promptId, heard: part, reason: "cleared" },
      { type: "prompt-stopped", promptId, heard: part, reason: "closed" },
      { type: "prompt-stopped", promptId, heard: part, reason: "mark_too_early" },
      { type: "agent-prompt-ended", promptId },
    ]),
    ...(["0", "1", "2", "3", "*", "#"] as const).map((digit): CallEvent => ({ type: "digit", digit, at: 2000 })),
    ...timers.map((timerId): CallEvent => ({ type: "timer", timerId })),
    ...decisions.flatMap((decisionId): CallEvent[] => [
      { type: "consent-durable", decisionId, permit },
      { type: "consent-failed", decisionId },
      { type: "refusal-settled", decisionId },
    ]),
    { type: "recording-failed", reason: "disk" },
    { type: "agent-answered" },
    { type: "agent-failed" },
    { type: "agent-closed" },
    { type: "held", party: "caller" },
    { type: "cut-off" },
    { type: "unheld", party: "caller" },
    { type: "party-joined", party: "third" },
    { type: "party-left", party: "third" },
    ...(["withdraw", "pause", "resume"] as const).map((command): CallEvent => ({ type: "command", command })),
    { type: "agent-stated", statement },
    { type: "stopped", by: "user_1" },
    { type: "closed", reason: "hangup" },
    { type: "closed", reason: "lost" },
    { type: "shutdown" },
  ]
}

/** What the outside has seen of a call so far, as far as the promises go. Part of the node, so that each path counts. */
interface Seen {
  readonly answered: boolean
  readonly noticeHeard: boolean
  readonly terminals: number
  /** A grant is being written, or was written. */
  readonly grant: "none" | "writing" | "durable" | "failed"
  readonly withdrawn: boolean
  readonly tap: "closed" | "open" | "paused"
  readonly ended: number
  readonly connects: number
}
const nothing: Seen = {
  answered: false,
  noticeHeard: false,
  terminals: 0,
  grant: "none",
  withdrawn: false,
  tap: "closed",
  ended: 0,
  connects: 0,
}

interface Edge {
  readonly from: CallState
  readonly event: CallEvent
  readonly to: CallState
  readonly effects: readonly Effect[]
  readonly before: Seen
  readonly after: Seen
}

function observe(before: Seen, state: CallState, event: CallEvent, effects: readonly Effect[]): Seen {
  let seen = { ...before }
  if (event.type === "answered-durable") seen.answered = true
  if (
    event.type === "prompt-played" &&
    event.promptId === "notice-1" &&
    event.heard === full &&
    state.phase === "disclosing"
  )
    seen.noticeHeard = true
  if (event.type === "consent-durable" && seen.grant === "writing" && event.decisionId !== "agreed-0")
    seen.grant = "durable"
  if (event.type === "consent-failed" && seen.grant === "writing" && event.decisionId !== "agreed-0")
    seen.grant = "failed"
  for (const effect of effects) {
    if (effect.type === "write-terminal" || effect.type === "commit-refusal") seen.terminals++
    if (effect.type === "commit-consent") seen = { ...seen, terminals: seen.terminals + 1, grant: "writing" }
    if (effect.type === "write-withdrawn") seen.withdrawn = true
    if (effect.type === "start-recording") seen.tap = "open"
    if (effect.type === "pause-recording") seen.tap = "paused"
    if (effect.type === "resume-recording") seen.tap = "open"
    if (effect.type === "stop-recording") seen.tap = "closed"
    if (effect.type === "write-ended") seen.ended++
    if (effect.type === "connect") seen.connects++
  }
  // A failed grant was no terminal state; the one written in its place is counted above.
  if (seen.grant === "failed" && before.grant === "writing") seen.terminals--
  if (event.type === "recording-failed" && before.tap !== "closed") seen.tap = "closed"
  return seen
}

/** Every reachable edge, found breadth first over states and what was seen on the way. */
function explore(with_: Flow): Edge[] {
  const edges: Edge[] = []
  const known = new Set<string>()
  let frontier: [CallState, Seen][] = [[initialState, nothing]]
  while (frontier.length > 0) {
    const next: [CallState, Seen][] = []
    for (const [from, before] of frontier) {
      for (const event of eventsFor(from)) {
        // The outside answers a write once.
        if (event.type === "answered-durable" && before.answered) continue
        const mine = "decisionId" in event && event.decisionId !== "agreed-0"
        if (mine && event.type !== "refusal-settled" && before.grant !== "writing" && from.phase !== "refusing")
          continue
        const [to, ...effects] = step(from, event, with_)
        const after = observe(before, from, event, effects)
        edges.push({ from, event, to, effects, before, after })
        const id = JSON.stringify([to, after])
        if (known.has(id)) continue
        known.add(id)
        next.push([to, after])
      }
    }
    frontier = next
  }
  return edges
}

const edges = explore(flow)
const offEdges = explore({ ...flow, notAsked: "line_mode_off" })
const modes = (["opt_in", "opt_out", "notice_only", "legal_obligation", "agent_asks"] as const).map((mode) => ({
  mode,
  edges: mode === flow.mode ? edges : explore({ ...flow, mode }),
}))

test.each([BYPASS, EMERGENCY])(
  "%s: nobody is asked, told or recorded, and the destination is dialled with the very first event",
  (reason) => {
    const bypassed = explore({ ...flow, notAsked: reason })
    const first = bypassed.find(({ event }) => event.type === "start")
    expect(first?.effects[0]).toEqual({ type: "connect" })
    // The walk also tries what comes before the call has begun.
    const done = bypassed.filter(({ from }) => from.phase !== "ringing").flatMap(({ effects }) => effects)
    expect(done.some((effect) => effect.type === "start-recording" || effect.type === "commit-consent")).toBe(false)
    const terminals = done.filter((effect) => effect.type === "write-terminal")
    expect(terminals).toEqual([])
    const written = first?.effects.filter((effect) => effect.type === "write-terminal")
    expect(written).toMatchObject([{ outcome: "not_asked", reason }])
    const said = done.flatMap((effect) => (effect.type === "play" ? [effect.prompt] : []))
    expect([...new Set(said)]).toEqual(["unavailable"])
    expect(bypassed.some(({ effects }) => effects.some(({ type }) => type === "bridge"))).toBe(true)
  },
)

test("where nobody but the caller decides, all rests on a key", () => {
  for (const { effects } of edges) {
    for (const effect of effects) {
      if (effect.type === "commit-consent") expect(effect.choice).toMatchObject({ key: { digit: "1" } })
      if (effect.type === "commit-consent") expect(effect.choice.instead).toBeUndefined()
    }
  }
})

describe("on every reachable edge of the call flow", () => {
  test("the walk reaches every phase, and every way a call can go", () => {
    const phases = new Set(edges.map((edge) => edge.to.phase))
    expect([...phases].sort()).toEqual([
      "asking",
      "committing",
      "disclosing",
      "ended",
      "recording",
      "refusing",
      "ringing",
      "unrecorded",
    ])
    const effects = new Set(edges.flatMap((edge) => edge.effects.map((effect) => effect.type)))
    expect(effects.size).toBe(18)
    for (const outcome of ["refused", "no_answer", "failed"]) {
      expect(edges.some((e) => e.effects.some((f) => f.type === "write-terminal" && f.outcome === outcome))).toBe(true)
    }
    expect(edges.length).toBeGreaterThan(10_000)
  })
})

describe.each(modes)("on every reachable edge of the call flow of a line in $mode", ({ mode, edges }) => {
  test("recording starts only where an authority was being written, with the permit that its durable receipts brought", () => {
    const starts = edges.filter((edge) => edge.effects.some((effect) => effect.type === "start-recording"))
    expect(starts.length).toBeGreaterThan(0)
    for (const { from, event, before } of starts) {
      if (mode === "agent_asks") expect(from).toMatchObject({ phase: "unrecorded", pending: { fate: "live" } })
      else expect(from.phase).toBe("committing")
      expect(event).toMatchObject({ type: "consent-durable", permit })
      expect(before.noticeHeard).toBe(true)
      expect(before.answered).toBe(true)
    }
  })

  test("only the phase recording holds a permit", () => {
    for (const { to } of edges) expect("permit" in to).toBe(to.phase === "recording")
  })

  test("the tap is open or paused exactly while the phase is recording, and closed before anything else is done", () => {
    for (const { to, after, effects, before } of edges) {
      expect(after.tap === "closed").toBe(to.phase !== "recording")
      if (to.phase === "recording") expect(after.tap === "paused").toBe(to.pauses.length > 0)
      const stop = effects.findIndex((effect) => effect.type === "stop-recording")
      if (stop >= 0) expect(stop).toBe(0)
      if (before.tap !== "closed" && after.tap === "closed" && stop < 0) {
        expect(effects.every((effect) => effect.type !== "start-recording")).toBe(true)
      }
    }
  })

  test("no prompt is played before call.answered is durable, except to a caller who is not asked at all", () => {
    for (const { before, effects, event, to } of edges) {
      if (before.answered || event.type === "answered-durable") continue
      if (effects.some((effect) => effect.type === "play")) expect(to.phase).toBe("unrecorded")
    }
  })

  test("a key before the notice was heard in full changes nothing", () => {
    for (const { from, to, event, effects } of edges) {
      if (event.type !== "digit" || (from.phase !== "ringing" && from.phase !== "disclosing")) continue
      expect(to).toEqual(from)
      expect(effects).toEqual([])
    }
  })

  test("a call never has two terminal consent states, and has one when call.ended is written", () => {
    for (const { after, effects } of edges) {
      expect(after.terminals).toBeLessThanOrEqual(1)
      expect(after.ended).toBeLessThanOrEqual(1)
      if (effects.some((effect) => effect.type === "write-ended")) {
        expect(after.terminals).toBe(1)
        expect(after.grant).not.toBe("writing")
        expect(effects.at(-1)?.type).toBe("write-ended")
      }
    }
  })

  test("who refused is recorded by nothing that follows, whatever the ledger answers", () => {
    const refusing = edges.filter(({ from }) => from.phase === "refusing")
    expect(refusing.length > 0).toBe(mode === "opt_in" || mode === "opt_out")
    for (const { to, effects } of refusing) {
      expect(["refusing", "unrecorded", "ended"]).toContain(to.phase)
      expect(effects.some(({ type }) => type === "start-recording" || type === "commit-consent")).toBe(false)
    }
    for (const { from, to } of edges) {
      if (from.phase === "asking" && from.pressed?.digit === "2") expect(to.phase).not.toBe("committing")
    }
  })

  test("a withdrawal is written only for a grant that is durable, and never where the law leaves no choice", () => {
    const written = edges.filter((edge) => edge.effects.some((effect) => effect.type === "write-withdrawn"))
    expect(written.length > 0).toBe(mode !== "legal_obligation")
    for (const { after } of written) expect(after.grant).toBe("durable")
  })

  test("every decided call dials exactly once, however it was decided", () => {
    for (const { after, to } of edges) {
      if (to.phase === "recording" || to.phase === "unrecorded") expect(after.connects).toBe(1)
      else expect(after.connects).toBeLessThanOrEqual(1)
    }
  })

  test("an ended call does nothing but settle its evidence and hang up", () => {
    for (const { from, to, effects } of edges) {
      if (from.phase !== "ended") continue
      expect(to.phase).toBe("ended")
      for (const effect of effects)
        expect(["write-terminal", "write-withdrawn", "write-ended", "hang-up"]).toContain(effect.type)
    }
  })

  test("an answer to another prompt, timer or decision changes nothing", () => {
    for (const { from, to, event, effects } of edges) {
      const id =
        "promptId" in event
          ? event.promptId
          : "timerId" in event
            ? event.timerId
            : "decisionId" in event
              ? event.decisionId
              : ""
      if (id !== "stale-9" && id !== "stale" && id !== "agreed-0") continue
      if (from.phase === "ringing") continue
      expect(effects).toEqual([])
      expect(to).toEqual(from)
    }
  })
})

test("a line that is off never asks and never records, and says so in the ledger", () => {
  expect(offEdges.every((edge) => edge.to.phase !== "asking" && edge.to.phase !== "recording")).toBe(true)
  expect(offEdges.some((e) => e.effects.some((f) => f.type === "write-terminal" && f.outcome === "not_asked"))).toBe(
    true,
  )
})

/** Plays a whole call by its events and returns where it ended and all it did. */
function play(...events: CallEvent[]): { state: CallState; effects: Effect[] } {
  return playOn(flow, ...events)
}
function playOn(with_: Flow, ...events: CallEvent[]): { state: CallState; effects: Effect[] } {
  let state: CallState = initialState
  const effects: Effect[] = []
  for (const event of events) {
    const [next, ...more] = step(state, event, with_)
    state = next
    effects.push(...more)
  }
  return { state, effects }
}
const toMenu: CallEvent[] = [
  { type: "start" },
  { type: "answered-durable" },
  { type: "prompt-played", promptId: "notice-1", heard: full, at: 1000 },
]
const press = (digit: "1" | "2" | "*" | "0" | "5", at = 2000): CallEvent => ({ type: "digit", digit, at })

describe("the caller's keys", () => {
  test("1 agrees once half a second has passed alone, with its offset from the end of the notice", () => {
    const { state, effects } = play(...toMenu, press("1", 2600), { type: "timer", timerId: "chord-pressed-3" })
    expect(state.phase).toBe("committing")
    expect(effects.find((effect) => effect.type === "commit-consent")).toMatchObject({
      choice: { heard: full, key: { digit: "1", offsetMs: 1600 }, attempts: 1 },
    })
  })

  test("1 and then 2 within the window is a refusal", () => {
    const { state, effects } = play(...toMenu, press("1"), press("2", 2300), {
      type: "timer",
      timerId: "chord-pressed-3",
    })
    expect(state).toMatchObject({ phase: "refusing" })
    expect(effects.find((effect) => effect.type === "commit-refusal")).toMatchObject({
      choice: { key: { digit: "2", offsetMs: 1300 } },
    })
    expect(effects.some((effect) => effect.type === "commit-consent")).toBe(false)
  })

  test("2 refuses once half a second has passed, whatever else is pressed in it", () => {
    for (const others of [[], [press("1")], [press("0")], [press("5")], [press("2")]]) {
      const { state, effects } = play(...toMenu, press("2", 2600), ...others)
      expect(state).toMatchObject({ phase: "asking", pressed: { digit: "2", offsetMs: 1600 } })
      expect(effects.at(-1)).toEqual({ type: "start-timer", timerId: "chord-pressed-3", ms: flow.chordMs })
      const decided = step(state, { type: "timer", timerId: "chord-pressed-3" }, flow)
      expect(decided[0].phase).toBe("refusing")
      expect(decided[1]).toMatchObject({ type: "commit-refusal", choice: { heard: full, key: { digit: "2" } } })
    }
  })

  test("a refusal stands when the call ends, or can be asked no more, before the half second is over", () => {
    for (const event of [
      { type: "closed", reason: "hangup" },
      { type: "shutdown" },
      { type: "cut-off" },
    ] satisfies CallEvent[]) {
      const { effects } = play(...toMenu, press("2"), event)
      expect(effects.filter((effect) => effect.type === "write-terminal")).toMatchObject([
        { outcome: "refused", choice: { key: { digit: "2" } } },
      ])
    }
  })

  test("a refusal is waited for as a grant is: as long, and connected alike when it is written, late or failed", () => {
    const committed = (digit: "1" | "2", with_: Flow) =>
      playOn(with_, ...toMenu, press(digit), { type: "timer", timerId: "chord-pressed-3" })
    for (const with_ of [flow, { ...flow, grantMs: 300 }]) {
      const [agreed, refused] = [committed("1", with_), committed("2", with_)]
      expect(refused.effects.at(-1)).toEqual(agreed.effects.at(-1))
      expect(refused.effects.map(({ type }) => type === "commit-refusal")).toEqual(
        agreed.effects.map(({ type }) => type === "commit-consent"),
      )
      const ends: CallEvent[] = [
        { type: "refusal-settled", decisionId: "pressed-3" },
        { type: "timer", timerId: "commit-pressed-3" },
      ]
      for (const end of ends) {
        expect(step(refused.state, end, with_)).toEqual([
          expect.objectContaining({ phase: "unrecorded", pending: null }),
          { type: "connect" },
          { type: "play", to: "caller", promptId: "refused-decided", prompt: "refused" },
        ])
      }
    }
  })

  test("1 and then another key within the window is not a yes: the other key is taken for itself", () => {
    const { state, effects } = play(...toMenu, press("1"), press("0"), { type: "timer", timerId: "chord-pressed-3" })
    expect(state.phase).toBe("asking")
    expect(effects.filter((effect) => effect.type === "play").map((effect) => effect.promptId)).toEqual([
      "notice-1",
      "menu-2",
      "more-4",
      "menu-5",
    ])
  })

  test("two silences end in no answer, with a warning before the last", () => {
    const silent: CallEvent[] = [
      { type: "prompt-played", promptId: "menu-2", heard: full, at: 3000 },
      { type: "timer", timerId: "wait-menu-2" },
      { type: "prompt-played", promptId: "menu-4", heard: full, at: 9000 },
      { type: "timer", timerId: "wait-menu-4" },
      { type: "prompt-played", promptId: "time_warning-5", heard: full, at: 9000 },
      { type: "timer", timerId: "wait-time_warning-5" },
    ]
    const { state, effects } = play(...toMenu, ...silent)
    expect(state.phase).toBe("unrecorded")
    expect(effects.filter((effect) => effect.type === "write-terminal")).toMatchObject([{ outcome: "no_answer" }])
    expect(effects.filter((effect) => effect.type === "play").map((effect) => effect.prompt)).toEqual([
      "notice",
      "menu",
      "no_input",
      "menu",
      "time_warning",
      "default_off",
    ])
  })

  test("two wrong keys end in no answer", () => {
    const { effects } = play(...toMenu, press("5"), press("5"))
    expect(effects.filter((effect) => effect.type === "write-terminal")).toMatchObject([{ outcome: "no_answer" }])
  })

  const granted: CallEvent[] = [
    ...toMenu,
    press("1"),
    { type: "timer", timerId: "chord-pressed-3" },
    { type: "consent-durable", decisionId: "pressed-3", permit },
  ]

  test("star 2 withdraws during the call, and a key between them or a long wait does not", () => {
    expect(play(...granted, press("*"), press("2")).effects.map((effect) => effect.type)).toContain("write-withdrawn")
    expect(play(...granted, press("*"), press("5"), press("2")).state.phase).toBe("recording")
    expect(play(...granted, press("*"), { type: "timer", timerId: "code" }, press("2")).state.phase).toBe("recording")
  })

  test("the agent's side ends the recording for good, paused or not, and that is no withdrawal", () => {
    for (const before of [[], [{ type: "command", command: "pause" } as const]]) {
      const { state, effects } = play(...granted, ...before, { type: "stopped", by: "user_1" })
      expect(state.phase).toBe("unrecorded")
      expect(effects).toContainEqual({ type: "stop-recording", why: { stoppedBy: "user_1" } })
      expect(effects.map((effect) => effect.type)).not.toContain("write-withdrawn")
    }
    // What the law asks to record is not an agent's to end.
    const { state } = play(...granted)
    const bound = { ...flow, mode: "legal_obligation" } as const
    expect(step(state, { type: "stopped", by: "user_1" }, bound)).toEqual([state])
  })

  test("star 2 withdraws while paused too", () => {
    const { effects } = play(...granted, { type: "command", command: "pause" }, press("5"), press("*"), press("2"))
    expect(effects.map((effect) => effect.type)).toContain("write-withdrawn")
  })

  test("digits dialled while paused leave no trace in the state", () => {
    const paused = play(...granted, { type: "command", command: "pause" })
    const dialled = play(...granted, { type: "command", command: "pause" }, press("5"), press("1"), press("0"))
    expect(dialled.state).toEqual(paused.state)
    expect(dialled.effects).toEqual(paused.effects)
  })

  test("2 while the grant is being written takes it back, and the grant that lands later is withdrawn", () => {
    const committing = [...toMenu, press("1"), { type: "timer", timerId: "chord-pressed-3" } as const, press("2")]
    const { state, effects } = play(...committing, { type: "consent-durable", decisionId: "pressed-3", permit })
    expect(state.phase).toBe("unrecorded")
    expect(effects.at(-1)?.type).toBe("write-withdrawn")
    expect(effects.some((effect) => effect.type === "start-recording")).toBe(false)
  })
})

test("the agent is told before the bridge opens whether the call is recorded, where its caller was asked", () => {
  const recorded = play(
    ...toMenu,
    press("1"),
    { type: "timer", timerId: "chord-pressed-3" },
    { type: "consent-durable", decisionId: "pressed-3", permit },
    { type: "agent-answered" },
    { type: "prompt-played", promptId: "granted-decided", heard: full, at: 5000 },
  )
  expect(recorded.effects.some((effect) => effect.type === "bridge")).toBe(false)
  const told = step(recorded.state, { type: "agent-prompt-ended", promptId: "in_progress-agent" }, flow)
  expect(told[1]).toEqual({ type: "bridge" })
  const refused = play(
    ...toMenu,
    press("2"),
    { type: "timer", timerId: "chord-pressed-3" },
    { type: "refusal-settled", decisionId: "pressed-3" },
    { type: "agent-answered" },
    { type: "prompt-played", promptId: "refused-decided", heard: full, at: 5000 },
  )
  expect(refused.effects.some((effect) => effect.type === "bridge")).toBe(false)
  expect(refused.effects).toContainEqual({
    type: "play",
    to: "agent",
    promptId: "not_recorded-agent",
    prompt: "not_recorded",
  })
  const heard = step(refused.state, { type: "agent-prompt-ended", promptId: "not_recorded-agent" }, flow)
  expect(heard[1]).toEqual({ type: "bridge" })
  const off = playOn(
    { ...flow, notAsked: "line_mode_off" },
    { type: "start" },
    { type: "answered-durable" },
    { type: "agent-answered" },
  )
  expect(off.effects.some((effect) => effect.type === "play" && effect.to === "agent")).toBe(false)
})

describe("a line that does not wait for the caller's yes", () => {
  const went = (mode: Flow["mode"], ...events: CallEvent[]) => playOn({ ...flow, mode }, ...events)
  const durable = (decisionId: string): CallEvent => ({ type: "consent-durable", decisionId, permit })

  test("notice_only and legal_obligation write their basis once the notice was heard in full, and ask nothing", () => {
    for (const mode of ["notice_only", "legal_obligation"] as const) {
      const { state, effects } = went(mode, ...toMenu)
      expect(state).toMatchObject({ phase: "committing", choice: { heard: full, key: null, instead: "mode" } })
      const plays = effects.flatMap((effect) => (effect.type === "play" ? effect.prompt : []))
      expect(plays).toEqual(["notice"])
      expect(
        went(mode, ...toMenu, durable("notice-1")).effects.flatMap((e) => (e.type === "play" ? e.prompt : [])),
      ).toEqual(["notice", "in_progress"])
    }
  })

  test("a notice that was not heard in full is no basis", () => {
    for (const mode of ["notice_only", "legal_obligation", "opt_out", "agent_asks"] as const) {
      const stopped: CallEvent = { type: "prompt-stopped", promptId: "notice-1", heard: part, reason: "mark_too_early" }
      const { state, effects } = went(mode, { type: "start" }, { type: "answered-durable" }, stopped)
      expect(state).toMatchObject({ phase: "unrecorded", stating: null })
      expect(effects).toContainEqual(expect.objectContaining({ type: "write-terminal", outcome: "failed" }))
    }
  })

  test("an objection by the code ends a recording that rests on notice_only, and none that the law demands", () => {
    const code = [press("*", 9000), press("2", 9100)]
    expect(went("notice_only", ...toMenu, durable("notice-1"), ...code).state.phase).toBe("unrecorded")
    expect(went("legal_obligation", ...toMenu, durable("notice-1"), ...code).state.phase).toBe("recording")
  })

  test("opt_out records who stays silent through the menu, not who presses 2 and not who presses what means nothing", () => {
    const ended: CallEvent = { type: "prompt-played", promptId: "menu-2", heard: full, at: 5000 }
    const waited: CallEvent = { type: "timer", timerId: "wait-menu-2" }
    expect(went("opt_out", ...toMenu, ended, waited).state).toMatchObject({
      phase: "committing",
      choice: { key: null, instead: "mode" },
    })
    const objected = went("opt_out", ...toMenu, ended, press("2"), { type: "timer", timerId: "chord-pressed-3" })
    expect(objected.state.phase).toBe("refusing")
    const muddled = went("opt_out", ...toMenu, press("5"), press("5"))
    expect(muddled.state.phase).toBe("unrecorded")
    expect(muddled.effects).toContainEqual(expect.objectContaining({ type: "write-terminal", outcome: "no_answer" }))
    expect(went("opt_out", ...toMenu, press("1"), { type: "timer", timerId: "chord-pressed-3" }).state).toMatchObject({
      phase: "committing",
      choice: { key: { digit: "1" } },
    })
  })

  const talking: CallEvent[] = [...toMenu, { type: "agent-answered" }]
  const said: CallEvent = { type: "agent-stated", statement }
  const told: CallEvent[] = [
    { type: "prompt-played", promptId: "in_progress-stated-caller-1", heard: full, at: 9000 },
    { type: "agent-prompt-ended", promptId: "in_progress-stated-agent-1" },
  ]

  test("agent_asks connects unrecorded, and records once both sides were told and the statement is durable", () => {
    expect(went("agent_asks", ...talking).state).toMatchObject({
      phase: "unrecorded",
      connection: { agent: "bridged" },
    })
    for (const order of [told, told.toReversed()]) {
      const before = went("agent_asks", ...talking, said, ...order.slice(0, 1))
      expect(before.effects.some((effect) => effect.type === "commit-consent")).toBe(false)
      const after = went("agent_asks", ...talking, said, ...order)
      expect(after.effects.find((effect) => effect.type === "commit-consent")?.choice.instead).toEqual(statement)
      expect(went("agent_asks", ...talking, said, ...order, durable("stated-1")).state.phase).toBe("recording")
    }
  })

  test("a caller who was not told, or presses 2, or whose grant comes late, is not recorded", () => {
    const cut: CallEvent = {
      type: "prompt-stopped",
      promptId: "in_progress-stated-caller-1",
      heard: part,
      reason: "unproven",
    }
    expect(went("agent_asks", ...talking, said, cut).state).toMatchObject({ stating: { owed: null, attempt: 1 } })
    for (const before of [talking, [...talking, said]]) {
      const refused = went("agent_asks", ...before, press("2"))
      expect(refused.state).toMatchObject({ phase: "unrecorded", stating: null })
      expect(refused.effects).toContainEqual(expect.objectContaining({ type: "write-terminal", outcome: "refused" }))
      expect(went("agent_asks", ...before, press("2"), said).state).toEqual(refused.state)
    }
    const revoked = went("agent_asks", ...talking, said, ...told, press("2"), durable("stated-1"))
    expect(revoked.state.phase).toBe("unrecorded")
    expect(revoked.effects.at(-1)?.type).toBe("write-withdrawn")
    const late: CallEvent = { type: "timer", timerId: "commit-stated-1" }
    expect(went("agent_asks", ...talking, said, ...told, late, durable("stated-1")).state.phase).toBe("unrecorded")
  })

  test("a call in which the agent stated nothing ends as not asked", () => {
    const { effects } = went("agent_asks", ...talking, { type: "closed", reason: "hangup" })
    expect(effects.slice(-3).map((effect) => effect.type)).toEqual(["write-terminal", "hang-up", "write-ended"])
    expect(effects.at(-3)).toMatchObject({ outcome: "not_asked", reason: "agent_did_not_ask" })
  })
})
