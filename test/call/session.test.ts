import { expect, test } from "vitest"
import { CallFeed } from "../../src/call/feed.ts"
import { Session } from "../../src/call/session.ts"
import { call, FakeEvidence, FakeLeg, FakeRecorder, script } from "../fakes/call.ts"
import { ManualClock } from "../fakes/manual-clock.ts"
import { testReceipt } from "../fakes/receipts.ts"

function ringing(hold: string[] = []) {
  const clock = new ManualClock()
  const caller = new FakeLeg("caller", clock)
  const agent = new FakeLeg("agent", clock)
  const evidence = new FakeEvidence()
  for (const name of hold) evidence.hold.add(name)
  const recorder = new FakeRecorder()
  const faults: string[] = []
  const dialled = Promise.withResolvers<FakeLeg>()
  const session = new Session(call, caller, {
    flow: {
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
    },
    script,
    unavailable: new Uint8Array(800),
    notRecorded: () => new Uint8Array(1200),
    evidence: { open: () => evidence },
    recorder,
    destinations: { dial: () => dialled.promise },
    clock,
    feed: new CallFeed(),
    onFault: (_callId, message) => faults.push(message),
  })
  return { clock, caller, agent, evidence, recorder, faults, dialled, session }
}
type Line = ReturnType<typeof ringing>

/** Lets promises that are settled reach the session. */
const soon = () => new Promise((resolve) => setImmediate(resolve))
const receipts = (at = 0) => [testReceipt(call.callId, "caller", at), testReceipt(call.callId, "agent", at)]

async function agree({ caller, clock }: Line, digit: "1" | "2" = "1"): Promise<void> {
  await soon()
  caller.heard("notice-1")
  caller.emit({ type: "digit", digit, at: clock.now() })
  clock.advance(500)
  await soon()
}

async function recording(): Promise<Line> {
  const line = ringing(["granted"])
  await agree(line)
  line.evidence.waiting.get("granted")?.resolve(receipts(line.clock.now()))
  await soon()
  expect(line.session.phase).toBe("recording")
  line.recorder.started.resolve(undefined)
  return line
}

test("no prompt is played before call.answered is durable", async () => {
  const { caller, evidence } = ringing(["answered"])
  await soon()
  expect(caller.played).toEqual([])
  evidence.waiting.get("answered")?.resolve([])
  await soon()
  expect(caller.played).toEqual(["notice-1"])
})

test("a ledger that cannot take call.answered in time leaves the call unasked, connected and unrecorded", async () => {
  const { caller, evidence, clock, session } = ringing(["answered"])
  clock.advance(1000)
  await soon()
  expect(session.phase).toBe("unrecorded")
  expect(caller.played).toEqual(["clear", "default_off-decided"])
  expect(evidence.written).toContain("failed: ledger_unavailable")
  evidence.waiting.get("answered")?.resolve([])
  await soon()
  expect(caller.played).not.toContain("notice-1")
})

test("a grant that is not durable by the deadline starts nothing, also when it lands later", async () => {
  const line = ringing(["granted"])
  await agree(line)
  line.clock.advance(1000)
  expect(line.session.phase).toBe("unrecorded")
  expect(line.evidence.written).toContain("blocked: commit_deadline")
  line.evidence.waiting.get("granted")?.resolve(receipts())
  await soon()
  expect(line.recorder.log).toEqual([])
  expect(line.session.phase).toBe("unrecorded")
})

test("a refusal waits for the ledger as a grant does, and goes on at the deadline or when it could not be written", async () => {
  const fates = [
    (line: Line) => line.evidence.waiting.get("refused")?.resolve([]),
    (line: Line) => line.evidence.waiting.get("refused")?.reject(new Error("disk full")),
    (line: Line) => line.clock.advance(1000),
  ]
  for (const [i, settle] of fates.entries()) {
    const line = ringing(["refused"])
    await agree(line, "2")
    expect(line.evidence.written).toContain("refused")
    expect(line.session.phase).toBe("refusing")
    expect(line.caller.played).not.toContain("refused-decided")
    settle(line)
    await soon()
    expect(line.session.phase).toBe("unrecorded")
    expect(line.caller.played.at(-1)).toBe("refused-decided")
    expect(line.recorder.log).toEqual([])
    expect(line.faults).toEqual(i === 1 ? ["evidence was not written"] : [])
  }
})

test("receipts that do not cover the agent open no tap", async () => {
  const line = ringing(["granted"])
  await agree(line)
  line.evidence.waiting.get("granted")?.resolve([testReceipt(call.callId, "caller")])
  await soon()
  expect(line.recorder.log).toEqual([])
  expect(line.session.phase).toBe("unrecorded")
})

test("receipts of another call open no tap", async () => {
  const line = ringing(["granted"])
  await agree(line)
  const other = "0190a000-0000-7000-8000-0000000000ff"
  line.evidence.waiting.get("granted")?.resolve([testReceipt(other, "caller"), testReceipt(other, "agent")])
  await soon()
  expect(line.recorder.log).toEqual([])
})

test("the tap opens with the durable consent and closes, before anything is awaited, when it is withdrawn", async () => {
  const { caller, clock, recorder, evidence, session } = await recording()
  const frame = new Uint8Array(160)
  caller.gate.frame("inbound", clock.now(), 0, frame)
  expect(session.command("withdraw")).toBe(true)
  caller.gate.frame("inbound", clock.now(), 20, frame)
  expect(caller.gate.counters()).toMatchObject({ written: 1, after_withdrawal: 1 })
  expect(recorder.log).toEqual(["started", "finished: withdrawn"])
  expect(evidence.written).toContain("withdrawn")
  expect(caller.played.slice(-2)).toEqual(["clear", "stopped-told"])
})

test("the tap closes, before anything is awaited, when the agent's side stops the recording, and nobody withdrew", async () => {
  const { caller, clock, recorder, evidence, session } = await recording()
  const frame = new Uint8Array(160)
  caller.gate.frame("inbound", clock.now(), 0, frame)
  expect(session.command({ stoppedBy: "user_1" })).toBe(true)
  caller.gate.frame("inbound", clock.now(), 20, frame)
  expect(caller.gate.counters()).toMatchObject({ written: 1, paused: 1, after_withdrawal: 0 })
  expect(recorder.log).toEqual(["started", "finished: stopped by user_1"])
  expect(evidence.written).not.toContain("withdrawn")
  expect(caller.played.slice(-2)).toEqual(["clear", "stopped-told"])
  for (const again of ["resume", "pause", { stoppedBy: "user_1" }] as const) expect(session.command(again)).toBe(false)
})

test("what was captured before others had signed the grant is not kept, however late it comes", async () => {
  const line = ringing(["granted"])
  await agree(line)
  const { caller, clock, evidence } = line
  const durableAt = clock.now()
  clock.advance(400)
  evidence.countsFrom = clock.now()
  evidence.waiting.get("granted")?.resolve(receipts(durableAt))
  await soon()
  const frame = new Uint8Array(160)
  caller.gate.frame("inbound", durableAt + 20, 0, frame)
  caller.gate.frame("inbound", evidence.countsFrom - 1, 380, frame)
  caller.gate.frame("inbound", evidence.countsFrom, 400, frame)
  expect(caller.gate.counters()).toMatchObject({ before_consent: 2, written: 1 })
})

test("a grant that others never signed admits no frame", async () => {
  const line = ringing(["granted"])
  await agree(line)
  line.evidence.countsFrom = Infinity
  line.evidence.waiting.get("granted")?.resolve(receipts(line.clock.now()))
  await soon()
  line.clock.advance(60_000)
  line.caller.gate.frame("inbound", line.clock.now(), 0, new Uint8Array(160))
  expect(line.caller.gate.counters()).toMatchObject({ before_consent: 1, written: 0 })
})

test("a recorder that refuses, or cannot start, leaves the call connected and unrecorded", async () => {
  const refused = ringing(["granted"])
  refused.recorder.refuse = true
  await agree(refused)
  refused.evidence.waiting.get("granted")?.resolve(receipts())
  await soon()
  expect(refused.session.phase).toBe("unrecorded")
  expect(refused.faults).toContain("the recorder refused to start")

  const blocked = ringing(["granted"])
  await agree(blocked)
  blocked.evidence.waiting.get("granted")?.resolve(receipts())
  await soon()
  blocked.recorder.started.reject(new Error("disk full"))
  await soon()
  expect(blocked.session.phase).toBe("unrecorded")
  expect(blocked.caller.played.slice(-2)).toEqual(["clear", "stopped-told"])
  blocked.dialled.resolve(blocked.agent)
  await soon()
  blocked.caller.heard("granted-decided")
  blocked.agent.heard("not_recorded-agent")
  expect(blocked.caller.bridgedTo).toBe(blocked.agent)
})

test("a disk that fills up in mid-call stops the recording, tells both sides, and the call goes on", async () => {
  const { caller, agent, dialled, recorder, session } = await recording()
  dialled.resolve(agent)
  await soon()
  caller.heard("granted-decided")
  agent.heard("in_progress-agent")
  expect(caller.bridgedTo).toBe(agent)
  recorder.fail("disk_full")
  expect(session.phase).toBe("unrecorded")
  expect(agent.played).toContain("stopped-told")
  expect(caller.played).toContain("stopped-told")
  expect(caller.hungUp).toBe(false)
})

test("hold pauses, and card pause and hold are counted apart", async () => {
  const { caller, recorder, session } = await recording()
  caller.emit({ type: "held" })
  session.command("pause")
  caller.emit({ type: "unheld" })
  expect(recorder.log).toEqual(["started", "paused: hold"])
  session.command("resume")
  expect(recorder.log).toEqual(["started", "paused: hold", "resumed"])
})

test("the agent's keys decide nothing", async () => {
  const { agent, dialled, session } = await recording()
  dialled.resolve(agent)
  await soon()
  agent.emit({ type: "digit", digit: "*", at: 0 })
  agent.emit({ type: "digit", digit: "2", at: 0 })
  expect(session.phase).toBe("recording")
})

test("call.ended waits for the seal, and the session for call.ended", async () => {
  const { caller, recorder, evidence, session } = await recording()
  let done = false
  void session.done.then(() => (done = true))
  caller.emit({ type: "closed", reason: "hangup" })
  await soon()
  expect(evidence.written.some((name) => name.startsWith("ended"))).toBe(false)
  recorder.sealed.resolve(undefined)
  await soon()
  expect(evidence.written.at(-1)).toBe("ended: caller_hangup")
  await soon()
  expect(done).toBe(true)
})

test("an agent who answers after the caller left is hung up", async () => {
  const { caller, agent, dialled, recorder } = await recording()
  recorder.sealed.resolve(undefined)
  caller.emit({ type: "closed", reason: "lost" })
  dialled.resolve(agent)
  await soon()
  expect(agent.hungUp).toBe(true)
})

test("a destination that cannot be reached is said to the caller, who is then hung up", async () => {
  const { caller, dialled, recorder, evidence } = await recording()
  recorder.sealed.resolve(undefined)
  dialled.reject(new Error("busy"))
  await soon()
  expect(caller.played).toContain("unavailable-decided")
  caller.heard("unavailable-decided")
  await soon()
  expect(caller.hungUp).toBe(true)
  expect(evidence.written.at(-1)).toBe("ended: agent_unavailable")
})

test("a leg that breaks in an effect neither stops the call nor what follows", async () => {
  const line = ringing()
  line.caller.failPlay = true
  await soon()
  expect(line.faults).toEqual(["an effect of the call flow failed"])
  line.caller.emit({ type: "closed", reason: "lost" })
  await soon()
  expect(line.evidence.written).toEqual(["answered", "no_answer", "ended: connection_lost"])
})

test("a shutdown ends the call in order: tap, seal, evidence", async () => {
  const { caller, recorder, evidence, session } = await recording()
  const stopped = session.shutdown()
  expect(recorder.log).toEqual(["started", "finished: ended"])
  expect(caller.hungUp).toBe(true)
  recorder.sealed.resolve(undefined)
  await stopped
  expect(evidence.written.at(-1)).toBe("ended: shutdown")
})

test("commands are refused where they could change nothing", async () => {
  const { session } = ringing()
  for (const command of ["pause", "resume", "withdraw"] as const) expect(session.command(command)).toBe(false)
})

test("a call of four hours is neither ended nor forgotten: what it hears is kept, and the code still withdraws", async () => {
  const line = await recording()
  const { clock, caller, agent, evidence, recorder, session, dialled } = line
  const frame = new Uint8Array(160)
  dialled.resolve(agent)
  await soon()
  for (const promptId of caller.played.slice(1)) caller.heard(promptId)
  agent.heard("in_progress-agent")
  const quarter = 15 * 60_000
  for (let passed = 0; passed < 4 * 3600_000; passed += quarter) {
    clock.advance(quarter)
    caller.gate.frame("inbound", clock.now(), passed, frame)
    // A code begun a quarter of an hour ago is none.
    caller.emit({ type: "digit", digit: passed % (2 * quarter) === 0 ? "*" : "2", at: clock.now() })
  }
  expect(session.phase).toBe("recording")
  expect(recorder.log).toEqual(["started"])
  expect(caller.counters()).toMatchObject({ received: 16, written: 16 })

  caller.emit({ type: "digit", digit: "*", at: clock.now() })
  caller.emit({ type: "digit", digit: "2", at: clock.now() })
  caller.gate.frame("inbound", clock.now(), 4 * 3600_000, frame)
  expect(recorder.log).toEqual(["started", "finished: withdrawn"])
  expect(caller.counters()).toMatchObject({ written: 16, after_withdrawal: 1 })
  expect(evidence.written).toContain("withdrawn")
  expect(session.phase).toBe("unrecorded")
})
