/*
 * A gateway's ledger with its recordings, an auditor who was there once and kept a checkpoint, and a witness that signed
 * the log as it grew. The operator has root and the log's key, and presents what it likes.
 */
import { generateKeyPairSync } from "node:crypto"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { formatAddCheckpoint } from "../../src/ledger/add-checkpoint.ts"
import { toBase64Url } from "../../src/ledger/base64.ts"
import { signCheckpoint } from "../../src/ledger/checkpoint.ts"
import type { Leaf } from "../../src/ledger/entry.ts"
import { exportLedger, writeBundle } from "../../src/ledger/export.ts"
import { canonicalBytes } from "../../src/ledger/jcs.ts"
import { consistencyProof } from "../../src/ledger/merkle.ts"
import { noteSigner, sha256, verifyEd25519, witnessSigner } from "../../src/ledger/node-crypto.ts"
import { type NoteSigner, parseVkey } from "../../src/ledger/note.ts"
import { sealLeaf } from "../../src/ledger/seal.ts"
import { storeNodes } from "../../src/ledger/store-nodes.ts"
import { addCheckpoint, type WitnessedTree, type WitnessParts } from "../../src/ledger/witness.ts"
import type { MemoryLedgerStore } from "../fakes/memory-ledger-store.ts"
import {
  answered,
  consent,
  ended,
  forge,
  hashOf,
  moved,
  opened,
  ORIGIN,
  sealed,
  shredded,
  signer,
  started,
  uuid,
  withdrawn,
} from "../ledger/leaves.ts"

export const witnessKey = witnessSigner("auditor.example/w", generateKeyPairSync("ed25519").privateKey)
/** The operator's second log key, of the same name. */
export const otherKey = noteSigner(ORIGIN, generateKeyPairSync("ed25519").privateKey)

export const call = { recorded: uuid(), refused: uuid(), withdrawn: uuid(), later: uuid() }
export const rec = { kept: uuid(), shredded: uuid(), later: uuid() }
export type Files = Map<string, Uint8Array>

/** A recording's header as the gateway writes it, for its consent at `index`. */
export function headerOf(id: string, of: string, index: number, granted: Leaf): Uint8Array {
  return canonicalBytes({
    authority: { index, kind: "granted", leaf_hash: toBase64Url(sealLeaf(granted).hash), origin: ORIGIN },
    call_id: of,
    key_commitment: hashOf(`commitment ${id}`),
    recording_id: id,
  })
}
export const ciphertextOf = (id: string): Buffer => Buffer.from(`ciphertext of ${id} `.repeat(20))

export function startedWith(id: string, of: string, index: number, granted: Leaf): Leaf {
  return { ...started(of, id, index), header_sha256: toBase64Url(sha256(headerOf(id, of, index, granted))) }
}
export function sealedWith(id: string, bytes: Uint8Array = ciphertextOf(id)): Leaf {
  return { ...sealed(id), ciphertext_sha256: toBase64Url(sha256(bytes)), ciphertext_len: bytes.length }
}

export function movedWith(id: string): Leaf {
  return { ...moved(id), ciphertext_sha256: toBase64Url(sha256(ciphertextOf(id))) }
}

const grants = [
  consent("consent.granted", call.recorded, 1),
  consent("consent.granted", call.withdrawn, 10),
  consent("consent.granted", call.later, 19),
] as const

/** Three calls in the auditor's past and one after it: 0 opening, 1 to 6, 7 to 9, 10 to 18, 19 to 24. */
export const honest: readonly Leaf[] = [
  opened(),
  answered(call.recorded),
  grants[0],
  consent("consent.not_required", call.recorded, 1, "agent"),
  startedWith(rec.kept, call.recorded, 2, grants[0]),
  ended(call.recorded, 1, { written: 500 }),
  sealedWith(rec.kept),
  answered(call.refused),
  consent("consent.refused", call.refused, 7),
  ended(call.refused, 7),
  answered(call.withdrawn),
  grants[1],
  consent("consent.not_required", call.withdrawn, 10, "agent"),
  startedWith(rec.shredded, call.withdrawn, 11, grants[1]),
  withdrawn(call.withdrawn, 10, 11),
  ended(call.withdrawn, 10, { written: 100, after_withdrawal: 40 }),
  sealedWith(rec.shredded),
  shredded(rec.shredded),
  { ...plain(), type: "access.played", rec: rec.kept, ranges: ["0-100"] },
  answered(call.later),
  grants[2],
  consent("consent.not_required", call.later, 19, "agent"),
  startedWith(rec.later, call.later, 20, grants[2]),
  ended(call.later, 19, { written: 300 }),
  sealedWith(rec.later),
]

export function honestFiles(): Files {
  return new Map([
    [`${rec.kept}.header.json`, headerOf(rec.kept, call.recorded, 2, grants[0])],
    [`${rec.kept}.tink`, ciphertextOf(rec.kept)],
    [`${rec.later}.header.json`, headerOf(rec.later, call.later, 20, grants[2])],
    [`${rec.later}.tink`, ciphertextOf(rec.later)],
  ])
}

export function plain(): { v: 1; id: string; ts: string } {
  const { v, id, ts } = answered(uuid())
  return { v, id, ts }
}

/** When the auditor was there, and how much there was. */
export const VISIT = 10
const VISIT_TIME = Date.UTC(2026, 10, 23, 1) / 1000
/** When the witness signed the newest; the auditor asks for signatures since an hour before. */
const NOW = Date.UTC(2026, 10, 23, 3) / 1000
export const SINCE = "2026-11-23T02:00:00Z"

/** What the witness had signed before the operator lied: the log at the visit, and all of it. */
export interface World {
  readonly witness: WitnessParts
  readonly visited: string
  /** The whole honest log's note, with the witness's line. */
  readonly newest: string
}

/** @param truth the honest log as the witness saw it */
export async function world(truth: readonly Leaf[] = honest): Promise<World> {
  const seen = new Map<string, WitnessedTree>()
  let time = VISIT_TIME
  const witness: WitnessParts = {
    store: {
      last: (origin) => seen.get(origin) ?? null,
      advance: (origin, _from, to) => {
        seen.set(origin, to)
        return true
      },
    },
    signer: witnessKey,
    logs: [parseVkey(sha256, signer.vkey)],
    crypto: { hash: sha256, verify: verifyEd25519 },
    now: () => time,
  }
  const visited = await witnessed(witness, await forge(truth.slice(0, VISIT)))
  time = Math.max(NOW, Math.floor(Date.parse(truth.at(-1)?.ts ?? "") / 1000) + 60)
  return { witness, visited, newest: await witnessed(witness, await forge(truth)) }
}

/** Has the witness sign the store's checkpoint, as far as it does, the operator trying everything. */
export async function witnessed(witness: WitnessParts, store: MemoryLedgerStore): Promise<string> {
  const { note, size } = (await store.latestCheckpoint())!
  const old = witness.store.last(ORIGIN)?.size ?? 0
  const proof = old <= size ? await consistencyProof(sha256, storeNodes(store), old, size) : []
  const answer = await addCheckpoint(witness, formatAddCheckpoint({ old, proof, checkpoint: note }))
  return answer.status === 200 ? note + answer.body : note
}

/** Signs the store's head under another key. */
export async function signedBy(store: MemoryLedgerStore, by: NoteSigner, origin = ORIGIN): Promise<string> {
  const { size, root } = (await store.latestCheckpoint())!
  return signCheckpoint(sha256, { origin, size, root }, by)
}

/** Writes what the operator hands over: the export of `store` under `note`, and the recordings' files. */
export async function handOver(folder: string, store: MemoryLedgerStore, note: string, files: Files): Promise<void> {
  const { note: own } = (await store.latestCheckpoint())!
  const written = exportLedger({ store, vkey: signer.vkey, checkpoint: own, witnesses: [witnessKey.vkey] })
  await writeBundle(folder, written)
  writeFileSync(join(folder, "checkpoint"), note)
  mkdirSync(join(folder, "recordings"))
  for (const [name, bytes] of files) writeFileSync(join(folder, "recordings", name), bytes)
}
