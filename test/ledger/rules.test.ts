import { describe, expect, test } from "vitest"
import type { Leaf, LeafOf } from "../../src/ledger/entry.ts"
import { sha256, verifyEd25519 } from "../../src/ledger/node-crypto.ts"
import { storeSource } from "../../src/ledger/source.ts"
import { type LedgerSummary, verifyLedger } from "../../src/ledger/verify.ts"
import {
  answered,
  calls,
  consent,
  ended,
  foundAtCarrier,
  forge,
  honestLeaves,
  opened,
  record,
  recs,
  sealed,
  moved,
  shredded,
  signer,
  started,
  stopped,
  uuid,
  withdrawn,
} from "./leaves.ts"

const crypto = { hash: sha256, verify: verifyEd25519 }
const verify = async (leaves: readonly (Leaf | Uint8Array)[]): Promise<LedgerSummary> =>
  verifyLedger(storeSource(await forge(leaves)), signer.vkey, crypto)

test("an honest log is accepted, and told in numbers", async () => {
  expect(await verify(honestLeaves())).toMatchObject({
    size: 19,
    calls: 4,
    openCalls: [calls.open],
    granted: 2,
    refused: 1,
    notRequired: 2,
    withdrawn: 1,
    recordings: 2,
    shredded: 1,
    clockWentBack: 0,
    anchoredBy: [],
    extends: null,
  })
})

test("a consent may be withdrawn after its call, and a record be worded anew until it is deleted", async () => {
  const late = withdrawn(calls.recorded, 1, 2)
  const [subject, states] = [uuid(), ["set", "set", "rectified", "deleted"] as const]
  const told = await verify([...honestLeaves(), late, ...states.map((state) => record(subject, state))])
  expect(told).toMatchObject({ size: 24, withdrawn: 2 })
})

type Mutation = readonly [string, (leaves: Leaf[]) => (Leaf | Uint8Array)[], RegExp]
const put =
  (at: number, ...insert: Leaf[]): ((leaves: Leaf[]) => Leaf[]) =>
  (leaves) =>
    leaves.with(at, insert[0]!)
const add =
  (...more: Leaf[]) =>
  (leaves: Leaf[]): Leaf[] => [...leaves, ...more]
const call = uuid()
const other = uuid()

const asked = (
  request: string,
  state: LeafOf<"request.changed">["state"],
  kind: "access" | "erasure" = "erasure",
): Leaf => ({
  v: 1,
  id: uuid(),
  ts: "2026-11-23T17:00:00.000Z",
  type: "request.changed",
  request,
  kind,
  state,
})
const extended = (request: string): Leaf => ({
  v: 1,
  id: uuid(),
  ts: "2026-11-23T17:00:00.000Z",
  type: "request.extended",
  request,
  until: "2027-02-23",
})

/* Each was signed with the log's own key: the tree is right, the story is not. */
const lies: readonly Mutation[] = [
  ["no opening leaf", (l) => l.slice(1), /^leaf 0 does not open the ledger$/],
  ["a request out of nothing", add(asked(other, "verified")), /^leaf 19 is about a request that was not received/],
  [
    "a request received twice",
    add(asked(other, "received"), asked(other, "received")),
    /^leaf 20 makes a request received/,
  ],
  [
    "an erasure carried out unassessed",
    add(asked(other, "received"), asked(other, "executed")),
    /^leaf 20 makes a request executed/,
  ],
  [
    "a request of another kind",
    add(asked(other, "received"), asked(other, "verified", "access")),
    /^leaf 20 makes another kind/,
  ],
  [
    "a request extended twice",
    add(asked(other, "received"), extended(other), extended(other)),
    /^leaf 21 extends a request a second/,
  ],
  [
    "a decided request extended",
    add(asked(other, "received"), asked(other, "refused"), extended(other)),
    /^leaf 21 extends a request that was decided/,
  ],
  ["a second opening", add(opened()), /^leaf 19 opens the ledger a second time$/],
  ["the opening of another origin", put(0, opened("ledger.example/other")), /^leaf 0 is of another origin/],
  [
    "another log key than it opened with",
    put(0, opened(undefined, "AAAA")),
    /^leaf 0 .* key that signed the checkpoint$/,
  ],
  ["a repeated id", (l) => [...l, { ...answered(call), id: l[3]!.id }], /^leaf 19 repeats the id of an earlier leaf$/],
  ["bytes that are no leaf", (l) => [...l, Buffer.from("{}")], /^leaf 19 is not a leaf: /],
  ["a call answered twice", add(answered(calls.refused)), /^leaf 19 answers a call that was answered before$/],
  [
    "a carrier's recording of no call",
    add(foundAtCarrier(call)),
    /^leaf 19 is about a call that was not answered before$/,
  ],
  [
    "a consent without a call",
    add(consent("consent.refused", call, 1)),
    /^leaf 19 is about a call that was not answered/,
  ],
  [
    "a consent of another call's answering",
    add(consent("consent.refused", calls.open, 7)),
    /^leaf 19 refers to the answering of another call$/,
  ],
  [
    "a second answer of the caller",
    put(12, consent("consent.refused", calls.withdrawn, 10)),
    /^leaf 12 is a second consent state of the caller of its call$/,
  ],
  [
    "a call that ended without a consent state",
    add(answered(call), ended(call, 19)),
    /^leaf 20 ends a call without a consent/,
  ],
  [
    "a consent after the end of its call",
    add(
      answered(call),
      consent("consent.failed", call, 19),
      ended(call, 19),
      consent("consent.granted", call, 19, "agent"),
    ),
    /^leaf 22 states a consent after its call had ended$/,
  ],
  ["a call that ended twice", add(ended(calls.refused, 7)), /^leaf 19 ends a call that had ended$/],
  [
    "a recording without any consent",
    add(started(calls.open, other, 18)),
    /^leaf 19 starts a recording without an earlier consent in its call$/,
  ],
  [
    "a recording after a refusal",
    add(answered(call), consent("consent.refused", call, 19), started(call, other, 20)),
    /^leaf 21 starts a recording without an earlier consent in its call$/,
  ],
  [
    "a grant after the fact",
    add(started(calls.open, other, 20), consent("consent.granted", calls.open, 18)),
    /^leaf 19 starts a recording without an earlier consent in its call$/,
  ],
  [
    "another call's grant",
    add(answered(call), started(call, other, 2)),
    /^leaf 20 starts a recording without an earlier consent in its call$/,
  ],
  [
    "an agent who is not covered",
    add(consent("consent.granted", calls.open, 18), started(calls.open, other, 19)),
    /^leaf 20 starts a recording that the agent is not covered for$/,
  ],
  [
    "a caller who is not covered",
    add(consent("consent.not_required", calls.open, 18, "agent"), started(calls.open, other, 19)),
    /^leaf 20 starts a recording that the caller is not covered for$/,
  ],
  [
    "a consent withdrawn before the recording",
    add(
      consent("consent.granted", calls.open, 18),
      consent("consent.not_required", calls.open, 18, "agent"),
      withdrawn(calls.open, 18, 19),
      started(calls.open, other, 19),
    ),
    /^leaf 22 starts a recording after the caller's consent was withdrawn$/,
  ],
  [
    "a recording resumed after the withdrawal",
    (l) => l.with(15, resumed(recs.shredded)),
    /^leaf 15 resumes a recording whose consent was withdrawn$/,
  ],
  [
    "a recording after its call",
    add(started(calls.recorded, other, 2)),
    /^leaf 19 starts a recording after its call had ended$/,
  ],
  ["a recording of no call", add(started(call, other, 2)), /^leaf 19 records a call that was not answered before$/],
  [
    "a recording started twice",
    put(12, started(calls.recorded, recs.kept, 2)),
    /^leaf 12 starts a recording that was started/,
  ],
  ["a withdrawal of a refusal", add(withdrawn(calls.refused, 7, 8)), /^leaf 19 withdraws what is no authority/],
  [
    "a second withdrawal",
    add(withdrawn(calls.withdrawn, 10, 11)),
    /^leaf 19 withdraws a consent that was withdrawn before$/,
  ],
  ["a sealed file nobody started", add(sealed(other)), /^leaf 19 is about a recording that was not started before$/],
  ["a recording sealed twice", add(sealed(recs.kept)), /^leaf 19 closes a recording that was closed before$/],
  [
    "a replaced file that was another",
    add({ ...sealed(recs.kept), type: "recording.resealed", replaces_sha256: "A".repeat(43) }),
    /^leaf 19 replaces a ciphertext that is not the recording's$/,
  ],
  [
    "a recording played after its shredding",
    (l) => [...l, { ...plain(l), type: "access.played", rec: recs.shredded, ranges: [] }],
    /^leaf 19 is about a recording that had been shredded$/,
  ],
  ["a recording stopped after its end", add(stopped(recs.kept)), /^leaf 19 stops a recording that was closed before$/],
  [
    "a recording resumed after it was stopped",
    (l) => [...l.slice(0, 5), stopped(recs.kept), resumed(recs.kept)],
    /^leaf 6 resumes a recording that was stopped for good$/,
  ],
  [
    "a recording moved under another hash",
    add({ ...moved(recs.kept), ciphertext_sha256: "A".repeat(43) }),
    /^leaf 19 moves a ciphertext that is not the recording's$/,
  ],
  ["an erased recording moved", add(moved(recs.shredded)), /^leaf 19 is about a recording that had been shredded$/],
  [
    "a recording moved twice",
    (l) => [...l, moved(recs.kept), moved(recs.kept)],
    /^leaf 20 moves a recording that was moved before$/,
  ],
  ["a recording shredded twice", add(shredded(recs.shredded)), /^leaf 19 is about a recording that had been shredded$/],
  [
    "counters that do not add up",
    (l) => l.with(5, { ...ended(calls.recorded, 1), frames: { ...frames, received: 9 } }),
    /^leaf 5 has frame counters that do not add up$/,
  ],
  [
    "written frames without a recording",
    put(9, ended(calls.refused, 7, { written: 3 })),
    /^leaf 9 counts written frames/,
  ],
  [
    "an uncounted end",
    (l) => l.with(9, uncounted(calls.refused, 7)),
    /^leaf 9 ends a call without its frame counters$/,
  ],
  [
    "a record reworded that was not set",
    add(record(other, "rectified")),
    /^leaf 19 changes a record that was not set before$/,
  ],
  [
    "a record that comes back",
    add(record(other, "set"), record(other, "deleted"), record(other, "set")),
    /^leaf 21 changes a record that was deleted$/,
  ],
  [
    "a record of two kinds",
    add(record(other, "set"), { ...record(other, "set"), object: "agent" }),
    /^leaf 20 makes another kind of a record$/,
  ],
  [
    "an erasure nobody asked for",
    (l) => [...l, { ...plain(l), type: "erasure.executed", request: other }],
    /^leaf 19 acts on an erasure that was not requested before$/,
  ],
]

function uncounted(call: string, index: number): LeafOf<"call.ended"> {
  const end = ended(call, index)
  delete end.frames
  return end
}
const frames = { received: 0, before_consent: 0, written: 0, paused: 0, after_withdrawal: 0, gaps: 0 }
const plain = (leaves: readonly Leaf[]): { v: 1; id: string; ts: string } => ({
  v: 1,
  id: uuid(),
  ts: leaves.at(-1)!.ts,
})
const resumed = (rec: string): Leaf => ({ ...plain(honestLeaves()), type: "recording.resumed", rec, media_ms: 10 })

describe("a log that was signed is refused all the same if it tells of", () => {
  test.each(lies)("%s", async (_, lie, sentence) => {
    const verdict = verify(lie(honestLeaves()))
    await expect(verdict).rejects.toMatchObject({ code: "LEDGER_CORRUPT" })
    await expect(verdict).rejects.toThrow(sentence)
  })
})

describe("what is not a lie", () => {
  test("a call whose process was killed ends without counters", async () => {
    const end: Leaf = { ...uncounted(calls.open, 18), outcome: "interrupted" }
    const summary = await verify([...honestLeaves(), consent("consent.failed", calls.open, 18), end])
    expect(summary).toMatchObject({ openCalls: [], failed: 1 })
  })

  test("frames need not add up once the call's recording failed", async () => {
    const leaves = honestLeaves()
    const failed: Leaf = { ...plain(leaves), type: "recording.failed", rec: recs.kept, reason: "disk" }
    const end: Leaf = { ...ended(calls.recorded, 1), frames: { ...frames, received: 9, written: 3 } }
    expect(await verify([...leaves.slice(0, 5), failed, end])).toMatchObject({ recordings: 1 })
  })

  test("a recording that was moved is erased later, like any other", async () => {
    const end = [moved(recs.kept), shredded(recs.kept)]
    expect(await verify([...honestLeaves(), ...end])).toMatchObject({ size: 21, shredded: 2 })
  })

  test("an attempt to play what was shredded was denied", async () => {
    const leaves = honestLeaves()
    const denied: Leaf = { ...plain(leaves), type: "access.denied", rec: recs.shredded, reason: "erased" }
    expect(await verify([...leaves, denied])).toMatchObject({ size: 20 })
  })

  test("a log that continues another may shred that one's recordings", async () => {
    const first: Leaf = { ...opened(), previous: "the last checkpoint" }
    expect(await verify([first, shredded(other)])).toMatchObject({ size: 2 })
    await expect(verify([opened(), shredded(other)])).rejects.toThrow("was not started before")
  })

  test("a clock that goes back is counted, since the tree keeps the order", async () => {
    const late: Leaf = { ...answered(call), ts: "2020-01-01T00:00:00.000Z" }
    expect(await verify([...honestLeaves(), late])).toMatchObject({ clockWentBack: 1 })
  })
})

test("requests that go their way are accepted", async () => {
  const steps = ["received", "verified", "assessed", "assessed", "executed", "notified"] as const
  const request = uuid()
  const denied: Leaf = {
    v: 1,
    id: uuid(),
    ts: "2026-11-23T17:00:00.000Z",
    type: "request.denied",
    request,
    act: "execute",
    reason: "state",
  }
  const more = [...steps.map((state) => asked(request, state)), denied]
  expect((await verify([...honestLeaves(), ...more.toSpliced(1, 0, extended(request))])).size).toBe(19 + 8)
})
