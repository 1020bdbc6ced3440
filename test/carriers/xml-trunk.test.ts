import { setTimeout as sleep } from "node:timers/promises"
import { describe, expect, test } from "vitest"
import { callerNumber } from "../../src/carriers/xml/numbers.ts"
import { testReceipt } from "../fakes/receipts.ts"
import { signed } from "../fakes/xml/signing.ts"
import { GRANT_MS, LINE, TrunkBench } from "../fakes/xml/trunk.ts"

const form = { CallSid: "CA1", From: "+4917612345678", To: LINE, CallStatus: "in-progress", CallerName: "" }
const names = (verbs: readonly { readonly name: string }[]): string[] => verbs.map(({ name }) => name)
/** The address that the last verb of a document goes on to. */
const onward = (verbs: readonly { readonly name: string; readonly text: string }[]): string =>
  verbs.find(({ name }) => name === "Redirect")?.text ?? ""

/** A call asked by document, up to the menu: the address its key goes to. */
async function atTheMenu(bench: TrunkBench): Promise<string> {
  const notice = await bench.verbs("voice", form)
  expect(names(notice)).toEqual(["Play", "Redirect"])
  await sleep(420)
  const menu = await bench.verbs(onward(notice), form)
  expect(names(menu)).toEqual(["Gather", "Redirect"])
  return menu[0]?.attributes["action"] ?? ""
}

describe("the answer to a key", () => {
  test("waits for the ledger no longer than document_commit_ms, and then connects without a stream", async () => {
    const bench = new TrunkBench("signalwire")
    bench.evidence.hold.add("granted")
    const action = await atTheMenu(bench)
    const began = performance.now()
    const verbs = await bench.verbs(action, { ...form, Digits: "1" })
    // Some 80 ms on a quiet machine; the bench holds the figure, this the fact.
    expect(GRANT_MS).toBeLessThan(100)
    expect(performance.now() - began).toBeLessThan(400)
    expect(names(verbs)).toEqual(["Play", "Dial"])
    expect(bench.evidence.written).toContain("blocked: commit_deadline")
    // The grant lands later: it stays in the ledger and starts nothing.
    const callId = new URL(action).searchParams.get("call") ?? ""
    bench.evidence.waiting.get("granted")?.resolve([testReceipt(callId, "caller"), testReceipt(callId, "agent")])
    await sleep(20)
    expect(bench.recorder.log).toEqual([])
    expect((await bench.post(action, { ...form, Digits: "1" })).xml).not.toContain("Stream")
  })

  test("is the copy of both tracks, the confirmation inside it, and the destination: once, and the same bytes when repeated", async () => {
    const bench = new TrunkBench("twilio")
    bench.evidence.hold.add("granted")
    const action = await atTheMenu(bench)
    const asked = [bench.post(action, { ...form, Digits: "1" }), bench.post(action, { ...form, Digits: "1" })]
    await sleep(20)
    const callId = new URL(action).searchParams.get("call") ?? ""
    bench.evidence.waiting.get("granted")?.resolve([testReceipt(callId, "caller"), testReceipt(callId, "agent")])
    const answers = await Promise.all([...asked, sleep(50).then(() => bench.post(action, { ...form, Digits: "1" }))])
    const [first] = answers
    expect(new Set(answers.map(({ xml }) => xml)).size).toBe(1)
    expect(first.xml).toMatch(/<Response><Start><Stream .*both_tracks.*<\/Start><Play>.*<Dial /)
    expect(first.xml.match(/<Stream/g)).toHaveLength(1)

    const token = /name="token" value="([^"]+)"/.exec(first.xml)?.[1] ?? ""
    const start = {
      streamSid: "MZ1",
      carrierCallId: "CA1",
      tracks: ["inbound", "outbound"] as const,
      parameters: { token },
    }
    const admit = (given: typeof start) => bench.trunk.media.admit?.(given) ?? null
    expect(admit({ ...start, parameters: { token: "forged" } })).toBeNull()
    expect(admit(start)).toMatchObject({ party: "caller", fork: true })
    expect(admit(start), "a token is good once").toBeNull()
    expect(bench.trunk.stats.refusedStreams).toBe(2)
  })

  test("says a receipt code to whoever asked for it before the copy begins, and the confirmation inside it", async () => {
    const bench = new TrunkBench("twilio")
    bench.receipt = "on_request"
    bench.evidence.hold.add("granted")
    const menu = await atTheMenu(bench)
    const again = await bench.verbs(menu, { ...form, Digits: "9" })
    const action = again[0]?.attributes["action"] ?? ""
    const asked = bench.post(action, { ...form, Digits: "1" })
    await sleep(20)
    const callId = new URL(menu).searchParams.get("call") ?? ""
    bench.evidence.waiting.get("granted")?.resolve([testReceipt(callId, "caller"), testReceipt(callId, "agent")])
    const { xml } = await asked
    // The words before it, eight digits in two groups, twice, and silence after it.
    expect(xml).toMatch(/<Response>(<Play>[^<]*<\/Play>){22}<Start>.*<\/Start><Play>[^<]*<\/Play><Dial /)
    expect(bench.recorder.log.slice(0, 2)).toEqual(["started", "paused: receipt"])
    const token = /name="token" value="([^"]+)"/.exec(xml)?.[1] ?? ""
    const start = {
      streamSid: "MZ1",
      carrierCallId: "CA1",
      tracks: ["inbound", "outbound"] as const,
      parameters: { token },
    }
    const admitted = bench.trunk.media.admit?.(start)
    expect(bench.recorder.log).not.toContain("resumed")
    // The carrier is past the code when it begins the copy, and the confirmation is still to come.
    admitted?.take({ listen: () => undefined, hangup: () => undefined } as never)
    expect(bench.recorder.log).toContain("resumed")
  })

  test("may take as long as the line says, for callers whose question somebody passes on", async () => {
    const seconds = async (pace: TrunkBench["pace"]): Promise<string | undefined> => {
      const bench = new TrunkBench("telnyx")
      bench.pace = pace
      const notice = await bench.verbs("voice", form)
      await sleep(420)
      return (await bench.verbs(onward(notice), form))[0]?.attributes["timeout"]
    }
    expect(await seconds(undefined)).toBe("7")
    expect(await seconds({ waitMs: 45_000, lastWaitMs: 45_000 })).toBe("45")
  })

  test("does not count before the notice can have been heard", async () => {
    const bench = new TrunkBench("twilio")
    const notice = await bench.verbs("voice", form)
    const verbs = await bench.verbs(onward(notice), form)
    expect(names(verbs)).toEqual(["Play", "Dial"])
    expect(bench.evidence.written).toEqual(["answered", "failed: notice_mark_too_early"])
  })
})

describe("requests that prove nothing, or come out of place, start nothing", () => {
  test("unsigned, forged, for another address, with a field added or dropped", async () => {
    const bench = new TrunkBench("twilio")
    const at = "https://gateway.example/carriers/main/voice"
    const good = signed("twilio", at, form)
    const refused = [
      await bench.post("voice", form, {}),
      await bench.post("voice", form, { "x-twilio-signature": "AAAA" }),
      await bench.post("voice", form, signed("twilio", "https://evil.example/carriers/main/voice", form)),
      await bench.post("voice", form, signed("twilio", `${at}/`, form)),
      await bench.post("voice", form, signed("twilio", at.replace("https", "http"), form)),
      await bench.post("voice", { ...form, Digits: "1" }, good),
      await bench.post("voice", { CallSid: "CA1", To: LINE }, good),
      await bench.post("voice", form, signed("twilio", at, form, "another key")),
      await bench.post("voice", form, signed("signalwire", at, form)),
    ]
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 403))
    expect(bench.trunk.stats.unsigned).toBe(refused.length)
    expect(bench.evidence.written).toEqual([])
    expect(
      (await bench.post("voice", form, signed("twilio", at, form, "older"))).status,
      "a key that is being replaced",
    ).toBe(200)
  })

  test("a body with the language's own names in it is only a body", async () => {
    const bench = new TrunkBench("twilio")
    const hostile = { ...form, __proto__x: "1", "constructor[prototype][a]": "1", toString: "1" }
    expect((await bench.post("voice", hostile)).status).toBe(200)
    expect(({} as Record<string, unknown>)["a"]).toBeUndefined()
    const twice = Buffer.from("CallSid=CA1&CallSid=CA2")
    const request = { step: "voice", query: new URLSearchParams(), headers: {}, target: "/carriers/main/voice" }
    expect((await bench.trunk.answer({ ...request, body: twice })).status).toBe(400)
    expect((await bench.trunk.answer({ ...request, body: Buffer.from([0x61, 0x3d, 0xff]) })).status).toBe(400)
  })

  test("a step that no document named, of another call, or of a call nobody knows", async () => {
    const bench = new TrunkBench("twilio")
    const action = await atTheMenu(bench)
    const later = action.replace(/n=\d+/, "n=77")
    expect((await bench.post(later, { ...form, Digits: "1" })).status).toBe(409)
    expect((await bench.post(action.replace("digits", "accepted"), { ...form, Digits: "1" })).status).toBe(409)
    expect((await bench.post(action, { ...form, CallSid: "CA2", Digits: "1" })).status).toBe(409)
    expect((await bench.post(action.replace(/call=[^&]+/, "call=x"), { ...form, Digits: "1" })).status).toBe(409)
    expect(bench.trunk.stats).toMatchObject({ outOfPlace: 3, unknownCalls: 1 })
    expect(bench.evidence.written).toEqual(["answered"])
  })

  test("the first request of a call, replayed, is the same document and begins no second call", async () => {
    const bench = new TrunkBench("twilio", { way: "fork_stream" })
    const first = await bench.post("voice", form)
    const token = /value="([^"]+)"/.exec(first.xml)?.[1] ?? ""
    const start = { streamSid: "MZ1", carrierCallId: "CA1", tracks: ["inbound"] as const, parameters: { token } }
    expect(bench.trunk.media.admit?.({ ...start, carrierCallId: "CA2" }), "another call's stream").toBeNull()
    expect((await bench.post("voice", form)).xml).toBe(first.xml)
    expect(bench.trunk.media.admit?.(start), "its token is spent").toBeNull()
  })
})

test("a number that no line has is answered politely, unrecorded, with an alarm", async () => {
  const bench = new TrunkBench("telnyx")
  const verbs = await bench.verbs("voice", { ...form, To: "+4930000000" })
  expect(names(verbs)).toEqual(["Say", "Hangup"])
  expect(bench.trunk.stats.unmapped).toBe(1)
  expect(bench.logged.join()).toContain("no line has")
})

test("a number that no line has is rejected unanswered where the trunk says so, with the same alarm", async () => {
  const bench = new TrunkBench("signalwire", {}, { rejectsUnmapped: true })
  const [reject, ...more] = await bench.verbs("voice", { ...form, To: "+4930000000" })
  expect(reject).toMatchObject({ name: "Reject", attributes: { reason: "rejected" } })
  expect(more).toEqual([])
  expect(bench.trunk.stats.unmapped).toBe(1)
  expect(bench.logged.join()).toContain("no line has")
  expect(names(await bench.verbs("voice", form))).toEqual(["Play", "Redirect"])
})

test("while the gateway drains a new call is connected unrecorded, and one that is asked goes on as it began", async () => {
  const bench = new TrunkBench("twilio")
  const action = await atTheMenu(bench)
  bench.draining = true
  const later = await bench.verbs("voice", { ...form, CallSid: "CA2" })
  expect(names(later)).toEqual(["Dial", "Hangup"])
  expect(names(await bench.verbs(action, { ...form, Digits: "2" }))).toContain("Dial")
  expect(bench.evidence.written.some((leaf) => leaf.startsWith("refused"))).toBe(true)
})

test("a call from a short emergency number is connected by the very first document, and its leaf says why nobody was asked", async () => {
  const bench = new TrunkBench("twilio")
  const verbs = await bench.verbs("voice", { ...form, From: "112" })
  expect(names(verbs)).toEqual(["Dial"])
  expect(bench.evidence.written.some((leaf) => leaf.startsWith("not_asked"))).toBe(true)
  expect(bench.evidence.written.some((leaf) => leaf.startsWith("granted"))).toBe(false)
})

test("with the database down the caller is connected, unrecorded", async () => {
  const bench = new TrunkBench("twilio")
  bench.lineFails = true
  const verbs = await bench.verbs("voice", form)
  expect(names(verbs)).toEqual(["Dial", "Hangup"])
  expect(names(await bench.verbs("fallback", form))).toEqual(["Dial", "Hangup"])
})

test("a ledger that never answers keeps nobody from the destination", async () => {
  const bench = new TrunkBench("twilio")
  bench.evidence.hold.add("answered")
  const verbs = await bench.verbs("voice", form)
  expect(names(verbs)).toEqual(["Play", "Dial"])
  expect(bench.evidence.written).toEqual(["answered", "failed: ledger_unavailable"])
})

test("carriers' words for a withheld number are no number", () => {
  expect(["+4917612345678", "anonymous", "", "+266696687", "+7378742833"].map(callerNumber)).toEqual([
    "+4917612345678",
    null,
    null,
    null,
    null,
  ])
})
