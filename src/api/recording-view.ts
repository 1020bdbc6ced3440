import { z } from "zod"
import type { RecordingRow } from "../recording/ports.ts"
import { tombstoneOf } from "../retention/tombstone.ts"
import { example, idOutput, shown } from "./ids.ts"

export const recordingStates = ["open", "sealed", "recovered", "restricted", "failed", "lost", "shredded"] as const

export const elsewhereView = z.strictObject({ recipient: z.string(), moved_at: z.string(), leaf_index: z.int() })

export const recordingView = z
  .strictObject({
    id: idOutput("rec"),
    call_id: idOutput("call"),
    state: z
      .enum(recordingStates)
      .describe("recovered: cut short by a crash; restricted: withdrawn, unplayable; shredded: erased"),
    started_at: z.string(),
    ended_at: z.string().nullable(),
    delete_after: z.string().describe("The last day (UTC) it is kept"),
    shred_at: z.string().nullable().describe("Erased at this moment already, after a withdrawal"),
    header_sha256: z.string(),
    ciphertext_sha256: z.string().nullable(),
    ciphertext_bytes: z.int().nullable(),
    segments: z.int().nullable(),
    leaf_indexes: z.strictObject({ started: z.int(), sealed: z.int().nullable() }),
    erased_at: z.string().nullable(),
    erase_reason: z.string().nullable(),
    tombstone_sha256: z.string().nullable(),
    elsewhere: elsewhereView.nullable().describe("Who holds the ciphertext in this gateway's place"),
  })
  .meta({
    id: "Recording",
    examples: [
      {
        id: example("rec"),
        call_id: example("call"),
        state: "sealed",
        started_at: "2026-11-23T16:20:08.000Z",
        ended_at: "2026-11-23T16:24:00.000Z",
        delete_after: "2027-11-23",
        shred_at: null,
        header_sha256: "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
        ciphertext_sha256: "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
        ciphertext_bytes: 3721032,
        segments: 909,
        leaf_indexes: { started: 43, sealed: 47 },
        erased_at: null,
        erase_reason: null,
        tombstone_sha256: null,
        elsewhere: null,
      },
    ],
  })

export function viewOfRecording(row: RecordingRow): z.infer<typeof recordingView> {
  return {
    id: shown("rec", row.id),
    call_id: shown("call", row.callId),
    state: row.state,
    started_at: row.startedAt,
    ended_at: row.endedAt,
    delete_after: row.deleteAfter,
    shred_at: row.shredAt,
    header_sha256: row.headerSha256,
    ciphertext_sha256: row.ciphertextSha256,
    ciphertext_bytes: row.ciphertextLen,
    segments: row.segments,
    leaf_indexes: { started: row.startedLeaf, sealed: row.sealedLeaf },
    erased_at: row.shreddedAt,
    erase_reason: row.shredReason,
    tombstone_sha256: tombstoneOf(row)?.tombstoneSha256 ?? null,
    elsewhere: row.elsewhere
      ? { recipient: row.elsewhere.place, moved_at: row.elsewhere.movedAt, leaf_index: row.elsewhere.leaf }
      : null,
  }
}
