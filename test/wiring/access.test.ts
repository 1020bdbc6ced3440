import { expect, test } from "vitest"
import { AssentError } from "../../src/errors.ts"
import { openDisclosures } from "../../src/ledger/disclosure-check.ts"
import type { Leaf } from "../../src/ledger/entry.ts"
import { checkLeaf } from "../../src/ledger/jcs.ts"
import { sha256 } from "../../src/ledger/node-crypto.ts"
import type { Receipt } from "../../src/ledger/receipt.ts"
import type { RecordingRow } from "../../src/recording/ports.ts"
import { accessEvidence, recordedPlayback } from "../../src/wiring/access.ts"

const CALL = "019ab3a4-0001-7000-8000-000000000001"
const REC = "019ab3a4-0002-7000-8000-000000000001"
const by = { actor: "console", reason: "complaint 4711" }

/** A ledger and a key store that hold what they are given, until they are told to fail. */
function world(purposeRequired = false) {
  const leaves: Leaf[] = []
  const openings = new Map<string, readonly string[]>()
  const logged: string[] = []
  const fail: { append: AssentError | null; seal: AssentError | null } = { append: null, seal: null }
  const row: RecordingRow = {
    id: REC,
    callId: CALL,
    header: new Uint8Array(),
    headerSha256: "h".repeat(43),
    state: "sealed",
    blobUri: "recordings/x",
    ciphertextLen: 1,
    ciphertextSha256: "c".repeat(43),
    segments: 1,
    deleteAfter: "2027-01-01",
    shredAt: null,
    startedAt: "2026-01-01T00:00:00.000Z",
    endedAt: "2026-01-01T00:01:00.000Z",
    startedLeaf: 3,
    sealedLeaf: 4,
    shreddedAt: null,
    shredReason: null,
  }
  const state = { row }
  const said = (_fields: object, message: string): void => void logged.push(message)
  const evidence = accessEvidence({
    ledger: {
      append: async (added): Promise<readonly Receipt[]> => {
        if (fail.append) throw fail.append
        leaves.push(...added.map(checkLeaf))
        return []
      },
    },
    seal: async (call, leafId, disclosures) => {
      if (fail.seal) throw fail.seal
      expect(call).toBe(CALL)
      openings.set(leafId, disclosures)
    },
    recording: async () => state.row,
    admit: () => "",
    purposesOf: async ({ startedLeaf }) => (startedLeaf === 3 ? ["quality"] : []),
    purposeRequired,
    log: { debug: said, info: said, warn: said, error: said },
  })
  const reads: [number, number][] = []
  const wav = {
    totalBytes: 160_058,
    read: async function* (start: number, end: number) {
      reads.push([start, end])
      for (let at = start; at < end; at += 16_000) yield new Uint8Array(Math.min(16_000, end - at))
    },
    mediaRange: (start: number, end: number) => `${start}-${end}ms`,
    close: () => void reads.push([-1, -1]),
  }
  let opens = 0
  const source = {
    open: async () => {
      opens++
      return { row: state.row, wav }
    },
  }
  const playback = recordedPlayback(source, evidence, async () => state.row)
  const opened = (leaf: Leaf) => openDisclosures(sha256, leaf, openings.get(leaf.id) ?? [])
  return { leaves, logged, fail, state, evidence, playback, reads, opened, opens: () => opens }
}
const ledgerGone = new AssentError("LEDGER_UNAVAILABLE", "the ledger cannot be written")

test("the first byte comes after key.used, and access.played after the last, both with who and why", async () => {
  const { leaves, playback, opened, reads } = world()
  const wav = await playback.open(REC, by)
  expect(leaves).toEqual([])
  const bytes = await wav.begin(0, 40_000)
  expect(leaves.map(({ type }) => type)).toEqual(["key.used"])
  let total = 0
  for await (const piece of bytes) total += piece.length
  expect(total).toBe(40_000)
  expect(leaves).toMatchObject([
    { type: "key.used", rec: REC },
    { type: "access.played", ranges: ["0-40000ms"] },
  ])
  for (const leaf of leaves) expect(opened(leaf)).toEqual(by)
  expect(reads.at(-1), "the key is forgotten").toEqual([-1, -1])
  // Neither stands in the leaf itself.
  expect(JSON.stringify(leaves)).not.toMatch(/console|4711/)
})

test.each([
  ["the ledger", { append: ledgerGone, seal: null }],
  ["the key store", { append: null, seal: new AssentError("STORAGE_FAILED", "the disk is full") }],
])("when %s cannot be written, not one byte is read", async (_, failing) => {
  const { fail, playback, reads, leaves } = world()
  Object.assign(fail, failing)
  const wav = await playback.open(REC, by)
  await expect(wav.begin(0, 100)).rejects.toMatchObject({ code: "LEDGER_UNAVAILABLE" })
  expect(reads).toEqual([])
  expect(leaves).toEqual([])
})

test("a reader that stops is on record with what it was given", async () => {
  const { leaves, playback } = world()
  const wav = await playback.open(REC, by)
  for await (const piece of await wav.begin(58, 160_058)) {
    expect(piece.length).toBe(16_000)
    break
  }
  expect(leaves.at(-1)).toMatchObject({ type: "access.played", ranges: ["58-16058ms"] })
})

test("what was erased while it played is told as a refusal: nothing else may follow its shredding", async () => {
  const { leaves, playback, state, opened } = world()
  const wav = await playback.open(REC, by)
  const bytes = await wav.begin(0, 100)
  state.row = { ...state.row, state: "shredded" }
  for await (const piece of bytes) expect(piece.length).toBe(100)
  expect(leaves.at(-1)).toMatchObject({ type: "access.denied", rec: REC, reason: "erased while it was played" })
  expect(opened(leaves.at(-1)!)).toMatchObject({ range: "0-100ms" })
})

test("a ledger that goes away while it plays leaves key.used alone, and a line in the log", async () => {
  const { leaves, logged, fail, playback } = world()
  const bytes = await (await playback.open(REC, by)).begin(0, 100)
  fail.append = ledgerGone
  for await (const piece of bytes) expect(piece.length).toBe(100)
  expect(leaves.map(({ type }) => type)).toEqual(["key.used"])
  expect(logged).toEqual(["what was heard of a recording could not be written: its key.used stands alone"])
})

test("with the call's key destroyed there is a leaf and nobody in it; a refusal stands without its leaf too", async () => {
  const { leaves, fail, evidence, logged } = world()
  fail.seal = new AssentError("KEY_DESTROYED", "this call has no key")
  await evidence.denied({ call: CALL, rec: REC }, "erased", by)
  expect(leaves).toHaveLength(1)
  expect(leaves[0]).not.toHaveProperty("_sd")
  fail.append = ledgerGone
  await evidence.denied({ call: CALL }, "erased", by)
  expect(leaves).toHaveLength(1)
  expect(logged).toEqual(["a refused access could not be written to the ledger"])
})

test("an export of no one call hands its disclosures to whoever asked, and keeps none", async () => {
  const { leaves, evidence } = world()
  const disclosures = await evidence.packed("audit pack", by)
  expect(openDisclosures(sha256, leaves[0]!, disclosures)).toEqual(by)
})

test("audio is not opened for a purpose that was not consented to, and the refusal is on record", async () => {
  const { playback, leaves, opened, opens } = world()
  const training = playback.open(REC, { ...by, purpose: "training" })
  await expect(training).rejects.toMatchObject({ code: "PURPOSE_REFUSED" })
  expect(opens()).toBe(0)
  expect(leaves).toMatchObject([{ type: "access.denied", rec: REC, reason: "not consented to for this purpose" }])
  expect(opened(leaves[0]!)).toEqual(by)
  // What a client sends stands in no leaf unless the ledger names it already.
  expect(JSON.stringify(leaves)).not.toContain("training")
  await (await playback.open(REC, { ...by, purpose: "quality" })).begin(0, 100)
  expect(leaves.at(-1)).toMatchObject({ type: "key.used", purpose: "playback for the purpose quality" })
})

test("where a purpose has to be stated, audio without one is not opened; a person's own copy has none to state", async () => {
  const { playback, opens } = world(true)
  await expect(playback.open(REC, { ...by, purpose: null })).rejects.toMatchObject({
    code: "INPUT_INVALID",
    field: "/headers/x-assent-purpose",
  })
  expect(opens()).toBe(0)
  await playback.open(REC, { ...by, purpose: "quality" })
  await playback.open(REC, by)
  expect(opens()).toBe(2)
})

test("keys are not handed out, and evidence not with audio, for a purpose that was not consented to", async () => {
  const { evidence, state, leaves } = world()
  await expect(evidence.use(state.row, { ...by, purpose: "training" })).rejects.toMatchObject({
    code: "PURPOSE_REFUSED",
  })
  state.row = { ...state.row, startedLeaf: 7 }
  await expect(evidence.use(state.row, { ...by, purpose: "quality" })).rejects.toMatchObject({
    code: "PURPOSE_REFUSED",
  })
  expect(leaves.map(({ type }) => type)).toEqual(["access.denied", "access.denied"])
  await evidence.exported({ call: CALL }, "evidence with audio", { ...by, purpose: "training" })
  expect(leaves.at(-1)).toMatchObject({ scope: "evidence with audio" })
})
