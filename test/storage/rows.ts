import { createHash } from "node:crypto"
import type { AnsweredRow, ConsentRow } from "../../src/consent/ports.ts"
import type { RecordingRow, RecordingRows, SealedFacts } from "../../src/recording/ports.ts"
import { uuidv7 } from "../../src/ids.ts"

/** Ids of consecutive milliseconds, so that their order is known. */
export function idsInOrder(count: number, from: number = Date.parse("2026-11-23T16:00:00Z")): string[] {
  return Array.from({ length: count }, (_, i) => uuidv7(from + i))
}

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("base64url")

export function answeredRow(id: string, changes: Partial<AnsweredRow> = {}): AnsweredRow {
  return {
    id,
    lineId: "main",
    trunk: "trial",
    direction: "inbound",
    answeredAt: "2026-11-23T16:20:00.000Z",
    answeredLeaf: 1,
    ...changes,
  }
}

export function consentRow(callId: string, changes: Partial<ConsentRow> = {}): ConsentRow {
  return {
    id: uuidv7(),
    callId,
    party: "caller",
    state: "granted",
    method: "dtmf",
    script: "main/1/en",
    scriptSha256: sha256("script"),
    heardBytes: 8000,
    heardTotal: 8000,
    at: "2026-11-23T16:20:09.000Z",
    leaf: 2,
    ...changes,
  }
}

export type OpenedRow = Parameters<RecordingRows<unknown>["opened"]>[1]

export function openedRow(id: string, callId: string, changes: Partial<OpenedRow> = {}): OpenedRow {
  const header = Buffer.from(`{"recording_id":"${id}","v":1}`)
  return {
    id,
    callId,
    header,
    headerSha256: createHash("sha256").update(header).digest("base64url"),
    blobUri: `recordings/2026/11/${id}.tink`,
    deleteAfter: "2031-11-23",
    startedAt: "2026-11-23T16:20:10.000Z",
    startedLeaf: 3,
    ...changes,
  }
}

export const sealedFacts: SealedFacts = {
  ciphertextLen: 4096,
  ciphertextSha256: sha256("ciphertext"),
  segments: 1,
  deleteAfter: "2031-11-24",
  endedAt: "2026-11-23T16:25:00.000Z",
  sealedLeaf: 9,
}

/** A recording row as it is read back after `opened`. */
export function asOpen(row: OpenedRow): RecordingRow {
  return {
    ...row,
    state: "open",
    ciphertextLen: null,
    ciphertextSha256: null,
    segments: null,
    shredAt: null,
    endedAt: null,
    sealedLeaf: null,
    shreddedAt: null,
    shredReason: null,
  }
}
