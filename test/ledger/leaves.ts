/* Leaves of a small honest log, and what it takes to sign any log at all. */
import { generateKeyPairSync } from "node:crypto"
import { toBase64Url } from "../../src/ledger/base64.ts"
import { signCheckpoint } from "../../src/ledger/checkpoint.ts"
import type { FrameCounters, Leaf, LeafOf, terminalConsentTypes } from "../../src/ledger/entry.ts"
import { appendLeaves, rootOf } from "../../src/ledger/merkle.ts"
import { noteSigner, sha256 } from "../../src/ledger/node-crypto.ts"
import { parseVkey, SPKI_PREFIX } from "../../src/ledger/note.ts"
import { sealLeaf } from "../../src/ledger/seal.ts"
import { MemoryLedgerStore } from "../fakes/memory-ledger-store.ts"

export const ORIGIN = "ledger.example/test"
export const signer = noteSigner(ORIGIN, generateKeyPairSync("ed25519").privateKey)
export const KEY = toBase64Url(Uint8Array.of(...SPKI_PREFIX, ...parseVkey(sha256, signer.vkey).publicKey))

let made = 0
/** A new UUID in each call, the same in each run. */
export const uuid = (): string => `01940000-0000-7000-8000-${String(++made).padStart(12, "0")}`
export const hashOf = (text: string): string => toBase64Url(sha256(Buffer.from(text)))

const base = (): { v: 1; id: string; ts: string } => {
  const id = uuid()
  return { v: 1, id, ts: new Date(Date.UTC(2026, 10, 23) + made * 1000).toISOString() }
}

export const opened = (origin = ORIGIN, key = KEY): LeafOf<"ledger.opened"> => ({
  ...base(),
  type: "ledger.opened",
  origin,
  key,
})
export const answered = (call: string): Leaf => ({ ...base(), type: "call.answered", call, line: "main" })

const said = {
  method: "dtmf" as const,
  purpose: ["quality"],
  script: "notice 3",
  script_sha256: hashOf("script"),
  heard: { bytes: 8000, total: 8000, by: "mark" as const },
}
type Terminal = (typeof terminalConsentTypes)[number]

export function consent(type: Terminal, call: string, index: number, party: "caller" | "agent" = "caller"): Leaf {
  const members = { ...base(), ...said, call, party, answered: index }
  switch (type) {
    case "consent.granted":
      return { ...members, type, attempts: 1 }
    case "consent.not_required":
      return { ...members, type, method: "none", mode: "employees", basis: "works agreement" }
    case "consent.failed":
    case "consent.not_asked":
      return { ...members, type, reason: "ledger_unavailable" }
    default:
      return { ...members, type }
  }
}

export const withdrawn = (call: string, index: number, grant: number): Leaf => ({
  ...base(),
  ...said,
  type: "consent.withdrawn",
  call,
  party: "caller",
  answered: index,
  consent: grant,
})

export const record = (subject: string, state: LeafOf<"record.changed">["state"]): LeafOf<"record.changed"> => ({
  ...base(),
  type: "record.changed",
  object: "contact",
  subject,
  state,
  by: "user_1",
})

export const started = (call: string, rec: string, authority: number): LeafOf<"recording.started"> => ({
  ...base(),
  type: "recording.started",
  call,
  rec,
  consent: authority,
  header_sha256: hashOf(`header ${rec}`),
  key_commitment: hashOf(`commitment ${rec}`),
  call_key_thumbprint: hashOf("ck"),
  kek_fingerprint: hashOf("kek"),
})

export const sealed = (rec: string): LeafOf<"recording.sealed"> => ({
  ...base(),
  type: "recording.sealed",
  rec,
  ciphertext_sha256: hashOf(`ciphertext ${rec}`),
  ciphertext_len: `ciphertext ${rec}`.length,
  segments: 1,
  delete_after: "2031-11-23",
})

export const shredded = (rec: string): Leaf => ({ ...base(), type: "recording.shredded", rec, reason: "withdrawn" })

export const stopped = (rec: string): Leaf => ({
  ...base(),
  type: "recording.stopped",
  rec,
  media_ms: 9,
  by: "user_1",
})

export const moved = (rec: string): LeafOf<"recording.moved"> => ({
  ...base(),
  type: "recording.moved",
  rec,
  ciphertext_sha256: hashOf(`ciphertext ${rec}`),
  place: "archive",
  by: "svc_1",
})

export const foundAtCarrier = (call: string): Leaf => ({
  ...base(),
  type: "carrier.recording_found",
  call,
  trunk: "main",
  recordings: 1,
  removed: true,
})

export const ended = (call: string, index: number, frames: Partial<FrameCounters> = {}): LeafOf<"call.ended"> => {
  const counted = { before_consent: 50, written: 0, paused: 0, after_withdrawal: 0, gaps: 0, ...frames }
  const received = counted.before_consent + counted.written + counted.paused + counted.after_withdrawal
  return {
    ...base(),
    type: "call.ended",
    call,
    answered: index,
    outcome: "completed",
    frames: { received, ...counted },
  }
}

export const calls = { recorded: uuid(), refused: uuid(), withdrawn: uuid(), open: uuid() }
export const recs = { kept: uuid(), shredded: uuid() }

/** One call recorded, one refused, one withdrawn and shredded, one still going on. */
export function honestLeaves(): Leaf[] {
  return [
    opened(),
    answered(calls.recorded),
    consent("consent.granted", calls.recorded, 1),
    consent("consent.not_required", calls.recorded, 1, "agent"),
    started(calls.recorded, recs.kept, 2),
    ended(calls.recorded, 1, { written: 500 }),
    sealed(recs.kept),
    answered(calls.refused),
    consent("consent.refused", calls.refused, 7),
    ended(calls.refused, 7),
    answered(calls.withdrawn),
    consent("consent.granted", calls.withdrawn, 10),
    consent("consent.not_required", calls.withdrawn, 10, "agent"),
    started(calls.withdrawn, recs.shredded, 11),
    withdrawn(calls.withdrawn, 10, 11),
    ended(calls.withdrawn, 10, { written: 100, after_withdrawal: 40 }),
    sealed(recs.shredded),
    shredded(recs.shredded),
    answered(calls.open),
  ]
}

/** Puts any bytes in a log, as one who holds the store and the log key can, and signs it. */
export async function forge(leaves: readonly (Leaf | Uint8Array)[]): Promise<MemoryLedgerStore> {
  const store = new MemoryLedgerStore()
  await store.create(ORIGIN)
  const rows = leaves.map((leaf, index) => {
    const entry = leaf instanceof Uint8Array ? leaf : sealLeaf(leaf).entry
    return { index, eventId: `${index}`, entry, hash: sha256(Buffer.concat([Buffer.of(0), entry])) }
  })
  const { head, nodes } = appendLeaves(
    sha256,
    { size: 0, frontier: [] },
    rows.map((row) => row.hash),
  )
  await store.transact((tx) => tx.insert(rows, nodes, head))
  const root = rootOf(sha256, head.frontier)
  const note = await signCheckpoint(sha256, { origin: ORIGIN, size: head.size, root }, signer)
  await store.insertCheckpoint({ size: head.size, root, note })
  return store
}
