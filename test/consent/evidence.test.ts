import { expect, test } from "vitest"
import { LedgerEvidence } from "../../src/consent/evidence.ts"
import type { AnsweredRow, CallRows, ConsentRow, EndedRow } from "../../src/consent/ports.ts"
import { endInterruptedCalls } from "../../src/consent/recover.ts"
import { checkDisclosures } from "../../src/ledger/disclosure.ts"
import { parseLeaf } from "../../src/ledger/jcs.ts"
import { openLedger } from "../../src/ledger/ledger.ts"
import { sha256, verifyEd25519 } from "../../src/ledger/node-crypto.ts"
import { storeSource } from "../../src/ledger/source.ts"
import { verifyLedger } from "../../src/ledger/verify.ts"
import { MemoryLedgerStore, type MemoryTx } from "../fakes/memory-ledger-store.ts"
import { ORIGIN, signer } from "../ledger/leaves.ts"
import { call, script } from "../fakes/call.ts"

const frames = { received: 10, before_consent: 10, written: 0, paused: 0, after_withdrawal: 0, gaps: 0 }
const decision = (key: "1" | "2" | null) => ({
  script,
  heard: { bytes: 800, total: 800 },
  key: key === null ? null : { digit: key, offsetMs: 1234.5 },
  attempts: 1,
})

/** Rows as a database would keep them: written only with their leaf's transaction. */
function memoryRows(): CallRows<MemoryTx> & { answers: AnsweredRow[]; consents: ConsentRow[]; ends: EndedRow[] } {
  const answers: AnsweredRow[] = []
  const consents: ConsentRow[] = []
  const ends: EndedRow[] = []
  return {
    answers,
    consents,
    ends,
    answered: async (tx, row) => {
      await tx.put(`call ${row.id}`)
      answers.push(row)
    },
    consent: async (tx, row) => {
      await tx.put(`consent ${row.id}`)
      consents.push(row)
    },
    ended: async (tx, id, row) => {
      await tx.put(`ended ${id}`)
      ends.push(row)
    },
    unfinished: async () =>
      ends.length > 0 ? [] : answers.map(({ id, answeredLeaf }) => ({ id, answeredLeaf, consents })),
  }
}

async function begin(covered?: (index: number) => Promise<number>) {
  const store = new MemoryLedgerStore()
  const ledger = await openLedger({ store, origin: ORIGIN, signer, create: true })
  const rows = memoryRows()
  const openings = new Map<string, readonly string[]>()
  const closing = new AbortController()
  const evidence = new LedgerEvidence(call, {
    ledger,
    rows,
    sealer: {
      begin: async () => undefined,
      seal: async (_callId, leafId, disclosures) => void openings.set(leafId, disclosures),
      end: () => undefined,
    },
    termsOf: () => ({ purposes: ["service improvement"], agentBasis: "employer's notice of 2026-01-01" }),
    closing: closing.signal,
    ...(covered ? { covered } : {}),
  })
  const leaves = () => store.data.leaves.map(({ entry }) => parseLeaf(entry))
  const verified = async () => {
    await ledger.checkpoint()
    return verifyLedger(storeSource(store), signer.vkey, { hash: sha256, verify: verifyEd25519 })
  }
  return { store, ledger, rows, openings, evidence, closing, leaves, verified }
}

test("a granted call leaves an answer, a grant, the agent's standing basis and an end, and the verifier agrees", async () => {
  const { evidence, leaves, rows, verified } = await begin()
  await evidence.answered()
  const { receipts } = await evidence.granted(decision("1"))
  await evidence.ended("caller_hangup", frames, 1200)
  expect(leaves().map(({ type }) => type)).toEqual([
    "ledger.opened",
    "call.answered",
    "consent.granted",
    "consent.not_required",
    "call.ended",
  ])
  expect(receipts.map(({ index }) => index)).toEqual([2, 3])
  expect(leaves()[3]).toMatchObject({ party: "agent", basis: "employer's notice of 2026-01-01", method: "prior" })
  expect(rows.consents.map(({ state, leaf }) => [state, leaf])).toEqual([
    ["granted", 2],
    ["not_required", 3],
  ])
  expect(await verified()).toMatchObject({ calls: 1 })
})

test("number, digit and offset stand in no leaf; their disclosures open the digests", async () => {
  const { evidence, leaves, store, openings } = await begin()
  await evidence.answered()
  await evidence.notGranted("refused", decision("2"))
  const clear = Buffer.concat(store.data.leaves.map(({ entry }) => entry)).toString()
  expect(clear).not.toContain("15550100")
  expect(clear).not.toContain("digit")
  const [, answered, refused] = leaves()
  expect(checkDisclosures(answered!, openings.get(answered!.id)!)).toMatchObject({
    number: "+15550100",
    trunk: "test-phone",
  })
  expect(checkDisclosures(refused!, openings.get(refused!.id)!)).toMatchObject({ digit: "2", offset_ms: 1235 })
})

test("a commit whose answer was lost is found again: one terminal state, not two", async () => {
  const { evidence, store, leaves, verified } = await begin()
  await evidence.answered()
  store.failNext("commit", { persist: true })
  const { receipts } = await evidence.granted(decision("1"))
  expect(receipts).toHaveLength(2)
  await evidence.ended("caller_hangup", frames, null)
  expect(leaves().filter(({ type }) => type === "consent.granted")).toHaveLength(1)
  await verified()
})

test("while the ledger cannot be written, evidence waits in order and is written when it can", async () => {
  const { evidence, store, leaves, verified } = await begin()
  store.failNext("commit")
  const order: string[] = []
  await Promise.all([
    evidence.answered().then(() => order.push("answered")),
    evidence.notGranted("no_answer", decision(null)).then(() => order.push("no_answer")),
    evidence.ended("caller_hangup", frames, null).then(() => order.push("ended")),
  ])
  expect(order).toEqual(["answered", "no_answer", "ended"])
  expect(
    leaves()
      .map(({ type }) => type)
      .slice(1),
  ).toEqual(["call.answered", "consent.no_answer", "call.ended"])
  await verified()
})

test("when the gateway closes, what cannot be written is given up instead of holding it open", async () => {
  const { evidence, store, closing } = await begin()
  await evidence.answered()
  closing.abort()
  store.failNext("commit")
  await expect(evidence.notGranted("refused", decision("2"))).rejects.toMatchObject({ code: "LEDGER_UNAVAILABLE" })
})

test("where others sign each decision, a refusal waits for them as a grant does, and nothing else does", async () => {
  const asked: number[] = []
  const signed = Promise.withResolvers<number>()
  const { evidence, rows } = await begin((index) => {
    asked.push(index)
    return signed.promise
  })
  await evidence.answered()
  let settled = false
  const refused = evidence.notGranted("refused", decision("2")).then(() => (settled = true))
  // Behind it in the queue, and written while the refusal is still waited for.
  await evidence.ended("caller_hangup", frames, 1200)
  expect(rows.consents).toMatchObject([{ state: "refused" }])
  expect(asked).toEqual([rows.consents[0]!.leaf])
  expect(settled).toBe(false)
  signed.resolve(0)
  await refused
  const other = await begin(() => Promise.reject(new Error("nobody is to be asked")))
  await other.evidence.answered()
  await other.evidence.notGranted("no_answer", decision(null))
})

test("nothing is withdrawn that was not granted", async () => {
  const { evidence } = await begin()
  await evidence.answered()
  await expect(evidence.withdrawn(decision("2"))).rejects.toMatchObject({ code: "CONFLICT" })
})

test("a call that a killed process left is ended at the next start, once, as not consented", async () => {
  const { evidence, ledger, rows, leaves, verified } = await begin()
  await evidence.answered()
  expect(await endInterruptedCalls(ledger, rows)).toBe(1)
  expect(await endInterruptedCalls(ledger, rows)).toBe(0)
  expect(leaves().slice(2)).toMatchObject([
    { type: "consent.failed", reason: "process_killed" },
    { type: "call.ended", outcome: "interrupted" },
  ])
  await verified()
})
