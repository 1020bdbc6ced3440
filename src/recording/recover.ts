/*
 * What a killed process left, put in order at start-up without any key, before calls are taken. Every step can be
 * repeated: a crash in here is repaired by the next start.
 *
 *   open row, whole segments   the torn tail is cut off     recording.recovered, row `recovered`
 *   open row, nothing whole    the remnant is quarantined   recording.lost, row `lost`
 *   open row, no file                                       recording.lost, row `lost`
 *   file, no row                                            quarantined: nobody can say what it is
 *
 * A torn file is never finished with its old key.
 */
import { createHash } from "node:crypto"
import { AssentError } from "../errors.ts"
import { uuidv7 } from "../ids.ts"
import type { Leaf } from "../ledger/entry.ts"
import { FORMAT_4K, segmentStart } from "./format.ts"
import type { BlobStore, RecordingRow, RecordingRows } from "./ports.ts"
import type { LedgerPort, Log } from "./recorder.ts"

const SEGMENT = FORMAT_4K.segmentBytes
const PIECE = 256 * SEGMENT
const BYTES_PER_MS = 16
const DAY_MS = 86_400_000

export interface RecoverParts<Tx> {
  readonly ledger: LedgerPort<Tx>
  readonly rows: RecordingRows<Tx>
  readonly blobs: BlobStore
  readonly log: Log
  /**
   * When a recording of this call, whose consent was withdrawn before the process was killed, must be shredded;
   * `null` when it was not withdrawn.
   */
  readonly withdrawnShredAt: (callId: string) => Promise<Date | null>
  readonly wallClock?: () => number
}

export interface Recovered {
  readonly recovered: readonly string[]
  readonly lost: readonly string[]
  readonly quarantined: number
}

export async function recoverRecordings<Tx>(parts: RecoverParts<Tx>): Promise<Recovered> {
  const recovered: string[] = []
  const lost: string[] = []
  for (const row of await parts.rows.open()) {
    const kept = await recoverOne(row, parts)
    ;(kept ? recovered : lost).push(row.id)
    parts.log.warn({ callId: row.callId, recordingId: row.id, kept }, "a recording that was cut short was put in order")
  }
  return { recovered, lost, quarantined: await quarantineStrangers(parts) }
}

async function recoverOne<Tx>(row: RecordingRow, parts: RecoverParts<Tx>): Promise<boolean> {
  const size = await parts.blobs.size(row.blobUri)
  const segments = Math.floor((size ?? 0) / SEGMENT)
  if (segments === 0) {
    // Before the leaf: once the row is closed, nobody would look for the remnant.
    if (size !== null) await parts.blobs.quarantine(row.blobUri)
    await lose(row, size === null ? "file_missing" : "nothing_whole", parts)
    return false
  }
  const length = segments * SEGMENT
  if (size !== length) await parts.blobs.truncate(row.blobUri, length)
  const endedAt = new Date(Date.parse(row.startedAt) + segmentStart(FORMAT_4K, segments) / BYTES_PER_MS)
  const facts = {
    ciphertextLen: length,
    ciphertextSha256: await digest(parts.blobs, row.blobUri, length),
    segments,
    deleteAfter: laterBy(row.deleteAfter, new Date(row.startedAt), endedAt),
    endedAt: endedAt.toISOString(),
  }
  const leaf: Leaf = {
    ...base(parts),
    type: "recording.recovered",
    rec: row.id,
    ciphertext_sha256: facts.ciphertextSha256,
    ciphertext_len: length,
    segments,
    delete_after: facts.deleteAfter,
  }
  const shredAt = (await parts.withdrawnShredAt(row.callId))?.toISOString() ?? null
  const restriction: Leaf[] =
    shredAt === null
      ? []
      : [{ ...base(parts), type: "restriction.set", rec: row.id, reason: "withdrawn", until: shredAt }]
  await parts.ledger.append([leaf, ...restriction], async (tx, [sealedLeaf]) => {
    if (sealedLeaf === undefined) throw new AssentError("LEDGER_CORRUPT", "the ledger gave no index for a leaf it took")
    await parts.rows.sealed(tx, row.id, "recovered", { ...facts, sealedLeaf })
    if (shredAt !== null) await parts.rows.restricted(tx, row.id, shredAt)
  })
  return true
}

async function lose<Tx>(row: RecordingRow, reason: string, parts: RecoverParts<Tx>): Promise<void> {
  const leaf: Leaf = { ...base(parts), type: "recording.lost", rec: row.id, reason }
  await parts.ledger.append([leaf], (tx) => parts.rows.failed(tx, row.id, "lost", leaf.ts))
}

async function quarantineStrangers<Tx>(parts: RecoverParts<Tx>): Promise<number> {
  const strangers: string[] = []
  for await (const uri of parts.blobs.list()) {
    const id = /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.tink$/.exec(uri)?.[1]
    const row = id === undefined ? null : await parts.rows.get(id)
    if (row?.blobUri !== uri) strangers.push(uri)
  }
  for (const uri of strangers) await parts.blobs.quarantine(uri)
  if (strangers.length > 0) parts.log.warn({ files: strangers.length }, "files of no recording were put in quarantine")
  return strangers.length
}

async function digest(blobs: BlobStore, uri: string, size: number): Promise<string> {
  const hash = createHash("sha256")
  for (let offset = 0; offset < size; offset += PIECE) {
    hash.update(await blobs.read(uri, offset, Math.min(PIECE, size - offset)))
  }
  return hash.digest("base64url")
}

/** The row's date counts from the start of the call; a call that went past midnight is kept that much longer. */
function laterBy(deleteAfter: string, startedAt: Date, endedAt: Date): string {
  const days = Math.floor(endedAt.getTime() / DAY_MS) - Math.floor(startedAt.getTime() / DAY_MS)
  return new Date(Date.parse(deleteAfter) + days * DAY_MS).toISOString().slice(0, 10)
}

function base<Tx>(parts: RecoverParts<Tx>) {
  const now = (parts.wallClock ?? Date.now)()
  return { v: 1 as const, id: uuidv7(now), ts: new Date(now).toISOString() }
}
