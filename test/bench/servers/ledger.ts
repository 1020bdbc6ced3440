/*
 * Durable appends in a process of their own. One append is what one consent costs: its leaf, its business rows and the
 * frontier in one transaction. The raw record is written to the same disk with the same calls a database ends in.
 */
import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs"
import { join } from "node:path"
import { LedgerEvidence } from "../../../src/consent/evidence.ts"
import { uuidv7 } from "../../../src/ids.ts"
import { openLogKey } from "../../../src/keys/log-key.ts"
import type { LeafOf } from "../../../src/ledger/entry.ts"
import { openLedger } from "../../../src/ledger/ledger.ts"
import { noteSigner } from "../../../src/ledger/node-crypto.ts"
import { openEmbedded } from "../../../src/storage/embedded/open.ts"
import { openKeys } from "../../../src/wiring/keys.ts"
import { serve } from "../lib/child.ts"

const ORIGIN = "bench.example/ledger"
const RECORD_BYTES = 212
const scratch = process.argv[2] ?? "."
const folder = join(scratch, "ledger")
const storage = await openEmbedded(folder)
const logKey = await openLogKey(join(folder, "keys", "log.pem"), true)
const signer = noteSigner(ORIGIN, logKey)
const ledger = await openLedger({ store: storage.ledgerStore, origin: ORIGIN, signer, create: true })
const keys = await openKeys({
  folder,
  store: storage.keyStore,
  ledger,
  ledgerStore: storage.ledgerStore,
  pinned: null,
  create: true,
  rotateDays: 7,
  backupFolder: null,
})

const script = { id: "bench/1/en", sha256: "B".repeat(43), language: "en" }
const heard = { bytes: 48_000, total: 48_000 }
/** As long as those of a digit and its offset; the salts are drawn beforehand, by whoever discloses. */
const digests = ["D".repeat(43), "E".repeat(43)]

/** Calls to consent on: rows of consent refer to a call. */
const calls: { readonly id: string; readonly answered: number }[] = []
for (let i = 0; i < 64; i++) {
  const id = uuidv7()
  const at = new Date().toISOString()
  const leaf = { v: 1, id: uuidv7(), ts: at, type: "call.answered", call: id, line: "bench" } as const
  const [receipt] = await ledger.append([leaf], (tx, [answeredLeaf = -1]) =>
    storage.calls.answered(tx, {
      id,
      lineId: "bench",
      trunk: "bench",
      direction: "inbound",
      answeredAt: at,
      answeredLeaf,
    }),
  )
  calls.push({ id, answered: receipt?.index ?? -1 })
}

async function consent({ id: call, answered }: { readonly id: string; readonly answered: number }): Promise<void> {
  const ts = new Date().toISOString()
  const members = { purpose: ["quality"], script: script.id, script_sha256: script.sha256 }
  const leaf: LeafOf<"consent.granted"> = {
    v: 1,
    id: uuidv7(),
    ts,
    type: "consent.granted",
    call,
    party: "caller",
    answered,
    method: "dtmf",
    ...members,
    heard: { ...heard, by: "mark" },
    attempts: 1,
    _sd: digests,
    _sd_alg: "sha-256",
  }
  await ledger.append([leaf], (tx, [index = -1]) =>
    storage.calls.consent(tx, {
      id: leaf.id,
      callId: call,
      party: "caller",
      state: "granted",
      method: "dtmf",
      script: script.id,
      scriptSha256: script.sha256,
      heardBytes: heard.bytes,
      heardTotal: heard.total,
      at: ts,
      leaf: index,
    }),
  )
}

/** How many of `work` are done per second with `clients` at a time, over about `ms`. */
async function rate(clients: number, ms: number, work: (client: number) => Promise<void>): Promise<number> {
  const began = performance.now()
  let done = 0
  const client = async (number: number): Promise<void> => {
    while (performance.now() - began < ms) {
      await work(number)
      done++
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)))
  return (done * 1000) / (performance.now() - began)
}

serve({
  raw: (ms: number): number => {
    const file = openSync(join(scratch, "raw"), "a")
    const record = Buffer.alloc(RECORD_BYTES, 0x61)
    const began = performance.now()
    let done = 0
    while (performance.now() - began < ms) {
      writeSync(file, record)
      fdatasyncSync(file)
      done++
    }
    const seconds = (performance.now() - began) / 1000
    closeSync(file)
    return done / seconds
  },
  append: ({ clients, ms }: { clients: number; ms: number }) =>
    rate(clients, ms, (client) => consent(calls[client] ?? { id: "", answered: -1 })),
  /**
   * What a key press costs in full: the digit sealed to the call's key in keys.db, then the caller's leaf and the
   * agent's, with their rows, in one transaction. Each on a call of its own that was answered before the clock starts.
   */
  fullPath: async ({ clients, each }: { clients: number; each: number }): Promise<number> => {
    const parts = {
      ledger,
      rows: storage.calls,
      sealer: keys.keyring,
      termsOf: () => ({ purposes: ["quality"], agentBasis: "employment contract" }),
      closing: new AbortController().signal,
    }
    const evidences = await Promise.all(
      Array.from({ length: clients * each }, async (_, i) => {
        const from = `+4915${100_000_000 + i}`
        const call = { callId: uuidv7(), lineId: "bench", trunk: "bench", carrierCallId: `CA${i}`, from, to: "+4930" }
        const evidence = new LedgerEvidence({ ...call, direction: "inbound" }, parts)
        await evidence.answered()
        return evidence
      }),
    )
    const decision = { script, heard, key: { digit: "1", offsetMs: 900 }, attempts: 1 }
    const began = performance.now()
    await Promise.all(
      Array.from({ length: clients }, async (_, client) => {
        for (let i = 0; i < each; i++) await evidences[client * each + i]?.granted(decision)
      }),
    )
    return (clients * each * 1000) / (performance.now() - began)
  },
})
