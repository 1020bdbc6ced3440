/*
 * The tombstone: what proves that a recording was there and is erased, when nothing of the recording is left. Its hash
 * can be recomputed by anyone from the five members, and two of them stand in the ledger's own leaves.
 */
import { createHash, randomBytes, randomUUID } from "node:crypto"
import canonicalize from "canonicalize"
import { AssentError } from "../errors.ts"
import type { LeafOf } from "../ledger/entry.ts"
import type { RecordingRow } from "../recording/ports.ts"
import type { OutboxLeaf, Tombstone } from "./ports.ts"
import { dayOf } from "./schedule.ts"

/** What is left of an erased recording, for good. */
export interface Erased {
  readonly recordingId: string
  /** RFC 3339, UTC. */
  readonly erasedAt: string
  readonly reason: string
  /** base64url SHA-256 over the JCS of `{ciphertext_sha256, erased_at, header_sha256, reason, recording_id}`; null members stay. */
  readonly tombstoneSha256: string
}

/** @returns `null` for a recording that is not erased. */
export function tombstoneOf(row: RecordingRow): Erased | null {
  if (row.state !== "shredded" || row.shreddedAt === null) return null
  const reason = row.shredReason ?? "unknown"
  const members = {
    ciphertext_sha256: row.ciphertextSha256,
    erased_at: row.shreddedAt,
    header_sha256: row.headerSha256,
    reason,
    recording_id: row.id,
  }
  return {
    recordingId: row.id,
    erasedAt: row.shreddedAt,
    reason,
    tombstoneSha256: createHash("sha256").update(jcs(members)).digest("base64url"),
  }
}

// Leaf and request ids are random (v4), not v7: a time inside the id would undo the shuffle and the rounded day.

/** What the row of a destroyed recording becomes. */
export function tombstone(row: RecordingRow, reason: string, at: Date): Tombstone {
  return { recordingId: row.id, at: at.toISOString(), reason, leaf: shreddedLeaf(row, reason, dayOf(at)) }
}

function shreddedLeaf(row: RecordingRow, reason: string, day: string): OutboxLeaf {
  const id = randomUUID()
  const leaf: Omit<LeafOf<"recording.shredded">, "ts"> = {
    v: 1,
    id,
    type: "recording.shredded",
    rec: row.id,
    reason,
    ...(row.ciphertextSha256 === null ? {} : { ciphertext_sha256: row.ciphertextSha256 }),
  }
  return { id, leaf: jcs(leaf), day }
}

/**
 * `erasure.executed`. How many calls it covered stands only as a salted digest (RFC 9901), since the number beside the
 * day's shred leaves could point at a person. The disclosure goes to whoever asked, and is kept nowhere.
 */
export function executedLeaf(requestId: string, calls: number, day: string): { leaf: OutboxLeaf; disclosure: string } {
  const salt = randomBytes(16).toString("base64url")
  const disclosure = Buffer.from(JSON.stringify([salt, "count", calls])).toString("base64url")
  const id = randomUUID()
  const leaf: Omit<LeafOf<"erasure.executed">, "ts"> = {
    v: 1,
    id,
    type: "erasure.executed",
    request: requestId,
    _sd: [createHash("sha256").update(disclosure, "ascii").digest("base64url")],
    _sd_alg: "sha-256",
  }
  return { leaf: { id, leaf: jcs(leaf), day }, disclosure }
}

/**
 * `erasure.deferred`. Each has a request id of its own: two that share one would be told apart as one person's.
 * @param until last day of the reason
 */
export function deferredLeaf(recordingId: string, reason: string, until: string | null, day: string): OutboxLeaf {
  const id = randomUUID()
  const leaf: Omit<LeafOf<"erasure.deferred">, "ts"> = {
    v: 1,
    id,
    type: "erasure.deferred",
    request: randomUUID(),
    rec: recordingId,
    reason,
    ...(until === null ? {} : { until }),
  }
  return { id, leaf: jcs(leaf), day }
}

function jcs(value: object): string {
  const text = canonicalize(value)
  if (text === undefined) throw new AssentError("STORAGE_FAILED", "a tombstone could not be written as JSON")
  return text
}
