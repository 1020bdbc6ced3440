import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { compatibilityList } from "../../src/carriers/call-list/compatibility.ts"
import type { CallList, Span } from "../../src/carriers/call-list/list.ts"
import { matchCalls, type LedgerCall, type TrunkCall } from "../../src/carriers/call-list/match.ts"
import { relayList } from "../../src/carriers/call-list/relay.ts"
import { basic } from "../../src/carriers/xml/rest.ts"
import { PROJECT, RelayDouble, TOKEN } from "../fakes/relay-double.ts"
import { KIND, UNKIND } from "../fakes/relay-wire.ts"
import { FakeCarrier } from "../fakes/xml/carrier.ts"

const HOUR = 3_600_000
const now = Date.now()
const span: Span = { since: now - 2 * HOUR, until: now + HOUR }
async function all<T>(list: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const each of list) found.push(each)
  return found
}

const accounts = {
  twilio: { path: `/2010-04-01/Accounts/AC${"0".repeat(32)}`, authorization: basic("AC", "x"), suffix: ".json" },
  signalwire: { path: "/api/laml/2010-04-01/Accounts/p-1", authorization: basic("p-1", "x"), suffix: ".json" },
  telnyx: { path: "/v2/texml/Accounts/acc-1", authorization: "Bearer KEY", suffix: "" },
} as const

describe.each(["twilio", "signalwire", "telnyx"] as const)("the call list of %s", (kind) => {
  const carrier = new FakeCarrier({ kind, trunk: kind })
  let list: CallList
  beforeAll(async () => {
    await carrier.listen()
    const { path, authorization, suffix } = accounts[kind]
    list = compatibilityList({ fetch, account: carrier.restUrl + path, authorization, suffix })
    for (let i = 0; i < 7; i++) carrier.hidden.push({ sid: `CA${i}`, at: now - i * 60_000 })
    carrier.hidden.push({ sid: "CA-busy", at: now, status: "busy" })
    // Of the same days, and not of the period.
    carrier.hidden.push({ sid: "CA-early", at: span.since - 60_000 }, { sid: "CA-late", at: span.until + 60_000 })
    carrier.recordings.set("CA1", ["RE1", "RE2", "RE3"])
  })
  afterAll(() => carrier[Symbol.asyncDispose]())

  test("is read to its last page, and only of the period", async () => {
    carrier.pageSize = 3
    const calls = await all(list.calls(span))
    expect(calls.map(({ id }) => id)).toEqual([0, 1, 2, 3, 4, 5, 6].map((i) => `CA${i}`).concat("CA-busy"))
    expect(calls[0]).toMatchObject({ answered: true, status: "completed", seconds: 12, to: "+493023125001" })
    expect(Math.abs(calls[0]!.at - now)).toBeLessThan(1000)
    expect(calls.at(-1)).toMatchObject({ answered: false })
    expect(carrier.restRequests.length).toBeGreaterThan(3)
    carrier.pageSize = 2
    expect((await all(list.recordings(span))).map(({ id, call }) => [id, call])).toEqual([
      ["RE1", "CA1"],
      ["RE2", "CA1"],
      ["RE3", "CA1"],
    ])
    carrier.pageSize = 1000
  })

  test("that cannot be read is an error by name, never a short list", async () => {
    carrier.restStatus = 500
    await expect(all(list.calls(span))).rejects.toMatchObject({ code: "CARRIER_UNREACHABLE" })
    carrier.restStatus = 403
    await expect(all(list.recordings(span))).rejects.toMatchObject({ code: "CONFIG_INVALID" })
    carrier.restStatus = null
    const answers: unknown[] = [{}, { calls: [{ sid: "CA1" }] }, { calls: [{ sid: "\u001b[2J" }] }]
    for (const answer of answers) {
      await expect(withAnswer(answer)).rejects.toMatchObject({ code: "CARRIER_PROTOCOL" })
    }
    // The credentials go nowhere else, and no page is read twice.
    for (const next_page_uri of ["https://elsewhere.example/Calls.json", "/a/Calls.json?Page=1"]) {
      await expect(withAnswer({ calls: [], next_page_uri })).rejects.toThrow(/where it goes on/)
    }
  })
})

/** What the list makes of this answer, given to every request. */
async function withAnswer(body: unknown): Promise<unknown> {
  const server = createServer((_request, response) => response.end(JSON.stringify(body)))
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const account = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a`
  try {
    return await all(compatibilityList({ fetch, account, authorization: "Bearer x", suffix: ".json" }).calls(span))
  } finally {
    await new Promise((resolve) => server.close(resolve))
  }
}

test.each([
  ["kind", KIND],
  ["unkind", UNKIND],
] as const)(
  "the voice logs of SignalWire, %s, are read to their last page: calls that came in, and recordings",
  async (_, unknowns) => {
    const double = await RelayDouble.open(unknowns)
    double.logPage = 2
    const calls = Array.from({ length: 5 }, () => double.ring())
    for (const call of calls.slice(1)) call.to_state("answered")
    calls[0]!.end("cancel")
    const agent = double.ring()
    Object.assign(agent, { direction: "outbound" })
    const recording = calls[1]!.startRecording("the account's own")
    const list = relayList({ fetch, baseUrl: double.restUrl, authorization: basic(PROJECT, TOKEN) })
    const listed = await all(list.calls(span))
    const id = unknowns.logNamesCall ? "callId" : "segmentId"
    expect(new Set(listed.map((each) => each.id))).toEqual(new Set(calls.map((call) => call[id])))
    expect(listed.filter(({ answered }) => !answered).map((each) => each.id)).toEqual([calls[0]![id]])
    expect(await all(list.recordings(span))).toMatchObject([{ id: recording.id, call: calls[1]!.callId }])
    double.token = "another"
    await expect(all(list.calls(span))).rejects.toMatchObject({ code: "CONFIG_INVALID" })
    await double.close()
  },
)

describe("matching", () => {
  const listed = (id: string, at: number, more: Partial<TrunkCall> = {}): TrunkCall => ({
    id,
    at,
    answered: true,
    status: "completed",
    seconds: 10,
    to: "+493023125001",
    trunk: "desk",
    sameIds: true,
    ...more,
  })
  const kept = (call: string, at: number, more: Partial<LedgerCall> = {}): LedgerCall => ({
    call,
    at,
    trunk: null,
    carrierCall: null,
    ...more,
  })

  test("by the carrier's id names the very call that is hidden, also at the same moment", () => {
    const ledger = [kept("a", 1000, { carrierCall: "CA1", trunk: "desk" })]
    const { byId, onlyListed, onlyInLedger } = matchCalls([listed("CA2", 1000), listed("CA1", 1000)], ledger)
    expect(byId).toBe(1)
    expect(onlyListed.map(({ id }) => id)).toEqual(["CA2"])
    expect(onlyInLedger).toEqual([])
  })

  test("lets one call of the carrier stand for one of the ledger only", () => {
    const twice = ["a", "b"].map((call) => kept(call, 1000, { carrierCall: "CA1", trunk: "desk" }))
    expect(matchCalls([listed("CA1", 1000)], twice).onlyInLedger.map(({ call }) => call)).toEqual(["b"])
  })

  test("takes no call of another trunk, and by time none that disclosed another id", () => {
    const other = kept("a", 1000, { trunk: "elsewhere" })
    const own = kept("b", 1000, { trunk: "desk", carrierCall: "CA9" })
    const found = matchCalls([listed("CA1", 1000)], [other, own])
    expect(found).toMatchObject({ byId: 0, byTime: 0, onlyListed: [{ id: "CA1" }], onlyInLedger: [other, own] })
    // Where the list's ids are not known to be the gateway's, time decides.
    expect(matchCalls([listed("CA1", 1000, { sameIds: false })], [other, own])).toMatchObject({ byTime: 1 })
  })

  test("does not spend a call of the ledger on one that nobody answered", () => {
    const unanswered = listed("CA1", 1000, { answered: false })
    expect(matchCalls([unanswered, listed("CA2", 9000)], [kept("a", 9500)])).toMatchObject({
      byTime: 1,
      onlyListed: [],
    })
    // A gateway may have answered what the carrier calls failed.
    expect(matchCalls([unanswered], [kept("a", 1500)])).toMatchObject({ byTime: 1, onlyInLedger: [] })
  })

  test("by time pairs as many as can be paired, whatever the order and however close", () => {
    let tight = 0
    const times = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 7 })
    fc.assert(
      fc.property(times, times, (theirs, ours) => {
        const lists = theirs.map((s, i) => listed(`CA${i}`, s * 1000))
        const ledger = ours.map((s, i) => kept(`c${i}`, s * 1000))
        const { byTime, onlyInLedger, onlyListed } = matchCalls(lists, ledger)
        const most = mostPairs(theirs, ours)
        if (most > 0 && most < Math.min(theirs.length, ours.length)) tight++
        expect(byTime).toBe(most)
        expect([onlyListed.length, onlyInLedger.length]).toEqual([theirs.length - most, ours.length - most])
      }),
      { numRuns: 500 },
    )
    expect(tight).toBeGreaterThan(20)
  })

  /** By trying: the largest matching of times at most 30 s before and 60 s behind each other. */
  function mostPairs(theirs: readonly number[], ours: readonly number[]): number {
    const partner = new Map<number, number>()
    const augment = (i: number, seen: Set<number>): boolean =>
      ours.some((at, j) => {
        if (seen.has(j) || at < theirs[i]! - 30 || at > theirs[i]! + 60) return false
        seen.add(j)
        const rival = partner.get(j)
        if (rival !== undefined && !augment(rival, seen)) return false
        partner.set(j, i)
        return true
      })
    return theirs.filter((_, i) => augment(i, new Set())).length
  }
})
