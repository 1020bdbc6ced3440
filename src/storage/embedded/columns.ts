/* Rows of the ports from rows of the tables, and the checks on what enters them. */
import type { Kysely } from "kysely"
import { AssentError } from "../../errors.ts"
import type { CallRow } from "../../api/ports.ts"
import type { ConsentRow } from "../../consent/ports.ts"
import type { RecordingRow } from "../../recording/ports.ts"
import type { AssentTables, CallTable, ConsentTable, ElsewhereTable, RecordingTable } from "./tables.ts"

/** A moment as RFC 3339 in UTC with milliseconds, the one spelling in which text sorts as time. */
export function instant(value: string, field: string): string {
  const ms = Date.parse(value)
  if (!Number.isNaN(ms)) return new Date(ms).toISOString()
  throw new AssentError("INPUT_INVALID", `${field} must be a time as in RFC 3339`, { field })
}

export function calendarDay(value: string, field: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))) return value
  throw new AssentError("INPUT_INVALID", `${field} must be a calendar day, YYYY-MM-DD`, { field })
}

export function callRow(row: CallTable): CallRow {
  return {
    id: row.id,
    lineId: row.line_id,
    trunk: row.trunk,
    direction: row.direction,
    state: row.state,
    answeredAt: row.answered_at,
    endedAt: row.ended_at,
    answeredLeaf: row.answered_leaf,
    endedLeaf: row.ended_leaf,
    consent: row.consent,
    outcome: row.outcome,
    timeToAgentMs: row.time_to_agent_ms,
  }
}

export function consentRow(row: ConsentTable): ConsentRow {
  return {
    id: row.id,
    callId: row.call_id,
    party: row.party,
    state: row.state,
    method: row.method,
    script: row.script,
    scriptSha256: row.script_sha256,
    heardBytes: row.heard_bytes,
    heardTotal: row.heard_total,
    at: row.at,
    leaf: row.leaf,
  }
}

/** A recording's columns, with where it is. */
export type PlacedRecording = RecordingTable & {
  readonly [C in "place" | "moved_at" | "moved_leaf"]: ElsewhereTable[C] | null
}

export function placedRecordings(read: Kysely<AssentTables>) {
  return read
    .selectFrom("recording")
    .leftJoin("recording_elsewhere", "recording_elsewhere.recording_id", "recording.id")
    .selectAll("recording")
    .select(["place", "moved_at", "moved_leaf"])
}

export function recordingRow(row: PlacedRecording): RecordingRow {
  const { place, moved_at: movedAt, moved_leaf: leaf } = row
  return {
    ...(place === null || movedAt === null || leaf === null ? {} : { elsewhere: { place, movedAt, leaf } }),
    id: row.id,
    callId: row.call_id,
    header: row.header,
    headerSha256: row.header_sha256,
    state: row.state,
    blobUri: row.blob_uri,
    ciphertextLen: row.ciphertext_len,
    ciphertextSha256: row.ciphertext_sha256,
    segments: row.segments,
    deleteAfter: row.delete_after,
    shredAt: row.shred_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    startedLeaf: row.started_leaf,
    sealedLeaf: row.sealed_leaf,
    shreddedAt: row.shredded_at,
    shredReason: row.shred_reason,
  }
}

/** For an update that must have met its row: a leaf about a row that is not there must not be committed. */
export function mustChange(changed: number, what: string): void {
  if (changed === 0) throw new AssentError("NOT_FOUND", what)
}
