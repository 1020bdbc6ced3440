/*
 * A data folder with many recordings, written straight into the tables that the gateway's own migrations made. Each
 * subject has ten calls, spread over the whole of the time, as a person's calls are; rows are as long as real ones.
 */
import { join } from "node:path"
import Sqlite from "better-sqlite3"
import { uuidv7 } from "../../../src/ids.ts"
import { blobUri } from "../../../src/storage/embedded/blobs.ts"
import { openEmbedded } from "../../../src/storage/embedded/open.ts"

export const PER_SUBJECT = 10
const START = Date.parse("2026-01-01T00:00:00Z")

export interface StoredCall {
  readonly callId: string
  readonly callKeyId: string
  readonly recordingId: string
}

export const lookupOf = (subject: number): string => `lookup-${subject}`.padEnd(43, "x")

/** @param keep subjects whose calls are answered, for files to be put there @returns their calls */
export async function writeLargeStore(
  folder: string,
  recordings: number,
  keep: number,
): Promise<readonly (readonly StoredCall[])[]> {
  await (await openEmbedded(folder)).close()
  const assent = fast(join(folder, "assent.db"))
  const keys = fast(join(folder, "keys.db"))
  const subjects = Math.floor(recordings / PER_SUBJECT)
  const kept: StoredCall[][] = Array.from({ length: keep }, () => [])
  const at = "2026-01-01T00:00:00.000Z"
  keys
    .prepare("insert into kek values ('kek-1', 1, 'file', 'none', 'pem', ?, 'active', ?, ?, null)")
    .run("f".repeat(43), at, "2036-01-01T00:00:00.000Z")
  const subject = keys.prepare("insert into subject values (?, ?, '+49', ?)")
  const subjectIds = Array.from({ length: subjects }, (_, i) => uuidv7(START - subjects + i))
  subjectIds.forEach((id, i) => subject.run(id, lookupOf(i), at))
  const call = assent.prepare(
    "insert into call (id, line_id, trunk, direction, state, answered_at, ended_at, answered_leaf) values (?, 'main', 't', 'inbound', 'ended', ?, ?, 1)",
  )
  const recording = assent.prepare(
    `insert into recording (id, call_id, header, header_sha256, state, blob_uri, ciphertext_len, ciphertext_sha256,
       segments, delete_after, started_at, ended_at, started_leaf, sealed_leaf)
     values (?, ?, ?, ?, 'sealed', ?, 480000, ?, 118, '2036-01-01', ?, ?, 2, 3)`,
  )
  const callKey = keys.prepare("insert into call_key values (?, 1, ?, ?, 'kek-1', ?, ?)")
  const recordingKey = keys.prepare("insert into recording_key values (?, ?, 1, ?)")
  const opening = keys.prepare("insert into ledger_opening values (?, ?, 1, ?)")
  const link = keys.prepare("insert into subject_call values (?, ?, ?)")
  const [header, hash, jwk] = [Buffer.alloc(520, 0x61), "h".repeat(43), "j".repeat(200)]
  const [wrappedCallKey, wrappedRecordingKey, sealedOpening] = ["w".repeat(1200), "w".repeat(650), "o".repeat(700)]
  for (let i = 0; i < recordings; i++) {
    const made = START + i * 20
    const [callId, recordingId] = [uuidv7(made), uuidv7(made + 1)]
    const callKeyId = `ck_${uuidv7(made)}`
    const person = i % subjects
    call.run(callId, at, at)
    recording.run(recordingId, callId, header, hash, blobUri(recordingId), hash, at, at)
    callKey.run(callKeyId, callId, jwk, wrappedCallKey, at)
    recordingKey.run(recordingId, callKeyId, wrappedRecordingKey)
    opening.run(uuidv7(made + 2), callKeyId, sealedOpening)
    link.run(subjectIds[person], callId, callKeyId)
    kept[person]?.push({ callId, callKeyId, recordingId })
  }
  for (const db of [assent, keys]) {
    db.exec("commit")
    db.pragma("wal_checkpoint(TRUNCATE)")
    db.close()
  }
  return kept
}

function fast(path: string): Sqlite.Database {
  const db = new Sqlite(path)
  // Nothing is lost by a crash but a bench.
  db.pragma("synchronous = OFF")
  db.pragma("journal_mode = MEMORY")
  db.pragma("foreign_keys = OFF")
  db.pragma("cache_size = -200000")
  db.exec("begin")
  return db
}
