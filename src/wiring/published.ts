import type { LedgerFiles, Proofs, ProvenLeaf } from "../api/parts.ts"
import { AssentError } from "../errors.ts"
import { parseCheckpoint } from "../ledger/checkpoint.ts"
import { readTile } from "../ledger/export.ts"
import { parseLeaf } from "../ledger/jcs.ts"
import type { Ledger } from "../ledger/ledger.ts"
import { inclusionProof } from "../ledger/merkle.ts"
import { sha256 } from "../ledger/node-crypto.ts"
import { parseNote } from "../ledger/note.ts"
import { storeNodes } from "../ledger/store-nodes.ts"
import type { LedgerStore } from "../ledger/store.ts"
import type { RecordingRow } from "../recording/ports.ts"
import type { Anchors } from "./anchors.ts"

/**
 * The ledger as auditors read it: always up to the latest signed checkpoint, never beyond. `timestamp/<size>` is the
 * RFC 3161 response for the checkpoint of that size, asked for when it is first wanted.
 */
export function publishedLedger(
  store: LedgerStore<unknown>,
  vkey: string,
  anchors: Pick<Anchors, "witnesses" | "published" | "timestamp">,
  tsaPem: string | null,
): LedgerFiles {
  return {
    read: async (path) => {
      if (path === "log.vkey") return Buffer.from(`${vkey}\n`)
      if (path === "witness.vkeys") return Buffer.from(anchors.witnesses.map((line) => `${line}\n`).join(""))
      if (path === "tsa.pem") return tsaPem === null ? null : Buffer.from(tsaPem)
      const stamped = /^timestamp\/([1-9][0-9]{0,15})$/.exec(path)?.[1]
      if (stamped !== undefined) return anchors.timestamp(Number(stamped))
      if (path === "checkpoint") {
        const note = await anchors.published()
        return note === null ? null : Buffer.from(note)
      }
      const latest = await store.latestCheckpoint()
      return latest && readTile(store, path, latest.size)
    },
  }
}

/** Inclusion proofs of the leaves one recording rests on: the call's answer, the consent, its start, its end, its move. */
export function recordingProofs<Tx>(
  ledger: Ledger<Tx>,
  store: LedgerStore<Tx>,
  recording: (id: string) => Promise<RecordingRow | null>,
): Proofs {
  return {
    ofRecording: async (id) => {
      const row = await recording(id)
      if (!row) throw new AssentError("NOT_FOUND", "there is no such recording")
      const indexes = await leavesOf(store, row)
      const checkpoint = await ledger.checkpoint()
      const { size } = parseCheckpoint(parseNote(checkpoint).text)
      const leaves: ProvenLeaf[] = []
      for (const index of indexes) {
        const entry = await entryAt(store, index)
        const path = await inclusionProof(sha256, storeNodes(store), index, size)
        leaves.push({ index, type: parseLeaf(entry).type, entry, path })
      }
      return { checkpoint, leaves }
    },
  }
}

async function leavesOf(store: LedgerStore<unknown>, row: RecordingRow): Promise<readonly number[]> {
  const indexes = [row.startedLeaf]
  const started = parseLeaf(await entryAt(store, row.startedLeaf))
  if (started.type === "recording.started") {
    const consent = parseLeaf(await entryAt(store, started.consent))
    indexes.unshift(started.consent)
    if ("answered" in consent) indexes.unshift(consent.answered)
  }
  if (row.sealedLeaf !== null) indexes.push(row.sealedLeaf)
  if (row.elsewhere) indexes.push(row.elsewhere.leaf)
  return indexes
}

async function entryAt(store: LedgerStore<unknown>, index: number): Promise<Uint8Array> {
  const leaf = await store.leaf(index)
  if (!leaf) throw new AssentError("LEDGER_CORRUPT", `the log lacks leaf ${index}`)
  return leaf.entry
}
